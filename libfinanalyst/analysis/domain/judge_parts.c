/* analysis/domain/judge_parts.c: which parts of revenue are large, and where in the world it is earned. */
#include "analysis/domain/judge.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/domain/parts.h"
#include "base/text.h"

static bool revenue_parts(fai_judging *j, bool regions, fai_metric_value *revenue, fai_breakdown *out)
{
    bool found =
        fai_judge_value(j, "revenue", j->year, revenue) &&
        fai_breakdown_find(j->scope->docs[j->doc].filing, revenue->value, &revenue->period, regions, "", out);

    if (j->st == FA_OK)
        fai_draft_reset(j->draft);
    return found;
}

/* The number before the first "%" or "percent" of the question; 20 when there is none. */
static int asked_share(const char *question)
{
    const char *mark = strpbrk(question, "%");
    const char *from = mark != NULL ? mark : strstr(question, "percent");

    while (from != NULL && from > question && (fai_is_digit(from[-1]) || fai_is_space(from[-1])))
        from--;
    return from != NULL && strtol(from, NULL, 10) > 0 ? (int)strtol(from, NULL, 10) : 20;
}

bool fai_judge_categories(fai_judging *j)
{
    fai_metric_value revenue;
    fai_breakdown b;
    int share = asked_share(j->question);
    const char *list = "";
    uint32_t large = 0;

    if (!revenue_parts(j, false, &revenue, &b) || fa_decimal_sign(b.total->value) <= 0)
        return false;
    (void)fai_draft_figure(j->draft, j->doc, b.total, "");
    for (uint32_t i = 0; i < b.count; i++) {
        fai_metric_value part = {.value = b.parts[i]->value, .period = b.parts[i]->period};
        fai_metric_value total = {.value = b.total->value, .period = b.total->period};
        fa_decimal percent;

        if (fa_decimal_shift(part.value, 2, &percent, NULL) != FA_OK ||
            fa_decimal_div(percent, total.value, 4, FA_ROUND_HALF_UP, &percent, NULL) != FA_OK ||
            fa_decimal_compare(percent, fa_decimal_make(share, 0)) <= 0)
            continue;
        (void)fai_draft_figure(j->draft, j->doc, b.parts[i], "");
        fai_judge_derive(
            j, fai_show(j, "Share of %.*s", FAI_STR_ARG(b.names[i])), "part / revenue",
            fai_show(j, "%s / %s", fai_show_number(j, part.value, 0), fai_show_number(j, total.value, 0)),
            percent, 1, (const fai_metric_value *[]){&part, &total}, 2);
        list = fai_show(j, "%s%s%.*s (%s)", list, large++ == 0 ? "" : ", ", FAI_STR_ARG(b.names[i]),
                        fai_show_percent(j, percent, 1));
    }
    fai_judge_answer(
        j, FA_ANSWER_YESNO, large > 0 ? "yes" : "no",
        large > 0
            ? fai_show(j, "Yes. More than %d%% of the revenue of %s in %s came from each of: %s.", share,
                       fai_show_money(j, b.total->value, b.total->unit), fai_show_year(j, &revenue), list)
            : fai_show(j, "No. None of the %u parts of revenue in %s was more than %d%%.", (unsigned)b.count,
                       fai_show_year(j, &revenue), share));
    return true;
}

/* The part of a column's head that names something: "United States" of "2022 United States". */
static fai_str plain_name(fai_str name)
{
    while (name.n > 0 && (fai_is_digit(*name.p) || *name.p == ' '))
        name = fai_str_sub(name, 1, name.n);
    return name;
}

bool fai_judge_geographies(fai_judging *j)
{
    fai_metric_value revenue;
    fai_breakdown b;
    const char *list = "";
    uint32_t named = 0;

    if (!revenue_parts(j, true, &revenue, &b))
        return false;
    for (uint32_t i = 0; i < b.count; i++) {
        fai_str name = plain_name(b.names[i]);

        if (!fai_is_region(name) && fai_is_remainder(name))
            continue;
        (void)fai_draft_figure(j->draft, j->doc, b.parts[i], "");
        list = fai_show(j, "%s%s%.*s (%s)", list, named++ == 0 ? "" : ", ", FAI_STR_ARG(name),
                        fai_show_money(j, b.parts[i]->value, b.parts[i]->unit));
    }
    fai_judge_answer(j, FA_ANSWER_LIST, "",
                     fai_show(j, "Revenue in %s is reported for: %s.", fai_show_year(j, &revenue), list));
    return named >= 2;
}
