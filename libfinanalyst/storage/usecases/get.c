/* storage/usecases/get.c: one object, and what a user has. */
#include "storage/usecases/fetch.h"

static fa_status no_out(fa_error *err)
{
    return fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the object");
}

fa_status fa_object_get(fa_storage_service *svc, fa_id user, const char *name, const fa_object **out,
                        fa_error *err)
{
    fa_status st = fai_storage_check(svc, &user, err);

    if (st == FA_OK && out == NULL)
        st = no_out(err);
    return st == FA_OK ? fai_object_fetch_visible(svc, user, name, out, err) : st;
}

/* Those that the owner sees, out of all. */
typedef struct sight {
    fa_object_visit_fn visit;
    void *payload;
    uint32_t left;
    uint32_t came;
    bool any;
    char last[FAI_OBJECT_NAME_BYTES + 1];
} sight;

static fa_status see(void *payload, const fa_object *object, fa_error *err)
{
    sight *s = payload;
    size_t i;

    s->came++;
    for (i = 0; object->name[i] != '\0' && i < FAI_OBJECT_NAME_BYTES; i++)
        s->last[i] = object->name[i];
    s->last[i] = '\0';
    if (s->left == 0 || !fai_object_is_visible(object))
        return FA_OK;
    s->left--;
    return s->visit(s->payload, object, err);
}

fa_status fa_object_list(fa_storage_service *svc, fa_id user, const char *after, uint32_t limit,
                         fa_object_visit_fn visit, void *payload, fa_error *err)
{
    sight s = {.visit = visit, .payload = payload, .left = limit};
    fa_object_filter filter = {
        .owner = user, .prefix = "", .after_owner = user, .after_name = after, .limit = limit};
    fa_status st = fai_storage_check(svc, &user, err);

    if (st == FA_OK && visit == NULL)
        st = fa_fail_field(err, FA_EINVALID, "visit", "there is nobody to show the objects to");
    if (st == FA_OK && after != NULL && after[0] != '\0')
        st = fai_object_check_name(after, err);
    if (filter.after_name == NULL)
        filter.after_name = "";
    while (st == FA_OK && s.left > 0) {
        s.came = 0;
        st = fa_ledger_list(&svc->with.ledger, &filter, see, &s, err);
        if (s.came < filter.limit)
            break;
        filter.after_name = s.last;
    }
    return st;
}

/* ---- usage ---- */

static void complete(const fa_storage_service *svc, fa_usage *usage)
{
    if (!usage->own_quota)
        usage->quota = svc->with.quota;
}

fa_status fa_usage_get(fa_storage_service *svc, fa_id user, fa_usage *out, fa_error *err)
{
    fa_usage usage;
    fa_status st = fai_storage_check(svc, &user, err);

    if (st == FA_OK && out == NULL)
        st = no_out(err);
    if (st == FA_OK)
        st = fa_ledger_usage(&svc->with.ledger, user, &usage, err);
    if (st == FA_OK) {
        complete(svc, &usage);
        *out = usage;
    }
    return st;
}

fa_status fa_usage_total(fa_storage_service *svc, fa_usage *out, fa_error *err)
{
    fa_id all = {{0}};
    fa_usage usage;
    fa_status st = fai_storage_check(svc, NULL, err);

    if (st == FA_OK && out == NULL)
        st = no_out(err);
    if (st == FA_OK)
        st = fa_ledger_usage(&svc->with.ledger, all, &usage, err);
    if (st == FA_OK) {
        usage.quota = (fa_quota){FA_UNLIMITED, FA_UNLIMITED, FA_UNLIMITED};
        *out = usage;
    }
    return st;
}

typedef struct completing {
    const fa_storage_service *svc;
    fa_usage_visit_fn visit;
    void *payload;
} completing;

static fa_status complete_one(void *payload, const fa_usage *usage, fa_error *err)
{
    completing *c = payload;
    fa_usage whole = *usage;

    complete(c->svc, &whole);
    return c->visit(c->payload, &whole, err);
}

fa_status fa_usage_list(fa_storage_service *svc, fa_id after, uint32_t limit, fa_usage_visit_fn visit,
                        void *payload, fa_error *err)
{
    completing c = {svc, visit, payload};
    fa_status st = fai_storage_check(svc, after.s[0] == '\0' ? NULL : &after, err);

    if (st == FA_OK && visit == NULL)
        st = fa_fail_field(err, FA_EINVALID, "visit", "there is nobody to show the usage to");
    return st == FA_OK ? fa_ledger_usages(&svc->with.ledger, after, limit, complete_one, &c, err) : st;
}

fa_status fa_quota_set(fa_storage_service *svc, fa_id user, const fa_quota *quota, fa_error *err)
{
    fa_status st = fai_storage_check(svc, &user, err);

    return st == FA_OK ? fa_ledger_set_quota(&svc->with.ledger, user, quota, err) : st;
}
