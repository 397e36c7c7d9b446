/* openapi/internal.h: what the files of the interface document share. */
#ifndef SERVERS_OPENAPI_INTERNAL_H
#define SERVERS_OPENAPI_INTERNAL_H

#include "openapi/openapi.h"

/* A piece of a text that ends elsewhere. */
typedef struct openapi_span {
    const char *at;
    size_t len;
} openapi_span;

/* ---- text.c: reading what a route takes and gives ---- */

bool openapi_is(openapi_span s, const char *text);
/* Appends it as a JSON string. */
void openapi_quote(openapi_span s, fa_buf *out);
/* Appends a part that was made apart; its failure becomes that of the whole. */
void openapi_add(const fa_buf *part, fa_buf *out);
/* The next piece in backticks between *at and end; *at is left behind it. false: there is none. */
bool openapi_code(const char **at, const char *end, openapi_span *out);
/* The words that a sentence offers one after the other: `csv` (the default), `md` or `xlsx`. *at stands behind a piece in
 * backticks; the next one that belongs to the same offer, or false. */
bool openapi_offer(const char **at, const char *end, openapi_span *out);
/* Whether it is `name=value`: the name of a query parameter, and what is told of its values. */
bool openapi_query(openapi_span code, openapi_span *name, openapi_span *value);
/* The next status of what a route gives, and what is said of it. false: there is none. */
bool openapi_status(const char **at, unsigned *status, openapi_span *text);
/* Whether all of it are letters, digits and "_". */
bool openapi_is_name(openapi_span s);

/* ---- words.c: what names stand for ---- */

/* The schema of what has this name, wherever it stands; NULL: it is not known. */
const char *openapi_word(openapi_span name);
/* The schema of what is called so in a sentence, "a document"; NULL: it is not known. */
const char *openapi_shape(openapi_span noun);
/* The schema of the segment `name` of a path, which stands behind the segment `before`. */
const char *openapi_segment(openapi_span before, openapi_span name);
/* The media type of a format, "csv"; NULL: it is not known. */
const char *openapi_media_type(openapi_span format);

/* ---- schema.c: schemas from how shapes are written down ---- */

/* Appends the schema of `{name, other?: 1..5, list[], part{…}}`. request: what is not optional is required, and nothing else
 * is taken. */
void openapi_braces(openapi_span code, bool request, fa_buf *out);
/* Appends the schema of a query parameter of which `value` is told ("", "1..200", "a|b"), and other values offered behind. */
void openapi_values(openapi_span name, openapi_span value, const char *rest, const char *end, fa_buf *out);
/* Appends the schema that a sentence about a reply tells of: `{…}` or a noun. false: it tells of none. */
bool openapi_told(openapi_span text, fa_buf *out);

/* ---- operation.c, responses.c ---- */

/* old: of a table that tells of failures in a way of its own. */
void openapi_responses(const http_route *route, bool old, fa_buf *out);
void openapi_operation(const http_table *table, const http_route *route, fa_buf *out);

/* ---- made from static/ by the build ---- */

extern const char openapi_html[], openapi_css[], openapi_js[], openapi_components[];

#endif
