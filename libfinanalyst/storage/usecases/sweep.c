/* storage/usecases/sweep.c: what the books and the store disagree on. An object's record is there before its bytes and
 * after them, and no bytes ever lie under the key of others: so what has no record is nobody's, and stays so. */
#include <stdio.h>
#include <string.h>

#include "storage/usecases/upkeep.h"

/* ---- objects ---- */

static fa_status discard(fai_step *step, fa_finding_kind kind, const fa_object *object, fa_error *err)
{
    fa_status st = step->run->dry_run ? FA_OK : fai_object_discard(step->svc, object, err);

    return fai_upkeep_tell(step->run, kind, object, st, err);
}

/* Bytes that are not there: lost, unless the object was removed in the meantime. */
static fa_status missing(fai_step *step, const fa_object *object, fa_error *err)
{
    const fa_object *now = NULL;
    fa_status st = fai_object_fetch(step->svc, object->owner, object->name, &now, err);

    if (st == FA_OK && now->version != object->version)
        st = FA_ECONFLICT;
    if (st == FA_OK && !step->run->dry_run)
        st = fai_object_turn(step->svc, object, FA_OBJECT_DAMAGED, err);
    fa_object_free(now);
    return fai_upkeep_tell(step->run, FA_FINDING_MISSING, object, st == FA_ENOTFOUND ? FA_ECONFLICT : st,
                           err);
}

static fa_status look(fai_step *step, const fa_object *object, fa_error *err)
{
    fa_blob_info info;
    fa_status st;

    if (object->state == FA_OBJECT_REMOVED)
        return discard(step, FA_FINDING_REMOVED, object, err);
    if (object->state == FA_OBJECT_PENDING)
        return object->touched < step->run->before ? discard(step, FA_FINDING_STALE_UPLOAD, object, err)
                                                   : FA_OK;
    if (object->state == FA_OBJECT_DAMAGED)
        return FA_OK; /* it was found before */
    st = fa_blob_stat(&step->svc->with.blobs, fai_object_key_of(object).s, &info, err);
    if (st == FA_ECORRUPT)
        return FA_OK; /* the scrub's business: they are there */
    return st == FA_ENOTFOUND ? missing(step, object, err) : st;
}

/* ---- bytes ---- */

static fa_status look_at_blob(void *payload, const fa_blob_info *info, fa_error *err)
{
    fai_step *step = payload;
    char name[FAI_OBJECT_NAME_BYTES + 1];
    fa_object orphan = {.name = name, .size_bytes = info->size_bytes};
    const fa_object *object = NULL;
    bool owned;
    fa_status st;

    step->came++;
    (void)snprintf(step->last, sizeof step->last, "%s", info->key);
    if (!fai_object_key_parse(info->key, &orphan.owner, name, &orphan.blob))
        return FA_OK; /* somebody else's */
    st = fai_object_fetch(step->svc, orphan.owner, name, &object, err);
    if (st != FA_OK && st != FA_ENOTFOUND)
        return st;
    owned = st == FA_OK && fa_id_equal(object->blob, orphan.blob);
    fa_object_free(object);
    if (owned)
        return FA_OK;
    st = step->run->dry_run ? FA_OK : fa_blob_remove(&step->svc->with.blobs, info->key, err);
    return fai_upkeep_tell(step->run, FA_FINDING_ORPHAN, &orphan, st, err);
}

/* The cursor of bytes is "=" and the last key; "=" alone begins. */
static fa_status sweep_blobs(const fa_storage_service *svc, fa_upkeep *run, fa_error *err)
{
    fai_step step = {.svc = svc, .run = run};
    uint32_t limit = fai_upkeep_limit(run);
    fa_status st = fa_blob_list(&svc->with.blobs, "usr_", run->cursor + 1, limit, look_at_blob, &step, err);

    if (st != FA_OK)
        return st;
    run->ended = step.came < limit;
    if (step.came != 0)
        (void)snprintf(run->cursor, sizeof run->cursor, "=%.200s", step.last);
    return FA_OK;
}

fa_status fa_storage_sweep(fa_storage_service *svc, fa_upkeep *run, fa_error *err)
{
    fa_object_filter all = {.prefix = ""};
    fa_status st = fai_upkeep_check(svc, run, err);

    if (st != FA_OK)
        return st;
    if (run->cursor[0] == '=')
        return sweep_blobs(svc, run, err);
    st = fai_upkeep_objects(svc, run, all, look, err);
    if (st == FA_OK && run->ended) {
        (void)snprintf(run->cursor, sizeof run->cursor, "=");
        run->ended = false;
    }
    return st;
}

/* ---- at the start ---- */

static fa_status finish(fai_step *step, const fa_object *object, fa_error *err)
{
    fa_status st = fai_object_discard(step->svc, object, err);

    return st == FA_ECONFLICT ? FA_OK : st;
}

fa_status fa_storage_recover(fa_storage_service *svc, fa_time before, fa_error *err)
{
    const fa_object_filter filters[] = {
        {.prefix = "", .state = FA_OBJECT_PENDING, .touched_before = before},
        {.prefix = "", .state = FA_OBJECT_REMOVED},
    };
    fa_status st = fai_storage_check(svc, NULL, err);
    size_t i;

    for (i = before == 0 ? 1 : 0; st == FA_OK && i < sizeof filters / sizeof *filters; i++) {
        fa_upkeep run = FA_UPKEEP_INIT;

        while (st == FA_OK && !run.ended)
            st = fai_upkeep_objects(svc, &run, filters[i], finish, err);
    }
    return st;
}
