/* base/map.h: from text to pointer. */
#ifndef FAI_BASE_MAP_H
#define FAI_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct fai_map_slot {
    const char *key; /* NULL = free */
    size_t len;
    uint64_t hash;
    void *value;
} fai_map_slot;

/* Open addressing; keys are borrowed and must outlive the map. Zero it to begin. */
typedef struct fai_map {
    fai_map_slot *slots;
    size_t cap;
    size_t len;
} fai_map;

uint64_t fai_hash_bytes(const void *bytes, size_t len);
/* The value of a key, NULL when there is none. */
void *fai_map_get(const fai_map *m, const char *key, size_t len);
/* Adds or replaces. false: out of memory. */
bool fai_map_put(fai_map *m, const char *key, size_t len, void *value);
void fai_map_clear(fai_map *m);

#endif
