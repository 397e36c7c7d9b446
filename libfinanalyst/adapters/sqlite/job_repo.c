/* adapters/sqlite/job_repo.c: records of jobs. Rows are read into memory first: no visit runs within a transaction. */
#include "sqlite.h"

#include <string.h>

#include "arena.h"
#include "store.h"

enum { ADD, GET, OF_DOCUMENT, CLAIM, REPLACE, CANCEL, STATE, FORGET, FORGET_OWNER, STATEMENTS };

#define COLUMNS                                                                                              \
    "id, owner, document, state, step, done, total, attempts, cancel, error_code, error, created, updated, " \
    "version"

/* The states are those of fa_job_state: 1 queued, 2 running, 3 and more ended. Ids order by time. */
static const char *const statements[STATEMENTS] = {
    [ADD] = "INSERT INTO job (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [GET] = "SELECT " COLUMNS " FROM job WHERE owner = ? AND id = ?",
    [OF_DOCUMENT] = "SELECT " COLUMNS " FROM job WHERE owner = ? AND document = ? ORDER BY id DESC LIMIT 1",
    [CLAIM] = "UPDATE job SET state = 2, attempts = attempts + 1, updated = ?1, version = version + 1 "
              "WHERE id = coalesce((SELECT min(id) FROM job WHERE state = 1 AND state <= 2), "
              "(SELECT min(id) FROM job WHERE state = 2 AND state <= 2 AND updated < ?2)) RETURNING " COLUMNS,
    [REPLACE] =
        "UPDATE job SET (document, state, step, done, total, attempts, cancel, error_code, error, created, "
        "updated, version) = (?3, ?4, ?5, ?6, ?7, ?8, max(cancel, ?9), ?10, ?11, ?12, ?13, ?14 + 1) "
        "WHERE id = ?1 AND owner = ?2 AND version = ?14",
    [CANCEL] = "UPDATE job SET cancel = 1 WHERE owner = ? AND id = ? AND state < 3",
    [STATE] = "SELECT state FROM job WHERE owner = ? AND id = ?",
    [FORGET] = "DELETE FROM job WHERE owner = ? AND document = ?",
    [FORGET_OWNER] = "DELETE FROM job WHERE owner = ?"};

/* What an op reads, or claims. */
typedef struct reading {
    int statement;
    const char *owner;
    const char *key;
    fa_time now;
    fa_time stale;
    bool found;
    fa_job job;
    fai_sql_arena arena;
} reading;

/* What is changed: a job of an owner, or the jobs of a document of his. */
typedef struct key {
    fa_id owner;
    fa_id id;
} key;

static void bind_job(fai_sql_query *q, const fa_job *job)
{
    fai_sql_text(q, job->id.s);
    fai_sql_text(q, job->owner.s);
    fai_sql_text(q, job->document.s);
    fai_sql_int(q, job->state);
    fai_sql_text(q, job->step);
    fai_sql_int(q, job->done);
    fai_sql_int(q, job->total);
    fai_sql_int(q, job->attempts);
    fai_sql_int(q, job->cancel);
    fai_sql_int(q, job->error_code);
    fai_sql_text(q, job->error);
    fai_sql_int(q, job->created);
    fai_sql_int(q, job->updated);
    fai_sql_int(q, job->version);
}

static void read_job(fai_sql_query *q, fai_sql_arena *a, fa_job *job)
{
    fai_sql_get_id(q, &job->id);
    fai_sql_get_id(q, &job->owner);
    fai_sql_get_id(q, &job->document);
    job->state = (fa_job_state)fai_sql_get_int(q);
    job->step = fai_sql_copy(a, fai_sql_get_text(q));
    job->done = (uint32_t)fai_sql_get_int(q);
    job->total = (uint32_t)fai_sql_get_int(q);
    job->attempts = (uint32_t)fai_sql_get_int(q);
    job->cancel = fai_sql_get_int(q) != 0;
    job->error_code = (fa_status)fai_sql_get_int(q);
    job->error = fai_sql_copy(a, fai_sql_get_text(q));
    job->created = fai_sql_get_int(q);
    job->updated = fai_sql_get_int(q);
    job->version = (uint32_t)fai_sql_get_int(q);
}

static fa_status read_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    reading *r = payload;
    fai_sql_query q = fai_sql_begin(c, r->statement);
    fa_status st;

    fai_sql_arena_clear(&r->arena);
    if (r->statement == CLAIM) {
        fai_sql_int(&q, r->now);
        fai_sql_int(&q, r->stale);
    } else {
        fai_sql_text(&q, r->owner);
        fai_sql_text(&q, r->key);
    }
    r->found = fai_sql_step(&q);
    if (r->found) {
        read_job(&q, &r->arena, &r->job);
        (void)fai_sql_step(&q); /* to the end of the change, where it is one */
    }
    st = fai_sql_end(&q, err);
    return st == FA_OK ? fai_sql_arena_check(&r->arena, err) : st;
}

/* Lends what was read, and lets go of it. */
static fa_status lend(reading *r, fa_status st, fa_job_visit_fn visit, void *payload, fa_error *err)
{
    if (st == FA_OK)
        st = r->found ? visit(payload, &r->job, err) : fa_fail(err, FA_ENOTFOUND, "there is no such job");
    fai_sql_arena_clear(&r->arena);
    return st;
}

static fa_status get(void *self, fa_id owner, fa_id id, fa_job_visit_fn visit, void *payload, fa_error *err)
{
    reading r = {.statement = GET, .owner = owner.s, .key = id.s};

    return lend(&r, fai_sql_read(self, read_work, &r, err), visit, payload, err);
}

static fa_status of_document(void *self, fa_id owner, fa_id document, fa_job_visit_fn visit, void *payload,
                             fa_error *err)
{
    reading r = {.statement = OF_DOCUMENT, .owner = owner.s, .key = document.s};

    return lend(&r, fai_sql_read(self, read_work, &r, err), visit, payload, err);
}

static fa_status claim(void *self, fa_time now, fa_time stale, fa_job_visit_fn visit, void *payload,
                       fa_error *err)
{
    reading r = {.statement = CLAIM, .now = now, .stale = stale};

    return lend(&r, fai_sql_write(self, read_work, &r, err), visit, payload, err);
}

static fa_status add_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, ADD);
    fa_status st;

    bind_job(&q, payload);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    return st == FA_ECONFLICT ? fa_fail_field(err, st, "id", "there is a job with that id") : st;
}

static fa_status replace_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, REPLACE);
    fa_status st;

    bind_job(&q, payload);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    if (st == FA_OK && sqlite3_changes(c->db) == 0)
        return fa_fail(err, FA_ECONFLICT, "the job changed since it was read");
    return st;
}

static void bind_key(fai_sql_query *q, const key *k)
{
    fai_sql_text(q, k->owner.s);
    fai_sql_text(q, k->id.s);
}

static fa_status cancel_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, CANCEL);
    bool found;
    fa_status st;

    bind_key(&q, payload);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    if (st != FA_OK || sqlite3_changes(c->db) != 0)
        return st;
    q = fai_sql_begin(c, STATE);
    bind_key(&q, payload);
    found = fai_sql_step(&q);
    st = fai_sql_end(&q, err);
    if (st != FA_OK)
        return st;
    return found ? fa_fail(err, FA_ECONFLICT, "the job has ended already")
                 : fa_fail(err, FA_ENOTFOUND, "there is no such job");
}

static fa_status forget_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, FORGET);

    bind_key(&q, payload);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

static fa_status forget_owner_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const key *k = payload;
    fai_sql_query q = fai_sql_begin(c, FORGET_OWNER);

    fai_sql_text(&q, k->owner.s);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

static fa_status add(void *self, const fa_job *job, fa_error *err)
{
    fa_job copy = *job;

    return fai_sql_write(self, add_work, &copy, err);
}

static fa_status replace(void *self, const fa_job *job, fa_error *err)
{
    fa_job copy = *job;

    return fai_sql_write(self, replace_work, &copy, err);
}

static fa_status cancel(void *self, fa_id owner, fa_id id, fa_error *err)
{
    key k = {owner, id};

    return fai_sql_write(self, cancel_work, &k, err);
}

static fa_status forget(void *self, fa_id owner, fa_id document, fa_error *err)
{
    key k = {owner, document};

    return fai_sql_write(self, forget_work, &k, err);
}

static fa_status forget_owner(void *self, fa_id owner, fa_error *err)
{
    key k = {.owner = owner};

    return fai_sql_write(self, forget_owner_work, &k, err);
}

static void close_repo(void *self)
{
    fai_sql_store_close(self);
}

fa_status fai_sql_job_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_job_repo_ops ops = {sizeof ops, "sqlite", add,    get,          of_document, claim,
                                        replace,    cancel,   forget, forget_owner, close_repo};
    fai_sql_store *s = NULL;
    fa_status st = fai_sql_store_open(url, &fai_sql_analysis_schema, statements, STATEMENTS, &s, err);

    (void)context;
    if (st == FA_OK)
        *(fa_job_repo *)out = (fa_job_repo){&ops, s};
    return st;
}
