/* question/question.h: what is asked, from the words alone: periods, units, rounding and the kind of answer. */
#ifndef FAI_QUESTION_QUESTION_H
#define FAI_QUESTION_QUESTION_H

#include <finanalyst/finance.h>

#include "finance/expression.h"

typedef enum fai_when_form {
    FAI_WHEN_YEAR = 1,   /* a fiscal year, or its end */
    FAI_WHEN_PART = 2,   /* a quarter, half or nine months of a fiscal year */
    FAI_WHEN_DATE = 3,   /* a day */
    FAI_WHEN_SPAN = 4,   /* `months` that end on a day */
    FAI_WHEN_YTD = 5,    /* the fiscal year so far, to a day or of a year */
    FAI_WHEN_LATEST = 6, /* the filing's own period, `back` years earlier */
    FAI_WHEN_TTM = 7     /* twelve months to a day, or to the latest */
} fai_when_form;

/* A period as the question names it. */
typedef struct fai_when {
    fai_when_form form;
    int32_t year;   /* YEAR, PART; 0 = none */
    fa_fiscal part; /* PART: Q1..Q4, H1, H2, M9; LATEST: Q1 = a quarter was said, FY = a year was said */
    fa_date end;    /* DATE, SPAN, YTD, TTM; LATEST: a day that was added to it */
    int32_t months; /* SPAN */
    int32_t back;   /* LATEST: years before */
    bool full;      /* it insists on the whole year */
    bool since;     /* from there to the latest: "since fiscal 2022" */
    bool opening;   /* its beginning is meant: "at the start of fiscal 2024" */
    uint32_t from;  /* words of the question */
    uint32_t to;
} fai_when;

enum { FAI_WHENS = 16, FAI_DEFINITIONS = 8 };

/* Reads the periods among words from..to and marks their words as used. Returns how many; *range when two of them are
 * the ends of a span of years, such as "FY2019 - FY2021". */
uint32_t fai_whens_read(fai_words *w, uint32_t from, uint32_t to, fai_when out[FAI_WHENS], bool *range);

/* How the answer is wanted. */
typedef struct fai_wish {
    bool percent; /* in per cent */
    bool bps;     /* in basis points */
    bool points;  /* in percentage points */
    bool days;
    bool money;     /* a unit of money was named */
    bool scaled;    /* `scale` was asked for */
    int32_t scale;  /* 3, 6, 9 */
    int32_t digits; /* after the point; -1 = not said */
} fai_wish;

/* Reads units and rounding and marks their words as used. */
void fai_wish_read(fai_words *w, fai_wish *out);

typedef enum fai_ask {
    FAI_ASK_VALUE = 0,
    FAI_ASK_GROWTH = 1, /* per cent from one period to another */
    FAI_ASK_CHANGE = 2, /* a difference between periods */
    FAI_ASK_CAGR = 3,
    FAI_ASK_AVERAGE = 4, /* over several periods */
    FAI_ASK_SUM = 5,
    FAI_ASK_SHARE = 6,      /* of a part in the total */
    FAI_ASK_DIRECTION = 7,  /* did it rise or fall: yes or no */
    FAI_ASK_EXTREME = 8,    /* which is larger or smaller */
    FAI_ASK_DIFFERENCE = 9, /* by how much does one exceed the other */
    FAI_ASK_WHY = 10,
    FAI_ASK_ADVICE = 11,
    FAI_ASK_FORECAST = 12,
    FAI_ASK_MARKET = 13,   /* a market price or value, which filings do not follow */
    FAI_ASK_TEXT = 14,     /* not about figures */
    FAI_ASK_THRESHOLD = 15 /* is it above or below a number: yes or no */
} fai_ask;

/* Ways to ask whether there was a profit or a loss, without naming a figure. */
#define FAI_PROFIT_WORDS "profitable|make a profit|turn a profit|earn a profit|make money"
#define FAI_LOSS_WORDS                                                                                       \
    "unprofitable|loss making|lose money|make a loss|incur a loss|report a loss|report a net loss"

typedef struct fai_question {
    fai_words words;
    fai_ask ask;
    bool down;              /* it asks about a fall, for the smallest, or whether it is below */
    bool than;              /* the first named is held against the second, whatever their order in time */
    bool either;            /* "did it rise or fall" */
    bool trend;             /* all years of the filings are wanted */
    int32_t years;          /* "three-year average", "2 year CAGR"; 0 = not said */
    fa_decimal threshold;   /* THRESHOLD: in base units, or per cent as said */
    bool threshold_percent; /* it was said in per cent */
    fai_when whens[FAI_WHENS];
    uint32_t when_count;
    bool range;
    fai_wish wish;
    fa_statement_kind statement; /* "in the cash flow statement"; NONE = not said */
    fai_definition definitions[FAI_DEFINITIONS];
    uint32_t definition_count;
    uint32_t tail_from; /* words of the request that define what it asks for; equal = none */
    uint32_t tail_to;
    uint32_t core_from; /* the words of the sentence that asks */
    uint32_t core_to;
    uint32_t about; /* where the request begins in it, behind any preamble */
} fai_question;

/* other: not the sentence that asks best, but the next that asks for a figure; *found is false when there is none.
 * false: out of memory. */
bool fai_question_read(const char *text, bool other, fai_arena *arena, fai_question *out, bool *found);

/* How many words at `at` say in which statement a figure stands ("in the cash flow statement"), and in which; 0 = none. */
uint32_t fai_statement_words(const fai_words *w, uint32_t at, fa_statement_kind *kind);

/* The steps of fai_question_read. */
/* The sentence that asks, and where the request begins in it. false: there is no other. */
bool fai_question_core(fai_question *q, bool other);
/* The formulas that the question gives. false: out of memory. */
bool fai_question_definitions(fai_question *q, fai_arena *arena);
/* The kind of answer; marks the words that told it as used. */
void fai_question_ask(fai_question *q);

#endif
