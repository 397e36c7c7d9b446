/* question/period_words.h: the words of which names of periods are made: years, days, counts and lengths. Each reader moves
 * *at behind what it read; when it reads nothing *at stays. */
#ifndef FAI_QUESTION_PERIOD_WORDS_H
#define FAI_QUESTION_PERIOD_WORDS_H

#include "question/question.h"

typedef struct fai_period_reader {
    fai_words *w;
    uint32_t end; /* of the words that are read */
} fai_period_reader;

/* Whether the word at `at` is one of the words "a|b". */
bool fai_period_in(const fai_period_reader *r, uint32_t at, const char *words);
/* One of the phrases. */
bool fai_period_take(const fai_period_reader *r, uint32_t *at, const char *phrases);
/* "FY18", "fiscal 2018", "2018" */
bool fai_period_year(const fai_period_reader *r, uint32_t *at, int *year);
/* "December 31, 2018", "31 December 2018", "December 2018", "12/31/2018", "2018-12-31" */
bool fai_period_date(const fai_period_reader *r, uint32_t *at, fa_date *out);
/* "three", "3": 1..12; 0 = none. */
int fai_period_count(const fai_period_reader *r, uint32_t *at);
/* Months of "three months", "39 weeks", "quarter", "half year", "year"; 0 = no length. */
int fai_period_length(const fai_period_reader *r, uint32_t *at);
/* A period named by the filing's own: "the latest fiscal year". */
bool fai_period_relative(const fai_period_reader *r, uint32_t *at, fai_when *x);
/* The number of one to four digits t[0..n); -1 = none. */
int fai_period_digits(const char *t, size_t n);
/* The year of a number of two or four digits; 0 = none. */
int fai_period_whole_year(int v, size_t n);

#endif
