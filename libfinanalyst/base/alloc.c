/* base/alloc.c: the one place that knows the C allocator. */
#include <finanalyst/alloc.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *c_alloc(void *self, size_t size)
{
    (void)self;
    return malloc(size);
}

static void *c_realloc(void *self, void *p, size_t size)
{
    (void)self;
    return realloc(p, size);
}

static void c_free(void *self, void *p)
{
    (void)self;
    free(p);
}

static const fa_allocator c_allocator = {c_alloc, c_realloc, c_free, NULL};
static fa_allocator current = {c_alloc, c_realloc, c_free, NULL};

void fa_allocator_set(const fa_allocator *allocator)
{
    current = allocator == NULL ? c_allocator : *allocator;
}

void *fa_alloc(size_t size)
{
    return current.alloc(current.self, size == 0 ? 1 : size);
}

void *fa_calloc(size_t count, size_t size)
{
    void *p;

    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    p = fa_alloc(count * size);
    if (p != NULL)
        memset(p, 0, count * size);
    return p;
}

void *fa_realloc(void *p, size_t size)
{
    if (p == NULL)
        return fa_alloc(size);
    return current.realloc(current.self, p, size == 0 ? 1 : size);
}

void fa_free(void *p)
{
    if (p != NULL)
        current.free(current.self, p);
}

char *fa_strdup(const char *text)
{
    size_t len;
    char *p;

    if (text == NULL)
        return NULL;
    len = strlen(text) + 1;
    p = fa_alloc(len);
    if (p != NULL)
        memcpy(p, text, len);
    return p;
}
