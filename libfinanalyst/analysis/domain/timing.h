/* analysis/domain/timing.h: the periods that a question names, as days in the calendar of a company's filings. */
#ifndef FAI_ANALYSIS_TIMING_H
#define FAI_ANALYSIS_TIMING_H

#include "analysis/domain/answering.h"
#include "question/question.h"

enum { FAI_PARTY_DOCS = 32 };

/* A company and its filings in scope. */
typedef struct fai_party {
    const char *name;              /* for texts: "Northwind Foods" */
    uint32_t docs[FAI_PARTY_DOCS]; /* indices into the scope, best fit first */
    uint32_t count;
} fai_party;

/* A period that some facts of a company have. */
typedef struct fai_known_period {
    fa_period period;
    uint32_t facts; /* how many have it */
} fai_known_period;

/* All periods of a company's facts, each once. */
typedef struct fai_calendar {
    fai_known_period *items;
    uint32_t count;
    fa_date own_end;      /* of the newest filing in scope */
    int32_t own_year;     /* its fiscal label */
    fa_fiscal own_fiscal; /* FY, Q1, Q2, Q3; NONE = unknown */
} fai_calendar;

/* A period that is wanted. */
typedef struct fai_target {
    fa_date start;   /* of the span for flows; FA_DATE_NONE: none of the filings has such a span */
    fa_date end;     /* last day of the span */
    fa_date instant; /* the day for balances; FA_DATE_NONE: none */
    int32_t year;    /* fiscal label, 0 = none */
    fa_fiscal fiscal;
    bool ttm;         /* twelve months that are no fiscal year */
    bool unclear;     /* a day was named where several spans end */
    bool chosen;      /* the question did not say it: the latest period was taken */
    const char *name; /* "fiscal 2024", "the three months ended June 28, 2025" */
    const char *said; /* the words of the question, "" = none */
} fai_target;

/* false: out of memory. */
bool fai_calendar_read(const fai_scope *scope, const fai_party *party, fai_arena *arena, fai_calendar *out);
/* The period that `when` names; NULL: the latest of the filings. A period that no filing has comes out with neither a
 * span nor a day, but named. false: out of memory. */
bool fai_target_of(const fai_calendar *c, const fai_words *w, const fai_when *when, fai_arena *arena,
                   fai_target *out);
/* The fiscal year with this label. false: out of memory. */
bool fai_target_year(const fai_calendar *c, int32_t year, fai_arena *arena, fai_target *out);
/* The same period `years` years earlier (later when negative). false: out of memory. */
bool fai_target_before(const fai_calendar *c, const fai_target *t, int32_t years, fai_arena *arena,
                       fai_target *out);
/* The day on which the period opens: the end of the period before it. FA_DATE_NONE: not known. */
fa_date fai_target_opening(const fai_calendar *c, const fai_target *t);
/* Whether any fact can have this period. */
bool fai_target_known(const fai_target *t);
/* "January 26, 2025"; in the arena, NULL: out of memory. */
const char *fai_day_words(fa_date day, fai_arena *arena);

#endif
