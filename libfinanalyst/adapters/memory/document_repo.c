/* adapters/memory/document_repo.c: records of documents in one sorted array. A record never changes: a new version is a
 * new record, and the old one goes when the last visit to it ends. So no visit runs under the lock. */
#include "memory.h"

#include <pthread.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "document_repo.h"

typedef document_record record;
typedef document_store repo;

enum { TEXTS = 11 };

/* The texts of a record, in one order. */
static void texts_of(fa_document *doc, const char **texts[TEXTS])
{
    const char **all[TEXTS] = {&doc->name,    &doc->sha256,           &doc->media_type,   &doc->error,
                               &doc->company, &doc->ticker,           &doc->form,         &doc->currency,
                               &doc->tags,    &doc->detected.company, &doc->detected.form};

    memcpy(texts, all, sizeof all);
}

static record *record_new(const fa_document *doc, uint32_t version)
{
    fa_document lent = *doc;
    const char **texts[TEXTS];
    size_t size = sizeof(record);
    record *r;
    char *room;

    texts_of(&lent, texts);
    for (int i = 0; i < TEXTS; i++)
        size += strlen(*texts[i]) + 1;
    r = fa_alloc(size);
    if (r == NULL)
        return NULL;
    r->doc = lent;
    r->doc.version = version;
    r->users = 1;
    room = (char *)(r + 1);
    texts_of(&r->doc, texts);
    for (int i = 0; i < TEXTS; i++) {
        size_t len = strlen(*texts[i]) + 1;

        *texts[i] = memcpy(room, *texts[i], len);
        room += len;
    }
    return r;
}

static void release(repo *m, record *r)
{
    bool last;

    pthread_mutex_lock(&m->lock);
    last = --r->users == 0;
    pthread_mutex_unlock(&m->lock);
    if (last)
        fa_free(r);
}

/* Where the id stands, or would. */
static size_t place_of(const repo *m, const char *id, bool *found)
{
    size_t low = 0;
    size_t high = m->count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (strcmp(m->items[mid]->doc.id.s, id) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    *found = low < m->count && strcmp(m->items[low]->doc.id.s, id) == 0;
    return low;
}

static record *with_digest(const repo *m, fa_id owner, const char *sha256)
{
    for (size_t i = 0; i < m->count; i++)
        if (fa_id_equal(m->items[i]->doc.owner, owner) && strcmp(m->items[i]->doc.sha256, sha256) == 0)
            return m->items[i];
    return NULL;
}

static record *with_legacy_id(const repo *m, fa_id owner, uint32_t legacy_id)
{
    for (size_t i = 0; i < m->count; i++)
        if (fa_id_equal(m->items[i]->doc.owner, owner) && m->items[i]->doc.legacy_id == legacy_id)
            return m->items[i];
    return NULL;
}

size_t memory_document_place(const repo *m, fa_id owner, fa_id id, bool *found)
{
    size_t at = place_of(m, id.s, found);

    *found = *found && fa_id_equal(m->items[at]->doc.owner, owner);
    return at;
}

static fa_status no_memory(fa_error *err)
{
    return fa_fail(err, FA_ENOMEM, "out of memory for the record of a document");
}

static fa_status insert(repo *m, record *r, fa_error *err)
{
    bool found;
    size_t at = place_of(m, r->doc.id.s, &found);

    if (found)
        return fa_fail_field(err, FA_ECONFLICT, "id", "there is a document with that id");
    if (with_digest(m, r->doc.owner, r->doc.sha256) != NULL)
        return fa_fail_field(err, FA_ECONFLICT, "sha256", "there is a document with the same bytes");
    if (m->count == m->cap) {
        size_t cap = m->cap == 0 ? 16 : m->cap * 2;
        record **items = fa_realloc(m->items, cap * sizeof *items);

        if (items == NULL)
            return no_memory(err);
        m->items = items;
        m->cap = cap;
    }
    memmove(m->items + at + 1, m->items + at, (m->count - at) * sizeof *m->items);
    r->doc.legacy_id = ++m->last_legacy_id;
    m->items[at] = r;
    m->count++;
    return FA_OK;
}

static fa_status add(void *self, const fa_document *doc, uint32_t *legacy_id, fa_error *err)
{
    repo *m = self;
    record *r = record_new(doc, doc->version);
    fa_status st;

    if (r == NULL)
        return no_memory(err);
    pthread_mutex_lock(&m->lock);
    st = insert(m, r, err);
    if (st == FA_OK)
        *legacy_id = r->doc.legacy_id;
    pthread_mutex_unlock(&m->lock);
    if (st != FA_OK)
        fa_free(r);
    return st;
}

static fa_status lend(repo *m, record *r, fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    if (r == NULL)
        return fa_fail(err, FA_ENOTFOUND, "there is no such document");
    st = visit(payload, &r->doc, err);
    release(m, r);
    return st;
}

static fa_status get(void *self, fa_id owner, fa_id id, fa_document_visit_fn visit, void *payload,
                     fa_error *err)
{
    repo *m = self;
    record *r = NULL;
    bool found;
    size_t at;

    pthread_mutex_lock(&m->lock);
    at = memory_document_place(m, owner, id, &found);
    if (found) {
        r = m->items[at];
        r->users++;
    }
    pthread_mutex_unlock(&m->lock);
    return lend(m, r, visit, payload, err);
}

static fa_status get_legacy(void *self, fa_id owner, uint32_t legacy_id, fa_document_visit_fn visit,
                            void *payload, fa_error *err)
{
    repo *m = self;
    record *r;

    pthread_mutex_lock(&m->lock);
    r = with_legacy_id(m, owner, legacy_id);
    if (r != NULL)
        r->users++;
    pthread_mutex_unlock(&m->lock);
    return lend(m, r, visit, payload, err);
}

static fa_status find(void *self, fa_id owner, const char *sha256, fa_document_visit_fn visit, void *payload,
                      fa_error *err)
{
    repo *m = self;
    record *r;

    pthread_mutex_lock(&m->lock);
    r = with_digest(m, owner, sha256);
    if (r != NULL)
        r->users++;
    pthread_mutex_unlock(&m->lock);
    return lend(m, r, visit, payload, err);
}

/* The records that fit the owner's query, or all (NULL). */
static fa_status visit_many(repo *m, fa_id owner, const fa_document_query *query, fa_id after, uint32_t limit,
                            fa_document_visit_fn visit, void *payload, fa_error *err)
{
    record **items;
    bool found;
    size_t end, count = 0;
    fa_status st = FA_OK;

    pthread_mutex_lock(&m->lock);
    end = after.s[0] == '\0' ? m->count : place_of(m, after.s, &found);
    items = fa_calloc(end < limit ? end : limit, sizeof *items);
    for (size_t i = end; items != NULL && i > 0 && count < limit; i--)
        if (query == NULL || memory_document_fits(m, &m->items[i - 1]->doc, owner, query)) {
            items[count] = m->items[i - 1];
            items[count++]->users++;
        }
    pthread_mutex_unlock(&m->lock);
    if (items == NULL)
        return no_memory(err);
    for (size_t i = 0; i < count; i++) {
        if (st == FA_OK)
            st = visit(payload, &items[i]->doc, err);
        release(m, items[i]);
    }
    fa_free(items);
    return st;
}

static fa_status select_some(void *self, fa_id owner, const fa_document_query *query,
                             fa_document_visit_fn visit, void *payload, fa_error *err)
{
    return visit_many(self, owner, query, query->after, query->limit, visit, payload, err);
}

static fa_status scan(void *self, fa_id after, uint32_t limit, fa_document_visit_fn visit, void *payload,
                      fa_error *err)
{
    return visit_many(self, (fa_id){{0}}, NULL, after, limit, visit, payload, err);
}

static fa_status get_shared(void *self, fa_id user, fa_id id, fa_document_visit_fn visit, void *payload,
                            fa_error *err)
{
    repo *m = self;
    record *r = NULL;
    bool found;
    size_t at;

    pthread_mutex_lock(&m->lock);
    at = place_of(m, id.s, &found);
    if (found && memory_document_is_shared(m, id, user)) {
        r = m->items[at];
        r->users++;
    }
    pthread_mutex_unlock(&m->lock);
    return lend(m, r, visit, payload, err);
}

/* Puts r in the place of its earlier version, which is left in *old. */
static fa_status swap(repo *m, record *r, uint32_t version, record **old, fa_error *err)
{
    bool found;
    size_t at = memory_document_place(m, r->doc.owner, r->doc.id, &found);
    record *same = with_digest(m, r->doc.owner, r->doc.sha256);

    if (!found || m->items[at]->doc.version != version)
        return fa_fail(err, FA_ECONFLICT, "the document changed since it was read");
    if (same != NULL && same != m->items[at])
        return fa_fail_field(err, FA_ECONFLICT, "sha256", "there is a document with the same bytes");
    r->doc.legacy_id = m->items[at]->doc.legacy_id;
    *old = m->items[at];
    m->items[at] = r;
    return FA_OK;
}

static fa_status replace(void *self, const fa_document *doc, fa_error *err)
{
    repo *m = self;
    record *r = record_new(doc, doc->version + 1);
    record *old = NULL;
    fa_status st;

    if (r == NULL)
        return no_memory(err);
    pthread_mutex_lock(&m->lock);
    st = swap(m, r, doc->version, &old, err);
    pthread_mutex_unlock(&m->lock);
    release(m, st == FA_OK ? old : r);
    return st;
}

static fa_status remove_one(void *self, const fa_removal *removal, fa_error *err)
{
    repo *m = self;
    record *old = NULL;
    bool found;
    size_t at;
    fa_status st = FA_OK;

    pthread_mutex_lock(&m->lock);
    at = memory_document_place(m, removal->owner, removal->document, &found);
    if (found)
        st = memory_removal_reserve(m, err);
    if (found && st == FA_OK) {
        old = m->items[at];
        m->count--;
        memmove(m->items + at, m->items + at + 1, (m->count - at) * sizeof *m->items);
        memory_document_unshelve(m, removal->document);
        memory_removal_keep(m, removal);
    }
    pthread_mutex_unlock(&m->lock);
    if (old != NULL)
        release(m, old);
    return st;
}

static void close_repo(void *self)
{
    repo *m = self;

    for (size_t i = 0; i < m->count; i++)
        fa_free(m->items[i]);
    fa_free(m->items);
    fa_free(m->removals);
    memory_document_shelf_close(m);
    pthread_mutex_destroy(&m->lock);
    fa_free(m);
}

fa_status memory_document_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_document_repo_ops ops = {.struct_size = sizeof ops,
                                             .name = "memory",
                                             .add = add,
                                             .get = get,
                                             .get_legacy = get_legacy,
                                             .find = find,
                                             .select = select_some,
                                             .scan = scan,
                                             .replace = replace,
                                             .remove = remove_one,
                                             .removals = memory_list_removals,
                                             .get_shared = get_shared,
                                             .share = memory_share,
                                             .unshare = memory_unshare,
                                             .list_shares = memory_list_shares,
                                             .add_collection = memory_add_collection,
                                             .replace_collection = memory_replace_collection,
                                             .get_collection = memory_get_collection,
                                             .list_collections = memory_list_collections,
                                             .remove_collection = memory_remove_collection,
                                             .collect = memory_collect,
                                             .close = close_repo};
    repo *m = fa_calloc(1, sizeof *m);

    (void)context;
    (void)url;
    if (m == NULL)
        return no_memory(err);
    if (pthread_mutex_init(&m->lock, NULL) != 0) {
        fa_free(m);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    }
    *(fa_document_repo *)out = (fa_document_repo){&ops, m};
    return FA_OK;
}
