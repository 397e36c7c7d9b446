/* analysis/domain/timing_parts.h: what finding periods is made of. */
#ifndef FAI_ANALYSIS_TIMING_PARTS_H
#define FAI_ANALYSIS_TIMING_PARTS_H

#include "analysis/domain/timing.h"

enum { FAI_SLACK_DAYS = 7 }; /* by which the ends of 52- and 53-week years move about */

int32_t fai_span_days(const fa_period *p);
bool fai_span_is(const fa_period *p);
/* Whether two days are the same but for the slack of fiscal calendars. */
bool fai_days_near(fa_date a, fa_date b);
/* Whether a number of days is about so many months. */
bool fai_days_last(int32_t days, int32_t months);

/* Each NULL (or FA_DATE_NONE): no fact has such a period. */
/* The span with a fiscal label; where the filings have no labels, a year by the calendar year that it ends in. */
const fa_period *fai_calendar_span(const fai_calendar *c, int32_t year, fa_fiscal fiscal);
const fa_period *fai_calendar_instant(const fai_calendar *c, int32_t year, fa_fiscal fiscal);
/* The balance sheet date nearest to a day. */
fa_date fai_calendar_day(const fai_calendar *c, fa_date day);
/* The span of about so many months that ends about that day. */
const fa_period *fai_calendar_ending(const fai_calendar *c, fa_date end, int32_t months);
/* The longest span of a quarter to a year that ends about that day. */
const fa_period *fai_calendar_longest(const fai_calendar *c, fa_date end);

/* "fiscal 2024", "the three months ended June 28, 2025"; in the arena, NULL: out of memory. */
const char *fai_target_words(const fai_target *t, const fai_when *when, fai_arena *arena);

#endif
