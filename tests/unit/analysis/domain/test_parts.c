/* What a total is made of. */
#include "analysis/domain/parts.h"

#include <string.h>

#include "unit.h"

enum { MAX_FACTS = 64 };

static fa_fact facts[MAX_FACTS];
static fa_fact_table tables[2];
static fa_filing filing;

static const fa_period year = {.type = FA_PERIOD_DURATION, .fiscal_year = 2023, .fiscal = FA_FISCAL_FY};

static void start(void)
{
    memset(&filing, 0, sizeof filing);
    memset(tables, 0, sizeof tables);
    filing.facts = facts;
    filing.tables = tables;
    filing.table_count = 2;
    for (int i = 0; i < 2; i++)
        tables[i].title = tables[i].section = tables[i].unit = "";
}

static void add(int32_t table, int32_t row, int32_t col, const char *label, const char *column, int64_t value)
{
    fa_fact *f = &facts[filing.fact_count];

    *f = (fa_fact){.index = filing.fact_count++,
                   .concept = "",
                   .label = label,
                   .path = "",
                   .column = column,
                   .table = table,
                   .row = row,
                   .col = col,
                   .period = year,
                   .unit = "USD",
                   .value = fa_decimal_make(value, 0),
                   .text = ""};
    f->place.page = table + 1;
    f->place.element = "";
}

static bool name_is(const fai_breakdown *b, uint32_t i, const char *name)
{
    return fai_str_equal(b->names[i], fai_str_of(name));
}

START_TEST(finds_rows_that_add_up)
{
    fai_breakdown b;

    start();
    add(0, 0, 0, "Flour", "2023", 600);
    add(0, 1, 0, "Bread", "2023", 390);
    add(0, 2, 0, "Eliminations", "2023", -40);
    add(0, 3, 0, "Net sales", "2023", 950);
    ck_assert(fai_breakdown_find(&filing, fa_decimal_make(950, 0), &year, false, "", &b));
    ck_assert_uint_eq(b.count, 3);
    ck_assert(name_is(&b, 0, "Flour"));
    ck_assert(name_is(&b, 2, "Eliminations"));
    ck_assert(!fai_breakdown_find(&filing, fa_decimal_make(950, 0), &year, true, "", &b));
}
END_TEST

START_TEST(finds_columns_that_add_up_by_the_heads_above)
{
    fai_breakdown b;

    start();
    tables[0].title = "(Millions)  United States  Europe (a)  Asia Pacific (b)  Consolidated";
    tables[0].column_count = 4;
    add(0, 0, 0, "Net sales", "", 500);
    add(0, 0, 1, "Net sales", "", 300);
    add(0, 0, 2, "Net sales", "", 150);
    add(0, 0, 3, "Net sales", "", 950);
    ck_assert(fai_breakdown_find(&filing, fa_decimal_make(950, 0), &year, true, "", &b));
    ck_assert_uint_eq(b.count, 3);
    ck_assert(name_is(&b, 0, "United States"));
    ck_assert(name_is(&b, 1, "Europe"));
    ck_assert(name_is(&b, 2, "Asia Pacific"));
}
END_TEST

START_TEST(puts_the_parts_of_subtotals_in_their_place)
{
    fai_breakdown b;

    start();
    add(0, 0, 0, "North America", "2023", 500);
    add(0, 1, 0, "Europe", "2023", 300);
    add(0, 2, 0, "Total mills", "2023", 800);
    add(0, 3, 0, "Asia", "2023", 150);
    add(0, 4, 0, "Total", "2023", 950);
    ck_assert(fai_breakdown_find(&filing, fa_decimal_make(950, 0), &year, true, "", &b));
    ck_assert_uint_eq(b.count, 3);
    ck_assert(name_is(&b, 0, "North America"));
    ck_assert(name_is(&b, 2, "Asia"));
}
END_TEST

START_TEST(finds_nothing_where_nothing_adds_up)
{
    fai_breakdown b;

    start();
    add(0, 0, 0, "Flour", "2023", 600);
    add(0, 1, 0, "Bread", "2023", 100);
    add(0, 2, 0, "Net sales", "2023", 950);
    ck_assert(!fai_breakdown_find(&filing, fa_decimal_make(950, 0), &year, false, "", &b));
}
END_TEST

START_TEST(tells_regions_and_remainders)
{
    ck_assert(fai_is_region(FAI_STR("Europe, Middle East and Africa")));
    ck_assert(!fai_is_region(FAI_STR("Flour")));
    ck_assert(fai_is_remainder(FAI_STR("Corporate and unallocated")));
    ck_assert(!fai_is_remainder(FAI_STR("Corporate bonds")));
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("parts");

    tcase_add_test(t, finds_rows_that_add_up);
    tcase_add_test(t, finds_columns_that_add_up_by_the_heads_above);
    tcase_add_test(t, puts_the_parts_of_subtotals_in_their_place);
    tcase_add_test(t, finds_nothing_where_nothing_adds_up);
    tcase_add_test(t, tells_regions_and_remainders);
    return unit_run("analysis/domain/parts", t);
}
