/* extract/text_pages.c: lines to pages, for sources that have no pages of a fixed size. */
#include "text_pages.h"

#include <string.h>

enum {
    PAGE_BYTES = 4000,       /* of a page where the source has no page breaks */
    PAGE_BYTES_HARD = 8000,  /* … even in the middle of short lines */
    PAGE_BYTES_LOST = 60000, /* of a page where the source has some, but none for this long */
    LONG_LINE = 120
};

void text_pages_init(text_pages *p, fa_content_builder *b, fa_error *err)
{
    memset(p, 0, sizeof *p);
    p->builder = b;
    p->err = err;
}

void text_pages_clear(text_pages *p)
{
    text_list_clear(&p->lens);
}

/* Whether the page is full, where the source does not say so: a title stays with what it heads. */
static bool is_full(const text_pages *p, bool before_table)
{
    if (p->paged)
        return p->len >= PAGE_BYTES_LOST;
    if (p->len >= PAGE_BYTES_HARD)
        return true;
    return !before_table && p->len >= PAGE_BYTES && p->last_len >= LONG_LINE;
}

fa_status text_pages_need(text_pages *p, bool before_table)
{
    bool due = p->page == 0 || (p->len != 0 && (p->break_wanted || is_full(p, before_table)));
    fa_status st;

    p->break_wanted = false;
    if (!due)
        return FA_OK;
    if (p->page != 0 && !text_list_push(&p->lens, p->len))
        return fa_fail(p->err, FA_ENOMEM, "out of memory while reading a page");
    st = fa_content_begin_page(p->builder, 0, 0, p->err);
    p->page++;
    p->len = p->lines = p->last_len = 0;
    return st;
}

fa_status text_pages_add(text_pages *p, const char *text, size_t len, fa_place *place)
{
    fa_status st = fa_content_add_line(p->builder, text, len, place, NULL, p->err);

    if (st == FA_OK) {
        p->lines++;
        p->len = place->text_end + 1;
        p->last_len = (uint32_t)len;
    }
    return st;
}

fa_status text_pages_end_table(text_pages *p, uint32_t first)
{
    fa_status st = fa_content_end_table(p->builder, first, p->lines - first, p->err);

    p->tables++;
    p->last_len = UINT32_MAX;
    return st;
}

uint32_t text_pages_end(const text_pages *p)
{
    return p->len == 0 ? 0 : p->len - 1;
}
