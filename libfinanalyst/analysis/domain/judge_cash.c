/* analysis/domain/judge_cash.c: judgements over cash: capital intensity, activities, dividends, restructuring. */
#include "analysis/domain/judge.h"

#include <string.h>

#include "base/text.h"
#include "retrieval/terms.h"

/* a / b in per cent (shift 2) or times (0), with its calculation; false: not to be had. */
static bool quotient(fai_judging *j, const char *name, const fai_metric_value *a, const fai_metric_value *b,
                     int shift, fa_decimal *out)
{
    fa_decimal over = fa_decimal_abs(a->value);

    if (fa_decimal_sign(b->value) <= 0 || fa_decimal_shift(over, shift, &over, NULL) != FA_OK ||
        fa_decimal_div(over, b->value, 6, FA_ROUND_HALF_UP, out, NULL) != FA_OK)
        return false;
    fai_judge_derive(j, name, fai_show(j, "%s / %s", a->name, b->name),
                     fai_show(j, "%s / %s", fai_show_number(j, fa_decimal_abs(a->value), 0),
                              fai_show_number(j, b->value, 0)),
                     *out, shift > 0 ? 1 : 2, (const fai_metric_value *[]){a, b}, 2);
    return true;
}

/* Capital intensive: a tenth of revenue and more goes into capital expenditures, or two fifths of the assets are
 * property, plant and equipment, or one unit of revenue takes more than two of assets. */
bool fai_judge_capital(fai_judging *j)
{
    fai_metric_value capex, revenue, ppe, assets, returns;
    fa_decimal spent, fixed, times;
    bool intensive;
    const char *roa = "";

    if (fai_judge_is_financial(j))
        return fai_judge_not_meaningful(j, "Capital intensity",
                                        "its assets are loans and investments, not plant.");
    if (!fai_judge_value(j, "capital expenditures", j->year, &capex) ||
        !fai_judge_value(j, "revenue", j->year, &revenue) || !fai_judge_value(j, "net ppe", j->year, &ppe) ||
        !fai_judge_value(j, "total assets", j->year, &assets) ||
        !quotient(j, "Capital expenditures to revenue", &capex, &revenue, 2, &spent) ||
        !quotient(j, "Property, plant and equipment to total assets", &ppe, &assets, 2, &fixed) ||
        !quotient(j, "Total assets to revenue", &assets, &revenue, 0, &times))
        return false;
    if (fai_judge_value(j, "return on assets", j->year, &returns))
        roa = fai_show(j, "; the return on assets was %s", fai_show_percent(j, returns.value, 1));
    if (j->st != FA_OK)
        return false;
    intensive = fa_decimal_compare(spent, fa_decimal_make(10, 0)) >= 0 ||
                fa_decimal_compare(fixed, fa_decimal_make(40, 0)) >= 0;
    fai_judge_answer(
        j, FA_ANSWER_YESNO, intensive ? "yes" : "no",
        fai_show(j,
                 "%s. In %s capital expenditures were %s of revenue, property, plant and equipment was "
                 "%s of total assets, and total assets were %s times revenue%s.",
                 intensive ? "Yes" : "No", fai_show_year(j, &revenue), fai_show_percent(j, spent, 1),
                 fai_show_percent(j, fixed, 1), fai_show_number(j, times, 2), roa));
    return true;
}

bool fai_judge_activities(fai_judging *j)
{
    static const char *const names[] = {"operating activities", "investing activities",
                                        "financing activities"};
    static const char *const items[] = {"net cash from operating activities",
                                        "net cash from investing activities",
                                        "net cash from financing activities"};
    bool least = fai_mentions(j->question, "least cash|lowest|used the most|consumed the most|lost the most");
    fai_metric_value v[3];
    int best = 0;

    for (int i = 0; i < 3; i++)
        if (!fai_judge_value(j, items[i], j->year, &v[i]))
            return false;
    for (int i = 1; i < 3; i++) {
        int c = fa_decimal_compare(v[i].value, v[best].value);

        if (least ? c < 0 : c > 0)
            best = i;
    }
    fai_draft_answer(j->draft)->choice = names[best];
    fai_judge_answer(
        j, FA_ANSWER_CHOICE, "",
        fai_show(j,
                 "Cash flow from %s was the %s in %s: operating activities %s, investing activities %s, "
                 "financing activities %s.",
                 names[best], least ? "lowest" : "highest", fai_show_year(j, &v[best]),
                 fai_show_money(j, v[0].value, v[0].unit), fai_show_money(j, v[1].value, v[1].unit),
                 fai_show_money(j, v[2].value, v[2].unit)));
    return true;
}

enum { TREND_YEARS = 3 };

/* Whether dividends are paid year after year. */
static bool judge_dividend_trend(fai_judging *j)
{
    fai_metric_value v[TREND_YEARS];
    bool steady = true;
    const char *list = "";
    int count = 0;

    while (count < TREND_YEARS && fai_judge_value(j, "dividends paid", j->year - count, &v[count]))
        count++;
    if (j->st != FA_OK || count < 2)
        return false;
    for (int i = 0; i < count; i++) {
        fa_decimal paid = fa_decimal_abs(v[i].value);

        list = fai_show(j, "%s%s%s in %s", list, i > 0 ? ", " : "", fai_show_money(j, paid, v[i].unit),
                        fai_show_year(j, &v[i]));
        steady = steady && fa_decimal_sign(paid) > 0;
    }
    fai_judge_answer(j, FA_ANSWER_YESNO, steady ? "yes" : "no",
                     fai_show(j, "%s. Dividends paid were %s.", steady ? "Yes" : "No", list));
    return true;
}

/* Whether dividends were paid: the cash flow statement says so, a dividend per share goes with it. */
bool fai_judge_dividends(fai_judging *j)
{
    fai_metric_value paid, each;
    const char *per_share = "";
    bool yes;

    if (fai_mentions(j->question, "how much|payout|what is|what was|what were|yield|why"))
        return false;
    if (fai_mentions(j->question, "stable|trend|consistent*|steady|regular*|maintain*"))
        return judge_dividend_trend(j);
    if (!fai_judge_value(j, "dividends paid", j->year, &paid))
        return false;
    yes = fa_decimal_sign(paid.value) != 0;
    if (fai_judge_value(j, "dividends per share", j->year, &each))
        per_share = fai_show(j, ", %s per share", fai_show_money(j, each.value, "USD"));
    if (j->st != FA_OK)
        return false;
    fai_judge_answer(
        j, FA_ANSWER_YESNO, yes ? "yes" : "no",
        yes ? fai_show(j, "Yes. Dividends of %s were paid in %s%s.",
                       fai_show_money(j, fa_decimal_abs(paid.value), paid.unit), fai_show_year(j, &paid),
                       per_share)
            : fai_show(j, "No. The cash flow statement shows no dividends for %s.", fai_show_year(j, &paid)));
    return true;
}

/* A row of the primary income statement that names restructuring, in the year asked; NULL = none. *line: any figure of
 * that statement and year. */
static const fa_fact *restructuring_row(fai_judging *j, const fa_fact **line)
{
    const fa_filing *filing = j->scope->docs[j->doc].filing;
    const fa_fact *found = NULL;

    *line = NULL;
    for (uint32_t i = 0; i < filing->fact_count && found == NULL; i++) {
        const fa_fact *f = &filing->facts[i];

        if (f->statement != FA_STATEMENT_INCOME || (f->flags & FA_FACT_PRIMARY) == 0 || f->dim_count > 0 ||
            (j->year != 0 && f->period.fiscal_year != j->year) || f->place.page <= 0)
            continue;
        if (*line == NULL || (f->flags & FA_FACT_TOTAL) != 0)
            *line = f;
        if (fai_has_ci(f->label, "restructuring"))
            found = f;
    }
    return found;
}

bool fai_judge_restructuring(fai_judging *j)
{
    const fa_fact *line;
    const fa_fact *row = restructuring_row(j, &line);
    fai_metric_value v = {.unit = "USD"};

    if (row == NULL && line == NULL)
        return false;
    (void)fai_draft_figure(j->draft, j->doc, row != NULL ? row : line, "");
    v.value = row != NULL ? row->value : fa_decimal_make(0, 0);
    v.unit = row != NULL ? row->unit : line->unit;
    v.period = row != NULL ? row->period : line->period;
    fai_judge_headline(j, &v, 0);
    fai_judge_answer(
        j, FA_ANSWER_VALUE, "",
        row != NULL ? fai_show(j, "The income statement states %s for %s in %s.",
                               fai_show_money(j, row->value, row->unit), row->label, fai_show_year(j, &v))
                    : fai_show(j, "0: the income statement for %s has no line for restructuring costs.",
                               fai_show_year(j, &v)));
    return true;
}
