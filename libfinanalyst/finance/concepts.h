/* finance/concepts.h: what the common us-gaap concepts are: wording, statement, kind of period, unit and sign. */
#ifndef FAI_FINANCE_CONCEPTS_H
#define FAI_FINANCE_CONCEPTS_H

#include <finanalyst/finance.h>

typedef enum fai_unit_kind {
    FAI_UNIT_MONEY = 1,
    FAI_UNIT_SHARES = 2,
    FAI_UNIT_PER_SHARE = 3,
    FAI_UNIT_RATE = 4 /* a share of something: 0.21, or 21 % */
} fai_unit_kind;

/* How a printed figure turns into the value of the concept. */
typedef enum fai_sign {
    FAI_SIGN_PRINTED = 0,  /* as printed */
    FAI_SIGN_POSITIVE = 1, /* an expense or a payment: brackets are layout only */
    FAI_SIGN_REVERSED =
        2 /* an increase of an asset, printed as the cash that it takes: minus what is printed */
} fai_sign;

typedef struct fai_concept {
    const char *name;  /* "us-gaap:Assets" */
    const char *label; /* the usual words: "Total assets" */
    fa_statement_kind statement;
    fa_period_type period;
    fai_unit_kind unit;
    fai_sign sign;
} fai_concept;

/* By "us-gaap:Assets" or "Assets"; NULL when it is none of the common ones. */
const fai_concept *fai_concept_find(const char *name);
/* All of them, by name. */
size_t fai_concept_count(void);
const fai_concept *fai_concept_at(size_t index);

#endif
