/* analysis/domain/judge_profile.c: is a margin or ratio improving, is it steady, does the company grow fast, how did the
 * tax rate move. */
#include "analysis/domain/judge.h"

#include <string.h>

#include "base/text.h"
#include "retrieval/terms.h"

static const fai_subject subjects[] = {
    {"gross margin*|gross profit margin*", "gross margin", "gross margin",
     "gross margin*|gross profit*|cost of sales|cost of goods|cost of revenue*|cost of products", true},
    {"operating margin*|operating profit margin*|operating income margin*", "operating margin",
     "operating margin",
     "operating margin*|operating income|operating profit|operating earnings|operating loss|income from "
     "operations|"
     "percent of sales|percent of net sales|percent of revenue*|percentage of sales|percentage of net sales",
     true},
    {"net margin*|net profit margin*|net income margin*|profit margin*", "net profit margin",
     "net profit margin", "net income|net earnings|net profit|margin*", false},
    {"ebitda margin*", "ebitda margin", "EBITDA margin", "ebitda", true},
    {"free cash flow conversion|free cashflow conversion|fcf conversion|cash conversion ratio",
     "free cash flow conversion", "free cash flow conversion", "cash flow*", false},
    {"quick ratio", "quick ratio", "quick ratio",
     "current assets|current liabilities|liquidity|cash|receivable*", true},
    {"current ratio|working capital ratio", "current ratio", "current ratio",
     "current assets|current liabilities|liquidity|working capital", true},
    {"inventory turnover", "inventory turnover", "inventory turnover", "inventor*", true},
    {"asset turnover", "asset turnover", "asset turnover", "assets", false},
    {"return on assets", "return on assets", "return on assets", "assets|income", false},
    {"return on equity", "return on equity", "return on equity", "equity|income", false},
};

const fai_subject *fai_subject_of(const char *question)
{
    for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++)
        if (fai_mentions(question, subjects[i].asked))
            return &subjects[i];
    return NULL;
}

static const char *title_of(fai_judging *j, const fai_subject *s)
{
    const char *text = fai_show(j, "%s", s->name);

    return text[0] == '\0' ? text
                           : fai_show(j, "%c%s", text[0] >= 'a' ? text[0] - 'a' + 'A' : text[0], text + 1);
}

bool fai_subject_is_useless(fai_judging *j, const fai_subject *s)
{
    fai_metric_value cost;

    if (s->of_sales && fai_judge_is_financial(j))
        return fai_judge_not_meaningful(
            j, title_of(j, s),
            "its income statement is built on interest, fees and provisions, and states "
            "no cost of sales and no operating income.");
    if (strcmp(s->metric, "gross margin") != 0)
        return false;
    if (fai_judge_value(j, "gross profit", j->year, &cost))
        return false;
    fai_draft_reset(j->draft);
    return fai_judge_not_meaningful(j, title_of(j, s), "its income statement states no cost of sales.");
}

static bool is_money(const char *unit)
{
    return strlen(unit) == 3;
}

static const char *shown(fai_judging *j, const fai_metric_value *v)
{
    if (strcmp(v->unit, "%") == 0)
        return fai_show_percent(j, v->value, 1);
    return is_money(v->unit) ? fai_show_money(j, v->value, v->unit) : fai_show_number(j, v->value, 2);
}

/* How a value moved: "fell by 2.1 percentage points". */
static const char *movement(fai_judging *j, const fai_metric_value *now, const fai_metric_value *before)
{
    fai_metric_value change = *now;
    const char *verb;
    bool points = strcmp(now->unit, "%") == 0;

    if (fa_decimal_sub(now->value, before->value, &change.value, NULL) != FA_OK)
        return "";
    if (fa_decimal_sign(change.value) == 0)
        return "did not change";
    verb = fa_decimal_sign(change.value) > 0 ? "rose" : "fell";
    if (is_money(now->unit))
        fai_judge_derive(
            j, fai_show(j, "Change in %s", now->name), "this year - last year",
            fai_show(j, "%s - %s", fai_show_number(j, now->value, 0), fai_show_number(j, before->value, 0)),
            change.value, 0, (const fai_metric_value *[]){now, before}, 2);
    change.value = fa_decimal_abs(change.value);
    return fai_show(j, "%s by %s", verb,
                    points ? fai_show(j, "%s percentage points", fai_show_number(j, change.value, 1))
                           : shown(j, &change));
}

const char *fai_subject_movement(fai_judging *j, const char *name, const fai_metric_value *now,
                                 const fai_metric_value *before)
{
    return fai_show(j, "%s %s, from %s in %s to %s in %s", name, movement(j, now, before), shown(j, before),
                    fai_show_year(j, before), shown(j, now), fai_show_year(j, now));
}

bool fai_judge_profile(fai_judging *j)
{
    const fai_subject *s = fai_subject_of(j->question);
    fai_metric_value now, before;
    bool worse = fai_mentions(j->question, "worsen*|deteriorat*|declining|declined|decline");
    bool either = worse && fai_mentions(j->question, "improv*|better|increase*");
    bool better, said;

    if (s == NULL)
        return false;
    if (fai_subject_is_useless(j, s))
        return true;
    if (j->base == 0 || !fai_judge_value(j, s->metric, j->base, &before) ||
        !fai_judge_value(j, s->metric, j->year, &now))
        return false;
    better = fa_decimal_compare(now.value, before.value) > 0;
    said = worse ? !better : better;
    fai_judge_headline(j, &now, strcmp(now.unit, "%") == 0 ? 1 : 2);
    if (either) {
        fai_draft_answer(j->draft)->choice = better ? "improved" : "declined";
        fai_judge_answer(j, FA_ANSWER_CHOICE, "",
                         fai_show(j, "It %s: %s.", better ? "improved" : "declined",
                                  fai_subject_movement(j, fai_show(j, "the %s", s->name), &now, &before)));
        return true;
    }
    fai_judge_answer(j, FA_ANSWER_YESNO, said ? "yes" : "no",
                     fai_show(j, "%s. The %s %s from %s in %s to %s in %s: it %s.", said ? "Yes" : "No",
                              s->name, better ? "improved" : "declined", shown(j, &before),
                              fai_show_year(j, &before), shown(j, &now), fai_show_year(j, &now),
                              movement(j, &now, &before)));
    return true;
}

enum { STEADY_YEARS = 3, STEADY_POINTS = 2 };

bool fai_judge_consistency(fai_judging *j)
{
    const fai_subject *s = fai_subject_of(j->question);
    fai_metric_value v[STEADY_YEARS];
    uint32_t count = 0;
    bool steady = true;
    const char *series = "", *moves = "";

    if (s == NULL || j->year == 0)
        return false;
    if (fai_subject_is_useless(j, s))
        return true;
    for (int i = 0; i < STEADY_YEARS; i++)
        if (fai_judge_value(j, s->metric, j->year - i, &v[count]))
            count++;
        else
            break;
    if (count < 2)
        return false;
    for (uint32_t i = 0; i < count; i++)
        series = fai_show(j, "%s%s%s in %s", series,
                          i == 0          ? ""
                          : i + 1 < count ? ", "
                                          : " and ",
                          shown(j, &v[i]), fai_show_year(j, &v[i]));
    for (uint32_t i = 0; i + 1 < count; i++) {
        fa_decimal change;

        if (fa_decimal_sub(v[i].value, v[i + 1].value, &change, NULL) != FA_OK)
            return false;
        /* half a point is what "roughly" allows */
        if (fa_decimal_compare(fa_decimal_abs(change), fa_decimal_make(10 * STEADY_POINTS + 5, 1)) > 0)
            steady = false;
        moves = fai_show(j, "%s%sit %s in %s", moves, i == 0 ? "" : ", and ", movement(j, &v[i], &v[i + 1]),
                         fai_show_year(j, &v[i]));
    }
    fai_judge_answer(j, FA_ANSWER_YESNO, steady ? "yes" : "no",
                     fai_show(j, "%s. The %s was %s: %s.", steady ? "Yes" : "No", s->name, series, moves));
    return true;
}

enum { FAST_PERCENT = 15 };

bool fai_judge_growth(fai_judging *j)
{
    fai_metric_value now, before;
    fa_decimal growth;
    bool fast;

    if (j->base == 0 || !fai_judge_value(j, "revenue", j->base, &before) ||
        !fai_judge_value(j, "revenue", j->year, &now) || fa_decimal_sign(before.value) <= 0)
        return false;
    if (fa_decimal_sub(now.value, before.value, &growth, NULL) != FA_OK ||
        fa_decimal_shift(growth, 2, &growth, NULL) != FA_OK ||
        fa_decimal_div(growth, before.value, 4, FA_ROUND_HALF_UP, &growth, NULL) != FA_OK)
        return false;
    fast = fa_decimal_compare(growth, fa_decimal_make(FAST_PERCENT, 0)) >= 0;
    fai_judge_derive(
        j, "Revenue growth", "revenue / revenue of the year before - 1",
        fai_show(j, "%s / %s - 1", fai_show_number(j, now.value, 0), fai_show_number(j, before.value, 0)),
        growth, 1, (const fai_metric_value *[]){&now, &before}, 2);
    fai_judge_answer(
        j, FA_ANSWER_YESNO, fast ? "yes" : "no",
        fai_show(
            j,
            "%s. Revenue %s by %s in %s, from %s to %s; growth of %d%% a year or more is called high here.",
            fast ? "Yes" : "No", fa_decimal_sign(growth) < 0 ? "fell" : "grew",
            fai_show_percent(j, fa_decimal_abs(growth), 1), fai_show_year(j, &now),
            fai_show_money(j, before.value, before.unit), fai_show_money(j, now.value, now.unit),
            FAST_PERCENT));
    return true;
}

bool fai_judge_tax_rate(fai_judging *j)
{
    fai_metric_value now, before;

    if (j->base == 0 || !fai_judge_value(j, "effective tax rate", j->base, &before) ||
        !fai_judge_value(j, "effective tax rate", j->year, &now))
        return false;
    fai_judge_answer(j, FA_ANSWER_LIST, "",
                     fai_show(j, "The effective tax rate %s: it was %s in %s and %s in %s.",
                              movement(j, &now, &before), fai_show_percent(j, now.value, 2),
                              fai_show_year(j, &now), fai_show_percent(j, before.value, 2),
                              fai_show_year(j, &before)));
    return true;
}
