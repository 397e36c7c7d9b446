/* analysis/domain/calendar.c: the periods that a company's facts have, found by label, by end and by length. */
#include <stdlib.h>
#include <string.h>

#include "analysis/domain/timing_parts.h"
#include "base/vec.h"

enum { SLACK = FAI_SLACK_DAYS };

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

int32_t fai_span_days(const fa_period *p)
{
    return p->start == FA_DATE_NONE || p->end == FA_DATE_NONE ? 0 : p->end - p->start + 1;
}

bool fai_span_is(const fa_period *p)
{
    return p->type == FA_PERIOD_DURATION && p->end != FA_DATE_NONE && p->start != FA_DATE_NONE;
}

bool fai_days_near(fa_date a, fa_date b)
{
    return a != FA_DATE_NONE && b != FA_DATE_NONE && abs(a - b) <= SLACK;
}

/* Whether a number of days is about so many months. */
bool fai_days_last(int32_t days, int32_t months)
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
const fa_period *fai_calendar_span(const fai_calendar *c, int32_t year, fa_fiscal fiscal)
{
    const fai_known_period *best = NULL;

    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;
        bool labelled = p->fiscal == fiscal && p->fiscal_year == year;
        bool ends = c->own_year == 0 && fiscal == FA_FISCAL_FY && p->fiscal_year == 0 &&
                    fai_days_last(fai_span_days(p), 12) && year_of(p->end) == year;

        if (fai_span_is(p) && (labelled || ends) && (best == NULL || c->items[i].facts > best->facts))
            best = &c->items[i];
    }
    return best == NULL ? NULL : &best->period;
}

const fa_period *fai_calendar_instant(const fai_calendar *c, int32_t year, fa_fiscal fiscal)
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

fa_date fai_calendar_day(const fai_calendar *c, fa_date day)
{
    fa_date best = FA_DATE_NONE;

    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;

        if (p->type == FA_PERIOD_INSTANT && fai_days_near(p->end, day) &&
            (best == FA_DATE_NONE || abs(p->end - day) < abs(best - day)))
            best = p->end;
    }
    return best;
}

/* The span of about so many months that ends about that day. */
const fa_period *fai_calendar_ending(const fai_calendar *c, fa_date end, int32_t months)
{
    const fai_known_period *best = NULL;

    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;

        if (fai_span_is(p) && fai_days_near(p->end, end) && fai_days_last(fai_span_days(p), months) &&
            (best == NULL || c->items[i].facts > best->facts))
            best = &c->items[i];
    }
    return best == NULL ? NULL : &best->period;
}

/* The longest span of at most a year that ends about that day. */
const fa_period *fai_calendar_longest(const fai_calendar *c, fa_date end)
{
    const fa_period *best = NULL;

    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;
        bool whole = fai_days_last(fai_span_days(p), 3) || fai_days_last(fai_span_days(p), 6) ||
                     fai_days_last(fai_span_days(p), 9) || fai_days_last(fai_span_days(p), 12);

        if (fai_span_is(p) && fai_days_near(p->end, end) && whole &&
            (best == NULL || fai_span_days(p) > fai_span_days(best)))
            best = p;
    }
    return best;
}
