/* analysis/usecases/filing_cache.c: least recently used goes first; loading happens outside the lock. */
#include "analysis/usecases/filing_cache.h"

#include <pthread.h>

#include <finanalyst/alloc.h>

#include "base/vec.h"
#include "reading/holder.h"

typedef struct entry {
    fa_id owner;
    fa_id document;
    uint32_t version;
    uint32_t users;
    uint64_t used; /* the tick of the last use */
    size_t bytes;
    const fa_filing *filing;
} entry;

struct fai_filing_cache {
    pthread_mutex_t lock;
    FAI_VEC(entry) entries;
    size_t bytes;
    size_t max;
    uint64_t tick;
};

fai_filing_cache *fai_filing_cache_new(size_t max_bytes)
{
    fai_filing_cache *cache = fa_calloc(1, sizeof *cache);

    if (cache == NULL)
        return NULL;
    if (pthread_mutex_init(&cache->lock, NULL) != 0) {
        fa_free(cache);
        return NULL;
    }
    cache->max = max_bytes;
    return cache;
}

void fai_filing_cache_free(fai_filing_cache *cache)
{
    if (cache == NULL)
        return;
    for (size_t i = 0; i < cache->entries.len; i++)
        fa_filing_free(cache->entries.items[i].filing);
    fai_vec_clear(&cache->entries);
    pthread_mutex_destroy(&cache->lock);
    fa_free(cache);
}

static void drop(fai_filing_cache *cache, size_t at)
{
    cache->bytes -= cache->entries.items[at].bytes;
    fa_filing_free(cache->entries.items[at].filing);
    cache->entries.items[at] = cache->entries.items[--cache->entries.len];
}

/* Drops the longest unused until the rest fits. */
static void trim(fai_filing_cache *cache)
{
    while (cache->bytes > cache->max) {
        size_t oldest = SIZE_MAX;

        for (size_t i = 0; i < cache->entries.len; i++)
            if (cache->entries.items[i].users == 0 &&
                (oldest == SIZE_MAX || cache->entries.items[i].used < cache->entries.items[oldest].used))
                oldest = i;
        if (oldest == SIZE_MAX)
            return;
        drop(cache, oldest);
    }
}

/* With the lock held. Earlier versions of the document that nobody uses go. */
static const fa_filing *find(fai_filing_cache *cache, fa_id owner, fa_id document, uint32_t version)
{
    for (size_t i = 0; i < cache->entries.len; i++) {
        entry *e = &cache->entries.items[i];

        if (!fa_id_equal(e->document, document) || !fa_id_equal(e->owner, owner))
            continue;
        if (e->version == version) {
            e->users++;
            e->used = ++cache->tick;
            return e->filing;
        }
        if (e->users == 0)
            drop(cache, i--);
    }
    return NULL;
}

static fa_status copy_filing(void *payload, const fa_filing *filing, fa_error *err)
{
    return fa_filing_copy(filing, payload, err);
}

static size_t size_of(const fa_filing *filing)
{
    union {
        const fa_filing *filing;
        const fai_filing_holder *holder;
    } u;

    u.filing = filing;
    return sizeof *u.holder + u.holder->arena.taken;
}

fa_status fai_filing_cache_take(fai_filing_cache *cache, const fa_filing_repo *repo, fa_id owner,
                                fa_id document, uint32_t version, const fa_filing **out, fa_error *err)
{
    entry fresh = {.owner = owner, .document = document, .version = version, .users = 1};
    const fa_filing *found;
    fa_status st;

    pthread_mutex_lock(&cache->lock);
    found = find(cache, owner, document, version);
    pthread_mutex_unlock(&cache->lock);
    if (found == NULL) {
        st = fa_filing_repo_get(repo, owner, document, copy_filing, &fresh.filing, err);
        if (st != FA_OK) {
            fa_filing_free(fresh.filing);
            return st;
        }
        fresh.bytes = size_of(fresh.filing);
        pthread_mutex_lock(&cache->lock);
        found = find(cache, owner, document, version); /* another thread may have been faster */
        if (found == NULL) {
            fresh.used = ++cache->tick;
            if (fai_vec_push(&cache->entries, fresh)) {
                found = fresh.filing;
                cache->bytes += fresh.bytes;
                fresh.filing = NULL;
                trim(cache);
            }
        }
        pthread_mutex_unlock(&cache->lock);
        fa_filing_free(fresh.filing);
        if (found == NULL)
            return fa_fail(err, FA_ENOMEM, "out of memory");
    }
    *out = found;
    return FA_OK;
}

void fai_filing_cache_give(fai_filing_cache *cache, const fa_filing *filing)
{
    if (filing == NULL)
        return;
    pthread_mutex_lock(&cache->lock);
    for (size_t i = 0; i < cache->entries.len; i++)
        if (cache->entries.items[i].filing == filing)
            cache->entries.items[i].users--;
    trim(cache);
    pthread_mutex_unlock(&cache->lock);
}
