/* formats/read_format.h: a text of some format to a content, for tests. */
#ifndef FA_TEST_READ_FORMAT_H
#define FA_TEST_READ_FORMAT_H

#include <finanalyst/finance.h>

#include "formats.h"

typedef fa_status (*extract_fn)(const extract_input *in, fa_content_builder *b, fa_error *err);

/* Reads bytes; fails with the reader's code, and then *out is NULL. The bytes are copied to a block of their own size,
 * so that reading past them is seen. */
fa_status read_bytes(extract_fn extract, fa_content_kind kind, const void *bytes, size_t len,
                     const fa_content **out, fa_error *err);
/* Reads a text that must be readable. The caller frees the content. */
const fa_content *read_html(const char *text);
const fa_content *read_csv(const char *text);
const fa_content *read_text(const char *text);
const fa_content *read_markdown(const char *text);

/* The text of a line of a page, from 0; "" = there is none. Valid until the next call. */
const char *line_of(const fa_content *c, int32_t page, uint32_t line);
/* The cell of a table that begins at a row and column; NULL = none. */
const fa_cell *cell_at(const fa_content *c, uint32_t table, int32_t row, int32_t col);
/* What a place covers of its page's text. Valid until the next call. */
const char *text_at(const fa_content *c, const fa_place *place);
/* What a place covers of the source. Valid until the next call. */
const char *source_at(const char *source, const fa_place *place);
/* The first tag of a name; NULL = none. */
const fa_tag *tag_named(const fa_content *c, const char *name);

#endif
