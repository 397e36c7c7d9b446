/* analysis/usecases/find_pages.c: words, statements, documents and the look of pages, put together. */
#include "analysis/usecases/find_pages.h"

#include <string.h>

enum { SEARCH_PAGES = 400, LOOK_PAGES = 32, MAX_DOCUMENTS = 64 };

typedef struct collecting {
    const fa_document *docs;
    const fai_match *matches;
    uint32_t match_count;
    fai_candidate *items;
    uint32_t count;
    uint32_t max;
} collecting;

static fa_status collect(void *payload, const fa_passage_hit *hit, fa_error *err)
{
    collecting *c = payload;

    (void)err;
    if (c->count == c->max)
        return FA_OK;
    for (uint32_t i = 0; i < c->match_count; i++)
        if (fa_id_equal(c->docs[c->matches[i].doc].id, hit->document)) {
            c->items[c->count++] = (fai_candidate){.document = hit->document,
                                                   .doc = c->matches[i].doc,
                                                   .page = hit->page,
                                                   .kinds = hit->kinds,
                                                   .bm25 = hit->score,
                                                   .prior = c->matches[i].score};
            break;
        }
    return FA_OK;
}

/* Whether no match before i is of the same owner. */
static bool is_first_of_owner(const fa_document *docs, const fai_match *matches, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (fa_id_equal(docs[matches[k].doc].owner, docs[matches[i].doc].owner))
            return false;
    return true;
}

static uint32_t count_owners(const fa_document *docs, const fai_match *matches, uint32_t match_count)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < match_count; i++)
        count += is_first_of_owner(docs, matches, i);
    return count;
}

/* Pages are kept by owner: those of one are searched at a time, all of his where he has too many to name. */
static fa_status search_owner(const fa_passage_index *index, const fai_query *query, fa_id owner,
                              collecting *c, fa_error *err)
{
    fa_id ids[MAX_DOCUMENTS];
    uint32_t count = 0;

    for (uint32_t i = 0; i < c->match_count && count < MAX_DOCUMENTS; i++)
        if (fa_id_equal(c->docs[c->matches[i].doc].owner, owner))
            ids[count++] = c->docs[c->matches[i].doc].id;
    if (count == MAX_DOCUMENTS)
        count = 0;
    return fa_passage_search(index, owner, query->terms, query->term_count, count > 0 ? ids : NULL, count,
                             SEARCH_PAGES, collect, c, err);
}

typedef struct looking {
    const fai_pages *pages;
    double look;
} looking;

static fa_status look_at(void *payload, const fa_passage *page, fa_error *err)
{
    looking *l = payload;

    (void)err;
    l->look = fai_page_look(page, &l->pages->query, l->pages->wanted.years, l->pages->wanted.year_count);
    return FA_OK;
}

fa_status fai_find_pages(const fa_passage_index *index, const char *question, const fa_document *docs,
                         const fai_match *matches, uint32_t match_count, uint32_t limit, fai_arena *arena,
                         fai_pages *out, fa_error *err)
{
    uint32_t owners = count_owners(docs, matches, match_count);
    collecting c = {docs, matches, match_count, NULL, 0, SEARCH_PAGES * owners};
    fa_status st;

    memset(out, 0, sizeof *out);
    fai_wanted_read(question, &out->wanted);
    st = fai_query_make(question, arena, &out->query, err);
    if (st != FA_OK || out->query.term_count == 0 || match_count == 0)
        return st;
    fai_query_set_aside(&out->query, docs[matches[0].doc].company);
    c.items = fai_arena_calloc(arena, c.max, sizeof *c.items);
    if (c.items == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    for (uint32_t i = 0; st == FA_OK && i < match_count; i++)
        if (is_first_of_owner(docs, matches, i))
            st = search_owner(index, &out->query, docs[matches[i].doc].owner, &c, err);
    if (st != FA_OK)
        return st;
    fai_rank(c.items, c.count, &out->query);
    for (uint32_t i = 0; st == FA_OK && i < c.count && i < LOOK_PAGES; i++) {
        looking l = {out, 0};

        st = fa_passage_page(index, docs[c.items[i].doc].owner, c.items[i].document, c.items[i].page, look_at,
                             &l, err);
        c.items[i].look = l.look;
    }
    if (st != FA_OK)
        return st;
    fai_rank(c.items, c.count < LOOK_PAGES ? c.count : LOOK_PAGES, &out->query);
    out->items = c.items;
    out->count = c.count < limit ? c.count : limit;
    return FA_OK;
}
