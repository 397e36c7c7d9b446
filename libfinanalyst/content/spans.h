/* content/spans.h: the pieces of a line that stand apart, and what they look like. */
#ifndef FAI_CONTENT_SPANS_H
#define FAI_CONTENT_SPANS_H

#include "content/layout.h"

typedef enum fai_span_kind {
    FAI_SPAN_TEXT = 0,
    FAI_SPAN_FIGURE = 1, /* "(1,234)", "$ 12", "—", "NM", "3.5%" */
    FAI_SPAN_YEAR = 2,   /* four bare digits that may be a year */
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
    fai_span *spans;
    uint32_t count;
    uint32_t figures; /* spans that look like figures */
    uint32_t years;
    uint32_t letters; /* of all its texts */
} fai_row;

/* What a text looks like; no parsing, a cheap look. */
fai_span_kind fai_span_look(const char *text, size_t len);
/* The pieces of a line, in scratch. FA_ENOMEM. */
fa_status fai_row_of(const fai_page_draft *page, uint32_t line, fai_arena *scratch, fai_row *out,
                     fa_error *err);

#endif
