/* adapters/memory/user_changes.c: checking and making changes to the records of the user service. */
#include <string.h>

#include "user_repo.h"

size_t memory_find_email(const user_repo *m, const char *email)
{
    const memory_table *t = &m->tables[USERS];
    size_t i = 0;

    while (i < t->count && strcmp(((const fa_user_record *)memory_row(t, i))->user.email, email) != 0)
        i++;
    return i;
}

/* ---- checking ---- */

static fa_status conflict(fa_error *err, const char *field, const char *what)
{
    return fa_fail_field(err, FA_ECONFLICT, field, "%s", what);
}

static fa_status changed(fa_error *err)
{
    return conflict(err, "version", "the record changed since it was read");
}

static fa_status check_user(const user_repo *m, const fa_user_change *c, fa_error *err)
{
    const fa_user_record *r = c->record;
    const memory_table *t = &m->tables[USERS];
    size_t at = memory_find(t, r->user.id.s), same = memory_find_email(m, r->user.email);

    if (c->kind == FA_CHANGE_USER_ADD
            ? at < t->count
            : at == t->count || ((const fa_user_record *)memory_row(t, at))->user.version != r->user.version)
        return c->kind == FA_CHANGE_USER_ADD ? conflict(err, "id", "there is a user with that id")
                                             : changed(err);
    if (same < t->count && same != at)
        return conflict(err, "email", "there is a user with that e-mail address");
    return FA_OK;
}

static fa_status check_session(const user_repo *m, const fa_user_change *c, fa_error *err)
{
    const fa_session_record *r = c->record;
    const memory_table *t = &m->tables[SESSIONS], *tokens = &m->tables[REFRESHES];
    size_t at = memory_find(t, r->session.id.s), token = memory_find(tokens, r->refresh);

    if (c->kind == FA_CHANGE_SESSION_ADD && at < t->count)
        return conflict(err, "id", "there is a session with that id");
    if (c->kind == FA_CHANGE_SESSION_REPLACE &&
        (at == t->count || ((const fa_session_record *)memory_row(t, at))->version != r->version))
        return changed(err);
    if (token < tokens->count &&
        (c->kind == FA_CHANGE_SESSION_ADD ||
         !fa_id_equal(((const memory_refresh *)memory_row(tokens, token))->session, r->session.id)))
        return conflict(err, "refresh", "there is such a token");
    return FA_OK;
}

static fa_status check_key(const user_repo *m, const fa_user_change *c, fa_error *err)
{
    const fa_api_key_record *r = c->record;
    const memory_table *t = &m->tables[KEYS];
    size_t at = memory_find(t, r->key.id.s);

    if (c->kind == FA_CHANGE_API_KEY_ADD)
        return at < t->count ? conflict(err, "id", "there is a key with that id") : FA_OK;
    if (at == t->count || ((const fa_api_key_record *)memory_row(t, at))->key.version != r->key.version)
        return changed(err);
    return FA_OK;
}

static bool is_admin(const fa_user_record *r)
{
    return r->user.role == FA_ROLE_ADMIN && r->user.active && !r->user.locked;
}

/* Whether an administrator is left behind the changes before the i-th. */
static bool keeps_admin(const user_repo *m, const fa_user_change *changes, size_t i)
{
    const memory_table *t = &m->tables[USERS];

    for (size_t u = 0; u < t->count; u++) {
        const fa_user_record *now = memory_row(t, u);

        for (size_t k = 0; now != NULL && k < i; k++) {
            const fa_user_change *c = &changes[k];

            if (c->kind == FA_CHANGE_USER_REPLACE &&
                fa_id_equal(((const fa_user_record *)c->record)->user.id, now->user.id))
                now = c->record;
            else if (c->kind == FA_CHANGE_USER_REMOVE && fa_id_equal(c->user, now->user.id))
                now = NULL;
        }
        if (now != NULL && is_admin(now))
            return true;
    }
    for (size_t k = 0; k < i; k++)
        if (changes[k].kind == FA_CHANGE_USER_ADD && is_admin(changes[k].record))
            return true;
    return false;
}

static fa_status check_counter(const user_repo *m, const fa_counter *r, fa_error *err)
{
    const memory_table *t = &m->tables[COUNTERS];
    size_t at = memory_find(t, r->key);
    uint32_t version = at == t->count ? 0 : ((const fa_counter *)memory_row(t, at))->version;

    return version == r->version ? FA_OK : changed(err);
}

fa_status memory_check_change(const user_repo *m, const fa_user_change *changes, size_t i, fa_error *err)
{
    const fa_user_change *c = &changes[i];
    const memory_table *users = &m->tables[USERS], *keys = &m->tables[KEYS], *grants = &m->tables[GRANTS];
    size_t at;

    switch (c->kind) {
    case FA_CHANGE_USER_ADD:
    case FA_CHANGE_USER_REPLACE:
        return check_user(m, c, err);
    case FA_CHANGE_USER_REMOVE:
        return memory_find(users, c->user.s) < users->count
                   ? FA_OK
                   : fa_fail(err, FA_ENOTFOUND, "there is no such user");
    case FA_CHANGE_NEED_ADMIN:
        return keeps_admin(m, changes, i) ? FA_OK : conflict(err, "admin", "no administrator would be left");
    case FA_CHANGE_SESSION_ADD:
    case FA_CHANGE_SESSION_REPLACE:
        return check_session(m, c, err);
    case FA_CHANGE_API_KEY_ADD:
    case FA_CHANGE_API_KEY_REPLACE:
        return check_key(m, c, err);
    case FA_CHANGE_API_KEY_REMOVE:
        at = memory_find(keys, c->id.s);
        if (at < keys->count &&
            fa_id_equal(((const fa_api_key_record *)memory_row(keys, at))->key.user, c->user))
            return FA_OK;
        return fa_fail(err, FA_ENOTFOUND, "there is no such key");
    case FA_CHANGE_GRANT_TAKE:
        return memory_find(grants, c->text) < grants->count
                   ? FA_OK
                   : fa_fail(err, FA_ENOTFOUND, "there is no such code");
    case FA_CHANGE_COUNTER_PUT:
        return check_counter(m, c->record, err);
    default:
        return FA_OK;
    }
}

/* ---- making ---- */

static void add_event(user_repo *m, fa_user_event_type type, fa_id user, fa_id credential, fa_time time)
{
    fa_user_event e = {++m->last_event, type, user, credential, time};

    (void)memory_push(&m->tables[EVENTS], &e);
}

static void add_user(user_repo *m, const fa_user_change *c)
{
    fa_user_record *row = memory_push(&m->tables[USERS], c->record);

    row->user.legacy_id = ++m->last_number;
    if (c->number != NULL)
        *c->number = row->user.legacy_id;
}

static void replace_user(user_repo *m, const fa_user_record *r)
{
    fa_user_record *row = memory_row(&m->tables[USERS], memory_find(&m->tables[USERS], r->user.id.s));
    int64_t number = row->user.legacy_id;

    *row = *r;
    row->user.legacy_id = number;
    row->user.version++;
}

/* Drops the rows of a table whose id at that offset is the one. */
static void drop_all(memory_table *t, size_t offset, fa_id id)
{
    for (size_t i = t->count; i-- > 0;)
        if (strcmp((const char *)memory_row(t, i) + offset, id.s) == 0)
            memory_drop(t, i);
}

static void remove_user(user_repo *m, const fa_user_change *c)
{
    memory_table *t = m->tables;

    for (size_t i = 0; i < t[SESSIONS].count; i++) {
        const fa_session_record *s = memory_row(&t[SESSIONS], i);

        if (fa_id_equal(s->session.user, c->user))
            drop_all(&t[REFRESHES], offsetof(memory_refresh, session), s->session.id);
    }
    drop_all(&t[USERS], offsetof(fa_user_record, user.id), c->user);
    drop_all(&t[SESSIONS], offsetof(fa_session_record, session.user), c->user);
    drop_all(&t[KEYS], offsetof(fa_api_key_record, key.user), c->user);
    drop_all(&t[GRANTS], offsetof(fa_grant, user), c->user);
    add_event(m, FA_USER_REMOVED, c->user, (fa_id){""}, c->time);
}

static void put_session(user_repo *m, const fa_user_change *c)
{
    const fa_session_record *r = c->record;
    memory_table *t = &m->tables[SESSIONS];
    memory_refresh token = {.session = r->session.id};

    if (c->kind == FA_CHANGE_SESSION_ADD) {
        (void)memory_push(t, r);
    } else {
        fa_session_record *row = memory_row(t, memory_find(t, r->session.id.s));

        *row = *r;
        row->version++;
    }
    memcpy(token.hash, r->refresh, sizeof token.hash);
    if (memory_find(&m->tables[REFRESHES], token.hash) == m->tables[REFRESHES].count)
        (void)memory_push(&m->tables[REFRESHES], &token);
}

/* One session, or all of a user but one. */
static void end_sessions(user_repo *m, const fa_user_change *c)
{
    memory_table *t = &m->tables[SESSIONS];

    for (size_t i = 0; i < t->count; i++) {
        fa_session_record *s = memory_row(t, i);
        bool named = fa_id_equal(s->session.id, c->id);

        if (!fa_id_equal(s->session.user, c->user) || s->session.ended != 0 ||
            named != (c->kind == FA_CHANGE_SESSION_END))
            continue;
        s->session.ended = c->time;
        s->version++;
        add_event(m, FA_USER_CREDENTIAL_ENDED, c->user, s->session.id, c->time);
    }
}

static void put_key(user_repo *m, const fa_user_change *c)
{
    memory_table *t = &m->tables[KEYS];
    const fa_api_key_record *r = c->record;

    if (c->kind == FA_CHANGE_API_KEY_ADD) {
        (void)memory_push(t, r);
    } else {
        fa_api_key_record *row = memory_row(t, memory_find(t, r->key.id.s));

        *row = *r;
        row->key.version++;
    }
}

static void add_grant(user_repo *m, const fa_grant *g)
{
    memory_table *t = &m->tables[GRANTS];

    for (size_t i = t->count; i-- > 0;) {
        const fa_grant *old = memory_row(t, i);

        if (old->kind == g->kind && fa_id_equal(old->user, g->user))
            memory_drop(t, i);
    }
    (void)memory_push(t, g);
}

static void put_counter(user_repo *m, const fa_counter *r)
{
    memory_table *t = &m->tables[COUNTERS];
    size_t at = memory_find(t, r->key);
    fa_counter *row = at == t->count ? memory_push(t, r) : memory_row(t, at);

    *row = *r;
    row->version++;
}

static void drop_found(memory_table *t, const char *key)
{
    size_t at = memory_find(t, key);

    if (at < t->count)
        memory_drop(t, at);
}

static void retire_keys(user_repo *m, const fa_user_change *c)
{
    for (size_t i = 0; i < m->tables[SIGNERS].count; i++) {
        fa_signing_key *k = memory_row(&m->tables[SIGNERS], i);

        k->retires = k->retires > c->time ? c->time : k->retires;
        k->expires = k->expires > c->until ? c->until : k->expires;
    }
}

static void postpone_mail(user_repo *m, const fa_user_change *c)
{
    size_t at = memory_find(&m->tables[MAILS], c->id.s);

    if (at < m->tables[MAILS].count) {
        fa_mail_record *mail = memory_row(&m->tables[MAILS], at);

        mail->attempts++;
        mail->due = c->time;
    }
}

static fa_status add_line(user_repo *m, const fa_user_change *c, fa_error *err)
{
    memory_table *t = &m->tables[TRAIL];
    fa_audit_entry entry = *(const fa_audit_entry *)c->record;
    fa_status st = c->seal(c->payload, t->count == 0 ? NULL : memory_row(t, t->count - 1), &entry, err);

    if (st == FA_OK)
        (void)memory_push(t, &entry);
    return st;
}

static bool is_old(const memory_table *t, int table, size_t i, const fa_user_change *c)
{
    const void *row = memory_row(t, i);
    const fa_session *s = row;
    const fa_user_event *e = row;

    switch (table) {
    case SESSIONS:
        return (s->ended != 0 && s->ended < c->until) || s->expires < c->until;
    case GRANTS:
        return ((const fa_grant *)row)->expires < c->time;
    case COUNTERS:
        return ((const fa_counter *)row)->last < c->time;
    case SIGNERS:
        return ((const fa_signing_key *)row)->expires < c->time;
    case MAILS:
        return ((const fa_mail_record *)row)->created < c->time;
    case EVENTS:
        return e->type == FA_USER_CREDENTIAL_ENDED && e->time < c->time;
    default:
        return false;
    }
}

static void tidy(user_repo *m, const fa_user_change *c)
{
    for (int table = 0; table < TABLES; table++) {
        memory_table *t = &m->tables[table];

        for (size_t i = t->count; i-- > 0;) {
            if (!is_old(t, table, i, c))
                continue;
            if (table == SESSIONS)
                drop_all(&m->tables[REFRESHES], offsetof(memory_refresh, session),
                         ((const fa_session *)memory_row(t, i))->id);
            memory_drop(t, i);
        }
    }
}

fa_status memory_make_change(user_repo *m, const fa_user_change *c, fa_error *err)
{
    switch (c->kind) {
    case FA_CHANGE_USER_ADD:
        add_user(m, c);
        break;
    case FA_CHANGE_USER_REPLACE:
        replace_user(m, c->record);
        break;
    case FA_CHANGE_USER_REMOVE:
        remove_user(m, c);
        break;
    case FA_CHANGE_NEED_ADMIN:
        break;
    case FA_CHANGE_SESSION_ADD:
    case FA_CHANGE_SESSION_REPLACE:
        put_session(m, c);
        break;
    case FA_CHANGE_SESSION_END:
    case FA_CHANGE_SESSIONS_END:
        end_sessions(m, c);
        break;
    case FA_CHANGE_API_KEY_ADD:
    case FA_CHANGE_API_KEY_REPLACE:
        put_key(m, c);
        break;
    case FA_CHANGE_API_KEY_REMOVE:
        drop_found(&m->tables[KEYS], c->id.s);
        add_event(m, FA_USER_CREDENTIAL_ENDED, c->user, c->id, c->time);
        break;
    case FA_CHANGE_CREDENTIAL_CHANGED:
        add_event(m, FA_USER_CREDENTIAL_ENDED, c->user, c->id, c->time);
        break;
    case FA_CHANGE_GRANT_ADD:
        add_grant(m, c->record);
        break;
    case FA_CHANGE_GRANT_TAKE:
        drop_found(&m->tables[GRANTS], c->text);
        break;
    case FA_CHANGE_COUNTER_PUT:
        put_counter(m, c->record);
        break;
    case FA_CHANGE_COUNTER_CLEAR:
        drop_found(&m->tables[COUNTERS], c->text);
        break;
    case FA_CHANGE_KEY_ADD:
        (void)memory_push(&m->tables[SIGNERS], c->record);
        break;
    case FA_CHANGE_KEY_RETIRE:
        retire_keys(m, c);
        break;
    case FA_CHANGE_MAIL_ADD:
        (void)memory_push(&m->tables[MAILS], c->record);
        break;
    case FA_CHANGE_MAIL_POSTPONE:
        postpone_mail(m, c);
        break;
    case FA_CHANGE_MAIL_REMOVE:
        drop_found(&m->tables[MAILS], c->id.s);
        break;
    case FA_CHANGE_AUDIT:
        return add_line(m, c, err);
    case FA_CHANGE_TIDY:
        tidy(m, c);
        break;
    }
    return FA_OK;
}
