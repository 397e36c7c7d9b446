/* extract/html_submission.h: the documents of a whole EDGAR submission in one file. */
#ifndef FA_EXTRACT_HTML_SUBMISSION_H
#define FA_EXTRACT_HTML_SUBMISSION_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the text is one: SGML marks around documents of all kinds. */
bool html_is_submission(const char *text, size_t len);

/* A document to read. */
typedef struct html_part {
    size_t start, end;
    bool plain; /* text without marks of HTML */
} html_part;

/* The next document behind byte *at that is a text for people: pictures, archives and data are passed over. false:
 * there is none. */
bool html_submission_next(const char *text, size_t len, size_t *at, html_part *out);

#endif
