/* extract/markdown_inline.h: text without the marks inside of Markdown lines. */
#ifndef FA_EXTRACT_MARKDOWN_INLINE_H
#define FA_EXTRACT_MARKDOWN_INLINE_H

#include <stdbool.h>

#include <finanalyst/buf.h>

typedef struct markdown_slice {
    const char *p;
    size_t n;
} markdown_slice;

bool markdown_is_blank(char c);
/* Without blanks at either end. */
markdown_slice markdown_trim(markdown_slice s);
/* Appends text without emphasis, code marks, links, references and tags, blanks folded. */
void markdown_put_text(fa_buf *out, markdown_slice s);

#endif
