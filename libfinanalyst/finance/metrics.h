/* finance/metrics.h: ratios and other computed figures, as formulas in words over line items. */
#ifndef FAI_FINANCE_METRICS_H
#define FAI_FINANCE_METRICS_H

#include "finance/items.h"

/* A computed figure. The formula is read by fai_expression_parse. */
typedef struct fai_metric {
    const char *name;    /* "Current ratio" */
    const char *aliases; /* phrases as for fai_words_match */
    const char *formula; /* "current assets / current liabilities" */
    const char *unit;    /* "%" (the formula times 100), "x", "days", "USD", "USD/shares" */
    const char *source;  /* where the definition is from */
} fai_metric;

typedef struct fai_metric_family {
    const fai_metric *items;
    uint32_t count;
} fai_metric_family;

/* Margins and shares of revenue. */
extern const fai_metric_family fai_metrics_margin;
/* Returns, turnover and days. */
extern const fai_metric_family fai_metrics_turnover;
/* Liquidity, leverage, coverage and what shareholders get. */
extern const fai_metric_family fai_metrics_strength;

/* The metric with the longest name at a word; NULL = none there. */
const fai_metric *fai_metric_match(const fai_words *w, uint32_t at, uint32_t *len);

#endif
