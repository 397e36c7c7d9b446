/* adapters/sqlite/user_repo.c: the records of the user service. Rows are read into memory first: no visit runs within a
 * transaction. */
#include "sqlite.h"
#include "user.h"

static fa_status apply(void *self, const fa_user_change *changes, size_t count, fa_error *err)
{
    fai_sql_user_batch batch = {changes, count};

    return fai_sql_write(self, fai_sql_user_apply, &batch, err);
}

static fa_status query(void *self, const fa_user_query *q, fa_user_record_visit_fn visit, void *payload,
                       fa_error *err)
{
    fai_sql_user_answer a = {.query = q};
    fa_status st = fai_sql_read(self, fai_sql_user_look, &a, err);

    if (st == FA_OK)
        st = fai_sql_user_show(&a, visit, payload, err);
    fai_sql_arena_clear(&a.arena);
    return st;
}

typedef struct counting {
    const fa_user_filter *filter;
    uint64_t count;
} counting;

static fa_status count_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    counting *n = payload;
    fai_sql_query q = fai_sql_begin(c, USERS_COUNT);

    fai_sql_bind_filter(&q, n->filter);
    n->count = fai_sql_step(&q) ? (uint64_t)fai_sql_get_int(&q) : 0;
    return fai_sql_end(&q, err);
}

static fa_status count_users(void *self, const fa_user_filter *filter, uint64_t *out, fa_error *err)
{
    counting n = {filter, 0};
    fa_status st = fai_sql_read(self, count_work, &n, err);

    if (st == FA_OK)
        *out = n.count;
    return st;
}

static void close_repo(void *self)
{
    fai_sql_store_close(self);
}

fa_status fai_sql_user_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_user_repo_ops ops = {sizeof ops, "sqlite", apply, query, count_users, close_repo};
    fai_sql_store *s = NULL;
    fa_status st =
        fai_sql_store_open(url, &fai_sql_user_schema, fai_sql_user_statements, USER_STATEMENTS, &s, err);

    (void)context;
    if (st == FA_OK)
        *(fa_user_repo *)out = (fa_user_repo){&ops, s};
    return st;
}
