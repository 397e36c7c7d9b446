/* adapters/sqlite/arena.c: a bump allocator over blocks. */
#include "arena.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <finanalyst/alloc.h>

enum { BLOCK = 64 * 1024 };

struct fai_sql_block {
    fai_sql_block *next;
    size_t size;
    size_t used;
    max_align_t data[];
};

static bool add_block(fai_sql_arena *a, size_t need)
{
    size_t size = need > BLOCK ? need : BLOCK;
    fai_sql_block *b = size > SIZE_MAX - sizeof *b ? NULL : fa_alloc(sizeof *b + size);

    if (b == NULL)
        return false;
    *b = (fai_sql_block){a->head, size, 0};
    a->head = b;
    return true;
}

static void *take(fai_sql_arena *a, size_t size, size_t align)
{
    size_t at = a->head == NULL ? 0 : (a->head->used + align - 1) / align * align;

    if (a->head == NULL || at > a->head->size || a->head->size - at < size) {
        if (!add_block(a, size)) {
            a->failed = true;
            return NULL;
        }
        at = 0;
    }
    a->head->used = at + size;
    return (char *)a->head->data + at;
}

void *fai_sql_array(fai_sql_arena *a, size_t count, size_t size)
{
    void *p;

    if (count > SIZE_MAX / 2 / size) {
        a->failed = true;
        return NULL;
    }
    p = take(a, count * size, sizeof(max_align_t));
    return p == NULL ? NULL : memset(p, 0, count * size);
}

const char *fai_sql_copy(fai_sql_arena *a, const char *text)
{
    size_t size = strlen(text) + 1;
    char *p = take(a, size, 1);

    return p == NULL ? "" : memcpy(p, text, size);
}

void fai_sql_arena_clear(fai_sql_arena *a)
{
    while (a->head != NULL) {
        fai_sql_block *next = a->head->next;

        fa_free(a->head);
        a->head = next;
    }
    a->failed = false;
}

fa_status fai_sql_arena_check(const fai_sql_arena *a, fa_error *err)
{
    return a->failed ? fa_fail(err, FA_ENOMEM, "out of memory while reading a database") : FA_OK;
}
