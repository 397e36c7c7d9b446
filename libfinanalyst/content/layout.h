/* content/layout.h: from the words of a PDF page to its lines, text and tables. */
#ifndef FAI_CONTENT_LAYOUT_H
#define FAI_CONTENT_LAYOUT_H

#include "base/vec.h"
#include "content/store.h"

/* A page under way. */
typedef struct fai_page_draft {
    int32_t number;
    float width, height;
    FAI_VEC(fa_word) words; /* after fai_layout_lines: by line, left to right, split words joined */
    FAI_VEC(fa_line) lines;
    FAI_VEC(char) text;
    uint32_t *starts; /* by word: where it stands in the text; in the scratch arena of fai_layout_lines */
    float *breaks;    /* by line: gaps between words that are wider part columns; likewise */
} fai_page_draft;

typedef FAI_VEC(fa_table) fai_tables;

/* Finds the lines of a page and writes its text. Joined words go to the pool. FA_ENOMEM, FA_ETOOLARGE. */
fa_status fai_layout_lines(fai_page_draft *page, fai_pool *pool, fai_arena *scratch, fa_error *err);
/* Finds the tables of a page by its lines. Cells lie in the pool's arena; *cells counts them, up to max_cells.
 * FA_ENOMEM, FA_ETOOLARGE. */
fa_status fai_layout_tables(const fai_page_draft *page, fai_pool *pool, fai_arena *scratch,
                            uint32_t max_cells, uint32_t *cells, fai_tables *out, fa_error *err);

#endif
