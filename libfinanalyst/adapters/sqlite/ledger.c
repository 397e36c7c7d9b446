/* adapters/sqlite/ledger.c: objects and accounts. An account changes in the transaction that changes its objects; the
 * rule is the library's fa_ledger_count. Rows are read into memory first: no visit runs within a transaction. */
#include "sqlite.h"

#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/port/ledger.h>

#include "arena.h"
#include "store.h"

enum {
    ADD,
    GET,
    REPLACE,
    REMOVE,
    LIST,
    LIST_STATE,
    ACCOUNT,
    ALL_ACCOUNTS,
    ACCOUNTS,
    PUT_ACCOUNT,
    DROP_ACCOUNT,
    STATEMENTS
};

#define OBJECT "owner, name, blob, size_bytes, sha256, state, created, touched, checked, version"
#define USAGE                                                                                                \
    "owner, bytes, objects, reserved_bytes, reserved_objects, own_quota, max_bytes, max_objects, "           \
    "max_object_bytes"
/* An owner's name sorts before its next one, so one range does for all pages. */
#define FITS                                                                                                 \
    "(owner, name) > (?1, ?2) AND (?3 = '' OR owner = ?3) AND (?4 = 0 OR state = ?4) AND "                   \
    "(?5 = 0 OR touched < ?5) AND (?6 = 0 OR created < ?6) AND (?7 = 0 OR checked < ?7) AND "                \
    "substr(name, 1, length(?8)) = ?8 ORDER BY owner, name LIMIT ?9"

static const char *const statements[STATEMENTS] = {
    [ADD] = "INSERT INTO object (" OBJECT ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [GET] = "SELECT " OBJECT " FROM object WHERE owner = ? AND name = ?",
    [REPLACE] = "UPDATE object SET (" OBJECT ") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ? + 1) "
                "WHERE owner = ?1 AND name = ?2 AND version = ?10",
    [REMOVE] = "DELETE FROM object WHERE owner = ? AND name = ?",
    [LIST] = "SELECT " OBJECT " FROM object WHERE " FITS,
    [LIST_STATE] = "SELECT " OBJECT " FROM object INDEXED BY object_by_state WHERE state = ?4 AND " FITS,
    [ACCOUNT] = "SELECT " USAGE " FROM account WHERE owner = ?",
    [ALL_ACCOUNTS] =
        "SELECT '', ifnull(sum(bytes), 0), ifnull(sum(objects), 0), ifnull(sum(reserved_bytes), 0), "
        "ifnull(sum(reserved_objects), 0), 0, 0, 0, 0 FROM account WHERE owner > ?",
    [ACCOUNTS] = "SELECT " USAGE " FROM account WHERE owner > ? ORDER BY owner LIMIT ?",
    [PUT_ACCOUNT] = "INSERT OR REPLACE INTO account (" USAGE ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [DROP_ACCOUNT] = "DELETE FROM account WHERE owner = ? AND objects = 0 AND own_quota = 0"};

/* ---- rows ---- */

static void bind_object(fai_sql_query *q, const fa_object *o)
{
    fai_sql_text(q, o->owner.s);
    fai_sql_text(q, o->name);
    fai_sql_text(q, o->blob.s);
    fai_sql_int(q, (int64_t)o->size_bytes);
    fai_sql_text(q, o->sha256);
    fai_sql_int(q, o->state);
    fai_sql_int(q, o->created);
    fai_sql_int(q, o->touched);
    fai_sql_int(q, o->checked);
    fai_sql_int(q, o->version);
}

static void read_object(fai_sql_query *q, fai_sql_arena *a, fa_object *o)
{
    fai_sql_get_id(q, &o->owner);
    o->name = fai_sql_copy(a, fai_sql_get_text(q));
    fai_sql_get_id(q, &o->blob);
    o->size_bytes = (uint64_t)fai_sql_get_int(q);
    o->sha256 = fai_sql_copy(a, fai_sql_get_text(q));
    o->state = (fa_object_state)fai_sql_get_int(q);
    o->created = fai_sql_get_int(q);
    o->touched = fai_sql_get_int(q);
    o->checked = fai_sql_get_int(q);
    o->version = (uint32_t)fai_sql_get_int(q);
}

static void bind_usage(fai_sql_query *q, const fa_usage *u)
{
    fai_sql_text(q, u->owner.s);
    fai_sql_int(q, (int64_t)u->bytes);
    fai_sql_int(q, (int64_t)u->objects);
    fai_sql_int(q, (int64_t)u->reserved_bytes);
    fai_sql_int(q, (int64_t)u->reserved_objects);
    fai_sql_int(q, u->own_quota ? 1 : 0);
    fai_sql_int(q, (int64_t)u->quota.max_bytes);
    fai_sql_int(q, (int64_t)u->quota.max_objects);
    fai_sql_int(q, (int64_t)u->quota.max_object_bytes);
}

static void read_usage(fai_sql_query *q, fa_usage *u)
{
    fai_sql_get_id(q, &u->owner);
    u->bytes = (uint64_t)fai_sql_get_int(q);
    u->objects = (uint64_t)fai_sql_get_int(q);
    u->reserved_bytes = (uint64_t)fai_sql_get_int(q);
    u->reserved_objects = (uint64_t)fai_sql_get_int(q);
    u->own_quota = fai_sql_get_int(q) != 0;
    u->quota.max_bytes = (uint64_t)fai_sql_get_int(q);
    u->quota.max_objects = (uint64_t)fai_sql_get_int(q);
    u->quota.max_object_bytes = (uint64_t)fai_sql_get_int(q);
}

/* ---- within a transaction ---- */

/* Zeros where there is no account. */
static fa_status load_account(fai_sql_connection *c, fa_id owner, fa_usage *out, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, ACCOUNT);

    *out = (fa_usage){.owner = owner};
    fai_sql_text(&q, owner.s);
    if (fai_sql_step(&q))
        read_usage(&q, out);
    return fai_sql_end(&q, err);
}

static fa_status save_account(fai_sql_connection *c, const fa_usage *usage, fa_error *err)
{
    bool empty = usage->objects == 0 && !usage->own_quota;
    fai_sql_query q = fai_sql_begin(c, PUT_ACCOUNT);
    fa_status st;

    bind_usage(&q, usage);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    if (st != FA_OK || !empty)
        return st;
    q = fai_sql_begin(c, DROP_ACCOUNT);
    fai_sql_text(&q, usage->owner.s);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

/* What the rule needs of the object that is there. */
typedef struct present {
    bool found;
    fa_object object; /* without its texts */
} present;

static fa_status load_object(fai_sql_connection *c, const char *owner, const char *name, present *out,
                             fa_error *err)
{
    fai_sql_arena arena = {NULL, false};
    fai_sql_query q = fai_sql_begin(c, GET);
    fa_status st;

    fai_sql_text(&q, owner);
    fai_sql_text(&q, name);
    out->found = fai_sql_step(&q);
    if (out->found)
        read_object(&q, &arena, &out->object);
    st = fai_sql_end(&q, err);
    fai_sql_arena_clear(&arena);
    out->object.name = out->object.sha256 = "";
    return st;
}

typedef struct change {
    const fa_object *object;
    const fa_quota *standard;
} change;

static fa_status count_in(fai_sql_connection *c, fa_id owner, const fa_quota *standard,
                          const fa_object *before, const fa_object *after, fa_error *err)
{
    fa_usage usage;
    fa_status st = load_account(c, owner, &usage, err);

    if (st == FA_OK)
        st = fa_ledger_count(&usage, standard, before, after, err);
    return st == FA_OK ? save_account(c, &usage, err) : st;
}

static fa_status add_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const change *ch = payload;
    fai_sql_query q = fai_sql_begin(c, ADD);
    fa_status st;

    bind_object(&q, ch->object);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    if (st == FA_ECONFLICT)
        return fa_fail_field(err, st, "name", "there is an object of that name already");
    return st == FA_OK ? count_in(c, ch->object->owner, ch->standard, NULL, ch->object, err) : st;
}

static fa_status changed(fa_error *err)
{
    return fa_fail(err, FA_ECONFLICT, "the object changed since it was read");
}

static fa_status replace_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const change *ch = payload;
    present before = {.found = false};
    fai_sql_query q;
    fa_status st = load_object(c, ch->object->owner.s, ch->object->name, &before, err);

    if (st != FA_OK)
        return st;
    if (!before.found || before.object.version != ch->object->version)
        return changed(err);
    q = fai_sql_begin(c, REPLACE);
    bind_object(&q, ch->object);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    return st == FA_OK ? count_in(c, ch->object->owner, ch->standard, &before.object, ch->object, err) : st;
}

typedef struct removal {
    fa_id owner;
    const char *name;
    uint32_t version;
} removal;

static fa_status remove_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const removal *r = payload;
    static const fa_quota none = {0, 0, 0};
    present before = {.found = false};
    fai_sql_query q;
    fa_status st = load_object(c, r->owner.s, r->name, &before, err);

    if (st != FA_OK || !before.found)
        return st;
    if (before.object.version != r->version)
        return changed(err);
    q = fai_sql_begin(c, REMOVE);
    fai_sql_text(&q, r->owner.s);
    fai_sql_text(&q, r->name);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    return st == FA_OK ? count_in(c, r->owner, &none, &before.object, NULL, err) : st;
}

typedef struct allotment {
    fa_id owner;
    const fa_quota *quota;
} allotment;

static fa_status quota_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const allotment *a = payload;
    fa_usage usage;
    fa_status st = load_account(c, a->owner, &usage, err);

    if (st != FA_OK)
        return st;
    usage.own_quota = a->quota != NULL;
    usage.quota = a->quota == NULL ? (fa_quota){0, 0, 0} : *a->quota;
    return save_account(c, &usage, err);
}

/* ---- reading ---- */

typedef struct object_row {
    fa_object object;
    struct object_row *next;
} object_row;

typedef struct usage_row {
    fa_usage usage;
    struct usage_row *next;
} usage_row;

typedef struct reading {
    int statement;
    const char *owner, *name;
    const fa_object_filter *filter;
    uint32_t limit;
    fai_sql_arena arena;
    object_row *objects;
    usage_row *usages;
} reading;

static void bind_filter(fai_sql_query *q, const fa_object_filter *f)
{
    fai_sql_text(q, f->after_owner.s);
    fai_sql_text(q, f->after_name);
    fai_sql_text(q, f->owner.s);
    fai_sql_int(q, f->state);
    fai_sql_int(q, f->touched_before);
    fai_sql_int(q, f->created_before);
    fai_sql_int(q, f->checked_before);
    fai_sql_text(q, f->prefix);
    fai_sql_int(q, f->limit);
}

static fa_status read_objects(fai_sql_connection *c, void *payload, fa_error *err)
{
    reading *r = payload;
    fai_sql_query q = fai_sql_begin(c, r->statement);
    object_row **end = &r->objects;
    fa_status st;

    if (r->filter != NULL) {
        bind_filter(&q, r->filter);
    } else {
        fai_sql_text(&q, r->owner);
        fai_sql_text(&q, r->name);
    }
    while (!r->arena.failed && fai_sql_step(&q)) {
        object_row *next = fai_sql_array(&r->arena, 1, sizeof *next);

        if (next == NULL)
            break;
        read_object(&q, &r->arena, &next->object);
        *end = next;
        end = &next->next;
    }
    st = fai_sql_end(&q, err);
    return st == FA_OK ? fai_sql_arena_check(&r->arena, err) : st;
}

static fa_status visit_objects(fai_sql_store *s, reading *r, fa_object_visit_fn visit, void *payload,
                               fa_error *err)
{
    fa_status st = fai_sql_read(s, read_objects, r, err);

    if (st == FA_OK && r->objects == NULL && r->filter == NULL)
        st = fa_fail(err, FA_ENOTFOUND, "there is no such object");
    for (const object_row *next = r->objects; st == FA_OK && next != NULL; next = next->next)
        st = visit(payload, &next->object, err);
    fai_sql_arena_clear(&r->arena);
    return st;
}

static fa_status read_usages(fai_sql_connection *c, void *payload, fa_error *err)
{
    reading *r = payload;
    fai_sql_query q = fai_sql_begin(c, r->statement);
    usage_row **end = &r->usages;
    fa_status st;

    fai_sql_text(&q, r->owner);
    if (r->statement == ACCOUNTS)
        fai_sql_int(&q, r->limit);
    while (!r->arena.failed && fai_sql_step(&q)) {
        usage_row *next = fai_sql_array(&r->arena, 1, sizeof *next);

        if (next == NULL)
            break;
        read_usage(&q, &next->usage);
        *end = next;
        end = &next->next;
    }
    st = fai_sql_end(&q, err);
    return st == FA_OK ? fai_sql_arena_check(&r->arena, err) : st;
}

/* ---- ops ---- */

static fa_status add(void *self, const fa_object *object, const fa_quota *standard, fa_error *err)
{
    change ch = {object, standard};

    return fai_sql_write(self, add_work, &ch, err);
}

static fa_status get(void *self, fa_id owner, const char *name, fa_object_visit_fn visit, void *payload,
                     fa_error *err)
{
    reading r = {.statement = GET, .owner = owner.s, .name = name};

    return visit_objects(self, &r, visit, payload, err);
}

static fa_status replace(void *self, const fa_object *object, const fa_quota *standard, fa_error *err)
{
    change ch = {object, standard};

    return fai_sql_write(self, replace_work, &ch, err);
}

static fa_status remove_one(void *self, fa_id owner, const char *name, uint32_t version, fa_error *err)
{
    removal r = {owner, name, version};

    return fai_sql_write(self, remove_work, &r, err);
}

static fa_status list(void *self, const fa_object_filter *filter, fa_object_visit_fn visit, void *payload,
                      fa_error *err)
{
    reading r = {.statement = filter->state == 0 ? LIST : LIST_STATE, .filter = filter};

    return visit_objects(self, &r, visit, payload, err);
}

static fa_status usage(void *self, fa_id owner, fa_usage *out, fa_error *err)
{
    reading r = {.statement = owner.s[0] == '\0' ? ALL_ACCOUNTS : ACCOUNT, .owner = owner.s};
    fa_status st = fai_sql_read(self, read_usages, &r, err);

    if (st == FA_OK && r.usages != NULL)
        *out = r.usages->usage;
    fai_sql_arena_clear(&r.arena);
    return st;
}

static fa_status usages(void *self, fa_id after, uint32_t limit, fa_usage_visit_fn visit, void *payload,
                        fa_error *err)
{
    reading r = {.statement = ACCOUNTS, .owner = after.s, .limit = limit};
    fa_status st = fai_sql_read(self, read_usages, &r, err);

    for (const usage_row *next = r.usages; st == FA_OK && next != NULL; next = next->next)
        st = visit(payload, &next->usage, err);
    fai_sql_arena_clear(&r.arena);
    return st;
}

static fa_status set_quota(void *self, fa_id owner, const fa_quota *quota, fa_error *err)
{
    allotment a = {owner, quota};

    return fai_sql_write(self, quota_work, &a, err);
}

static void close_ledger(void *self)
{
    fai_sql_store_close(self);
}

fa_status fai_sql_ledger_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_ledger_ops ops = {.struct_size = sizeof ops,
                                      .name = "sqlite",
                                      .add = add,
                                      .get = get,
                                      .replace = replace,
                                      .remove = remove_one,
                                      .list = list,
                                      .usage = usage,
                                      .usages = usages,
                                      .set_quota = set_quota,
                                      .close = close_ledger};
    fai_sql_store *s = NULL;
    fa_status st = fai_sql_store_open(url, &fai_sql_storage_schema, statements, STATEMENTS, &s, err);

    (void)context;
    if (st == FA_OK)
        *(fa_ledger *)out = (fa_ledger){&ops, s};
    return st;
}
