/* analysis/domain/plan_show.c: units, rounding, citations and calculations of an answer. */
#include <string.h>

#include "analysis/domain/plan.h"
#include "analysis/domain/show.h"

const char *fai_plan_keep(fai_plan *p, const char *text)
{
    return text == NULL || text[0] == '\0'
               ? ""
               : fai_plan_checked(p, fai_arena_strdup(fai_draft_arena(p->draft), text));
}

/* ---- headlines ---- */

static bool is_unit(const char *unit, const char *name)
{
    return strcmp(unit, name) == 0;
}

/* Money and counts have scales; rates have none. */
static bool has_scale(const char *unit)
{
    return unit[0] != '\0' && strchr(unit, '/') == NULL && !is_unit(unit, "%") && !is_unit(unit, "x") &&
           !is_unit(unit, "days") && !is_unit(unit, "pp") && !is_unit(unit, "bps");
}

/* The power of ten from the exact value of a rate to the number shown. */
static int rate_power(const char *unit, const fai_value *v)
{
    bool percent_already = is_unit(v->unit, "%");

    if (is_unit(unit, "%") || is_unit(unit, "pp"))
        return percent_already ? 0 : 2;
    if (is_unit(unit, "bps"))
        return percent_already ? 2 : 4;
    return 0;
}

static const char *headline_unit(const fai_plan *p, const fai_measure *m, const fai_value *v)
{
    const fai_wish *wish = &p->q.question.wish;
    const char *unit = m != NULL && m->unit[0] != '\0' ? m->unit : v->unit;

    if (is_unit(unit, "USD") && v->unit[0] != '\0' && !is_unit(v->unit, "x"))
        unit = v->unit;
    if (wish->percent && is_unit(unit, "x"))
        return "%";
    if (wish->days && is_unit(unit, "x"))
        return "days";
    return unit;
}

/* How many digits an unrounded amount needs, at most three. */
static int32_t needed_digits(fa_decimal exact)
{
    fa_decimal short_form = fa_decimal_reduce(exact);

    return short_form.scale <= 3 ? short_form.scale : 3;
}

static int32_t default_digits(const char *unit, const fai_value *v, int32_t scale, fa_decimal exact)
{
    if (is_unit(unit, "%") || is_unit(unit, "days"))
        return v->single && v->digits > 1                                             ? v->digits
               : fa_decimal_compare(fa_decimal_abs(exact), fa_decimal_make(1, 0)) < 0 ? 2
                                                                                      : 1;
    if (is_unit(unit, "pp"))
        return 2;
    if (is_unit(unit, "bps"))
        return 0;
    if (is_unit(unit, "x"))
        return v->single ? v->digits : 2;
    if (!has_scale(unit))
        return v->digits > 2 ? v->digits : 2;
    if (scale == v->scale && !v->mixed && v->strength != 2)
        return v->digits;
    return needed_digits(exact);
}

bool fai_headline_of(fai_plan *p, const fai_measure *m, const fai_value *v, const char *unit,
                     fai_headline *out)
{
    const fai_wish *wish = &p->q.question.wish;
    int power;

    out->unit = unit != NULL ? unit : headline_unit(p, m, v);
    out->scale = !has_scale(out->unit) ? 0 : wish->scaled ? wish->scale : wish->money ? 0 : v->scale;
    power = has_scale(out->unit) ? -out->scale : rate_power(out->unit, v);
    if (fa_decimal_shift(v->exact, power, &out->exact, NULL) != FA_OK &&
        fa_decimal_round(v->exact, FA_DECIMAL_MAX_SCALE + power > 0 ? FA_DECIMAL_MAX_SCALE + power : 0,
                         FA_ROUND_HALF_EVEN, &out->exact, NULL) == FA_OK)
        (void)fa_decimal_shift(out->exact, power, &out->exact, NULL);
    out->digits = wish->digits >= 0 ? wish->digits : default_digits(out->unit, v, out->scale, out->exact);
    if (fa_decimal_round(out->exact, out->digits, FA_ROUND_HALF_UP, &out->value, NULL) != FA_OK)
        return false;
    out->text = fai_plan_checked(p, fai_show_amount(out->value, out->unit, out->scale, p->arena));
    return !p->failed;
}

void fai_plan_head(fai_plan *p, const fai_headline *h)
{
    p->answer->kind = FA_ANSWER_VALUE;
    p->answer->has_value = true;
    p->answer->value = h->value;
    p->answer->unit = fai_plan_keep(p, h->unit);
    p->answer->value_scale = h->scale;
}

/* ---- citations and calculations ---- */

static bool marked(const uint32_t *seen, uint32_t count, uint32_t mark)
{
    for (uint32_t i = 0; i < count; i++)
        if (seen[i] == mark)
            return true;
    return false;
}

/* The index of the citation that the figure with this index got: figures of one place share it. */
static uint32_t citation_of(fai_plan *p, const fai_input *in)
{
    const fa_filing *filing = p->q.scope->docs[in->doc].filing;
    const char *section = in->fact->table >= 0 && (uint32_t)in->fact->table < filing->table_count
                              ? filing->tables[in->fact->table].title
                              : "";
    int32_t at =
        fai_draft_cite(p->draft, in->doc, &in->fact->place, "", section, in->fact->label, in->fact->column);

    return at < 0 ? 0 : (uint32_t)at;
}

const char *fai_plan_cite(fai_plan *p, const fai_value *v)
{
    uint32_t seen[FAI_INPUTS];
    uint32_t count = 0;
    const char *marks = "";

    for (uint32_t i = 0; i < v->input_count; i++) {
        uint32_t mark;

        fai_draft_figure(p->draft, v->inputs[i].doc, v->inputs[i].fact, v->inputs[i].symbol);
        mark = citation_of(p, &v->inputs[i]) + 1;
        if (marked(seen, count, mark))
            continue;
        seen[count++] = mark;
        marks = fai_plan_checked(p, fai_arena_printf(p->arena, "%s[%u]", marks, mark));
    }
    return marks;
}

static const char *rounding_words(fai_plan *p, const fai_headline *h)
{
    return h->digits == 0 ? "half up to a whole number"
                          : fai_plan_checked(p, fai_arena_printf(p->arena, "half up to %d decimal%s",
                                                                 (int)h->digits, h->digits == 1 ? "" : "s"));
}

void fai_plan_calculate(fai_plan *p, const char *name, const char *formula, const fai_value *v,
                        const char *source, const fai_headline *h)
{
    fa_calculation c;
    uint32_t *inputs = fai_arena_calloc(fai_draft_arena(p->draft), v->input_count + 1, sizeof *inputs);

    memset(&c, 0, sizeof c);
    if (inputs == NULL) {
        p->failed = true;
        return;
    }
    for (uint32_t i = 0; i < v->input_count; i++)
        inputs[i] = fai_draft_figure(p->draft, v->inputs[i].doc, v->inputs[i].fact, v->inputs[i].symbol);
    c.name = fai_plan_keep(p, name);
    c.formula = fai_plan_keep(p, formula);
    c.expression = fai_plan_keep(p, v->mixed ? v->spelled : v->plain);
    c.source = fai_plan_keep(p, source);
    c.rounding = fai_plan_keep(p, rounding_words(p, h));
    c.exact = h->exact;
    c.inputs = inputs;
    c.input_count = v->input_count;
    fai_draft_calculate(p->draft, &c);
}

void fai_plan_text(fai_plan *p, const char *text)
{
    p->answer->text = fai_plan_keep(p, text);
}

void fai_plan_refuse(fai_plan *p, const char *code, const char *missing, const char *text)
{
    fai_draft_refuse(p->draft, code, missing, text);
}

void fai_plan_assume_period(fai_plan *p, const fai_case *c)
{
    const fai_target *t = &c->target;
    bool span = c->value.input_count > 0 && c->value.inputs[0].fact->period.type == FA_PERIOD_DURATION;
    const char *end = fai_plan_checked(p, fai_day_words(span ? t->end : t->instant, p->arena));
    const char *text = NULL;

    if (t->chosen)
        text = fai_arena_printf(p->arena, "No period is named: the latest, %s, was taken.", t->name);
    else if (t->year != 0 && t->fiscal == FA_FISCAL_FY && end[0] != '\0')
        text = fai_arena_printf(p->arena, "Fiscal %d is the year %s %s, by the filing's own label.",
                                (int)t->year, span ? "ended" : "whose end is", end);
    else if (t->unclear && span)
        text = fai_arena_printf(p->arena, "Several periods end on %s: %s was taken.", end, t->name);
    else
        return;
    fai_draft_assume(p->draft, fai_plan_checked(p, text));
}
