/* adapters/sqlite/group_commit.h: writers that wait at the same time share one transaction. */
#ifndef FA_SQLITE_GROUP_COMMIT_H
#define FA_SQLITE_GROUP_COMMIT_H

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>

#include "connection.h"

/* Runs within a transaction, on any thread. Anything but FA_OK undoes it. May be run again from the beginning when the
 * transaction that it was part of failed; takes no call back into the host. */
typedef fa_status (*fai_sql_work_fn)(fai_sql_connection *c, void *payload, fa_error *err);
/* The same for several payloads that waited together: all of them succeed, or it fails and each is run by itself. */
typedef fa_status (*fai_sql_works_fn)(fai_sql_connection *c, void *const *payloads, size_t count,
                                      fa_error *err);

/* A work that waits to be written, on its caller's stack. */
typedef struct fai_sql_turn {
    fai_sql_work_fn work; /* or */
    fai_sql_works_fn works;
    void *payload;
    fa_status st; /* how it went */
    fa_error why;
    struct fai_sql_turn *next; /* of the same batch */
    bool ran;                  /* as one with others */
    bool leads;                /* told with the wake: it is its turn to lead */
    sem_t wake;                /* posted once: the work is done, or it leads */
} fai_sql_turn;

enum { FAI_SQL_BATCH = 128 };

/* The queue before one connection. */
typedef struct fai_sql_group {
    pthread_mutex_t lock;
    fai_sql_connection *writer; /* belongs to the leader */
    bool led;
    fai_sql_turn *first;
    fai_sql_turn **last;
} fai_sql_group;

fa_status fai_sql_group_init(fai_sql_group *g, fai_sql_connection *writer, fa_error *err);
/* Nobody may wait. */
void fai_sql_group_destroy(fai_sql_group *g);
/* Waits until the work is done, and durable where it returns FA_OK. The first to wait leads: it runs what queued up until
 * its turn came in one transaction, commits, wakes the others, and hands the lead on. No thread is started. */
fa_status fai_sql_group_write(fai_sql_group *g, fai_sql_turn *turn, fa_error *err);

#endif
