/* What an analysis asks, and which answers it takes. */
#include <string.h>

#include "record/domain/recipe.h"
#include "unit.h"

static const char *question(int32_t year, fa_fiscal fiscal, fai_timing timing, int turn)
{
    static char out[FAI_RECIPE_QUESTION];
    fa_identity identity = {.fiscal_year = year, .fiscal = fiscal};

    return fai_recipe_question("What was it", timing, &identity, turn, out) ? out : "none";
}

START_TEST(asks_about_the_period_of_the_filing)
{
    ck_assert_str_eq(question(2024, FA_FISCAL_FY, FAI_TIMING_OVER, 0), "What was it in FY2024?");
    ck_assert_str_eq(question(2024, FA_FISCAL_FY, FAI_TIMING_AT, 0), "What was it at the end of FY2024?");
    ck_assert_str_eq(question(2024, FA_FISCAL_NONE, FAI_TIMING_OVER, 0), "What was it in FY2024?");
    ck_assert_str_eq(question(2024, FA_FISCAL_Q3, FAI_TIMING_OVER, 0), "What was it in Q3 of FY2024?");
    ck_assert_str_eq(question(0, FA_FISCAL_FY, FAI_TIMING_OVER, 0), "What was it?");
}
END_TEST

START_TEST(asks_reports_of_a_quarter_about_the_year_to_date_next)
{
    ck_assert_str_eq(question(2024, FA_FISCAL_Q2, FAI_TIMING_OVER, 1),
                     "What was it in the first six months of FY2024?");
    ck_assert_str_eq(question(2024, FA_FISCAL_Q3, FAI_TIMING_OVER, 1),
                     "What was it in the first nine months of FY2024?");
    ck_assert_str_eq(question(2024, FA_FISCAL_Q4, FAI_TIMING_OVER, 1), "What was it in FY2024?");
    ck_assert_str_eq(question(2024, FA_FISCAL_Q1, FAI_TIMING_OVER, 1), "none");
    ck_assert_str_eq(question(2024, FA_FISCAL_FY, FAI_TIMING_OVER, 1), "none");
    ck_assert_str_eq(question(0, FA_FISCAL_Q2, FAI_TIMING_OVER, 1), "none");
}
END_TEST

START_TEST(takes_cited_figures_in_the_right_unit)
{
    const fai_recipe_item margin = {"m", "M", "What", FAI_TIMING_OVER, "%", true, false};
    fa_answer a = {
        .kind = FA_ANSWER_VALUE, .has_value = true, .unit = "%", .citation_count = 1, .calculation_count = 1};

    ck_assert(fai_recipe_takes(&margin, &a));
    a.unit = "USD";
    ck_assert(!fai_recipe_takes(&margin, &a));
    a.unit = "%";
    a.calculation_count = 0;
    ck_assert(!fai_recipe_takes(&margin, &a));
    a.calculation_count = 1;
    a.citation_count = 0;
    ck_assert(!fai_recipe_takes(&margin, &a));
    a.citation_count = 1;
    a.kind = FA_ANSWER_REFUSAL;
    ck_assert(!fai_recipe_takes(&margin, &a));
}
END_TEST

static void expect_plain(const char *text, uint32_t citations, const char *plain)
{
    fa_answer a = {.text = text, .citation_count = citations};
    fa_buf out;

    fa_buf_init(&out, 1000);
    fai_recipe_plain(&a, &out);
    ck_assert_str_eq(out.data, plain);
    fa_buf_clear(&out);
}

START_TEST(takes_marks_of_citations_off_and_nothing_else)
{
    expect_plain("Sales were 5 [1][2]. More [12].", 12, "Sales were 5. More.");
    expect_plain("Sales [3] of [x] and [0] and [99999999999] [", 2,
                 "Sales [3] of [x] and [0] and [99999999999] [");
}
END_TEST

START_TEST(every_name_is_there_once)
{
    for (const fai_recipe_item *a = fai_recipe_key_figures; a->name != NULL; a++) {
        for (const fai_recipe_item *b = a + 1; b->name != NULL; b++)
            ck_assert_str_ne(a->name, b->name);
        for (const fai_recipe_item *b = fai_recipe_ratios; b->name != NULL; b++)
            ck_assert_str_ne(a->name, b->name);
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("recipe");

    tcase_add_test(tests, asks_about_the_period_of_the_filing);
    tcase_add_test(tests, asks_reports_of_a_quarter_about_the_year_to_date_next);
    tcase_add_test(tests, takes_cited_figures_in_the_right_unit);
    tcase_add_test(tests, takes_marks_of_citations_off_and_nothing_else);
    tcase_add_test(tests, every_name_is_there_once);
    return unit_run("record/recipe", tests);
}
