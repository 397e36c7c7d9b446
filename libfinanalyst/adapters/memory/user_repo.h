/* adapters/memory/user_repo.h: the parts of the user repository. */
#ifndef FA_MEMORY_USER_REPO_H
#define FA_MEMORY_USER_REPO_H

#include <pthread.h>

#include <finanalyst/alloc.h>
#include <finanalyst/port/user_repo.h>

#include "memory.h"

/* Rows of one size, in the order in which they came. */
typedef struct memory_table {
    char *rows;
    size_t size;
    size_t count;
    size_t cap;
} memory_table;

/* Which session a refresh token is of. */
typedef struct memory_refresh {
    char hash[FA_SHA256_HEX];
    fa_id session;
} memory_refresh;

enum { USERS, SESSIONS, REFRESHES, KEYS, GRANTS, COUNTERS, SIGNERS, MAILS, TRAIL, EVENTS, TABLES };

typedef struct user_repo {
    pthread_mutex_t lock;
    memory_table tables[TABLES];
    int64_t last_number;
    uint64_t last_event;
} user_repo;

void *memory_row(const memory_table *t, size_t i);
void *memory_push(memory_table *t, const void *row);
void memory_drop(memory_table *t, size_t i);
/* The first row that begins with that text; count when there is none. */
size_t memory_find(const memory_table *t, const char *key);

/* ---- user_changes.c ---- */

/* Whether changes[i] can be made behind those before it. */
fa_status memory_check_change(const user_repo *m, const fa_user_change *changes, size_t i, fa_error *err);
/* Makes one that was checked, with room reserved; fails only when a seal does, which is the last thing that it does. */
fa_status memory_make_change(user_repo *m, const fa_user_change *c, fa_error *err);
/* The row of the user with that address; count when there is none. */
size_t memory_find_email(const user_repo *m, const char *email);

/* ---- user_queries.c ---- */

/* Rows that a query asks for, in its order. */
typedef struct memory_hits {
    const memory_table *table;
    size_t *indices; /* to be freed */
    size_t count;
    bool single; /* one is asked for, and must be there */
    const char *what;
} memory_hits;

fa_status memory_look(const user_repo *m, const fa_user_query *q, memory_hits *out, fa_error *err);
bool memory_passes(const fa_user_filter *filter, const fa_user_record *user);

#endif
