/* port/transfer_store.h: files that come in pieces, until they are whole. */
#ifndef FINANALYST_PORT_TRANSFER_STORE_H
#define FINANALYST_PORT_TRANSFER_STORE_H

#include <finanalyst/document.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Transfers and the bytes that came of them. The transfers of others are to an op that names an owner as if they were not
 * there. What an op did is durable once it returns FA_OK. Rows are lent to visit for the call. For implementers: any thread may
 * call any op; a callback's code passes through untouched. */
typedef struct fa_transfer_store_ops {
    size_t struct_size;
    const char *name;
    /* Adds a transfer without bytes: its offset is 0, and it has not ended. Id taken: FA_ECONFLICT. */
    fa_status (*add)(void *self, const fa_transfer *transfer, fa_error *err);
    /* Lends it to visit, once. None: FA_ENOTFOUND, visit not called. */
    fa_status (*get)(void *self, fa_id owner, fa_id id, fa_transfer_visit_fn visit, void *payload,
                     fa_error *err);
    /* Adds all that read yields behind the first `offset` bytes, or nothing. Another number of bytes is there, or another
     * call adds to it: FA_ECONFLICT. It has ended: FA_EEXPIRED. More than its size: FA_ETOOLARGE. */
    fa_status (*append)(void *self, fa_id owner, fa_id id, uint64_t offset, fa_read_fn read, void *payload,
                        fa_error *err);
    /* Reads bytes that are there, from an offset on: *got is 0 behind the last of them. */
    fa_status (*read)(void *self, fa_id owner, fa_id id, uint64_t offset, void *buf, size_t cap, size_t *got,
                      fa_error *err);
    /* Ends it: its bytes go, what is known of it stays, with the document that was made of it (none = none). Somebody adds to
     * it: FA_ECONFLICT. Ended already: FA_OK, nothing changes. */
    fa_status (*end)(void *self, fa_id owner, fa_id id, fa_id document, fa_error *err);
    /* Afterwards there is none; there was none: FA_OK. */
    fa_status (*remove)(void *self, fa_id owner, fa_id id, fa_error *err);
    /* Those of every owner, by id, behind `after` or from the start, at most limit. */
    fa_status (*list)(void *self, fa_id after, uint32_t limit, fa_transfer_visit_fn visit, void *payload,
                      fa_error *err);
    void (*close)(void *self);
} fa_transfer_store_ops;

typedef struct fa_transfer_store {
    const fa_transfer_store_ops *ops;
    void *self;
} fa_transfer_store;

FA_API fa_status fa_transfer_store_add(const fa_transfer_store *s, const fa_transfer *transfer,
                                       fa_error *err);
FA_API fa_status fa_transfer_store_get(const fa_transfer_store *s, fa_id owner, fa_id id,
                                       fa_transfer_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_transfer_store_append(const fa_transfer_store *s, fa_id owner, fa_id id, uint64_t offset,
                                          fa_read_fn read, void *payload, fa_error *err);
FA_API fa_status fa_transfer_store_read(const fa_transfer_store *s, fa_id owner, fa_id id, uint64_t offset,
                                        void *buf, size_t cap, size_t *got, fa_error *err);
FA_API fa_status fa_transfer_store_end(const fa_transfer_store *s, fa_id owner, fa_id id, fa_id document,
                                       fa_error *err);
FA_API fa_status fa_transfer_store_remove(const fa_transfer_store *s, fa_id owner, fa_id id, fa_error *err);
FA_API fa_status fa_transfer_store_list(const fa_transfer_store *s, fa_id after, uint32_t limit,
                                        fa_transfer_visit_fn visit, void *payload, fa_error *err);
FA_API void fa_transfer_store_close(fa_transfer_store *s);

#ifdef __cplusplus
}
#endif
#endif
