/* Who filed what, and the company's own calendar. */
#include <stdlib.h>
#include <string.h>

#include "reading/reading.h"
#include "unit.h"

/* One page of lines. */
typedef struct sheet {
    fa_content content;
    fa_page page;
    fa_line lines[40];
    char text[4096];
    fai_arena arena;
    fai_reading r;
} sheet;

static sheet *write_sheet(const char *const *lines)
{
    sheet *s = calloc(1, sizeof *s);

    ck_assert_ptr_nonnull(s);
    for (; *lines != NULL; lines++) {
        fa_line *l = &s->lines[s->page.line_count++];
        size_t len = strlen(*lines);

        l->text_start = s->page.text_len;
        memcpy(s->text + s->page.text_len, *lines, len);
        s->page.text_len += (uint32_t)len;
        l->text_end = s->page.text_len;
        s->text[s->page.text_len++] = '\n';
    }
    s->page.number = 1;
    s->page.text = s->text;
    s->page.lines = s->lines;
    s->content.kind = FA_CONTENT_PDF;
    s->content.title = "";
    s->content.pages = &s->page;
    s->content.page_count = 1;
    fai_arena_init(&s->arena, 0);
    s->r.content = &s->content;
    s->r.arena = &s->arena;
    return s;
}

static void drop_sheet(sheet *s)
{
    fai_vec_clear(&s->r.tables);
    fai_vec_clear(&s->r.facts);
    fai_arena_clear(&s->arena);
    free(s);
}

static const char *const annual[] = {"UNITED STATES",
                                     "SECURITIES AND EXCHANGE COMMISSION",
                                     "FORM 10-K",
                                     "For the fiscal year ended December 31, 2023",
                                     "Commission File Number 001-00001",
                                     "NORTHWIND INSTRUMENTS, INC.",
                                     "(Exact name of registrant as specified in its charter)",
                                     "Common Stock, par value $.01  NWI  New York Stock Exchange",
                                     "Date: February 9, 2024",
                                     NULL};

START_TEST(reads_the_cover_of_an_annual_report)
{
    sheet *s = write_sheet(annual);
    const fa_identity *id = &s->r.identity;

    ck_assert_int_eq(fai_read_identity(&s->r, "x.pdf", NULL), FA_OK);
    ck_assert_int_eq(fai_read_calendar(&s->r, NULL), FA_OK);
    ck_assert_str_eq(id->company.text, "NORTHWIND INSTRUMENTS, INC.");
    ck_assert_int_eq(id->company.place.page, 1);
    ck_assert_str_eq(id->form.text, "10-K");
    ck_assert_str_eq(id->ticker.text, "NWI");
    ck_assert_int_eq(id->period_end, fa_date_make(2023, 12, 31));
    ck_assert_int_eq(id->filed, fa_date_make(2024, 2, 9));
    ck_assert_int_eq(id->fiscal_year, 2023);
    ck_assert_int_eq(id->fiscal, FA_FISCAL_FY);
    ck_assert_int_eq(id->fiscal_year_end_month, 12);
    drop_sheet(s);
}
END_TEST

/* The same day, named by the year that it ends and by the year that it begins in. */
static const struct {
    const char *says;
    int32_t year;
} names[] = {
    {"In fiscal 2023, the year ended January 28, 2023, sales grew. In fiscal 2022 they fell.", 2023},
    {"In fiscal 2022, the year ended January 28, 2023, sales grew. In fiscal 2021 they fell.", 2022},
};

START_TEST(names_a_january_year_as_the_company_does)
{
    const char *const lines[] = {"FORM 10-K", "For the fiscal year ended January 28, 2023", names[_i].says,
                                 NULL};
    sheet *s = write_sheet(lines);

    ck_assert_int_eq(fai_read_identity(&s->r, "", NULL), FA_OK);
    ck_assert_int_eq(fai_read_calendar(&s->r, NULL), FA_OK);
    ck_assert_int_eq(s->r.identity.fiscal_year, names[_i].year);
    drop_sheet(s);
}
END_TEST

START_TEST(reads_the_quarter_of_a_release)
{
    static const char *const lines[] = {"Northwind Instruments, Inc.",
                                        "Reports Second Quarter Fiscal 2024 Results", NULL};
    sheet *s = write_sheet(lines);

    ck_assert_int_eq(fai_read_identity(&s->r, "release.pdf", NULL), FA_OK);
    ck_assert_str_eq(s->r.identity.form.text, "EARNINGS");
    ck_assert_str_eq(s->r.identity.company.text, "Northwind Instruments, Inc.");
    ck_assert_int_eq(s->r.identity.fiscal, FA_FISCAL_Q2);
    ck_assert_int_eq(s->r.identity.fiscal_year, 2024);
    drop_sheet(s);
}
END_TEST

static const struct {
    fa_period_type type;
    const char *start, *end;
    int32_t year;
    fa_fiscal fiscal;
} spans[] = {
    {FA_PERIOD_DURATION, "2023-01-01", "2023-12-31", 2023, FA_FISCAL_FY},
    {FA_PERIOD_DURATION, "2023-01-01", "2023-03-31", 2023, FA_FISCAL_Q1},
    {FA_PERIOD_DURATION, "2022-10-01", "2022-12-31", 2022, FA_FISCAL_Q4},
    {FA_PERIOD_DURATION, "2022-01-01", "2022-06-30", 2022, FA_FISCAL_H1},
    {FA_PERIOD_DURATION, "2022-01-01", "2022-09-30", 2022, FA_FISCAL_M9},
    {FA_PERIOD_INSTANT, "", "2022-12-31", 2022, FA_FISCAL_FY},
    {FA_PERIOD_INSTANT, "", "2023-06-30", 2023, FA_FISCAL_Q2},
    {FA_PERIOD_INSTANT, "", "2024-01-02", 2023, FA_FISCAL_FY},
};

START_TEST(labels_spans_by_the_companys_calendar)
{
    sheet *s = write_sheet(annual);
    fa_fact f;

    memset(&f, 0, sizeof f);
    f.concept = f.label = "";
    f.source = FA_SOURCE_IXBRL;
    f.period.type = spans[_i].type;
    f.period.start = fa_date_parse(spans[_i].start);
    f.period.end = fa_date_parse(spans[_i].end);
    ck_assert(fai_vec_push(&s->r.facts, f));
    ck_assert_int_eq(fai_read_identity(&s->r, "", NULL), FA_OK);
    ck_assert_int_eq(fai_read_calendar(&s->r, NULL), FA_OK);
    ck_assert_int_eq(s->r.facts.items[0].period.fiscal_year, spans[_i].year);
    ck_assert_int_eq(s->r.facts.items[0].period.fiscal, spans[_i].fiscal);
    drop_sheet(s);
}
END_TEST

START_TEST(fills_the_days_of_a_bare_year)
{
    sheet *s = write_sheet(annual);
    fa_fact f;

    memset(&f, 0, sizeof f);
    f.concept = "us-gaap:Revenues";
    f.label = "";
    f.source = FA_SOURCE_TABLE;
    f.statement = FA_STATEMENT_INCOME;
    f.period.start = f.period.end = FA_DATE_NONE;
    f.known = FA_DATE_NONE;
    f.period.fiscal_year = 2021;
    ck_assert(fai_vec_push(&s->r.facts, f));
    ck_assert_int_eq(fai_read_identity(&s->r, "", NULL), FA_OK);
    ck_assert_int_eq(fai_read_calendar(&s->r, NULL), FA_OK);
    ck_assert_int_eq(s->r.facts.items[0].period.start, fa_date_make(2021, 1, 1));
    ck_assert_int_eq(s->r.facts.items[0].period.end, fa_date_make(2021, 12, 31));
    ck_assert_int_eq(s->r.facts.items[0].known, fa_date_make(2024, 2, 9));
    drop_sheet(s);
}
END_TEST

START_TEST(prefers_the_tags_of_the_cover)
{
    static const fa_tag tags[] = {
        {.name = "dei:EntityRegistrantName",
         .text = "Northwind Instruments, Inc.",
         .format = "",
         .context = -1},
        {.name = "dei:DocumentType", .text = "10-Q", .format = "", .context = -1},
        {.name = "dei:DocumentPeriodEndDate", .text = "2024-03-30", .format = "", .context = -1},
        {.name = "dei:DocumentFiscalYearFocus", .text = "2025", .format = "", .context = -1},
        {.name = "dei:DocumentFiscalPeriodFocus", .text = "Q2", .format = "", .context = -1},
        {.name = "dei:CurrentFiscalYearEndDate", .text = "--09-28", .format = "", .context = -1},
        {.name = "dei:TradingSymbol", .text = "NWI", .format = "", .context = -1}};
    sheet *s = write_sheet(annual);

    s->content.tags = tags;
    s->content.tag_count = sizeof tags / sizeof *tags;
    ck_assert_int_eq(fai_read_identity(&s->r, "", NULL), FA_OK);
    ck_assert_int_eq(fai_read_calendar(&s->r, NULL), FA_OK);
    ck_assert_str_eq(s->r.identity.company.text, "Northwind Instruments, Inc.");
    ck_assert_str_eq(s->r.identity.form.text, "10-Q");
    ck_assert_int_eq(s->r.identity.period_end, fa_date_make(2024, 3, 30));
    ck_assert_int_eq(s->r.identity.fiscal_year, 2025);
    ck_assert_int_eq(s->r.identity.fiscal, FA_FISCAL_Q2);
    ck_assert_int_eq(s->r.identity.fiscal_year_end_month, 9);
    drop_sheet(s);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("identity");

    tcase_add_test(t, reads_the_cover_of_an_annual_report);
    tcase_add_loop_test(t, names_a_january_year_as_the_company_does, 0, sizeof names / sizeof *names);
    tcase_add_test(t, reads_the_quarter_of_a_release);
    tcase_add_loop_test(t, labels_spans_by_the_companys_calendar, 0, sizeof spans / sizeof *spans);
    tcase_add_test(t, fills_the_days_of_a_bare_year);
    tcase_add_test(t, prefers_the_tags_of_the_cover);
    return unit_run("reading/identity", t);
}
