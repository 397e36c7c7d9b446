/* storage/usecases/fetch.c: records out of the ledger, and changes to them that others may race for. */
#include "storage/usecases/fetch.h"

#include <string.h>

#include "base/ids.h"

static fa_status copy(void *payload, const fa_object *object, fa_error *err)
{
    return fai_object_copy(object, (const fa_object **)payload, err);
}

fa_status fai_object_fetch(const fa_storage_service *svc, fa_id owner, const char *name,
                           const fa_object **out, fa_error *err)
{
    const fa_object *made = NULL;
    fa_status st = fa_ledger_get(&svc->with.ledger, owner, name, copy, &made, err);

    if (st == FA_OK)
        *out = made;
    else
        fa_object_free(made);
    return st;
}

fa_status fai_object_fetch_visible(const fa_storage_service *svc, fa_id owner, const char *name,
                                   const fa_object **out, fa_error *err)
{
    const fa_object *made = NULL;
    fa_status st = fai_object_fetch(svc, owner, name, &made, err);

    if (st == FA_OK && !fai_object_is_visible(made)) {
        fa_object_free(made);
        return fa_fail(err, FA_ENOTFOUND, "there is no such object");
    }
    if (st == FA_OK)
        *out = made;
    return st;
}

fa_status fai_object_turn(const fa_storage_service *svc, const fa_object *object, fa_object_state state,
                          fa_error *err)
{
    fa_object next = *object;

    next.state = state;
    next.touched = fa_clock_now(&svc->with.clock);
    return fa_ledger_replace(&svc->with.ledger, &next, &svc->with.quota, err);
}

fa_status fai_object_discard(const fa_storage_service *svc, const fa_object *object, fa_error *err)
{
    fa_object next = *object;
    fa_status st = FA_OK;

    /* An upload may yet be alive: from here on it cannot become an object. */
    if (object->state != FA_OBJECT_REMOVED) {
        st = fai_object_turn(svc, object, FA_OBJECT_REMOVED, err);
        next.version++;
    }
    if (st == FA_OK)
        st = fa_blob_remove(&svc->with.blobs, fai_object_key_of(object).s, err);
    return st == FA_OK ? fa_ledger_remove(&svc->with.ledger, object->owner, object->name, next.version, err)
                       : st;
}

fa_status fai_object_remove(const fa_storage_service *svc, const fa_object *object, fa_error *err)
{
    fa_object next = *object;
    fa_status st = fai_object_turn(svc, object, FA_OBJECT_REMOVED, err);

    if (st != FA_OK)
        return st;
    next.state = FA_OBJECT_REMOVED;
    next.version++;
    (void)fai_object_discard(svc, &next, NULL);
    return FA_OK;
}

/* A removal that did not get to its end keeps the name: it is finished now. */
static fa_status clear_name(const fa_storage_service *svc, fa_id owner, const char *name)
{
    const fa_object *old = NULL;
    fa_status st = fai_object_fetch(svc, owner, name, &old, NULL);

    if (st == FA_OK)
        st = old->state == FA_OBJECT_REMOVED ? fai_object_discard(svc, old, NULL) : FA_ECONFLICT;
    fa_object_free(old);
    return st;
}

fa_status fai_object_reserve(const fa_storage_service *svc, fa_id owner, const char *name,
                             uint64_t size_bytes, fa_time touched, const fa_object **out, fa_error *err)
{
    fa_object object = {.owner = owner,
                        .name = name,
                        .size_bytes = size_bytes,
                        .sha256 = "",
                        .state = FA_OBJECT_PENDING,
                        .created = fa_clock_now(&svc->with.clock),
                        .touched = touched,
                        .version = 1};
    const fa_object *made = NULL;
    uint8_t random[10];
    fa_status st = fa_clock_random(&svc->with.clock, random, sizeof random, err);

    if (st != FA_OK)
        return st;
    object.blob = fai_id_make("blb_", object.created, random);
    st = fai_object_copy(&object, &made, err);
    if (st == FA_OK)
        st = fa_ledger_add(&svc->with.ledger, made, &svc->with.quota, err);
    if (st == FA_ECONFLICT && clear_name(svc, owner, name) == FA_OK)
        st = fa_ledger_add(&svc->with.ledger, made, &svc->with.quota, err);
    if (st == FA_OK)
        *out = made;
    else
        fa_object_free(made);
    return st == FA_ECONFLICT ? fa_fail_field(err, st, "name", "there is an object of that name already")
                              : st;
}

/* ---- reading ---- */

static fa_status damaged(fa_error *err)
{
    return fa_fail(err, FA_ECORRUPT, "the stored bytes of the object are damaged");
}

/* The piece that completes the object is handed on only when the hash agrees: a damaged one never arrives whole. */
static fa_status pass(void *payload, const void *buf, size_t len, fa_error *err)
{
    fai_passage *p = payload;
    char sha256[FA_SHA256_HEX];
    fa_status st = FA_OK;

    if (len == 0)
        return FA_OK;
    if (len > p->object->size_bytes - p->size)
        return damaged(err);
    fa_hash_update(p->hasher, &p->digest, buf, len);
    p->size += len;
    if (p->size == p->object->size_bytes) {
        fa_hash_finish_hex(p->hasher, &p->digest, sha256);
        if (strcmp(sha256, p->object->sha256) != 0)
            return damaged(err);
    }
    if (p->write != NULL)
        st = p->write(p->payload, buf, len, err);
    p->refused = st != FA_OK;
    return st;
}

fa_status fai_object_pass(const fa_storage_service *svc, const fa_object *object, fa_write_fn write,
                          void *payload, bool *at_fault, fa_error *err)
{
    fai_passage p = {.hasher = &svc->with.hasher, .object = object, .write = write, .payload = payload};
    fa_status st;

    fa_hash_begin(p.hasher, &p.digest);
    st = fa_blob_get(&svc->with.blobs, fai_object_key_of(object).s, pass, &p, err);
    if (st == FA_ENOTFOUND && !p.refused)
        st = fa_fail(err, FA_ECORRUPT, "the stored bytes of the object are gone");
    if (st == FA_OK && p.size != object->size_bytes)
        st = damaged(err);
    if (at_fault != NULL)
        *at_fault = st == FA_ECORRUPT && !p.refused;
    return st;
}
