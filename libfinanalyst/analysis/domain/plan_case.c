/* analysis/domain/plan_case.c: the figures that a question needs, for which periods, and why one may be missing. */
#include <stdlib.h>
#include <string.h>

#include "analysis/domain/plan.h"

const char *fai_plan_checked(fai_plan *p, const char *text)
{
    if (text == NULL)
        p->failed = true;
    return text != NULL ? text : "";
}

/* ---- periods ---- */

bool fai_plan_target(fai_plan *p, uint32_t party, uint32_t i, fai_target *out)
{
    const fai_question *q = &p->q.question;
    const fai_when *when = i < q->when_count ? &q->whens[i] : NULL;

    if (!fai_target_of(&p->q.calendars[party], &q->words, when, p->arena, out))
        p->failed = true;
    return !p->failed;
}

static uint32_t fill_years(fai_plan *p, uint32_t party, int32_t first, int32_t last,
                           fai_target out[FAI_CASES])
{
    uint32_t n = 0;

    for (int32_t y = first; y <= last && n < FAI_CASES; y++)
        if (!fai_target_year(&p->q.calendars[party], y, p->arena, &out[n++]))
            p->failed = true;
    return p->failed ? 0 : n;
}

/* All fiscal years that the filings have figures for. */
static uint32_t known_years(fai_plan *p, uint32_t party, fai_target out[FAI_CASES])
{
    const fai_calendar *c = &p->q.calendars[party];
    uint32_t n = 0;

    for (int32_t y = c->own_year - 10; y <= c->own_year && n < FAI_CASES; y++) {
        if (!fai_target_year(c, y, p->arena, &out[n]))
            p->failed = true;
        n += fai_target_known(&out[n]) ? 1 : 0;
    }
    return p->failed ? 0 : n;
}

uint32_t fai_plan_targets(fai_plan *p, uint32_t party, fai_target out[FAI_CASES])
{
    const fai_question *q = &p->q.question;
    uint32_t n = q->when_count > 0 ? q->when_count : 1;
    fai_target last;

    if (q->trend)
        return known_years(p, party, out);
    for (uint32_t i = 0; i < n; i++)
        if (!fai_plan_target(p, party, i, &out[i]))
            return 0;
    last = out[n - 1];
    if (n == 1 && q->when_count == 1 && q->whens[0].since && last.fiscal == FA_FISCAL_FY)
        return fill_years(p, party, last.year, p->q.calendars[party].own_year, out);
    if (last.fiscal != FA_FISCAL_FY || last.year == 0)
        return n;
    if (n == 1 && q->years > 1)
        return fill_years(p, party, last.year - q->years + 1, last.year, out);
    if (n == 2 && out[0].fiscal == FA_FISCAL_FY &&
        (q->range || (q->years > 2 && abs(last.year - out[0].year) + 1 == q->years)))
        return out[0].year < last.year ? fill_years(p, party, out[0].year, last.year, out)
                                       : fill_years(p, party, last.year, out[0].year, out);
    return n;
}

/* ---- cases ---- */

void fai_case_make(fai_plan *p, uint32_t party, const fai_measure *measure, const fai_target *t,
                   fai_case *out)
{
    memset(out, 0, sizeof *out);
    out->party = party;
    out->measure = measure;
    out->mentions = p->q.mentions;
    out->mention_count = p->q.mention_count;
    out->target = *t;
    out->said = "";
}

bool fai_case_try(fai_plan *p, fai_case *c)
{
    fai_search s = {.scope = p->q.scope,
                    .party = &p->q.parties[c->party],
                    .calendar = &p->q.calendars[c->party],
                    .mentions = c->mentions,
                    .mention_count = c->mention_count,
                    .statement = p->q.question.statement,
                    .said = c->measure->said};

    fai_evaluate(&s, c->measure->formula, &c->target, p->arena, &c->value);
    if (c->value.state == FAI_FOUND_FAILED)
        p->failed = true;
    return !p->failed && c->value.state == FAI_FOUND && c->value.meaningful;
}

bool fai_case_solve(fai_plan *p, fai_case *c)
{
    if (fai_case_try(p, c))
        return true;
    if (!p->failed)
        fai_case_refuse(p, c);
    return false;
}

/* "fiscal 2022 to fiscal 2024": what the filings in scope cover */
static const char *covered(fai_plan *p, uint32_t party)
{
    const fai_calendar *c = &p->q.calendars[party];
    int32_t first = 0, last = 0;

    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *x = &c->items[i].period;

        if (x->type != FA_PERIOD_DURATION || x->fiscal != FA_FISCAL_FY || x->fiscal_year == 0 ||
            c->items[i].facts < 5)
            continue;
        first = first == 0 || x->fiscal_year < first ? x->fiscal_year : first;
        last = x->fiscal_year > last ? x->fiscal_year : last;
    }
    if (first == 0)
        return "";
    return fai_plan_checked(
        p, first == last ? fai_arena_printf(p->arena, "fiscal %d", (int)last)
                         : fai_arena_printf(p->arena, "fiscal %d to fiscal %d", (int)first, (int)last));
}

static const char *in_period(fai_plan *p, const fai_case *c)
{
    const char *name = c->target.name[0] != '\0' ? c->target.name : c->target.said;

    return name[0] == '\0' ? "" : fai_plan_checked(p, fai_arena_printf(p->arena, " for %s", name));
}

static void refuse_period(fai_plan *p, const fai_case *c, const char *what)
{
    const char *years = covered(p, c->party), *text;

    text = years[0] != '\0'
               ? fai_arena_printf(p->arena,
                                  "%s%s is not reported in the filings at hand, whose full years are %s.",
                                  what, in_period(p, c), years)
               : fai_arena_printf(p->arena, "%s%s is not reported in the filings at hand.", what,
                                  in_period(p, c));
    fai_plan_refuse(p, "period_not_covered",
                    fai_plan_checked(p, fai_arena_printf(p->arena, "%s%s", what, in_period(p, c))),
                    fai_plan_checked(p, text));
}

void fai_case_refuse(fai_plan *p, const fai_case *c)
{
    const char *what = fai_case_name(p, c);
    const char *missing = c->value.missing != NULL && c->value.missing[0] != '\0' ? c->value.missing : what;
    const char *text;

    if (!fai_target_known(&c->target)) {
        refuse_period(p, c, what);
        return;
    }
    switch (c->value.state) {
    case FAI_FOUND:
        text = fai_arena_printf(p->arena, "%s%s is not meaningful: its base or divisor is zero or negative.",
                                what, in_period(p, c));
        fai_plan_refuse(p, "not_meaningful", what, fai_plan_checked(p, text));
        break;
    case FAI_FOUND_OTHER:
        refuse_period(p, c, what);
        break;
    case FAI_FOUND_SEVERAL:
        text = fai_arena_printf(p->arena,
                                "Several figures fit %s%s equally well, so it cannot be told which is meant.",
                                what, in_period(p, c));
        fai_plan_refuse(p, "ambiguous", missing, fai_plan_checked(p, text));
        break;
    default:
        text = strcmp(missing, what) == 0
                   ? fai_arena_printf(p->arena, "%s is not reported in the filings at hand.", what)
                   : fai_arena_printf(p->arena,
                                      "%s cannot be computed: %s is not reported in the filings at hand.",
                                      what, missing);
        fai_plan_refuse(p, "not_reported", missing, fai_plan_checked(p, text));
        break;
    }
}

static const char *parts_name(fai_plan *p, const fai_case *c)
{
    const char *out = "";

    for (uint32_t i = 0; i < c->mention_count; i++)
        out = fai_plan_checked(p, fai_arena_printf(p->arena, "%s, %s", out, c->mentions[i].name));
    return out;
}

const char *fai_case_name(fai_plan *p, const fai_case *c)
{
    const char *quote = c->measure->formula->op == FAI_OP_LABEL ? "\"" : "";

    return fai_plan_checked(p, fai_arena_printf(p->arena, "%s%s%s of %s%s", quote, c->measure->name, quote,
                                                p->q.parties[c->party].name, parts_name(p, c)));
}

void fai_plan_combine(fai_plan *p, fai_op op, const fai_value *a, const fai_value *b, fai_value *out)
{
    fai_value_combine(op, a, b, p->arena, out);
    if (out->state == FAI_FOUND_FAILED)
        p->failed = true;
}

void fai_plan_combine_number(fai_plan *p, fai_op op, const fai_value *a, int64_t number, fai_value *out)
{
    fai_value n;

    if (!fai_value_number(fa_decimal_make(number, 0), p->arena, &n))
        p->failed = true;
    else
        fai_plan_combine(p, op, a, &n, out);
}

/* ---- pairs ---- */

static int before(const fai_target *a, const fai_target *b)
{
    fa_date x = a->end != FA_DATE_NONE ? a->end : a->instant,
            y = b->end != FA_DATE_NONE ? b->end : b->instant;

    if (x == FA_DATE_NONE || y == FA_DATE_NONE)
        return a->year < b->year;
    return x < y;
}

static void swap_by_time(fai_case *first, fai_case *second)
{
    if (before(&second->target, &first->target)) {
        fai_case held = *first;

        *first = *second;
        *second = held;
    }
}

/* Two periods named; with one, it and the same period a year earlier. */
static bool pair_of_periods(fai_plan *p, bool by_time, fai_case *first, fai_case *second)
{
    uint32_t party = fai_inquiry_party(&p->q), n = p->q.question.when_count;
    bool since = n == 1 && p->q.question.whens[0].since;
    const fai_measure *m = &p->q.measures[0];
    fai_target a, b;

    if (!fai_plan_target(p, party, 0, &a))
        return false;
    if (n > 1   ? !fai_plan_target(p, party, n - 1, &b)
        : since ? !fai_target_of(&p->q.calendars[party], NULL, NULL, p->arena, &b)
                : !fai_target_before(&p->q.calendars[party], &a, 1, p->arena, &b)) {
        p->failed = true;
        return false;
    }
    fai_case_make(p, party, m, &a, first);
    fai_case_make(p, party, m, &b, second);
    if (by_time || n < 2)
        swap_by_time(first, second);
    if (!by_time && n < 2) { /* the named one against the year before */
        fai_case held = *first;

        *first = *second;
        *second = held;
    }
    first->said = first->target.said[0] != '\0' ? first->target.said : first->target.name;
    second->said = second->target.said[0] != '\0' ? second->target.said : second->target.name;
    return true;
}

bool fai_plan_pair(fai_plan *p, bool by_time, fai_case *first, fai_case *second)
{
    fai_inquiry *q = &p->q;
    uint32_t party = fai_inquiry_party(q);
    fai_target t;

    if (q->question.when_count >= 2)
        return pair_of_periods(p, by_time, first, second) && fai_case_solve(p, first) &&
               fai_case_solve(p, second);
    if (q->named_count < 2 && q->measure_count < 2 && (q->mention_count < 2 || by_time))
        return pair_of_periods(p, by_time, first, second) && fai_case_solve(p, first) &&
               fai_case_solve(p, second);
    if (!fai_plan_target(p, party, 0, &t))
        return false;
    fai_case_make(p, party, &q->measures[0], &t, first);
    *second = *first;
    if (q->named_count >= 2) {
        second->party = q->named[1];
        if (!fai_plan_target(p, second->party, 0, &second->target))
            return false;
        first->said = q->parties[first->party].name;
        second->said = q->parties[second->party].name;
    } else if (q->measure_count >= 2) {
        second->measure = &q->measures[1];
        first->said = first->measure->said;
        second->said = second->measure->said;
    } else {
        first->mention_count = second->mention_count = 1;
        second->mentions = q->mentions + 1;
        first->said = first->mentions->name;
        second->said = second->mentions->name;
    }
    return fai_case_solve(p, first) && fai_case_solve(p, second);
}
