/* analysis/domain/judge_show.c: how judgements print figures, and how they end an answer. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "analysis/domain/judge.h"
#include "analysis/domain/show.h"

const char *fai_show(fai_judging *j, const char *format, ...)
{
    va_list args, again;
    char *out;
    int len;

    va_start(args, format);
    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, args);
    out = len < 0 ? NULL : fai_arena_calloc(fai_draft_arena(j->draft), (size_t)len + 1, 1);
    if (out != NULL)
        (void)vsnprintf(out, (size_t)len + 1, format, again);
    else
        fai_draft_fail(j->draft);
    va_end(again);
    va_end(args);
    return out != NULL ? out : "";
}

const char *fai_show_number(fai_judging *j, fa_decimal value, int digits)
{
    const char *text;

    if (fa_decimal_round(value, digits, FA_ROUND_HALF_UP, &value, NULL) != FA_OK)
        return "";
    text = fai_show_grouped(value, fai_draft_arena(j->draft));
    if (text == NULL)
        fai_draft_fail(j->draft);
    return text != NULL ? text : "";
}

const char *fai_show_percent(fai_judging *j, fa_decimal value, int digits)
{
    return fai_show(j, "%s%%", fai_show_number(j, value, digits));
}

const char *fai_show_money(fai_judging *j, fa_decimal value, const char *unit)
{
    fa_decimal size = fa_decimal_abs(value);
    bool dollars = strncmp(unit, "USD", 3) == 0;
    const char *sign = fa_decimal_sign(value) < 0 ? "-" : "";
    const char *number;
    bool millions = fa_decimal_compare(size, fa_decimal_make(1000000, 0)) >= 0;

    if (millions && fa_decimal_shift(size, -6, &size, NULL) != FA_OK)
        return "";
    size = fa_decimal_reduce(size);
    number = fai_show_number(j, size, millions ? (size.scale < 1 ? size.scale : 1) : 2);
    return fai_show(j, "%s%s%s%s%s", sign, dollars ? "$" : "", number, millions ? " million" : "",
                    dollars           ? ""
                    : unit[0] == '\0' ? ""
                                      : fai_show(j, " %s", unit));
}

const char *fai_show_year(fai_judging *j, const fai_metric_value *value)
{
    static const char *const parts[] = {"", "Q1 ", "Q2 ", "Q3 ", "Q4 ", "H1 ", "H2 ", "first nine months of ",
                                        ""};
    int year = value->period.fiscal_year;

    if (year == 0 && value->period.end != FA_DATE_NONE)
        fa_date_split(value->period.end, &year, NULL, NULL);
    if (year == 0)
        return "the period";
    return fai_show(j, "%sFY%d", parts[value->period.fiscal], year);
}

void fai_judge_headline(fai_judging *j, const fai_metric_value *value, int digits)
{
    fa_answer *a = fai_draft_answer(j->draft);
    fa_decimal v = value->value;
    int32_t scale = 0;

    if (strlen(value->unit) == 3 && strcmp(value->unit, "day") != 0) { /* a currency */
        if (fa_decimal_shift(v, -6, &v, NULL) != FA_OK)
            return;
        scale = 6;
    }
    if (fa_decimal_round(v, digits, FA_ROUND_HALF_UP, &v, NULL) != FA_OK)
        return;
    a->has_value = true;
    a->value = v;
    a->unit = value->unit;
    a->value_scale = scale;
}

/* The figure that a value is; the count of figures when it is computed from several. */
static uint32_t figure_of(const fa_figure *figures, uint32_t count, const fai_metric_value *v)
{
    uint32_t i = 0;

    while (i < count &&
           !(fa_decimal_compare(fa_decimal_abs(figures[i].value), fa_decimal_abs(v->value)) == 0 &&
             figures[i].period.end == v->period.end && figures[i].period.start == v->period.start))
        i++;
    return i;
}

void fai_judge_derive(fai_judging *j, const char *name, const char *formula, const char *expression,
                      fa_decimal exact, int digits, const fai_metric_value *const *of, uint32_t count)
{
    uint32_t all;
    const fa_figure *figures = fai_draft_figures(j->draft, &all);
    uint32_t *inputs = fai_arena_calloc(fai_draft_arena(j->draft), all > 0 ? all : 1, sizeof *inputs);
    fa_calculation c = {.name = name,
                        .formula = formula,
                        .expression = expression,
                        .source = "",
                        .rounding = fai_show(j, "half up to %d decimals", digits),
                        .exact = exact,
                        .inputs = inputs};

    if (inputs == NULL) {
        fai_draft_fail(j->draft);
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = figure_of(figures, all, of[i]);

        if (at == all || c.input_count == all) {
            c.input_count = 0;
            break;
        }
        inputs[c.input_count++] = at;
    }
    for (uint32_t i = 0; c.input_count == 0 && i < all;
         i++) /* one is computed itself: all figures stand behind it */
        inputs[i] = i;
    if (c.input_count == 0)
        c.input_count = all;
    fai_draft_calculate(j->draft, &c);
}

const char *fai_judge_marks(fai_judging *j)
{
    const char *marks = "";
    uint32_t count;

    (void)fai_draft_citations(j->draft, &count);
    for (uint32_t i = 0; i < count; i++)
        marks = fai_show(j, "%s%s[%u]", marks, i == 0 ? " " : "", (unsigned)(i + 1));
    return marks;
}

void fai_judge_answer(fai_judging *j, fa_answer_kind kind, const char *polarity, const char *text)
{
    fa_answer *a = fai_draft_answer(j->draft);

    a->kind = kind;
    a->polarity = polarity;
    a->text = fai_show(j, "%s%s", text, fai_judge_marks(j));
    a->confidence = 0.9;
}
