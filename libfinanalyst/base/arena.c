/* base/arena.c: a bump allocator over blocks that double in size up to a bound. */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_BLOCK = 4096, LAST_BLOCK = 1 << 20 };

struct fai_arena_block {
    fai_arena_block *next;
    size_t size;
    size_t used;
    max_align_t data[];
};

void fai_arena_init(fai_arena *a, size_t max)
{
    a->head = NULL;
    a->max = max;
    a->taken = 0;
}

void fai_arena_clear(fai_arena *a)
{
    fai_arena_block *b = a->head;

    while (b != NULL) {
        fai_arena_block *next = b->next;

        fa_free(b);
        b = next;
    }
    a->head = NULL;
    a->taken = 0;
}

static bool add_block(fai_arena *a, size_t need)
{
    size_t size = a->head == NULL ? FIRST_BLOCK : a->head->size * 2;
    fai_arena_block *b;

    if (size > LAST_BLOCK)
        size = LAST_BLOCK;
    if (size < need)
        size = need;
    if (a->max != 0 && (size > a->max - a->taken)) {
        if (need > a->max - a->taken)
            return false;
        size = need;
    }
    b = fa_alloc(sizeof *b + size);
    if (b == NULL)
        return false;
    b->size = size;
    b->used = 0;
    b->next = a->head;
    a->head = b;
    a->taken += size;
    return true;
}

void *fai_arena_alloc(fai_arena *a, size_t size)
{
    size_t need;
    void *p;

    if (size > SIZE_MAX - 2 * sizeof(max_align_t))
        return NULL;
    need = (size + sizeof(max_align_t) - 1) & ~(sizeof(max_align_t) - 1);
    if (need == 0)
        need = sizeof(max_align_t);
    if ((a->head == NULL || a->head->size - a->head->used < need) && !add_block(a, need))
        return NULL;
    p = (char *)a->head->data + a->head->used;
    a->head->used += need;
    memset(p, 0, need);
    return p;
}

void *fai_arena_calloc(fai_arena *a, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    return fai_arena_alloc(a, count * size);
}

char *fai_arena_strndup(fai_arena *a, const char *text, size_t len)
{
    char *p = len == SIZE_MAX ? NULL : fai_arena_alloc(a, len + 1);

    if (p != NULL && len != 0)
        memcpy(p, text, len);
    return p;
}

char *fai_arena_strdup(fai_arena *a, const char *text)
{
    return fai_arena_strndup(a, text, strlen(text));
}

char *fai_arena_printf(fai_arena *a, const char *format, ...)
{
    va_list args, again;
    int len;
    char *p = NULL;

    va_start(args, format);
    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, args);
    if (len >= 0)
        p = fai_arena_alloc(a, (size_t)len + 1);
    if (p != NULL)
        (void)vsnprintf(p, (size_t)len + 1, format, again);
    va_end(again);
    va_end(args);
    return p;
}
