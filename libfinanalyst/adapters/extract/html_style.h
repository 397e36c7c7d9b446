/* extract/html_style.h: the few properties of CSS that say what is shown, where pages end and what is set in bold. */
#ifndef FA_EXTRACT_HTML_STYLE_H
#define FA_EXTRACT_HTML_STYLE_H

#include <stdint.h>

#include "text_room.h"

typedef enum html_display { HTML_DISPLAY_UNSET = 0, HTML_HIDE, HTML_INLINE, HTML_BLOCK } html_display;

/* What style sheets and a style attribute say about one element. Zero = nothing. */
typedef struct html_style {
    uint8_t display; /* html_display */
    int8_t visible;  /* 1, -1, 0 = inherited */
    int8_t bold;     /* 1, -1, 0 = inherited */
    bool page_before;
    bool page_after;
    bool has_text_indent;
    int32_t padding; /* on the left, in hundredths of a point */
    int32_t margin;
    int32_t text_indent;
} html_style;

/* The rules of the style elements that are of the forms ".name" and "element.name". */
typedef struct html_rule {
    char name[48]; /* of the class */
    html_style style;
} html_rule;

typedef struct html_sheet {
    TEXT_LIST(html_rule) rules;
    TEXT_LIST(uint32_t) slots; /* hash table: index into rules plus one, 0 = free */
} html_sheet;

/* Adds what declarations ("display:none;margin:0 0 0 4pt") say. */
void html_style_parse(const char *text, size_t len, html_style *out);
/* Reads a style element. false: out of memory. Rules beyond a bound are left out. */
bool html_sheet_parse(html_sheet *sheet, const char *text, size_t len);
/* Adds what the classes of a class attribute say. */
void html_sheet_apply(const html_sheet *sheet, const char *classes, html_style *out);
void html_sheet_clear(html_sheet *sheet);

#endif
