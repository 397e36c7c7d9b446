/* Statements on the wire. */
#include <string.h>

#include <finanalyst/wire.h>

#include "base/json.h"

#include "oom.h"
#include "unit.h"

/* Northwind's balance sheet over two pages: the second one has the years the other way round, and one more.
 * */
static fa_period at(int year)
{
    return (fa_period){FA_PERIOD_INSTANT, FA_DATE_NONE, fa_date_make(year, 12, 31), year, FA_FISCAL_FY};
}

typedef struct book {
    fa_table_column first[2], second[3];
    fa_table_row rows[4];
    fa_fact_table tables[3];
    fa_fact facts[8];
    fa_filing filing;
} book;

static fa_fact figure(uint32_t index, int32_t table, int32_t row, int32_t col, int64_t value)
{
    return (fa_fact){.index = index,
                     .concept = row == 0 ? "us-gaap:Assets" : "",
                     .label = "",
                     .path = "",
                     .column = "",
                     .table = table,
                     .row = row,
                     .col = col,
                     .unit = "USD",
                     .value = fa_decimal_make(value, 0),
                     .text = "",
                     .place = {.page = table + 1, .element = ""},
                     .source = FA_SOURCE_TABLE};
}

static void fill(book *b)
{
    static const fa_place nowhere = {.element = ""};

    memset(b, 0, sizeof *b);
    b->first[0] = (fa_table_column){"2024", at(2024)};
    b->first[1] = (fa_table_column){"2023", at(2023)};
    b->second[0] = (fa_table_column){"2023", at(2023)};
    b->second[1] = (fa_table_column){"2024", at(2024)};
    b->second[2] = (fa_table_column){"2024 restated", at(2024)};
    b->rows[0] = (fa_table_row){"Total assets", "", 0, nowhere};
    b->rows[1] = (fa_table_row){"Liabilities:", "", 0, nowhere};
    b->rows[2] = (fa_table_row){"Debt", "Liabilities", 1, nowhere};
    b->tables[0] = (fa_fact_table){.title = "Balance Sheets",
                                   .section = "Item 8",
                                   .statement = FA_STATEMENT_BALANCE,
                                   .primary = true,
                                   .page = 1,
                                   .last_page = 2,
                                   .unit = "USD",
                                   .scale = 6,
                                   .scale_place = {.page = 1, .element = ""},
                                   .columns = b->first,
                                   .column_count = 2,
                                   .rows = b->rows,
                                   .row_count = 1};
    b->tables[1] = b->tables[0];
    b->tables[1].page = b->tables[1].last_page = 2;
    b->tables[1].columns = b->second;
    b->tables[1].column_count = 3;
    b->tables[1].rows = b->rows + 1;
    b->tables[1].row_count = 2;
    b->tables[2] = b->tables[0];
    b->tables[2].primary = false;
    b->facts[0] = figure(0, 0, 0, 0, 100);
    b->facts[0].flags = FA_FACT_TOTAL | FA_FACT_VERIFIED;
    b->facts[1] = figure(1, 0, 0, 1, 90);
    b->facts[2] = figure(2, 1, 1, 0, 40);
    b->facts[3] = figure(3, 1, 1, 1, 50);
    b->facts[4] = figure(4, 1, 1, 2, 51);
    b->facts[5] = figure(5, 1, 1, 2, 52);
    b->facts[5].source = FA_SOURCE_IXBRL;
    b->facts[6] = figure(6, 2, 0, 0, 999);
    b->facts[7] = figure(7, 1, 9, 0, 999);
    b->filing.tables = b->tables;
    b->filing.table_count = 3;
    b->filing.facts = b->facts;
    b->filing.fact_count = 8;
}

#define YEAR(y)                                                                                              \
    "{\"type\":\"instant\",\"start\":null,\"end\":\"" y "-12-31\",\"fiscal\":{\"year\":" y                   \
    ",\"quarter\":null,\"span\":\"FY\"}}"
#define CELL(value, fact, page, status)                                                                      \
    "{\"value\":\"" value "\",\"unit\":\"USD\",\"text\":null,\"fact\":" fact                                 \
    ",\"verification\":{\"status\":\"" status "\"},\"place\":{\"page\":" page                                \
    ",\"bbox\":null,\"text_range\":null,\"html\":null}}"

START_TEST(joins_the_tables_of_a_continued_statement_by_period)
{
    fa_buf out;
    book b;

    fill(&b);
    fa_buf_init(&out, 10000);
    ck_assert_int_eq(fa_statement_to_json(&b.filing, FA_STATEMENT_BALANCE, &out, NULL), FA_OK);
    ck_assert_str_eq(
        out.data,
        "{\"statement\":\"balance\",\"title\":\"Balance Sheets\",\"section\":[\"Item "
        "8\"],\"page\":1,\"last_page\":2,"
        "\"unit\":\"USD\",\"currency\":\"USD\",\"scale\":6,"
        "\"scale_place\":{\"page\":1,\"bbox\":null,\"text_range\":null,\"html\":null},"
        "\"columns\":[{\"head\":\"2024\",\"period\":" YEAR("2024") "},{\"head\":\"2023\",\"period\":" YEAR(
            "2023") "},"
                    "{\"head\":\"2024 restated\",\"period\":" YEAR(
                        "2024") "}],"
                                "\"rows\":[{\"label\":\"Total "
                                "assets\",\"path\":[],\"level\":0,\"concept\":\"us-gaap:Assets\",\"total\":"
                                "true,"
                                "\"place\":null,\"cells\":[" CELL("100", "0", "1", "verified") "," CELL(
                                    "90", "1", "1",
                                    "unverified") ",null]},"
                                                  "{\"label\":\"Liabilities:\",\"path\":[],\"level\":0,"
                                                  "\"concept\":null,\"total\":false,\"place\":null,"
                                                  "\"cells\":[null,null,null]},"
                                                  "{\"label\":\"Debt\",\"path\":[\"Liabilities\"],\"level\":"
                                                  "1,\"concept\":null,\"total\":false,\"place\":null,"
                                                  "\"cells\":[" CELL("50", "3", "2", "unverified") "," CELL(
                                                      "40", "2", "2",
                                                      "unverified") "," CELL("52", "5", "2",
                                                                             "unverified") "]}]}");
    ck_assert_int_eq(fai_json_check(out.data, out.len, out.len, NULL), FA_OK);
    fa_buf_clear(&out);
}
END_TEST

START_TEST(finds_no_statement_that_is_not_the_filings_own)
{
    fa_error err;
    fa_buf out;
    book b;

    fill(&b);
    fa_buf_init(&out, 10000);
    ck_assert_int_eq(fa_statement_to_json(&b.filing, FA_STATEMENT_INCOME, &out, &err), FA_ENOTFOUND);
    ck_assert_str_eq(err.field, "statement");
    b.filing.tables = b.tables + 2;
    b.filing.table_count = 1;
    ck_assert_int_eq(fa_statement_to_json(&b.filing, FA_STATEMENT_BALANCE, &out, NULL), FA_ENOTFOUND);
    b.tables[2].primary = b.tables[2].parent_only = true;
    ck_assert_int_eq(fa_statement_to_json(&b.filing, FA_STATEMENT_BALANCE, &out, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_statement_to_json(&b.filing, FA_STATEMENT_NONE, &out, NULL), FA_ENOTFOUND);
    ck_assert_uint_eq(out.len, 0);
    fa_buf_clear(&out);
}
END_TEST

START_TEST(gives_a_row_of_several_concepts_none)
{
    fa_buf out;
    book b;

    fill(&b);
    b.facts[1].concept = "us-gaap:AssetsNet";
    fa_buf_init(&out, 10000);
    ck_assert_int_eq(fa_statement_to_json(&b.filing, FA_STATEMENT_BALANCE, &out, NULL), FA_OK);
    ck_assert_ptr_nonnull(
        strstr(out.data, "\"label\":\"Total assets\",\"path\":[],\"level\":0,\"concept\":null"));
    fa_buf_clear(&out);
}
END_TEST

START_TEST(survives_every_failing_allocation)
{
    fa_status st = FA_ENOMEM;
    long n, held;
    book b;

    fill(&b);
    oom_install();
    held = oom_held();
    for (n = 1; st != FA_OK; n++) {
        fa_error err = {0};
        fa_buf out;

        ck_assert_int_lt(n, 100);
        fa_buf_init(&out, 10000);
        oom_fail(n);
        st = fa_statement_to_json(&b.filing, FA_STATEMENT_BALANCE, &out, &err);
        ck_assert(oom_struck() ? st == FA_ENOMEM && err.code == FA_ENOMEM && out.len == 0 : st == FA_OK);
        fa_buf_clear(&out);
        ck_assert_int_eq(oom_held(), held);
    }
    ck_assert_int_gt(n, 4);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("statement_json");

    tcase_add_test(t, joins_the_tables_of_a_continued_statement_by_period);
    tcase_add_test(t, finds_no_statement_that_is_not_the_filings_own);
    tcase_add_test(t, gives_a_row_of_several_concepts_none);
    tcase_add_test(t, survives_every_failing_allocation);
    return unit_run("wire/statement_json", t);
}
