/* adapters/sqlite/record_repo.c: records of answers and analyses. Rows are read into memory first: no visit runs within a
 * transaction. */
#include "sqlite.h"

#include <finanalyst/alloc.h>
#include <finanalyst/port/record_repo.h>

#include "arena.h"
#include "store.h"

enum {
    ADD,
    ADD_SOURCE,
    GET,
    FIND,
    LIST,
    LIST_OF_DOCUMENT,
    SOURCES,
    REMOVE,
    REMOVE_DOCUMENT,
    REMOVE_DOCUMENT_OF,
    REMOVE_OWNER,
    PAIRS,
    STATEMENTS
};

/* The first parameter is whether the json is left out. */
#define COLUMNS                                                                                              \
    "r.number, r.owner, r.id, r.kind, r.key, r.title, r.engine, r.outcome, r.all_documents, r.created, "     \
    "CASE WHEN ?1 THEN x'' ELSE r.json END"

static const char *const statements[STATEMENTS] = {
    [ADD] = "INSERT INTO record (owner, id, kind, key, title, engine, outcome, all_documents, created, json) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [ADD_SOURCE] = "INSERT INTO source (owner, document, number, sha256) VALUES (?, ?, ?, ?)",
    [GET] = "SELECT " COLUMNS " FROM record r WHERE owner = ?2 AND id = ?3 ORDER BY number DESC LIMIT 1",
    [FIND] = "SELECT " COLUMNS " FROM record r WHERE owner = ?2 AND key = ?3",
    [LIST] = "SELECT " COLUMNS " FROM record r WHERE owner = ?2 AND kind = ?3 AND number < ?4 "
             "ORDER BY number DESC LIMIT ?5",
    [LIST_OF_DOCUMENT] =
        "SELECT " COLUMNS " FROM source s CROSS JOIN record r ON r.number = s.number WHERE r.owner = ?2 AND "
        "r.kind = ?3 AND s.number < ?4 AND s.document = ?6 ORDER BY s.number DESC LIMIT ?5",
    [SOURCES] = "SELECT document, sha256 FROM source WHERE number = ? ORDER BY document",
    [REMOVE] = "DELETE FROM record WHERE owner = ? AND id = ?",
    [REMOVE_DOCUMENT] = "DELETE FROM record WHERE number IN (SELECT number FROM source WHERE document = ?)",
    [REMOVE_DOCUMENT_OF] = "DELETE FROM record WHERE owner = ? AND number IN "
                           "(SELECT number FROM source WHERE document = ?)",
    [REMOVE_OWNER] = "DELETE FROM record WHERE owner = ?",
    [PAIRS] = "SELECT owner, document FROM source WHERE (owner, document) > (?, ?) "
              "GROUP BY owner, document ORDER BY owner, document LIMIT ?"};

/* ---- reading ---- */

/* What an op reads: rows in the order in which they will be visited. */
typedef struct row {
    fa_record record;
    struct row *next;
} row;

typedef struct reading {
    int statement;
    fa_id owner;
    const char *key; /* of GET and FIND */
    const fa_record_query *query;
    fai_sql_arena arena;
    row *first;
} reading;

static void bind(fai_sql_query *q, const reading *r)
{
    fai_sql_int(q, r->query != NULL && r->query->bare);
    fai_sql_text(q, r->owner.s);
    if (r->query == NULL) {
        fai_sql_text(q, r->key);
        return;
    }
    fai_sql_int(q, r->query->kind);
    fai_sql_int(q, r->query->before == 0 ? INT64_MAX : r->query->before);
    fai_sql_int(q, r->query->limit);
    if (r->statement == LIST_OF_DOCUMENT)
        fai_sql_text(q, r->query->document.s);
}

static const char *copy_bytes(fai_sql_arena *a, fai_sql_query *q, size_t *len)
{
    const unsigned char *bytes = fai_sql_get_blob(q, len);
    char *copy = fai_sql_array(a, *len + 1, 1);

    for (size_t i = 0; copy != NULL && i < *len; i++)
        copy[i] = (char)bytes[i];
    return copy == NULL ? "" : copy;
}

static void read_record(fai_sql_query *q, fai_sql_arena *a, fa_record *record)
{
    record->legacy_id = fai_sql_get_int(q);
    fai_sql_get_id(q, &record->owner);
    fai_sql_get_id(q, &record->id);
    record->kind = (fa_record_kind)fai_sql_get_int(q);
    record->key = fai_sql_copy(a, fai_sql_get_text(q));
    record->title = fai_sql_copy(a, fai_sql_get_text(q));
    record->engine = fai_sql_copy(a, fai_sql_get_text(q));
    record->outcome = (fa_record_outcome)fai_sql_get_int(q);
    record->all = fai_sql_get_int(q) != 0;
    record->created = fai_sql_get_int(q);
    record->json = copy_bytes(a, q, &record->json_len);
}

static fa_status read_sources(fai_sql_connection *c, fai_sql_arena *a, fa_record *record, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, SOURCES);
    fa_record_source *items = fai_sql_array(a, 4, sizeof *items);
    uint32_t count = 0, cap = 4;

    fai_sql_int(&q, record->legacy_id);
    while (!a->failed && fai_sql_step(&q)) {
        if (count == cap) {
            fa_record_source *more = fai_sql_array(a, (size_t)cap * 2, sizeof *more);

            for (uint32_t i = 0; more != NULL && i < count; i++)
                more[i] = items[i];
            items = more;
            cap *= 2;
        }
        if (items == NULL)
            break;
        fai_sql_get_id(&q, &items[count].document);
        items[count++].sha256 = fai_sql_copy(a, fai_sql_get_text(&q));
    }
    record->sources = items;
    record->source_count = count;
    return fai_sql_end(&q, err);
}

static fa_status read_rows(fai_sql_connection *c, void *payload, fa_error *err)
{
    reading *r = payload;
    fai_sql_query q = fai_sql_begin(c, r->statement);
    row **end = &r->first;
    fa_status st;

    bind(&q, r);
    while (!r->arena.failed && fai_sql_step(&q)) {
        row *next = fai_sql_array(&r->arena, 1, sizeof *next);

        if (next == NULL)
            break;
        read_record(&q, &r->arena, &next->record);
        *end = next;
        end = &next->next;
    }
    st = fai_sql_end(&q, err);
    for (row *next = r->first; st == FA_OK && next != NULL; next = next->next)
        st = read_sources(c, &r->arena, &next->record, err);
    return st == FA_OK ? fai_sql_arena_check(&r->arena, err) : st;
}

/* Reads and lends. */
static fa_status visit_rows(fai_sql_store *s, reading *r, fa_record_visit_fn visit, void *payload,
                            fa_error *err)
{
    fa_status st = fai_sql_read(s, read_rows, r, err);

    if (st == FA_OK && r->first == NULL && r->query == NULL)
        st = fa_fail(err, FA_ENOTFOUND, "there is no such record");
    for (const row *next = r->first; st == FA_OK && next != NULL; next = next->next)
        st = visit(payload, &next->record, err);
    fai_sql_arena_clear(&r->arena);
    return st;
}

static fa_status get(void *self, fa_id owner, fa_id id, fa_record_visit_fn visit, void *payload,
                     fa_error *err)
{
    reading r = {.statement = GET, .owner = owner, .key = id.s};

    return visit_rows(self, &r, visit, payload, err);
}

static fa_status find(void *self, fa_id owner, const char *key, fa_record_visit_fn visit, void *payload,
                      fa_error *err)
{
    reading r = {.statement = FIND, .owner = owner, .key = key};

    return visit_rows(self, &r, visit, payload, err);
}

static fa_status list(void *self, fa_id owner, const fa_record_query *query, fa_record_visit_fn visit,
                      void *payload, fa_error *err)
{
    reading r = {
        .statement = query->document.s[0] == '\0' ? LIST : LIST_OF_DOCUMENT, .owner = owner, .query = query};

    return visit_rows(self, &r, visit, payload, err);
}

/* ---- changing ---- */

typedef struct adding {
    const fa_record *record;
    int64_t number;
} adding;

static fa_status add_row(fai_sql_connection *c, const fa_record *record, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, ADD);
    fa_status st;

    fai_sql_text(&q, record->owner.s);
    fai_sql_text(&q, record->id.s);
    fai_sql_int(&q, record->kind);
    fai_sql_text(&q, record->key);
    fai_sql_text(&q, record->title);
    fai_sql_text(&q, record->engine);
    fai_sql_int(&q, record->outcome);
    fai_sql_int(&q, record->all);
    fai_sql_int(&q, record->created);
    fai_sql_blob(&q, record->json, record->json_len);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    return st == FA_ECONFLICT ? fa_fail_field(err, st, "key", "there is a record of that key") : st;
}

static fa_status add_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    adding *a = payload;
    fa_status st = add_row(c, a->record, err);
    fai_sql_query q;

    if (st != FA_OK)
        return st;
    a->number = sqlite3_last_insert_rowid(c->db);
    q = fai_sql_begin(c, ADD_SOURCE);
    for (uint32_t i = 0; i < a->record->source_count; i++) {
        fai_sql_text(&q, a->record->owner.s);
        fai_sql_text(&q, a->record->sources[i].document.s);
        fai_sql_int(&q, a->number);
        fai_sql_text(&q, a->record->sources[i].sha256);
        fai_sql_run(&q);
    }
    return fai_sql_end(&q, err);
}

static fa_status add(void *self, const fa_record *record, int64_t *legacy_id, fa_error *err)
{
    adding a = {record, 0};
    fa_status st = fai_sql_write(self, add_work, &a, err);

    if (st == FA_OK)
        *legacy_id = a.number;
    return st;
}

typedef struct removing {
    int statement;
    const char *owner; /* NULL: the statement has no such parameter */
    const char *key;
} removing;

static fa_status remove_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const removing *r = payload;
    fai_sql_query q = fai_sql_begin(c, r->statement);

    if (r->owner != NULL)
        fai_sql_text(&q, r->owner);
    if (r->key != NULL)
        fai_sql_text(&q, r->key);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

static fa_status remove_one(void *self, fa_id owner, fa_id id, fa_error *err)
{
    removing r = {REMOVE, owner.s, id.s};

    return fai_sql_write(self, remove_work, &r, err);
}

static fa_status remove_document(void *self, const fa_id *owner, fa_id document, fa_error *err)
{
    removing r = {owner == NULL ? REMOVE_DOCUMENT : REMOVE_DOCUMENT_OF, owner == NULL ? NULL : owner->s,
                  document.s};

    return fai_sql_write(self, remove_work, &r, err);
}

static fa_status remove_owner(void *self, fa_id owner, fa_error *err)
{
    removing r = {REMOVE_OWNER, owner.s, NULL};

    return fai_sql_write(self, remove_work, &r, err);
}

/* ---- what records rest on ---- */

typedef struct pair {
    fa_id owner;
    fa_id document;
    struct pair *next;
} pair;

typedef struct pairing {
    fa_id owner;
    fa_id document;
    uint32_t limit;
    fai_sql_arena arena;
    pair *first;
} pairing;

static fa_status read_pairs(fai_sql_connection *c, void *payload, fa_error *err)
{
    pairing *p = payload;
    fai_sql_query q = fai_sql_begin(c, PAIRS);
    pair **end = &p->first;
    fa_status st;

    fai_sql_text(&q, p->owner.s);
    fai_sql_text(&q, p->document.s);
    fai_sql_int(&q, p->limit);
    while (!p->arena.failed && fai_sql_step(&q)) {
        pair *next = fai_sql_array(&p->arena, 1, sizeof *next);

        if (next == NULL)
            break;
        fai_sql_get_id(&q, &next->owner);
        fai_sql_get_id(&q, &next->document);
        *end = next;
        end = &next->next;
    }
    st = fai_sql_end(&q, err);
    return st == FA_OK ? fai_sql_arena_check(&p->arena, err) : st;
}

static fa_status sources(void *self, fa_id owner, fa_id document, uint32_t limit,
                         fa_record_source_visit_fn visit, void *payload, fa_error *err)
{
    pairing p = {.owner = owner, .document = document, .limit = limit};
    fa_status st = fai_sql_read(self, read_pairs, &p, err);

    for (const pair *next = p.first; st == FA_OK && next != NULL; next = next->next)
        st = visit(payload, next->owner, next->document, err);
    fai_sql_arena_clear(&p.arena);
    return st;
}

static void close_repo(void *self)
{
    fai_sql_store_close(self);
}

fa_status fai_sql_record_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_record_repo_ops ops = {sizeof ops,   "sqlite", add,        get,
                                           find,         list,     remove_one, remove_document,
                                           remove_owner, sources,  close_repo};
    fai_sql_store *s = NULL;
    fa_status st = fai_sql_store_open(url, &fai_sql_record_schema, statements, STATEMENTS, &s, err);

    (void)context;
    if (st == FA_OK)
        *(fa_record_repo *)out = (fa_record_repo){&ops, s};
    return st;
}
