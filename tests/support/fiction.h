/* support/fiction.h: typed filings of fictional companies, made by hand. */
#ifndef FA_TEST_FICTION_H
#define FA_TEST_FICTION_H

#include <finanalyst/finance.h>

enum { FICTION_FACTS = 512 };

/* A filing being made; large: keep it static. */
typedef struct fiction {
    fa_filing filing;
    fa_fact facts[FICTION_FACTS];
    fa_dimension dims[FICTION_FACTS];
    char texts[FICTION_FACTS][32];
    uint32_t count;
} fiction;

/* One figure. Amounts are in millions of dollars unless `unit` says otherwise; value is a decimal text. */
typedef struct fiction_figure {
    const char *concept, *label;
    fa_statement_kind statement;
    const char *unit;                         /* NULL = "USD" */
    int scale;                                /* power of ten of the value; with unit NULL always 6 */
    const char *axis, *member, *member_label; /* NULL = the whole company */
    uint32_t flags;                           /* besides PRIMARY for figures of statements without a member */
} fiction_figure;

void fiction_open(fiction *f, const char *company, const char *form, const char *period_end,
                  int32_t fiscal_year, fa_fiscal fiscal);
/* Adds the figure for a span ("2023-07-01", "2024-06-30") or, with start NULL, a day. value NULL: nothing is added. */
void fiction_add(fiction *f, const fiction_figure *figure, const char *start, const char *end,
                 int32_t fiscal_year, fa_fiscal fiscal, const char *value);

/* Larkspur Foods, Inc.: annual report for the year ended June 30, 2024, which it calls fiscal 2024. */
void fiction_annual(fiction *f);
/* Its quarterly report for the third quarter of fiscal 2025, ended March 31, 2025. */
void fiction_quarterly(fiction *f);
/* Bluegum Logistics Corp.: annual report for calendar 2024. */
void fiction_other(fiction *f);

#endif
