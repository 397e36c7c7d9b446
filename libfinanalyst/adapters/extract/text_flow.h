/* extract/text_flow.h: plain text to paragraphs, and to tables where its columns are clear. */
#ifndef FA_EXTRACT_TEXT_FLOW_H
#define FA_EXTRACT_TEXT_FLOW_H

#include "text_lines.h"
#include "text_pages.h"

/* Where in the file a byte of the text came from. */
typedef uint32_t (*text_origin_fn)(void *payload, size_t at);

typedef struct text_flow {
    text_pages *pages;
    const char *text;
    size_t len;
    text_origin_fn origin;
    void *payload;
} text_flow;

/* Writes the whole text. FA_ENOMEM, FA_ETOOLARGE. */
fa_status text_flow_run(const text_flow *f);

/* A stretch of lines that print a table. */
typedef struct text_region {
    size_t first, end; /* lines */
} text_region;

/* The next region in lines from..end; false when there is none. */
bool text_region_find(const text_flow *f, const text_lines *lines, size_t from, text_region *out);
/* Writes a region as a table. *done is false when its columns are not clear: nothing was written. */
fa_status text_region_write(const text_flow *f, const text_lines *lines, const text_region *region,
                            bool *done);

#endif
