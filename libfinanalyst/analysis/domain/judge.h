/* analysis/domain/judge.h: questions that want a judgement over figures: is it healthy, improving, consistent? */
#ifndef FAI_ANALYSIS_JUDGE_H
#define FAI_ANALYSIS_JUDGE_H

#include "analysis/domain/answering.h"

/* Answers a question that wants a judgement, with the figures behind it. *claimed is false when the question is of
 * another kind or the figures are not there; the draft is then as it was. FA_ENOMEM. */
fa_status fai_judge(const fai_scope *scope, const char *question, fai_draft *draft, bool *claimed,
                    fa_error *err);

/* A judgement under way. */
typedef struct fai_judging {
    const fai_scope *scope;
    const char *question;
    fai_draft *draft;
    uint32_t doc;
    int32_t year; /* fiscal, by the filing's label; 0 = the filing's latest */
    int32_t base; /* the year to compare with */
    fa_status st; /* why it stopped */
    fa_error *err;
} fai_judging;

/* Each claims a question by answering it. They return false where it is not theirs, or a figure is missing. */
bool fai_judge_liquidity(fai_judging *j);
bool fai_judge_working_capital(fai_judging *j);
bool fai_judge_inventory(fai_judging *j);
bool fai_judge_debt(fai_judging *j);
bool fai_judge_profile(fai_judging *j);
bool fai_judge_consistency(fai_judging *j);
bool fai_judge_growth(fai_judging *j);
bool fai_judge_tax_rate(fai_judging *j);
bool fai_judge_capital(fai_judging *j);
bool fai_judge_activities(fai_judging *j);
bool fai_judge_dividends(fai_judging *j);
bool fai_judge_restructuring(fai_judging *j);
bool fai_judge_categories(fai_judging *j);
bool fai_judge_geographies(fai_judging *j);

/* Finds the years that the question means. */
void fai_judging_begin(fai_judging *j, const fai_scope *scope, const char *question, fai_draft *draft,
                       fa_error *err);
/* A ratio that people judge, with how it is called. */
typedef struct fai_subject {
    const char *asked;  /* phrases as for fai_mentions */
    const char *metric; /* for fai_metric_evaluate */
    const char *name;
    const char *about; /* phrases of sentences that speak of it */
    bool of_sales; /* needs a cost of sales or an operating income, which banks and insurers do not state */
} fai_subject;

/* The ratio that a question names; NULL = none. */
const fai_subject *fai_subject_of(const char *question);
/* Answers that the ratio is of no use where the filer's kind or statements say so. */
bool fai_subject_is_useless(fai_judging *j, const fai_subject *s);
/* "The operating margin fell from 20.8% in FY2021 to 19.1% in FY2022: by 1.7 percentage points" */
const char *fai_subject_movement(fai_judging *j, const char *name, const fai_metric_value *now,
                                 const fai_metric_value *before);
/* The value of a metric or line item in a fiscal year; false: not there, or not meaningful. */
bool fai_judge_value(fai_judging *j, const char *name, int32_t year, fai_metric_value *out);
/* Whether the filer is a bank, an insurer or the like: no cost of sales, no classified balance sheet. */
bool fai_judge_is_financial(const fai_judging *j);
/* Answers that a metric says nothing about this filer, with the reason and a place to check. */
bool fai_judge_not_meaningful(fai_judging *j, const char *metric, const char *reason);
/* Puts what was computed here into the answer: `exact` from `count` values, shown to `digits`. */
void fai_judge_derive(fai_judging *j, const char *name, const char *formula, const char *expression,
                      fa_decimal exact, int digits, const fai_metric_value *const *of, uint32_t count);
/* Ends an answer: kind, polarity ("yes", "no", ""), text with the marks of all citations behind it. */
void fai_judge_answer(fai_judging *j, fa_answer_kind kind, const char *polarity, const char *text);
/* " [1][2]": the marks of all citations so far. */
const char *fai_judge_marks(fai_judging *j);
/* The headline figure: a value of fai_metric_evaluate rounded to `digits`; money in millions. */
void fai_judge_headline(fai_judging *j, const fai_metric_value *value, int digits);

/* Texts in the draft's arena; "" when memory ran out, which the draft remembers. */
const char *fai_show_percent(fai_judging *j, fa_decimal value, int digits);     /* "5.1%" */
const char *fai_show_number(fai_judging *j, fa_decimal value, int digits);      /* "0.54" */
const char *fai_show_money(fai_judging *j, fa_decimal value, const char *unit); /* "$1,577 million" */
const char *fai_show_year(fai_judging *j, const fai_metric_value *value);       /* "FY2022" */
/* printf into the draft's arena. */
const char *fai_show(fai_judging *j, const char *format, ...) FA_PRINTF(2, 3);

#endif
