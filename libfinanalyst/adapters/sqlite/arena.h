/* adapters/sqlite/arena.h: memory for what is read from a database, given back all at once. */
#ifndef FA_SQLITE_ARENA_H
#define FA_SQLITE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include <finanalyst/error.h>

typedef struct fai_sql_block fai_sql_block;

/* Zero it to begin. */
typedef struct fai_sql_arena {
    fai_sql_block *head;
    bool failed; /* an allocation failed: what was read is not whole */
} fai_sql_arena;

/* Zeroed memory for count things; a pointer that is not NULL also for none. NULL: out of memory. */
void *fai_sql_array(fai_sql_arena *a, size_t count, size_t size);
/* A copy of text; "" when memory ran out. */
const char *fai_sql_copy(fai_sql_arena *a, const char *text);
void fai_sql_arena_clear(fai_sql_arena *a);
/* FA_OK, or FA_ENOMEM when an allocation failed. */
fa_status fai_sql_arena_check(const fai_sql_arena *a, fa_error *err);

#endif
