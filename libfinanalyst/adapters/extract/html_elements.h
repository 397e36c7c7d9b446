/* extract/html_elements.h: what the elements of HTML are to a reader of text. */
#ifndef FA_EXTRACT_HTML_ELEMENTS_H
#define FA_EXTRACT_HTML_ELEMENTS_H

typedef enum html_kind {
    HTML_KIND_INLINE = 0,
    HTML_KIND_BLOCK,
    HTML_KIND_BOLD,  /* b, strong */
    HTML_KIND_TITLE, /* h1 … h6: a block in bold */
    HTML_KIND_BREAK, /* br */
    HTML_KIND_RULE,  /* hr */
    HTML_KIND_TABLE,
    HTML_KIND_ROW,
    HTML_KIND_CELL,
    HTML_KIND_HEAD_CELL,
    HTML_KIND_SKIPPED, /* script, head …: nothing of it is shown */
    HTML_KIND_STYLE,
    HTML_KIND_NAME, /* title: the name of the document */
    HTML_KIND_PRE,
    HTML_KIND_ANCHOR,
    HTML_KIND_ITEM, /* li */
    HTML_KIND_PAGE  /* the page mark of old filings */
} html_kind;

/* By the name in lower case. Unknown ones are inline. */
html_kind html_kind_of(const char *name);

#endif
