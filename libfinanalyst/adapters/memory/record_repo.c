/* adapters/memory/record_repo.c: records in one array, in the order of their numbers. A record never changes; one that was
 * removed goes when the last visit to it ends. So no visit runs under the lock. */
#include "memory.h"

#include <pthread.h>
#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/port/record_repo.h>

typedef struct item {
    const fa_record *record;
    unsigned users; /* the array, and every visit under way */
} item;

typedef struct repo {
    pthread_mutex_t lock;
    item **items;
    size_t count;
    size_t cap;
    int64_t last; /* the number that was given last */
} repo;

static fa_status no_memory(fa_error *err)
{
    return fa_fail(err, FA_ENOMEM, "out of memory for a record");
}

static void free_item(item *i)
{
    if (i != NULL)
        fa_record_free(i->record);
    fa_free(i);
}

static void release(repo *m, item *i)
{
    bool last;

    pthread_mutex_lock(&m->lock);
    last = --i->users == 0;
    pthread_mutex_unlock(&m->lock);
    if (last)
        free_item(i);
}

static bool rests_on(const fa_record *r, fa_id document)
{
    for (uint32_t i = 0; i < r->source_count; i++)
        if (fa_id_equal(r->sources[i].document, document))
            return true;
    return false;
}

static item *with_key(const repo *m, fa_id owner, const char *key)
{
    for (size_t i = 0; i < m->count; i++)
        if (fa_id_equal(m->items[i]->record->owner, owner) && strcmp(m->items[i]->record->key, key) == 0)
            return m->items[i];
    return NULL;
}

/* ---- adding ---- */

static item *new_item(const fa_record *record, int64_t number)
{
    fa_record numbered = *record;
    item *i = fa_alloc(sizeof *i);

    numbered.legacy_id = number;
    if (i == NULL)
        return NULL;
    i->users = 1;
    if (fa_record_copy(&numbered, &i->record, NULL) == FA_OK)
        return i;
    fa_free(i);
    return NULL;
}

static bool make_room(repo *m)
{
    size_t cap = m->cap == 0 ? 16 : m->cap * 2;
    item **items;

    if (m->count < m->cap)
        return true;
    items = fa_realloc(m->items, cap * sizeof *items);
    if (items == NULL)
        return false;
    m->items = items;
    m->cap = cap;
    return true;
}

static fa_status append(repo *m, const fa_record *record, fa_error *err)
{
    if (with_key(m, record->owner, record->key) != NULL)
        return fa_fail_field(err, FA_ECONFLICT, "key", "there is a record of that key");
    if (!make_room(m))
        return no_memory(err);
    m->items[m->count] = new_item(record, m->last + 1);
    if (m->items[m->count] == NULL)
        return no_memory(err);
    m->count++;
    m->last++;
    return FA_OK;
}

static fa_status add(void *self, const fa_record *record, int64_t *legacy_id, fa_error *err)
{
    repo *m = self;
    fa_status st;

    pthread_mutex_lock(&m->lock);
    st = append(m, record, err);
    if (st == FA_OK)
        *legacy_id = m->last;
    pthread_mutex_unlock(&m->lock);
    return st;
}

/* ---- looking ---- */

static fa_status lend(repo *m, item *i, fa_record_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    if (i == NULL)
        return fa_fail(err, FA_ENOTFOUND, "there is no such record");
    st = visit(payload, i->record, err);
    release(m, i);
    return st;
}

static fa_status get(void *self, fa_id owner, fa_id id, fa_record_visit_fn visit, void *payload,
                     fa_error *err)
{
    repo *m = self;
    item *found = NULL;

    pthread_mutex_lock(&m->lock);
    for (size_t i = m->count; found == NULL && i > 0; i--)
        if (fa_id_equal(m->items[i - 1]->record->owner, owner) &&
            fa_id_equal(m->items[i - 1]->record->id, id))
            found = m->items[i - 1];
    if (found != NULL)
        found->users++;
    pthread_mutex_unlock(&m->lock);
    return lend(m, found, visit, payload, err);
}

static fa_status find(void *self, fa_id owner, const char *key, fa_record_visit_fn visit, void *payload,
                      fa_error *err)
{
    repo *m = self;
    item *found;

    pthread_mutex_lock(&m->lock);
    found = with_key(m, owner, key);
    if (found != NULL)
        found->users++;
    pthread_mutex_unlock(&m->lock);
    return lend(m, found, visit, payload, err);
}

static bool fits(const fa_record *r, fa_id owner, const fa_record_query *q)
{
    return r->kind == q->kind && fa_id_equal(r->owner, owner) &&
           (q->before == 0 || r->legacy_id < q->before) &&
           (q->document.s[0] == '\0' || rests_on(r, q->document));
}

static fa_status show(const item *i, bool bare, fa_record_visit_fn visit, void *payload, fa_error *err)
{
    fa_record lent = *i->record;

    if (bare) {
        lent.json = "";
        lent.json_len = 0;
    }
    return visit(payload, &lent, err);
}

static fa_status list(void *self, fa_id owner, const fa_record_query *query, fa_record_visit_fn visit,
                      void *payload, fa_error *err)
{
    repo *m = self;
    item **items;
    size_t count = 0;
    fa_status st = FA_OK;

    pthread_mutex_lock(&m->lock);
    items = fa_calloc(m->count < query->limit ? m->count : query->limit, sizeof *items);
    for (size_t i = m->count; items != NULL && count < query->limit && i > 0; i--)
        if (fits(m->items[i - 1]->record, owner, query)) {
            items[count] = m->items[i - 1];
            items[count++]->users++;
        }
    pthread_mutex_unlock(&m->lock);
    if (items == NULL)
        return no_memory(err);
    for (size_t i = 0; i < count; i++) {
        if (st == FA_OK)
            st = show(items[i], query->bare, visit, payload, err);
        release(m, items[i]);
    }
    fa_free(items);
    return st;
}

/* ---- removing ---- */

/* What is to go; what is none goes whatever it is. */
typedef struct going {
    const fa_id *owner;
    const fa_id *id;
    const fa_id *document;
} going;

static bool goes(const fa_record *r, const going *g)
{
    return (g->owner == NULL || fa_id_equal(r->owner, *g->owner)) &&
           (g->id == NULL || fa_id_equal(r->id, *g->id)) &&
           (g->document == NULL || rests_on(r, *g->document));
}

static fa_status sift(repo *m, const going *g)
{
    size_t kept = 0;

    pthread_mutex_lock(&m->lock);
    for (size_t i = 0; i < m->count; i++) {
        if (!goes(m->items[i]->record, g))
            m->items[kept++] = m->items[i];
        else if (--m->items[i]->users == 0)
            free_item(m->items[i]);
    }
    m->count = kept;
    pthread_mutex_unlock(&m->lock);
    return FA_OK;
}

static fa_status remove_one(void *self, fa_id owner, fa_id id, fa_error *err)
{
    (void)err;
    return sift(self, &(going){&owner, &id, NULL});
}

static fa_status remove_document(void *self, const fa_id *owner, fa_id document, fa_error *err)
{
    (void)err;
    return sift(self, &(going){owner, NULL, &document});
}

static fa_status remove_owner(void *self, fa_id owner, fa_error *err)
{
    (void)err;
    return sift(self, &(going){&owner, NULL, NULL});
}

/* ---- what records rest on ---- */

typedef struct pair {
    fa_id owner;
    fa_id document;
} pair;

static int compare(const pair *a, const pair *b)
{
    int c = strcmp(a->owner.s, b->owner.s);

    return c != 0 ? c : strcmp(a->document.s, b->document.s);
}

/* The least pair behind that one. */
static bool next_pair(const repo *m, const pair *behind, pair *out)
{
    bool found = false;

    for (size_t i = 0; i < m->count; i++)
        for (uint32_t k = 0; k < m->items[i]->record->source_count; k++) {
            pair p = {m->items[i]->record->owner, m->items[i]->record->sources[k].document};

            if (compare(&p, behind) > 0 && (!found || compare(&p, out) < 0)) {
                *out = p;
                found = true;
            }
        }
    return found;
}

static fa_status sources(void *self, fa_id owner, fa_id document, uint32_t limit,
                         fa_record_source_visit_fn visit, void *payload, fa_error *err)
{
    repo *m = self;
    pair at = {owner, document}, next = at;
    fa_status st = FA_OK;

    for (uint32_t i = 0; st == FA_OK && i < limit; i++) {
        bool found;

        pthread_mutex_lock(&m->lock);
        found = next_pair(m, &at, &next);
        pthread_mutex_unlock(&m->lock);
        if (!found)
            break;
        at = next;
        st = visit(payload, at.owner, at.document, err);
    }
    return st;
}

static void close_repo(void *self)
{
    repo *m = self;

    for (size_t i = 0; i < m->count; i++)
        free_item(m->items[i]);
    fa_free(m->items);
    pthread_mutex_destroy(&m->lock);
    fa_free(m);
}

fa_status memory_record_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_record_repo_ops ops = {sizeof ops,   "memory", add,        get,
                                           find,         list,     remove_one, remove_document,
                                           remove_owner, sources,  close_repo};
    repo *m = fa_calloc(1, sizeof *m);

    (void)context;
    (void)url;
    if (m == NULL)
        return no_memory(err);
    if (pthread_mutex_init(&m->lock, NULL) != 0) {
        fa_free(m);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    }
    *(fa_record_repo *)out = (fa_record_repo){&ops, m};
    return FA_OK;
}
