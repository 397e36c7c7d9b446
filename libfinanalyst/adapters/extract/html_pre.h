/* extract/html_pre.h: text that is set with blanks inside pre elements. */
#ifndef FA_EXTRACT_HTML_PRE_H
#define FA_EXTRACT_HTML_PRE_H

#include "html.h"

/* Where a byte of the gathered text came from. */
typedef struct html_pre_piece {
    size_t at;
    uint32_t source;
} html_pre_piece;

typedef struct html_pre {
    bool open;
    fa_buf text;
    TEXT_LIST(html_pre_piece) pieces;
} html_pre;

void html_pre_init(html_pre *p);
void html_pre_clear(html_pre *p);
void html_pre_begin(html_pre *p);
fa_status html_pre_put(html_pre *p, const char *text, size_t len, uint32_t source, fa_error *err);
/* Writes what was gathered as plain text is. */
fa_status html_pre_end(html_pre *p, html_doc *d);

#endif
