/* What kind of answer a question wants, in which unit, and which sentence of it asks. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "question/question.h"

static fai_arena arena;

static void set_up(void)
{
    fai_arena_init(&arena, 0);
}

static void tear_down(void)
{
    fai_arena_clear(&arena);
}

static void read_question(const char *text, fai_question *out)
{
    bool found = false;

    ck_assert(fai_question_read(text, false, &arena, out, &found));
    ck_assert(found);
}

static const struct {
    const char *text;
    fai_ask ask;
} kinds[] = {
    {"What was net income in fiscal 2024?", FAI_ASK_VALUE},
    {"What was the net change in cash in fiscal 2024?", FAI_ASK_VALUE},
    {"What share of net income paid out as cash dividends was there in fiscal 2024?", FAI_ASK_VALUE},
    {"How does the tax rate in FY2022 compare to FY2021?", FAI_ASK_VALUE},
    {"By what percentage did revenue grow in fiscal 2024?", FAI_ASK_GROWTH},
    {"Revenue growth in FY24?", FAI_ASK_GROWTH},
    {"How much did revenue grow or shrink in fiscal 2024, in %?", FAI_ASK_GROWTH},
    {"Northwind revenue: % change fiscal 2023 to fiscal 2024", FAI_ASK_GROWTH},
    {"By how much did revenue change from fiscal 2023 to fiscal 2024?", FAI_ASK_CHANGE},
    {"What was the increase in revenue in fiscal 2024?", FAI_ASK_CHANGE},
    {"By how many basis points did gross margin change?", FAI_ASK_CHANGE},
    {"What is the two-year CAGR of revenue?", FAI_ASK_CAGR},
    {"FY2019 - FY2021 3 year average of capex as a % of revenue?", FAI_ASK_AVERAGE},
    {"What were cumulative dividends over 2023 and 2024?", FAI_ASK_SUM},
    {"What share of revenue came from Widgets?", FAI_ASK_SHARE},
    {"Did revenue rise in 2024?", FAI_ASK_DIRECTION},
    {"Was gross margin higher in 2024 than in 2023?", FAI_ASK_DIRECTION},
    {"Was revenue higher in 2024 or in 2023?", FAI_ASK_EXTREME},
    {"Which segment had the largest revenue in 2024?", FAI_ASK_EXTREME},
    {"In which fiscal year was revenue lowest?", FAI_ASK_EXTREME},
    {"By how much did Northwind's revenue exceed Southsea's?", FAI_ASK_DIFFERENCE},
    {"Is the current ratio above 1.5?", FAI_ASK_THRESHOLD},
    {"Does the company have negative working capital?", FAI_ASK_THRESHOLD},
    {"Was the company profitable in 2024?", FAI_ASK_THRESHOLD},
    {"Should I buy the stock?", FAI_ASK_ADVICE},
    {"Will the stock go up next year?", FAI_ASK_ADVICE},
    {"What will revenue be in 2030?", FAI_ASK_FORECAST},
    {"What is the market capitalization today?", FAI_ASK_MARKET},
    {"Why did revenue fall?", FAI_ASK_WHY},
    {"What drove the change in gross margin?", FAI_ASK_WHY},
    {"How much did the company invest in property, plant and equipment?", FAI_ASK_VALUE},
    {"What was revenue in Greater Bay in 2024?", FAI_ASK_VALUE},
};

START_TEST(tells_the_kind)
{
    fai_question q;

    read_question(kinds[_i].text, &q);
    ck_assert_msg(q.ask == kinds[_i].ask, "%s: kind %d, not %d", kinds[_i].text, (int)q.ask,
                  (int)kinds[_i].ask);
}
END_TEST

static const struct {
    const char *text;
    fai_wish wish;
} wishes[] = {
    {"What was revenue in USD millions?", {false, false, false, false, true, true, 6, -1}},
    {"What was revenue in $bn to 2 d.p.?", {false, false, false, false, true, true, 9, 2}},
    {"What was revenue in billions of dollars (one decimal)?",
     {false, false, false, false, true, true, 9, 1}},
    {"What was revenue in thousands of dollars?", {false, false, false, false, true, true, 3, -1}},
    {"What was revenue in millions, rounded to the nearest million?",
     {false, false, false, false, true, true, 6, 0}},
    {"What was revenue in dollars?", {false, false, false, false, true, false, 0, -1}},
    {"Gross margin? Percent, 1 decimal.", {false, false, false, false, false, false, 0, 1}},
    {"Growth in percent to two decimals?", {true, false, false, false, false, false, 0, 2}},
    {"Change in whole basis points?", {false, true, false, false, false, false, 0, 0}},
    {"DSO in days, 1 decimal?", {false, false, false, true, false, false, 0, 1}},
    {"R&D as a percentage of revenue?", {false, false, false, false, false, false, 0, -1}},
    {"Did revenue exceed $ 2 million?", {false, false, false, false, false, false, 0, -1}},
};

START_TEST(reads_units_and_rounding)
{
    const fai_wish *want = &wishes[_i].wish;
    fai_question q;

    read_question(wishes[_i].text, &q);
    ck_assert_msg(q.wish.percent == want->percent && q.wish.bps == want->bps &&
                      q.wish.points == want->points && q.wish.days == want->days &&
                      q.wish.money == want->money && q.wish.scaled == want->scaled &&
                      q.wish.scale == want->scale && q.wish.digits == want->digits,
                  "%s: percent %d bps %d points %d days %d money %d scaled %d scale %d digits %d",
                  wishes[_i].text, q.wish.percent, q.wish.bps, q.wish.points, q.wish.days, q.wish.money,
                  q.wish.scaled, (int)q.wish.scale, (int)q.wish.digits);
}
END_TEST

static void check_core(const char *text, const char *expected)
{
    fai_question q;
    char got[256];

    read_question(text, &q);
    snprintf(got, sizeof got, "%.*s", (int)(q.words.items[q.core_to - 1].to - q.words.items[q.about].from),
             text + q.words.items[q.about].from);
    ck_assert_str_eq(got, expected);
}

START_TEST(finds_the_request_among_other_sentences)
{
    check_core("You are an analyst. Using only the balance sheet, what is total debt for FY2024? Answer in "
               "USD millions.",
               "what is total debt for FY2024");
    check_core("Here's the question: what is the FY2024 current ratio? Round to two decimals.",
               "what is the FY2024 current ratio");
    check_core("Calculate the ROA for FY2024. ROA is net income over average total assets.",
               "Calculate the ROA for FY2024");
    check_core("When looking at the income statement, how much was revenue at Northwind Inc. in 2024?",
               "how much was revenue at Northwind Inc. in 2024");
}
END_TEST

static void check_definition(const char *text, const char *formula)
{
    fai_question q;
    bool failed = false;
    const fai_definitions none = {NULL, 0};
    const fai_expression *e;

    read_question(text, &q);
    ck_assert_msg(q.definition_count == 1, "%s: %u definitions", text, q.definition_count);
    e = fai_expression_parse(&q.words, q.definitions[0].from, q.definitions[0].to, &none, &arena, &failed);
    ck_assert_ptr_nonnull(e);
    ck_assert_str_eq(fai_expression_words(e, &arena), formula);
}

START_TEST(takes_over_formulas)
{
    check_definition(
        "What is the quick ratio? Quick ratio is defined as: (cash + receivables) / total current "
        "liabilities.",
        "(cash and cash equivalents + accounts receivable, net) / total current liabilities");
    check_definition("What was cash burn? Define cash burn as capex minus operating cash flow.",
                     "capital expenditures - net cash from operating activities");
    check_definition("What was DSO? DSO = 365 x average accounts receivable / revenue.",
                     "365 * average accounts receivable, net / revenue");
    check_definition("What was ROE? It is net income divided by the average of opening and closing equity.",
                     "net income attributable to the company / average total shareholders' equity");
    check_definition("What was the COGS margin (cost of revenue over revenue)?", "cost of revenue / revenue");
    check_definition("What is capital intensity, measured as net PP&E over total assets, in FY2024?",
                     "property, plant and equipment, net / total assets");
}
END_TEST

START_TEST(reads_thresholds)
{
    fai_question q;

    read_question("Did revenue exceed $1.5 billion in fiscal 2024?", &q);
    ck_assert_int_eq(q.ask, FAI_ASK_THRESHOLD);
    ck_assert_int_eq(fa_decimal_compare(q.threshold, fa_decimal_make(1500000000, 0)), 0);
    ck_assert(!q.down);
    read_question("Is the gross margin below 40%?", &q);
    ck_assert_int_eq(q.ask, FAI_ASK_THRESHOLD);
    ck_assert(q.down && q.threshold_percent);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("question");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, tells_the_kind, 0, (int)(sizeof kinds / sizeof *kinds));
    tcase_add_loop_test(tests, reads_units_and_rounding, 0, (int)(sizeof wishes / sizeof *wishes));
    tcase_add_test(tests, finds_the_request_among_other_sentences);
    tcase_add_test(tests, takes_over_formulas);
    tcase_add_test(tests, reads_thresholds);
    return unit_run("question", tests);
}
