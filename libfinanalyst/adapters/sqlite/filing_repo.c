/* adapters/sqlite/filing_repo.c: filings, whole. A filing is built in memory first: no visit runs within a
 * transaction. */
#include "sqlite.h"

#include <string.h>

#include "filing.h"
#include "store.h"

#define PERIOD "period_type, period_start, period_end, fiscal_year, fiscal"
#define PLACE "page, place, element"
#define FACT                                                                                                 \
    "number, concept, label, path, head, statement, table_number, row_number, column_number, " PERIOD        \
    ", unit, scale, decimals, value, text, dimension_count, " PLACE ", source, known, flags"
#define IDENTITY                                                                                             \
    "period_end, filed, fiscal_year, fiscal, fiscal_year_end_month, fiscal_year_end_day, industry"
#define TABLE                                                                                                \
    "title, section, statement, is_primary, parent_only, first_page, last_page, unit, scale, " PLACE         \
    ", column_count, row_count"

const char *const fai_sql_filing_statements[FAI_SQL_FILING_STATEMENTS] = {
    [FAI_SQL_DROP_FILING] = "DELETE FROM filing WHERE owner = ? AND document = ?",
    [FAI_SQL_DROP_FILINGS] = "DELETE FROM filing WHERE owner = ?",
    [FAI_SQL_PUT_FILING] =
        "INSERT INTO filing (owner, document, " IDENTITY ", text_count, fact_count, table_count, "
        "tie_out_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
    [FAI_SQL_SET_TEXT_COUNT] = "UPDATE filing SET text_count = ? WHERE number = ?",
    [FAI_SQL_PUT_TEXT] = "INSERT INTO filing_text (filing, number, value) VALUES (?, ?, ?)",
    [FAI_SQL_PUT_ITEM] =
        "INSERT INTO identity_item (filing, number, text, " PLACE ") VALUES (?, ?, ?, ?, ?, ?)",
    [FAI_SQL_PUT_FACT] =
        "INSERT INTO fact (filing, " FACT ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [FAI_SQL_PUT_DIMENSION] = "INSERT INTO fact_dimension (filing, fact, number, axis, member, label) "
                              "VALUES (?, ?, ?, ?, ?, ?)",
    [FAI_SQL_PUT_TABLE] = "INSERT INTO fact_table (filing, number, " TABLE ") "
                          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [FAI_SQL_PUT_COLUMN] = "INSERT INTO table_column (filing, table_number, number, head, " PERIOD ") "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [FAI_SQL_PUT_ROW] = "INSERT INTO table_row (filing, table_number, number, label, path, level, " PLACE ") "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [FAI_SQL_PUT_TIE_OUT] = "INSERT INTO tie_out (filing, number, name, state, residual, tolerance, facts) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?)",
    [FAI_SQL_GET_FILING] = "SELECT number, " IDENTITY ", text_count, fact_count, table_count, tie_out_count "
                           "FROM filing WHERE owner = ? AND document = ?",
    [FAI_SQL_GET_TEXTS] = "SELECT number, value FROM filing_text WHERE filing = ? ORDER BY number",
    [FAI_SQL_GET_ITEMS] = "SELECT text, " PLACE " FROM identity_item WHERE filing = ? ORDER BY number",
    [FAI_SQL_GET_FACTS] = "SELECT " FACT " FROM fact WHERE filing = ? ORDER BY number",
    [FAI_SQL_GET_DIMENSIONS] =
        "SELECT fact, number, axis, member, label FROM fact_dimension WHERE filing = ? "
        "ORDER BY fact, number",
    [FAI_SQL_GET_TABLES] = "SELECT " TABLE " FROM fact_table WHERE filing = ? ORDER BY number",
    [FAI_SQL_GET_COLUMNS] = "SELECT table_number, head, " PERIOD " FROM table_column WHERE filing = ? "
                            "ORDER BY table_number, number",
    [FAI_SQL_GET_ROWS] = "SELECT table_number, label, path, level, " PLACE " FROM table_row WHERE filing = ? "
                         "ORDER BY table_number, number",
    [FAI_SQL_GET_TIE_OUTS] = "SELECT name, state, residual, tolerance, facts FROM tie_out WHERE filing = ? "
                             "ORDER BY number"};

void fai_sql_identity_items(fa_identity *identity, fa_identity_item *items[FAI_SQL_ITEMS])
{
    fa_identity_item *all[FAI_SQL_ITEMS] = {&identity->company, &identity->ticker, &identity->cik,
                                            &identity->form,    &identity->period, &identity->currency};

    memcpy(items, all, sizeof all);
}

/* The same 32 bits, read as another type. */
static uint32_t bits_of(float value)
{
    uint32_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static float float_of(uint32_t bits)
{
    float value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

void fai_sql_pack_place(const fa_place *p, unsigned char out[FAI_SQL_PLACE_BYTES])
{
    const uint32_t words[] = {bits_of(p->box.x0), bits_of(p->box.y0), bits_of(p->box.x1), bits_of(p->box.y1),
                              p->text_start,      p->text_end,        p->source_start,    p->source_end};

    for (size_t i = 0; i < FAI_SQL_PLACE_BYTES; i++)
        out[i] = (unsigned char)(words[i / 4] >> 8 * (i % 4));
}

void fai_sql_unpack_place(const unsigned char *bytes, fa_place *p)
{
    uint32_t words[FAI_SQL_PLACE_BYTES / 4] = {0};

    for (size_t i = 0; i < FAI_SQL_PLACE_BYTES; i++)
        words[i / 4] |= (uint32_t)bytes[i] << 8 * (i % 4);
    p->box = (fa_box){float_of(words[0]), float_of(words[1]), float_of(words[2]), float_of(words[3])};
    p->text_start = words[4];
    p->text_end = words[5];
    p->source_start = words[6];
    p->source_end = words[7];
}

typedef struct work {
    fa_id owner;
    fa_id document;
    const fa_filing *in;
    fa_filing out;
    fai_sql_arena arena;
} work;

static fa_status drop(fai_sql_connection *c, void *payload, fa_error *err)
{
    const work *w = payload;
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_DROP_FILING);

    fai_sql_text(&q, w->owner.s);
    fai_sql_text(&q, w->document.s);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

static fa_status drop_all(fai_sql_connection *c, void *payload, fa_error *err)
{
    const work *w = payload;
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_DROP_FILINGS);

    fai_sql_text(&q, w->owner.s);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

static fa_status put_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const work *w = payload;
    fa_status st = drop(c, payload, err);

    return st == FA_OK ? fai_sql_filing_put(c, w->owner, w->document, w->in, err) : st;
}

static fa_status get_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    work *w = payload;

    return fai_sql_filing_get(c, w->owner, w->document, &w->arena, &w->out, err);
}

static fa_status put(void *self, fa_id owner, fa_id document, const fa_filing *filing, fa_error *err)
{
    work w = {.owner = owner, .document = document, .in = filing};

    return fai_sql_write(self, put_work, &w, err);
}

static fa_status get(void *self, fa_id owner, fa_id document, fa_filing_visit_fn visit, void *payload,
                     fa_error *err)
{
    work w = {.owner = owner, .document = document};
    fa_status st = fai_sql_read(self, get_work, &w, err);

    if (st == FA_OK)
        st = visit(payload, &w.out, err);
    fai_sql_arena_clear(&w.arena);
    return st;
}

static fa_status remove_one(void *self, fa_id owner, fa_id document, fa_error *err)
{
    work w = {.owner = owner, .document = document};

    return fai_sql_write(self, drop, &w, err);
}

static fa_status remove_owner(void *self, fa_id owner, fa_error *err)
{
    work w = {.owner = owner};

    return fai_sql_write(self, drop_all, &w, err);
}

static void close_repo(void *self)
{
    fai_sql_store_close(self);
}

fa_status fai_sql_filing_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_filing_repo_ops ops = {sizeof ops, "sqlite",     put,       get,
                                           remove_one, remove_owner, close_repo};
    fai_sql_store *s = NULL;
    fa_status st = fai_sql_store_open(url, &fai_sql_analysis_schema, fai_sql_filing_statements,
                                      FAI_SQL_FILING_STATEMENTS, &s, err);

    (void)context;
    if (st == FA_OK)
        *(fa_filing_repo *)out = (fa_filing_repo){&ops, s};
    return st;
}
