/* extract/html_guard.h: what is looked for in HTML before it is parsed. */
#ifndef FA_EXTRACT_HTML_GUARD_H
#define FA_EXTRACT_HTML_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* Whether every start tag has few enough attributes: the parser compares each with all before it. */
bool html_guard_attributes(const char *text, size_t len);
/* Whether it says anywhere that a page ends. */
bool html_has_breaks(const char *text, size_t len);
/* From `at` on, the first byte that is neither blank nor part of an end tag. */
size_t html_skip_ends(const char *text, size_t len, size_t at);

#endif
