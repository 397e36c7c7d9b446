/* extract/html_pre.c: text that is set with blanks inside pre elements: read as plain text is. */
#include "html_pre.h"

#include "text_flow.h"

enum { PRE_MAX = 256 * 1024 * 1024 };

void html_pre_init(html_pre *p)
{
    fa_buf_init(&p->text, PRE_MAX);
}

void html_pre_clear(html_pre *p)
{
    fa_buf_clear(&p->text);
    text_list_clear(&p->pieces);
}

void html_pre_begin(html_pre *p)
{
    p->open = true;
    fa_buf_reset(&p->text);
    p->pieces.len = 0;
}

fa_status html_pre_put(html_pre *p, const char *text, size_t len, uint32_t source, fa_error *err)
{
    if (!text_list_push(&p->pieces, (html_pre_piece){p->text.len, source}))
        return fa_fail(err, FA_ENOMEM, "out of memory while reading text");
    (void)fa_buf_append(&p->text, text, len);
    return fa_buf_check(&p->text, err);
}

static uint32_t origin(void *payload, size_t at)
{
    const html_pre *p = payload;
    size_t low = 0, high = p->pieces.len;

    while (low + 1 < high) {
        size_t mid = low + (high - low) / 2;

        if (p->pieces.items[mid].at <= at)
            low = mid;
        else
            high = mid;
    }
    return high == 0 ? 0 : p->pieces.items[low].source + (uint32_t)(at - p->pieces.items[low].at);
}

fa_status html_pre_end(html_pre *p, html_doc *d)
{
    text_flow flow = {&d->pages, p->text.data, p->text.len, origin, p};

    p->open = false;
    return p->text.len == 0 ? FA_OK : text_flow_run(&flow);
}
