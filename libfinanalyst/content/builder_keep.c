/* content/builder_keep.c: what the calls of the builder share: whether they may go on, and keeping strings. */
#include <string.h>

#include "content/builder.h"

fa_status fai_builder_no_memory(fa_error *err)
{
    return fa_fail(err, FA_ENOMEM, "out of memory while building a document");
}

fa_status fai_builder_too_many(const char *what, uint32_t limit, fa_error *err)
{
    return fa_fail_field(err, FA_ETOOLARGE, what, "the document has more than %u %s", limit, what);
}

fa_status fai_builder_ended(fa_content_builder *b, fa_status st)
{
    b->failed = b->failed || st != FA_OK;
    return st;
}

fa_status fai_builder_ready(const fa_content_builder *b, bool needs_page, fa_error *err)
{
    if (b == NULL)
        return fa_fail(err, FA_EINVALID, "there is no builder");
    if (b->failed)
        return fa_fail(err, FA_EINVALID, "an earlier step of building this document failed");
    if (needs_page && !b->open)
        return fa_fail(err, FA_EINVALID, "no page was begun");
    return FA_OK;
}

fa_status fai_builder_check_memory(const fa_content_builder *b, fa_error *err)
{
    uint64_t sum = b->page.text.len + (uint64_t)b->page.lines.len * sizeof(fa_line) +
                   (uint64_t)b->page.words.len * sizeof(fa_word) + (uint64_t)b->cells.len * sizeof(fa_cell) +
                   (uint64_t)b->tags.len * sizeof(fa_tag) + (uint64_t)b->tables.len * sizeof(fa_table) +
                   (uint64_t)b->sections.len * sizeof(fa_section) +
                   (uint64_t)b->contexts.len * sizeof(fa_context) + (uint64_t)b->units.len * sizeof(fa_unit) +
                   (uint64_t)b->pages.len * sizeof(fa_page);

    if (sum > b->holder->arena.max - b->holder->arena.taken || b->page.text.len > UINT32_MAX - 4)
        return fa_fail_field(err, FA_ETOOLARGE, "memory_bytes", "the document needs more than %zu bytes",
                             b->holder->arena.max);
    return FA_OK;
}

fa_status fai_builder_keep(fa_content_builder *b, const char **text, fa_error *err)
{
    size_t len = *text == NULL ? 0 : strlen(*text);
    const char *copy = len == 0 ? "" : fai_pool_add(&b->holder->pool, *text, len);

    if (copy == NULL)
        return fai_no_room(&b->holder->arena, len + 1, err);
    *text = copy;
    return FA_OK;
}

fa_status fai_builder_keep_folded(fa_content_builder *b, const char **text, fa_error *err)
{
    size_t len = *text == NULL ? 0 : strlen(*text);
    const char *copy = len == 0 ? "" : fai_pool_fold(&b->holder->pool, *text, len);

    if (copy == NULL)
        return fai_no_room(&b->holder->arena, len + 1, err);
    *text = copy;
    return FA_OK;
}

fa_status fai_builder_keep_element(fa_content_builder *b, const char **element, fa_error *err)
{
    fa_status st;

    if (*element == NULL || strcmp(*element, b->element) == 0) {
        *element = *element == NULL ? "" : b->element;
        return FA_OK;
    }
    st = fai_builder_keep(b, element, err);
    if (st == FA_OK)
        b->element = *element;
    return st;
}
