/* storage/usecases/put.c: stores an object: its room first, then its bytes, then, once they are durable, that it is there. */
#include <string.h>

#include "storage/usecases/fetch.h"

/* Room is reserved in growing steps where the size is not told. */
enum { STEP_MIN = 1 << 20, STEP_MAX = 8 << 20 };

/* Bytes on their way to the store: counted, hashed, and held to what is reserved. */
typedef struct stream {
    const fa_storage_service *svc;
    const fa_object_upload *in;
    fa_object object; /* as the ledger has it */
    fa_digest digest;
    uint64_t size;
} stream;

static fa_status grow_to(stream *s, uint64_t size, fa_error *err)
{
    fa_object next = s->object;
    fa_status st;

    next.size_bytes = size;
    next.touched = fa_clock_now(&s->svc->with.clock);
    st = fa_ledger_replace(&s->svc->with.ledger, &next, &s->svc->with.quota, err);
    if (st == FA_OK) {
        next.version++;
        s->object = next;
    }
    return st == FA_ECONFLICT ? fa_fail(err, st, "the upload was given up meanwhile") : st;
}

/* More than is needed now, so that not every piece is a change of the books; at the edge of the quota, just that. */
static fa_status grow(stream *s, uint64_t need, fa_error *err)
{
    uint64_t step = need < STEP_MIN ? STEP_MIN : need > STEP_MAX ? STEP_MAX : need;
    fa_status st = grow_to(s, need + step, err);

    return st == FA_ETOOLARGE ? grow_to(s, need, err) : st;
}

static fa_status wrong_size(fa_error *err)
{
    return fa_fail_field(err, FA_EINVALID, "size", "the object has another size than was told");
}

static fa_status read_on(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    stream *s = payload;
    fa_status st;

    *got = 0;
    st = s->in->read(s->in->payload, buf, cap, got, err);
    if (st != FA_OK)
        return st;
    if (*got > cap)
        return fa_fail_field(err, FA_EINVALID, "read", "more bytes were read than there was room for");
    if (s->in->size_bytes != FA_SIZE_UNKNOWN &&
        (*got > s->in->size_bytes - s->size || (*got == 0 && s->size != s->in->size_bytes)))
        return wrong_size(err);
    if (s->size + *got > s->object.size_bytes)
        st = grow(s, s->size + *got, err);
    if (st != FA_OK)
        return st;
    s->size += *got;
    fa_hash_update(&s->svc->with.hasher, &s->digest, buf, *got);
    return FA_OK;
}

/* Whether the record is the stored one after all, although the ledger said that it failed. */
static bool came_to_pass(const stream *s, const fa_object *stored)
{
    const fa_object *now = NULL;
    bool is = fai_object_fetch(s->svc, stored->owner, stored->name, &now, NULL) == FA_OK &&
              fa_id_equal(now->blob, stored->blob) && now->state == FA_OBJECT_STORED;

    fa_object_free(now);
    return is;
}

/* An upload that failed leaves nothing; where the ledger cannot be asked, recovery gives it up later. */
static void give_up(const stream *s)
{
    const fa_object *now = NULL;

    if (fai_object_fetch(s->svc, s->object.owner, s->object.name, &now, NULL) == FA_OK &&
        fa_id_equal(now->blob, s->object.blob) && now->state == FA_OBJECT_PENDING)
        (void)fai_object_discard(s->svc, now, NULL);
    fa_object_free(now);
}

static fa_status settle(stream *s, const fa_object **out, fa_error *err)
{
    fa_object stored = s->object;
    const fa_object *made = NULL;
    char sha256[FA_SHA256_HEX];
    fa_error why = {0};
    fa_status st;

    fa_hash_finish_hex(&s->svc->with.hasher, &s->digest, sha256);
    stored.sha256 = sha256;
    stored.size_bytes = s->size;
    stored.state = FA_OBJECT_STORED;
    stored.touched = stored.checked = fa_clock_now(&s->svc->with.clock);
    stored.version++;
    if (out != NULL) { /* before it is kept: afterwards nothing may fail */
        st = fai_object_copy(&stored, &made, err);
        if (st != FA_OK)
            return st;
    }
    stored.version--;
    st = fa_ledger_replace(&s->svc->with.ledger, &stored, &s->svc->with.quota, &why);
    if (st != FA_OK && came_to_pass(s, &stored))
        st = FA_OK;
    if (st != FA_OK) {
        fa_object_free(made);
        if (err != NULL)
            *err = why;
        return st == FA_ECONFLICT ? fa_fail(err, st, "the upload was given up meanwhile") : st;
    }
    if (out != NULL)
        *out = made;
    return FA_OK;
}

static fa_status store(stream *s, const fa_object **out, fa_error *err)
{
    fa_status st = fa_blob_put(&s->svc->with.blobs, fai_object_key_of(&s->object).s, read_on, s, err);

    if (st == FA_OK && s->in->size_bytes != FA_SIZE_UNKNOWN && s->size != s->in->size_bytes)
        st = wrong_size(err);
    if (st == FA_OK)
        st = settle(s, out, err);
    if (st != FA_OK)
        give_up(s);
    return st;
}

static fa_status check_input(const fa_storage_service *svc, const fa_id *user, const fa_object_upload *in,
                             fa_error *err)
{
    fa_status st = fai_storage_check(svc, user, err);

    if (st != FA_OK)
        return st;
    if (in == NULL || in->struct_size < sizeof *in)
        return fa_fail_field(err, FA_EINVALID, "upload", "the upload is not filled in");
    if (in->read == NULL)
        return fa_fail_field(err, FA_EINVALID, "read", "there is nothing to read the object from");
    if (in->size_bytes != FA_SIZE_UNKNOWN && in->size_bytes > INT64_MAX)
        return fa_fail_field(err, FA_EINVALID, "size", "no object has so many bytes");
    return fai_object_check_name(in->name, err);
}

fa_status fa_object_put(fa_storage_service *svc, fa_id user, const fa_object_upload *in,
                        const fa_object **out, fa_error *err)
{
    stream s = {.svc = svc, .in = in};
    const fa_object *reserved = NULL;
    fa_status st = check_input(svc, &user, in, err);

    if (st == FA_OK)
        st = fai_object_reserve(svc, user, in->name, in->size_bytes == FA_SIZE_UNKNOWN ? 0 : in->size_bytes,
                                fa_clock_now(&svc->with.clock), &reserved, err);
    if (st != FA_OK)
        return st;
    s.object = *reserved;
    fa_hash_begin(&svc->with.hasher, &s.digest);
    st = store(&s, out, err);
    fa_object_free(reserved);
    return st;
}
