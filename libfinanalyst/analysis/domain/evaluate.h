/* analysis/domain/evaluate.h: formulas over facts: the exact value, the numbers put in, and the facts that it rests on. */
#ifndef FAI_ANALYSIS_EVALUATE_H
#define FAI_ANALYSIS_EVALUATE_H

#include "analysis/domain/select.h"
#include "finance/expression.h"

enum { FAI_INPUTS = 48 };

/* A fact that takes part. */
typedef struct fai_input {
    uint32_t doc;
    const fa_fact *fact;
    const char *symbol; /* "revenue[2024]" */
} fai_input;

/* A value with its making. */
typedef struct fai_value {
    fai_found state;
    bool meaningful;     /* false: a divisor is zero */
    fa_decimal exact;    /* base units */
    const char *unit;    /* "USD", "shares", "USD/shares", "x", "%", "days" */
    int32_t scale;       /* in which its numbers are printed */
    int32_t digits;      /* after the point, at that scale, as printed */
    bool mixed;          /* its numbers are printed in several scales */
    bool single;         /* it is one fact as stated */
    bool cost;           /* an expense or outflow, given as a positive amount */
    const char *plain;   /* "123,216 + 11,445" */
    const char *spelled; /* "123,216 million + 11,445 million" */
    int strength;        /* of the weakest sign in it: 1 sum, 2 product, 3 none */
    fai_input inputs[FAI_INPUTS];
    uint32_t input_count;
    const char *missing; /* with another state than FOUND: the line that is not there */
    const char *part;    /* the part of the company that it was looked for in, "" = none */
} fai_value;

/* Evaluates a formula for a period. Never fails but for memory: state FAI_FOUND_FAILED. */
void fai_evaluate(const fai_search *s, const fai_expression *e, const fai_target *t, fai_arena *arena,
                  fai_value *out);
/* Makes it a value that is not there: `missing` names what would be needed. */
void fai_value_fail(fai_value *v, fai_found state, const char *missing);
/* Combines two values by a sign; takes over the inputs of both. */
void fai_value_combine(fai_op op, const fai_value *a, const fai_value *b, fai_arena *arena, fai_value *out);
/* The value that a fact states for a line item (NULL: for a row by its label), positive where the item is a cost. */
void fai_value_fact(const fai_pick *pick, const fai_item *item, const fai_target *t, fai_arena *arena,
                    fai_value *out);
/* A number without facts. */
bool fai_value_number(fa_decimal number, fai_arena *arena, fai_value *out);

#endif
