/* base/vec.c: the growing behind FAI_VEC. */
#include "base/vec.h"

#include <stdint.h>

#include <finanalyst/alloc.h>

bool fai_vec_grow(void **items, size_t *cap, size_t len, size_t more, size_t size)
{
    size_t want = *cap == 0 ? 8 : *cap;
    void *p;

    if (more > SIZE_MAX / 2 - len)
        return false;
    while (want < len + more)
        want *= 2;
    if (want == *cap)
        return true;
    if (want > SIZE_MAX / size)
        return false;
    p = fa_realloc(*items, want * size);
    if (p == NULL)
        return false;
    *items = p;
    *cap = want;
    return true;
}

void fai_vec_drop(void **items, size_t *len, size_t *cap)
{
    fa_free(*items);
    *items = NULL;
    *len = 0;
    *cap = 0;
}
