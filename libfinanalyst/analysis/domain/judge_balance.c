/* analysis/domain/judge_balance.c: judgements over the balance sheet: liquidity, working capital, inventory, debt. */
#include "analysis/domain/judge.h"

#include <string.h>

#include "retrieval/terms.h"

bool fai_judge_liquidity(fai_judging *j)
{
    fai_metric_value quick;
    bool healthy;

    if (fai_judge_is_financial(j))
        return fai_judge_not_meaningful(
            j, "The quick ratio",
            "its balance sheet does not part current from other assets and liabilities.");
    if (!fai_judge_value(j, "quick ratio", j->year, &quick))
        return false;
    healthy = fa_decimal_compare(quick.value, fa_decimal_make(1, 0)) >= 0;
    fai_judge_headline(j, &quick, 2);
    fai_judge_answer(
        j, FA_ANSWER_YESNO, healthy ? "yes" : "no",
        fai_show(j,
                 "%s. The quick ratio was %s at the end of %s, %s 1: cash, short-term investments and "
                 "receivables %s the current liabilities.",
                 healthy ? "Yes" : "No", fai_show_number(j, quick.value, 2), fai_show_year(j, &quick),
                 healthy ? "at least" : "below", healthy ? "cover" : "do not cover"));
    return true;
}

bool fai_judge_working_capital(fai_judging *j)
{
    fai_metric_value capital;
    bool positive, negative_asked = fai_mentions(j->question, "negative working capital");
    bool yes;

    if (fai_judge_is_financial(j))
        return fai_judge_not_meaningful(
            j, "Working capital",
            "its balance sheet does not part current from other assets and liabilities.");
    if (!fai_judge_value(j, "net working capital", j->year, &capital))
        return false;
    positive = fa_decimal_sign(capital.value) > 0;
    yes = positive != negative_asked;
    fai_judge_headline(j, &capital, 0);
    fai_judge_answer(
        j, FA_ANSWER_YESNO, yes ? "yes" : "no",
        fai_show(j, "%s. Working capital (current assets less current liabilities) was %s at the end of %s.",
                 yes ? "Yes" : "No", fai_show_money(j, capital.value, capital.unit),
                 fai_show_year(j, &capital)));
    return true;
}

bool fai_judge_inventory(fai_judging *j)
{
    fai_metric_value turns, stock;

    if (fai_judge_is_financial(j))
        return fai_judge_not_meaningful(j, "Inventory turnover", "it holds no inventory.");
    if (!fai_judge_value(j, "inventory turnover", j->year, &turns)) {
        bool costs = fai_judge_value(j, "cost of revenue", j->year, &stock);
        bool held = fai_judge_value(j, "inventories", j->year, &stock);

        fai_draft_reset(j->draft);
        return j->st == FA_OK && (!costs || !held) &&
               fai_judge_not_meaningful(j, "Inventory turnover",
                                        held ? "its income statement states no cost of sales."
                                             : "its balance sheet states no inventory.");
    }
    fai_judge_headline(j, &turns, 1);
    fai_judge_answer(
        j, FA_ANSWER_VALUE, "",
        fai_show(j,
                 "It sold its inventory %s times in %s: the inventory turnover ratio is the cost of "
                 "sales over the average inventory.",
                 fai_show_number(j, turns.value, 1), fai_show_year(j, &turns)));
    return true;
}

bool fai_judge_debt(fai_judging *j)
{
    fai_metric_value now, before;
    fa_decimal change;
    bool up, asked_down =
                 fai_mentions(j->question, "decreas*|reduc*|lower*|less|paid down|pay down|shrink*|shrunk");
    bool yes;

    if (fai_mentions(j->question, "debt to|debt-to|net debt|ratio") || j->base == 0 ||
        !fai_judge_value(j, "total debt", j->base, &before) ||
        !fai_judge_value(j, "total debt", j->year, &now) ||
        fa_decimal_sub(now.value, before.value, &change, NULL) != FA_OK)
        return false;
    up = fa_decimal_sign(change) > 0;
    yes = fa_decimal_sign(change) != 0 && up != asked_down;
    fai_judge_derive(
        j, "Change in total debt", "total debt - total debt of the year before",
        fai_show(j, "%s - %s", fai_show_number(j, now.value, 0), fai_show_number(j, before.value, 0)), change,
        0, (const fai_metric_value *[]){&now, &before}, 2);
    fai_judge_answer(j, FA_ANSWER_YESNO, yes ? "yes" : "no",
                     fai_show(j, "%s. Total debt %s by %s, from %s at the end of %s to %s at the end of %s.",
                              yes ? "Yes" : "No", up ? "increased" : "decreased",
                              fai_show_money(j, fa_decimal_abs(change), now.unit),
                              fai_show_money(j, before.value, before.unit), fai_show_year(j, &before),
                              fai_show_money(j, now.value, now.unit), fai_show_year(j, &now)));
    return true;
}
