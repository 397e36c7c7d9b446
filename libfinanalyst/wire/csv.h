/* wire/csv.h: rows of CSV. */
#ifndef FAI_WIRE_CSV_H
#define FAI_WIRE_CSV_H

#include <finanalyst/buf.h>
#include <finanalyst/types.h>

/* Writes cells; failures wait in the buffer. RFC 4180: commas between, CRLF behind, quotes where needed. */
typedef struct fai_csv_writer {
    fa_buf *out;
    bool begun; /* the row has a cell */
} fai_csv_writer;

/* A text that a spreadsheet might take for a formula gets an apostrophe in front. NULL: an empty cell. */
void fai_csv_text(fai_csv_writer *w, const char *text);
/* A number, or anything else that we have made and that begins with no sign of a formula but a minus. */
void fai_csv_plain(fai_csv_writer *w, const char *text);
void fai_csv_number(fai_csv_writer *w, int64_t value);
/* As the wire has it; 0 is an empty cell. */
void fai_csv_time(fai_csv_writer *w, fa_time time);
void fai_csv_end_row(fai_csv_writer *w);

#endif
