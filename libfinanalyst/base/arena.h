/* base/arena.h: memory that is given back all at once. */
#ifndef FAI_BASE_ARENA_H
#define FAI_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include <finanalyst/alloc.h>

typedef struct fai_arena_block fai_arena_block;

/* Blocks of memory, freed together. Not for several threads. */
typedef struct fai_arena {
    fai_arena_block *head;
    size_t max;   /* bytes that it may take from the allocator, 0 = no limit */
    size_t taken; /* bytes that it has taken */
} fai_arena;

void fai_arena_init(fai_arena *a, size_t max);
void fai_arena_clear(fai_arena *a);
/* Zeroed, aligned for any type. NULL: out of memory, or over the limit. */
void *fai_arena_alloc(fai_arena *a, size_t size);
void *fai_arena_calloc(fai_arena *a, size_t count, size_t size);
/* A NUL-terminated copy. NULL: out of memory. */
char *fai_arena_strndup(fai_arena *a, const char *text, size_t len);
char *fai_arena_strdup(fai_arena *a, const char *text);
char *fai_arena_printf(fai_arena *a, const char *format, ...) FA_PRINTF(2, 3);

#endif
