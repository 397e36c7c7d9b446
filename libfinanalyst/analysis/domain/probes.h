/* analysis/domain/probes.h: which words of a question stand where on the pages found for it. */
#ifndef FAI_ANALYSIS_PROBES_H
#define FAI_ANALYSIS_PROBES_H

#include "analysis/domain/extract.h"
#include "analysis/domain/sentences.h"
#include "base/text.h"

enum { FAI_PROBES = 60, FAI_STEM_BYTES = 32 };

/* A word of the question or a synonym, by its stem. */
typedef struct fai_probe {
    char stem[FAI_STEM_BYTES];
    size_t len;
    bool own;
    double weight; /* of the term */
    double idf;
    uint32_t seen; /* pieces that hold it */
} fai_probe;

/* A piece of a leaf and the probes that it holds, a bit for each. */
typedef struct fai_spot {
    uint32_t leaf;
    fai_piece piece; /* its heading is an index into the spots */
    uint64_t mask;
    uint64_t
        pairs; /* a bit for each of the question's own words that the next one of the question stands near */
    bool figure; /* holds a digit */
} fai_spot;

/* All leaves of a question, cut and probed. Zero it to begin; fai_probing_clear ends it. */
typedef struct fai_probing {
    const fai_reading_room *room;
    fai_probe probes[FAI_PROBES];
    uint32_t probe_count;
    FAI_VEC(fai_spot) spots;
    double own_sum; /* weight of all of the question's own words */
} fai_probing;

/* false: out of memory. */
bool fai_probing_make(const fai_reading_room *room, fai_probing *out);
void fai_probing_clear(fai_probing *p);
/* The probes that any text holds. */
uint64_t fai_probing_text(const fai_probing *p, fai_str text);
fai_str fai_spot_text(const fai_probing *p, const fai_spot *spot);
/* The share of the question's own words in a mask, by weight: 0..1; of synonyms, in the same measure. */
double fai_probing_share(const fai_probing *p, uint64_t mask, bool own);
/* The share of the question's pairs of words that stand near each other: 0..1; 1 when it has none. */
double fai_probing_pairs(const fai_probing *p, uint64_t pairs);

#endif
