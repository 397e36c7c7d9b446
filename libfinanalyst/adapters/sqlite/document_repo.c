/* adapters/sqlite/document_repo.c: records of documents. Rows are read into memory first: no visit runs within a
 * transaction. */
#include "sqlite.h"

#include <string.h>

#include <finanalyst/alloc.h>

#include "arena.h"
#include "store.h"

enum { ADD, GET, FIND, LIST, REPLACE, REMOVE, STATEMENTS };

#define COLUMNS                                                                                              \
    "id, name, sha256, size_bytes, media_type, state, error_code, error, page_count, fact_count, company, "  \
    "ticker, form, currency, period_end, fiscal_year, fiscal, created, version"

static const char *const statements[STATEMENTS] = {
    [ADD] =
        "INSERT INTO document (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [GET] = "SELECT " COLUMNS " FROM document WHERE id = ?",
    [FIND] = "SELECT " COLUMNS " FROM document WHERE sha256 = ?",
    [LIST] = "SELECT " COLUMNS " FROM document WHERE id < ? ORDER BY id DESC LIMIT ?",
    [REPLACE] =
        "UPDATE document SET (" COLUMNS ") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? + 1) "
        "WHERE id = ?1 AND version = ?19",
    [REMOVE] = "DELETE FROM document WHERE id = ?"};

/* What an op reads: rows in the order in which they will be visited. */
typedef struct row {
    fa_document doc;
    struct row *next;
} row;

typedef struct reading {
    int statement;
    const char *key;
    uint32_t limit;
    fai_sql_arena arena;
    row *first;
} reading;

static void bind_document(fai_sql_query *q, const fa_document *doc)
{
    fai_sql_text(q, doc->id.s);
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
    fai_sql_get_id(q, &doc->id);
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

static fa_status read_rows(fai_sql_connection *c, void *payload, fa_error *err)
{
    reading *r = payload;
    fai_sql_query q = fai_sql_begin(c, r->statement);
    row **end = &r->first;
    fa_status st;

    fai_sql_text(&q, r->key);
    if (r->statement == LIST)
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

    if (st == FA_OK && r->first == NULL && r->statement != LIST)
        st = fa_fail(err, FA_ENOTFOUND, "there is no such document");
    for (const row *next = r->first; st == FA_OK && next != NULL; next = next->next)
        st = visit(payload, &next->doc, err);
    fai_sql_arena_clear(&r->arena);
    return st;
}

static fa_status get(void *self, fa_id id, fa_document_visit_fn visit, void *payload, fa_error *err)
{
    reading r = {.statement = GET, .key = id.s};

    return visit_rows(self, &r, visit, payload, err);
}

static fa_status find(void *self, const char *sha256, fa_document_visit_fn visit, void *payload,
                      fa_error *err)
{
    reading r = {.statement = FIND, .key = sha256};

    return visit_rows(self, &r, visit, payload, err);
}

static fa_status list(void *self, fa_id after, uint32_t limit, fa_document_visit_fn visit, void *payload,
                      fa_error *err)
{
    /* every id is less than "~" */
    reading r = {.statement = LIST, .key = after.s[0] == '\0' ? "~" : after.s, .limit = limit};

    return visit_rows(self, &r, visit, payload, err);
}

static fa_status add_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, ADD);
    fa_status st;

    bind_document(&q, payload);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
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
    fai_sql_query q = fai_sql_begin(c, REMOVE);

    fai_sql_text(&q, payload);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

static fa_status add(void *self, const fa_document *doc, fa_error *err)
{
    fa_document copy = *doc;

    return fai_sql_write(self, add_work, &copy, err);
}

static fa_status replace(void *self, const fa_document *doc, fa_error *err)
{
    fa_document copy = *doc;

    return fai_sql_write(self, replace_work, &copy, err);
}

static fa_status remove_one(void *self, fa_id id, fa_error *err)
{
    return fai_sql_write(self, remove_work, id.s, err);
}

static void close_repo(void *self)
{
    fai_sql_store_close(self);
}

fa_status fai_sql_document_repo_open(const fa_open_context *context, const char *url, void *out,
                                     fa_error *err)
{
    static const fa_document_repo_ops ops = {sizeof ops, "sqlite", add,        get,       find,
                                             list,       replace,  remove_one, close_repo};
    fai_sql_store *s = NULL;
    fa_status st = fai_sql_store_open(url, &fai_sql_document_schema, statements, STATEMENTS, &s, err);

    (void)context;
    if (st == FA_OK)
        *(fa_document_repo *)out = (fa_document_repo){&ops, s};
    return st;
}
