/* content.h: what was read from a file: pages, lines, tables and tagged figures, each with its place in the source. */
#ifndef FINANALYST_CONTENT_H
#define FINANALYST_CONTENT_H

#include <finanalyst/buf.h>
#include <finanalyst/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum fa_content_kind {
    FA_CONTENT_PDF = 1,
    FA_CONTENT_HTML = 2,
    FA_CONTENT_TEXT = 3,
    FA_CONTENT_MARKDOWN = 4,
    FA_CONTENT_CSV = 5
} fa_content_kind;

/* Where something stands in its source. All zero = nowhere (a hidden fact has a source range but no page). */
typedef struct fa_place {
    int32_t page;        /* from 1; 0 = none. HTML: pages are parted by its page breaks */
    fa_box box;          /* PDF points from the top left; all zero where the source has no geometry */
    uint32_t text_start; /* byte range in the text of that page; equal = none */
    uint32_t text_end;
    uint32_t source_start; /* byte range in the file, for HTML, text and CSV; equal = none */
    uint32_t source_end;
    const char
        *element; /* HTML: the id of the nearest element that has one; "" = none; never NULL once built */
} fa_place;

typedef struct fa_word {
    fa_box box;
    const char *text; /* UTF-8 */
} fa_word;

/* One printed line, or for HTML one block of text or one table row. */
typedef struct fa_line {
    fa_box box;
    uint32_t text_start; /* its byte range in the page's text, without the line end */
    uint32_t text_end;
    uint32_t word_first; /* its words among the page's, left to right; PDF only */
    uint32_t word_count;
} fa_line;

typedef struct fa_page {
    int32_t number; /* from 1 */
    float width;    /* points; 0 where the source has no geometry */
    float height;
    const char
        *text; /* lines in reading order, each ended by '\n'; gaps between columns are two blanks or more */
    uint32_t text_len;
    const fa_line *lines;
    uint32_t line_count;
    const fa_word *words;
    uint32_t word_count;
} fa_page;

typedef struct fa_cell {
    int32_t row; /* from 0 */
    int32_t col; /* from 0: the grid column in which it begins */
    int32_t col_span;
    int32_t row_span;
    const char *text; /* blanks folded, trimmed; "" for an empty cell */
    fa_place place;
    uint32_t tag_first; /* its tagged figures in fa_content.tags (contiguous), HTML only */
    uint32_t tag_count;
    bool bold;      /* set in bold, or a th */
    uint8_t indent; /* steps of indentation of a row's first cell, as far as known */
} fa_cell;

typedef struct fa_table {
    int32_t page;        /* first page */
    fa_box box;          /* on that page */
    uint32_t line_first; /* the lines of that page that it covers */
    uint32_t line_count;
    int32_t rows;
    int32_t cols;
    const fa_cell *cells; /* by row, then column; empty cells may be left out */
    uint32_t cell_count;
} fa_table;

/* A heading: "Item 8", "Consolidated Balance Sheets". level 1 = Part, 2 = Item, 3 and more below. */
typedef struct fa_section {
    const char *title;
    int32_t level;
    int32_t page;
    uint32_t line;
} fa_section;

typedef struct fa_dimension {
    const char *axis;   /* "us-gaap:StatementBusinessSegmentsAxis" */
    const char *member; /* "aapl:AmericasSegmentMember", or the text of a typed member */
    const char *label;  /* the member as printed or spelled out, "Americas"; "" while unknown */
} fa_dimension;

/* The context of tagged figures: who, when, and along which dimensions. */
typedef struct fa_context {
    const char *id;
    const char *entity; /* the identifier, for SEC filings the CIK */
    fa_date start;      /* FA_DATE_NONE for an instant */
    fa_date end;        /* the instant, or the last day */
    const fa_dimension *dims;
    uint32_t dim_count;
} fa_context;

typedef struct fa_unit {
    const char *id;
    const char *measure; /* local names: "USD", "shares", "pure", "USD/shares" */
} fa_unit;

#define FA_DECIMALS_INF INT32_MAX  /* decimals="INF": exact */
#define FA_DECIMALS_NONE INT32_MIN /* no such attribute */

/* One ix:nonFraction or ix:nonNumeric, as it stands in the source: nothing applied yet. */
typedef struct fa_tag {
    const char *name;   /* "us-gaap:Assets" */
    const char *text;   /* the text inside, continuations joined, blanks folded */
    const char *format; /* "ixt:num-dot-decimal", "" = none */
    int32_t context;    /* index into fa_content.contexts, -1 = unknown */
    int32_t unit;       /* index into fa_content.units, -1 = none */
    int32_t scale;      /* power of ten, 0 = none */
    int32_t decimals;   /* or FA_DECIMALS_INF, FA_DECIMALS_NONE */
    bool numeric;       /* nonFraction */
    bool negative;      /* sign="-" */
    bool nil;           /* xsi:nil */
    bool hidden;        /* inside ix:hidden */
    int32_t table;      /* the table and cell that show it, -1 = none */
    int32_t row;
    int32_t col;
    fa_place place;
} fa_tag;

/* All that was read. Immutable; one arena; freed with fa_content_free. */
typedef struct fa_content {
    fa_content_kind kind;
    const char *title; /* of the document's own metadata, "" = none */
    const fa_page *pages;
    uint32_t page_count;
    const fa_table *tables;
    uint32_t table_count;
    const fa_section *sections;
    uint32_t section_count;
    const fa_context *contexts;
    uint32_t context_count;
    const fa_unit *units;
    uint32_t unit_count;
    const fa_tag *tags;
    uint32_t tag_count;
} fa_content;

/* Limits of one document. 0 = the default named beside it. */
typedef struct fa_content_limits {
    size_t struct_size;
    uint64_t file_bytes;   /* 100 MiB */
    uint32_t pages;        /* 5000 */
    uint32_t words;        /* 4,000,000 */
    uint32_t cells;        /* 2,000,000 */
    uint32_t tags;         /* 500,000 */
    uint64_t memory_bytes; /* of the built content: 192 MiB */
} fa_content_limits;
#define FA_CONTENT_LIMITS_INIT                                                                               \
    {                                                                                                        \
        sizeof(fa_content_limits), 0, 0, 0, 0, 0, 0                                                          \
    }

/* Builds a content, in document order. One thread. A failed call leaves the builder fit only for _free. Texts are
 * copied; invalid UTF-8 is replaced by U+FFFD. FA_ETOOLARGE names the limit that was passed; FA_ENOMEM. */
typedef struct fa_content_builder fa_content_builder;
FA_API fa_content_builder *fa_content_builder_new(fa_content_kind kind, const fa_content_limits *limits);
FA_API void fa_content_builder_free(fa_content_builder *b);
FA_API fa_status fa_content_set_title(fa_content_builder *b, const char *title, fa_error *err);
/* Begins the next page; its number is one more than the last. */
FA_API fa_status fa_content_begin_page(fa_content_builder *b, float width, float height, fa_error *err);
/* PDF: one word of the page, in any order. Lines and tables are found from the boxes by _finish. */
FA_API fa_status fa_content_add_word(fa_content_builder *b, fa_box box, const char *text, size_t len,
                                     fa_error *err);
/* HTML, text, CSV: one line of the page. Returns its byte range in the page's text and its index, where wanted. */
FA_API fa_status fa_content_add_line(fa_content_builder *b, const char *text, size_t len, fa_place *place,
                                     uint32_t *line, fa_error *err);
/* HTML, CSV: a table of the current page; its cells follow by row and column, then _end_table. */
FA_API fa_status fa_content_begin_table(fa_content_builder *b, fa_error *err);
FA_API fa_status fa_content_add_cell(fa_content_builder *b, const fa_cell *cell, fa_error *err);
/* line_first, line_count: the lines of the page that print it. */
FA_API fa_status fa_content_end_table(fa_content_builder *b, uint32_t line_first, uint32_t line_count,
                                      fa_error *err);
FA_API fa_status fa_content_add_section(fa_content_builder *b, const fa_section *section, fa_error *err);
/* Each returns the index of what was added in *index (may be NULL). */
FA_API fa_status fa_content_add_context(fa_content_builder *b, const fa_context *context, int32_t *index,
                                        fa_error *err);
FA_API fa_status fa_content_add_unit(fa_content_builder *b, const fa_unit *unit, int32_t *index,
                                     fa_error *err);
FA_API fa_status fa_content_add_tag(fa_content_builder *b, const fa_tag *tag, int32_t *index, fa_error *err);
/* Ends the building: PDF words become lines and tables, headings become sections. The builder is freed either way. */
FA_API fa_status fa_content_finish(fa_content_builder *b, const fa_content **out, fa_error *err);
FA_API void fa_content_free(const fa_content *c);

/* The section path of a line, outermost first: "Part II › Item 8 › Consolidated Balance Sheets". Writes at most
 * cap bytes with the NUL; returns the whole length. "" before the first heading. */
FA_API size_t fa_content_section_path(const fa_content *c, int32_t page, uint32_t line, char *out,
                                      size_t cap);

/* One compact, versioned byte form, for the pipe between the sandboxed reader and its host. Parsing trusts nothing:
 * FA_ECORRUPT for what does not hold together, limits as in building. */
FA_API fa_status fa_content_write(const fa_content *c, fa_write_fn write, void *payload, fa_error *err);
FA_API fa_status fa_content_parse(const void *bytes, size_t len, const fa_content_limits *limits,
                                  const fa_content **out, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
