/* analysis/domain/plan_value.c: single figures, lists of them, sums, averages and shares of a total. */
#include <string.h>

#include "analysis/domain/plan.h"
#include "analysis/domain/show.h"

static const char *when_words(fai_plan *p, const fai_case *c)
{
    bool balance = c->value.input_count > 0 && c->value.inputs[0].fact->period.type == FA_PERIOD_INSTANT &&
                   c->target.instant != FA_DATE_NONE;

    if (balance)
        return fai_plan_checked(
            p, fai_arena_printf(p->arena, "at %s",
                                fai_plan_checked(p, fai_day_words(c->target.instant, p->arena))));
    return c->target.name[0] == '\0'
               ? ""
               : fai_plan_checked(p, fai_arena_printf(p->arena, "for %s", c->target.name));
}

static bool computed(const fai_case *c)
{
    return !c->value.single;
}

static const char *formula_of(fai_plan *p, const fai_case *c)
{
    return fai_plan_checked(p, fai_expression_words(c->measure->formula, p->arena));
}

/* "Operating margin of Northwind Foods for fiscal 2024 was 31.5% (operating income / revenue = 12 / 38) [1][2]." */
static const char *sentence(fai_plan *p, const fai_case *c, const fai_headline *h)
{
    const char *name = fai_case_name(p, c), *when = when_words(p, c), *marks = fai_plan_cite(p, &c->value),
               *how = "";

    if (computed(c))
        how = fai_plan_checked(p, fai_arena_printf(p->arena, " (%s = %s)", formula_of(p, c),
                                                   c->value.mixed ? c->value.spelled : c->value.plain));
    return fai_plan_checked(
        p, fai_arena_printf(p->arena, "%s %s was %s%s %s.", name, when, h->text, how, marks));
}

static void calculate(fai_plan *p, const fai_case *c, const fai_headline *h)
{
    if (computed(c))
        fai_plan_calculate(
            p, c->measure->name, formula_of(p, c), &c->value,
            c->measure->source[0] != '\0' ? c->measure->source : "derived from the periods reported", h);
}

static void one_value(fai_plan *p, fai_case *c)
{
    fai_headline h;

    if (!fai_case_solve(p, c) || !fai_headline_of(p, c->measure, &c->value, NULL, &h))
        return;
    fai_plan_head(p, &h);
    fai_plan_text(p, sentence(p, c, &h));
    calculate(p, c, &h);
    fai_plan_assume_period(p, c);
    p->answer->confidence = computed(c) ? 0.9 : 0.95;
}

/* Several figures: each in a sentence; the answer has no single value. */
static void list_values(fai_plan *p, fai_case *cases, uint32_t count)
{
    const char *text = "";

    for (uint32_t i = 0; i < count; i++) {
        fai_headline h;

        if (p->q.question.trend && !fai_case_try(p, &cases[i]))
            continue;
        if (!fai_case_solve(p, &cases[i]) || !fai_headline_of(p, cases[i].measure, &cases[i].value, NULL, &h))
            return;
        text = fai_plan_checked(
            p, fai_arena_printf(p->arena, "%s%s%s", text, i > 0 ? " " : "", sentence(p, &cases[i], &h)));
        calculate(p, &cases[i], &h);
    }
    p->answer->kind = FA_ANSWER_LIST;
    p->answer->confidence = 0.9;
    fai_plan_text(p, text);
}

void fai_plan_value(fai_plan *p)
{
    const fai_inquiry *q = &p->q;
    uint32_t parties = q->named_count > 0 ? q->named_count : 1, count = 0;
    fai_target targets[FAI_CASES];
    fai_case *cases = fai_arena_calloc(p->arena, FAI_CASES, sizeof *cases);

    if (cases == NULL) {
        p->failed = true;
        return;
    }
    for (uint32_t a = 0; a < parties; a++) {
        uint32_t party = q->named_count > 0 ? q->named[a] : 0, n = fai_plan_targets(p, party, targets);

        for (uint32_t m = 0; m < q->measure_count; m++)
            for (uint32_t t = 0; t < n && count < FAI_CASES; t++)
                fai_case_make(p, party, &q->measures[m], &targets[t], &cases[count++]);
    }
    if (p->failed || count == 0)
        return;
    if (count == 1)
        one_value(p, &cases[0]);
    else
        list_values(p, cases, count);
}

/* ---- sums and averages ---- */

static bool sum_of(fai_plan *p, fai_case *cases, uint32_t count, fai_value *sum)
{
    for (uint32_t i = 0; i < count; i++) {
        if (!fai_case_solve(p, &cases[i]))
            return false;
        if (i == 0)
            *sum = cases[0].value;
        else
            fai_plan_combine(p, FAI_OP_ADD, sum, &cases[i].value, sum);
    }
    return !p->failed;
}

static uint32_t sum_cases(fai_plan *p, fai_case *cases)
{
    const fai_inquiry *q = &p->q;
    uint32_t party = fai_inquiry_party(q), n, count = 0;
    fai_target targets[FAI_CASES];

    n = fai_plan_targets(p, party, targets);
    if (n == 1 && q->mention_count > 1) {
        for (uint32_t i = 0; i < q->mention_count; i++) {
            fai_case_make(p, party, &q->measures[0], &targets[0], &cases[count]);
            cases[count].mentions += i;
            cases[count++].mention_count = 1;
        }
        return count;
    }
    for (uint32_t m = 0; m < (n == 1 ? q->measure_count : 1); m++)
        for (uint32_t t = 0; t < n && count < FAI_CASES; t++)
            fai_case_make(p, party, &q->measures[m], &targets[t], &cases[count++]);
    return count;
}

static const char *span_words(fai_plan *p, const fai_case *cases, uint32_t count)
{
    const char *first = cases[0].target.name, *last = cases[count - 1].target.name;

    return strcmp(first, last) == 0
               ? first
               : fai_plan_checked(p, fai_arena_printf(p->arena, "%s to %s", first, last));
}

void fai_plan_over_years(fai_plan *p)
{
    bool average = p->q.question.ask == FAI_ASK_AVERAGE;
    fai_case *cases = fai_arena_calloc(p->arena, FAI_CASES, sizeof *cases);
    const char *what = average ? "Average" : "Sum", *text;
    uint32_t count;
    fai_value v;
    fai_headline h;

    if (cases == NULL) {
        p->failed = true;
        return;
    }
    count = sum_cases(p, cases);
    if (count == 0 || !sum_of(p, cases, count, &v))
        return;
    if (average)
        fai_plan_combine_number(p, FAI_OP_DIV, &v, count, &v);
    v.digits += average && v.digits == 0 ? 1 : 0;
    if (p->failed || !fai_headline_of(p, cases[0].measure, &v, NULL, &h))
        return;
    fai_plan_head(p, &h);
    text = fai_arena_printf(p->arena, "%s of %s over %s was %s (%s) %s.", what, fai_case_name(p, &cases[0]),
                            span_words(p, cases, count), h.text, v.mixed ? v.spelled : v.plain,
                            fai_plan_cite(p, &v));
    fai_plan_text(p, fai_plan_checked(p, text));
    text = fai_arena_printf(p->arena, "%s of %s over %u periods", average ? "mean" : "sum",
                            formula_of(p, &cases[0]), count);
    fai_plan_calculate(
        p, fai_plan_checked(p, fai_arena_printf(p->arena, "%s of %s", what, cases[0].measure->name)),
        fai_plan_checked(p, text), &v,
        cases[0].measure->source[0] != '\0' ? cases[0].measure->source : "arithmetic", &h);
    p->answer->confidence = 0.9;
}

/* ---- shares ---- */

static fa_date length(const fai_target *t)
{
    return t->start == FA_DATE_NONE ? 0 : t->end - t->start;
}

/* "What share of the year's revenue fell into the fourth quarter?": the shorter period is the part. */
static bool part_of_period(fai_plan *p, fai_case *part, fai_case *whole)
{
    fai_target other;

    if (!fai_plan_target(p, part->party, 1, &other))
        return false;
    if (length(&other) > length(&part->target))
        whole->target = other;
    else
        part->target = other;
    return true;
}

void fai_plan_share(fai_plan *p)
{
    const fai_inquiry *q = &p->q;
    uint32_t party = fai_inquiry_party(q);
    fai_target t;
    fai_case part, whole;
    fai_value v;
    fai_headline h;
    const char *text;

    if (!fai_plan_target(p, party, 0, &t))
        return;
    fai_case_make(p, party, &q->measures[q->measure_count > 1 ? 1 : 0], &t, &part);
    fai_case_make(p, party, &q->measures[0], &t, &whole);
    whole.mention_count = 0;
    if (q->question.when_count > 1 && !part_of_period(p, &part, &whole))
        return;
    if (q->measure_count == 1 && q->mention_count == 0 && q->question.when_count < 2) {
        fai_plan_refuse(p, "not_understood", "the part whose share is asked for",
                        "The part of the total that is meant was not found in the filings at hand.");
        return;
    }
    if (!fai_case_solve(p, &part) || !fai_case_solve(p, &whole))
        return;
    fai_plan_combine(p, FAI_OP_DIV, &part.value, &whole.value, &v);
    if (!v.meaningful) {
        part.value = v;
        fai_case_refuse(p, &part);
        return;
    }
    if (p->failed || !fai_headline_of(p, NULL, &v, "%", &h))
        return;
    fai_plan_head(p, &h);
    text = fai_arena_printf(p->arena, "%s %s was %s of %s (%s) %s.", fai_case_name(p, &part),
                            when_words(p, &part), h.text, fai_case_name(p, &whole),
                            v.mixed ? v.spelled : v.plain, fai_plan_cite(p, &v));
    fai_plan_text(p, fai_plan_checked(p, text));
    text = fai_arena_printf(p->arena, "%s / %s", fai_case_name(p, &part), fai_case_name(p, &whole));
    fai_plan_calculate(p, "Share of the total", fai_plan_checked(p, text), &v, "arithmetic", &h);
    p->answer->confidence = 0.9;
}
