/* gateway/domain/token_cache.c: tokens that were verified a moment ago, so that each is verified once. */
#include <finanalyst/alloc.h>
#include <finanalyst/gateway.h>

#include <string.h>

#include "gateway/domain/siphash.h"

enum { WAYS = 4, MIN = 8, MAX = 1 << 20 };

typedef struct entry {
    uint64_t hash;
    int64_t until_ms;
    char *token; /* NULL = free */
    size_t len;
    fa_principal principal;
} entry;

struct fa_token_cache {
    fai_sipkey key;
    uint32_t ttl_ms;
    size_t sets; /* a power of two */
    entry entries[];
};

fa_status fa_token_cache_new(size_t max, uint32_t ttl_ms, const uint8_t seed[16], fa_token_cache **out,
                             fa_error *err)
{
    fa_token_cache *c;
    size_t sets = 1;

    if (max < MIN || max > MAX)
        return fa_fail_field(err, FA_EINVALID, "max", "a cache holds 8 to 1,048,576 tokens");
    while (sets * WAYS < max)
        sets *= 2;
    c = fa_calloc(1, sizeof *c + sets * WAYS * sizeof *c->entries);
    if (c == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    c->key = fai_sipkey_of(seed);
    c->ttl_ms = ttl_ms;
    c->sets = sets;
    *out = c;
    return FA_OK;
}

/* A token opens doors: its bytes are not left behind. */
static void forget(entry *e)
{
    volatile char *p = e->token;

    for (size_t i = 0; p != NULL && i < e->len; i++)
        p[i] = 0;
    fa_free(e->token);
    memset(e, 0, sizeof *e);
}

void fa_token_cache_free(fa_token_cache *cache)
{
    if (cache == NULL)
        return;
    (void)fa_token_cache_revoke(cache, NULL);
    fa_free(cache);
}

static entry *find(fa_token_cache *c, uint64_t hash, const char *token, size_t len)
{
    entry *set = &c->entries[(hash & (c->sets - 1)) * WAYS];

    for (int i = 0; i < WAYS; i++)
        if (set[i].token != NULL && set[i].hash == hash && set[i].len == len &&
            memcmp(set[i].token, token, len) == 0)
            return &set[i];
    return NULL;
}

const fa_principal *fa_token_cache_get(fa_token_cache *cache, const char *token, size_t len, int64_t now_ms)
{
    entry *e = find(cache, fai_siphash(cache->key, token, len), token, len);

    if (e == NULL)
        return NULL;
    if (now_ms < e->until_ms)
        return &e->principal;
    forget(e);
    return NULL;
}

/* A free place of the set, or the one that ends first. */
static entry *make_room(fa_token_cache *c, uint64_t hash)
{
    entry *set = &c->entries[(hash & (c->sets - 1)) * WAYS], *oldest = set;

    for (int i = 0; i < WAYS; i++) {
        if (set[i].token == NULL)
            return &set[i];
        if (set[i].until_ms < oldest->until_ms)
            oldest = &set[i];
    }
    forget(oldest);
    return oldest;
}

void fa_token_cache_put(fa_token_cache *cache, const char *token, size_t len, const fa_principal *principal,
                        int64_t now_ms)
{
    uint64_t hash = fai_siphash(cache->key, token, len);
    int64_t until = now_ms + cache->ttl_ms;
    entry *e = find(cache, hash, token, len);
    char *copy;

    if (principal->expires_ms < until)
        until = principal->expires_ms;
    if (until <= now_ms || len == 0 || len > FA_CACHED_TOKEN_BYTES)
        return;
    if (e == NULL) {
        copy = fa_alloc(len);
        if (copy == NULL)
            return;
        memcpy(copy, token, len);
        e = make_room(cache, hash);
        e->token = copy;
        e->len = len;
        e->hash = hash;
    }
    e->until_ms = until;
    e->principal = *principal;
}

size_t fa_token_cache_revoke(fa_token_cache *cache, const char *user_or_session)
{
    size_t count = 0;

    for (size_t i = 0; i < cache->sets * WAYS; i++) {
        entry *e = &cache->entries[i];

        if (e->token == NULL || (user_or_session != NULL && strcmp(e->principal.user, user_or_session) != 0 &&
                                 strcmp(e->principal.session, user_or_session) != 0 &&
                                 strcmp(e->principal.key, user_or_session) != 0))
            continue;
        forget(e);
        count++;
    }
    return count;
}
