/* finanalyst/layout.h: text for people: wrapped at the width of the terminal, in columns, without control characters. */
#ifndef SERVERS_FINANALYST_LAYOUT_H
#define SERVERS_FINANALYST_LAYOUT_H

#include <stdbool.h>
#include <stdio.h>

#include <finanalyst/decimal.h>
#include <finanalyst/finance.h>

enum { LAYOUT_AMOUNT_MAX = 80 };

/* Columns of a line on stdout: those of the terminal within 40..120, 80 where there is none. */
unsigned layout_width(void);
/* Columns that UTF-8 text takes, one for each code point. */
unsigned layout_columns(const char *text);
/* Prints text as it is, but control characters, which may come from a document or a file's name, as "?". */
void layout_put(FILE *out, const char *text);
/* Prints exactly `width` columns: text cut with "…" or filled with blanks, on its right side or, when right, its left. */
void layout_cell(const char *text, unsigned width, bool right);
/* Prints text and a line end, broken between words at layout_width(). `used` columns of the first line are printed
 * already; the lines behind it begin with `indent` blanks. A line end in the text begins such a line. */
void layout_wrap(const char *text, unsigned used, unsigned indent);
/* Length of the first line of text when it is broken between words at `width` columns, in bytes; *next is where the
 * second begins. A word that is longer than the width is cut. */
size_t layout_break(const char *text, unsigned width, const char **next);
/* Writes a decimal with thousands separators. */
void layout_amount(fa_decimal value, char out[LAYOUT_AMOUNT_MAX]);
/* Writes "2025-01-01 to 2025-12-31", "2025-12-31", "fiscal 2025" or "". */
void layout_period(const fa_period *period, char out[32]);

#endif
