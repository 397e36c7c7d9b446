/* extract/csv_records.h: records of values (RFC 4180) and what they look like. */
#ifndef FA_EXTRACT_CSV_RECORDS_H
#define FA_EXTRACT_CSV_RECORDS_H

#include <finanalyst/buf.h>

#include "text_room.h"

enum { CSV_RECORD_MAX = 16 * 1024 * 1024 }; /* bytes of one record */

/* A field of a record. */
typedef struct csv_field {
    size_t start, end;         /* in record.text, quotes taken off */
    size_t raw_start, raw_end; /* in the file as decoded */
} csv_field;

typedef struct csv_record {
    fa_buf text; /* of all fields, each with its NUL */
    TEXT_LIST(csv_field) fields;
    size_t filled; /* fields that are not blank */
    size_t first;  /* the first of those */
} csv_record;

/* Where the next record begins. */
typedef struct csv_cursor {
    const char *text;
    size_t len;
    size_t at;
    char mark; /* between fields */
} csv_cursor;

void csv_record_init(csv_record *r);
void csv_record_clear(csv_record *r);
/* Whether byte i is a blank, or part of one. */
bool csv_is_blank_at(const char *p, size_t n, size_t i);
bool csv_is_blank(const char *p, size_t n);
/* Reads one record; false at the end of the file. *st: FA_ENOMEM, FA_ETOOLARGE. */
bool csv_next(csv_cursor *c, csv_record *r, fa_status *st, fa_error *err);
/* The text of a field. */
const char *csv_text(const csv_record *r, size_t i);
/* Finds the mark that parts the fields: comma, semicolon, tab or bar. r is used up. */
fa_status csv_guess_mark(csv_cursor *c, csv_record *r, fa_error *err);
/* A row of heads: two fields and more, none of them a figure. */
bool csv_is_head(const csv_record *r);
/* Whether the records behind a blank one begin another table: by titles or heads of their own. r is used up. */
fa_status csv_begins_table(const csv_cursor *from, csv_record *r, bool *out, fa_error *err);

#endif
