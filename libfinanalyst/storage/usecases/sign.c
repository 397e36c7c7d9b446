/* storage/usecases/sign.c: addresses at which others get or put an object's bytes, without passing through here. */
#include <string.h>

#include "storage/usecases/fetch.h"

fa_status fa_object_sign_get(fa_storage_service *svc, fa_id user, const char *name, uint32_t seconds,
                             fa_buf *url, fa_error *err)
{
    const fa_object *object = NULL;
    fa_status st = fai_storage_check(svc, &user, err);

    if (st == FA_OK)
        st = fai_object_fetch_visible(svc, user, name, &object, err);
    if (st == FA_OK && object->state == FA_OBJECT_DAMAGED)
        st = fa_fail(err, FA_ECORRUPT, "the stored bytes of the object are damaged");
    if (st == FA_OK)
        st = fa_blob_presign(&svc->with.blobs, FA_BLOB_GET, fai_object_key_of(object).s, seconds, url, err);
    fa_object_free(object);
    return st;
}

fa_status fa_object_sign_put(fa_storage_service *svc, fa_id user, const char *name, uint64_t size_bytes,
                             uint32_t seconds, fa_buf *url, fa_error *err)
{
    const fa_object *object = NULL;
    fa_status st = fai_storage_check(svc, &user, err);

    if (st == FA_OK)
        st = fai_object_reserve(svc, user, name, size_bytes,
                                fa_clock_now(&svc->with.clock) + (fa_time)seconds * 1000, &object, err);
    if (st != FA_OK)
        return st;
    st = fa_blob_presign(&svc->with.blobs, FA_BLOB_PUT, fai_object_key_of(object).s, seconds, url, err);
    if (st != FA_OK)
        (void)fai_object_discard(svc, object, NULL);
    fa_object_free(object);
    return st;
}

/* Bytes that came by an address: what they are is known only once they are read. */
typedef struct arrival {
    const fa_storage_service *svc;
    uint64_t limit;
    uint64_t size;
    fa_digest digest;
} arrival;

static fa_status look_at(void *payload, const void *buf, size_t len, fa_error *err)
{
    arrival *a = payload;

    if (len > a->limit - a->size)
        return fa_fail_field(err, FA_ETOOLARGE, "size", "more bytes were sent than room was reserved for");
    a->size += len;
    fa_hash_update(&a->svc->with.hasher, &a->digest, buf, len);
    return FA_OK;
}

static fa_status accept(fa_storage_service *svc, const fa_object *reserved, const fa_object **out,
                        fa_error *err)
{
    arrival a = {.svc = svc, .limit = reserved->size_bytes};
    fa_object stored = *reserved;
    const fa_object *made = NULL;
    char sha256[FA_SHA256_HEX];
    fa_status st;

    fa_hash_begin(&svc->with.hasher, &a.digest);
    st = fa_blob_get(&svc->with.blobs, fai_object_key_of(reserved).s, look_at, &a, err);
    if (st != FA_OK)
        return st;
    fa_hash_finish_hex(&svc->with.hasher, &a.digest, sha256);
    stored.sha256 = sha256;
    stored.size_bytes = a.size;
    stored.state = FA_OBJECT_STORED;
    stored.touched = stored.checked = fa_clock_now(&svc->with.clock);
    stored.version++;
    st = fai_object_copy(&stored, &made, err);
    stored.version--;
    if (st == FA_OK)
        st = fa_ledger_replace(&svc->with.ledger, &stored, &svc->with.quota, err);
    if (st == FA_OK && out != NULL)
        *out = made;
    else
        fa_object_free(made);
    return st;
}

fa_status fa_object_accept(fa_storage_service *svc, fa_id user, const char *name, const fa_object **out,
                           fa_error *err)
{
    const fa_object *reserved = NULL;
    fa_status st = fai_storage_check(svc, &user, err);

    if (st == FA_OK)
        st = fai_object_fetch(svc, user, name, &reserved, err);
    if (st == FA_OK && reserved->state != FA_OBJECT_PENDING)
        st = fa_fail(err, FA_ENOTFOUND, "there is no such reservation");
    if (st == FA_OK) {
        st = accept(svc, reserved, out, err);
        if (st == FA_ETOOLARGE)
            (void)fai_object_discard(svc, reserved, NULL);
    }
    fa_object_free(reserved);
    return st;
}
