/* adapters/memory/filing_repo.c: filings by owner and document. A filing never changes: an earlier one goes when the last visit to
 * it ends. So no visit runs under the lock, and a visit copies nothing. */
#include "memory.h"

#include <pthread.h>
#include <string.h>

#include <finanalyst/alloc.h>

typedef struct entry {
    fa_id owner;
    fa_id document;
    const fa_filing *filing;
    unsigned users; /* the list, and every visit under way */
    struct entry *next;
} entry;

typedef struct repo {
    pthread_mutex_t lock;
    entry *first;
} repo;

static fa_status no_memory(fa_error *err)
{
    return fa_fail(err, FA_ENOMEM, "out of memory for a filing");
}

static void release(repo *m, entry *e)
{
    bool last;

    pthread_mutex_lock(&m->lock);
    last = --e->users == 0;
    pthread_mutex_unlock(&m->lock);
    if (last) {
        fa_filing_free(e->filing);
        fa_free(e);
    }
}

/* The link that points to the document's entry, or to the owner's first (document NULL); to NULL when there is none. */
static entry **link_of(repo *m, fa_id owner, const fa_id *document)
{
    entry **link = &m->first;

    while (*link != NULL && (!fa_id_equal((*link)->owner, owner) ||
                             (document != NULL && !fa_id_equal((*link)->document, *document))))
        link = &(*link)->next;
    return link;
}

/* Takes that entry out of the list. NULL: there is none. */
static entry *take(repo *m, fa_id owner, const fa_id *document)
{
    entry **link = link_of(m, owner, document);
    entry *e = *link;

    if (e != NULL)
        *link = e->next;
    return e;
}

static fa_status put(void *self, fa_id owner, fa_id document, const fa_filing *filing, fa_error *err)
{
    repo *m = self;
    entry *e = fa_calloc(1, sizeof *e);
    entry *old;
    fa_status st;

    if (e == NULL)
        return no_memory(err);
    st = fa_filing_copy(filing, &e->filing, err);
    if (st != FA_OK) {
        fa_free(e);
        return st;
    }
    e->owner = owner;
    e->document = document;
    e->users = 1;
    pthread_mutex_lock(&m->lock);
    old = take(m, owner, &document);
    e->next = m->first;
    m->first = e;
    pthread_mutex_unlock(&m->lock);
    if (old != NULL)
        release(m, old);
    return FA_OK;
}

static fa_status get(void *self, fa_id owner, fa_id document, fa_filing_visit_fn visit, void *payload,
                     fa_error *err)
{
    repo *m = self;
    entry *e;
    fa_status st;

    pthread_mutex_lock(&m->lock);
    e = *link_of(m, owner, &document);
    if (e != NULL)
        e->users++;
    pthread_mutex_unlock(&m->lock);
    if (e == NULL)
        return fa_fail(err, FA_ENOTFOUND, "there is no filing of that document");
    st = visit(payload, e->filing, err);
    release(m, e);
    return st;
}

/* Whether there was one. */
static bool drop(repo *m, fa_id owner, const fa_id *document)
{
    entry *old;

    pthread_mutex_lock(&m->lock);
    old = take(m, owner, document);
    pthread_mutex_unlock(&m->lock);
    if (old != NULL)
        release(m, old);
    return old != NULL;
}

static fa_status remove_one(void *self, fa_id owner, fa_id document, fa_error *err)
{
    (void)err;
    (void)drop(self, owner, &document);
    return FA_OK;
}

static fa_status remove_owner(void *self, fa_id owner, fa_error *err)
{
    (void)err;
    while (drop(self, owner, NULL))
        continue;
    return FA_OK;
}

static void close_repo(void *self)
{
    repo *m = self;

    while (m->first != NULL) {
        entry *e = m->first;

        m->first = e->next;
        fa_filing_free(e->filing);
        fa_free(e);
    }
    pthread_mutex_destroy(&m->lock);
    fa_free(m);
}

fa_status memory_filing_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_filing_repo_ops ops = {sizeof ops, "memory",     put,       get,
                                           remove_one, remove_owner, close_repo};
    repo *m = fa_calloc(1, sizeof *m);

    (void)context;
    (void)url;
    if (m == NULL)
        return no_memory(err);
    if (pthread_mutex_init(&m->lock, NULL) != 0) {
        fa_free(m);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    }
    *(fa_filing_repo *)out = (fa_filing_repo){&ops, m};
    return FA_OK;
}
