/* storage/usecases/read.c: the bytes of an object. */
#include "storage/usecases/fetch.h"

/* From now on it is known to be damaged; that this cannot be noted is no news to the reader. */
static void note_damage(const fa_storage_service *svc, const fa_object *object)
{
    if (object->state == FA_OBJECT_STORED)
        (void)fai_object_turn(svc, object, FA_OBJECT_DAMAGED, NULL);
}

static fa_status check(const fa_storage_service *svc, const fa_id *user, fa_write_fn write, fa_error *err)
{
    fa_status st = fai_storage_check(svc, user, err);

    if (st == FA_OK && write == NULL)
        st = fa_fail_field(err, FA_EINVALID, "write", "there is nothing to write the object to");
    return st;
}

/* Bytes that went with the object while it was read are no damage. */
static fa_status judge(const fa_storage_service *svc, const fa_object *object, fa_status st, fa_error *err)
{
    const fa_object *now = NULL;
    fa_error why;

    if (fai_object_fetch_visible(svc, object->owner, object->name, &now, &why) == FA_ENOTFOUND) {
        if (err != NULL)
            *err = why;
        return FA_ENOTFOUND;
    }
    fa_object_free(now);
    note_damage(svc, object);
    return st;
}

fa_status fa_object_read(fa_storage_service *svc, fa_id user, const char *name, fa_write_fn write,
                         void *payload, fa_error *err)
{
    const fa_object *object = NULL;
    bool at_fault = false;
    fa_status st = check(svc, &user, write, err);

    if (st == FA_OK)
        st = fai_object_fetch_visible(svc, user, name, &object, err);
    if (st != FA_OK)
        return st;
    st = fai_object_pass(svc, object, write, payload, &at_fault, err);
    if (at_fault)
        st = judge(svc, object, st, err);
    fa_object_free(object);
    return st;
}

/* A stretch on its way out: it tells whose fault a failure is. */
typedef struct stretch {
    fa_write_fn write;
    void *payload;
    bool refused;
} stretch;

static fa_status pass(void *payload, const void *buf, size_t len, fa_error *err)
{
    stretch *s = payload;
    fa_status st = s->write(s->payload, buf, len, err);

    s->refused = st != FA_OK;
    return st;
}

fa_status fa_object_read_range(fa_storage_service *svc, fa_id user, const char *name, uint64_t offset,
                               uint64_t len, fa_write_fn write, void *payload, fa_error *err)
{
    stretch s = {write, payload, false};
    const fa_object *object = NULL;
    fa_status st = check(svc, &user, write, err);

    if (st == FA_OK)
        st = fai_object_fetch_visible(svc, user, name, &object, err);
    if (st != FA_OK)
        return st;
    st = fa_blob_get_range(&svc->with.blobs, fai_object_key_of(object).s, offset, len, pass, &s, err);
    if (!s.refused && st == FA_ENOTFOUND)
        st = fa_fail(err, FA_ECORRUPT, "the stored bytes of the object are gone");
    if (!s.refused && st == FA_ECORRUPT)
        st = judge(svc, object, st, err);
    fa_object_free(object);
    return st;
}
