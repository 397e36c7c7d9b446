/* finance/expression.h: formulas in words: "(cash + receivables) / average current liabilities", as a tree. */
#ifndef FAI_FINANCE_EXPRESSION_H
#define FAI_FINANCE_EXPRESSION_H

#include <finanalyst/decimal.h>

#include "finance/metrics.h"

typedef enum fai_op {
    FAI_OP_NUMBER = 1,
    FAI_OP_ITEM = 2,
    FAI_OP_ADD = 3,
    FAI_OP_SUB = 4,
    FAI_OP_MUL = 5,
    FAI_OP_DIV = 6,
    FAI_OP_AVERAGE = 7, /* of left at the end and at the beginning of the period */
    FAI_OP_CHANGE = 8,  /* left at the end less at the beginning */
    FAI_OP_PRIOR = 9,   /* left one period earlier */
    FAI_OP_LABEL = 10   /* a row by its printed label */
} fai_op;

typedef struct fai_expression fai_expression;
struct fai_expression {
    fai_op op;
    fa_decimal number;    /* NUMBER */
    const fai_item *item; /* ITEM */
    const char *label;    /* LABEL */
    bool quoted;          /* LABEL: stood between quotation marks */
    bool optional;        /* ITEM: counts as nothing where it is not reported */
    const fai_expression *left;
    const fai_expression *right;
};

/* A name that a text defines and the formula that it gives for it, as words of the same text. */
typedef struct fai_definition {
    uint32_t name_from, name_to; /* equal: it defines whatever is asked for */
    uint32_t from, to;
} fai_definition;

typedef struct fai_definitions {
    const fai_definition *items;
    uint32_t count;
} fai_definitions;

/* What was read from the front of a text. */
typedef struct fai_prefix {
    const fai_expression *tree;
    uint32_t end;            /* the first word behind it */
    bool percent;            /* "… as a % of …": it is wanted in per cent */
    const fai_metric *named; /* the whole of it is this metric */
} fai_prefix;

/* Reads words from..end as a formula; names of metrics count as their formulas, years and words without meaning ("the",
 * "from the cash flow statement") are passed over. NULL: not a formula to the last word, or out of memory (then
 * *failed is set). */
const fai_expression *fai_expression_parse(const fai_words *w, uint32_t from, uint32_t end,
                                           const fai_definitions *given, fai_arena *arena, bool *failed);
/* The longest formula that begins at the word `from`. false: none does. */
bool fai_expression_prefix(const fai_words *w, uint32_t from, uint32_t end, const fai_definitions *given,
                           fai_arena *arena, fai_prefix *out, bool *failed);
/* As fai_expression_parse for a formula of the tables. */
const fai_expression *fai_expression_of(const char *formula, fai_arena *arena, bool *failed);
/* Whether two ranges of words have the same words. */
bool fai_words_same(const fai_words *w, uint32_t a, uint32_t b, uint32_t count);
/* A leaf for an item or for a printed label; NULL: out of memory. */
const fai_expression *fai_expression_item(const fai_item *item, fai_arena *arena);
const fai_expression *fai_expression_label(const char *label, bool quoted, fai_arena *arena);
const fai_expression *fai_expression_pair(fai_op op, const fai_expression *left, const fai_expression *right,
                                          fai_arena *arena);
/* The formula in words: "operating income / revenue"; in the arena, NULL: out of memory. */
const char *fai_expression_words(const fai_expression *e, fai_arena *arena);

#endif
