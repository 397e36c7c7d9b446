/* storage/usecases/fetch.h: records out of the ledger, and changes to them that others may race for. */
#ifndef FAI_STORAGE_FETCH_H
#define FAI_STORAGE_FETCH_H

#include "storage/domain/object.h"
#include "storage/service.h"

/* A copy of the record, in whatever state. FA_ENOTFOUND. */
fa_status fai_object_fetch(const fa_storage_service *svc, fa_id owner, const char *name,
                           const fa_object **out, fa_error *err);
/* The same for one that its owner sees. */
fa_status fai_object_fetch_visible(const fa_storage_service *svc, fa_id owner, const char *name,
                                   const fa_object **out, fa_error *err);
/* Gives an object another state; `now` becomes the time that it was touched. FA_ECONFLICT: it changed meanwhile. */
fa_status fai_object_turn(const fa_storage_service *svc, const fa_object *object, fa_object_state state,
                          fa_error *err);
/* Removes the bytes, then the record: of an upload that is given up, or of a removed object. FA_ECONFLICT: it changed
 * meanwhile. */
fa_status fai_object_discard(const fa_storage_service *svc, const fa_object *object, fa_error *err);
/* Removes a visible object: its record first is one that counts no more, then its bytes go. Where they stay, recovery
 * finishes it, and so this is no failure. */
fa_status fai_object_remove(const fa_storage_service *svc, const fa_object *object, fa_error *err);
/* A new PENDING object, with room for that many bytes. An old one of the name that waits for its end is finished first.
 * The caller frees *out. */
fa_status fai_object_reserve(const fa_storage_service *svc, fa_id owner, const char *name,
                             uint64_t size_bytes, fa_time touched, const fa_object **out, fa_error *err);

/* Bytes of an object on their way out, hashed and counted. */
typedef struct fai_passage {
    const fa_hasher *hasher;
    const fa_object *object;
    fa_write_fn write; /* NULL: they go nowhere */
    void *payload;
    fa_digest digest;
    uint64_t size;
    bool refused; /* write failed, not the store */
} fai_passage;

/* Reads the whole object. FA_ECORRUPT when its bytes are gone or changed. *at_fault (may be NULL): that is so, and not
 * that of write. */
fa_status fai_object_pass(const fa_storage_service *svc, const fa_object *object, fa_write_fn write,
                          void *payload, bool *at_fault, fa_error *err);

#endif
