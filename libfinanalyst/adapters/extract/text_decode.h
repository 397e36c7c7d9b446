/* extract/text_decode.h: bytes of any common encoding to UTF-8, and back to where they stood in the file. */
#ifndef FA_EXTRACT_TEXT_DECODE_H
#define FA_EXTRACT_TEXT_DECODE_H

#include <finanalyst/buf.h>

#include "formats.h"

typedef enum text_encoding {
    TEXT_UTF8 = 0,  /* valid throughout, without NUL: passed on as it is */
    TEXT_MIXED = 1, /* UTF-8 where it is valid, else windows-1252, of which Latin-1 is a part */
    TEXT_UTF16LE = 2,
    TEXT_UTF16BE = 3
} text_encoding;

/* Reads a file from front to back as UTF-8. Controls other than tab, line ends and form feed become blanks. */
typedef struct text_source {
    const unsigned char *bytes;
    size_t len;
    size_t first; /* bytes of the mark of order in front */
    size_t at;    /* bytes that were decoded */
    text_encoding encoding;
    size_t back_in; /* the place last asked for, in the file and in the output */
    size_t back_out;
} text_source;

void text_source_open(text_source *s, const extract_input *in);
/* Decodes the next piece into out, which holds cap >= 8 bytes; cut between characters. Returns its bytes, 0 at the
 * end. */
size_t text_source_next(text_source *s, char *out, size_t cap);
/* Where in the file a byte of the output came from. Cheap while places are asked for in rising order. */
size_t text_source_origin(text_source *s, size_t out);

/* A whole file as UTF-8. Where it is UTF-8 already, its own bytes. */
typedef struct text_file {
    text_source source;
    const char *text;
    size_t len;
    fa_buf kept;
} text_file;

/* FA_ENOMEM, FA_ETOOLARGE. text_file_close frees it, after a failure too. */
fa_status text_file_open(text_file *f, const extract_input *in, fa_error *err);
void text_file_close(text_file *f);

/* The windows-1252 character of a byte 0x80..0x9f; U+FFFD for the five that have none. */
unsigned text_cp1252(unsigned byte);
/* Writes a character below U+10000 as UTF-8; returns its bytes, 1..3. */
size_t text_put_utf8(unsigned c, char *out);

#endif
