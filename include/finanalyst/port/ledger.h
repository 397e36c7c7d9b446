/* port/ledger.h: the books of the storage service: objects, and what each user has and may have. */
#ifndef FINANALYST_PORT_LEDGER_H
#define FINANALYST_PORT_LEDGER_H

#include <finanalyst/storage.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Which objects are listed: those that fit all that is set. Order: by owner, then by name. */
typedef struct fa_object_filter {
    fa_id owner;            /* none = all */
    const char *prefix;     /* of the name; "" = all */
    fa_object_state state;  /* 0 = all */
    fa_time touched_before; /* 0 = all */
    fa_time created_before; /* 0 = all */
    fa_time checked_before; /* 0 = all */
    fa_id after_owner;      /* behind this object; none = from the start */
    const char *after_name;
    uint32_t limit;
} fa_object_filter;

/* Objects and accounts. Each op is one transaction, durable once it returns FA_OK, and keeps the account of the owner in
 * step with the objects: what an account counts is always what fa_ledger_count makes of the objects that there are.
 * Rows are lent to visit for the call, which may use the ledger itself. For implementers: any thread may call any op; a
 * callback's code passes through untouched. */
typedef struct fa_ledger_ops {
    size_t struct_size;
    const char *name;
    /* Adds an object. FA_ECONFLICT: owner and name are taken; FA_ETOOLARGE: fa_ledger_count says so. */
    fa_status (*add)(void *self, const fa_object *object, const fa_quota *standard, fa_error *err);
    /* Lends the object to visit, once. None: FA_ENOTFOUND, visit not called. */
    fa_status (*get)(void *self, fa_id owner, const char *name, fa_object_visit_fn visit, void *payload,
                     fa_error *err);
    /* Replaces the object if its version is still object->version, and stores version + 1; else FA_ECONFLICT.
     * FA_ETOOLARGE as with add. */
    fa_status (*replace)(void *self, const fa_object *object, const fa_quota *standard, fa_error *err);
    /* Takes the object off the books if it has that version; there was none: FA_OK; another: FA_ECONFLICT. */
    fa_status (*remove)(void *self, fa_id owner, const char *name, uint32_t version, fa_error *err);
    fa_status (*list)(void *self, const fa_object_filter *filter, fa_object_visit_fn visit, void *payload,
                      fa_error *err);
    /* Of one user (zeros where there are no books), or of all together (owner none; own_quota false). quota is filled in
     * where own_quota is true. */
    fa_status (*usage)(void *self, fa_id owner, fa_usage *out, fa_error *err);
    /* Accounts by owner, behind `after` or from the start; at most limit. */
    fa_status (*usages)(void *self, fa_id after, uint32_t limit, fa_usage_visit_fn visit, void *payload,
                        fa_error *err);
    /* NULL: none of its own. An account without objects and without a quota of its own is gone. */
    fa_status (*set_quota)(void *self, fa_id owner, const fa_quota *quota, fa_error *err);
    void (*close)(void *self);
} fa_ledger_ops;

typedef struct fa_ledger {
    const fa_ledger_ops *ops;
    void *self;
} fa_ledger;

/* The rule of quotas, for implementers. Counts `before` off an account and `after` onto it (each NULL = none).
 * FA_ETOOLARGE "size", "quota": the change would grow beyond usage->quota, where that is the user's own, else beyond standard;
 * the message tells what is left, usage stays as it was. Shrinking is always allowed. */
FA_API fa_status fa_ledger_count(fa_usage *usage, const fa_quota *standard, const fa_object *before,
                                 const fa_object *after, fa_error *err);

FA_API fa_status fa_ledger_add(const fa_ledger *l, const fa_object *object, const fa_quota *standard,
                               fa_error *err);
FA_API fa_status fa_ledger_get(const fa_ledger *l, fa_id owner, const char *name, fa_object_visit_fn visit,
                               void *payload, fa_error *err);
FA_API fa_status fa_ledger_replace(const fa_ledger *l, const fa_object *object, const fa_quota *standard,
                                   fa_error *err);
FA_API fa_status fa_ledger_remove(const fa_ledger *l, fa_id owner, const char *name, uint32_t version,
                                  fa_error *err);
FA_API fa_status fa_ledger_list(const fa_ledger *l, const fa_object_filter *filter, fa_object_visit_fn visit,
                                void *payload, fa_error *err);
FA_API fa_status fa_ledger_usage(const fa_ledger *l, fa_id owner, fa_usage *out, fa_error *err);
FA_API fa_status fa_ledger_usages(const fa_ledger *l, fa_id after, uint32_t limit, fa_usage_visit_fn visit,
                                  void *payload, fa_error *err);
FA_API fa_status fa_ledger_set_quota(const fa_ledger *l, fa_id owner, const fa_quota *quota, fa_error *err);
FA_API void fa_ledger_close(fa_ledger *l);

#ifdef __cplusplus
}
#endif
#endif
