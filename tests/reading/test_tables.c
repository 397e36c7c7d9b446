/* Tables of figures: heads, units, labels, statements, from contents set by hand. */
#include <stdlib.h>
#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/finance.h>

#include "unit.h"

enum { CELLS_MAX = 400, LINES_MAX = 60, TABLES_MAX = 4 };

/* A content under construction. Tables are drawn: one string per row, cells parted by '|', "^2 text" over two columns. In a PDF
 * every cell but the first is set flush right at 200 + 60 * its number; in HTML a cell takes one grid column. */
typedef struct sketch {
    fa_content content;
    fa_page page[2];
    fa_line lines[2][LINES_MAX];
    char text[2][8192];
    fa_table tables[TABLES_MAX];
    fa_cell cells[CELLS_MAX];
    uint32_t cell_count;
    char words[16384];
    size_t word_len;
} sketch;

static const char *keep(sketch *s, const char *text, size_t len)
{
    char *at = s->words + s->word_len;

    memcpy(at, text, len);
    at[len] = '\0';
    s->word_len += len + 1;
    return at;
}

static sketch *start(fa_content_kind kind)
{
    sketch *s = calloc(1, sizeof *s);
    int i;

    ck_assert_ptr_nonnull(s);
    s->content.kind = kind;
    s->content.title = "";
    s->content.pages = s->page;
    s->content.page_count = 1;
    s->content.tables = s->tables;
    for (i = 0; i < 2; i++) {
        s->page[i].number = i + 1;
        s->page[i].text = s->text[i];
        s->page[i].lines = s->lines[i];
    }
    return s;
}

static void add_line(sketch *s, int page, const char *text)
{
    fa_page *p = &s->page[page - 1];
    fa_line *l = &s->lines[page - 1][p->line_count++];
    size_t len = strlen(text);

    l->text_start = p->text_len;
    memcpy(s->text[page - 1] + p->text_len, text, len);
    p->text_len += (uint32_t)len;
    l->text_end = p->text_len;
    s->text[page - 1][p->text_len++] = '\n';
    l->box = (fa_box){40, 12.0F * (float)p->line_count, 500, 12.0F * (float)p->line_count + 10};
}

static void add_cell(sketch *s, const char *text, size_t len, int row, int col, int span, int number,
                     int page)
{
    fa_cell *c = &s->cells[s->cell_count++];
    float x1 = 200.0F + 60.0F * (float)number, indent = 0;

    /* A span is set in the middle of its columns. */
    if (span > 1 && s->content.kind == FA_CONTENT_PDF)
        x1 += 60.0F * (float)(span - 1) - (60.0F * (float)span - 4.0F * (float)len) / 2;

    while (len > 0 && *text == ' ' && number == 0) {
        text++;
        len--;
        indent += 6;
    }
    c->row = row;
    c->col = col;
    c->col_span = span;
    c->row_span = 1;
    c->indent = (uint8_t)(indent / 6);
    c->text = keep(s, text, len);
    c->place.page = page;
    c->place.element = "";
    if (s->content.kind == FA_CONTENT_PDF) {
        float y = 100.0F + 12.0F * (float)row;

        c->place.box = number == 0 ? (fa_box){40 + indent, y, 40 + indent + 4.0F * (float)len, y + 10}
                                   : (fa_box){x1 - 4.0F * (float)len, y, x1, y + 10};
    }
}

static void add_table(sketch *s, int page, const char *const *rows)
{
    fa_table *t = &s->tables[s->content.table_count++];
    int row, cols = 0;

    t->page = page;
    t->line_first = s->page[page - 1].line_count;
    t->cells = &s->cells[s->cell_count];
    for (row = 0; rows[row] != NULL; row++) {
        const char *p = rows[row];
        int col = 0, number = 0;

        for (;;) {
            size_t len = strcspn(p, "|");
            int span = 1;

            if (len > 3 && p[0] == '^') {
                span = p[1] - '0';
                p += 3;
                len -= 3;
            }
            if (len > 0)
                add_cell(s, p, len, row, col, span, number, page);
            t->cell_count += len > 0;
            col += span;
            number += s->content.kind == FA_CONTENT_PDF ? span : 1;
            p += len;
            if (*p == '\0')
                break;
            p++;
        }
        cols = col > cols ? col : cols;
        add_line(s, page, rows[row]);
    }
    t->rows = row;
    t->cols = cols;
    t->line_count = (uint32_t)row;
}

static const fa_filing *read_sketch(sketch *s)
{
    const fa_filing *f = NULL;
    fa_error err;

    ck_assert_msg(fa_filing_read(&s->content, "report.pdf", &f, &err) == FA_OK, "%s", err.message);
    free(s);
    return f;
}

static const fa_fact *fact(const fa_filing *f, const char *label, int col)
{
    uint32_t i;

    for (i = 0; i < f->fact_count; i++)
        if (strcmp(f->facts[i].label, label) == 0 && f->facts[i].col == col)
            return &f->facts[i];
    ck_abort_msg("no fact %s in column %d", label, col);
    return NULL;
}

static void expect(const fa_filing *f, const char *label, int col, const char *value, const char *unit,
                   const char *start, const char *end)
{
    const fa_fact *x = fact(f, label, col);
    char text[FA_DECIMAL_TEXT_MAX], a[11], b[11];

    fa_decimal_format(x->value, text);
    fa_date_format(x->period.start, a);
    fa_date_format(x->period.end, b);
    ck_assert_msg(strcmp(text, value) == 0 && strcmp(x->unit, unit) == 0 && strcmp(a, start) == 0 &&
                      strcmp(b, end) == 0,
                  "%s: %s %s, %s to %s", label, text, x->unit, a, b);
}

START_TEST(binds_spans_over_repeated_years_to_their_columns)
{
    static const char *const rows[] = {"|^2 Three Months Ended|^2 Six Months Ended",
                                       "|^2 June 30,|^2 June 30,",
                                       "|2023|2022|2023|2022",
                                       "Net sales|$ 10|$ 9|$ 21|$ 18",
                                       "Cost of sales|6|5|12|11",
                                       "Gross profit|4|4|9|7",
                                       NULL};
    sketch *s = start(FA_CONTENT_PDF);
    const fa_filing *f;

    add_line(s, 1, "(In millions)");
    add_table(s, 1, rows);
    f = read_sketch(s);
    expect(f, "Net sales", 0, "10000000", "USD", "2023-04-01", "2023-06-30");
    expect(f, "Net sales", 1, "9000000", "USD", "2022-04-01", "2022-06-30");
    expect(f, "Net sales", 2, "21000000", "USD", "2023-01-01", "2023-06-30");
    expect(f, "Net sales", 3, "18000000", "USD", "2022-01-01", "2022-06-30");
    fa_filing_free(f);
}
END_TEST

START_TEST(leaves_columns_of_notes_and_changes_out_of_the_amounts)
{
    static const char *const rows[] = {"|Note|2023|2022|% Change",
                                       "Net sales|2|500|400|25%",
                                       "Cost of sales||300|250|20%",
                                       "Gross profit||200|150|33%",
                                       "Selling expense|3|80|70|14%",
                                       "Operating income||120|80|50%",
                                       "Interest expense|7|20|10|NM",
                                       "Income before income taxes||100|70|43%",
                                       "Income tax expense|9|20|14|43%",
                                       "Net income||80|56|43%",
                                       NULL};
    sketch *s = start(FA_CONTENT_PDF);
    const fa_filing *f;

    add_line(s, 1, "FORM 10-K");
    add_line(s, 1, "For the fiscal year ended December 31, 2023");
    add_line(s, 1, "Consolidated Statements of Income");
    add_line(s, 1, "(In thousands)");
    add_table(s, 1, rows);
    f = read_sketch(s);
    expect(f, "Net sales", 0, "500000", "USD", "2023-01-01", "2023-12-31");
    expect(f, "Net sales", 1, "400000", "USD", "2022-01-01", "2022-12-31");
    ck_assert_str_eq(fact(f, "Net sales", 0)->concept, "us-gaap:Revenues");
    ck_assert((fact(f, "Net sales", 0)->flags & FA_FACT_PRIMARY) != 0);
    ck_assert((fact(f, "Net sales", 2)->flags & FA_FACT_CHANGE) != 0);
    ck_assert_str_eq(fact(f, "Net sales", 2)->concept, "");
    ck_assert((fact(f, "Interest expense", 2)->flags & FA_FACT_NIL) != 0);
    ck_assert((fact(f, "Net income", 0)->flags & FA_FACT_VERIFIED) != 0);
    fa_filing_free(f);
}
END_TEST

/* Sets the figures in brackets and the dashes further to the right, as statements do that align the digits. */
static void hang_signs(sketch *s)
{
    for (uint32_t i = 0; i < s->cell_count; i++) {
        fa_cell *c = &s->cells[i];
        float by = c->text[0] == '(' ? 3.005F : strcmp(c->text, "\xE2\x80\x94") == 0 ? 6.004F : 0;

        c->place.box.x0 += by;
        c->place.box.x1 += by;
    }
}

START_TEST(keeps_brackets_and_dashes_that_hang_over_in_their_columns)
{
    static const char *const rows[] = {"|2023|2022",
                                       "Net sales|500|400",
                                       "Restructuring|\xE2\x80\x94|8",
                                       "Other income, net|(2)|\xE2\x80\x94",
                                       "Interest expense|(31)|(28)",
                                       "Net income|40|30",
                                       NULL};
    sketch *s = start(FA_CONTENT_PDF);
    const fa_filing *f;

    add_line(s, 1, "Year Ended December 31,");
    add_line(s, 1, "(In millions)");
    add_table(s, 1, rows);
    hang_signs(s);
    f = read_sketch(s);
    ck_assert_uint_eq(f->tables[0].column_count, 2);
    expect(f, "Other income, net", 0, "-2000000", "USD", "2023-01-01", "2023-12-31");
    expect(f, "Restructuring", 1, "8000000", "USD", "2022-01-01", "2022-12-31");
    expect(f, "Interest expense", 1, "-28000000", "USD", "2022-01-01", "2022-12-31");
    fa_filing_free(f);
}
END_TEST

START_TEST(names_bare_totals_by_the_rows_that_add_up_to_them)
{
    static const char *const rows[] = {"|December 31,|December 31,",
                                       "|2023|2022",
                                       "Current assets:",
                                       " Cash|$ 10|$ 8",
                                       " Inventories|20|22",
                                       "|30|30",
                                       "Property and equipment, net|70|60",
                                       "|$ 100|$ 90",
                                       "Current liabilities:",
                                       " Accounts payable|15|10",
                                       " Accrued liabilities|5|5",
                                       "|20|15",
                                       "Total liabilities|20|15",
                                       "Retained earnings|80|75",
                                       "Total stockholders' equity|80|75",
                                       "|$ 100|$ 90",
                                       NULL};
    sketch *s = start(FA_CONTENT_PDF);
    const fa_filing *f;

    add_line(s, 1, "Consolidated Balance Sheets");
    add_line(s, 1, "(In millions)");
    add_table(s, 1, rows);
    f = read_sketch(s);
    ck_assert_str_eq(fact(f, "Current assets", 0)->concept, "us-gaap:AssetsCurrent");
    expect(f, "Current assets", 0, "30000000", "USD", "", "2023-12-31");
    ck_assert_str_eq(fact(f, "Current liabilities", 1)->concept, "us-gaap:LiabilitiesCurrent");
    expect(f, "Total assets", 1, "90000000", "USD", "", "2022-12-31");
    ck_assert_str_eq(fact(f, "Total assets", 0)->concept, "us-gaap:Assets");
    ck_assert((fact(f, "Total assets", 0)->flags & FA_FACT_VERIFIED) != 0);
    ck_assert_uint_gt(f->check_count, 0);
    fa_filing_free(f);
}
END_TEST

START_TEST(joins_wrapped_labels_and_takes_marks_off)
{
    static const char *const rows[] = {
        "|2023|2022",          "Net cash provided by operating activities before changes in assets and",
        "liabilities (1)|5|4", "Other*|2|1",
        "Total (Note 7)|7|5",  NULL};
    sketch *s = start(FA_CONTENT_PDF);
    const fa_filing *f;

    add_line(s, 1, "($ in thousands)");
    add_table(s, 1, rows);
    f = read_sketch(s);
    fact(f, "Net cash provided by operating activities before changes in assets and liabilities", 0);
    fact(f, "Other", 1);
    ck_assert((fact(f, "Total", 0)->flags & FA_FACT_TOTAL) != 0);
    fa_filing_free(f);
}
END_TEST

START_TEST(exempts_shares_and_rates_from_the_scale)
{
    static const char *const rows[] = {"|2023|2022",
                                       "Net income|$ 1,500|$ 1,200",
                                       "Earnings per share:",
                                       " Basic|$ 3.05|$ 2.41",
                                       " Diluted|$ 3.00|$ 2.40",
                                       "Weighted average shares:",
                                       " Basic|492,100|498,000",
                                       "Effective tax rate|21.5%|22.0%",
                                       NULL};
    sketch *s = start(FA_CONTENT_PDF);
    const fa_filing *f;

    add_line(s, 1, "Years ended December 31");
    add_line(s, 1, "(In millions, except per share amounts; shares in thousands)");
    add_table(s, 1, rows);
    f = read_sketch(s);
    expect(f, "Net income", 0, "1500000000", "USD", "2023-01-01", "2023-12-31");
    expect(f, "Diluted", 0, "3.00", "USD/shares", "2023-01-01", "2023-12-31");
    ck_assert_str_eq(fact(f, "Diluted", 0)->path, "Earnings per share");
    expect(f, "Effective tax rate", 1, "22.0", "%", "2022-01-01", "2022-12-31");
    ck_assert_int_eq(fact(f, "Net income", 0)->decimals, -6);
    fa_filing_free(f);
}
END_TEST

START_TEST(inherits_heads_and_units_on_the_next_page)
{
    static const char *const first[] = {"|2023|2022", "Net income|$ 100|$ 90",
                                        "Depreciation and amortization|50|45",
                                        "Net cash provided by operating activities|150|135", NULL};
    static const char *const second[] = {
        "Capital expenditures|(40)|(30)", "Net cash used in investing activities|(40)|(30)",
        "Dividends paid|(60)|(55)",       "Net cash used in financing activities|(60)|(55)",
        "Net increase in cash|50|50",     NULL};
    sketch *s = start(FA_CONTENT_PDF);
    const fa_filing *f;

    s->content.page_count = 2;
    add_line(s, 1, "Consolidated Statements of Cash Flows");
    add_line(s, 1, "Years ended December 31 (In millions)");
    add_table(s, 1, first);
    add_line(s, 2, "Consolidated Statements of Cash Flows (continued)");
    add_table(s, 2, second);
    f = read_sketch(s);
    expect(f, "Capital expenditures", 0, "40000000", "USD", "2023-01-01", "2023-12-31");
    expect(f, "Dividends paid", 1, "55000000", "USD", "2022-01-01", "2022-12-31");
    ck_assert_str_eq(fact(f, "Capital expenditures", 0)->concept,
                     "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment");
    ck_assert((fact(f, "Dividends paid", 0)->flags & FA_FACT_PRIMARY) != 0);
    ck_assert_str_eq(fact(f, "Capital expenditures", 0)->text, "(40)");
    ck_assert_int_eq(f->tables[0].last_page, 2);
    fa_filing_free(f);
}
END_TEST

START_TEST(reads_a_page_of_html_with_its_spans)
{
    static const char *const rows[] = {"|^8 Year Ended December 31,",
                                       "|^2 2023||^2 2022||^2 % Change",
                                       "Net revenue|$|1,000||$|900||11|%",
                                       "Cost of revenue|^2 600||^2 (500|)||20|%",
                                       "Net income|$|(25|)|$|\xE2\x80\x94||NM|",
                                       NULL};
    sketch *s = start(FA_CONTENT_HTML);
    const fa_filing *f;

    add_line(s, 1, "(in millions)");
    add_table(s, 1, rows);
    f = read_sketch(s);
    expect(f, "Net revenue", 0, "1000000000", "USD", "2023-01-01", "2023-12-31");
    expect(f, "Net revenue", 1, "900000000", "USD", "2022-01-01", "2022-12-31");
    expect(f, "Cost of revenue", 0, "600000000", "USD", "2023-01-01", "2023-12-31");
    expect(f, "Cost of revenue", 1, "-500000000", "USD", "2022-01-01", "2022-12-31");
    expect(f, "Net income", 0, "-25000000", "USD", "2023-01-01", "2023-12-31");
    ck_assert((fact(f, "Net income", 1)->flags & FA_FACT_DASH) != 0);
    ck_assert((fact(f, "Net revenue", 2)->flags & FA_FACT_CHANGE) != 0);
    fa_filing_free(f);
}
END_TEST

START_TEST(prefers_the_statement_to_extracts_and_the_parents_own)
{
    static const char *const extract[] = {
        "|2023|2022",       "Net sales|500|400",        "Operating income|120|80",
        "Net income|80|56", "Income tax expense|20|14", NULL};
    static const char *const own[] = {"|2023|2022",
                                      "Net sales|500|400",
                                      "Cost of sales|300|250",
                                      "Operating income|120|80",
                                      "Income before income taxes|100|70",
                                      "Income tax expense|20|14",
                                      "Net income|80|56",
                                      NULL};
    sketch *s = start(FA_CONTENT_PDF);
    const fa_filing *f;

    s->content.page_count = 2;
    add_line(s, 1, "Selected Financial Data");
    add_table(s, 1, extract);
    add_line(s, 2, "Northwind Instruments, Inc. and Subsidiaries");
    add_line(s, 2, "Consolidated Statements of Income");
    add_line(s, 2, "Years ended December 31 (In millions)");
    add_table(s, 2, own);
    add_line(s, 2, "The accompanying notes are an integral part of these statements.");
    f = read_sketch(s);
    ck_assert_uint_eq(f->table_count, 2);
    ck_assert(!f->tables[0].primary);
    ck_assert(f->tables[1].primary);
    ck_assert_int_eq(f->tables[1].statement, FA_STATEMENT_INCOME);
    fa_filing_free(f);
}
END_TEST

static uint32_t left; /* allocations that still succeed */

static void *count_alloc(void *self, size_t size)
{
    (void)self;
    return left-- == 0 ? (left = 0, NULL) : malloc(size);
}

static void *count_realloc(void *self, void *p, size_t size)
{
    (void)self;
    return left-- == 0 ? (left = 0, NULL) : realloc(p, size);
}

static void count_free(void *self, void *p)
{
    (void)self;
    free(p);
}

START_TEST(survives_every_failing_allocation)
{
    static const char *const rows[] = {"|2023|2022",
                                       "Current assets:",
                                       " Cash|$ 10|$ 8",
                                       " Inventories|20|22",
                                       "|30|30",
                                       "Total assets|30|30",
                                       "Total liabilities and equity|30|30",
                                       NULL};
    static const fa_allocator counting = {count_alloc, count_realloc, count_free, NULL};
    sketch *s = start(FA_CONTENT_PDF);
    fa_status st = FA_ENOMEM;
    uint32_t n;

    add_line(s, 1, "Consolidated Balance Sheets");
    add_line(s, 1, "December 31 (In millions)");
    add_table(s, 1, rows);
    fa_allocator_set(&counting);
    for (n = 0; st != FA_OK && n < 2000; n++) {
        const fa_filing *f = NULL;

        left = n;
        st = fa_filing_read(&s->content, "report.pdf", &f, NULL);
        ck_assert_msg(st == FA_OK || (st == FA_ENOMEM && f == NULL), "allocation %u: %d", n, (int)st);
        left = UINT32_MAX;
        fa_filing_free(f);
    }
    fa_allocator_set(NULL);
    ck_assert_int_eq(st, FA_OK);
    free(s);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("tables");

    tcase_add_test(t, binds_spans_over_repeated_years_to_their_columns);
    tcase_add_test(t, leaves_columns_of_notes_and_changes_out_of_the_amounts);
    tcase_add_test(t, keeps_brackets_and_dashes_that_hang_over_in_their_columns);
    tcase_add_test(t, names_bare_totals_by_the_rows_that_add_up_to_them);
    tcase_add_test(t, joins_wrapped_labels_and_takes_marks_off);
    tcase_add_test(t, exempts_shares_and_rates_from_the_scale);
    tcase_add_test(t, inherits_heads_and_units_on_the_next_page);
    tcase_add_test(t, reads_a_page_of_html_with_its_spans);
    tcase_add_test(t, prefers_the_statement_to_extracts_and_the_parents_own);
    tcase_add_test(t, survives_every_failing_allocation);
    return unit_run("reading/tables", t);
}
