/* Numeric questions in many phrasings over the filings of two fictional companies. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "analysis/domain/answering.h"
#include "fiction.h"
#include "oom.h"

static fiction annual, quarterly, other;
static fai_scope_doc docs[3];

static void set_up(void)
{
    fiction_annual(&annual);
    fiction_quarterly(&quarterly);
    fiction_other(&other);
    docs[0] = (fai_scope_doc){.id = {"doc_annual"}, .name = "larkspur-annual.html", .filing = &annual.filing};
    docs[1] =
        (fai_scope_doc){.id = {"doc_quarter"}, .name = "larkspur-quarter.html", .filing = &quarterly.filing};
    docs[2] = (fai_scope_doc){.id = {"doc_other"}, .name = "bluegum.html", .filing = &other.filing};
}

enum { ANNUAL, QUARTERLY, BOTH, COMPANIES, OTHER };

static fai_scope scope_of(int which)
{
    static const struct {
        uint32_t from, count;
    } ranges[] = {{0, 1}, {1, 1}, {0, 2}, {0, 3}, {2, 1}};

    return (fai_scope){docs + ranges[which].from, ranges[which].count};
}

/* The essence of an answer: "8400 USD e6", "yes", "choice: Snacks", "list", "refused: advice", "unclaimed". */
static void essence(const fa_answer *a, bool claimed, char *out, size_t cap)
{
    char digits[FA_DECIMAL_TEXT_MAX];

    if (!claimed)
        snprintf(out, cap, "unclaimed");
    else if (a->kind == FA_ANSWER_REFUSAL)
        snprintf(out, cap, "refused: %s", a->refusal);
    else if (a->kind == FA_ANSWER_YESNO)
        snprintf(out, cap, "%s", a->polarity[0] != '\0' ? a->polarity : a->choice);
    else if (a->kind == FA_ANSWER_CHOICE)
        snprintf(out, cap, "choice: %s", a->choice);
    else if (a->kind == FA_ANSWER_LIST)
        snprintf(out, cap, "list of %u", a->figure_count);
    else {
        fa_decimal_format(a->value, digits);
        snprintf(out, cap, a->value_scale != 0 ? "%s %s e%d" : "%s %s", digits, a->unit, (int)a->value_scale);
    }
}

static const fa_answer *answer_of(int which, const char *question, bool *claimed)
{
    fai_scope scope = scope_of(which);
    fai_draft *draft = fai_draft_new(&scope, question);
    const fa_answer *answer = NULL;

    ck_assert_ptr_nonnull(draft);
    ck_assert_int_eq(fai_plan_numeric(&scope, question, draft, claimed, NULL), FA_OK);
    ck_assert_int_eq(fai_draft_finish(draft, &answer, NULL), FA_OK);
    return answer;
}

typedef struct asked {
    int scope;
    const char *question;
    const char *expected;
} asked;

/* Asks all, then fails with all that differ. */
static void check_all(const asked *cases, size_t count)
{
    char wrong[8192] = "";
    size_t len = 0;

    for (size_t i = 0; i < count; i++) {
        char got[160];
        bool claimed = false;
        const fa_answer *a = answer_of(cases[i].scope, cases[i].question, &claimed);

        essence(a, claimed, got, sizeof got);
        if (strcmp(got, cases[i].expected) != 0 && len < sizeof wrong)
            len += (size_t)snprintf(wrong + len, sizeof wrong - len, "\n%s\n  expected %s, got %s (%s)",
                                    cases[i].question, cases[i].expected, got, a->text);
        fa_answer_free(a);
    }
    ck_assert_msg(len == 0, "%s", wrong);
}
#define CHECK(cases) check_all(cases, sizeof(cases) / sizeof *(cases))

/* clang-format off */
START_TEST(gives_line_items_as_printed_or_as_asked)
{
    static const asked cases[] = {
        {ANNUAL, "What was Larkspur Foods's revenue in fiscal 2024?", "8400 USD e6"},
        {ANNUAL, "How much did Larkspur Foods make in net sales in FY24, in dollars?", "8400000000 USD"},
        {ANNUAL, "Larkspur Foods: top line for the year ended June 30, 2023 in USD billions, to two decimals?", "8.00 USD e9"},
        {ANNUAL, "State the cost of goods sold reported for FY2022 (in thousands of dollars).", "4800000 USD e3"},
        {ANNUAL, "I need Larkspur's bottom line for the latest fiscal year.", "1200 USD e6"},
        {ANNUAL, "What was net income last year?", "1053 USD e6"},
        {ANNUAL, "What was net income two years before the latest one?", "828 USD e6"},
        {ANNUAL, "Could you tell me how high diluted EPS was in fiscal year 2023?", "3.45 USD/shares"},
        {ANNUAL, "What were total current liabilities as of June 30, 2023?", "1400 USD e6"},
        {ANNUAL, "Give me the cash balance at the end of fiscal 2024.", "900 USD e6"},
        {ANNUAL, "What were inventories at the beginning of fiscal 2024?", "800 USD e6"},
        {ANNUAL, "How large was capex in the cash flow statement for FY 2024?", "420 USD e6"},
        {ANNUAL, "What was net cash used in investing activities in 2024?", "-600 USD e6"},
        {ANNUAL, "How many diluted shares were there in fiscal 2024 (in millions of shares)?", "300 shares e6"},
        {ANNUAL, "Operating cash flow FY23?", "1500 USD e6"},
        {ANNUAL, "According to the 10-K, how much did the company spend on share buybacks in fiscal 2023?", "450 USD e6"},
        {ANNUAL, "You are a credit analyst. Using only the balance sheet, what is the year end FY2024 total amount of long-term debt for Larkspur Foods? Answer in USD millions.", "1500 USD e6"},
        {QUARTERLY, "What were net sales in the third quarter of fiscal 2025?", "2300 USD e6"},
        {QUARTERLY, "What were net sales for the nine months ended March 31, 2025?", "6700 USD e6"},
        {QUARTERLY, "Net income year to date through March 31, 2024?", "900 USD e6"},
        {QUARTERLY, "What was gross profit in the year-ago quarter?", "860 USD e6"},
        {QUARTERLY, "What were net sales in the latest quarter, not year to date?", "2300 USD e6"},
        {QUARTERLY, "What were total assets at quarter end?", "6700 USD e6"},
        {QUARTERLY, "How much cash did it have at the prior year end?", "900 USD e6"},
        {QUARTERLY, "Q3 FY25 diluted EPS?", "1.08 USD/shares"},
    };

    CHECK(cases);
}
END_TEST

START_TEST(finds_rows_by_their_labels)
{
    static const asked cases[] = {
        {ANNUAL, "How much is \"Purchases of marketable securities\" in fiscal 2023?", "200 USD e6"},
        {ANNUAL, "What does Larkspur Foods report for \"Operating lease cost\" in FY2024 in USD?", "55000000 USD"},
        {ANNUAL, "What was the operating lease cost in fiscal 2022?", "45 USD e6"},
        {ANNUAL, "What is the figure in the row \"Net adventure income\" for fiscal 2024?", "refused: not_reported"},
    };

    CHECK(cases);
}
END_TEST

START_TEST(looks_for_parts_of_the_company)
{
    static const asked cases[] = {
        {ANNUAL, "What was Snacks revenue in fiscal 2024?", "4200 USD e6"},
        {ANNUAL, "How much revenue came from Beverages & Juices at Larkspur Foods in FY2023?", "2600 USD e6"},
        {ANNUAL, "What was the operating income of the Pet Care segment for fiscal 2024?", "180 USD e6"},
        {ANNUAL, "Larkspur Foods revenue, United States, FY 2024 in $ millions", "5000 USD e6"},
        {ANNUAL, "What were net sales outside the US in fiscal 2023?", "3100 USD e6"},
        {ANNUAL, "What was Beverages revenue in fiscal 2024?", "2800 USD e6"},
        {ANNUAL, "What share of net sales came from Snacks in fiscal 2024?", "50.0 %"},
        {ANNUAL, "Which segment had the highest revenue in fiscal 2024?", "choice: Snacks"},
        {ANNUAL, "Which had the lower operating income in FY2024: Snacks or Pet Care?", "choice: Pet Care"},
        {ANNUAL, "What was the combined revenue of Snacks and Pet Care in fiscal 2024?", "5600 USD e6"},
        {ANNUAL, "By how much did Snacks revenue grow in fiscal 2024, in percent?", "2.4 %"},
        {ANNUAL, "What was the operating margin of Snacks in fiscal 2024?", "23.8 %"},
        {ANNUAL, "What was Frozen Dough revenue in fiscal 2024?", "refused: not_reported"},
        {ANNUAL, "What was Larkspur Foods's revenue of the Fresh Produce segment in FY24?", "refused: not_reported"},
    };

    CHECK(cases);
}
END_TEST

/* Rows of a table without dimensions that add up to the revenue of the company for 2024. */
static void add_segment_table(fiction *f, fa_fact_table *table)
{
    static const char *const rows[][2] = {
        {"Warehousing", "1100"}, {"Freight", "1700"}, {"Corporate and unallocated", "200"}, {"Total", "3000"}};

    *table = (fa_fact_table){.title = "Segment information", .section = "", .unit = "USD"};
    for (int32_t i = 0; i < 4; i++) {
        const fiction_figure figure = {.concept = "", .label = rows[i][0]};
        fa_fact *fact = &f->facts[f->count];

        fiction_add(f, &figure, "2024-01-01", "2024-12-31", 2024, FA_FISCAL_FY, rows[i][1]);
        fact->table = fact->col = 0;
        fact->row = i;
        fact->source = FA_SOURCE_TABLE;
    }
    f->filing.tables = table;
    f->filing.table_count = 1;
}

START_TEST(chooses_among_the_rows_of_a_table_where_no_dimension_names_the_parts)
{
    static fiction alone;
    static fa_fact_table table;
    const char *question = "Which segment had the highest revenue in 2024?";
    const fai_scope scope = {&docs[2], 1};
    const fa_answer *answer = NULL;
    bool claimed, struck = true;

    fiction_other(&alone);
    docs[2].filing = &alone.filing;
    answer = answer_of(OTHER, question, &claimed);
    ck_assert_str_eq(answer->refusal, "not_reported");
    fa_answer_free(answer);
    add_segment_table(&alone, &table);
    for (long n = 1; struck; n++) {
        fai_draft *draft = fai_draft_new(&scope, question);
        fa_status st;

        ck_assert_ptr_nonnull(draft);
        oom_fail(n);
        st = fai_plan_numeric(&scope, question, draft, &claimed, NULL);
        if (st == FA_OK)
            st = fai_draft_finish(draft, &answer, NULL);
        else
            fai_draft_free(draft);
        struck = oom_struck();
        oom_fail(0);
        ck_assert_msg(st == FA_OK || (struck && st == FA_ENOMEM), "allocation %ld: status %d", n, st);
        if (st != FA_OK)
            continue;
        ck_assert_msg(strcmp(answer->choice, "Freight") == 0, "allocation %ld: %s", n, answer->text);
        ck_assert_uint_eq(answer->figure_count, 2);
        fa_answer_free(answer);
    }
}
END_TEST

START_TEST(computes_ratios)
{
    static const asked cases[] = {
        {ANNUAL, "What was the gross margin in fiscal 2024?", "40.0 %"},
        {ANNUAL, "Calculate operating margin for FY2023. Percent, 2 decimals.", "18.00 %"},
        {ANNUAL, "Net profit margin FY2024?", "14.3 %"},
        {ANNUAL, "What is R&D as a % of revenue for FY2024?", "2.5 %"},
        {ANNUAL, "What is the current ratio at the end of fiscal 2024?", "2.00 x"},
        {ANNUAL, "What is the quick ratio as of June 30, 2024?", "1.31 x"},
        {ANNUAL, "What was the effective tax rate for fiscal 2023?", "22.0 %"},
        {ANNUAL, "What is the inventory turnover for FY2024?", "6.15 x"},
        {ANNUAL, "What was DSO in fiscal 2024?", "29.5 days"},
        {ANNUAL, "What is the return on equity (ROE) in fiscal 2024?", "42.1 %"},
        {ANNUAL, "What is the return on assets for FY2024?", "19.7 %"},
        {ANNUAL, "What is the debt to equity ratio at the end of fiscal 2024?", "0.50 x"},
        {ANNUAL, "Interest coverage in FY2024?", "20.00 x"},
        {ANNUAL, "What was free cash flow in fiscal 2024?", "1280 USD e6"},
        {ANNUAL, "What is the FY2024 unadjusted EBITDA? Answer in USD millions.", "2000 USD e6"},
        {ANNUAL, "What is the dividend payout ratio for FY2024?", "30.0 %"},
        {ANNUAL, "What is the net working capital at June 30, 2024?", "1450 USD e6"},
        {ANNUAL, "What is operating cash flow per diluted share in fiscal 2024?", "5.67 USD/shares"},
        {ANNUAL, "What is the ratio of total liabilities to equity for FY2024?", "1.00 x"},
        {ANNUAL, "Inventory as a share of total assets at June 30, 2024, in percent?", "13.1 %"},
        {ANNUAL, "What is common-size accounts receivable (share of total assets) at the end of FY2024?", "10.9 %"},
        {ANNUAL, "Net debt at the end of fiscal 2024?", "700 USD e6"},
        {QUARTERLY, "Gross margin for the three months ended March 31, 2025?", "40.0 %"},
    };

    CHECK(cases);
}
END_TEST

START_TEST(obeys_formulas_given_in_the_question)
{
    static const asked cases[] = {
        {ANNUAL, "What is the quick ratio for FY2024? Quick ratio is defined as: (total current assets - inventories) / total current liabilities. Round your answer to two decimal places.", "1.42 x"},
        {ANNUAL, "What was cash burn in FY2024? Define cash burn as capex + dividends paid - net cash from operating activities.", "-920 USD e6"},
        {ANNUAL, "What is Larkspur Foods's capital intensity, measured as net PP&E over total assets, at the end of fiscal 2024?", "32.8 %"},
        {ANNUAL, "Calculate (net income + depreciation and amortization) / revenue for FY2024 in percent.", "18.1 %"},
        {ANNUAL, "What is total liabilities divided by total assets for FY2023, in percent to two decimals?", "56.90 %"},
        {ANNUAL, "How high was the payout (dividends paid plus share repurchases) in fiscal 2024?", "860 USD e6"},
    };

    CHECK(cases);
}
END_TEST

START_TEST(compares_periods)
{
    static const asked cases[] = {
        {ANNUAL, "By what percentage did revenue change from fiscal 2023 to fiscal 2024?", "5.0 %"},
        {ANNUAL, "What was the year-over-year growth in net income in FY2024? One decimal.", "14.0 %"},
        {ANNUAL, "How much did gross profit change between fiscal 2022 and fiscal 2024, in USD millions?", "660 USD e6"},
        {ANNUAL, "How many dollars more or less was operating income in fiscal 2024 than in fiscal 2023?", "240 USD e6"},
        {ANNUAL, "By how many basis points did the gross margin change from fiscal 2023 to fiscal 2024?", "200 bps"},
        {ANNUAL, "By how many percentage points did operating margin move between FY2022 and FY2024?", "4.00 pp"},
        {ANNUAL, "What is the two-year CAGR of net income from fiscal 2022 to fiscal 2024, in percent?", "20.4 %"},
        {ANNUAL, "Compute the 2 year revenue CAGR ending in FY2024.", "5.8 %"},
        {ANNUAL, "What is the FY2022 - FY2024 3 year average of capex as a % of revenue?", "4.9 %"},
        {ANNUAL, "What was the three-year average of revenue over fiscal 2022 to 2024, in USD millions to one decimal?", "7966.7 USD e6"},
        {ANNUAL, "What were cumulative dividends paid over fiscal 2022, 2023 and 2024?", "660 USD e6"},
        {ANNUAL, "Add up net income for FY2022 through FY2024.", "3081 USD e6"},
        {ANNUAL, "Did revenue rise in fiscal 2024 compared with fiscal 2023?", "yes"},
        {ANNUAL, "Comparing fiscal 2024 with fiscal 2023, did interest expense go up?", "no"},
        {ANNUAL, "Did interest expense fall in fiscal 2024?", "yes"},
        {ANNUAL, "Was gross margin higher in FY2024 than in FY2022?", "yes"},
        {ANNUAL, "Was total debt lower at the end of fiscal 2024 or at the end of fiscal 2023?", "choice: fiscal 2024"},
        {ANNUAL, "Did inventories increase or decrease in fiscal 2024?", "increase"},
        {ANNUAL, "In which fiscal year was operating income highest?", "choice: fiscal 2024"},
        {ANNUAL, "In which of the fiscal years 2022, 2023 and 2024 was SG&A lowest?", "choice: fiscal 2022"},
        {ANNUAL, "Which was larger in fiscal 2024, dividends paid or share repurchases?", "choice: share repurchases"},
        {ANNUAL, "What were net sales in fiscal 2022, 2023 and 2024?", "list of 3"},
        {ANNUAL, "How has net income developed since fiscal 2022?", "list of 3"},
        {ANNUAL, "Is the current ratio above 1.5 at the end of fiscal 2024?", "yes"},
        {ANNUAL, "Did revenue exceed $9 billion in fiscal 2024?", "no"},
        {ANNUAL, "Is working capital negative at the end of fiscal 2024?", "no"},
        {ANNUAL, "By how much did operating income exceed net income in FY2024, in USD millions?", "480 USD e6"},
        {QUARTERLY, "By what percent did net sales grow in the third quarter of fiscal 2025?", "7.0 %"},
        {QUARTERLY, "Did net income rise from the three months ended March 31, 2024 to the three months ended March 31, 2025?", "yes"},
    };

    CHECK(cases);
}
END_TEST

START_TEST(derives_periods_that_no_column_states)
{
    static const asked cases[] = {
        {BOTH, "What was revenue in the fourth quarter of fiscal 2024?", "2100 USD e6"},
        {BOTH, "What is Larkspur's trailing-twelve-month revenue through March 31, 2025?", "8800 USD e6"},
        {BOTH, "LTM net income to March 31, 2025?", "1280 USD e6"},
        {BOTH, "What was the TTM gross margin as of March 31, 2025?", "40.0 %"},
        {BOTH, "What was diluted EPS in the fourth quarter of fiscal 2024?", "refused: period_not_covered"},
        {ANNUAL, "What was revenue in the fourth quarter of fiscal 2024?", "refused: period_not_covered"},
    };

    CHECK(cases);
}
END_TEST

START_TEST(tells_companies_apart)
{
    static const asked cases[] = {
        {COMPANIES, "Which company had the higher operating margin for fiscal 2024, Larkspur Foods or Bluegum Logistics?", "choice: Larkspur Foods, Inc."},
        {COMPANIES, "By how much did Larkspur Foods's net income exceed Bluegum's in fiscal 2024, in USD millions?", "900 USD e6"},
        {COMPANIES, "What was Bluegum Logistics' revenue growth in fiscal 2024?", "7.1 %"},
        {COMPANIES, "Did Larkspur earn a higher revenue than Bluegum in fiscal 2024?", "yes"},
        {COMPANIES, "Compare the revenue of Larkspur Foods and Bluegum Logistics in fiscal 2024.", "list of 2"},
        {COMPANIES, "What was the revenue of Quillfeather Holdings in fiscal 2024?", "refused: company_unknown"},
        {ANNUAL, "How large were Quillfeather's total assets at year end 2024?", "refused: company_unknown"},
    };

    CHECK(cases);
}
END_TEST

START_TEST(refuses_rather_than_guesses)
{
    static const asked cases[] = {
        {ANNUAL, "What was revenue in fiscal 2018?", "refused: period_not_covered"},
        {ANNUAL, "What was net income in fiscal 2025?", "refused: period_not_covered"},
        {ANNUAL, "What was revenue in the third quarter of fiscal 2022 alone (three months)?", "refused: period_not_covered"},
        {QUARTERLY, "What was revenue for the full fiscal year 2025?", "refused: period_not_covered"},
        {ANNUAL, "What was advertising expense in fiscal 2024?", "refused: not_reported"},
        {ANNUAL, "What same-store sales growth did Larkspur Foods report for fiscal 2024?", "refused: not_reported"},
        {ANNUAL, "What load factor did Larkspur Foods report for the latest period?", "refused: not_reported"},
        {ANNUAL, "What was adjusted operating income in fiscal 2024?", "refused: not_reported"},
        {ANNUAL, "What was organic revenue growth in fiscal 2024?", "refused: not_reported"},
        {ANNUAL, "Should I buy Larkspur Foods stock?", "refused: advice"},
        {ANNUAL, "Is Larkspur Foods a good investment?", "refused: advice"},
        {ANNUAL, "What will Larkspur Foods's revenue be in 2027?", "refused: forecast"},
        {ANNUAL, "What is Larkspur Foods's market capitalization today?", "refused: not_reported"},
        {ANNUAL, "What was the growth in other income (expense), net from fiscal 2023 to fiscal 2024?", "refused: not_meaningful"},
        {ANNUAL, "By what percentage did dividends paid grow from fiscal 2022 to fiscal 2024?", "refused: not_meaningful"},
        {ANNUAL, "Which was larger in fiscal 2024, net income or net cash from financing activities?", "refused: ambiguous"},
    };

    CHECK(cases);
}
END_TEST

START_TEST(leaves_questions_for_texts_to_others)
{
    static const asked cases[] = {
        {ANNUAL, "Why did gross margin improve in fiscal 2024?", "unclaimed"},
        {ANNUAL, "What drove the increase in SG&A expense in fiscal 2024?", "unclaimed"},
        {ANNUAL, "Who is the auditor of Larkspur Foods?", "unclaimed"},
        {ANNUAL, "Describe the main products.", "unclaimed"},
    };

    CHECK(cases);
}
END_TEST
/* clang-format on */

START_TEST(shows_the_making_of_a_ratio)
{
    bool claimed = false;
    const fa_answer *a = answer_of(ANNUAL, "What was the operating margin in fiscal 2024?", &claimed);

    ck_assert_uint_eq(a->calculation_count, 1);
    ck_assert_str_eq(a->calculations[0].name, "Operating margin");
    ck_assert_str_eq(a->calculations[0].formula, "operating income / revenue");
    ck_assert_str_eq(a->calculations[0].expression, "1,680 / 8,400");
    ck_assert_str_eq(a->calculations[0].rounding, "half up to 1 decimal");
    ck_assert_uint_eq(a->calculations[0].input_count, 2);
    ck_assert_str_eq(a->figures[a->calculations[0].inputs[0]].label, "Operating income");
    ck_assert_str_eq(a->figures[0].symbol, "operating_income[2024]");
    ck_assert_int_ge(a->figures[0].citation, 0);
    ck_assert_ptr_nonnull(strstr(a->text, "[1][2]"));
    fa_answer_free(a);
}
END_TEST

START_TEST(names_the_scales_of_numbers_that_differ)
{
    bool claimed = false;
    const fa_answer *a = answer_of(ANNUAL, "What was revenue per diluted share in fiscal 2024?", &claimed);

    ck_assert_uint_eq(a->calculation_count, 1);
    ck_assert_str_eq(a->calculations[0].expression, "8,400 million / 300,000 thousand");
    fa_answer_free(a);
}
END_TEST

START_TEST(says_which_period_was_taken)
{
    bool claimed = false;
    const fa_answer *a = answer_of(ANNUAL, "What is Larkspur Foods's revenue?", &claimed);

    ck_assert_uint_eq(a->assumption_count, 1);
    ck_assert_str_eq(a->assumptions[0], "No period is named: the latest, fiscal 2024, was taken.");
    fa_answer_free(a);
}
END_TEST

START_TEST(answers_the_same_bytes_every_time)
{
    bool claimed = false;
    const fa_answer *a = answer_of(BOTH, "What was the TTM gross margin as of March 31, 2025?", &claimed);
    const fa_answer *b = answer_of(BOTH, "What was the TTM gross margin as of March 31, 2025?", &claimed);

    ck_assert_str_eq(a->text, b->text);
    ck_assert_str_eq(a->calculations[0].expression, b->calculations[0].expression);
    fa_answer_free(a);
    fa_answer_free(b);
}
END_TEST

/* Each allocation fails in turn: a typed error or the whole answer, nothing in between, and nothing stays behind. */
START_TEST(survives_memory_that_runs_out)
{
    static const char *const questions[] = {
        "What was the TTM gross margin as of March 31, 2025?",
        "Which had the lower operating income in FY2024: Snacks or Pet Care?",
        "What was Frozen Dough revenue in fiscal 2024?",
    };

    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        long held = oom_held();
        bool struck = true;

        for (long n = 1; struck; n += n < 200 ? 1 : 17) {
            fai_scope scope = scope_of(BOTH);
            bool claimed = false;
            const fa_answer *answer = NULL;
            fai_draft *draft;
            fa_status st = FA_ENOMEM;

            oom_fail(n);
            draft = fai_draft_new(&scope, questions[i]);
            if (draft != NULL) {
                st = fai_plan_numeric(&scope, questions[i], draft, &claimed, NULL);
                if (st == FA_OK)
                    st = fai_draft_finish(draft, &answer, NULL);
                else
                    fai_draft_free(draft);
            }
            struck = oom_struck();
            oom_fail(0);
            ck_assert_msg(st == FA_OK || st == FA_ENOMEM, "allocation %ld: status %d", n, st);
            if (st == FA_OK)
                fa_answer_free(answer);
            ck_assert_int_eq(oom_held(), held);
        }
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("plan");

    oom_install();
    tcase_add_unchecked_fixture(tests, set_up, NULL);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, gives_line_items_as_printed_or_as_asked);
    tcase_add_test(tests, finds_rows_by_their_labels);
    tcase_add_test(tests, looks_for_parts_of_the_company);
    tcase_add_test(tests, chooses_among_the_rows_of_a_table_where_no_dimension_names_the_parts);
    tcase_add_test(tests, computes_ratios);
    tcase_add_test(tests, obeys_formulas_given_in_the_question);
    tcase_add_test(tests, compares_periods);
    tcase_add_test(tests, derives_periods_that_no_column_states);
    tcase_add_test(tests, tells_companies_apart);
    tcase_add_test(tests, refuses_rather_than_guesses);
    tcase_add_test(tests, leaves_questions_for_texts_to_others);
    tcase_add_test(tests, shows_the_making_of_a_ratio);
    tcase_add_test(tests, names_the_scales_of_numbers_that_differ);
    tcase_add_test(tests, says_which_period_was_taken);
    tcase_add_test(tests, answers_the_same_bytes_every_time);
    tcase_add_test(tests, survives_memory_that_runs_out);
    return unit_run("plan", tests);
}
