/* analysis/domain/narrate.h: open questions answered in the filing's own sentences. */
#ifndef FAI_ANALYSIS_NARRATE_H
#define FAI_ANALYSIS_NARRATE_H

#include "analysis/domain/answering.h"
#include "analysis/domain/extract.h"

/* The sentence of a question that asks, without role-play before it and conditions behind it. NULL: out of memory. */
char *fai_asking_sentence(const char *question, fai_arena *arena);
/* Answers with the sentences found, quoted and cited. *claimed is false when none speaks of what is asked clearly
 * enough; the draft is then as it was. FA_ENOMEM. */
fa_status fai_narrate(const fai_reading_room *room, fai_draft *draft, bool *claimed, fa_error *err);

#endif
