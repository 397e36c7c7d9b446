/* analysis/domain/extract.h: the sentences of pages that answer an open question. */
#ifndef FAI_ANALYSIS_EXTRACT_H
#define FAI_ANALYSIS_EXTRACT_H

#include <finanalyst/port/passage_index.h>

#include "analysis/domain/resolve.h"
#include "analysis/domain/topics.h"
#include "base/arena.h"
#include "retrieval/terms.h"

/* A page that may answer, best first. */
typedef struct fai_leaf {
    uint32_t doc; /* index in the scope */
    const fa_passage *page;
} fai_leaf;

/* An open question and the pages found for it. */
typedef struct fai_reading_room {
    const char *question; /* the sentence that asks */
    const char *company;  /* that the first document is of */
    const fai_topic *topic;
    const char *about; /* a sentence, its heading or its paragraph mentions one of these; "" = no matter */
    const fai_query *query;
    const fai_wanted *wanted;
    const fai_leaf *leaves;
    uint32_t leaf_count;
} fai_reading_room;

/* A sentence that answers. */
typedef struct fai_excerpt {
    uint32_t leaf;
    uint32_t start; /* bytes of the page's text */
    uint32_t end;
    uint32_t paragraph; /* of its page */
    uint64_t mask;      /* of the probes that it holds */
    bool figure;        /* it holds a digit */
    double score;       /* comparable within one question */
    double cover;       /* 0..1: how much of what is asked it and its surroundings speak of */
} fai_excerpt;

enum { FAI_EXCERPTS = 8 };

/* The best sentences, best first; *count = 0 when none speaks of what is asked. FA_ENOMEM. */
fa_status fai_extract(const fai_reading_room *room, fai_excerpt out[FAI_EXCERPTS], uint32_t *count,
                      fa_error *err);

#endif
