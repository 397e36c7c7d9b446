/* analysis/domain/timing.c: periods by label, by length and end, relative to the filing, and their neighbours. Lengths
 * are told with the slack that fiscal calendars of 52 and 53 weeks need. */
#include "analysis/domain/timing_parts.h"

#include <stdlib.h>
#include <string.h>

enum { SLACK = FAI_SLACK_DAYS };

/* ---- targets ---- */

static int32_t months_of(fa_fiscal fiscal)
{
    return fiscal == FA_FISCAL_FY                             ? 12
           : fiscal == FA_FISCAL_M9                           ? 9
           : fiscal == FA_FISCAL_H1 || fiscal == FA_FISCAL_H2 ? 6
                                                              : 3;
}

/* The balance sheet at the end of a part. */
static fa_fiscal end_label(fa_fiscal fiscal)
{
    switch (fiscal) {
    case FA_FISCAL_H1:
        return FA_FISCAL_Q2;
    case FA_FISCAL_M9:
        return FA_FISCAL_Q3;
    case FA_FISCAL_H2:
    case FA_FISCAL_Q4:
        return FA_FISCAL_FY;
    default:
        return fiscal;
    }
}

static void set_span(fai_target *t, const fa_period *p)
{
    if (p == NULL)
        return;
    t->start = p->start;
    t->end = p->end;
    if (t->year == 0) {
        t->year = p->fiscal_year;
        t->fiscal = p->fiscal;
    }
}

/* A part that no column states but that lies between two that begin together: Q4 = year less nine months. */
static void set_remainder(const fai_calendar *c, fai_target *t, int32_t year, fa_fiscal whole,
                          fa_fiscal front)
{
    const fa_period *a = fai_calendar_span(c, year, whole);
    const fa_period *b = fai_calendar_span(c, year, front);

    if (a == NULL || b == NULL || !fai_days_near(a->start, b->start) || b->end >= a->end)
        return;
    t->start = b->end + 1;
    t->end = a->end;
}

static void set_labelled(const fai_calendar *c, fai_target *t, int32_t year, fa_fiscal fiscal)
{
    const fa_period *instant = fai_calendar_instant(c, year, end_label(fiscal));

    t->year = year;
    t->fiscal = fiscal;
    set_span(t, fai_calendar_span(c, year, fiscal));
    if (t->start == FA_DATE_NONE) {
        if (fiscal == FA_FISCAL_Q4)
            set_remainder(c, t, year, FA_FISCAL_FY, FA_FISCAL_M9);
        else if (fiscal == FA_FISCAL_H2)
            set_remainder(c, t, year, FA_FISCAL_FY, FA_FISCAL_H1);
        else if (fiscal == FA_FISCAL_Q2)
            set_remainder(c, t, year, FA_FISCAL_H1, FA_FISCAL_Q1);
        else if (fiscal == FA_FISCAL_Q3)
            set_remainder(c, t, year, FA_FISCAL_M9, FA_FISCAL_H1);
    }
    t->instant = instant != NULL ? instant->end : t->end;
}

/* A span of so many months by its last day, stated or as what is left of a longer one. */
static void set_months(const fai_calendar *c, fai_target *t, fa_date end, int32_t months)
{
    const fa_period *whole = fai_calendar_longest(c, end);

    t->instant = fai_calendar_day(c, end);
    set_span(t, fai_calendar_ending(c, end, months));
    if (t->start != FA_DATE_NONE || whole == NULL)
        return;
    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;

        if (fai_span_is(p) && fai_days_near(p->start, whole->start) && p->end < whole->end &&
            fai_days_last(whole->end - p->end, months)) {
            t->start = p->end + 1;
            t->end = whole->end;
            return;
        }
    }
}

static void set_day(const fai_calendar *c, fai_target *t, fa_date day)
{
    const fa_period *year = fai_calendar_ending(c, day, 12);
    uint32_t spans = 0;
    const fa_period *only = NULL;

    t->instant = fai_calendar_day(c, day);
    set_span(t, year);
    for (uint32_t i = 0; i < c->count && year == NULL; i++)
        if (fai_span_is(&c->items[i].period) && fai_days_near(c->items[i].period.end, day) &&
            c->items[i].facts > 3) {
            spans++;
            only = &c->items[i].period;
        }
    if (spans == 1)
        set_span(t, only);
    t->unclear = spans > 1;
}

/* Twelve months to a day: a fiscal year, or what a year and two stretches from its start make up. */
static void set_twelve(const fai_calendar *c, fai_target *t, fa_date end)
{
    const fa_period *year = fai_calendar_ending(c, end, 12), *sofar;

    t->instant = fai_calendar_day(c, end);
    set_span(t, year);
    if (year != NULL)
        return;
    sofar = fai_calendar_longest(c, end);
    t->ttm = true;
    if (sofar == NULL)
        return;
    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;
        bool same_part = fai_span_is(p) && abs(fai_span_days(p) - fai_span_days(sofar)) <= SLACK &&
                         fai_days_last(sofar->end - p->end, 12);

        if (same_part && (t->start == FA_DATE_NONE || c->items[i].facts > 3)) {
            t->start = p->end + 1;
            t->end = sofar->end;
        }
    }
}

static void set_latest(const fai_calendar *c, fai_target *t, const fai_when *when)
{
    bool annual = c->own_fiscal == FA_FISCAL_FY || c->own_fiscal == FA_FISCAL_NONE;
    fa_fiscal part = when->part;
    int32_t back = when->back;

    if (when->end != FA_DATE_NONE) {
        set_months(c, t, when->end, part == FA_FISCAL_Q1 ? 3 : 12);
        if (part == FA_FISCAL_NONE || t->start == FA_DATE_NONE)
            set_day(c, t, when->end);
        return;
    }
    if (part == FA_FISCAL_FY)
        back += annual || back > 0 ? 0 : 1;
    else if (part == FA_FISCAL_NONE)
        part = annual ? FA_FISCAL_FY : c->own_fiscal;
    else
        part = annual ? FA_FISCAL_Q4 : c->own_fiscal;
    set_labelled(c, t, c->own_year - back, part);
    if (back == 0 && when->part != FA_FISCAL_FY && t->instant == FA_DATE_NONE)
        t->instant = c->own_end;
    if (c->own_year == 0 && back == 0)
        set_months(c, t, c->own_end, months_of(part));
}

static bool finish(fai_target *t, const fai_words *w, const fai_when *when, fai_arena *arena)
{
    t->name = fai_target_words(t, when, arena);
    t->said = "";
    if (when != NULL && w != NULL && when->to > when->from) {
        uint32_t from = w->items[when->from].from, to = w->items[when->to - 1].to;

        t->said = fai_arena_strndup(arena, w->source + from, to - from);
    }
    return t->name != NULL && t->said != NULL;
}

static void clear(fai_target *t)
{
    memset(t, 0, sizeof *t);
    t->start = t->end = t->instant = FA_DATE_NONE;
    t->name = t->said = "";
}

bool fai_target_of(const fai_calendar *c, const fai_words *w, const fai_when *when, fai_arena *arena,
                   fai_target *out)
{
    fai_when latest = {.form = FAI_WHEN_LATEST, .part = FA_FISCAL_NONE, .end = FA_DATE_NONE};
    const fai_when *x = when != NULL ? when : &latest;

    clear(out);
    out->chosen = when == NULL;
    switch (x->form) {
    case FAI_WHEN_YEAR:
        set_labelled(c, out, x->year, FA_FISCAL_FY);
        if (x->opening)
            out->instant = fai_target_opening(c, out);
        break;
    case FAI_WHEN_PART:
        set_labelled(c, out, x->year != 0 ? x->year : c->own_year, x->part);
        out->chosen = x->year == 0;
        break;
    case FAI_WHEN_DATE:
        set_day(c, out, x->end);
        break;
    case FAI_WHEN_SPAN:
        set_months(c, out, x->end, x->months);
        break;
    case FAI_WHEN_YTD:
        if (x->end == FA_DATE_NONE && x->year != 0 && x->year != c->own_year)
            set_labelled(c, out, x->year, c->own_fiscal);
        out->instant = fai_calendar_day(c, x->end != FA_DATE_NONE ? x->end : c->own_end);
        set_span(out, fai_calendar_longest(c, x->end != FA_DATE_NONE     ? x->end
                                              : out->end != FA_DATE_NONE ? out->end
                                                                         : c->own_end));
        break;
    case FAI_WHEN_TTM:
        set_twelve(c, out, x->end != FA_DATE_NONE ? x->end : c->own_end);
        break;
    default:
        set_latest(c, out, x);
        break;
    }
    return finish(out, w, when, arena);
}

bool fai_target_year(const fai_calendar *c, int32_t year, fai_arena *arena, fai_target *out)
{
    clear(out);
    set_labelled(c, out, year, FA_FISCAL_FY);
    return finish(out, NULL, NULL, arena);
}

/* The day a number of years earlier, near enough to find the period that ends about it. */
static fa_date years_earlier(fa_date day, int32_t years)
{
    return day == FA_DATE_NONE ? day : day - years * 365 - (years + 3) / 4;
}

bool fai_target_before(const fai_calendar *c, const fai_target *t, int32_t years, fai_arena *arena,
                       fai_target *out)
{
    clear(out);
    if (t->year != 0 && t->fiscal != FA_FISCAL_NONE) {
        set_labelled(c, out, t->year - years, t->fiscal);
        return finish(out, NULL, NULL, arena);
    }
    if (t->start != FA_DATE_NONE)
        set_months(c, out, years_earlier(t->end, years), (t->end - t->start + 16) * 12 / 365);
    if (out->instant == FA_DATE_NONE)
        out->instant = fai_calendar_day(c, years_earlier(t->instant, years));
    return finish(out, NULL, NULL, arena);
}

fa_date fai_target_opening(const fai_calendar *c, const fai_target *t)
{
    const fa_period *before;

    if (t->start != FA_DATE_NONE && fai_calendar_day(c, t->start - 1) != FA_DATE_NONE)
        return fai_calendar_day(c, t->start - 1);
    if (t->year == 0)
        return FA_DATE_NONE;
    before =
        fai_calendar_instant(c, t->year - 1, t->fiscal == FA_FISCAL_FY ? FA_FISCAL_FY : end_label(t->fiscal));
    return before != NULL ? before->end : FA_DATE_NONE;
}

bool fai_target_known(const fai_target *t)
{
    return t->start != FA_DATE_NONE || t->instant != FA_DATE_NONE;
}
