/* storage/ledger_port.c: the checking wrappers of the ledger port, and the rule that every ledger counts by. */
#include <string.h>

#include <finanalyst/port/ledger.h>

#include "base/port.h"
#include "storage/domain/object.h"
#include "storage/domain/quota.h"

#define NEED(port, op)                                                                                       \
    do {                                                                                                     \
        if (FAI_PORT_IS_NONE(port))                                                                          \
            return fa_fail(err, FA_EINVALID, "there is no ledger");                                          \
        if (!FAI_PORT_HAS(port, op))                                                                         \
            return fa_fail(err, FA_EUNSUPPORTED, "the ledger %s cannot %s",                                  \
                           (port)->ops->name == NULL ? "without a name" : (port)->ops->name, #op);           \
    } while (0)

/* ---- counting ---- */

static bool counts(const fa_object *o)
{
    return o != NULL && o->state != FA_OBJECT_REMOVED;
}

static uint64_t take_off(uint64_t total, uint64_t part)
{
    return total > part ? total - part : 0;
}

static fa_usage counted(const fa_usage *usage, const fa_object *before, const fa_object *after)
{
    fa_usage u = *usage;

    if (counts(before)) {
        u.bytes = take_off(u.bytes, before->size_bytes);
        u.objects = take_off(u.objects, 1);
        if (before->state == FA_OBJECT_PENDING) {
            u.reserved_bytes = take_off(u.reserved_bytes, before->size_bytes);
            u.reserved_objects = take_off(u.reserved_objects, 1);
        }
    }
    if (counts(after)) {
        u.bytes += after->size_bytes;
        u.objects++;
        if (after->state == FA_OBJECT_PENDING) {
            u.reserved_bytes += after->size_bytes;
            u.reserved_objects++;
        }
    }
    return u;
}

fa_status fa_ledger_count(fa_usage *usage, const fa_quota *standard, const fa_object *before,
                          const fa_object *after, fa_error *err)
{
    const fa_quota *q = fai_quota_of(usage, standard);
    fa_usage next;

    if (counts(after) && after->size_bytes > UINT64_MAX - usage->bytes)
        return fa_fail_field(err, FA_ETOOLARGE, "quota", "no quota has room for so many bytes");
    next = counted(usage, before, after);
    if (counts(after) && after->size_bytes > q->max_object_bytes &&
        (!counts(before) || after->size_bytes > before->size_bytes))
        return fa_fail_field(err, FA_ETOOLARGE, "size", "an object may have %llu bytes",
                             (unsigned long long)q->max_object_bytes);
    if (next.bytes > usage->bytes && next.bytes > q->max_bytes)
        return fa_fail_field(err, FA_ETOOLARGE, "quota", "of %llu bytes, %llu are left",
                             (unsigned long long)q->max_bytes,
                             (unsigned long long)take_off(q->max_bytes, usage->bytes));
    if (next.objects > usage->objects && next.objects > q->max_objects)
        return fa_fail_field(err, FA_ETOOLARGE, "quota", "of %llu objects, none is left",
                             (unsigned long long)q->max_objects);
    *usage = next;
    return FA_OK;
}

/* ---- wrappers ---- */

static fa_status check_standard(const fa_quota *standard, fa_error *err)
{
    if (standard == NULL)
        return fa_fail_field(err, FA_EINVALID, "quota", "there is no standard quota");
    return FA_OK;
}

static fa_status check_visit(bool there, fa_error *err)
{
    if (!there)
        return fa_fail_field(err, FA_EINVALID, "visit", "there is nobody to show it to");
    return FA_OK;
}

static fa_status check_key(const fa_id *owner, const char *name, fa_error *err)
{
    fa_status st = fai_object_check_owner(owner, err);

    return st == FA_OK ? fai_object_check_name(name, err) : st;
}

fa_status fa_ledger_add(const fa_ledger *l, const fa_object *object, const fa_quota *standard, fa_error *err)
{
    fa_status st;

    NEED(l, add);
    st = fai_object_check(object, err);
    if (st == FA_OK)
        st = check_standard(standard, err);
    return st != FA_OK ? st : l->ops->add(l->self, object, standard, err);
}

fa_status fa_ledger_get(const fa_ledger *l, fa_id owner, const char *name, fa_object_visit_fn visit,
                        void *payload, fa_error *err)
{
    fa_status st;

    NEED(l, get);
    st = check_key(&owner, name, err);
    if (st == FA_OK)
        st = check_visit(visit != NULL, err);
    return st != FA_OK ? st : l->ops->get(l->self, owner, name, visit, payload, err);
}

fa_status fa_ledger_replace(const fa_ledger *l, const fa_object *object, const fa_quota *standard,
                            fa_error *err)
{
    fa_status st;

    NEED(l, replace);
    st = fai_object_check(object, err);
    if (st == FA_OK)
        st = check_standard(standard, err);
    return st != FA_OK ? st : l->ops->replace(l->self, object, standard, err);
}

fa_status fa_ledger_remove(const fa_ledger *l, fa_id owner, const char *name, uint32_t version, fa_error *err)
{
    fa_status st;

    NEED(l, remove);
    st = check_key(&owner, name, err);
    return st != FA_OK ? st : l->ops->remove(l->self, owner, name, version, err);
}

fa_status fa_ledger_list(const fa_ledger *l, const fa_object_filter *filter, fa_object_visit_fn visit,
                         void *payload, fa_error *err)
{
    fa_status st;

    NEED(l, list);
    if (filter == NULL || filter->prefix == NULL || filter->after_name == NULL)
        return fa_fail_field(err, FA_EINVALID, "filter", "the filter of a list is not filled in");
    st = check_visit(visit != NULL, err);
    return st != FA_OK || filter->limit == 0 ? st : l->ops->list(l->self, filter, visit, payload, err);
}

fa_status fa_ledger_usage(const fa_ledger *l, fa_id owner, fa_usage *out, fa_error *err)
{
    fa_usage usage = {.owner = owner};
    fa_status st = FA_OK;

    NEED(l, usage);
    if (owner.s[0] != '\0')
        st = fai_object_check_owner(&owner, err);
    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the usage");
    if (st == FA_OK)
        st = l->ops->usage(l->self, owner, &usage, err);
    if (st == FA_OK)
        *out = usage;
    return st;
}

fa_status fa_ledger_usages(const fa_ledger *l, fa_id after, uint32_t limit, fa_usage_visit_fn visit,
                           void *payload, fa_error *err)
{
    fa_status st;

    NEED(l, usages);
    st = check_visit(visit != NULL, err);
    return st != FA_OK || limit == 0 ? st : l->ops->usages(l->self, after, limit, visit, payload, err);
}

fa_status fa_ledger_set_quota(const fa_ledger *l, fa_id owner, const fa_quota *quota, fa_error *err)
{
    fa_status st;

    NEED(l, set_quota);
    st = fai_object_check_owner(&owner, err);
    return st != FA_OK ? st : l->ops->set_quota(l->self, owner, quota, err);
}

void fa_ledger_close(fa_ledger *l)
{
    if (FAI_PORT_IS_NONE(l))
        return;
    if (FAI_PORT_HAS(l, close))
        l->ops->close(l->self);
    memset(l, 0, sizeof *l);
}
