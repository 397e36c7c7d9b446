/* question/asks.h: what the recognisers of kinds of answers share: phrases looked for in the sentence that asks. */
#ifndef FAI_QUESTION_ASKS_H
#define FAI_QUESTION_ASKS_H

#include "question/question.h"

extern const char fai_up_words[];   /* "increase|rose|…" */
extern const char fai_down_words[]; /* "decrease|fell|…" */
extern const char fai_more_words[]; /* "higher|larger|…" */
extern const char fai_less_words[];
extern const char fai_most_words[]; /* "highest|largest|…" */
extern const char fai_least_words[];
extern const char fai_against_words[]; /* "compared with|versus|…" */

/* Where one of the phrases stands, outside of brackets, of the names of figures and of proper names; UINT32_MAX =
 * nowhere. */
uint32_t fai_ask_find(const fai_question *q, const char *phrases, uint32_t *len);
bool fai_ask_says(const fai_question *q, const char *phrases);
/* As fai_ask_says, and marks the first hit as used. */
bool fai_ask_said(fai_question *q, const char *phrases);
/* Whether the request begins with one of the phrases. */
bool fai_ask_opens(const fai_question *q, const char *phrases);
/* Whether the request is for a yes or a no. */
bool fai_ask_polar(const fai_question *q);
/* "three-year average of …", "2 year total revenue CAGR": the number of years, marked as used; 0 = not said. */
int fai_ask_years(fai_question *q);

/* Recognisers: each sets q->ask and returns true when the question is of its kind. */
bool fai_ask_refused(fai_question *q);   /* advice, forecasts, market prices */
bool fai_ask_threshold(fai_question *q); /* above or below a number */
bool fai_ask_extreme(fai_question *q);   /* which is largest */
bool fai_ask_difference(fai_question *q);
bool fai_ask_direction(fai_question *q);
bool fai_ask_growth(fai_question *q);
bool fai_ask_change(fai_question *q);

#endif
