/* adapters/sqlite/filing_get.c: from rows to a filing. Rows come from a file: nothing in them is trusted to fit. */
#include "filing.h"

#include <stdlib.h>
#include <string.h>

/* A filing being read. st: the first failure; after it nothing more is read. */
typedef struct getting {
    fai_sql_connection *c;
    fai_sql_arena *arena;
    int64_t filing;
    const char **texts;
    uint32_t text_count;
    fa_filing *out;
    fa_fact *facts;
    fa_fact_table *tables;
    fa_check *checks;
    fa_status st;
    fa_error *err;
} getting;

static void corrupt(getting *g)
{
    if (g->st == FA_OK)
        g->st = fa_fail(g->err, FA_ECORRUPT, "the stored filing does not hold together");
}

static fai_sql_query begin(getting *g, int statement)
{
    fai_sql_query q = fai_sql_begin(g->c, statement);

    fai_sql_int(&q, g->filing);
    return q;
}

static void end(getting *g, fai_sql_query *q)
{
    fa_status st = fai_sql_end(q, g->st == FA_OK ? g->err : NULL);

    if (g->st == FA_OK)
        g->st = st;
}

static void *array(getting *g, size_t count, size_t size)
{
    void *p = g->st != FA_OK ? NULL : fai_sql_array(g->arena, count, size);

    if (p == NULL && g->st == FA_OK)
        g->st = fai_sql_arena_check(g->arena, g->err);
    return p;
}

/* A count of rows that the database claims to have: no more than what could be in memory. */
static uint32_t get_count(getting *g, fai_sql_query *q)
{
    int64_t count = fai_sql_get_int(q);

    if (count < 0 || count > 1 << 24) {
        corrupt(g);
        return 0;
    }
    return (uint32_t)count;
}

static bool step(getting *g, fai_sql_query *q)
{
    return g->st == FA_OK && fai_sql_step(q);
}

/* The next column as an index below count. */
static uint32_t get_index(getting *g, fai_sql_query *q, uint32_t count)
{
    int64_t i = fai_sql_get_int(q);

    if (i < 0 || i >= count) {
        corrupt(g);
        return UINT32_MAX;
    }
    return (uint32_t)i;
}

static const char *get_text(getting *g, fai_sql_query *q)
{
    uint32_t i = get_index(g, q, g->text_count);

    return i == UINT32_MAX ? "" : g->texts[i];
}

static void get_place(getting *g, fai_sql_query *q, fa_place *place)
{
    const unsigned char *bytes;
    size_t len;

    place->page = (int32_t)fai_sql_get_int(q);
    bytes = fai_sql_get_blob(q, &len);
    if (bytes != NULL && len == FAI_SQL_PLACE_BYTES)
        fai_sql_unpack_place(bytes, place);
    else if (len != 0)
        corrupt(g);
    place->element = get_text(g, q);
}

static void get_period(fai_sql_query *q, fa_period *period)
{
    period->type = (fa_period_type)fai_sql_get_int(q);
    period->start = fai_sql_get_date(q);
    period->end = fai_sql_get_date(q);
    period->fiscal_year = (int32_t)fai_sql_get_int(q);
    period->fiscal = (fa_fiscal)fai_sql_get_int(q);
}

static fa_decimal get_decimal(getting *g, fai_sql_query *q)
{
    const char *text = fai_sql_get_text(q);
    fa_decimal value = {0, 0, 0, 0};

    if (fa_decimal_parse(text, strlen(text), &value, NULL) != FA_OK)
        corrupt(g);
    return value;
}

static void get_texts(getting *g)
{
    fai_sql_query q = begin(g, FAI_SQL_GET_TEXTS);
    const char **texts = array(g, g->text_count, sizeof *texts);
    uint32_t next = 1;

    if (texts != NULL && g->text_count > 0)
        texts[0] = "";
    for (; texts != NULL && step(g, &q); next++) {
        if (fai_sql_get_int(&q) != next || next >= g->text_count) {
            corrupt(g);
            break;
        }
        texts[next] = fai_sql_copy(g->arena, fai_sql_get_text(&q));
    }
    end(g, &q);
    if (g->st == FA_OK && next != g->text_count)
        corrupt(g);
    g->texts = texts;
}

/* Reads the row of the filing; the number of its industry's text is left in *industry. */
static void get_filing(getting *g, fa_id owner, fa_id document, int64_t *industry)
{
    fai_sql_query q = fai_sql_begin(g->c, FAI_SQL_GET_FILING);
    fa_identity *identity = &g->out->identity;
    bool found;

    fai_sql_text(&q, owner.s);
    fai_sql_text(&q, document.s);
    found = fai_sql_step(&q);
    if (found) {
        g->filing = fai_sql_get_int(&q);
        identity->period_end = fai_sql_get_date(&q);
        identity->filed = fai_sql_get_date(&q);
        identity->fiscal_year = (int32_t)fai_sql_get_int(&q);
        identity->fiscal = (fa_fiscal)fai_sql_get_int(&q);
        identity->fiscal_year_end_month = (int32_t)fai_sql_get_int(&q);
        identity->fiscal_year_end_day = (int32_t)fai_sql_get_int(&q);
        *industry = fai_sql_get_int(&q);
        g->text_count = get_count(g, &q);
        g->out->fact_count = get_count(g, &q);
        g->out->table_count = get_count(g, &q);
        g->out->check_count = get_count(g, &q);
    }
    end(g, &q);
    if (!found && g->st == FA_OK)
        g->st = fa_fail(g->err, FA_ENOTFOUND, "there is no filing of that document");
    else if (g->st == FA_OK && (*industry < 0 || *industry >= g->text_count))
        corrupt(g);
}

static void get_items(getting *g)
{
    fai_sql_query q = begin(g, FAI_SQL_GET_ITEMS);
    fa_identity_item *items[FAI_SQL_ITEMS];
    uint32_t next = 0;

    fai_sql_identity_items(&g->out->identity, items);
    for (; next < FAI_SQL_ITEMS && step(g, &q); next++) {
        items[next]->text = get_text(g, &q);
        get_place(g, &q, &items[next]->place);
    }
    end(g, &q);
    if (next != FAI_SQL_ITEMS)
        corrupt(g);
}

static void get_fact(getting *g, fai_sql_query *q, fa_fact *f)
{
    f->concept = get_text(g, q);
    f->label = get_text(g, q);
    f->path = get_text(g, q);
    f->column = get_text(g, q);
    f->statement = (fa_statement_kind)fai_sql_get_int(q);
    f->table = (int32_t)fai_sql_get_int(q);
    f->row = (int32_t)fai_sql_get_int(q);
    f->col = (int32_t)fai_sql_get_int(q);
    get_period(q, &f->period);
    f->unit = get_text(g, q);
    f->scale = (int32_t)fai_sql_get_int(q);
    f->decimals = (int32_t)fai_sql_get_int(q);
    f->value = get_decimal(g, q);
    f->text = get_text(g, q);
    f->dim_count = get_count(g, q);
    get_place(g, q, &f->place);
    f->source = (fa_source)fai_sql_get_int(q);
    f->known = fai_sql_get_date(q);
    f->flags = (uint32_t)fai_sql_get_int(q);
}

/* A fact may name no table, or a table with that row and column. */
static bool fact_fits(const getting *g, const fa_fact *f)
{
    const fa_fact_table *t;

    if (f->table < 0)
        return true;
    if ((uint32_t)f->table >= g->out->table_count)
        return false;
    t = &g->tables[f->table];
    return (f->row < 0 || (uint32_t)f->row < t->row_count) &&
           (f->col < 0 || (uint32_t)f->col < t->column_count);
}

static void get_facts(getting *g)
{
    fai_sql_query q = begin(g, FAI_SQL_GET_FACTS);
    uint32_t next = 0;

    g->facts = array(g, g->out->fact_count, sizeof *g->facts);
    for (; g->facts != NULL && next < g->out->fact_count && step(g, &q); next++) {
        fa_fact *f = &g->facts[next];

        f->index = get_index(g, &q, g->out->fact_count);
        get_fact(g, &q, f);
        if (f->index != next || !fact_fits(g, f))
            corrupt(g);
        f->dims = f->dim_count == 0 ? NULL : array(g, f->dim_count, sizeof *f->dims);
    }
    end(g, &q);
    if (next != g->out->fact_count)
        corrupt(g);
    g->out->facts = g->facts;
}

static void get_dimensions(getting *g)
{
    fai_sql_query q = begin(g, FAI_SQL_GET_DIMENSIONS);
    fa_dimension *dims = NULL;
    uint32_t done = 0;

    while (step(g, &q)) {
        uint32_t fact = get_index(g, &q, g->out->fact_count);
        uint32_t i = fact == UINT32_MAX ? 0 : get_index(g, &q, g->facts[fact].dim_count);

        if (g->st != FA_OK)
            break;
        dims = (fa_dimension *)(uintptr_t)g->facts[fact].dims;
        dims[i].axis = get_text(g, &q);
        dims[i].member = get_text(g, &q);
        dims[i].label = get_text(g, &q);
        done++;
    }
    end(g, &q);
    for (uint32_t i = 0; g->st == FA_OK && i < g->out->fact_count; i++)
        done -= g->facts[i].dim_count;
    if (done != 0)
        corrupt(g);
}

static void get_tables(getting *g)
{
    fai_sql_query q = begin(g, FAI_SQL_GET_TABLES);
    uint32_t next = 0;

    g->tables = array(g, g->out->table_count, sizeof *g->tables);
    for (; g->tables != NULL && next < g->out->table_count && step(g, &q); next++) {
        fa_fact_table *t = &g->tables[next];

        t->title = get_text(g, &q);
        t->section = get_text(g, &q);
        t->statement = (fa_statement_kind)fai_sql_get_int(&q);
        t->primary = fai_sql_get_int(&q) != 0;
        t->parent_only = fai_sql_get_int(&q) != 0;
        t->page = (int32_t)fai_sql_get_int(&q);
        t->last_page = (int32_t)fai_sql_get_int(&q);
        t->unit = get_text(g, &q);
        t->scale = (int32_t)fai_sql_get_int(&q);
        get_place(g, &q, &t->scale_place);
        t->column_count = get_count(g, &q);
        t->row_count = get_count(g, &q);
        t->columns = t->column_count == 0 ? NULL : array(g, t->column_count, sizeof *t->columns);
        t->rows = t->row_count == 0 ? NULL : array(g, t->row_count, sizeof *t->rows);
    }
    end(g, &q);
    if (next != g->out->table_count)
        corrupt(g);
    g->out->tables = g->tables;
}

static void get_columns(getting *g)
{
    fai_sql_query q = begin(g, FAI_SQL_GET_COLUMNS);

    for (uint32_t i = 0; i < g->out->table_count; i++) {
        fa_table_column *columns = g->st == FA_OK ? (fa_table_column *)(uintptr_t)g->tables[i].columns : NULL;

        for (uint32_t k = 0; columns != NULL && k < g->tables[i].column_count; k++) {
            if (!step(g, &q) || fai_sql_get_int(&q) != i) {
                corrupt(g);
                break;
            }
            columns[k].head = get_text(g, &q);
            get_period(&q, &columns[k].period);
        }
    }
    end(g, &q);
}

static void get_rows(getting *g)
{
    fai_sql_query q = begin(g, FAI_SQL_GET_ROWS);

    for (uint32_t i = 0; i < g->out->table_count; i++) {
        fa_table_row *rows = g->st == FA_OK ? (fa_table_row *)(uintptr_t)g->tables[i].rows : NULL;

        for (uint32_t k = 0; rows != NULL && k < g->tables[i].row_count; k++) {
            if (!step(g, &q) || fai_sql_get_int(&q) != i) {
                corrupt(g);
                break;
            }
            rows[k].label = get_text(g, &q);
            rows[k].path = get_text(g, &q);
            rows[k].level = (int32_t)fai_sql_get_int(&q);
            get_place(g, &q, &rows[k].place);
        }
    }
    end(g, &q);
}

/* Reads the JSON array of a check's terms. */
static void get_terms(getting *g, const char *text, fa_check *check)
{
    const uint32_t max = sizeof check->facts / sizeof check->facts[0];

    if (*text++ != '[')
        corrupt(g);
    while (g->st == FA_OK && *text != ']') {
        char *rest;
        unsigned long fact = strtoul(text, &rest, 10);

        if (rest == text || fact >= g->out->fact_count || check->fact_count == max) {
            corrupt(g);
            return;
        }
        check->facts[check->fact_count++] = (uint32_t)fact;
        text = *rest == ',' ? rest + 1 : rest;
    }
}

static void get_tie_outs(getting *g)
{
    fai_sql_query q = begin(g, FAI_SQL_GET_TIE_OUTS);
    uint32_t next = 0;

    g->checks = array(g, g->out->check_count, sizeof *g->checks);
    for (; g->checks != NULL && next < g->out->check_count && step(g, &q); next++) {
        fa_check *check = &g->checks[next];

        check->name = get_text(g, &q);
        check->state = (fa_check_state)fai_sql_get_int(&q);
        check->residual = get_decimal(g, &q);
        check->tolerance = get_decimal(g, &q);
        get_terms(g, fai_sql_get_text(&q), check);
    }
    end(g, &q);
    if (next != g->out->check_count)
        corrupt(g);
    g->out->checks = g->checks;
}

fa_status fai_sql_filing_get(fai_sql_connection *c, fa_id owner, fa_id document, fai_sql_arena *arena,
                             fa_filing *out, fa_error *err)
{
    getting g = {.c = c, .arena = arena, .out = out, .err = err};
    void (*const steps[])(getting *) = {get_texts, get_items, get_tables,     get_columns,
                                        get_rows,  get_facts, get_dimensions, get_tie_outs};
    int64_t industry = 0;

    memset(out, 0, sizeof *out);
    get_filing(&g, owner, document, &industry);
    for (size_t i = 0; g.st == FA_OK && i < sizeof steps / sizeof steps[0]; i++)
        steps[i](&g);
    if (g.st == FA_OK)
        g.st = fai_sql_arena_check(arena, err);
    if (g.st == FA_OK)
        out->identity.industry = g.texts[industry];
    return g.st;
}
