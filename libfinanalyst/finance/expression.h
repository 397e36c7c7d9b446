/* finance/expression.h: formulas in words: "(cash + receivables) / average current liabilities", as a tree. */
#ifndef FAI_FINANCE_EXPRESSION_H
#define FAI_FINANCE_EXPRESSION_H

#include <finanalyst/decimal.h>

#include "finance/items.h"

typedef enum fai_op {
    FAI_OP_NUMBER = 1,
    FAI_OP_ITEM = 2,
    FAI_OP_ADD = 3,
    FAI_OP_SUB = 4,
    FAI_OP_MUL = 5,
    FAI_OP_DIV = 6,
    FAI_OP_AVERAGE = 7, /* of left at the end and at the beginning of the period */
    FAI_OP_CHANGE = 8,  /* left at the end less at the beginning */
    FAI_OP_PRIOR = 9    /* left one period earlier */
} fai_op;

typedef struct fai_expression fai_expression;
struct fai_expression {
    fai_op op;
    fa_decimal number;    /* NUMBER */
    const fai_item *item; /* ITEM */
    bool optional;        /* ITEM: counts as nothing where it is not reported */
    const fai_expression *left;
    const fai_expression *right;
};

/* Reads words from..end as a formula; names of metrics count as their formulas, years and words without meaning ("the",
 * "from the cash flow statement") are passed over. NULL: not a formula to the last word, or out of memory (then
 * *failed is set). */
const fai_expression *fai_expression_parse(const fai_words *w, uint32_t from, uint32_t end, fai_arena *arena,
                                           bool *failed);
/* As above for a formula of the tables. */
const fai_expression *fai_expression_of(const char *formula, fai_arena *arena, bool *failed);

#endif
