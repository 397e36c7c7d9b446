/* adapters/memory/passage_index.c: the pages of documents and the words on them. A document's pages never change: they
 * are counted once, and go when the last visit to them ends. So no visit runs under the lock; a search does. */
#include "memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/search.h>

typedef struct entry {
    fa_id owner;
    fa_id document;
    fa_passage *pages; /* their texts and lines follow in the same allocation */
    uint32_t count;
    const fa_word_counts *words;
    unsigned users; /* the array, and every visit under way */
    uint32_t base;  /* during a search: where its pages begin in the scope */
} entry;

typedef struct repo {
    pthread_mutex_t lock;
    entry **items; /* by owner, then by document */
    size_t count;
    size_t cap;
} repo;

/* A search under way: the documents in its scope, and all their pages in one row. */
typedef struct scope {
    entry **items;
    size_t count;
    uint32_t *lengths;
    uint32_t page_count;
    fa_posting *postings; /* of one word; room for every page */
    fa_ranking *ranking;
} scope;

static fa_status no_memory(fa_error *err)
{
    return fa_fail(err, FA_ENOMEM, "out of memory for the pages of a document");
}

static void entry_free(entry *e)
{
    if (e == NULL)
        return;
    fa_word_counts_free(e->words);
    fa_free(e->pages);
    fa_free(e);
}

static fa_passage *copy_pages(fa_id document, const fa_passage *pages, uint32_t count)
{
    size_t size = (count + (size_t)1) * sizeof *pages;
    fa_passage *copy;
    fa_line *lines;
    char *room;
    size_t line_count = 0;

    for (uint32_t i = 0; i < count; i++) {
        line_count += pages[i].line_count;
        size += strlen(pages[i].text) + strlen(pages[i].section) + 2;
    }
    copy = fa_alloc(size + line_count * sizeof *lines);
    if (copy == NULL)
        return NULL;
    lines = (fa_line *)(copy + count);
    room = (char *)(lines + line_count);
    for (uint32_t i = 0; i < count; i++) {
        size_t text = strlen(pages[i].text) + 1;
        size_t section = strlen(pages[i].section) + 1;

        copy[i] = pages[i];
        copy[i].document = document;
        copy[i].text = memcpy(room, pages[i].text, text);
        copy[i].section = memcpy(room + text, pages[i].section, section);
        copy[i].lines = lines;
        if (pages[i].line_count != 0)
            memcpy(lines, pages[i].lines, pages[i].line_count * sizeof *lines);
        lines += pages[i].line_count;
        room += text + section;
    }
    return copy;
}

static fa_status entry_new(fa_id owner, fa_id document, const fa_passage *pages, uint32_t count, entry **out,
                           fa_error *err)
{
    entry *e = fa_calloc(1, sizeof *e);
    fa_status st;

    if (e == NULL)
        return no_memory(err);
    e->owner = owner;
    e->document = document;
    e->count = count;
    e->users = 1;
    e->pages = copy_pages(document, pages, count);
    st = e->pages == NULL ? no_memory(err) : fa_word_counts_make(pages, count, &e->words, err);
    if (st == FA_OK)
        *out = e;
    else
        entry_free(e);
    return st;
}

static void release(repo *m, entry *e)
{
    bool last;

    pthread_mutex_lock(&m->lock);
    last = --e->users == 0;
    pthread_mutex_unlock(&m->lock);
    if (last)
        entry_free(e);
}

static int compare(const entry *e, fa_id owner, fa_id document)
{
    int by_owner = strcmp(e->owner.s, owner.s);

    return by_owner != 0 ? by_owner : strcmp(e->document.s, document.s);
}

/* Where the document stands, or would. */
static size_t place_of(const repo *m, fa_id owner, fa_id document, bool *found)
{
    size_t low = 0;
    size_t high = m->count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (compare(m->items[mid], owner, document) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    *found = low < m->count && compare(m->items[low], owner, document) == 0;
    return low;
}

/* Puts e in its place; an earlier entry of the document is left in *old. */
static fa_status insert(repo *m, entry *e, entry **old, fa_error *err)
{
    bool found;
    size_t at = place_of(m, e->owner, e->document, &found);

    if (found) {
        *old = m->items[at];
        m->items[at] = e;
        return FA_OK;
    }
    if (m->count == m->cap) {
        size_t cap = m->cap == 0 ? 16 : m->cap * 2;
        entry **items = fa_realloc(m->items, cap * sizeof *items);

        if (items == NULL)
            return no_memory(err);
        m->items = items;
        m->cap = cap;
    }
    memmove(m->items + at + 1, m->items + at, (m->count - at) * sizeof *m->items);
    m->items[at] = e;
    m->count++;
    return FA_OK;
}

static fa_status put(void *self, fa_id owner, fa_id document, const fa_passage *pages, uint32_t count,
                     fa_error *err)
{
    repo *m = self;
    entry *e = NULL;
    entry *old = NULL;
    fa_status st = entry_new(owner, document, pages, count, &e, err);

    if (st != FA_OK)
        return st;
    pthread_mutex_lock(&m->lock);
    st = insert(m, e, &old, err);
    pthread_mutex_unlock(&m->lock);
    if (st != FA_OK)
        entry_free(e);
    else if (old != NULL)
        release(m, old);
    return st;
}

static bool is_named(const entry *e, fa_id owner, const fa_id *documents, uint32_t count)
{
    if (!fa_id_equal(e->owner, owner))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (fa_id_equal(e->document, documents[i]))
            return true;
    return documents == NULL;
}

/* Lays the pages of the documents in scope in one row. */
static fa_status scope_open(scope *s, const repo *m, fa_id owner, const fa_id *documents, uint32_t count,
                            fa_error *err)
{
    s->items = fa_calloc(m->count, sizeof *s->items);
    if (s->items == NULL)
        return no_memory(err);
    for (size_t i = 0; i < m->count; i++)
        if (is_named(m->items[i], owner, documents, count)) {
            m->items[i]->base = s->page_count;
            s->page_count += m->items[i]->count;
            s->items[s->count++] = m->items[i];
        }
    s->lengths = fa_calloc(s->page_count, sizeof *s->lengths);
    s->postings = fa_calloc(s->page_count, sizeof *s->postings);
    if (s->lengths == NULL || s->postings == NULL)
        return no_memory(err);
    for (size_t i = 0; i < s->count; i++)
        for (uint32_t k = 0; k < s->items[i]->count; k++)
            s->lengths[s->items[i]->base + k] = s->items[i]->words->lengths[k];
    return fa_ranking_new(s->lengths, s->page_count, &s->ranking, err);
}

static void scope_close(scope *s)
{
    fa_ranking_free(s->ranking);
    fa_free(s->postings);
    fa_free(s->lengths);
    fa_free(s->items);
}

static int by_stem(const void *key, const void *item)
{
    return strcmp(key, ((const fa_word_postings *)item)->stem);
}

/* Gathers the pages of one word over the scope, and adds them to the ranking. */
static void add_term(scope *s, const fa_term *term)
{
    char stem[FA_STEM_MAX];
    uint32_t n = 0;

    (void)fa_word_stem(term->word, stem);
    for (size_t i = 0; i < s->count; i++) {
        const fa_word_counts *words = s->items[i]->words;
        const fa_word_postings *w = bsearch(stem, words->words, words->word_count, sizeof *w, by_stem);

        for (uint32_t k = 0; w != NULL && k < w->posting_count; k++)
            s->postings[n++] = (fa_posting){s->items[i]->base + w->postings[k].page, w->postings[k].count};
    }
    fa_ranking_add(s->ranking, term->weight, s->postings, n);
}

/* What was found, copied out of the lock. */
static fa_status copy_hits(scope *s, uint32_t limit, fa_passage_hit **out, uint32_t *count, fa_error *err)
{
    const fa_ranked *best = fa_ranking_best(s->ranking, limit, count);
    fa_passage_hit *hits = fa_calloc(*count, sizeof *hits);

    if (hits == NULL)
        return no_memory(err);
    for (uint32_t i = 0; i < *count; i++) {
        size_t k = 0;
        const fa_passage *page;

        while (best[i].page >= s->items[k]->base + s->items[k]->count)
            k++;
        page = &s->items[k]->pages[best[i].page - s->items[k]->base];
        hits[i] = (fa_passage_hit){page->document, page->page, page->kinds, best[i].score};
    }
    *out = hits;
    return FA_OK;
}

static fa_status search(void *self, fa_id owner, const fa_term *terms, uint32_t term_count,
                        const fa_id *documents, uint32_t document_count, uint32_t limit,
                        fa_passage_hit_visit_fn visit, void *payload, fa_error *err)
{
    repo *m = self;
    scope s = {NULL, 0, NULL, 0, NULL, NULL};
    fa_passage_hit *hits = NULL;
    uint32_t count = 0;
    fa_status st;

    pthread_mutex_lock(&m->lock);
    st = scope_open(&s, m, owner, documents, document_count, err);
    for (uint32_t i = 0; st == FA_OK && i < term_count; i++)
        add_term(&s, &terms[i]);
    if (st == FA_OK)
        st = copy_hits(&s, limit, &hits, &count, err);
    pthread_mutex_unlock(&m->lock);
    scope_close(&s);
    for (uint32_t i = 0; st == FA_OK && i < count; i++)
        st = visit(payload, &hits[i], err);
    fa_free(hits);
    return st;
}

static int by_number(const void *key, const void *item)
{
    int32_t page = *(const int32_t *)key;
    int32_t other = ((const fa_passage *)item)->page;

    return page < other ? -1 : page > other;
}

static fa_status page_of(void *self, fa_id owner, fa_id document, int32_t page, fa_passage_visit_fn visit,
                         void *payload, fa_error *err)
{
    repo *m = self;
    entry *e = NULL;
    const fa_passage *p = NULL;
    fa_status st;
    bool found;
    size_t at;

    pthread_mutex_lock(&m->lock);
    at = place_of(m, owner, document, &found);
    if (found)
        p = bsearch(&page, m->items[at]->pages, m->items[at]->count, sizeof *p, by_number);
    if (p != NULL) {
        e = m->items[at];
        e->users++;
    }
    pthread_mutex_unlock(&m->lock);
    if (p == NULL)
        return fa_fail(err, FA_ENOTFOUND, "there is no such page");
    st = visit(payload, p, err);
    release(m, e);
    return st;
}

/* Takes one out of the array. */
static entry *take(repo *m, size_t at)
{
    entry *old = m->items[at];

    m->count--;
    memmove(m->items + at, m->items + at + 1, (m->count - at) * sizeof *m->items);
    return old;
}

static fa_status remove_one(void *self, fa_id owner, fa_id document, fa_error *err)
{
    repo *m = self;
    entry *old = NULL;
    bool found;
    size_t at;

    (void)err;
    pthread_mutex_lock(&m->lock);
    at = place_of(m, owner, document, &found);
    if (found)
        old = take(m, at);
    pthread_mutex_unlock(&m->lock);
    if (old != NULL)
        release(m, old);
    return FA_OK;
}

static fa_status remove_owner(void *self, fa_id owner, fa_error *err)
{
    repo *m = self;
    bool found;

    (void)err;
    do {
        entry *old = NULL;
        size_t at;

        pthread_mutex_lock(&m->lock);
        at = place_of(m, owner, (fa_id){{0}}, &found);
        found = at < m->count && fa_id_equal(m->items[at]->owner, owner);
        if (found)
            old = take(m, at);
        pthread_mutex_unlock(&m->lock);
        if (found)
            release(m, old);
    } while (found);
    return FA_OK;
}

static void close_index(void *self)
{
    repo *m = self;

    for (size_t i = 0; i < m->count; i++)
        entry_free(m->items[i]);
    fa_free(m->items);
    pthread_mutex_destroy(&m->lock);
    fa_free(m);
}

fa_status memory_passage_index_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_passage_index_ops ops = {sizeof ops, "memory",   put,          search,
                                             page_of,    remove_one, remove_owner, close_index};
    repo *m = fa_calloc(1, sizeof *m);

    (void)context;
    (void)url;
    if (m == NULL)
        return no_memory(err);
    if (pthread_mutex_init(&m->lock, NULL) != 0) {
        fa_free(m);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    }
    *(fa_passage_index *)out = (fa_passage_index){&ops, m};
    return FA_OK;
}
