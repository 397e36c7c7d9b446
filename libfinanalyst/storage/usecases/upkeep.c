/* storage/usecases/upkeep.c: what the steps of upkeep share. */
#include "storage/usecases/upkeep.h"

#include <stdio.h>
#include <string.h>

enum { LIMIT = 1000 };

fa_status fai_upkeep_check(const fa_storage_service *svc, const fa_upkeep *run, fa_error *err)
{
    fa_status st = fai_storage_check(svc, NULL, err);

    if (st == FA_OK && (run == NULL || run->struct_size < sizeof *run ||
                        memchr(run->cursor, '\0', sizeof run->cursor) == NULL))
        st = fa_fail_field(err, FA_EINVALID, "run", "the run of upkeep is not filled in");
    return st;
}

uint32_t fai_upkeep_limit(const fa_upkeep *run)
{
    return run->limit == 0 ? LIMIT : run->limit;
}

typedef struct looking {
    fai_step step;
    fai_step_fn look;
} looking;

static fa_status look_at(void *payload, const fa_object *object, fa_error *err)
{
    looking *l = payload;
    fa_status st = l->look(&l->step, object, err);

    if (st == FA_OK) {
        l->step.came++;
        (void)snprintf(l->step.last, sizeof l->step.last, "%s/%s", object->owner.s, object->name);
    }
    return st;
}

/* The cursor of objects is "owner/name". */
static fa_status take_cursor(const fa_upkeep *run, fa_object_filter *filter, fa_error *err)
{
    const char *slash = strchr(run->cursor, '/');
    size_t len = slash == NULL ? 0 : (size_t)(slash - run->cursor);

    filter->after_name = "";
    if (run->cursor[0] == '\0')
        return FA_OK;
    if (slash == NULL || len >= sizeof filter->after_owner.s)
        return fa_fail_field(err, FA_EINVALID, "cursor", "the cursor is not one that a step left");
    memcpy(filter->after_owner.s, run->cursor, len);
    filter->after_name = slash + 1;
    return FA_OK;
}

fa_status fai_upkeep_objects(const fa_storage_service *svc, fa_upkeep *run, fa_object_filter filter,
                             fai_step_fn look, fa_error *err)
{
    looking l = {.step = {.svc = svc, .run = run}, .look = look};
    fa_status st = take_cursor(run, &filter, err);

    filter.limit = fai_upkeep_limit(run);
    if (st == FA_OK)
        st = fa_ledger_list(&svc->with.ledger, &filter, look_at, &l, err);
    if (st != FA_OK)
        return st;
    run->ended = l.step.came < filter.limit;
    if (l.step.came != 0)
        memcpy(run->cursor, l.step.last, sizeof run->cursor);
    return FA_OK;
}

fa_status fai_upkeep_tell(fa_upkeep *run, fa_finding_kind kind, const fa_object *object, fa_status st,
                          fa_error *err)
{
    fa_finding finding = {kind, object->owner, object->name, object->size_bytes, !run->dry_run};

    if (st == FA_ECONFLICT)
        return FA_OK;
    if (st != FA_OK)
        return st;
    run->found++;
    run->found_bytes += object->size_bytes;
    return run->visit == NULL ? FA_OK : run->visit(run->payload, &finding, err);
}
