/* report.h: the sample filing as one list of blocks, which each format writes in its own way. */
#ifndef SAMPLES_REPORT_H
#define SAMPLES_REPORT_H

#include <stdbool.h>
#include <stdio.h>

enum { COLUMNS_MAX = 3 };

/* A row of a table of figures. */
typedef struct row {
    const char *label;
    const char *concept; /* "us-gaap:Assets", NULL = a heading, or a figure that is not tagged */
    const char *member;  /* of the table's axis, NULL = the whole company */
    const char
        *values[COLUMNS_MAX]; /* in units of the table: "1,842,645", "(28,305)", "-"; NULL = none printed */
    int indent;
    bool total;
    bool per_share;
    bool negated; /* the concept is an outflow: printed with brackets, tagged without a sign */
} row;

typedef enum block_kind {
    BLOCK_TITLE,   /* large, centred */
    BLOCK_CENTRED, /* a centred line */
    BLOCK_HEADING, /* an item, or the name of a statement */
    BLOCK_PARAGRAPH,
    BLOCK_TABLE,
    BLOCK_PAGE /* a new page begins */
} block_kind;

typedef struct block {
    block_kind kind;
    const char *text; /* of a table: its line of units, "" = none */
    const char *axis; /* of a table whose rows are members */
    bool instant;     /* the columns are days, not years */
    int columns;
    const char *head;               /* over all columns: "Year Ended December 31," */
    const char *heads[COLUMNS_MAX]; /* "2025" */
    const row *rows;
    int row_count;
} block;

typedef struct report {
    const char *company;
    const char *title;
    const block *blocks;
    int block_count;
} report;

extern const report aldergate;

/* Each writes the report and returns false when the file could not be written. */
bool write_pdf(const report *r, FILE *out);
bool write_ixbrl(const report *r, FILE *out);
bool write_csv(const report *r, FILE *out);

#endif
