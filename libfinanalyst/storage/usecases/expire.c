/* storage/usecases/expire.c: objects that go: those of a user, and those that are older than they may get. */
#include "storage/usecases/upkeep.h"

static fa_status remove_any(fai_step *step, fa_finding_kind kind, const fa_object *object, fa_error *err)
{
    fa_status st = FA_OK;

    if (!step->run->dry_run)
        st = fai_object_is_visible(object) ? fai_object_remove(step->svc, object, err)
                                           : fai_object_discard(step->svc, object, err);
    return fai_upkeep_tell(step->run, kind, object, st, err);
}

static fa_status of_user(fai_step *step, const fa_object *object, fa_error *err)
{
    return remove_any(step, FA_FINDING_OF_USER, object, err);
}

fa_status fa_storage_clean_user(fa_storage_service *svc, fa_upkeep *run, fa_error *err)
{
    fa_object_filter filter = {.prefix = ""};
    fa_status st = fai_upkeep_check(svc, run, err);

    if (st == FA_OK)
        st = fai_storage_check(svc, &run->user, err);
    if (st != FA_OK)
        return st;
    filter.owner = run->user;
    st = fai_upkeep_objects(svc, run, filter, of_user, err);
    if (st == FA_OK && run->ended && !run->dry_run)
        st = fa_ledger_set_quota(&svc->with.ledger, run->user, NULL, err);
    return st;
}

static fa_status expired(fai_step *step, const fa_object *object, fa_error *err)
{
    return fai_object_is_visible(object) ? remove_any(step, FA_FINDING_EXPIRED, object, err) : FA_OK;
}

fa_status fa_storage_expire(fa_storage_service *svc, fa_upkeep *run, fa_error *err)
{
    fa_object_filter filter = {.prefix = ""};
    fa_status st = fai_upkeep_check(svc, run, err);

    if (st == FA_OK && run->user.s[0] != '\0')
        st = fai_storage_check(svc, &run->user, err);
    if (st == FA_OK && run->before <= 0)
        st = fa_fail_field(err, FA_EINVALID, "before", "retention needs the time before which objects go");
    if (st == FA_OK && run->prefix != NULL && run->prefix[0] != '\0')
        st = fai_object_check_name(run->prefix, err);
    if (st != FA_OK)
        return st;
    filter.owner = run->user;
    filter.created_before = run->before;
    filter.prefix = run->prefix == NULL ? "" : run->prefix;
    return fai_upkeep_objects(svc, run, filter, expired, err);
}
