/* content/lines.h: the words of a page while they are gathered to lines. */
#ifndef FAI_CONTENT_LINES_H
#define FAI_CONTENT_LINES_H

#include "content/layout.h"

typedef struct fai_item {
    fa_word word;
    uint32_t band;
    uint32_t order; /* in which it came */
} fai_item;

/* A line under way: the height of its largest letters, and its words, left to right. */
typedef struct fai_band {
    float y0, y1;
    uint32_t first, count;
} fai_band;

typedef FAI_VEC(fai_band) fai_bands;

/* Where a page is set in two columns of text, parts the lines that run on across the gap between them, and puts the left
 * column of each stretch of the page before the right one. false: out of memory. */
bool fai_gutter_part(const fai_page_draft *page, const fai_item *items, fai_arena *scratch, fai_bands *bands);

#endif
