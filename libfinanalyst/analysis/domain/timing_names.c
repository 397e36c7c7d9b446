/* analysis/domain/timing_names.c: days and periods in words. */
#include "analysis/domain/timing_parts.h"

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

const char *fai_target_words(const fai_target *t, const fai_when *when, fai_arena *arena)
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
