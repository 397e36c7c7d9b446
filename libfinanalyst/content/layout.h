/* content/layout.h: from the words of a PDF page to its lines, text and tables. The steps in their order: lines.c words
 * to lines; gutter.c columns of text; spans.c lines to pieces; runs.c lines to tables; columns.c the columns of figures;
 * page.c the text; cells.c the cells. */
#ifndef FAI_CONTENT_LAYOUT_H
#define FAI_CONTENT_LAYOUT_H

#include "base/vec.h"
#include "content/store.h"

typedef enum fai_span_kind {
    FAI_SPAN_TEXT = 0,
    FAI_SPAN_FIGURE = 1, /* "(1,234)", "$ 12", "—", "NM", "3.5%" */
    FAI_SPAN_YEAR = 2,   /* four bare digits that may be a year, or a date in digits */
    FAI_SPAN_MARK = 3    /* "$" or a bracket on its own */
} fai_span_kind;

/* Words of one line with no column gap between them. */
typedef struct fai_span {
    float x0, x1;
    uint32_t word, count; /* its words among the page's */
    fai_span_kind kind;
} fai_span;

/* A line as pieces. */
typedef struct fai_row {
    fai_span *spans; /* with room for one per word */
    uint32_t count;
    uint32_t figures; /* spans that look like figures */
    uint32_t years;
    uint32_t letters; /* bytes of all its texts */
    float gap;        /* a wider gap between two words parts columns */
    float height;     /* of its letters */
} fai_row;

/* A page under way. */
typedef struct fai_page_draft {
    int32_t number;
    float width, height;
    float blank;            /* the usual gap between two words, as a part of their height */
    FAI_VEC(fa_word) words; /* after fai_lines_find: by line, left to right, split words joined */
    FAI_VEC(fa_line) lines;
    FAI_VEC(char) text;
    fai_row *rows;    /* by line; this and the next in the scratch arena */
    uint32_t *starts; /* by word: where it stands in the text */
} fai_page_draft;

typedef FAI_VEC(fa_table) fai_tables;

enum { FAI_RUN_COLUMNS_MAX = 48 };

/* A column of figures. */
typedef struct fai_run_column {
    float x0, x1;
    uint32_t figures;
} fai_run_column;

/* Lines that make a table, and where its figures stand. */
typedef struct fai_run {
    uint32_t top, first, last; /* lines: with heads, of the first and the last figures */
    uint32_t column_count;
    uint32_t data_rows, figures;
    float x0;        /* the left edge of the labels */
    float remark_x0; /* texts from here on are remarks beside the table; 0 = there are none */
    fai_run_column columns[FAI_RUN_COLUMNS_MAX];
} fai_run;

typedef FAI_VEC(fai_run) fai_runs;

/* What the steps share. */
typedef struct fai_layout {
    fai_page_draft *page;
    fai_pool *pool;
    fai_arena *scratch;
    fai_runs runs;
} fai_layout;

/* All of it: fills the lines, the words in their order and the text of the page; adds its tables to `out`, whose cells
 * lie in the pool's arena. *cells counts cells, up to max_cells. FA_ENOMEM, FA_ETOOLARGE. */
fa_status fai_layout_page(fai_page_draft *page, fai_pool *pool, uint32_t max_cells, uint32_t *cells,
                          fai_tables *out, fa_error *err);

fa_status fai_lines_find(fai_layout *l, fa_error *err);
fa_status fai_spans_find(fai_layout *l, fa_error *err);
fa_status fai_runs_find(fai_layout *l, fa_error *err);
fa_status fai_columns_settle(fai_layout *l, fa_error *err);
fa_status fai_cells_make(fai_layout *l, const fai_run *run, uint32_t max_cells, uint32_t *cells,
                         fai_tables *out, fa_error *err);

/* What a text looks like; no parsing, a cheap look. */
fai_span_kind fai_span_look(const char *text, size_t len);
/* Whether words are a sentence, or a line of one, rather than a label or a head. */
bool fai_words_are_sentence(const fai_page_draft *page, uint32_t first, uint32_t count);
/* Looks again at a span whose words were changed. */
void fai_span_refresh(const fai_page_draft *page, fai_span *s);
/* Where the labels of a run end: left of the first column that many of its rows have. */
float fai_run_label_end(const fai_run *r);
/* The column of a run that a piece ends in, within a tolerance in points; -1 = none. */
int32_t fai_run_column_at(const fai_run *r, const fai_span *s, float tolerance);
/* Whether a row holds figures as a table does: not a number inside a text or in front of one. */
bool fai_row_is_data(const fai_row *row);
/* The number of the page, at its foot: alone in the last lines, and apart from the table above. */
bool fai_row_is_foot(const fai_page_draft *page, uint32_t line);
/* The empty space between a line and the next, in heights of a line. The next column of text is far away. */
float fai_space_below(const fai_page_draft *page, uint32_t line);
/* Whether a run lists page numbers or exhibits. */
bool fai_run_is_list(const fai_page_draft *page, const fai_run *run);

#endif
