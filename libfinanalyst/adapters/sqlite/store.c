/* adapters/sqlite/store.c: group commit for writers, a bounded pool of connections for readers. */
#include "store.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "migrate.h"

enum { READERS = 4, BATCH = 128 };

/* A work that waits to be written, on its caller's stack. */
typedef struct waiter {
    fai_sql_work_fn work;
    void *payload;
    fa_status st;
    fa_error why;
    bool done;
    bool leads;
    pthread_cond_t wake;
    struct waiter *next;
} waiter;

struct fai_sql_store {
    char *path;
    const char *const *sql;
    size_t sql_count;
    pthread_mutex_t lock;

    fai_sql_connection writer; /* belongs to the leader */
    bool led;
    waiter *first;
    waiter **last;

    pthread_cond_t freed;
    fai_sql_connection readers[READERS];
    bool opened[READERS];
    bool taken[READERS];
};

/* ---- opening ---- */

static fa_status set_up(fai_sql_connection *c, bool writes, fa_error *err)
{
    fa_status st = fai_sql_exec(c,
                                "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                                "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;"
                                "PRAGMA journal_size_limit = 16777216",
                                err);

    if (st == FA_OK)
        st = fai_sql_exec(
            c, writes ? "PRAGMA cache_size = -2048" : "PRAGMA cache_size = -1024; PRAGMA query_only = ON",
            err);
    return st;
}

/* The path behind the scheme, so that SQLite takes it for nothing but a path. */
static fa_status path_of(const char *url, char **out, fa_error *err)
{
    const char *colon = strchr(url, ':');
    const char *path = colon == NULL ? url : colon + 1;
    size_t size = strlen(path) + 3;
    char *copy;

    if (*path == '\0' || *path == ':')
        return fa_fail_field(err, FA_EINVALID, "url", "a SQLite database needs a path: sqlite:<path>");
    copy = fa_alloc(size);
    if (copy == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while opening a database");
    (void)snprintf(copy, size, "%s%s", *path == '/' ? "" : "./", path);
    *out = copy;
    return FA_OK;
}

static fa_status init_locks(fai_sql_store *s, fa_error *err)
{
    if (pthread_mutex_init(&s->lock, NULL) != 0)
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    if (pthread_cond_init(&s->freed, NULL) != 0) {
        pthread_mutex_destroy(&s->lock);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no condition variable left");
    }
    return FA_OK;
}

fa_status fai_sql_store_open(const char *url, const fai_sql_schema *schema, const char *const *sql,
                             size_t count, fai_sql_store **out, fa_error *err)
{
    fai_sql_store *s = fa_calloc(1, sizeof *s);
    fa_status st;

    if (s == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while opening a database");
    st = init_locks(s, err);
    if (st != FA_OK) {
        fa_free(s);
        return st;
    }
    s->sql = sql;
    s->sql_count = count;
    s->last = &s->first;
    st = path_of(url, &s->path, err);
    if (st == FA_OK)
        st = fai_sql_connection_open(&s->writer, s->path, true, sql, count, err);
    if (st == FA_OK)
        st = fai_sql_migrate(&s->writer, schema, err);
    if (st == FA_OK)
        st = set_up(&s->writer, true, err);
    if (st == FA_OK)
        *out = s;
    else
        fai_sql_store_close(s);
    return st;
}

void fai_sql_store_close(fai_sql_store *s)
{
    if (s == NULL)
        return;
    for (int i = 0; i < READERS; i++)
        fai_sql_connection_close(&s->readers[i]);
    fai_sql_connection_close(&s->writer);
    pthread_cond_destroy(&s->freed);
    pthread_mutex_destroy(&s->lock);
    fa_free(s->path);
    fa_free(s);
}

/* ---- reading ---- */

static int take_reader(fai_sql_store *s)
{
    int found = -1;

    pthread_mutex_lock(&s->lock);
    while (found < 0) {
        for (int i = 0; i < READERS; i++)
            if (!s->taken[i] && (found < 0 || s->opened[i])) {
                found = i;
                if (s->opened[i])
                    break;
            }
        if (found < 0)
            pthread_cond_wait(&s->freed, &s->lock);
    }
    s->taken[found] = true;
    pthread_mutex_unlock(&s->lock);
    return found;
}

static void give_reader(fai_sql_store *s, int i, bool opened)
{
    pthread_mutex_lock(&s->lock);
    s->opened[i] = opened;
    s->taken[i] = false;
    pthread_cond_signal(&s->freed);
    pthread_mutex_unlock(&s->lock);
}

static fa_status open_reader(fai_sql_store *s, fai_sql_connection *c, fa_error *err)
{
    fa_status st = fai_sql_connection_open(c, s->path, false, s->sql, s->sql_count, err);

    if (st == FA_OK)
        st = set_up(c, false, err);
    if (st != FA_OK)
        fai_sql_connection_close(c);
    return st;
}

fa_status fai_sql_read(fai_sql_store *s, fai_sql_work_fn work, void *payload, fa_error *err)
{
    int i = take_reader(s);
    fai_sql_connection *c = &s->readers[i];
    bool opened = c->db != NULL;
    fa_status st = FA_OK;

    if (!opened)
        st = open_reader(s, c, err);
    opened = st == FA_OK;
    if (st == FA_OK)
        st = fai_sql_run_control(c, FAI_SQL_BEGIN, err);
    if (st == FA_OK) {
        st = work(c, payload, err);
        (void)fai_sql_run_control(c, FAI_SQL_ROLLBACK, NULL);
    }
    give_reader(s, i, opened);
    return st;
}

/* ---- writing ---- */

static bool is_in_transaction(const fai_sql_store *s)
{
    return sqlite3_get_autocommit(s->writer.db) == 0;
}

/* Runs one work of several: what it did is undone when it fails. false: the transaction is lost. */
static bool run_among(fai_sql_store *s, waiter *w)
{
    fai_sql_connection *c = &s->writer;

    w->st = fai_sql_run_control(c, FAI_SQL_SAVE, &w->why);
    if (w->st == FA_OK) {
        w->st = w->work(c, w->payload, &w->why);
        if (!is_in_transaction(s))
            return false;
        if (w->st != FA_OK && fai_sql_run_control(c, FAI_SQL_ROLLBACK_TO_SAVE, NULL) != FA_OK)
            return false;
        if (fai_sql_run_control(c, FAI_SQL_RELEASE, NULL) != FA_OK)
            return false;
    }
    return true;
}

/* A transaction for all. false: nothing was kept. */
static bool run_together(fai_sql_store *s, waiter *batch)
{
    bool good = fai_sql_run_control(&s->writer, FAI_SQL_BEGIN_IMMEDIATE, NULL) == FA_OK;

    for (waiter *w = batch; good && w != NULL; w = w->next)
        good = run_among(s, w);
    if (good)
        good = fai_sql_run_control(&s->writer, FAI_SQL_COMMIT, NULL) == FA_OK;
    if (!good && is_in_transaction(s))
        (void)fai_sql_run_control(&s->writer, FAI_SQL_ROLLBACK, NULL);
    return good;
}

static void run_alone(fai_sql_store *s, waiter *w)
{
    fai_sql_connection *c = &s->writer;

    w->st = fai_sql_run_control(c, FAI_SQL_BEGIN_IMMEDIATE, &w->why);
    if (w->st == FA_OK)
        w->st = w->work(c, w->payload, &w->why);
    if (w->st == FA_OK)
        w->st = fai_sql_run_control(c, FAI_SQL_COMMIT, &w->why);
    if (w->st != FA_OK && is_in_transaction(s))
        (void)fai_sql_run_control(c, FAI_SQL_ROLLBACK, NULL);
}

static void run_batch(fai_sql_store *s, waiter *batch)
{
    if (batch->next != NULL && run_together(s, batch))
        return;
    for (waiter *w = batch; w != NULL; w = w->next)
        run_alone(s, w);
}

/* Takes the first works off the queue. */
static waiter *take_batch(fai_sql_store *s)
{
    waiter *batch = s->first;
    waiter *end = batch;

    for (int i = 1; i < BATCH && end->next != NULL; i++)
        end = end->next;
    s->first = end->next;
    if (s->first == NULL)
        s->last = &s->first;
    end->next = NULL;
    return batch;
}

/* With the lock: runs what waits, tells those who waited, and hands the lead to the next who waits. */
static void lead(fai_sql_store *s)
{
    waiter *batch = take_batch(s);

    pthread_mutex_unlock(&s->lock);
    run_batch(s, batch);
    pthread_mutex_lock(&s->lock);
    while (batch != NULL) {
        waiter *next = batch->next; /* a waiter is gone once it knows that it is done */

        batch->done = true;
        pthread_cond_signal(&batch->wake);
        batch = next;
    }
    s->led = s->first != NULL;
    if (s->led) {
        s->first->leads = true;
        pthread_cond_signal(&s->first->wake);
    }
}

fa_status fai_sql_write(fai_sql_store *s, fai_sql_work_fn work, void *payload, fa_error *err)
{
    waiter w = {.work = work, .payload = payload, .st = FA_EINTERNAL};

    if (pthread_cond_init(&w.wake, NULL) != 0)
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no condition variable left");
    pthread_mutex_lock(&s->lock);
    *s->last = &w;
    s->last = &w.next;
    if (!s->led) {
        s->led = true;
        w.leads = true;
    }
    while (!w.done && !w.leads)
        pthread_cond_wait(&w.wake, &s->lock);
    if (!w.done)
        lead(s);
    pthread_mutex_unlock(&s->lock);
    pthread_cond_destroy(&w.wake);
    if (w.st != FA_OK && err != NULL)
        *err = w.why;
    return w.st;
}
