/* extract/text.c: plain text: form feeds and <PAGE> marks end pages. */
#include <string.h>

#include "formats.h"
#include "text_decode.h"
#include "text_flow.h"

static uint32_t origin(void *payload, size_t at)
{
    return (uint32_t)text_source_origin(payload, at);
}

static bool has_page_marks(const char *text, size_t len)
{
    size_t i;

    /* A form feed at the very end parts nothing. */
    for (i = 0; i + 1 < len; i++)
        if (text[i] == '\f' || (text[i] == '<' && len - i > 6 &&
                                (memcmp(text + i, "<PAGE>", 6) == 0 || memcmp(text + i, "<page>", 6) == 0)))
            return true;
    return false;
}

fa_status extract_text(const extract_input *in, fa_content_builder *b, fa_error *err)
{
    text_pages pages;
    text_file file;
    fa_status st = text_file_open(&file, in, err);
    text_flow flow = {&pages, file.text, file.len, origin, &file.source};

    text_pages_init(&pages, b, err);
    if (st == FA_OK) {
        pages.paged = has_page_marks(file.text, file.len);
        st = text_flow_run(&flow);
    }
    if (st == FA_OK && pages.page == 0)
        st = fa_fail(err, FA_ENOTEXT, "the file holds no text");
    text_pages_clear(&pages);
    text_file_close(&file);
    return st;
}
