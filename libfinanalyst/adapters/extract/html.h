/* extract/html.h: what the parts of reading HTML share: text on its way to lines and cells, tables, pages. */
#ifndef FA_EXTRACT_HTML_H
#define FA_EXTRACT_HTML_H

#include <finanalyst/content.h>

#include "html_style.h"
#include "ixbrl.h"
#include "text_decode.h"
#include "text_pages.h"

enum { HTML_TABLES_DEEP = 16, HTML_COLS_MAX = 4000, HTML_SPAN_MAX = 1000, HTML_ROWS_MAX = 900000 };

/* Folded text on its way: a stretch of a buffer, from `start` to the buffer's end while it is gathered. */
typedef struct html_sink {
    size_t start;
    bool blank;     /* one waits for the next character */
    uint32_t chars; /* that are not blank; of these, how many are bold */
    uint32_t bold;
    int32_t indent;      /* hundredths of a point, settled by the first character */
    uint32_t source_end; /* of its text in the file */
    uint32_t element;    /* html_doc.ids: the nearest element that has an id */
} html_sink;

/* A tagged figure begins or ends at a byte of a buffer. */
typedef struct html_mark {
    uint32_t tag;
    size_t at;
    bool end;
} html_mark;

typedef TEXT_LIST(html_mark) html_marks;

typedef struct html_cell {
    int32_t row;
    int32_t col;
    int32_t col_span;
    int32_t row_span;
    html_sink sink;
    size_t text_end;
    uint32_t source_start; /* of the element */
    uint32_t source_end;
    uint32_t tag_first; /* the tags that begin in it */
    uint32_t tag_count;
    bool head; /* a th */
} html_cell;

/* A table while its rows come in. */
typedef struct html_table {
    fa_buf text; /* of all cells, one after the other */
    TEXT_LIST(html_cell) cells;
    html_marks marks;
    TEXT_LIST(size_t) breaks; /* bytes of text before which a block ended */
    TEXT_LIST(int32_t) until; /* by grid column: the first row that no row span reaches any more */
    int32_t row;              /* under way, -1 before the first */
    int32_t col;
    bool in_row;
    bool in_cell;
} html_table;

/* One document on its way into the builder. */
typedef struct html_doc {
    fa_error *err;
    text_pages pages;
    text_source source;
    ixbrl ix;
    html_sheet sheet;
    fa_buf ids; /* ids of elements, each with its NUL; the first is "" */

    /* the line that is under way, outside of tables */
    fa_buf line_text;
    html_sink line;
    html_marks line_marks;
    fa_buf row_text; /* a row on its way to the page */

    TEXT_LIST(uint32_t) starts; /* tags that began and have no text yet */
    html_table tables[HTML_TABLES_DEEP];
    int depth;         /* of tables */
    uint32_t block_id; /* html_doc.ids: first id since the block began; last id of all */
    uint32_t last_id;
} html_doc;

/* How the element that holds a text shows it. */
typedef struct html_look {
    bool bold;
    int32_t indent; /* hundredths of a point */
    uint32_t id;    /* html_doc.ids: nearest enclosing id */
} html_look;

/* FA_ENOMEM; html_doc_clear in any case. */
fa_status html_doc_init(html_doc *d, fa_content_builder *b, fa_error *err);
void html_doc_clear(html_doc *d);

/* Text that is shown and ends at byte source_end of the file. */
fa_status html_put(html_doc *d, const char *text, size_t len, const html_look *look, uint32_t source_end);
/* A block begins or ends: in a cell a blank, else the line ends. */
fa_status html_end_block(html_doc *d);
/* Ends the line outside of tables. */
fa_status html_end_line(html_doc *d);
/* The next line begins a page. Ends a table that is under way: the rest of it is another one. */
fa_status html_break_page(html_doc *d);
/* The tag with this index begins; ends. */
fa_status html_tag_begin(html_doc *d, uint32_t tag);
fa_status html_tag_end(html_doc *d, uint32_t tag);
/* Settles the place of a tag that begins or ends at a byte of a page's text. */
void html_settle_mark(html_doc *d, const html_mark *mark, uint32_t at);
const char *html_id(const html_doc *d, uint32_t id);

fa_status html_table_open(html_doc *d);
fa_status html_table_close(html_doc *d);
fa_status html_row_open(html_doc *d);
void html_row_close(html_doc *d);
fa_status html_cell_open(html_doc *d, int32_t col_span, int32_t row_span, bool head, uint32_t source_start);
void html_cell_close(html_doc *d, uint32_t source_end);
/* The table whose cell takes text now; NULL = none. */
html_table *html_open_cell(html_doc *d);
/* What a table holds. */
typedef struct html_shape {
    int32_t rows;    /* with text */
    int32_t widest;  /* cells with text in one row */
    uint32_t filled; /* cells with text */
    bool list;       /* marks and texts, row by row */
} html_shape;

bool html_cell_filled(const html_cell *c);
html_shape html_shape_of(const html_table *t);
/* Writes a table: as a table, or as lines when it only lays out text. */
fa_status html_table_emit(html_doc *d, const html_table *t);
/* Writes what the open tables hold so far as tables of their own. */
fa_status html_tables_flush(html_doc *d, int levels);

#endif
