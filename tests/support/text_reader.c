/* support/text_reader.c: a reader of plain text for tests. */
#include "text_reader.h"

#include <stdio.h>
#include <string.h>

static fa_status add_lines(fa_content_builder *b, FILE *file, fa_error *err)
{
    char line[512];
    fa_status st = fa_content_begin_page(b, 612, 792, err);

    while (st == FA_OK && fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strcmp(line, "!damaged") == 0)
            st = fa_fail(err, FA_ECORRUPT, "The file is damaged.");
        else if (strcmp(line, "!later") == 0)
            st = fa_fail(err, FA_EUNAVAILABLE, "The reader is busy.");
        else
            st = fa_content_add_line(b, line, strlen(line), NULL, NULL, err);
    }
    return st;
}

static fa_status read_text(void *self, const fa_read_request *request, const fa_content **out, fa_error *err)
{
    FILE *file = fopen(request->path, "r");
    fa_content_builder *b;
    fa_status st;

    (void)self;
    if (file == NULL)
        return fa_fail(err, FA_EINVALID, "There is no file.");
    b = fa_content_builder_new(FA_CONTENT_TEXT, request->limits);
    st = b == NULL ? fa_fail(err, FA_ENOMEM, "out of memory") : add_lines(b, file, err);
    (void)fclose(file);
    if (st == FA_OK)
        return fa_content_finish(b, out, err);
    fa_content_builder_free(b);
    return st;
}

static void close_reader(void *self)
{
    (void)self;
}

fa_document_reader text_reader(void)
{
    static const fa_document_reader_ops ops = {sizeof ops, "test", read_text, close_reader};

    return (fa_document_reader){&ops, NULL};
}
