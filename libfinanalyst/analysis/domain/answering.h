/* analysis/domain/answering.h: what the handlers of questions share: the filings in scope and the answer being built. */
#ifndef FAI_ANALYSIS_ANSWERING_H
#define FAI_ANALYSIS_ANSWERING_H

#include <finanalyst/analysis.h>

#include "base/arena.h"

/* A filing that a question may be answered from. */
typedef struct fai_scope_doc {
    fa_id id;
    const char *name; /* the document's name */
    const fa_filing *filing;
} fai_scope_doc;

/* The filings in scope, best fit first. */
typedef struct fai_scope {
    const fai_scope_doc *docs;
    uint32_t count;
} fai_scope;

/* An answer being built. Memory that runs out is remembered and reported by fai_draft_finish. */
typedef struct fai_draft fai_draft;

/* NULL: out of memory. */
fai_draft *fai_draft_new(const fai_scope *scope, const char *question);
void fai_draft_free(fai_draft *d);
/* The arena in which the answer lives: strings handed to the draft must be static or from here. */
fai_arena *fai_draft_arena(fai_draft *d);
/* The answer under way; text, kind, value, unit, refusal and the like are set directly. */
fa_answer *fai_draft_answer(fai_draft *d);
/* Remembers that memory ran out. */
void fai_draft_fail(fai_draft *d);
/* Adds a citation and returns its index; quote "" is filled from the page by the use case. The same place and document
 * twice is one citation. */
int32_t fai_draft_cite(fai_draft *d, uint32_t doc, const fa_place *place, const char *quote,
                       const char *section, const char *row_label, const char *column_label);
/* The citations so far, to be completed in place until fai_draft_finish; strings must be from the draft's arena. */
fa_citation *fai_draft_citations(fai_draft *d, uint32_t *count);
/* Adds a fact as a figure with its citation and returns the figure's index. The same fact twice is one figure. */
uint32_t fai_draft_figure(fai_draft *d, uint32_t doc, const fa_fact *fact, const char *symbol);
/* The figures so far. */
const fa_figure *fai_draft_figures(const fai_draft *d, uint32_t *count);
/* The metric or line item that the answer so far reckons, and nothing else: "Current ratio"; "" = none. */
const char *fai_draft_reckoned(fai_draft *d);
/* Adds a calculation; its strings and inputs as for fai_draft_arena. */
void fai_draft_calculate(fai_draft *d, const fa_calculation *calculation);
/* Adds something that was taken for granted; the same words once. */
void fai_draft_assume(fai_draft *d, const char *assumption);
/* Takes back everything since fai_draft_new. */
void fai_draft_reset(fai_draft *d);
/* Makes the answer a refusal: code as in fa_answer.refusal, what is missing, in words for a person. Figures and
 * calculations that were added stay out of it. */
void fai_draft_refuse(fai_draft *d, const char *code, const char *missing, const char *text);
/* Ends the building; the draft is freed either way. FA_ENOMEM. */
fa_status fai_draft_finish(fai_draft *d, const fa_answer **out, fa_error *err);

/* Answers what asks for figures: values, growth, ratios, comparisons, and what has to be refused. *claimed is false when
 * the question is for another handler; the draft is then as it was. */
fa_status fai_plan_numeric(const fai_scope *scope, const char *question, fai_draft *draft, bool *claimed,
                           fa_error *err);

/* The value of a metric. */
typedef struct fai_metric_value {
    bool found;
    bool meaningful;     /* false: the base or a divisor is zero or negative */
    fa_decimal value;    /* exact to 18 digits; percent for unit "%" */
    const char *unit;    /* "%", "x", "days", "USD", "USD/shares" */
    const char *name;    /* "Quick ratio" */
    const char *missing; /* the line item that was not found; "" = none */
    fa_period period;    /* the period that it was taken over */
} fai_metric_value;

/* Evaluates a metric or a line item, by any of its names ("gross margin", "quick ratio", "capital expenditure"), for a
 * fiscal year (0: the latest of the filing) of one document, and adds figures and calculation to the draft. What is
 * not there is no error: found is false. FA_ENOMEM. */
fa_status fai_metric_evaluate(const fai_scope *scope, uint32_t doc, const char *name, int32_t fiscal_year,
                              fai_draft *draft, fai_metric_value *out, fa_error *err);

#endif
