/* analysis/usecases/gather.h: the pages that an open question is answered from. */
#ifndef FAI_ANALYSIS_GATHER_H
#define FAI_ANALYSIS_GATHER_H

#include "analysis/domain/extract.h"
#include "analysis/usecases/find_pages.h"
#include "analysis/usecases/scope.h"

/* Pages found for a question, with their texts, in the arena. */
typedef struct fai_gathered {
    fai_reading_room room;
    fai_query query; /* of the sentence that asks */
    fai_pages pages;
} fai_gathered;

/* Searches the filings in scope for what a sentence asks, as a question on the topic. FA_ENOMEM and what the index fails with. */
fa_status fai_gather(fa_analysis_service *svc, const char *asks, const fai_topic *topic,
                     const fai_inventory *inventory, const fai_resolution *found, const fai_loaded *loaded,
                     fai_arena *arena, fai_gathered *out, fa_error *err);

/* The first pages of the filing that fits best. FA_ENOMEM and what the index fails with. */
fa_status fai_gather_cover(fa_analysis_service *svc, const fai_inventory *inventory, const fai_loaded *loaded,
                           fai_arena *arena, const fai_leaf **leaves, uint32_t *count, fa_error *err);

#endif
