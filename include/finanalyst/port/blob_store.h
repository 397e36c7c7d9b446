/* port/blob_store.h: immutable blobs by key. */
#ifndef FINANALYST_PORT_BLOB_STORE_H
#define FINANALYST_PORT_BLOB_STORE_H

#include <finanalyst/buf.h>
#include <finanalyst/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is known of a blob without reading it. */
typedef struct fa_blob_info {
    const char *key; /* lent */
    uint64_t size_bytes;
    fa_time modified; /* when it was stored, 0 = unknown */
} fa_blob_info;
typedef fa_status (*fa_blob_visit_fn)(void *payload, const fa_blob_info *info, fa_error *err);

/* What a URL lets its holder do. */
typedef enum fa_blob_action { FA_BLOB_GET = 1, FA_BLOB_PUT = 2 } fa_blob_action;

/* The longest time for which a URL is signed, in seconds. */
enum { FA_BLOB_PRESIGN_MAX = 7 * 86400 };

/* Immutable blobs by key; a key is 1..200 bytes of [a-z0-9/_-] and comes from the library, never from a user.
 * For implementers: any thread may call any op at any time. `self` is yours. Keep no pointer that you were
 * handed. Report with fa_fail() and the codes named here; a callback's code passes through untouched. */
typedef struct fa_blob_store_ops {
    size_t struct_size; /* sizeof(fa_blob_store_ops): ops that were added later read as absent */
    const char *name;   /* for logs: "s3" */
    /* Stores all that read yields, or nothing; durable once it returns FA_OK. Key taken: FA_ECONFLICT, the old blob
     * stays. */
    fa_status (*put)(void *self, const char *key, fa_read_fn read, void *payload, fa_error *err);
    /* Sends the blob to write, in order, in pieces of any size. No such key: FA_ENOTFOUND. Damaged since it was
     * stored: FA_ECORRUPT, at the latest with the last piece. */
    fa_status (*get)(void *self, const char *key, fa_write_fn write, void *payload, fa_error *err);
    /* Afterwards the key is free; it was free already: FA_OK. */
    fa_status (*remove)(void *self, const char *key, fa_error *err);
    /* Optional: size in bytes. Where absent, the library counts with get. */
    fa_status (*size)(void *self, const char *key, uint64_t *out, fa_error *err);
    void (*close)(void *self); /* called once, last; copes with a half-finished open */
    /* Optional: sends len bytes from offset on, fewer where the blob ends before, none where it ends at or before
     * offset; checked as by get, before the last of them is sent. Where absent, the library takes them from get. */
    fa_status (*get_range)(void *self, const char *key, uint64_t offset, uint64_t len, fa_write_fn write,
                           void *payload, fa_error *err);
    /* Optional: size and time of storing; out->key is the library's. No such key: FA_ENOTFOUND. */
    fa_status (*stat)(void *self, const char *key, fa_blob_info *out, fa_error *err);
    /* Optional: lends to visit what is known of the blobs whose keys begin with prefix ("" = all) and lie behind
     * `after` ("" = from the start), in the byte order of keys, at most limit. A blob that is stored or removed
     * meanwhile may be among them or not; each of the others is, once. */
    fa_status (*list)(void *self, const char *prefix, const char *after, uint32_t limit,
                      fa_blob_visit_fn visit, void *payload, fa_error *err);
    /* Optional: appends to url an address at which anybody who holds it may do that to that one key, for so many
     * seconds. Who puts sends the header "If-None-Match: *", and can put once. What comes in so has no checksum. */
    fa_status (*presign)(void *self, fa_blob_action action, const char *key, uint32_t seconds, fa_buf *url,
                         fa_error *err);
    /* Optional: as presign to put, for a store that makes room for what will come: at most so many bytes. Where absent, the
     * library takes presign. */
    fa_status (*presign_put)(void *self, const char *key, uint64_t size_bytes, uint32_t seconds, fa_buf *url,
                             fa_error *err);
    /* Optional: makes what was put at such an address a blob. It is one already: FA_OK; nothing was put: FA_ENOTFOUND; more
     * than there was room for: FA_ETOOLARGE, and it is gone. Where absent, what was put is a blob at once. */
    fa_status (*accept)(void *self, const char *key, fa_error *err);
} fa_blob_store_ops;

/* A store in use; all zero means "none". Code calls fa_blob_put(&store, …), never store.ops->put. */
typedef struct fa_blob_store {
    const fa_blob_store_ops *ops;
    void *self;
} fa_blob_store;

/* The checking wrappers: FA_EINVALID for a key that is none, and for a store that is none. */
FA_API fa_status fa_blob_put(const fa_blob_store *store, const char *key, fa_read_fn read, void *payload,
                             fa_error *err);
FA_API fa_status fa_blob_get(const fa_blob_store *store, const char *key, fa_write_fn write, void *payload,
                             fa_error *err);
FA_API fa_status fa_blob_remove(const fa_blob_store *store, const char *key, fa_error *err);
FA_API fa_status fa_blob_size(const fa_blob_store *store, const char *key, uint64_t *out, fa_error *err);
/* FA_EUNSUPPORTED, from these three: the store cannot. limit 0: nothing is visited. */
FA_API fa_status fa_blob_stat(const fa_blob_store *store, const char *key, fa_blob_info *out, fa_error *err);
FA_API fa_status fa_blob_list(const fa_blob_store *store, const char *prefix, const char *after,
                              uint32_t limit, fa_blob_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_blob_presign(const fa_blob_store *store, fa_blob_action action, const char *key,
                                 uint32_t seconds, fa_buf *url, fa_error *err);
FA_API fa_status fa_blob_presign_put(const fa_blob_store *store, const char *key, uint64_t size_bytes,
                                     uint32_t seconds, fa_buf *url, fa_error *err);
FA_API fa_status fa_blob_accept(const fa_blob_store *store, const char *key, fa_error *err);
FA_API fa_status fa_blob_get_range(const fa_blob_store *store, const char *key, uint64_t offset, uint64_t len,
                                   fa_write_fn write, void *payload, fa_error *err);
FA_API void fa_blob_store_close(fa_blob_store *store);

#ifdef __cplusplus
}
#endif
#endif
