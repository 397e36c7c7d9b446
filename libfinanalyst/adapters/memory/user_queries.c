/* adapters/memory/user_queries.c: which records of the user service a query asks for. */
#include <stdlib.h>
#include <string.h>

#include "user_repo.h"

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool has_text(const char *text, const char *part)
{
    for (; *text != '\0'; text++) {
        size_t n = 0;

        while (part[n] != '\0' && lower(text[n]) == lower(part[n]))
            n++;
        if (part[n] == '\0')
            return true;
    }
    return *part == '\0';
}

bool memory_passes(const fa_user_filter *f, const fa_user_record *r)
{
    return (f->role == (fa_role)0 || r->user.role == f->role) &&
           (f->active == 0 || r->user.active == (f->active > 0)) &&
           (f->text == NULL || has_text(r->user.email, f->text) || has_text(r->user.full_name, f->text));
}

/* Behind the last of the page before. */
static bool is_behind(const fa_user_filter *f, const fa_user_record *r)
{
    if (f->after == NULL || f->after[0] == '\0')
        return true;
    switch (f->order) {
    case FA_USERS_BY_EMAIL:
        return strcmp(r->user.email, f->after) > 0;
    case FA_USERS_OLDEST:
        return strcmp(r->user.id.s, f->after) > 0;
    case FA_USERS_NEWEST:
        break;
    }
    return strcmp(r->user.id.s, f->after) < 0;
}

static bool is_line(const fa_audit_filter *f, const fa_audit_entry *e)
{
    return (f->actor.s[0] == '\0' || fa_id_equal(f->actor, e->actor)) &&
           (f->action == NULL || strcmp(f->action, e->action) == 0) &&
           (f->target == NULL || strcmp(f->target, e->target) == 0) && (f->from == 0 || e->time >= f->from) &&
           (f->until == 0 || e->time < f->until) && (f->before == 0 || e->seq < f->before);
}

/* ---- which table, and which of its rows ---- */

static const struct kind {
    int table;
    bool single;
    const char *what;
} kinds[] = {
    [FA_QUERY_USER] = {USERS, true, "user"},
    [FA_QUERY_USER_EMAIL] = {USERS, true, "user"},
    [FA_QUERY_USER_NUMBER] = {USERS, true, "user"},
    [FA_QUERY_USERS] = {USERS, false, ""},
    [FA_QUERY_SESSION] = {SESSIONS, true, "session"},
    [FA_QUERY_SESSION_TOKEN] = {SESSIONS, true, "session"},
    [FA_QUERY_SESSIONS] = {SESSIONS, false, ""},
    [FA_QUERY_API_KEY] = {KEYS, true, "key"},
    [FA_QUERY_API_KEY_HASH] = {KEYS, true, "key"},
    [FA_QUERY_API_KEYS] = {KEYS, false, ""},
    [FA_QUERY_GRANT] = {GRANTS, true, "code"},
    [FA_QUERY_COUNTER] = {COUNTERS, true, "counter"},
    [FA_QUERY_KEYS] = {SIGNERS, false, ""},
    [FA_QUERY_MAIL] = {MAILS, false, ""},
    [FA_QUERY_AUDIT] = {TRAIL, false, ""},
    [FA_QUERY_AUDIT_CHAIN] = {TRAIL, false, ""},
    [FA_QUERY_EVENTS] = {EVENTS, false, ""},
};

static bool is_asked_for(const user_repo *m, const fa_user_query *q, const void *row)
{
    const fa_user_record *user = row;
    const fa_session_record *session = row;
    const fa_api_key_record *key = row;
    size_t token;

    switch (q->kind) {
    case FA_QUERY_USER:
    case FA_QUERY_SESSION:
    case FA_QUERY_API_KEY:
        return strcmp(row, q->id.s) == 0;
    case FA_QUERY_GRANT:
    case FA_QUERY_COUNTER:
        return strcmp(row, q->text) == 0;
    case FA_QUERY_USER_EMAIL:
        return strcmp(user->user.email, q->text) == 0;
    case FA_QUERY_USER_NUMBER:
        return user->user.legacy_id == q->number;
    case FA_QUERY_USERS:
        return memory_passes(q->filter, user) && is_behind(q->filter, user);
    case FA_QUERY_SESSION_TOKEN:
        token = memory_find(&m->tables[REFRESHES], q->text);
        return token < m->tables[REFRESHES].count &&
               fa_id_equal(((const memory_refresh *)memory_row(&m->tables[REFRESHES], token))->session,
                           session->session.id);
    case FA_QUERY_SESSIONS:
        return fa_id_equal(session->session.user, q->id);
    case FA_QUERY_API_KEY_HASH:
        return strcmp(key->hash, q->text) == 0;
    case FA_QUERY_API_KEYS:
        return fa_id_equal(key->key.user, q->id);
    case FA_QUERY_KEYS:
        return true;
    case FA_QUERY_MAIL:
        return ((const fa_mail_record *)row)->due <= q->time;
    case FA_QUERY_AUDIT:
        return is_line(q->audit, row);
    case FA_QUERY_AUDIT_CHAIN:
        return ((const fa_audit_entry *)row)->seq > (uint64_t)q->number;
    case FA_QUERY_EVENTS:
        return ((const fa_user_event *)row)->seq > (uint64_t)q->number;
    }
    return false;
}

/* ---- their order ---- */

static int by_id(const void *a, const void *b)
{
    return strcmp(a, b);
}

static int by_id_backwards(const void *a, const void *b)
{
    return strcmp(b, a);
}

static int by_email(const void *a, const void *b)
{
    return strcmp(((const fa_user_record *)a)->user.email, ((const fa_user_record *)b)->user.email);
}

static int by_due(const void *a, const void *b)
{
    const fa_mail_record *x = a, *y = b;

    return (x->due > y->due) - (x->due < y->due);
}

static int by_seq_backwards(const void *a, const void *b)
{
    const fa_audit_entry *x = a, *y = b;

    return (x->seq < y->seq) - (x->seq > y->seq);
}

typedef int (*compare_fn)(const void *a, const void *b);

/* NULL: as they came. */
static compare_fn order_of(const fa_user_query *q)
{
    switch (q->kind) {
    case FA_QUERY_USERS:
        return q->filter->order == FA_USERS_BY_EMAIL ? by_email
               : q->filter->order == FA_USERS_OLDEST ? by_id
                                                     : by_id_backwards;
    case FA_QUERY_SESSIONS:
    case FA_QUERY_API_KEYS:
    case FA_QUERY_KEYS:
        return by_id_backwards;
    case FA_QUERY_MAIL:
        return by_due;
    case FA_QUERY_AUDIT:
        return by_seq_backwards;
    default:
        return NULL;
    }
}

/* Insertion: the hits of a page are few, and mostly in order, or in the reverse of it. */
static void sort(const memory_table *t, size_t *indices, size_t count, compare_fn compare)
{
    for (size_t i = 1; i < count; i++) {
        size_t moving = indices[i], k = i;

        while (k > 0 && compare(memory_row(t, indices[k - 1]), memory_row(t, moving)) > 0) {
            indices[k] = indices[k - 1];
            k--;
        }
        indices[k] = moving;
    }
}

static size_t limit_of(const fa_user_query *q)
{
    switch (q->kind) {
    case FA_QUERY_USERS:
        return q->filter->limit;
    case FA_QUERY_AUDIT:
        return q->audit->limit;
    case FA_QUERY_MAIL:
        return 1;
    case FA_QUERY_AUDIT_CHAIN:
    case FA_QUERY_EVENTS:
        return q->limit;
    default:
        return SIZE_MAX;
    }
}

fa_status memory_look(const user_repo *m, const fa_user_query *q, memory_hits *out, fa_error *err)
{
    const struct kind *k = &kinds[q->kind];
    const memory_table *t = &m->tables[k->table];
    compare_fn compare = order_of(q);
    size_t limit = limit_of(q);

    *out = (memory_hits){t, fa_calloc(t->count + 1, sizeof(size_t)), 0, k->single, k->what};
    if (out->indices == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a query");
    for (size_t i = 0; i < t->count && (compare != NULL || out->count < limit); i++)
        if (is_asked_for(m, q, memory_row(t, i)))
            out->indices[out->count++] = i;
    if (compare != NULL)
        sort(t, out->indices, out->count, compare);
    if (out->count > limit)
        out->count = limit;
    return FA_OK;
}
