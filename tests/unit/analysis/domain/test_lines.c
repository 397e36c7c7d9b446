/* Line items that a statement prints in several lines. */
#include <string.h>

#include "analysis/domain/lines.h"
#include "unit.h"

enum { ROWS = 4 };

/* An income statement of one column; rows without a value are headings. */
typedef struct statement {
    fa_table_row rows[ROWS];
    fa_fact_table table;
    fa_fact facts[ROWS];
    fa_filing filing;
    fai_scope_doc doc;
    fai_scope scope;
} statement;

static statement made;

static void make(const char *const labels[ROWS], const int64_t values[ROWS])
{
    memset(&made, 0, sizeof made);
    for (int i = 0; i < ROWS; i++) {
        made.rows[i].label = labels[i];
        made.facts[i] = (fa_fact){.label = labels[i],
                                  .statement = FA_STATEMENT_INCOME,
                                  .row = i,
                                  .value = fa_decimal_make(values[i], 0)};
    }
    made.table.rows = made.rows;
    made.table.row_count = ROWS;
    made.filing.tables = &made.table;
    made.filing.table_count = 1;
    made.filing.facts = made.facts;
    made.filing.fact_count = ROWS;
    made.doc = (fai_scope_doc){.name = "", .filing = &made.filing};
    made.scope = (fai_scope){&made.doc, 1};
}

/* How many lines make up the cost of revenue when row 1 was picked for it; out[0] is the first of them. */
static uint32_t lines_of(const char *said, fai_pick out[FAI_LINES])
{
    const fai_search search = {.scope = &made.scope, .said = said};
    const fai_pick picked = {0, &made.facts[1]};

    return fai_lines_of(&search, fai_item_by_key("cogs"), &picked, out);
}

START_TEST(lines_beside_each_other_make_up_the_item)
{
    static const char *const labels[ROWS] = {"Revenue", "Cost of products", "Cost of services",
                                             "Gross profit"};
    static const int64_t values[ROWS] = {100, 30, 20, 50};
    fai_pick out[FAI_LINES];

    make(labels, values);
    ck_assert_uint_eq(lines_of("cost of revenue", out), 2);
    ck_assert_ptr_eq(out[0].fact, &made.facts[1]);
    ck_assert_ptr_eq(out[1].fact, &made.facts[2]);
}
END_TEST

START_TEST(a_line_that_is_asked_for_stands_alone)
{
    static const char *const labels[ROWS] = {"Revenue", "Cost of products sold", "Cost of services sold",
                                             "Gross profit"};
    static const int64_t values[ROWS] = {100, 30, 20, 50};
    fai_pick out[FAI_LINES];

    make(labels, values);
    ck_assert_uint_eq(lines_of("cost of services", out), 1);
    ck_assert_ptr_eq(out[0].fact, &made.facts[2]);
}
END_TEST

START_TEST(a_line_that_states_the_whole_stands_alone)
{
    static const char *const wholes[] = {"Cost of sales", "Cost of revenue, exclusive of depreciation",
                                         "Cost of goods and services sold"};

    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
        const char *const labels[ROWS] = {"Revenue", wholes[i], "Cost of restructuring", "Gross profit"};
        static const int64_t values[ROWS] = {100, 30, 20, 50};
        fai_pick out[FAI_LINES];

        make(labels, values);
        ck_assert_msg(lines_of("cost of sales", out) == 1, "%s", wholes[i]);
        ck_assert_ptr_eq(out[0].fact, &made.facts[1]);
    }
}
END_TEST

START_TEST(the_line_that_is_the_sum_of_the_others_is_the_item)
{
    static const char *const labels[ROWS] = {"Revenue", "Cost of products", "Cost of services",
                                             "Cost of operations"};
    static const int64_t values[ROWS] = {100, 30, 20, 50};
    fai_pick out[FAI_LINES];

    make(labels, values);
    ck_assert_uint_eq(lines_of("cost of revenue", out), 1);
    ck_assert_ptr_eq(out[0].fact, &made.facts[3]);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("lines");

    tcase_add_test(t, lines_beside_each_other_make_up_the_item);
    tcase_add_test(t, a_line_that_is_asked_for_stands_alone);
    tcase_add_test(t, a_line_that_states_the_whole_stands_alone);
    tcase_add_test(t, the_line_that_is_the_sum_of_the_others_is_the_item);
    return unit_run("analysis/domain/lines", t);
}
