/* contract/filing_repo_contract.c: what every filing repository must do. */
#include "filing_repo_contract.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "unit.h"

static open_filing_repo_fn open_empty;
static open_filing_repo_fn open_again;

enum { THREADS = 8, ROUNDS = 10, FACTS = 40, TABLES = 3, COLUMNS = 4, ROWS = 9, CHECKS = 3, TEXTS = 500 };

static const fa_id mine = {"usr_00000000000000000000000001"};
static const fa_id theirs = {"usr_00000000000000000000000002"};

static fa_filing_repo open_one(void)
{
    fa_filing_repo repo = {NULL, NULL};
    fa_error err = {0};

    ck_assert_msg(open_empty(&repo, &err) == FA_OK, "%s", err.message);
    return repo;
}

/* What was acknowledged is there after closing and opening, where the adapter can. */
static void come_back(fa_filing_repo *repo)
{
    fa_error err = {0};

    if (open_again != NULL)
        ck_assert_msg(open_again(repo, &err) == FA_OK, "%s", err.message);
}

static fa_id id_of(unsigned n)
{
    fa_id id = {{0}};

    (void)snprintf(id.s, sizeof id.s, "doc_%026u", n);
    return id;
}

/* A filing in which every field has a value that no other field has, as far as there are enough. */
typedef struct sample {
    fa_filing filing;
    fa_fact facts[FACTS];
    fa_dimension dims[FACTS][3];
    fa_fact_table tables[TABLES];
    fa_table_column columns[TABLES][COLUMNS];
    fa_table_row rows[TABLES][ROWS];
    fa_check checks[CHECKS];
    char texts[TEXTS][48];
    unsigned text_count;
    unsigned next; /* the last number that was given out */
} sample;

static unsigned number(sample *s)
{
    return ++s->next;
}

/* A new text, or every seventh time one that was there before, as in real filings. */
static const char *text(sample *s, const char *kind)
{
    unsigned n = number(s);
    char *room;

    if (n % 7 == 0 && s->text_count > 0)
        return s->texts[n % s->text_count];
    if (s->text_count == TEXTS)
        return s->texts[n % TEXTS];
    room = s->texts[s->text_count++];
    (void)snprintf(room, sizeof s->texts[0], "%s – “%u” › Ω", kind, n);
    return room;
}

static fa_place place(sample *s)
{
    float x = (float)number(s) + 0.1f;

    return (fa_place){.page = (int32_t)number(s),
                      .box = {x, x + 1.25f, x + 2.7f, -x / 3},
                      .text_start = number(s),
                      .text_end = UINT32_MAX - number(s),
                      .source_start = number(s),
                      .source_end = number(s),
                      .element = text(s, "element")};
}

static fa_period period(sample *s)
{
    return (fa_period){.type = FA_PERIOD_DURATION,
                       .start = -(fa_date)number(s),
                       .end = (fa_date)number(s),
                       .fiscal_year = (int32_t)number(s),
                       .fiscal = FA_FISCAL_M9};
}

/* Long coefficients, both signs, every scale; trailing zeros that have to stay. */
static fa_decimal decimal(sample *s)
{
    unsigned n = number(s);
    fa_decimal d = {
        .lo = UINT64_C(0x123456789abcdef0) * n, .hi = (int64_t)n * 77, .scale = (int32_t)(n % 19)};

    if (n % 3 == 0)
        d = fa_decimal_make(1000 * (int64_t)n, 2);
    return n % 2 == 0 ? d : fa_decimal_negate(d);
}

static fa_identity_item item(sample *s)
{
    return (fa_identity_item){text(s, "item"), place(s)};
}

static void fill_identity(sample *s)
{
    s->filing.identity = (fa_identity){.company = item(s),
                                       .ticker = item(s),
                                       .cik = item(s),
                                       .form = item(s),
                                       .period = item(s),
                                       .currency = item(s),
                                       .period_end = fa_date_make(2023, 9, 30),
                                       .filed = fa_date_make(2023, 11, 2),
                                       .fiscal_year = 2023,
                                       .fiscal = FA_FISCAL_Q3,
                                       .fiscal_year_end_month = 9,
                                       .fiscal_year_end_day = 30,
                                       .industry = "bank"};
}

static void fill_tables(sample *s)
{
    for (unsigned i = 0; i < TABLES; i++) {
        for (unsigned k = 0; k < COLUMNS; k++)
            s->columns[i][k] = (fa_table_column){text(s, "head"), period(s)};
        for (unsigned k = 0; k < ROWS; k++)
            s->rows[i][k] = (fa_table_row){text(s, "row"), text(s, "path"), (int32_t)number(s), place(s)};
        s->tables[i] = (fa_fact_table){.title = text(s, "title"),
                                       .section = text(s, "section"),
                                       .statement = FA_STATEMENT_EQUITY,
                                       .primary = i % 2 == 0,
                                       .parent_only = i % 2 == 1,
                                       .page = (int32_t)number(s),
                                       .last_page = (int32_t)number(s),
                                       .unit = text(s, "unit"),
                                       .scale = -(int32_t)number(s),
                                       .scale_place = place(s),
                                       .columns = s->columns[i],
                                       .column_count = COLUMNS - i,
                                       .rows = s->rows[i],
                                       .row_count = ROWS - i};
    }
    s->filing.tables = s->tables;
    s->filing.table_count = TABLES;
}

static void fill_fact(sample *s, uint32_t i)
{
    for (unsigned k = 0; k < 3; k++)
        s->dims[i][k] = (fa_dimension){text(s, "axis"), text(s, "member"), text(s, "label")};
    s->facts[i] = (fa_fact){.index = i,
                            .concept = text(s, "concept"),
                            .label = text(s, "label"),
                            .path = text(s, "path"),
                            .column = text(s, "column"),
                            .statement = FA_STATEMENT_CASHFLOW,
                            .table = (int32_t)(i % TABLES),
                            .row = (int32_t)(i % (ROWS - TABLES)),
                            .col = (int32_t)(i % (COLUMNS - TABLES)),
                            .period = period(s),
                            .unit = text(s, "unit"),
                            .scale = -(int32_t)number(s),
                            .decimals = -(int32_t)number(s),
                            .value = decimal(s),
                            .text = text(s, "printed"),
                            .dims = i % 4 == 0 ? NULL : s->dims[i],
                            .dim_count = i % 4,
                            .place = place(s),
                            .source = FA_SOURCE_TEXT,
                            .known = (fa_date)number(s),
                            .flags = 0x80000000u | number(s)};
}

static void fill_checks(sample *s)
{
    for (unsigned i = 0; i < CHECKS; i++) {
        s->checks[i] = (fa_check){.name = text(s, "check"),
                                  .state = i % 2 == 0 ? FA_CHECK_FAILS : FA_CHECK_HOLDS,
                                  .residual = decimal(s),
                                  .tolerance = decimal(s),
                                  .fact_count = i * 6};
        for (unsigned k = 0; k < i * 6; k++)
            s->checks[i].facts[k] = (number(s) * 11) % FACTS;
    }
    s->filing.checks = s->checks;
    s->filing.check_count = CHECKS;
}

/* The seed makes fillings differ. */
static const fa_filing *fill(sample *s, unsigned seed)
{
    memset(s, 0, sizeof *s);
    s->next = seed * 10;
    fill_identity(s);
    fill_tables(s);
    for (uint32_t i = 0; i < FACTS; i++)
        fill_fact(s, i);
    s->filing.facts = s->facts;
    s->filing.fact_count = FACTS;
    fill_checks(s);
    /* what is unknown has to stay so */
    s->facts[1].period = (fa_period){FA_PERIOD_UNKNOWN, FA_DATE_NONE, FA_DATE_NONE, 0, FA_FISCAL_NONE};
    s->facts[1].table = s->facts[1].row = s->facts[1].col = -1;
    s->facts[1].known = FA_DATE_NONE;
    s->facts[1].concept = s->facts[1].path = s->facts[1].unit = "";
    s->facts[1].place = (fa_place){.element = ""};
    s->facts[1].decimals = INT32_MAX;
    return &s->filing;
}

/* ---- comparing ---- */

static void same_decimal(fa_decimal a, fa_decimal b)
{
    ck_assert_uint_eq(a.lo, b.lo);
    ck_assert_int_eq(a.hi, b.hi);
    ck_assert_int_eq(a.scale, b.scale);
    ck_assert_int_eq(a.reserved, b.reserved);
}

static void same_place(const fa_place *a, const fa_place *b)
{
    ck_assert_int_eq(a->page, b->page);
    ck_assert_mem_eq(&a->box, &b->box, sizeof a->box);
    ck_assert_uint_eq(a->text_start, b->text_start);
    ck_assert_uint_eq(a->text_end, b->text_end);
    ck_assert_uint_eq(a->source_start, b->source_start);
    ck_assert_uint_eq(a->source_end, b->source_end);
    ck_assert_str_eq(a->element, b->element);
}

static void same_period(const fa_period *a, const fa_period *b)
{
    ck_assert_int_eq(a->type, b->type);
    ck_assert_int_eq(a->start, b->start);
    ck_assert_int_eq(a->end, b->end);
    ck_assert_int_eq(a->fiscal_year, b->fiscal_year);
    ck_assert_int_eq(a->fiscal, b->fiscal);
}

static void same_item(const fa_identity_item *a, const fa_identity_item *b)
{
    ck_assert_str_eq(a->text, b->text);
    same_place(&a->place, &b->place);
}

static void same_identity(const fa_identity *a, const fa_identity *b)
{
    same_item(&a->company, &b->company);
    same_item(&a->ticker, &b->ticker);
    same_item(&a->cik, &b->cik);
    same_item(&a->form, &b->form);
    same_item(&a->period, &b->period);
    same_item(&a->currency, &b->currency);
    ck_assert_int_eq(a->period_end, b->period_end);
    ck_assert_int_eq(a->filed, b->filed);
    ck_assert_int_eq(a->fiscal_year, b->fiscal_year);
    ck_assert_int_eq(a->fiscal, b->fiscal);
    ck_assert_int_eq(a->fiscal_year_end_month, b->fiscal_year_end_month);
    ck_assert_int_eq(a->fiscal_year_end_day, b->fiscal_year_end_day);
    ck_assert_str_eq(a->industry, b->industry);
}

static void same_fact(const fa_fact *a, const fa_fact *b)
{
    ck_assert_uint_eq(a->index, b->index);
    ck_assert_str_eq(a->concept, b->concept);
    ck_assert_str_eq(a->label, b->label);
    ck_assert_str_eq(a->path, b->path);
    ck_assert_str_eq(a->column, b->column);
    ck_assert_int_eq(a->statement, b->statement);
    ck_assert_int_eq(a->table, b->table);
    ck_assert_int_eq(a->row, b->row);
    ck_assert_int_eq(a->col, b->col);
    same_period(&a->period, &b->period);
    ck_assert_str_eq(a->unit, b->unit);
    ck_assert_int_eq(a->scale, b->scale);
    ck_assert_int_eq(a->decimals, b->decimals);
    same_decimal(a->value, b->value);
    ck_assert_str_eq(a->text, b->text);
    ck_assert_uint_eq(a->dim_count, b->dim_count);
    for (uint32_t i = 0; i < a->dim_count; i++) {
        ck_assert_str_eq(a->dims[i].axis, b->dims[i].axis);
        ck_assert_str_eq(a->dims[i].member, b->dims[i].member);
        ck_assert_str_eq(a->dims[i].label, b->dims[i].label);
    }
    same_place(&a->place, &b->place);
    ck_assert_int_eq(a->source, b->source);
    ck_assert_int_eq(a->known, b->known);
    ck_assert_uint_eq(a->flags, b->flags);
}

static void same_table(const fa_fact_table *a, const fa_fact_table *b)
{
    ck_assert_str_eq(a->title, b->title);
    ck_assert_str_eq(a->section, b->section);
    ck_assert_int_eq(a->statement, b->statement);
    ck_assert_int_eq(a->primary, b->primary);
    ck_assert_int_eq(a->parent_only, b->parent_only);
    ck_assert_int_eq(a->page, b->page);
    ck_assert_int_eq(a->last_page, b->last_page);
    ck_assert_str_eq(a->unit, b->unit);
    ck_assert_int_eq(a->scale, b->scale);
    same_place(&a->scale_place, &b->scale_place);
    ck_assert_uint_eq(a->column_count, b->column_count);
    for (uint32_t i = 0; i < a->column_count; i++) {
        ck_assert_str_eq(a->columns[i].head, b->columns[i].head);
        same_period(&a->columns[i].period, &b->columns[i].period);
    }
    ck_assert_uint_eq(a->row_count, b->row_count);
    for (uint32_t i = 0; i < a->row_count; i++) {
        ck_assert_str_eq(a->rows[i].label, b->rows[i].label);
        ck_assert_str_eq(a->rows[i].path, b->rows[i].path);
        ck_assert_int_eq(a->rows[i].level, b->rows[i].level);
        same_place(&a->rows[i].place, &b->rows[i].place);
    }
}

static void same_check(const fa_check *a, const fa_check *b)
{
    ck_assert_str_eq(a->name, b->name);
    ck_assert_int_eq(a->state, b->state);
    same_decimal(a->residual, b->residual);
    same_decimal(a->tolerance, b->tolerance);
    ck_assert_uint_eq(a->fact_count, b->fact_count);
    for (uint32_t i = 0; i < a->fact_count; i++)
        ck_assert_uint_eq(a->facts[i], b->facts[i]);
}

static void same_filing(const fa_filing *a, const fa_filing *b)
{
    same_identity(&a->identity, &b->identity);
    ck_assert_uint_eq(a->fact_count, b->fact_count);
    for (uint32_t i = 0; i < a->fact_count; i++)
        same_fact(&a->facts[i], &b->facts[i]);
    ck_assert_uint_eq(a->table_count, b->table_count);
    for (uint32_t i = 0; i < a->table_count; i++)
        same_table(&a->tables[i], &b->tables[i]);
    ck_assert_uint_eq(a->check_count, b->check_count);
    for (uint32_t i = 0; i < a->check_count; i++)
        same_check(&a->checks[i], &b->checks[i]);
}

static fa_status expect(void *payload, const fa_filing *filing, fa_error *err)
{
    (void)err;
    same_filing(filing, payload);
    return FA_OK;
}

static void expect_stored(const fa_filing_repo *repo, unsigned n, const fa_filing *filing)
{
    fa_filing expected = *filing;
    fa_error err = {0};

    ck_assert_msg(fa_filing_repo_get(repo, HOST, id_of(n), expect, &expected, &err) == FA_OK, "%s",
                  err.message);
}

static fa_status count(void *payload, const fa_filing *filing, fa_error *err)
{
    (void)filing;
    (void)err;
    ++*(unsigned *)payload;
    return FA_OK;
}

/* ---- cases ---- */

START_TEST(gives_back_every_field_of_a_filing)
{
    static sample s;
    fa_filing_repo repo = open_one();
    const fa_filing *filing = fill(&s, 1);

    ck_assert_int_eq(fa_filing_repo_put(&repo, HOST, id_of(1), filing, NULL), FA_OK);
    expect_stored(&repo, 1, filing);
    come_back(&repo);
    expect_stored(&repo, 1, filing);
    fa_filing_repo_close(&repo);
}
END_TEST

START_TEST(keeps_an_empty_filing)
{
    static sample s;
    fa_filing_repo repo = open_one();
    fa_filing empty;

    fill(&s, 1);
    empty = s.filing;
    empty.facts = NULL;
    empty.tables = NULL;
    empty.checks = NULL;
    empty.fact_count = empty.table_count = empty.check_count = 0;
    empty.identity = (fa_identity){.period_end = FA_DATE_NONE, .filed = FA_DATE_NONE, .industry = ""};
    empty.identity.company = empty.identity.ticker = empty.identity.cik = empty.identity.form =
        empty.identity.period = empty.identity.currency =
            (fa_identity_item){.text = "", .place = {.element = ""}};
    ck_assert_int_eq(fa_filing_repo_put(&repo, HOST, id_of(1), &empty, NULL), FA_OK);
    come_back(&repo);
    expect_stored(&repo, 1, &empty);
    fa_filing_repo_close(&repo);
}
END_TEST

START_TEST(puts_a_filing_in_place_of_the_earlier_one)
{
    static sample a, b, c;
    fa_filing_repo repo = open_one();

    ck_assert_int_eq(fa_filing_repo_put(&repo, HOST, id_of(1), fill(&a, 1), NULL), FA_OK);
    ck_assert_int_eq(fa_filing_repo_put(&repo, HOST, id_of(2), fill(&b, 2), NULL), FA_OK);
    fill(&c, 3);
    c.filing.fact_count /= 2;
    c.filing.table_count = 0;
    c.filing.check_count = 0;
    for (uint32_t i = 0; i < c.filing.fact_count; i++)
        c.facts[i].table = c.facts[i].row = c.facts[i].col = -1;
    ck_assert_int_eq(fa_filing_repo_put(&repo, HOST, id_of(1), &c.filing, NULL), FA_OK);
    come_back(&repo);
    expect_stored(&repo, 1, &c.filing);
    expect_stored(&repo, 2, &b.filing);
    fa_filing_repo_close(&repo);
}
END_TEST

START_TEST(knows_no_filing_that_was_not_put_or_was_removed)
{
    static sample s;
    fa_filing_repo repo = open_one();
    unsigned visits = 0;
    fa_error err;

    ck_assert_int_eq(fa_filing_repo_get(&repo, HOST, id_of(1), count, &visits, &err), FA_ENOTFOUND);
    ck_assert_int_eq(err.code, FA_ENOTFOUND);
    ck_assert_int_eq(fa_filing_repo_remove(&repo, HOST, id_of(1), NULL), FA_OK);
    ck_assert_int_eq(fa_filing_repo_put(&repo, HOST, id_of(1), fill(&s, 1), NULL), FA_OK);
    ck_assert_int_eq(fa_filing_repo_put(&repo, HOST, id_of(2), &s.filing, NULL), FA_OK);
    ck_assert_int_eq(fa_filing_repo_remove(&repo, HOST, id_of(1), NULL), FA_OK);
    come_back(&repo);
    ck_assert_int_eq(fa_filing_repo_get(&repo, HOST, id_of(1), count, &visits, NULL), FA_ENOTFOUND);
    ck_assert_uint_eq(visits, 0);
    expect_stored(&repo, 2, &s.filing);
    fa_filing_repo_close(&repo);
}
END_TEST

static void expect_of(const fa_filing_repo *repo, fa_id owner, unsigned n, const fa_filing *filing)
{
    fa_filing expected = *filing;

    ck_assert_int_eq(fa_filing_repo_get(repo, owner, id_of(n), expect, &expected, NULL), FA_OK);
}

START_TEST(what_belongs_to_another_is_as_if_it_were_not_there)
{
    static sample a, b;
    fa_filing_repo repo = open_one();
    unsigned visits = 0;

    ck_assert_int_eq(fa_filing_repo_put(&repo, theirs, id_of(1), fill(&a, 1), NULL), FA_OK);
    ck_assert_int_eq(fa_filing_repo_get(&repo, mine, id_of(1), count, &visits, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_filing_repo_get(&repo, HOST, id_of(1), count, &visits, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_filing_repo_remove(&repo, mine, id_of(1), NULL), FA_OK);
    ck_assert_int_eq(fa_filing_repo_put(&repo, mine, id_of(1), fill(&b, 2), NULL), FA_OK);
    come_back(&repo);
    expect_of(&repo, theirs, 1, &a.filing);
    expect_of(&repo, mine, 1, &b.filing);
    ck_assert_uint_eq(visits, 0);
    fa_filing_repo_close(&repo);
}
END_TEST

START_TEST(removes_all_filings_of_an_owner_and_no_other)
{
    static sample s;
    fa_filing_repo repo = open_one();
    unsigned visits = 0;

    (void)fill(&s, 1);
    ck_assert_int_eq(fa_filing_repo_put(&repo, mine, id_of(1), &s.filing, NULL), FA_OK);
    ck_assert_int_eq(fa_filing_repo_put(&repo, theirs, id_of(2), &s.filing, NULL), FA_OK);
    ck_assert_int_eq(fa_filing_repo_put(&repo, mine, id_of(3), &s.filing, NULL), FA_OK);
    ck_assert_int_eq(fa_filing_repo_remove_owner(&repo, mine, NULL), FA_OK);
    ck_assert_int_eq(fa_filing_repo_remove_owner(&repo, mine, NULL), FA_OK);
    come_back(&repo);
    ck_assert_int_eq(fa_filing_repo_get(&repo, mine, id_of(1), count, &visits, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_filing_repo_get(&repo, mine, id_of(3), count, &visits, NULL), FA_ENOTFOUND);
    expect_of(&repo, theirs, 2, &s.filing);
    fa_filing_repo_close(&repo);
}
END_TEST

static fa_status fail_visit(void *payload, const fa_filing *filing, fa_error *err)
{
    (void)payload;
    (void)filing;
    return fa_fail(err, FA_ETIMEOUT, "had enough");
}

START_TEST(hands_on_the_failure_of_the_visitor)
{
    static sample s;
    fa_filing_repo repo = open_one();
    fa_error err;

    ck_assert_int_eq(fa_filing_repo_put(&repo, HOST, id_of(1), fill(&s, 1), NULL), FA_OK);
    ck_assert_int_eq(fa_filing_repo_get(&repo, HOST, id_of(1), fail_visit, NULL, &err), FA_ETIMEOUT);
    ck_assert_str_eq(err.message, "had enough");
    fa_filing_repo_close(&repo);
}
END_TEST

/* Removes the filing that it sees, and still sees all of it. */
static fa_status remove_it(void *payload, const fa_filing *filing, fa_error *err)
{
    static sample s;
    fa_status st = fa_filing_repo_remove(payload, HOST, id_of(1), err);

    fill(&s, 1);
    same_filing(filing, &s.filing);
    return st == FA_OK ? fa_filing_repo_put(payload, HOST, id_of(2), filing, err) : st;
}

START_TEST(lets_visitors_use_the_repository)
{
    static sample s;
    fa_filing_repo repo = open_one();
    unsigned visits = 0;

    ck_assert_int_eq(fa_filing_repo_put(&repo, HOST, id_of(1), fill(&s, 1), NULL), FA_OK);
    ck_assert_int_eq(fa_filing_repo_get(&repo, HOST, id_of(1), remove_it, &repo, NULL), FA_OK);
    ck_assert_int_eq(fa_filing_repo_get(&repo, HOST, id_of(1), count, &visits, NULL), FA_ENOTFOUND);
    expect_stored(&repo, 2, &s.filing);
    fa_filing_repo_close(&repo);
}
END_TEST

START_TEST(refuses_what_is_no_filing)
{
    static sample s;
    fa_filing_repo repo = open_one();

    fill(&s, 1);
    ck_assert_int_eq(fa_filing_repo_put(&repo, HOST, id_of(1), NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_filing_repo_put(&repo, HOST, (fa_id){"nonsense"}, &s.filing, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_filing_repo_get(&repo, HOST, id_of(1), NULL, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_filing_repo_remove(&repo, HOST, (fa_id){{0}}, NULL), FA_EINVALID);
    fa_filing_repo_close(&repo);
}
END_TEST

/* Eight threads put and get the same document: each sees one filing or the other, whole. */
typedef struct worker {
    const fa_filing_repo *repo;
    sample s;
    unsigned n;
    unsigned failed;
} worker;

static fa_status put_numbered(worker *w)
{
    fill(&w->s, w->n);
    w->s.filing.identity.fiscal_year = (int32_t)w->n;
    return fa_filing_repo_put(w->repo, HOST, id_of(1), &w->s.filing, NULL);
}

static fa_status expect_numbered(void *payload, const fa_filing *filing, fa_error *err)
{
    fa_filing copy = *filing;
    sample *s = payload;

    fill(s, (unsigned)filing->identity.fiscal_year);
    copy.identity.fiscal_year = s->filing.identity.fiscal_year;
    same_filing(&copy, &s->filing);
    (void)err;
    return FA_OK;
}

static void *work(void *payload)
{
    worker *w = payload;

    for (unsigned i = 0; i < ROUNDS; i++) {
        w->failed += put_numbered(w) != FA_OK;
        w->failed += fa_filing_repo_get(w->repo, HOST, id_of(1), expect_numbered, &w->s, NULL) != FA_OK;
    }
    return NULL;
}

START_TEST(shows_whole_filings_to_eight_threads)
{
    static worker workers[THREADS];
    fa_filing_repo repo = open_one();
    pthread_t threads[THREADS];

    for (unsigned i = 0; i < THREADS; i++) {
        workers[i].repo = &repo;
        workers[i].n = i + 1;
        ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_uint_eq(workers[i].failed, 0);
    }
    fa_filing_repo_close(&repo);
}
END_TEST

int filing_repo_contract(const char *adapter, open_filing_repo_fn open, open_filing_repo_fn reopen)
{
    TCase *tests = tcase_create(adapter);

    open_empty = open;
    open_again = reopen;
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, gives_back_every_field_of_a_filing);
    tcase_add_test(tests, keeps_an_empty_filing);
    tcase_add_test(tests, puts_a_filing_in_place_of_the_earlier_one);
    tcase_add_test(tests, knows_no_filing_that_was_not_put_or_was_removed);
    tcase_add_test(tests, hands_on_the_failure_of_the_visitor);
    tcase_add_test(tests, what_belongs_to_another_is_as_if_it_were_not_there);
    tcase_add_test(tests, removes_all_filings_of_an_owner_and_no_other);
    tcase_add_test(tests, lets_visitors_use_the_repository);
    tcase_add_test(tests, refuses_what_is_no_filing);
    tcase_add_test(tests, shows_whole_filings_to_eight_threads);
    return unit_run(adapter, tests);
}
