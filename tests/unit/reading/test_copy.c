/* Copies of filings share nothing with what they were made from. */
#include <string.h>

#include <finanalyst/finance.h>

#include "unit.h"

START_TEST(a_copy_outlives_its_source)
{
    char label[] = "Total assets";
    fa_dimension dim = {"axis", "member", NULL};
    fa_fact fact = {.concept = "us-gaap:Assets", .label = label, .dims = &dim, .dim_count = 1};
    fa_table_column column = {.head = "2024"};
    fa_table_row row = {.label = label, .path = ""};
    fa_fact_table table = {
        .title = "Balance sheet", .columns = &column, .column_count = 1, .rows = &row, .row_count = 1};
    fa_filing in = {.facts = &fact, .fact_count = 1, .tables = &table, .table_count = 1};
    const fa_filing *out = NULL;

    in.identity.company.text = "Northwind Instruments, Inc.";
    ck_assert_int_eq(fa_filing_copy(&in, &out, NULL), FA_OK);
    memset(label, 'x', sizeof label - 1);
    ck_assert_str_eq(out->facts[0].label, "Total assets");
    ck_assert_str_eq(out->facts[0].dims[0].member, "member");
    ck_assert_str_eq(out->facts[0].dims[0].label, "");
    ck_assert_str_eq(out->facts[0].text, "");
    ck_assert_str_eq(out->tables[0].columns[0].head, "2024");
    ck_assert_str_eq(out->identity.company.text, "Northwind Instruments, Inc.");
    fa_filing_free(out);
}
END_TEST

START_TEST(freeing_nothing_is_fine)
{
    fa_filing_free(NULL);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("copy");

    tcase_add_test(t, a_copy_outlives_its_source);
    tcase_add_test(t, freeing_nothing_is_fine);
    return unit_run("reading/copy", t);
}
