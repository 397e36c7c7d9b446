/* reading/units.h: currency and scale of a table, and the rows that are exempt from it. */
#ifndef FAI_READING_UNITS_H
#define FAI_READING_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a line such as "(In millions, except per share amounts; shares in thousands)" says. */
typedef struct fai_units {
    bool stated;        /* a scale was stated */
    int scale;          /* power of ten of amounts */
    bool shares_stated; /* a scale was stated for numbers of shares */
    int share_scale;
    bool shares_exempt; /* "except share … data": numbers of shares are whole */
    bool per_share;     /* "except per share": nothing to do, they always are */
    char currency[4];   /* ISO 4217; "" = not stated */
} fai_units;

/* What kind of figure a row states. */
typedef enum fai_row_kind {
    FAI_ROW_AMOUNT = 0,
    FAI_ROW_SHARES = 1,
    FAI_ROW_PER_SHARE = 2,
    FAI_ROW_PERCENT = 3,
    FAI_ROW_COUNT = 4 /* stores, employees, days: no currency, no scale */
} fai_row_kind;

/* Reads a line that states units. strict: only in the forms that a line of units has, so that prose does not count. */
void fai_units_parse(const char *text, size_t len, fai_units *out);
/* The currency that a text names or prints, "" = none. */
void fai_currency_of(const char *text, size_t len, char out[4]);
/* The kind of figures in a row, from its label and the headings above it ("Weighted average shares › Basic"). */
fai_row_kind fai_row_kind_of(const char *label, const char *path);

#endif
