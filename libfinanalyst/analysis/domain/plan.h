/* analysis/domain/plan.h: what the handlers of numeric questions share: cases, headlines and the pieces of an answer. */
#ifndef FAI_ANALYSIS_PLAN_H
#define FAI_ANALYSIS_PLAN_H

#include "analysis/domain/inquiry.h"

enum { FAI_CASES = 24 };

/* One figure that a question needs: a measure of a company (or parts of it) for a period. */
typedef struct fai_case {
    uint32_t party;
    const fai_measure *measure;
    const fai_mention *mentions;
    uint32_t mention_count;
    fai_target target;
    fai_value value;
    const char *said; /* what tells it from the others, in the question's words */
} fai_case;

/* A question being answered. */
typedef struct fai_plan {
    fai_inquiry q;
    fai_draft *draft;
    fai_arena *arena; /* for the planning; what the answer keeps is copied */
    fa_answer *answer;
    bool failed; /* out of memory */
} fai_plan;

/* A number as it is given: rounded, in a unit and scale. */
typedef struct fai_headline {
    fa_decimal value;
    const char *unit;
    int32_t scale;
    int32_t digits;
    fa_decimal exact; /* before rounding, in that unit and scale */
    const char *text; /* "$391,035 million" */
} fai_headline;

/* ---- cases ---- */

/* The case of a measure for the when-th period named (UINT32_MAX: the latest), with all parts that are named. */
void fai_case_make(fai_plan *p, uint32_t party, const fai_measure *measure, const fai_target *t,
                   fai_case *out);
/* Evaluates it; false: refused, the answer says why. */
bool fai_case_solve(fai_plan *p, fai_case *c);
/* As fai_case_solve, but a figure that is missing is no refusal. */
bool fai_case_try(fai_plan *p, fai_case *c);
/* Refuses for the state of the case's value. */
void fai_case_refuse(fai_plan *p, const fai_case *c);
/* The target of the i-th period named; of the latest when none is. */
bool fai_plan_target(fai_plan *p, uint32_t party, uint32_t i, fai_target *out);
/* All periods that are meant: a range is filled with its years, "three-year" counts back from the last. */
uint32_t fai_plan_targets(fai_plan *p, uint32_t party, fai_target out[FAI_CASES]);

/* ---- what an answer is made of ---- */

/* How a value is given: in the unit asked for, rounded as asked. unit NULL: that of the measure. */
bool fai_headline_of(fai_plan *p, const fai_measure *m, const fai_value *v, const char *unit,
                     fai_headline *out);
/* Puts the facts of a value into the answer; returns the marks "[1][2]". */
const char *fai_plan_cite(fai_plan *p, const fai_value *v);
/* Puts a calculation into the answer. */
void fai_plan_calculate(fai_plan *p, const char *name, const char *formula, const fai_value *v,
                        const char *source, const fai_headline *h);
/* The headline becomes the value of the answer. */
void fai_plan_head(fai_plan *p, const fai_headline *h);
/* "Operating margin of Northwind Foods, Americas"; */
const char *fai_case_name(fai_plan *p, const fai_case *c);
void fai_plan_text(fai_plan *p, const char *text);
void fai_plan_refuse(fai_plan *p, const char *code, const char *missing, const char *text);
/* The text itself; for NULL "", and that memory ran out is remembered. */
const char *fai_plan_checked(fai_plan *p, const char *text);
/* A copy that lives as long as the answer. */
const char *fai_plan_keep(fai_plan *p, const char *text);
/* Combines the values of two cases, or a value with a number. */
void fai_plan_combine(fai_plan *p, fai_op op, const fai_value *a, const fai_value *b, fai_value *out);
void fai_plan_combine_number(fai_plan *p, fai_op op, const fai_value *a, int64_t number, fai_value *out);
/* Says in the answer which period was taken where the question left that open. */
void fai_plan_assume_period(fai_plan *p, const fai_case *c);

/* ---- handlers: each answers or refuses ---- */

void fai_plan_value(fai_plan *p);
void fai_plan_over_years(fai_plan *p); /* average and sum */
void fai_plan_share(fai_plan *p);
void fai_plan_growth(fai_plan *p);
void fai_plan_change(fai_plan *p);
void fai_plan_cagr(fai_plan *p);
void fai_plan_direction(fai_plan *p);
void fai_plan_extreme(fai_plan *p);
void fai_plan_threshold(fai_plan *p);
/* Whether a "which" question says among what to choose. */
bool fai_plan_can_pick(const fai_plan *p);

/* Two cases that a question holds against each other: two companies, figures, parts or periods; in the order of the
 * question, or (by_time) the earlier first. false: refused. */
bool fai_plan_pair(fai_plan *p, bool by_time, fai_case *first, fai_case *second);

#endif
