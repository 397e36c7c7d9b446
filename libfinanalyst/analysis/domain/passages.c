/* analysis/domain/passages.c: the pages of a content as they are kept for searching and quoting. */
#include "analysis/domain/passages.h"

#include <string.h>

enum { SECTION_BYTES = 512 };

/* The primary statements that a page shows. */
static uint32_t kinds_of(const fa_filing *filing, int32_t page)
{
    uint32_t kinds = 0;

    for (uint32_t i = 0; i < filing->table_count; i++) {
        const fa_fact_table *t = &filing->tables[i];

        if (t->primary && t->statement != FA_STATEMENT_NONE && page >= t->page && page <= t->last_page)
            kinds |= 1u << t->statement;
    }
    return kinds;
}

static bool make_one(const fa_content *content, const fa_page *page, fai_arena *arena, fa_passage *out)
{
    char section[SECTION_BYTES];
    fa_line *lines = fai_arena_calloc(arena, page->line_count > 0 ? page->line_count : 1, sizeof *lines);

    (void)fa_content_section_path(content, page->number, 0, section, sizeof section);
    out->section = fai_arena_strdup(arena, section);
    if (lines == NULL || out->section == NULL)
        return false;
    for (uint32_t i = 0; i < page->line_count; i++) {
        lines[i] = page->lines[i];
        lines[i].word_first = lines[i].word_count = 0;
    }
    out->page = page->number;
    out->text = page->text;
    out->lines = lines;
    out->line_count = page->line_count;
    return true;
}

fa_status fai_passages_make(const fa_content *content, const fa_filing *filing, fa_id document,
                            fai_arena *arena, const fa_passage **out, fa_error *err)
{
    fa_passage *pages =
        fai_arena_calloc(arena, content->page_count > 0 ? content->page_count : 1, sizeof *pages);

    if (pages == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    for (uint32_t i = 0; i < content->page_count; i++) {
        pages[i].document = document;
        pages[i].kinds = kinds_of(filing, content->pages[i].number);
        if (!make_one(content, &content->pages[i], arena, &pages[i]))
            return fa_fail(err, FA_ENOMEM, "out of memory");
    }
    *out = pages;
    return FA_OK;
}
