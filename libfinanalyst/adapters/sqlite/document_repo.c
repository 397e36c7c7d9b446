/* adapters/sqlite/document_repo.c: records of documents. Rows are read into memory first: no visit runs within a
 * transaction. */
#include "sqlite.h"

#include <string.h>

#include <finanalyst/alloc.h>

#include "arena.h"
#include "store.h"

enum { ADD, GET, GET_LEGACY, FIND, LIST, SCAN, REPLACE, REMOVE, STATEMENTS };

#define COLUMNS                                                                                              \
    "id, owner, name, sha256, size_bytes, media_type, state, error_code, error, page_count, fact_count, "    \
    "company, "                                                                                              \
    "ticker, form, currency, period_end, fiscal_year, fiscal, created, version"

#define SELECT "SELECT legacy_id, " COLUMNS " FROM document WHERE "

static const char *const statements[STATEMENTS] = {
    [ADD] = "INSERT INTO document (" COLUMNS
            ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [GET] = SELECT "owner = ? AND id = ?",
    [GET_LEGACY] = SELECT "owner = ? AND legacy_id = ?",
    [FIND] = SELECT "owner = ? AND sha256 = ?",
    [LIST] = SELECT "owner = ? AND id < ? ORDER BY id DESC LIMIT ?",
    [SCAN] = SELECT "id < ? ORDER BY id DESC LIMIT ?",
    [REPLACE] = "UPDATE document SET (" COLUMNS
                ") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? + 1) "
                "WHERE id = ?1 AND owner = ?2 AND version = ?20",
    [REMOVE] = "DELETE FROM document WHERE owner = ? AND id = ?"};

/* What an op reads: rows in the order in which they will be visited. */
typedef struct row {
    fa_document doc;
    struct row *next;
} row;

typedef struct reading {
    int statement;
    const char *owner; /* NULL = all */
    const char *key;
    uint32_t legacy_id; /* with GET_LEGACY */
    uint32_t limit;
    fai_sql_arena arena;
    row *first;
} reading;

/* What is removed. */
typedef struct key {
    fa_id owner;
    fa_id id;
} key;

static void bind_document(fai_sql_query *q, const fa_document *doc)
{
    fai_sql_text(q, doc->id.s);
    fai_sql_text(q, doc->owner.s);
    fai_sql_text(q, doc->name);
    fai_sql_text(q, doc->sha256);
    fai_sql_int(q, (int64_t)doc->size_bytes);
    fai_sql_text(q, doc->media_type);
    fai_sql_int(q, doc->state);
    fai_sql_int(q, doc->error_code);
    fai_sql_text(q, doc->error);
    fai_sql_int(q, doc->page_count);
    fai_sql_int(q, doc->fact_count);
    fai_sql_text(q, doc->company);
    fai_sql_text(q, doc->ticker);
    fai_sql_text(q, doc->form);
    fai_sql_text(q, doc->currency);
    fai_sql_date(q, doc->period_end);
    fai_sql_int(q, doc->fiscal_year);
    fai_sql_int(q, doc->fiscal);
    fai_sql_int(q, doc->created);
    fai_sql_int(q, doc->version);
}

static void read_document(fai_sql_query *q, fai_sql_arena *a, fa_document *doc)
{
    doc->legacy_id = (uint32_t)fai_sql_get_int(q);
    fai_sql_get_id(q, &doc->id);
    fai_sql_get_id(q, &doc->owner);
    doc->name = fai_sql_copy(a, fai_sql_get_text(q));
    doc->sha256 = fai_sql_copy(a, fai_sql_get_text(q));
    doc->size_bytes = (uint64_t)fai_sql_get_int(q);
    doc->media_type = fai_sql_copy(a, fai_sql_get_text(q));
    doc->state = (fa_document_state)fai_sql_get_int(q);
    doc->error_code = (fa_status)fai_sql_get_int(q);
    doc->error = fai_sql_copy(a, fai_sql_get_text(q));
    doc->page_count = (uint32_t)fai_sql_get_int(q);
    doc->fact_count = (uint32_t)fai_sql_get_int(q);
    doc->company = fai_sql_copy(a, fai_sql_get_text(q));
    doc->ticker = fai_sql_copy(a, fai_sql_get_text(q));
    doc->form = fai_sql_copy(a, fai_sql_get_text(q));
    doc->currency = fai_sql_copy(a, fai_sql_get_text(q));
    doc->period_end = fai_sql_get_date(q);
    doc->fiscal_year = (int32_t)fai_sql_get_int(q);
    doc->fiscal = (int32_t)fai_sql_get_int(q);
    doc->created = fai_sql_get_int(q);
    doc->version = (uint32_t)fai_sql_get_int(q);
}

static bool is_list(const reading *r)
{
    return r->statement == LIST || r->statement == SCAN;
}

static fa_status read_rows(fai_sql_connection *c, void *payload, fa_error *err)
{
    reading *r = payload;
    fai_sql_query q = fai_sql_begin(c, r->statement);
    row **end = &r->first;
    fa_status st;

    if (r->owner != NULL)
        fai_sql_text(&q, r->owner);
    if (r->statement == GET_LEGACY)
        fai_sql_int(&q, r->legacy_id);
    else
        fai_sql_text(&q, r->key);
    if (is_list(r))
        fai_sql_int(&q, r->limit);
    while (!r->arena.failed && fai_sql_step(&q)) {
        row *next = fai_sql_array(&r->arena, 1, sizeof *next);

        if (next == NULL)
            break;
        read_document(&q, &r->arena, &next->doc);
        *end = next;
        end = &next->next;
    }
    st = fai_sql_end(&q, err);
    return st == FA_OK ? fai_sql_arena_check(&r->arena, err) : st;
}

/* Reads and lends. */
static fa_status visit_rows(fai_sql_store *s, reading *r, fa_document_visit_fn visit, void *payload,
                            fa_error *err)
{
    fa_status st = fai_sql_read(s, read_rows, r, err);

    if (st == FA_OK && r->first == NULL && !is_list(r))
        st = fa_fail(err, FA_ENOTFOUND, "there is no such document");
    for (const row *next = r->first; st == FA_OK && next != NULL; next = next->next)
        st = visit(payload, &next->doc, err);
    fai_sql_arena_clear(&r->arena);
    return st;
}

static fa_status get(void *self, fa_id owner, fa_id id, fa_document_visit_fn visit, void *payload,
                     fa_error *err)
{
    reading r = {.statement = GET, .owner = owner.s, .key = id.s};

    return visit_rows(self, &r, visit, payload, err);
}

static fa_status get_legacy(void *self, fa_id owner, uint32_t legacy_id, fa_document_visit_fn visit,
                            void *payload, fa_error *err)
{
    reading r = {.statement = GET_LEGACY, .owner = owner.s, .legacy_id = legacy_id};

    return visit_rows(self, &r, visit, payload, err);
}

static fa_status find(void *self, fa_id owner, const char *sha256, fa_document_visit_fn visit, void *payload,
                      fa_error *err)
{
    reading r = {.statement = FIND, .owner = owner.s, .key = sha256};

    return visit_rows(self, &r, visit, payload, err);
}

/* Every id is less than "~". */
static const char *from(const fa_id *after)
{
    return after->s[0] == '\0' ? "~" : after->s;
}

static fa_status list(void *self, fa_id owner, fa_id after, uint32_t limit, fa_document_visit_fn visit,
                      void *payload, fa_error *err)
{
    reading r = {.statement = LIST, .owner = owner.s, .key = from(&after), .limit = limit};

    return visit_rows(self, &r, visit, payload, err);
}

static fa_status scan(void *self, fa_id after, uint32_t limit, fa_document_visit_fn visit, void *payload,
                      fa_error *err)
{
    reading r = {.statement = SCAN, .key = from(&after), .limit = limit};

    return visit_rows(self, &r, visit, payload, err);
}

static fa_status add_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    fa_document *doc = payload;
    fai_sql_query q = fai_sql_begin(c, ADD);
    fa_status st;

    bind_document(&q, doc);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    doc->legacy_id = (uint32_t)sqlite3_last_insert_rowid(c->db);
    return st == FA_ECONFLICT ? fa_fail(err, st, "there is a document with that id or with the same bytes")
                              : st;
}

static fa_status replace_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, REPLACE);
    fa_status st;

    bind_document(&q, payload);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    if (st == FA_ECONFLICT)
        return fa_fail(err, st, "there is a document with the same bytes");
    if (st == FA_OK && sqlite3_changes(c->db) == 0)
        return fa_fail(err, FA_ECONFLICT, "the document changed since it was read");
    return st;
}

static fa_status remove_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const key *k = payload;
    fai_sql_query q = fai_sql_begin(c, REMOVE);

    fai_sql_text(&q, k->owner.s);
    fai_sql_text(&q, k->id.s);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

static fa_status add(void *self, const fa_document *doc, uint32_t *legacy_id, fa_error *err)
{
    fa_document copy = *doc;
    fa_status st = fai_sql_write(self, add_work, &copy, err);

    if (st == FA_OK)
        *legacy_id = copy.legacy_id;
    return st;
}

static fa_status replace(void *self, const fa_document *doc, fa_error *err)
{
    fa_document copy = *doc;

    return fai_sql_write(self, replace_work, &copy, err);
}

static fa_status remove_one(void *self, fa_id owner, fa_id id, fa_error *err)
{
    key k = {owner, id};

    return fai_sql_write(self, remove_work, &k, err);
}

static void close_repo(void *self)
{
    fai_sql_store_close(self);
}

fa_status fai_sql_document_repo_open(const fa_open_context *context, const char *url, void *out,
                                     fa_error *err)
{
    static const fa_document_repo_ops ops = {sizeof ops, "sqlite", add,     get,        get_legacy, find,
                                             list,       scan,     replace, remove_one, close_repo};
    fai_sql_store *s = NULL;
    fa_status st = fai_sql_store_open(url, &fai_sql_document_schema, statements, STATEMENTS, &s, err);

    (void)context;
    if (st == FA_OK)
        *(fa_document_repo *)out = (fa_document_repo){&ops, s};
    return st;
}
