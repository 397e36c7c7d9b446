/* analysis/domain/cause.h: questions for the causes of a change: what moved, by how much, and what to look for. */
#ifndef FAI_ANALYSIS_CAUSE_H
#define FAI_ANALYSIS_CAUSE_H

#include "analysis/domain/answering.h"

enum { FAI_CAUSE_QUESTIONS = 3 };

/* How the figure asked about moved, and the questions that lead to the sentences that say why. */
typedef struct fai_cause {
    const char *lead; /* "The operating margin fell by …", "" = no figure is known; in the draft's arena */
    const char *questions[FAI_CAUSE_QUESTIONS];
    const char *about[FAI_CAUSE_QUESTIONS]; /* for each: what its sentences must mention, "" = no matter */
    uint32_t count;
} fai_cause;

/* Reads a question for causes. *claimed is true when the answer is that its metric says nothing about the filer. The
 * figures of the lead are put into the draft. FA_ENOMEM. */
fa_status fai_cause_read(const fai_scope *scope, const char *question, fai_draft *draft, fai_cause *out,
                         bool *claimed, fa_error *err);

#endif
