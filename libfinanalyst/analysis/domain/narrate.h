/* analysis/domain/narrate.h: open questions answered in the filing's own sentences. */
#ifndef FAI_ANALYSIS_NARRATE_H
#define FAI_ANALYSIS_NARRATE_H

#include "analysis/domain/answering.h"
#include "analysis/domain/extract.h"

/* The sentence of a question that asks, without role-play before it and conditions behind it. NULL: out of memory. */
char *fai_asking_sentence(const char *question, fai_arena *arena);
/* Blanks out the words of a name that stand in a text with a capital letter, so that "Best" in a company's name is not
 * taken for a word of the question. */
void fai_blank_name(char *text, const char *name);
/* An answer in sentences under way. Zero it to begin. */
typedef struct fai_narration {
    fai_draft *draft;
    const char *lead; /* what is said before the sentences; "" = nothing */
    const char *text; /* the sentences so far, with their marks */
    uint32_t count;   /* sentences */
    bool yesno;       /* a yes or a no is wanted */
    bool no;          /* the best sentence denies */
    int way; /* the best sentence says that what is asked about rose (1) or fell (-1), where that is asked */
    double cover; /* of the best sentence */
} fai_narration;

/* Adds the sentences that speak clearly enough of what the room's question asks, at most `most`. FA_ENOMEM. */
fa_status fai_narrate_add(fai_narration *n, const fai_reading_room *room, uint32_t most, fa_error *err);
/* Makes them the answer; false: there are none, and the draft is as fai_draft_new made it. */
bool fai_narrate_end(fai_narration *n);
/* Adds them behind the answer that the draft has; when there are none it stays as it is. */
void fai_narrate_support(fai_narration *n);

#endif
