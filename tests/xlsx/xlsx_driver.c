/* xlsx/xlsx_driver.c: makes the workbook that the test reads, from lines on the standard input:
 * "sheet TITLE", "text TEXT" ("\n" is a line end), "long N" (a text of N characters), "number DECIMAL", "row", "head",
 * "rows N" (N rows of one number), "finish". Prints the name of each status but "ok". The workbook goes to the file that is named;
 * "refuse" instead of a file: whoever takes it refuses. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/adapter/xlsx.h>
#include <finanalyst/alloc.h>

static fa_status take(void *payload, const void *buf, size_t len, fa_error *err)
{
    if (payload == NULL)
        return fa_fail(err, FA_ECANCELLED, "refused");
    return fwrite(buf, 1, len, payload) == len ? FA_OK : fa_fail(err, FA_EUNAVAILABLE, "the disk is full");
}

static void unescape(char *text)
{
    char *to = text;

    for (const char *at = text; *at != '\0'; at++) {
        bool line = at[0] == '\\' && at[1] == 'n';

        *to++ = line ? '\n' : *at;
        at += line ? 1 : 0;
    }
    *to = '\0';
}

static fa_status put_long(const fa_sheets *s, size_t chars, fa_error *err)
{
    char *text = malloc(chars * 2 + 1);
    fa_status st;

    if (text == NULL)
        abort();
    for (size_t i = 0; i < chars; i++)
        memcpy(text + 2 * i, "\xC3\xA9", 2);
    text[chars * 2] = '\0';
    st = fa_sheets_text(s, text, err);
    free(text);
    return st;
}

static fa_status put_rows(const fa_sheets *s, long count, fa_error *err)
{
    fa_status st = FA_OK;

    for (long i = 0; st == FA_OK && i < count; i++) {
        st = fa_sheets_number(s, fa_decimal_make(i, 0), err);
        if (st == FA_OK)
            st = fa_sheets_end_row(s, false, err);
    }
    return st;
}

static fa_status obey(const fa_sheets *s, const char *word, char *rest, fa_error *err)
{
    fa_decimal d;

    if (strcmp(word, "sheet") == 0)
        return fa_sheets_sheet(s, rest, err);
    if (strcmp(word, "text") == 0)
        return unescape(rest), fa_sheets_text(s, rest, err);
    if (strcmp(word, "long") == 0)
        return put_long(s, strtoul(rest, NULL, 10), err);
    if (strcmp(word, "number") == 0)
        return fa_decimal_parse(rest, strlen(rest), &d, err) == FA_OK ? fa_sheets_number(s, d, err)
                                                                      : FA_EINVALID;
    if (strcmp(word, "rows") == 0)
        return put_rows(s, strtol(rest, NULL, 10), err);
    if (strcmp(word, "finish") == 0)
        return fa_sheets_finish(s, err);
    return fa_sheets_end_row(s, strcmp(word, "head") == 0, err);
}

int main(int argc, char **argv)
{
    FILE *out = argc == 2 && strcmp(argv[1], "refuse") != 0 ? fopen(argv[1], "wb") : NULL;
    fa_sheets sheets;
    char line[4096];

    if (fa_xlsx_sheets_open(take, out, INT64_C(1704067200000), &sheets, NULL) != FA_OK)
        return 1;
    while (fgets(line, sizeof line, stdin) != NULL) {
        char *rest = line + strcspn(line, " \n");
        fa_status st;

        line[strcspn(line, "\n")] = '\0';
        if (*rest == ' ')
            *rest++ = '\0';
        st = obey(&sheets, line, rest, NULL);
        if (st != FA_OK)
            printf("%s\n", fa_status_name(st));
    }
    fa_sheets_close(&sheets);
    return out != NULL && fclose(out) != 0;
}
