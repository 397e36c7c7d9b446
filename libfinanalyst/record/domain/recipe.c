/* record/domain/recipe.c: what an analysis of a filing asks, and which answers it takes. */
#include "record/domain/recipe.h"

#include <stdio.h>
#include <string.h>

/* clang-format off */
const fai_recipe_item fai_recipe_key_figures[] = {
    {"revenue", "Revenue", "What was the revenue", FAI_TIMING_OVER, NULL, false, true},
    {"net_income", "Net income", "What was the net income", FAI_TIMING_OVER, NULL, false, true},
    {"eps_diluted", "Diluted earnings per share", "What was the diluted EPS", FAI_TIMING_OVER, NULL, false, true},
    {"operating_cash_flow", "Operating cash flow", "What was the operating cash flow", FAI_TIMING_OVER, NULL, false, true},
    {"total_debt", "Total debt", "What was the total debt", FAI_TIMING_AT, NULL, false, true},
    {"gross_margin", "Gross margin", "What was the gross margin", FAI_TIMING_OVER, "%", true, true},
    {"total_assets", "Total assets", "What were total assets", FAI_TIMING_AT, NULL, false, false},
    {"cash", "Cash and cash equivalents", "What were cash and cash equivalents", FAI_TIMING_AT, NULL, false, true},
    {NULL, NULL, NULL, FAI_TIMING_OVER, NULL, false, false},
};

const fai_recipe_item fai_recipe_ratios[] = {
    {"revenue_growth", "Revenue growth", "What was the year-over-year growth of revenue", FAI_TIMING_OVER, "%", true, true},
    {"operating_margin", "Operating margin", "What was the operating margin", FAI_TIMING_OVER, "%", true, false},
    {"net_margin", "Net profit margin", "What was the net profit margin", FAI_TIMING_OVER, "%", true, false},
    {"effective_tax_rate", "Effective tax rate", "What was the effective tax rate", FAI_TIMING_OVER, "%", true, false},
    {"free_cash_flow", "Free cash flow", "What was the free cash flow", FAI_TIMING_OVER, NULL, true, false},
    {"free_cash_flow_margin", "Free cash flow margin", "What was the free cash flow margin", FAI_TIMING_OVER, "%", true, false},
    {"return_on_assets", "Return on assets", "What was the return on assets", FAI_TIMING_OVER, "%", true, false},
    {"return_on_equity", "Return on equity", "What was the return on equity", FAI_TIMING_OVER, "%", true, false},
    {"asset_turnover", "Asset turnover", "What was the asset turnover", FAI_TIMING_OVER, "x", true, false},
    {"inventory_turnover", "Inventory turnover", "What was the inventory turnover", FAI_TIMING_OVER, "x", true, false},
    {"days_sales_outstanding", "Days sales outstanding", "What was the days sales outstanding", FAI_TIMING_OVER, "days", true, false},
    {"current_ratio", "Current ratio", "What was the current ratio", FAI_TIMING_AT, "x", true, false},
    {"quick_ratio", "Quick ratio", "What was the quick ratio", FAI_TIMING_AT, "x", true, false},
    {"debt_to_equity", "Debt to equity", "What was the debt to equity ratio", FAI_TIMING_AT, "x", true, false},
    {"interest_coverage", "Interest coverage", "What was the interest coverage", FAI_TIMING_OVER, "x", true, false},
    {"dividend_payout", "Dividend payout ratio", "What was the dividend payout ratio", FAI_TIMING_OVER, "%", true, false},
    {NULL, NULL, NULL, FAI_TIMING_OVER, NULL, false, false},
};

const fai_recipe_topic fai_recipe_topics[] = {
    {"business", "What are the main products and services", FAI_TIMING_OVER, 2, false},
    {"revenue_drivers", "What drove the change in revenue", FAI_TIMING_OVER, 2, false},
    {"legal", "What legal proceedings are there", FAI_TIMING_OVER, 2, true},
    {"risks", "What are the main risks", FAI_TIMING_OVER, 3, true},
    {NULL, NULL, FAI_TIMING_OVER, 0, false},
};
/* clang-format on */

/* The period as a question names it; "" = none is known, or there is no such turn. */
static void name_period(const fa_identity *identity, int turn, char out[48])
{
    static const char *const spans[] = {[FA_FISCAL_Q2] = "the first six months of ",
                                        [FA_FISCAL_Q3] = "the first nine months of ",
                                        [FA_FISCAL_Q4] = ""};
    const int fiscal = (int)identity->fiscal, year = (int)identity->fiscal_year;
    const bool quarter = fiscal >= FA_FISCAL_Q1 && fiscal <= FA_FISCAL_Q4;

    out[0] = '\0';
    if (year == 0 || (turn > 0 && (!quarter || fiscal == FA_FISCAL_Q1)))
        return;
    if (turn > 0)
        (void)snprintf(out, 48, "%sFY%d", spans[fiscal], year);
    else if (quarter)
        (void)snprintf(out, 48, "Q%d of FY%d", fiscal - FA_FISCAL_Q1 + 1, year);
    else
        (void)snprintf(out, 48, "FY%d", year);
}

bool fai_recipe_question(const char *ask, fai_timing timing, const fa_identity *identity, int turn,
                         char out[FAI_RECIPE_QUESTION])
{
    char period[48];

    name_period(identity, turn, period);
    if (turn > 0 && period[0] == '\0')
        return false;
    (void)snprintf(out, FAI_RECIPE_QUESTION, "%s%s%s?", ask,
                   period[0] == '\0'         ? ""
                   : timing == FAI_TIMING_AT ? " at the end of "
                                             : " in ",
                   period);
    return true;
}

bool fai_recipe_takes(const fai_recipe_item *item, const fa_answer *answer)
{
    return answer->kind == FA_ANSWER_VALUE && answer->has_value && answer->citation_count > 0 &&
           (item->unit == NULL || strcmp(item->unit, answer->unit) == 0) &&
           (!item->computed || answer->calculation_count > 0);
}

/* The length of " [1]" at text, of a citation that there is; 0: it is none. */
static size_t mark_length(const char *text, uint32_t citations)
{
    size_t n = text[0] == ' ' ? 1 : 0;
    uint32_t number = 0;

    if (text[n] != '[')
        return 0;
    for (n++; text[n] >= '0' && text[n] <= '9' && number < 10000; n++)
        number = number * 10 + (uint32_t)(text[n] - '0');
    return text[n] == ']' && number > 0 && number <= citations ? n + 1 : 0;
}

void fai_recipe_plain(const fa_answer *answer, fa_buf *out)
{
    for (const char *at = answer->text; *at != '\0';) {
        size_t mark = mark_length(at, answer->citation_count);

        if (mark == 0)
            (void)fa_buf_append(out, at++, 1);
        at += mark;
    }
}

bool fai_recipe_is_sentence(const fa_answer *answer, uint32_t citation)
{
    for (uint32_t i = 0; i < answer->figure_count; i++)
        if (answer->figures[i].citation == (int32_t)citation)
            return false;
    return answer->citations[citation].quote[0] != '\0';
}
