/* adapters/memory/user_repo.c: the records of the user service in arrays. A change is checked whole before it is made, so
 * that nothing has to be taken back; what is visited is copied first, so that no visit runs under the lock. */
#include "user_repo.h"

#include <string.h>

static fa_status no_memory(fa_error *err)
{
    return fa_fail(err, FA_ENOMEM, "out of memory for a record");
}

/* ---- tables ---- */

void *memory_row(const memory_table *t, size_t i)
{
    return t->rows + i * t->size;
}

static bool reserve(memory_table *t, size_t more)
{
    size_t cap = t->cap == 0 ? 16 : t->cap;
    char *rows;

    while (cap < t->count + more)
        cap *= 2;
    if (cap == t->cap)
        return true;
    rows = fa_realloc(t->rows, cap * t->size);
    if (rows == NULL)
        return false;
    t->rows = rows;
    t->cap = cap;
    return true;
}

/* There is room: apply reserved it. */
void *memory_push(memory_table *t, const void *row)
{
    return memcpy(memory_row(t, t->count++), row, t->size);
}

void memory_drop(memory_table *t, size_t i)
{
    memmove(memory_row(t, i), memory_row(t, i + 1), (t->count - i - 1) * t->size);
    t->count--;
}

/* Rows that are looked for begin with an id or a text, or are looked at by hand. */
size_t memory_find(const memory_table *t, const char *key)
{
    size_t i = 0;

    while (i < t->count && strcmp(memory_row(t, i), key) != 0)
        i++;
    return i;
}

/* ---- making changes ---- */

static fa_status apply(void *self, const fa_user_change *changes, size_t count, fa_error *err)
{
    user_repo *m = self;
    fa_status st = FA_OK;

    pthread_mutex_lock(&m->lock);
    for (size_t i = 0; st == FA_OK && i < TABLES; i++)
        if (!reserve(&m->tables[i], i == EVENTS ? count + m->tables[SESSIONS].count : count))
            st = no_memory(err);
    for (size_t i = 0; st == FA_OK && i < count; i++)
        st = memory_check_change(m, changes, i, err);
    for (size_t i = 0; st == FA_OK && i < count; i++)
        st = memory_make_change(m, &changes[i], err);
    pthread_mutex_unlock(&m->lock);
    return st;
}

/* ---- answering ---- */

/* Copies of what a query finds. */
typedef struct answer {
    char *rows;
    size_t size;
    size_t count;
} answer;

static fa_status query(void *self, const fa_user_query *q, fa_user_record_visit_fn visit, void *payload,
                       fa_error *err)
{
    user_repo *m = self;
    memory_hits hits = {.indices = NULL};
    answer a = {.rows = NULL};
    fa_status st = FA_OK;

    pthread_mutex_lock(&m->lock);
    st = memory_look(m, q, &hits, err);
    if (st == FA_OK && hits.count != 0) {
        a = (answer){fa_calloc(hits.count, hits.table->size), hits.table->size, hits.count};
        if (a.rows == NULL)
            st = no_memory(err);
        for (size_t i = 0; st == FA_OK && i < a.count; i++)
            memcpy(a.rows + i * a.size, memory_row(hits.table, hits.indices[i]), a.size);
    }
    pthread_mutex_unlock(&m->lock);
    fa_free(hits.indices);
    if (st == FA_OK && a.count == 0 && hits.single)
        st = fa_fail(err, FA_ENOTFOUND, "there is no such %s", hits.what);
    for (size_t i = 0; st == FA_OK && i < a.count; i++)
        st = visit(payload, a.rows + i * a.size, err);
    fa_free(a.rows);
    return st;
}

static fa_status count_users(void *self, const fa_user_filter *filter, uint64_t *out, fa_error *err)
{
    user_repo *m = self;
    uint64_t n = 0;

    (void)err;
    pthread_mutex_lock(&m->lock);
    for (size_t i = 0; i < m->tables[USERS].count; i++)
        n += memory_passes(filter, memory_row(&m->tables[USERS], i));
    pthread_mutex_unlock(&m->lock);
    *out = n;
    return FA_OK;
}

static void close_repo(void *self)
{
    user_repo *m = self;

    for (size_t i = 0; i < TABLES; i++)
        fa_free(m->tables[i].rows);
    pthread_mutex_destroy(&m->lock);
    fa_free(m);
}

fa_status memory_user_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_user_repo_ops ops = {sizeof ops, "memory", apply, query, count_users, close_repo};
    static const size_t sizes[TABLES] = {
        [USERS] = sizeof(fa_user_record),     [SESSIONS] = sizeof(fa_session_record),
        [REFRESHES] = sizeof(memory_refresh), [KEYS] = sizeof(fa_api_key_record),
        [GRANTS] = sizeof(fa_grant),          [COUNTERS] = sizeof(fa_counter),
        [SIGNERS] = sizeof(fa_signing_key),   [MAILS] = sizeof(fa_mail_record),
        [TRAIL] = sizeof(fa_audit_entry),     [EVENTS] = sizeof(fa_user_event)};
    user_repo *m = fa_calloc(1, sizeof *m);

    (void)context;
    (void)url;
    if (m == NULL)
        return no_memory(err);
    if (pthread_mutex_init(&m->lock, NULL) != 0) {
        fa_free(m);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    }
    for (size_t i = 0; i < TABLES; i++)
        m->tables[i].size = sizes[i];
    *(fa_user_repo *)out = (fa_user_repo){&ops, m};
    return FA_OK;
}
