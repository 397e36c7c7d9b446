/* wire/csv.c: rows of CSV (RFC 4180), with a guard against formulas. */
#include "wire/csv.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void begin_cell(fai_csv_writer *w)
{
    if (w->begun)
        (void)fa_buf_puts(w->out, ",");
    w->begun = true;
}

void fai_csv_text(fai_csv_writer *w, const char *text)
{
    bool guard = text != NULL && *text != '\0' && strchr("=+-@\t\r", *text) != NULL;

    begin_cell(w);
    if (text == NULL)
        return;
    if (text[strcspn(text, ",\"\r\n")] == '\0') {
        (void)fa_buf_puts(w->out, guard ? "'" : "");
        (void)fa_buf_puts(w->out, text);
        return;
    }
    (void)fa_buf_puts(w->out, guard ? "\"'" : "\"");
    while (*text != '\0') {
        size_t n = strcspn(text, "\"");

        (void)fa_buf_append(w->out, text, n);
        text += n;
        if (*text == '"') {
            (void)fa_buf_puts(w->out, "\"\"");
            text++;
        }
    }
    (void)fa_buf_puts(w->out, "\"");
}

void fai_csv_plain(fai_csv_writer *w, const char *text)
{
    begin_cell(w);
    (void)fa_buf_puts(w->out, text);
}

void fai_csv_number(fai_csv_writer *w, int64_t value)
{
    char text[24];

    (void)snprintf(text, sizeof text, "%" PRId64, value);
    fai_csv_plain(w, text);
}

void fai_csv_time(fai_csv_writer *w, fa_time time)
{
    char text[25] = "";

    if (time != 0)
        fa_time_format(time, text);
    fai_csv_plain(w, text);
}

void fai_csv_end_row(fai_csv_writer *w)
{
    (void)fa_buf_puts(w->out, "\r\n");
    w->begun = false;
}
