/* analysis/usecases/gather.c: the pages that an open question is answered from. */
#include "analysis/usecases/gather.h"

#include <string.h>

enum { LEAVES = 16, COVER_PAGES = 4, FRONT_PAGES = 12 };

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

static fa_status add_leaf(fa_analysis_service *svc, fa_id owner, fa_id document, uint32_t doc, int32_t page,
                          fai_arena *arena, fai_leaf *leaves, uint32_t *count, fa_error *err)
{
    fa_passage *copy = fai_arena_calloc(arena, 1, sizeof *copy);
    copying c = {arena, copy};
    fa_status st;

    for (uint32_t i = 0; i < *count; i++)
        if (leaves[i].doc == doc && leaves[i].page->page == page)
            return FA_OK;
    if (copy == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    st = fa_passage_page(&svc->passages, owner, document, page, copy_page, &c, err);
    if (st == FA_OK)
        leaves[(*count)++] = (fai_leaf){doc, copy};
    return st;
}

/* The first pages of the filing that fits best; a shorter one ends them. */
static fa_status add_front(fa_analysis_service *svc, const fai_inventory *inventory, const fai_loaded *loaded,
                           int32_t pages, fai_arena *arena, fai_leaf *leaves, uint32_t *count, fa_error *err)
{
    fa_status st = FA_OK;

    for (int32_t page = 1; st == FA_OK && page <= pages; page++)
        st = add_leaf(svc, inventory->docs[loaded->index[0]].owner, loaded->docs[0].id, 0, page, arena,
                      leaves, count, err);
    return st == FA_ENOTFOUND ? FA_OK : st;
}

static fa_status load(fa_analysis_service *svc, const fai_pages *pages, const fai_inventory *inventory,
                      const fai_loaded *loaded, fai_arena *arena, fai_reading_room *room, fa_error *err)
{
    fai_leaf *leaves = fai_arena_calloc(arena, LEAVES + FRONT_PAGES, sizeof *leaves);
    fa_status st = FA_OK;

    if (leaves == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    room->leaves = leaves;
    for (uint32_t i = 0; st == FA_OK && i < pages->count; i++)
        for (uint32_t d = 0; st == FA_OK && d < loaded->scope.count; d++)
            if (fa_id_equal(loaded->docs[d].id, pages->items[i].document))
                st = add_leaf(svc, inventory->docs[loaded->index[d]].owner, loaded->docs[d].id, d,
                              pages->items[i].page, arena, leaves, &room->leaf_count, err);
    if (st == FA_OK && room->topic->front)
        st = add_front(svc, inventory, loaded, FRONT_PAGES, arena, leaves, &room->leaf_count, err);
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
    out->room.about = "";
    out->room.company = loaded->scope.count > 0 ? inventory->docs[loaded->index[0]].company : "";
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
    return load(svc, &out->pages, inventory, loaded, arena, &out->room, err);
}

fa_status fai_gather_cover(fa_analysis_service *svc, const fai_inventory *inventory, const fai_loaded *loaded,
                           fai_arena *arena, const fai_leaf **leaves, uint32_t *count, fa_error *err)
{
    fai_leaf *out = fai_arena_calloc(arena, COVER_PAGES, sizeof *out);

    if (out == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    *leaves = out;
    *count = 0;
    return add_front(svc, inventory, loaded, COVER_PAGES, arena, out, count, err);
}
