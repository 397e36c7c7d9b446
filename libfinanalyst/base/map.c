/* base/map.c: a hash table with linear probing; FNV-1a (Fowler, Noll, Vo) finished with a mixing step. */
#include "base/map.h"

#include <string.h>

#include <finanalyst/alloc.h>

uint64_t fai_hash_bytes(const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    uint64_t h = 0xcbf29ce484222325u;
    size_t i;

    for (i = 0; i < len; i++)
        h = (h ^ p[i]) * 0x100000001b3u;
    h ^= h >> 32;
    h *= 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static fai_map_slot *find(fai_map_slot *slots, size_t cap, const char *key, size_t len, uint64_t hash)
{
    size_t i = (size_t)hash & (cap - 1);

    while (slots[i].key != NULL &&
           (slots[i].hash != hash || slots[i].len != len || memcmp(slots[i].key, key, len) != 0))
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

void *fai_map_get(const fai_map *m, const char *key, size_t len)
{
    if (m->cap == 0)
        return NULL;
    return find(m->slots, m->cap, key, len, fai_hash_bytes(key, len))->value;
}

static bool grow(fai_map *m)
{
    size_t cap = m->cap == 0 ? 16 : m->cap * 2;
    fai_map_slot *slots = fa_calloc(cap, sizeof *slots);
    size_t i;

    if (slots == NULL)
        return false;
    for (i = 0; i < m->cap; i++) {
        if (m->slots[i].key != NULL)
            *find(slots, cap, m->slots[i].key, m->slots[i].len, m->slots[i].hash) = m->slots[i];
    }
    fa_free(m->slots);
    m->slots = slots;
    m->cap = cap;
    return true;
}

bool fai_map_put(fai_map *m, const char *key, size_t len, void *value)
{
    uint64_t hash = fai_hash_bytes(key, len);
    fai_map_slot *slot;

    if (m->len * 4 >= m->cap * 3 && !grow(m))
        return false;
    slot = find(m->slots, m->cap, key, len, hash);
    if (slot->key == NULL)
        m->len++;
    *slot = (fai_map_slot){key, len, hash, value};
    return true;
}

void fai_map_clear(fai_map *m)
{
    fa_free(m->slots);
    memset(m, 0, sizeof *m);
}
