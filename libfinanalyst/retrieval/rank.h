/* retrieval/rank.h: from word scores, statements, documents and the look of a page to one order of pages. */
#ifndef FAI_RETRIEVAL_RANK_H
#define FAI_RETRIEVAL_RANK_H

#include "retrieval/terms.h"

/* A page that may answer. */
typedef struct fai_candidate {
    fa_id document;
    uint32_t doc; /* the caller's index of the document */
    int32_t page;
    uint32_t kinds;
    double bm25;
    double prior; /* of the document: 0..3, larger fits better */
    double look;  /* fai_page_look, 0 until read */
    double score; /* set by fai_rank */
} fai_candidate;

/* Sets the scores and sorts, best first; ties by document and page. */
void fai_rank(fai_candidate *pages, uint32_t count, const fai_query *q);
/* How much a page looks like the answer's: words of the question in its first lines and section, near each other in
 * one line, the years asked for, figures where figures are asked. 0..1. */
double fai_page_look(const fa_passage *page, const fai_query *q, const int32_t *years, uint32_t year_count);

#endif
