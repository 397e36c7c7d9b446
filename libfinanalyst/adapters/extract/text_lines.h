/* extract/text_lines.h: lines of plain text, and the cells that blanks part them into. */
#ifndef FA_EXTRACT_TEXT_LINES_H
#define FA_EXTRACT_TEXT_LINES_H

#include <stdint.h>

#include "text_room.h"

enum { TEXT_CELLS_MAX = 40 };

/* A part of a line between gaps of two blanks or more, tabs, or dotted leaders. */
typedef struct text_cell {
    uint32_t start, end; /* bytes of the line */
    int32_t x0, x1;      /* columns of the screen: tabs go to the next multiple of 8 */
    bool figure;         /* "1,234", "(12)", "$ 5", "12.5%", "-", "N/A" */
    bool year;           /* a figure that may be a year */
} text_cell;

typedef enum text_line_kind {
    TEXT_LINE_BLANK = 0,
    TEXT_LINE_RULE,  /* "-----  -----" */
    TEXT_LINE_MARK,  /* <TABLE>, <CAPTION>, <S> of old filings: shown to nobody */
    TEXT_LINE_PAGE,  /* <PAGE> */
    TEXT_LINE_ROW,   /* a label with figures, or figures alone */
    TEXT_LINE_HEADS, /* several cells, or years, but no figures */
    TEXT_LINE_PROSE
} text_line_kind;

typedef struct text_line {
    size_t start, end; /* in the text, without blanks at the end */
    int32_t indent;    /* columns in front of the first character */
    int32_t width;     /* column behind the last one */
    text_line_kind kind;
} text_line;

typedef TEXT_LIST(text_line) text_lines;

/* Cuts a text into lines. A form feed makes a line of the kind PAGE. false: out of memory. */
bool text_cut(const char *text, size_t len, text_lines *out);
/* The cells of a line; returns how many, TEXT_CELLS_MAX at most. */
uint32_t text_cells(const char *line, size_t len, text_cell out[TEXT_CELLS_MAX]);

#endif
