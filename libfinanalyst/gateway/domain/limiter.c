/* gateway/domain/limiter.c: token buckets in whole numbers, in a store that does not grow. */
#include <finanalyst/alloc.h>
#include <finanalyst/gateway.h>

#include <string.h>

#include "gateway/domain/siphash.h"

/* A token is 60,000 units, so that a rate per minute is units per millisecond. */
enum { UNITS = 60000, WAYS = 8, KEYS_MAX = 1 << 24, BURST_MAX = 1000000 };

typedef struct bucket {
    uint64_t hash; /* of class and key; 64 bits under a secret seed stand for both. 0 = free */
    int64_t at_ms; /* when units was right */
    uint64_t units;
    fa_rate rate;
} bucket;

struct fa_limiter {
    fai_sipkey key;
    size_t sets; /* a power of two; a bucket may lie in any place of its set */
    bucket buckets[];
};

fa_status fa_limiter_new(size_t max_keys, const uint8_t seed[16], fa_limiter **out, fa_error *err)
{
    fa_limiter *l;
    size_t sets = 1;

    if (max_keys < WAYS || max_keys > KEYS_MAX)
        return fa_fail_field(err, FA_EINVALID, "max_keys", "a limiter holds 8 to 16,777,216 keys");
    while (sets * WAYS < max_keys)
        sets *= 2;
    l = fa_calloc(1, sizeof *l + sets * WAYS * sizeof *l->buckets);
    if (l == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    l->key = fai_sipkey_of(seed);
    l->sets = sets;
    *out = l;
    return FA_OK;
}

void fa_limiter_free(fa_limiter *limiter)
{
    fa_free(limiter);
}

static uint64_t capacity(fa_rate rate)
{
    uint32_t burst = rate.burst == 0 ? 1 : rate.burst;

    return (uint64_t)(burst > BURST_MAX ? BURST_MAX : burst) * UNITS;
}

/* Units of a bucket now. */
static uint64_t filled(const bucket *b, int64_t now_ms)
{
    uint64_t most = capacity(b->rate), passed = now_ms > b->at_ms ? (uint64_t)(now_ms - b->at_ms) : 0;
    uint64_t units = b->units < most ? b->units : most;

    if (b->rate.per_minute != 0 && passed > (most - units) / b->rate.per_minute)
        return most;
    return units + passed * b->rate.per_minute;
}

/* What a bucket lacks, in thousandths: who is held back most has most to lose by being forgotten. */
static uint64_t lack(const bucket *b, int64_t now_ms)
{
    uint64_t most = capacity(b->rate);

    return (most - filled(b, now_ms)) * 1000 / most;
}

static bucket *find(fa_limiter *l, uint64_t hash, fa_rate rate, int64_t now_ms)
{
    bucket *set = &l->buckets[(hash & (l->sets - 1)) * WAYS], *least = NULL;

    for (int i = 0; i < WAYS; i++)
        if (set[i].hash == hash)
            return &set[i];
    for (int i = 0; i < WAYS && (least == NULL || least->hash != 0); i++)
        if (set[i].hash == 0 || least == NULL || lack(&set[i], now_ms) < lack(least, now_ms))
            least = &set[i];
    *least = (bucket){.hash = hash, .at_ms = now_ms, .units = capacity(rate), .rate = rate};
    return least;
}

bool fa_limiter_take(fa_limiter *limiter, uint32_t rate_class, const char *key, size_t len, fa_rate rate,
                     uint32_t cost, int64_t now_ms, fa_rate_state *state)
{
    fai_sipkey sip = {limiter->key.k0, limiter->key.k1 ^ rate_class};
    uint64_t hash = fai_siphash(sip, key, len), price = (uint64_t)cost * UNITS;
    fa_rate_state now = {rate.burst, 0};
    bucket *b;
    bool paid;

    if (rate.per_minute == 0) {
        if (state != NULL)
            *state = now;
        return true;
    }
    b = find(limiter, hash == 0 ? 1 : hash, rate, now_ms);
    b->rate = rate;
    b->units = filled(b, now_ms);
    if (now_ms > b->at_ms)
        b->at_ms = now_ms;
    paid = b->units >= price;
    if (paid)
        b->units -= price;
    else
        now.retry_ms = (uint32_t)((price - b->units + rate.per_minute - 1) / rate.per_minute);
    now.left = (uint32_t)(b->units / UNITS);
    if (state != NULL)
        *state = now;
    return paid;
}
