/* adapters/memory/document_shelf.c: which documents fit a query, with whom they are shared, and collections. What is visited
 * is copied first: no visit runs under the lock. */
#include <string.h>

#include <finanalyst/alloc.h>

#include "document_repo.h"

static fa_status no_memory(fa_error *err)
{
    return fa_fail(err, FA_ENOMEM, "out of memory for shares and collections");
}

/* ---- queries ---- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether text begins with part; ASCII letters compare without case. */
static bool begins(const char *text, const char *part)
{
    while (*part != '\0' && lower(*text) == lower(*part)) {
        text++;
        part++;
    }
    return *part == '\0';
}

static bool contains(const char *text, const char *part)
{
    for (; *text != '\0'; text++)
        if (begins(text, part))
            return true;
    return *part == '\0';
}

static bool equals(const char *a, const char *b)
{
    return strlen(a) == strlen(b) && begins(a, b);
}

/* tags: one per line. */
static bool has_tag(const char *tags, const char *tag)
{
    size_t len = strlen(tag);

    for (const char *line = tags; *line != '\0'; line = strchr(line, '\n') + 1)
        if (strncmp(line, tag, len) == 0 && line[len] == '\n')
            return true;
    return false;
}

static memory_collection *collection_of(const document_store *m, fa_id owner, fa_id id)
{
    for (size_t i = 0; i < m->collection_count; i++)
        if (fa_id_equal(m->collections[i].c.id, id) && fa_id_equal(m->collections[i].c.owner, owner))
            return &m->collections[i];
    return NULL;
}

static size_t place_in(const memory_collection *c, fa_id document)
{
    size_t i = 0;

    while (i < c->count && !fa_id_equal(c->documents[i], document))
        i++;
    return i;
}

static bool is_collected(const document_store *m, fa_id owner, fa_id collection, fa_id document)
{
    const memory_collection *c = collection_of(m, owner, collection);

    return c != NULL && place_in(c, document) < c->count;
}

bool memory_document_is_shared(const document_store *m, fa_id document, fa_id user)
{
    for (size_t i = 0; i < m->share_count; i++)
        if (fa_id_equal(m->shares[i].document, document) && fa_id_equal(m->shares[i].user, user))
            return true;
    return false;
}

bool memory_document_fits(const document_store *m, const fa_document *doc, fa_id owner,
                          const fa_document_query *q)
{
    bool mine = q->shared ? memory_document_is_shared(m, doc->id, owner) : fa_id_equal(doc->owner, owner);

    return mine && (doc->deleted != 0) == q->deleted &&
           (q->text == NULL || contains(doc->name, q->text) || contains(doc->company, q->text) ||
            contains(doc->ticker, q->text) || contains(doc->tags, q->text)) &&
           (q->company == NULL || equals(doc->company, q->company)) &&
           (q->form == NULL || equals(doc->form, q->form)) &&
           (q->tag == NULL || has_tag(doc->tags, q->tag)) &&
           (q->fiscal_year == 0 || doc->fiscal_year == q->fiscal_year) &&
           (q->state == 0 || doc->state == q->state) &&
           (q->collection.s[0] == '\0' || is_collected(m, owner, q->collection, doc->id));
}

void memory_document_unshelve(document_store *m, fa_id document)
{
    size_t kept = 0;

    for (size_t i = 0; i < m->share_count; i++)
        if (!fa_id_equal(m->shares[i].document, document))
            m->shares[kept++] = m->shares[i];
    m->share_count = kept;
    for (size_t i = 0; i < m->collection_count; i++) {
        memory_collection *c = &m->collections[i];
        size_t at = place_in(c, document);

        if (at < c->count)
            c->documents[at] = c->documents[--c->count];
    }
}

/* Makes room for one more of size bytes. */
static bool make_room(void **items, size_t count, size_t *cap, size_t size)
{
    size_t more = *cap == 0 ? 8 : *cap * 2;
    void *grown;

    if (count < *cap)
        return true;
    grown = fa_realloc(*items, more * size);
    if (grown == NULL)
        return false;
    *items = grown;
    *cap = more;
    return true;
}

/* ---- shares ---- */

static fa_status share_with(document_store *m, const fa_share *share, fa_error *err)
{
    void *items = m->shares;
    bool found;

    (void)memory_document_place(m, share->owner, share->document, &found);
    if (!found)
        return fa_fail(err, FA_ENOTFOUND, "there is no such document");
    if (memory_document_is_shared(m, share->document, share->user))
        return FA_OK;
    if (!make_room(&items, m->share_count, &m->share_cap, sizeof *m->shares))
        return no_memory(err);
    m->shares = items;
    m->shares[m->share_count++] = *share;
    return FA_OK;
}

fa_status memory_share(void *self, const fa_share *share, fa_error *err)
{
    document_store *m = self;
    fa_status st;

    pthread_mutex_lock(&m->lock);
    st = share_with(m, share, err);
    pthread_mutex_unlock(&m->lock);
    return st;
}

fa_status memory_unshare(void *self, fa_id owner, fa_id document, fa_id user, fa_error *err)
{
    document_store *m = self;
    size_t kept = 0;

    (void)err;
    pthread_mutex_lock(&m->lock);
    for (size_t i = 0; i < m->share_count; i++) {
        const fa_share *s = &m->shares[i];

        if (!fa_id_equal(s->document, document) || !fa_id_equal(s->user, user) ||
            !fa_id_equal(s->owner, owner))
            m->shares[kept++] = *s;
    }
    m->share_count = kept;
    pthread_mutex_unlock(&m->lock);
    return FA_OK;
}

/* Puts a share among the others, by user. */
static void put_by_user(fa_share *shares, size_t count, const fa_share *share)
{
    for (; count > 0 && strcmp(shares[count - 1].user.s, share->user.s) > 0; count--)
        shares[count] = shares[count - 1];
    shares[count] = *share;
}

fa_status memory_list_shares(void *self, fa_id owner, fa_id document, fa_share_visit_fn visit, void *payload,
                             fa_error *err)
{
    document_store *m = self;
    fa_share *found;
    size_t count = 0;
    fa_status st = FA_OK;

    pthread_mutex_lock(&m->lock);
    found = fa_calloc(m->share_count, sizeof *found);
    for (size_t i = 0; found != NULL && i < m->share_count; i++)
        if (fa_id_equal(m->shares[i].document, document) && fa_id_equal(m->shares[i].owner, owner))
            put_by_user(found, count++, &m->shares[i]);
    pthread_mutex_unlock(&m->lock);
    if (found == NULL)
        return no_memory(err);
    for (size_t i = 0; st == FA_OK && i < count; i++)
        st = visit(payload, &found[i], err);
    fa_free(found);
    return st;
}

/* ---- collections ---- */

static bool is_name_taken(const document_store *m, const fa_collection *new)
{
    for (size_t i = 0; i < m->collection_count; i++) {
        const fa_collection *c = &m->collections[i].c;

        if (fa_id_equal(c->owner, new->owner) && !fa_id_equal(c->id, new->id) &&
            strcmp(c->name, new->name) == 0)
            return true;
    }
    return false;
}

/* Where the id stands among all collections, or would. */
static size_t place_of(const document_store *m, fa_id id, bool *found)
{
    size_t at = 0;

    while (at < m->collection_count && strcmp(m->collections[at].c.id.s, id.s) < 0)
        at++;
    *found = at < m->collection_count && fa_id_equal(m->collections[at].c.id, id);
    return at;
}

static fa_status insert(document_store *m, const fa_collection *new, char *name, fa_error *err)
{
    void *items = m->collections;
    bool found;
    size_t at = place_of(m, new->id, &found);

    if (found)
        return fa_fail_field(err, FA_ECONFLICT, "id", "there is a collection with that id");
    if (is_name_taken(m, new))
        return fa_fail_field(err, FA_ECONFLICT, "name", "there is a collection of that name");
    if (!make_room(&items, m->collection_count, &m->collection_cap, sizeof *m->collections))
        return no_memory(err);
    m->collections = items;
    memmove(m->collections + at + 1, m->collections + at,
            (m->collection_count - at) * sizeof *m->collections);
    m->collections[at] = (memory_collection){.c = *new};
    m->collections[at].c.name = name;
    m->collection_count++;
    return FA_OK;
}

static fa_status change(document_store *m, const fa_collection *new, char *name, fa_error *err)
{
    memory_collection *c = collection_of(m, new->owner, new->id);

    if (c == NULL || c->c.version != new->version)
        return fa_fail(err, FA_ECONFLICT, "the collection changed since it was read");
    if (is_name_taken(m, new))
        return fa_fail_field(err, FA_ECONFLICT, "name", "there is a collection of that name");
    fa_free((void *)(uintptr_t)c->c.name);
    c->c.name = name;
    c->c.version++;
    return FA_OK;
}

static fa_status
keep(document_store *m, const fa_collection *new,
     fa_status (*put)(document_store *m, const fa_collection *new, char *name, fa_error *err), fa_error *err)
{
    char *name = fa_strdup(new->name);
    fa_status st;

    if (name == NULL)
        return no_memory(err);
    pthread_mutex_lock(&m->lock);
    st = put(m, new, name, err);
    pthread_mutex_unlock(&m->lock);
    if (st != FA_OK)
        fa_free(name);
    return st;
}

fa_status memory_add_collection(void *self, const fa_collection *collection, fa_error *err)
{
    return keep(self, collection, insert, err);
}

fa_status memory_replace_collection(void *self, const fa_collection *collection, fa_error *err)
{
    return keep(self, collection, change, err);
}

/* A copy with the count of its documents; its name is an allocation. */
static bool copy(const document_store *m, const memory_collection *c, fa_collection *out)
{
    *out = c->c;
    out->document_count = 0;
    for (size_t i = 0; i < c->count; i++) {
        bool found;
        size_t at = memory_document_place(m, c->c.owner, c->documents[i], &found);

        out->document_count += found && m->items[at]->doc.deleted == 0;
    }
    out->name = fa_strdup(c->c.name);
    return out->name != NULL;
}

fa_status memory_get_collection(void *self, fa_id owner, fa_id id, fa_collection_visit_fn visit,
                                void *payload, fa_error *err)
{
    document_store *m = self;
    fa_collection found;
    bool copied = false;
    const memory_collection *c;
    fa_status st;

    pthread_mutex_lock(&m->lock);
    c = collection_of(m, owner, id);
    if (c != NULL)
        copied = copy(m, c, &found);
    pthread_mutex_unlock(&m->lock);
    if (c == NULL)
        return fa_fail(err, FA_ENOTFOUND, "there is no such collection");
    if (!copied)
        return no_memory(err);
    st = visit(payload, &found, err);
    fa_free((void *)(uintptr_t)found.name);
    return st;
}

fa_status memory_list_collections(void *self, fa_id owner, fa_id after, uint32_t limit,
                                  fa_collection_visit_fn visit, void *payload, fa_error *err)
{
    document_store *m = self;
    fa_collection *found;
    size_t count = 0, end;
    bool is_there, copied = true;
    fa_status st = FA_OK;

    pthread_mutex_lock(&m->lock);
    end = after.s[0] == '\0' ? m->collection_count : place_of(m, after, &is_there);
    found = fa_calloc(end < limit ? end : limit, sizeof *found);
    for (size_t i = end; found != NULL && copied && i > 0 && count < limit; i--)
        if (fa_id_equal(m->collections[i - 1].c.owner, owner)) {
            copied = copy(m, &m->collections[i - 1], &found[count]);
            count += copied;
        }
    pthread_mutex_unlock(&m->lock);
    if (found == NULL || !copied)
        st = no_memory(err);
    for (size_t i = 0; i < count; i++) {
        if (st == FA_OK)
            st = visit(payload, &found[i], err);
        fa_free((void *)(uintptr_t)found[i].name);
    }
    fa_free(found);
    return st;
}

static void collection_clear(memory_collection *c)
{
    fa_free((void *)(uintptr_t)c->c.name);
    fa_free(c->documents);
}

fa_status memory_remove_collection(void *self, fa_id owner, fa_id id, fa_error *err)
{
    document_store *m = self;
    memory_collection *c;

    (void)err;
    pthread_mutex_lock(&m->lock);
    c = collection_of(m, owner, id);
    if (c != NULL) {
        collection_clear(c);
        m->collection_count--;
        memmove(c, c + 1, (size_t)(m->collections + m->collection_count - c) * sizeof *c);
    }
    pthread_mutex_unlock(&m->lock);
    return FA_OK;
}

static fa_status put_in(memory_collection *c, fa_id document, fa_error *err)
{
    void *items = c->documents;

    if (!make_room(&items, c->count, &c->cap, sizeof *c->documents))
        return no_memory(err);
    c->documents = items;
    c->documents[c->count++] = document;
    return FA_OK;
}

fa_status memory_collect(void *self, fa_id owner, fa_id collection, fa_id document, bool in, fa_error *err)
{
    document_store *m = self;
    memory_collection *c;
    fa_status st = FA_OK;
    bool found;
    size_t at;

    pthread_mutex_lock(&m->lock);
    c = collection_of(m, owner, collection);
    (void)memory_document_place(m, owner, document, &found);
    at = c == NULL ? 0 : place_in(c, document);
    if (c == NULL || !found)
        st = fa_fail(err, FA_ENOTFOUND, "there is no such collection or document");
    else if (in && at == c->count)
        st = put_in(c, document, err);
    else if (!in && at < c->count)
        c->documents[at] = c->documents[--c->count];
    pthread_mutex_unlock(&m->lock);
    return st;
}

void memory_document_shelf_close(document_store *m)
{
    for (size_t i = 0; i < m->collection_count; i++)
        collection_clear(&m->collections[i]);
    fa_free(m->collections);
    fa_free(m->shares);
}
