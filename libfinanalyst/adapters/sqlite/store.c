/* adapters/sqlite/store.c: a connection for writers, a bounded pool of connections for readers. */
#include "store.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "migrate.h"

enum { READERS = 4 };

struct fai_sql_store {
    char *path;
    const char *const *sql;
    size_t sql_count;

    fai_sql_connection writer;
    fai_sql_group writers;

    pthread_mutex_t lock; /* of the readers */
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
    if (fai_sql_group_init(&s->writers, &s->writer, err) != FA_OK) {
        pthread_cond_destroy(&s->freed);
        pthread_mutex_destroy(&s->lock);
        return FA_EUNAVAILABLE;
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
    fai_sql_group_destroy(&s->writers);
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

fa_status fai_sql_write(fai_sql_store *s, fai_sql_work_fn work, void *payload, fa_error *err)
{
    fai_sql_turn turn = {.work = work, .payload = payload};

    return fai_sql_group_write(&s->writers, &turn, err);
}

fa_status fai_sql_write_as_one(fai_sql_store *s, fai_sql_works_fn works, void *payload, fa_error *err)
{
    fai_sql_turn turn = {.works = works, .payload = payload};

    return fai_sql_group_write(&s->writers, &turn, err);
}
