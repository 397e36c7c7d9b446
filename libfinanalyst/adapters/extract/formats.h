/* extract/formats.h: the formats that the sandboxed reader turns into content by itself, one file each. */
#ifndef FA_EXTRACT_FORMATS_H
#define FA_EXTRACT_FORMATS_H

#include <finanalyst/content.h>

/* A whole file, mapped read-only. Not NUL-terminated; any bytes at all. */
typedef struct extract_input {
    const unsigned char *bytes;
    size_t len;
    const char *name; /* the name it was uploaded under, never NULL; for messages and the title only */
} extract_input;

/* Each adds the pages, lines, tables, cells, sections, contexts, units and tags of the file to the builder; the caller
 * finishes or frees the builder. FA_ECORRUPT: nothing in the bytes can be read as that format; FA_ENOTEXT: there is no
 * text in it; FA_ETOOLARGE: a limit of the builder or of the format (depth) was passed; FA_ENOMEM. */

/* HTML, and the inline XBRL in it. */
fa_status extract_html(const extract_input *in, fa_content_builder *b, fa_error *err);
fa_status extract_csv(const extract_input *in, fa_content_builder *b, fa_error *err);
fa_status extract_text(const extract_input *in, fa_content_builder *b, fa_error *err);
fa_status extract_markdown(const extract_input *in, fa_content_builder *b, fa_error *err);

#endif
