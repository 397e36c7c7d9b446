/* extract/text_pages.h: lines to pages, for sources that have no pages of a fixed size. */
#ifndef FA_EXTRACT_TEXT_PAGES_H
#define FA_EXTRACT_TEXT_PAGES_H

#include <finanalyst/content.h>

#include "text_room.h"

typedef struct text_pages {
    fa_content_builder *builder;
    fa_error *err;
    bool paged;               /* the source says where its pages end */
    bool break_wanted;        /* before the next line */
    int32_t page;             /* 0 = none yet */
    uint32_t len;             /* bytes of its text */
    uint32_t lines;           /* that it has */
    uint32_t last_len;        /* of the last line; long = the end of a paragraph or table */
    TEXT_LIST(uint32_t) lens; /* bytes of the pages before */
    int32_t tables;           /* that the builder has */
} text_pages;

void text_pages_init(text_pages *p, fa_content_builder *b, fa_error *err);
void text_pages_clear(text_pages *p);
/* Begins a page where one is due. before_table: the title right above a table stays with it. */
fa_status text_pages_need(text_pages *p, bool before_table);
/* Adds a line and gives its place; a page was begun. */
fa_status text_pages_add(text_pages *p, const char *text, size_t len, fa_place *place);
/* Ends a table whose first line is `first`. */
fa_status text_pages_end_table(text_pages *p, uint32_t first);
/* The end of the text of the page, without its line end. */
uint32_t text_pages_end(const text_pages *p);

#endif
