/* analysis/domain/timing.c: periods by label, by length and end, relative to the filing, and their neighbours. Lengths
 * are told with the slack that fiscal calendars of 52 and 53 weeks need. */
#include "analysis/domain/timing.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

enum { SLACK = 7 };

static bool same_period(const fa_period *a, const fa_period *b)
{
    return a->type == b->type && a->start == b->start && a->end == b->end && a->fiscal == b->fiscal &&
           a->fiscal_year == b->fiscal_year;
}

static bool read_own(const fai_scope *scope, const fai_party *party, fai_calendar *out)
{
    for (uint32_t i = 0; i < party->count; i++) {
        const fa_identity *id = &scope->docs[party->docs[i]].filing->identity;

        if (out->own_end != FA_DATE_NONE && id->period_end <= out->own_end)
            continue;
        out->own_end = id->period_end;
        out->own_year = id->fiscal_year;
        out->own_fiscal = id->fiscal;
    }
    return true;
}

bool fai_calendar_read(const fai_scope *scope, const fai_party *party, fai_arena *arena, fai_calendar *out)
{
    FAI_VEC(fai_known_period) found = {0};
    bool ok = true;

    memset(out, 0, sizeof *out);
    out->own_end = FA_DATE_NONE;
    for (uint32_t d = 0; d < party->count && ok; d++) {
        const fa_filing *filing = scope->docs[party->docs[d]].filing;
        size_t last = 0;

        for (uint32_t i = 0; i < filing->fact_count && ok; i++) {
            const fa_period *p = &filing->facts[i].period;
            size_t k = last < found.len && same_period(&found.items[last].period, p) ? last : 0;

            if (p->type == FA_PERIOD_UNKNOWN)
                continue;
            while (k < found.len && !same_period(&found.items[k].period, p))
                k++;
            last = k;
            if (k == found.len)
                ok = fai_vec_push(&found, (fai_known_period){*p, 1});
            else
                found.items[k].facts++;
        }
    }
    out->items = fai_arena_calloc(arena, found.len + 1, sizeof *out->items);
    ok = ok && out->items != NULL && read_own(scope, party, out);
    if (ok && found.len > 0)
        memcpy(out->items, found.items, found.len * sizeof *out->items);
    out->count = (uint32_t)found.len;
    fai_vec_clear(&found);
    return ok;
}

/* ---- looking up ---- */

static int32_t days_of(const fa_period *p)
{
    return p->start == FA_DATE_NONE || p->end == FA_DATE_NONE ? 0 : p->end - p->start + 1;
}

static bool is_span(const fa_period *p)
{
    return p->type == FA_PERIOD_DURATION && p->end != FA_DATE_NONE && p->start != FA_DATE_NONE;
}

static bool near(fa_date a, fa_date b)
{
    return a != FA_DATE_NONE && b != FA_DATE_NONE && abs(a - b) <= SLACK;
}

/* Whether a number of days is about so many months. */
static bool lasts(int32_t days, int32_t months)
{
    int32_t expected = months * 365 / 12;

    return abs(days - expected) <= SLACK + months;
}

static int year_of(fa_date day)
{
    int year = 0;

    fa_date_split(day, &year, NULL, NULL);
    return year;
}

/* The span with a fiscal label; where the filings have no labels, a year is found by the year that it ends in. */
static const fa_period *span_labelled(const fai_calendar *c, int32_t year, fa_fiscal fiscal)
{
    const fai_known_period *best = NULL;

    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;
        bool labelled = p->fiscal == fiscal && p->fiscal_year == year;
        bool ends = c->own_year == 0 && fiscal == FA_FISCAL_FY && p->fiscal_year == 0 &&
                    lasts(days_of(p), 12) && year_of(p->end) == year;

        if (is_span(p) && (labelled || ends) && (best == NULL || c->items[i].facts > best->facts))
            best = &c->items[i];
    }
    return best == NULL ? NULL : &best->period;
}

static const fa_period *instant_labelled(const fai_calendar *c, int32_t year, fa_fiscal fiscal)
{
    const fai_known_period *best = NULL;

    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;

        if (p->type == FA_PERIOD_INSTANT && p->fiscal == fiscal && p->fiscal_year == year &&
            (best == NULL || c->items[i].facts > best->facts))
            best = &c->items[i];
    }
    return best == NULL ? NULL : &best->period;
}

static fa_date instant_near(const fai_calendar *c, fa_date day)
{
    fa_date best = FA_DATE_NONE;

    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;

        if (p->type == FA_PERIOD_INSTANT && near(p->end, day) &&
            (best == FA_DATE_NONE || abs(p->end - day) < abs(best - day)))
            best = p->end;
    }
    return best;
}

/* The span of about so many months that ends about that day. */
static const fa_period *span_ending(const fai_calendar *c, fa_date end, int32_t months)
{
    const fai_known_period *best = NULL;

    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;

        if (is_span(p) && near(p->end, end) && lasts(days_of(p), months) &&
            (best == NULL || c->items[i].facts > best->facts))
            best = &c->items[i];
    }
    return best == NULL ? NULL : &best->period;
}

/* The longest span of at most a year that ends about that day. */
static const fa_period *longest_ending(const fai_calendar *c, fa_date end)
{
    const fa_period *best = NULL;

    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;
        bool whole =
            lasts(days_of(p), 3) || lasts(days_of(p), 6) || lasts(days_of(p), 9) || lasts(days_of(p), 12);

        if (is_span(p) && near(p->end, end) && whole && (best == NULL || days_of(p) > days_of(best)))
            best = p;
    }
    return best;
}

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
    const fa_period *a = span_labelled(c, year, whole);
    const fa_period *b = span_labelled(c, year, front);

    if (a == NULL || b == NULL || !near(a->start, b->start) || b->end >= a->end)
        return;
    t->start = b->end + 1;
    t->end = a->end;
}

static void set_labelled(const fai_calendar *c, fai_target *t, int32_t year, fa_fiscal fiscal)
{
    const fa_period *instant = instant_labelled(c, year, end_label(fiscal));

    t->year = year;
    t->fiscal = fiscal;
    set_span(t, span_labelled(c, year, fiscal));
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
    const fa_period *whole = longest_ending(c, end);

    t->instant = instant_near(c, end);
    set_span(t, span_ending(c, end, months));
    if (t->start != FA_DATE_NONE || whole == NULL)
        return;
    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;

        if (is_span(p) && near(p->start, whole->start) && p->end < whole->end &&
            lasts(whole->end - p->end, months)) {
            t->start = p->end + 1;
            t->end = whole->end;
            return;
        }
    }
}

static void set_day(const fai_calendar *c, fai_target *t, fa_date day)
{
    const fa_period *year = span_ending(c, day, 12);
    uint32_t spans = 0;
    const fa_period *only = NULL;

    t->instant = instant_near(c, day);
    set_span(t, year);
    for (uint32_t i = 0; i < c->count && year == NULL; i++)
        if (is_span(&c->items[i].period) && near(c->items[i].period.end, day) && c->items[i].facts > 3) {
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
    const fa_period *year = span_ending(c, end, 12), *sofar;

    t->instant = instant_near(c, end);
    set_span(t, year);
    if (year != NULL)
        return;
    sofar = longest_ending(c, end);
    t->ttm = true;
    if (sofar == NULL)
        return;
    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;
        bool same_part =
            is_span(p) && abs(days_of(p) - days_of(sofar)) <= SLACK && lasts(sofar->end - p->end, 12);

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

/* ---- names ---- */

const char *fai_day_words(fa_date day, fai_arena *arena)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int y, m, d;

    if (day == FA_DATE_NONE)
        return "";
    fa_date_split(day, &y, &m, &d);
    return fai_arena_printf(arena, "%s %d, %d", months[m - 1], d, y);
}

static const char *label_words(const fai_target *t, fai_arena *arena)
{
    static const char *const parts[] = {"",
                                        "the first quarter of ",
                                        "the second quarter of ",
                                        "the third quarter of ",
                                        "the fourth quarter of ",
                                        "the first half of ",
                                        "the second half of ",
                                        "the first nine months of ",
                                        ""};

    return fai_arena_printf(arena, "%sfiscal %d", parts[t->fiscal], (int)t->year);
}

static const char *span_words(int32_t months, fa_date end, fai_arena *arena)
{
    static const char *const counts[] = {"",
                                         "month",
                                         "two months",
                                         "three months",
                                         "four months",
                                         "five months",
                                         "six months",
                                         "seven months",
                                         "eight months",
                                         "nine months",
                                         "ten months",
                                         "eleven months",
                                         "twelve months"};
    const char *day = fai_day_words(end, arena);

    return day == NULL || months < 1 || months > 12
               ? day
               : fai_arena_printf(arena, "the %s ended %s", counts[months], day);
}

static const char *target_words(const fai_target *t, const fai_when *when, fai_arena *arena)
{
    if (when != NULL && when->form == FAI_WHEN_SPAN)
        return span_words(when->months, t->end != FA_DATE_NONE ? t->end : when->end, arena);
    if (when != NULL && when->form == FAI_WHEN_DATE)
        return fai_day_words(t->instant != FA_DATE_NONE ? t->instant : when->end, arena);
    if (t->ttm || (when != NULL && when->form == FAI_WHEN_TTM))
        return span_words(12, t->end, arena);
    if (t->year != 0 && t->fiscal != FA_FISCAL_NONE)
        return label_words(t, arena);
    return fai_day_words(t->end != FA_DATE_NONE ? t->end : t->instant, arena);
}

static bool finish(fai_target *t, const fai_words *w, const fai_when *when, fai_arena *arena)
{
    t->name = target_words(t, when, arena);
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
        out->instant = instant_near(c, x->end != FA_DATE_NONE ? x->end : c->own_end);
        set_span(out, longest_ending(c, x->end != FA_DATE_NONE     ? x->end
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
        out->instant = instant_near(c, years_earlier(t->instant, years));
    return finish(out, NULL, NULL, arena);
}

fa_date fai_target_opening(const fai_calendar *c, const fai_target *t)
{
    const fa_period *before;

    if (t->start != FA_DATE_NONE && instant_near(c, t->start - 1) != FA_DATE_NONE)
        return instant_near(c, t->start - 1);
    if (t->year == 0)
        return FA_DATE_NONE;
    before =
        instant_labelled(c, t->year - 1, t->fiscal == FA_FISCAL_FY ? FA_FISCAL_FY : end_label(t->fiscal));
    return before != NULL ? before->end : FA_DATE_NONE;
}

bool fai_target_known(const fai_target *t)
{
    return t->start != FA_DATE_NONE || t->instant != FA_DATE_NONE;
}
