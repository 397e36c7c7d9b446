/* adapters/sqlite/document_repo.c: records of documents. Rows are read into memory first: no visit runs within a
 * transaction. */
#include "sqlite.h"

#include <string.h>

#include <finanalyst/alloc.h>

#include "arena.h"
#include "document.h"
#include "store.h"

/* What an op reads: rows in the order in which they will be visited. */
typedef struct row {
    fa_document doc;
    struct row *next;
} row;

typedef struct reading {
    int statement;
    const char *owner; /* NULL = all */
    const char *key;
    uint32_t legacy_id; /* with FAI_SQL_GET_LEGACY_DOCUMENT */
    uint32_t limit;
    const fa_document_query *query; /* with a selection */
    fai_sql_arena arena;
    row *first;
} reading;

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
    fai_sql_int(q, doc->deleted);
    fai_sql_text(q, doc->tags);
    fai_sql_int(q, doc->corrected);
    fai_sql_text(q, doc->detected.company);
    fai_sql_text(q, doc->detected.form);
    fai_sql_date(q, doc->detected.period_end);
    fai_sql_int(q, doc->detected.fiscal_year);
    fai_sql_int(q, doc->detected.fiscal);
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
    doc->deleted = fai_sql_get_int(q);
    doc->tags = fai_sql_copy(a, fai_sql_get_text(q));
    doc->corrected = (uint32_t)fai_sql_get_int(q);
    doc->detected.company = fai_sql_copy(a, fai_sql_get_text(q));
    doc->detected.form = fai_sql_copy(a, fai_sql_get_text(q));
    doc->detected.period_end = fai_sql_get_date(q);
    doc->detected.fiscal_year = (int32_t)fai_sql_get_int(q);
    doc->detected.fiscal = (int32_t)fai_sql_get_int(q);
}

static bool is_list(const reading *r)
{
    return r->query != NULL || r->statement == FAI_SQL_SCAN_DOCUMENTS;
}

/* NULL = any. */
static void bind_wish(fai_sql_query *q, const char *text)
{
    if (text == NULL)
        fai_sql_null(q);
    else
        fai_sql_text(q, text);
}

static void bind_query(fai_sql_query *q, const fa_document_query *query)
{
    fai_sql_int(q, query->deleted);
    bind_wish(q, query->text);
    bind_wish(q, query->company);
    bind_wish(q, query->form);
    bind_wish(q, query->tag);
    fai_sql_int(q, query->fiscal_year);
    fai_sql_int(q, query->state);
    fai_sql_text(q, query->collection.s);
}

static fa_status read_rows(fai_sql_connection *c, void *payload, fa_error *err)
{
    reading *r = payload;
    fai_sql_query q = fai_sql_begin(c, r->statement);
    row **end = &r->first;
    fa_status st;

    if (r->owner != NULL)
        fai_sql_text(&q, r->owner);
    if (r->statement == FAI_SQL_GET_LEGACY_DOCUMENT)
        fai_sql_int(&q, r->legacy_id);
    else
        fai_sql_text(&q, r->key);
    if (r->query != NULL)
        bind_query(&q, r->query);
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
    reading r = {.statement = FAI_SQL_GET_DOCUMENT, .owner = owner.s, .key = id.s};

    return visit_rows(self, &r, visit, payload, err);
}

static fa_status get_legacy(void *self, fa_id owner, uint32_t legacy_id, fa_document_visit_fn visit,
                            void *payload, fa_error *err)
{
    reading r = {.statement = FAI_SQL_GET_LEGACY_DOCUMENT, .owner = owner.s, .legacy_id = legacy_id};

    return visit_rows(self, &r, visit, payload, err);
}

static fa_status find(void *self, fa_id owner, const char *sha256, fa_document_visit_fn visit, void *payload,
                      fa_error *err)
{
    reading r = {.statement = FAI_SQL_FIND_DOCUMENT, .owner = owner.s, .key = sha256};

    return visit_rows(self, &r, visit, payload, err);
}

/* Every id is less than "~". */
static const char *from(const fa_id *after)
{
    return after->s[0] == '\0' ? "~" : after->s;
}

static fa_status select_some(void *self, fa_id owner, const fa_document_query *query,
                             fa_document_visit_fn visit, void *payload, fa_error *err)
{
    reading r = {.statement = query->shared ? FAI_SQL_SELECT_SHARED : FAI_SQL_SELECT_DOCUMENTS,
                 .owner = owner.s,
                 .key = from(&query->after),
                 .limit = query->limit,
                 .query = query};

    return visit_rows(self, &r, visit, payload, err);
}

static fa_status get_shared(void *self, fa_id user, fa_id id, fa_document_visit_fn visit, void *payload,
                            fa_error *err)
{
    reading r = {.statement = FAI_SQL_GET_SHARED, .owner = user.s, .key = id.s};

    return visit_rows(self, &r, visit, payload, err);
}

static fa_status scan(void *self, fa_id after, uint32_t limit, fa_document_visit_fn visit, void *payload,
                      fa_error *err)
{
    reading r = {.statement = FAI_SQL_SCAN_DOCUMENTS, .key = from(&after), .limit = limit};

    return visit_rows(self, &r, visit, payload, err);
}

static fa_status add_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    fa_document *doc = payload;
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_ADD_DOCUMENT);
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
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_REPLACE_DOCUMENT);
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

static void close_repo(void *self)
{
    fai_sql_store_close(self);
}

fa_status fai_sql_document_repo_open(const fa_open_context *context, const char *url, void *out,
                                     fa_error *err)
{
    static const fa_document_repo_ops ops = {.struct_size = sizeof ops,
                                             .name = "sqlite",
                                             .add = add,
                                             .get = get,
                                             .get_legacy = get_legacy,
                                             .find = find,
                                             .select = select_some,
                                             .scan = scan,
                                             .replace = replace,
                                             .remove = fai_sql_remove_document,
                                             .removals = fai_sql_list_removals,
                                             .get_shared = get_shared,
                                             .share = fai_sql_share,
                                             .unshare = fai_sql_unshare,
                                             .list_shares = fai_sql_list_shares,
                                             .add_collection = fai_sql_add_collection,
                                             .replace_collection = fai_sql_replace_collection,
                                             .get_collection = fai_sql_get_collection,
                                             .list_collections = fai_sql_list_collections,
                                             .remove_collection = fai_sql_remove_collection,
                                             .collect = fai_sql_collect,
                                             .close = close_repo};
    fai_sql_store *s = NULL;
    fa_status st = fai_sql_store_open(url, &fai_sql_document_schema, fai_sql_document_statements,
                                      FAI_SQL_DOCUMENT_STATEMENTS, &s, err);

    (void)context;
    if (st == FA_OK)
        *(fa_document_repo *)out = (fa_document_repo){&ops, s};
    return st;
}
