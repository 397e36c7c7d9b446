/* csv.c: the statements of the report as comma-separated values (RFC 4180). */
#include "report.h"

#include <string.h>

static void field(FILE *out, const char *s)
{
    fputc('"', out);
    for (; *s != '\0'; s++) {
        if (*s == '"')
            fputc('"', out);
        fputc(*s, out);
    }
    fputc('"', out);
}

bool write_csv(const report *r, FILE *out)
{
    const char *title = "";

    for (int i = 0; i < r->block_count; i++) {
        const block *b = &r->blocks[i];

        if (b->kind == BLOCK_TITLE)
            title = b->text;
        if (b->kind != BLOCK_TABLE || b->columns == 0 || *b->text == '\0')
            continue;
        field(out, r->company);
        fputs("\r\n", out);
        field(out, title);
        fputs("\r\n", out);
        field(out, b->text);
        for (int c = 0; c < b->columns; c++)
            fprintf(out, ",\"%s %s\"", b->head, b->heads[c]);
        fputs("\r\n", out);
        for (int j = 0; j < b->row_count; j++) {
            field(out, b->rows[j].label);
            for (int c = 0; c < b->columns; c++) {
                fputc(',', out);
                field(out, b->rows[j].values[c] == NULL ? "" : b->rows[j].values[c]);
            }
            fputs("\r\n", out);
        }
        fputs("\r\n", out);
    }
    return ferror(out) == 0;
}
