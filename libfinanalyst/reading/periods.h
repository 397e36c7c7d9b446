/* reading/periods.h: what the head of a column says about time. */
#ifndef FAI_READING_PERIODS_H
#define FAI_READING_PERIODS_H

#include <finanalyst/finance.h>

/* All that a head, or the words around a table, say about time. Zero = not said. */
typedef struct fai_head {
    int year;  /* of the last date or year named */
    int month; /* of the last date named */
    int day;
    int years;      /* how many different years were named */
    int months;     /* length: 3, 6, 9, 12 */
    int weeks;      /* length: 13, 52, 53 */
    int quarter;    /* 1..4: "third quarter", "Q3" */
    bool instant;   /* "as of", "at", "balance at" */
    bool fiscal;    /* "fiscal 2018", "FY18": the year is a label, not a date */
    bool to_date;   /* "year to date", "since inception" */
    bool change;    /* states a change or a share, not an amount */
    bool percent;   /* "%" or "percent" stood there */
    bool range;     /* "from … to …": start holds its first day */
    fa_date start;  /* FA_DATE_NONE unless range */
    uint32_t flags; /* FA_FACT_RESTATED, _UNAUDITED, _DISCONTINUED, _NON_GAAP */
} fai_head;

/* Reads what text says, on top of nothing. */
void fai_head_parse(const char *text, size_t len, fai_head *out);
/* Whether it names a time at all. */
bool fai_head_dated(const fai_head *h);
/* Fills what h does not say from what the words around it say. */
void fai_head_inherit(fai_head *h, const fai_head *around);
/* The period. Without a length and without "as of" its type is UNKNOWN and end may still be set. */
fa_period fai_head_period(const fai_head *h);
/* The first day of a span that ends on `end`: calendar months when it ends with a month, else whole weeks. */
fa_date fai_span_start(fa_date end, int months, int weeks);
/* Whether the day is the last of its month. */
bool fai_month_end(fa_date day);
/* Length of a duration in days, both ends counted; 0 when it has no two ends. */
int fai_period_days(const fa_period *p);
/* Number of the month that a word names, 1..12; 0 = none. */
int fai_month_of(const char *word, size_t len);

#endif
