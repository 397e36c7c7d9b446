/* analysis/usecases/gather.c: the pages that an open question is answered from. */
#include "analysis/usecases/gather.h"

#include <string.h>

enum { LEAVES = 16, COVER_PAGES = 4 };

typedef struct copying {
    fai_arena *arena;
    fa_passage *page;
} copying;

static fa_status copy_page(void *payload, const fa_passage *page, fa_error *err)
{
    copying *c = payload;
    fa_line *lines = fai_arena_calloc(c->arena, page->line_count > 0 ? page->line_count : 1, sizeof *lines);

    *c->page = *page;
    c->page->text = fai_arena_strdup(c->arena, page->text);
    c->page->section = fai_arena_strdup(c->arena, page->section);
    c->page->lines = lines;
    if (lines == NULL || c->page->text == NULL || c->page->section == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    if (page->line_count > 0)
        memcpy(lines, page->lines, page->line_count * sizeof *lines);
    return FA_OK;
}

static fa_status load(fa_analysis_service *svc, const fai_pages *pages, const fai_loaded *loaded,
                      fai_arena *arena, fai_reading_room *room, fa_error *err)
{
    fai_leaf *leaves = fai_arena_calloc(arena, LEAVES, sizeof *leaves);
    fa_passage *copies = fai_arena_calloc(arena, LEAVES, sizeof *copies);
    fa_status st = FA_OK;

    if (leaves == NULL || copies == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    room->leaves = leaves;
    for (uint32_t i = 0; st == FA_OK && i < pages->count && room->leaf_count < LEAVES; i++) {
        copying c = {arena, &copies[room->leaf_count]};

        for (uint32_t d = 0; d < loaded->scope.count; d++)
            if (fa_id_equal(loaded->docs[d].id, pages->items[i].document))
                leaves[room->leaf_count].doc = d;
        leaves[room->leaf_count].page = c.page;
        st = fa_passage_page(&svc->passages, pages->items[i].document, pages->items[i].page, copy_page, &c,
                             err);
        room->leaf_count += st == FA_OK;
    }
    return st;
}

fa_status fai_gather(fa_analysis_service *svc, const char *asks, const fai_topic *topic,
                     const fai_inventory *inventory, const fai_resolution *found, const fai_loaded *loaded,
                     fai_arena *arena, fai_gathered *out, fa_error *err)
{
    fai_match matches[FAI_SCOPE_DOCS];
    char *search = fai_arena_printf(arena, "%s %s", asks, topic->search);
    fa_status st;

    memset(out, 0, sizeof *out);
    out->room.question = asks;
    out->room.topic = topic;
    out->room.query = &out->query;
    out->room.wanted = &out->pages.wanted;
    if (search == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    for (uint32_t i = 0; i < loaded->scope.count; i++)
        for (uint32_t k = 0; k < found->count; k++)
            if (found->matches[k].doc == loaded->index[i])
                matches[i] = found->matches[k];
    st = fai_query_make(asks, arena, &out->query, err);
    if (st == FA_OK)
        st = fai_find_pages(&svc->passages, search, inventory->docs, matches, loaded->scope.count, LEAVES,
                            arena, &out->pages, err);
    if (st != FA_OK || loaded->scope.count == 0)
        return st;
    fai_query_set_aside(&out->query, inventory->docs[loaded->index[0]].company);
    return load(svc, &out->pages, loaded, arena, &out->room, err);
}

fa_status fai_gather_cover(fa_analysis_service *svc, const fai_loaded *loaded, fai_arena *arena,
                           const fai_leaf **leaves, uint32_t *count, fa_error *err)
{
    fai_leaf *out = fai_arena_calloc(arena, COVER_PAGES, sizeof *out);
    fa_passage *copies = fai_arena_calloc(arena, COVER_PAGES, sizeof *copies);
    fa_status st = FA_OK;

    if (out == NULL || copies == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    *leaves = out;
    *count = 0;
    for (int32_t page = 1; st == FA_OK && page <= COVER_PAGES; page++) {
        copying c = {arena, &copies[*count]};

        out[*count].page = c.page;
        st = fa_passage_page(&svc->passages, loaded->docs[0].id, page, copy_page, &c, err);
        *count += st == FA_OK;
    }
    return st == FA_ENOTFOUND ? FA_OK : st;
}
