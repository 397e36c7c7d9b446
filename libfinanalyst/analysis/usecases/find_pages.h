/* analysis/usecases/find_pages.h: the pages of a store that a question is about. */
#ifndef FAI_ANALYSIS_FIND_PAGES_H
#define FAI_ANALYSIS_FIND_PAGES_H

#include <finanalyst/port/passage_index.h>

#include "analysis/domain/resolve.h"
#include "retrieval/rank.h"

/* The pages found, best first. Arrays live in the arena. */
typedef struct fai_pages {
    fai_query query;
    fai_wanted wanted;
    fai_candidate *items;
    uint32_t count;
} fai_pages;

/* Searches the documents that the matches name, best fit first; candidates' doc is the index into docs. FA_ENOMEM and
 * what the index fails with. */
fa_status fai_find_pages(const fa_passage_index *index, const char *question, const fa_document *docs,
                         const fai_match *matches, uint32_t match_count, uint32_t limit, fai_arena *arena,
                         fai_pages *out, fa_error *err);

#endif
