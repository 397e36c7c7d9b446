/* storage/usecases/scrub.c: whether what is stored is still what was stored. */
#include "storage/usecases/upkeep.h"

static fa_status found_good(fai_step *step, const fa_object *object, fa_error *err)
{
    fa_object next = *object;
    fa_status st = FA_OK;

    next.state = FA_OBJECT_STORED;
    next.checked = fa_clock_now(&step->svc->with.clock);
    if (!step->run->dry_run)
        st = fa_ledger_replace(&step->svc->with.ledger, &next, &step->svc->with.quota, err);
    if (object->state == FA_OBJECT_DAMAGED)
        return fai_upkeep_tell(step->run, FA_FINDING_MENDED, object, st, err);
    return st == FA_ECONFLICT ? FA_OK : st;
}

/* An object that went while it was read is not damaged. */
static fa_status found_bad(fai_step *step, const fa_object *object, fa_error *err)
{
    const fa_object *now = NULL;
    fa_status st = fai_object_fetch(step->svc, object->owner, object->name, &now, err);

    if (st == FA_ENOTFOUND || (st == FA_OK && now->version != object->version))
        st = FA_ECONFLICT;
    if (st == FA_OK && !step->run->dry_run && object->state == FA_OBJECT_STORED)
        st = fai_object_turn(step->svc, object, FA_OBJECT_DAMAGED, err);
    fa_object_free(now);
    return fai_upkeep_tell(step->run, FA_FINDING_DAMAGED, object, st, err);
}

static fa_status look(fai_step *step, const fa_object *object, fa_error *err)
{
    bool at_fault = false;
    fa_status st;

    if (!fai_object_is_visible(object))
        return FA_OK;
    st = fai_object_pass(step->svc, object, NULL, NULL, &at_fault, err);
    if (st == FA_OK)
        return found_good(step, object, err);
    return at_fault ? found_bad(step, object, err) : st;
}

fa_status fa_storage_scrub(fa_storage_service *svc, fa_upkeep *run, fa_error *err)
{
    fa_object_filter filter = {.prefix = ""};
    fa_status st = fai_upkeep_check(svc, run, err);

    if (st == FA_OK && run->before <= 0)
        st = fa_fail_field(err, FA_EINVALID, "before",
                           "a scrub needs the time since which objects were not checked");
    if (st != FA_OK)
        return st;
    filter.checked_before = run->before;
    return fai_upkeep_objects(svc, run, filter, look, err);
}
