/* port/blob_store.h: immutable blobs by key. */
#ifndef FINANALYST_PORT_BLOB_STORE_H
#define FINANALYST_PORT_BLOB_STORE_H

#include <finanalyst/types.h>

#ifdef __cplusplus
extern "C" {
#endif

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
FA_API void fa_blob_store_close(fa_blob_store *store);

#ifdef __cplusplus
}
#endif
#endif
