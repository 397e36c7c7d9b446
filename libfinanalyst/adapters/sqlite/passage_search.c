/* adapters/sqlite/passage_search.c: ranking pages by the words stored with them. The scope comes first: its documents
 * by id, their pages in one row; then every word's pages within it. */
#include "passages.h"

#include <stdlib.h>
#include <string.h>

#include "postings.h"

/* A document in scope. */
typedef struct scoped {
    int64_t number;
    fa_id id;
    uint32_t base; /* of its pages in the row of all pages */
    uint32_t page_count;
} scoped;

typedef struct page {
    int32_t number;
    uint32_t kinds;
} page;

/* The documents of a shelf that are in scope. */
typedef struct shelf {
    int64_t number;
    const scoped *documents[FAI_SQL_SHELF]; /* by number; NULL = not in scope */
    int64_t first;                          /* the lowest and the highest number in scope */
    int64_t last;
} shelf;

typedef struct searching {
    fai_sql_connection *c;
    const char *owner;
    fai_sql_arena arena;
    scoped *documents;
    uint32_t document_count;
    page *pages;
    uint32_t *lengths;
    uint32_t page_count;
    uint32_t page_cap;
    shelf *shelves;
    uint32_t shelf_count;
    fa_posting *postings;
    fa_ranking *ranking;
    fa_error *err;
} searching;

static fa_status corrupt(fa_error *err)
{
    return fa_fail(err, FA_ECORRUPT, "the stored words of a document do not fit its pages");
}

/* Makes room for more pages; each has at least three bytes in the database. */
static fa_status room_for_pages(searching *s, size_t more)
{
    uint32_t cap = s->page_cap == 0 ? 1024 : s->page_cap;
    page *pages;
    uint32_t *lengths;

    if (more > UINT32_MAX / 4 - s->page_count)
        return corrupt(s->err);
    if (s->page_count + more <= s->page_cap)
        return FA_OK;
    while (cap < s->page_count + more)
        cap *= 2;
    pages = fai_sql_array(&s->arena, cap, sizeof *pages);
    lengths = fai_sql_array(&s->arena, cap, sizeof *lengths);
    if (pages == NULL || lengths == NULL)
        return fai_sql_arena_check(&s->arena, s->err);
    if (s->page_count > 0) {
        memcpy(pages, s->pages, s->page_count * sizeof *pages);
        memcpy(lengths, s->lengths, s->page_count * sizeof *lengths);
    }
    s->pages = pages;
    s->lengths = lengths;
    s->page_cap = cap;
    return FA_OK;
}

static fa_status read_pages(searching *s, const unsigned char *at, size_t len)
{
    const unsigned char *end = at + len;
    uint32_t number = 0;
    fa_status st = room_for_pages(s, len / 3);

    while (st == FA_OK && at < end) {
        uint32_t step, length, kinds;

        if (!fai_sql_get_varint(&at, end, &step) || !fai_sql_get_varint(&at, end, &length) ||
            !fai_sql_get_varint(&at, end, &kinds) || step > INT32_MAX - number)
            return corrupt(s->err);
        number += step;
        s->pages[s->page_count] = (page){(int32_t)number, kinds};
        s->lengths[s->page_count++] = length;
    }
    return st;
}

static fa_status read_document(searching *s, fai_sql_query *q)
{
    scoped *d = &s->documents[s->document_count];
    const void *bytes;
    size_t len;
    fa_status st;

    d->number = fai_sql_get_int(q);
    fai_sql_get_id(q, &d->id);
    bytes = fai_sql_get_blob(q, &len);
    d->base = s->page_count;
    st = read_pages(s, bytes, len);
    d->page_count = s->page_count - d->base;
    s->document_count++;
    return st;
}

static fa_status make_documents(searching *s, size_t cap)
{
    scoped *documents = fai_sql_array(&s->arena, cap, sizeof *documents);

    if (documents == NULL)
        return fai_sql_arena_check(&s->arena, s->err);
    if (s->document_count > 0)
        memcpy(documents, s->documents, s->document_count * sizeof *documents);
    s->documents = documents;
    return FA_OK;
}

static fa_status scope_all(searching *s)
{
    fai_sql_query q = fai_sql_begin(s->c, FAI_SQL_SCOPE_ALL);
    size_t cap = 64;
    fa_status st = make_documents(s, cap);
    fa_status ended;

    fai_sql_text(&q, s->owner);
    while (st == FA_OK && fai_sql_step(&q)) {
        if (s->document_count == cap)
            st = make_documents(s, cap *= 2);
        if (st == FA_OK)
            st = read_document(s, &q);
    }
    ended = fai_sql_end(&q, st == FA_OK ? s->err : NULL);
    return st == FA_OK ? ended : st;
}

static int by_id(const void *a, const void *b)
{
    return strcmp((*(const fa_id *const *)a)->s, (*(const fa_id *const *)b)->s);
}

/* Each document once, in the order of the ids. */
static fa_status scope_named(searching *s, const fa_id *documents, uint32_t count)
{
    const fa_id **sorted = fai_sql_array(&s->arena, count, sizeof *sorted);
    fai_sql_query q = fai_sql_begin(s->c, FAI_SQL_SCOPE_ONE);
    fa_status st = sorted == NULL ? fai_sql_arena_check(&s->arena, s->err) : make_documents(s, count);
    fa_status ended;

    for (uint32_t i = 0; st == FA_OK && i < count; i++)
        sorted[i] = &documents[i];
    if (st == FA_OK)
        qsort(sorted, count, sizeof *sorted, by_id);
    for (uint32_t i = 0; st == FA_OK && i < count; i++) {
        if (i > 0 && by_id(&sorted[i], &sorted[i - 1]) == 0)
            continue;
        fai_sql_text(&q, s->owner);
        fai_sql_text(&q, sorted[i]->s);
        if (fai_sql_step(&q))
            st = read_document(s, &q);
        fai_sql_again(&q);
    }
    ended = fai_sql_end(&q, st == FA_OK ? s->err : NULL);
    return st == FA_OK ? ended : st;
}

static int by_number(const void *a, const void *b)
{
    int64_t x = (*(const scoped *const *)a)->number;
    int64_t y = (*(const scoped *const *)b)->number;

    return x < y ? -1 : x > y;
}

/* Sorts the documents onto their shelves. */
static fa_status fill_shelves(searching *s)
{
    const scoped **sorted = fai_sql_array(&s->arena, s->document_count, sizeof *sorted);

    s->shelves = fai_sql_array(&s->arena, s->document_count, sizeof *s->shelves);
    s->postings = fai_sql_array(&s->arena, s->page_count, sizeof *s->postings);
    if (sorted == NULL || s->shelves == NULL || s->postings == NULL)
        return fai_sql_arena_check(&s->arena, s->err);
    for (uint32_t i = 0; i < s->document_count; i++)
        sorted[i] = &s->documents[i];
    qsort(sorted, s->document_count, sizeof *sorted, by_number);
    for (uint32_t i = 0; i < s->document_count; i++) {
        int64_t number = sorted[i]->number / FAI_SQL_SHELF;
        shelf *at;

        if (s->shelf_count == 0 || s->shelves[s->shelf_count - 1].number != number) {
            s->shelves[s->shelf_count].number = number;
            s->shelves[s->shelf_count++].first = sorted[i]->number;
        }
        at = &s->shelves[s->shelf_count - 1];
        at->last = sorted[i]->number;
        at->documents[sorted[i]->number % FAI_SQL_SHELF] = sorted[i];
    }
    return FA_OK;
}

/* Adds the pages of a stem on one shelf to those found so far. */
static fa_status read_shelf(searching *s, fai_sql_query *q, const shelf *at, const char *stem,
                            uint32_t *found)
{
    fai_sql_int(q, at->number);
    fai_sql_text(q, stem);
    fai_sql_int(q, at->first);
    fai_sql_int(q, at->last);
    while (fai_sql_step(q)) {
        uint64_t number = (uint64_t)fai_sql_get_int(q);
        const scoped *d = at->documents[number % FAI_SQL_SHELF];
        const void *bytes;
        size_t len;
        uint32_t n;

        bytes = fai_sql_get_blob(q, &len);
        if (d == NULL)
            continue;
        n = fai_sql_get_postings(bytes, len, d->base, d->page_count, s->postings + *found);
        if (n > s->page_count - *found)
            return corrupt(s->err);
        *found += n;
    }
    fai_sql_again(q);
    return FA_OK;
}

static fa_status rank(searching *s, const fa_term *terms, uint32_t term_count)
{
    fai_sql_query q = fai_sql_begin(s->c, FAI_SQL_GET_POSTINGS);
    fa_status st = fa_ranking_new(s->lengths, s->page_count, &s->ranking, s->err);
    fa_status ended;

    for (uint32_t i = 0; st == FA_OK && i < term_count; i++) {
        char stem[FA_STEM_MAX];
        uint32_t found = 0;

        (void)fa_word_stem(terms[i].word, stem);
        for (uint32_t k = 0; st == FA_OK && k < s->shelf_count; k++)
            st = read_shelf(s, &q, &s->shelves[k], stem, &found);
        if (st == FA_OK)
            fa_ranking_add(s->ranking, terms[i].weight, s->postings, found);
    }
    ended = fai_sql_end(&q, st == FA_OK ? s->err : NULL);
    return st == FA_OK ? ended : st;
}

static fa_status keep_hits(searching *s, fai_sql_search *out)
{
    const fa_ranked *best = fa_ranking_best(s->ranking, out->limit, &out->hit_count);

    out->hits = fai_sql_array(&out->arena, out->hit_count, sizeof *out->hits);
    if (out->hits == NULL)
        return fai_sql_arena_check(&out->arena, s->err);
    for (uint32_t i = 0; i < out->hit_count; i++) {
        const scoped *d = s->documents;
        const page *p = &s->pages[best[i].page];

        while (best[i].page >= d->base + d->page_count)
            d++;
        out->hits[i] = (fa_passage_hit){d->id, p->number, p->kinds, best[i].score};
    }
    return FA_OK;
}

fa_status fai_sql_search_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    fai_sql_search *in = payload;
    searching s = {.c = c, .owner = in->owner.s, .err = err};
    fa_status st = in->documents == NULL ? scope_all(&s) : scope_named(&s, in->documents, in->document_count);

    if (st == FA_OK)
        st = fill_shelves(&s);
    if (st == FA_OK)
        st = rank(&s, in->terms, in->term_count);
    if (st == FA_OK)
        st = keep_hits(&s, in);
    fa_ranking_free(s.ranking);
    fai_sql_arena_clear(&s.arena);
    return st;
}
