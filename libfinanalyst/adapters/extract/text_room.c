/* extract/text_room.c: growing arrays of the formats. */
#include "text_room.h"

#include <stdint.h>

#include <finanalyst/alloc.h>

bool text_list_grow(void **items, size_t *cap, size_t len, size_t size)
{
    size_t want = *cap < 16 ? 16 : *cap * 2;
    void *grown;

    if (len < *cap)
        return true;
    if (*cap > SIZE_MAX / 4 / size)
        return false;
    grown = fa_realloc(*items, want * size);
    if (grown == NULL)
        return false;
    *items = grown;
    *cap = want;
    return true;
}

void text_list_drop(void **items, size_t *len, size_t *cap)
{
    fa_free(*items);
    *items = NULL;
    *len = *cap = 0;
}
