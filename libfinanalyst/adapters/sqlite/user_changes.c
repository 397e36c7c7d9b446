/* adapters/sqlite/user_changes.c: making changes to the records of the user service. All run in the transaction of the
 * store: the first that fails undoes those before it. */
#include <string.h>

#include "user.h"

static int64_t changed(fai_sql_connection *c)
{
    return sqlite3_changes(c->db);
}

/* Ends a statement; a clash becomes FA_ECONFLICT with a reason. */
static fa_status end(fai_sql_query *q, const char *field, const char *what, fa_error *err)
{
    fa_status st = fai_sql_end(q, err);

    return st == FA_ECONFLICT ? fa_fail_field(err, st, field, "%s", what) : st;
}

/* … of one record, which must have been there in that version. */
static fa_status end_replace(fai_sql_query *q, fa_error *err)
{
    fa_status st = end(q, "record", "the record clashes with another", err);

    if (st == FA_OK && changed(q->connection) == 0)
        st = fa_fail_field(err, FA_ECONFLICT, "version", "the record changed since it was read");
    return st;
}

/* A statement with these texts; NULL ends them. */
static fa_status run_texts(fai_sql_connection *c, int number, const char *first, const char *second,
                           int64_t time, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, number);

    fai_sql_text(&q, first);
    if (second != NULL)
        fai_sql_text(&q, second);
    if (time >= 0)
        fai_sql_int(&q, time);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

/* ---- users ---- */

static fa_status count_rows(fai_sql_query *q, int64_t *out, fa_error *err)
{
    *out = fai_sql_step(q) ? fai_sql_get_int(q) : 0;
    return fai_sql_end(q, err);
}

static fa_status check_email(fai_sql_connection *c, const fa_user_record *r, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, USER_EMAIL_OWNER);
    int64_t others = 0;
    fa_status st;

    fai_sql_text(&q, r->user.email);
    fai_sql_text(&q, r->user.id.s);
    st = count_rows(&q, &others, err);
    if (st == FA_OK && others != 0)
        st = fa_fail_field(err, FA_ECONFLICT, "email", "there is a user with that e-mail address");
    return st;
}

static void bind_user(fai_sql_query *q, const fa_user_record *r)
{
    fai_sql_text(q, r->user.id.s);
    fai_sql_text(q, r->user.email);
    fai_sql_text(q, r->user.full_name);
    fai_sql_text(q, r->user.avatar_url);
    fai_sql_text(q, r->user.preferences);
    fai_sql_int(q, r->user.role);
    fai_sql_int(q, r->user.active);
    fai_sql_int(q, r->user.locked);
    fai_sql_int(q, r->user.verified);
    fai_sql_int(q, r->user.has_totp);
    fai_sql_int(q, r->user.has_password);
    fai_sql_int(q, r->user.last_login);
    fai_sql_int(q, r->user.created);
    fai_sql_int(q, r->user.updated);
    fai_sql_int(q, r->user.version);
    fai_sql_text(q, r->password_hash);
    fai_sql_blob(q, r->totp_secret, sizeof r->totp_secret);
    fai_sql_int(q, r->totp_step);
    fai_sql_blob(q, r->recovery, sizeof r->recovery);
}

static fa_status put_user(fai_sql_connection *c, const fa_user_change *change, fa_error *err)
{
    bool add = change->kind == FA_CHANGE_USER_ADD;
    fa_status st = check_email(c, change->record, err);
    fai_sql_query q;

    if (st != FA_OK)
        return st;
    q = fai_sql_begin(c, add ? USER_ADD : USER_REPLACE);
    bind_user(&q, change->record);
    fai_sql_run(&q);
    if (!add)
        return end_replace(&q, err);
    st = end(&q, "id", "there is a user with that id", err);
    if (st == FA_OK && change->number != NULL)
        *change->number = sqlite3_last_insert_rowid(c->db);
    return st;
}

static fa_status remove_user(fai_sql_connection *c, const fa_user_change *change, fa_error *err)
{
    fa_status st = run_texts(c, USER_REMOVE, change->user.s, NULL, -1, err);

    if (st == FA_OK && changed(c) == 0)
        st = fa_fail(err, FA_ENOTFOUND, "there is no such user");
    if (st == FA_OK)
        st = run_texts(c, USER_REMOVED, change->user.s, NULL, change->time, err);
    return st;
}

static fa_status need_admin(fai_sql_connection *c, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, USER_ADMIN);
    int64_t admins = 0;
    fa_status st = count_rows(&q, &admins, err);

    if (st == FA_OK && admins == 0)
        st = fa_fail_field(err, FA_ECONFLICT, "admin", "no administrator would be left");
    return st;
}

/* ---- sessions and keys ---- */

static void bind_session(fai_sql_query *q, const fa_session_record *r)
{
    fai_sql_text(q, r->session.id.s);
    fai_sql_text(q, r->session.user.s);
    fai_sql_text(q, r->session.agent);
    fai_sql_text(q, r->session.address);
    fai_sql_int(q, r->session.created);
    fai_sql_int(q, r->session.last_used);
    fai_sql_int(q, r->session.expires);
    fai_sql_int(q, r->session.ended);
    fai_sql_text(q, r->refresh);
    fai_sql_text(q, r->previous);
    fai_sql_int(q, r->rotated);
    fai_sql_blob(q, r->chain, sizeof r->chain);
    fai_sql_text(q, r->device);
    fai_sql_int(q, r->version);
}

static fa_status put_session(fai_sql_connection *c, const fa_user_change *change, fa_error *err)
{
    const fa_session_record *r = change->record;
    bool add = change->kind == FA_CHANGE_SESSION_ADD;
    fai_sql_query q = fai_sql_begin(c, add ? SESSION_ADD : SESSION_REPLACE);
    fa_status st;

    bind_session(&q, r);
    fai_sql_run(&q);
    st = add ? end(&q, "id", "there is a session with that id, or no such user", err) : end_replace(&q, err);
    if (st != FA_OK)
        return st;
    q = fai_sql_begin(c, SESSION_TOKEN);
    fai_sql_text(&q, r->refresh);
    fai_sql_text(&q, r->session.id.s);
    fai_sql_run(&q);
    return end(&q, "refresh", "there is such a token", err);
}

static fa_status end_sessions(fai_sql_connection *c, const fa_user_change *change, fa_error *err)
{
    bool one = change->kind == FA_CHANGE_SESSION_END;
    fa_status st = run_texts(c, one ? SESSION_END_EVENT : SESSIONS_END_EVENTS, change->id.s, change->user.s,
                             change->time, err);

    if (st == FA_OK)
        st = run_texts(c, one ? SESSION_END : SESSIONS_END, change->id.s, change->user.s, change->time, err);
    return st;
}

static fa_status put_key(fai_sql_connection *c, const fa_user_change *change, fa_error *err)
{
    const fa_api_key_record *r = change->record;
    bool add = change->kind == FA_CHANGE_API_KEY_ADD;
    fai_sql_query q = fai_sql_begin(c, add ? KEY_ADD : KEY_REPLACE);

    fai_sql_text(&q, r->key.id.s);
    fai_sql_text(&q, r->key.user.s);
    fai_sql_text(&q, r->key.name);
    fai_sql_text(&q, r->key.prefix);
    fai_sql_text(&q, r->key.scope);
    fai_sql_text(&q, r->key.addresses);
    fai_sql_int(&q, r->key.created);
    fai_sql_int(&q, r->key.expires);
    fai_sql_int(&q, r->key.last_used);
    fai_sql_int(&q, r->key.version);
    fai_sql_text(&q, r->hash);
    fai_sql_run(&q);
    return add ? end(&q, "id", "there is a key with that id, or no such user", err) : end_replace(&q, err);
}

static fa_status remove_key(fai_sql_connection *c, const fa_user_change *change, fa_error *err)
{
    fa_status st = run_texts(c, KEY_REMOVE, change->id.s, change->user.s, -1, err);

    if (st == FA_OK && changed(c) == 0)
        st = fa_fail(err, FA_ENOTFOUND, "there is no such key");
    if (st == FA_OK)
        st = run_texts(c, EVENT_ADD, change->id.s, change->user.s, change->time, err);
    return st;
}

/* ---- codes, counters, signing keys, mails ---- */

static fa_status add_code(fai_sql_connection *c, const fa_grant *g, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, CODE_ADD);

    fai_sql_text(&q, g->hash);
    fai_sql_int(&q, g->kind);
    fai_sql_text(&q, g->user.s);
    fai_sql_text(&q, g->email);
    fai_sql_int(&q, g->created);
    fai_sql_int(&q, g->expires);
    fai_sql_run(&q);
    return end(&q, "user", "there is no such user", err);
}

static fa_status take_code(fai_sql_connection *c, const char *hash, fa_error *err)
{
    fa_status st = run_texts(c, CODE_TAKE, hash, NULL, -1, err);

    return st == FA_OK && changed(c) == 0 ? fa_fail(err, FA_ENOTFOUND, "there is no such code") : st;
}

static fa_status put_counter(fai_sql_connection *c, const fa_counter *r, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, r->version == 0 ? COUNTER_ADD : COUNTER_REPLACE);

    fai_sql_text(&q, r->key);
    fai_sql_int(&q, r->count);
    fai_sql_int(&q, r->first);
    fai_sql_int(&q, r->last);
    fai_sql_int(&q, r->version);
    fai_sql_run(&q);
    return end_replace(&q, err);
}

static fa_status add_signer(fai_sql_connection *c, const fa_signing_key *k, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, SIGNER_ADD);

    fai_sql_text(&q, k->id.s);
    fai_sql_blob(&q, k->seed, sizeof k->seed);
    fai_sql_int(&q, k->created);
    fai_sql_int(&q, k->retires);
    fai_sql_int(&q, k->expires);
    fai_sql_run(&q);
    return end(&q, "id", "there is a key with that id", err);
}

static fa_status retire_signers(fai_sql_connection *c, const fa_user_change *change, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, SIGNER_RETIRE);

    fai_sql_int(&q, change->time);
    fai_sql_int(&q, change->until);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

static fa_status add_mail(fai_sql_connection *c, const fa_mail_record *m, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, MAIL_ADD);

    fai_sql_text(&q, m->id.s);
    fai_sql_text(&q, m->to);
    fai_sql_text(&q, m->subject);
    fai_sql_text(&q, m->text);
    fai_sql_int(&q, m->created);
    fai_sql_int(&q, m->due);
    fai_sql_int(&q, m->attempts);
    fai_sql_run(&q);
    return end(&q, "id", "there is a mail with that id", err);
}

/* ---- the trail ---- */

static fa_status last_line(fai_sql_connection *c, fa_audit_entry *out, bool *any, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, TRAIL_LAST);

    *any = fai_sql_step(&q);
    if (*any)
        fai_sql_read_line(&q, out);
    return fai_sql_end(&q, err);
}

static fa_status add_line(fai_sql_connection *c, const fa_user_change *change, fa_error *err)
{
    fa_audit_entry before, e = *(const fa_audit_entry *)change->record;
    fai_sql_query q;
    bool any = false;
    fa_status st = last_line(c, &before, &any, err);

    if (st == FA_OK)
        st = change->seal(change->payload, any ? &before : NULL, &e, err);
    if (st != FA_OK)
        return st;
    q = fai_sql_begin(c, TRAIL_ADD);
    fai_sql_int(&q, (int64_t)e.seq);
    fai_sql_int(&q, e.time);
    fai_sql_text(&q, e.actor.s);
    fai_sql_text(&q, e.action);
    fai_sql_text(&q, e.target);
    fai_sql_text(&q, e.address);
    fai_sql_text(&q, e.request);
    fai_sql_text(&q, e.detail);
    fai_sql_text(&q, e.previous);
    fai_sql_text(&q, e.hash);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

static fa_status tidy(fai_sql_connection *c, const fa_user_change *change, fa_error *err)
{
    fa_status st = FA_OK;

    for (int number = TIDY_SESSIONS; st == FA_OK && number <= TIDY_EVENTS; number++) {
        fai_sql_query q = fai_sql_begin(c, number);

        fai_sql_int(&q, number == TIDY_SESSIONS ? change->until : change->time);
        fai_sql_run(&q);
        st = fai_sql_end(&q, err);
    }
    return st;
}

/* ---- all ---- */

static fa_status postpone(fai_sql_connection *c, const fa_user_change *change, fa_error *err)
{
    return run_texts(c, MAIL_POSTPONE, change->id.s, NULL, change->time, err);
}

static fa_status make(fai_sql_connection *c, const fa_user_change *change, fa_error *err)
{
    switch (change->kind) {
    case FA_CHANGE_USER_ADD:
    case FA_CHANGE_USER_REPLACE:
        return put_user(c, change, err);
    case FA_CHANGE_USER_REMOVE:
        return remove_user(c, change, err);
    case FA_CHANGE_NEED_ADMIN:
        return need_admin(c, err);
    case FA_CHANGE_SESSION_ADD:
    case FA_CHANGE_SESSION_REPLACE:
        return put_session(c, change, err);
    case FA_CHANGE_SESSION_END:
    case FA_CHANGE_SESSIONS_END:
        return end_sessions(c, change, err);
    case FA_CHANGE_API_KEY_ADD:
    case FA_CHANGE_API_KEY_REPLACE:
        return put_key(c, change, err);
    case FA_CHANGE_API_KEY_REMOVE:
        return remove_key(c, change, err);
    case FA_CHANGE_CREDENTIAL_CHANGED:
        return run_texts(c, EVENT_ADD, change->id.s, change->user.s, change->time, err);
    case FA_CHANGE_GRANT_ADD:
        return add_code(c, change->record, err);
    case FA_CHANGE_GRANT_TAKE:
        return take_code(c, change->text, err);
    case FA_CHANGE_COUNTER_PUT:
        return put_counter(c, change->record, err);
    case FA_CHANGE_COUNTER_CLEAR:
        return run_texts(c, COUNTER_CLEAR, change->text, NULL, -1, err);
    case FA_CHANGE_KEY_ADD:
        return add_signer(c, change->record, err);
    case FA_CHANGE_KEY_RETIRE:
        return retire_signers(c, change, err);
    case FA_CHANGE_MAIL_ADD:
        return add_mail(c, change->record, err);
    case FA_CHANGE_MAIL_POSTPONE:
        return postpone(c, change, err);
    case FA_CHANGE_MAIL_REMOVE:
        return run_texts(c, MAIL_REMOVE, change->id.s, NULL, -1, err);
    case FA_CHANGE_AUDIT:
        return add_line(c, change, err);
    case FA_CHANGE_TIDY:
        return tidy(c, change, err);
    }
    return fa_fail(err, FA_EINVALID, "there is no such change");
}

fa_status fai_sql_user_apply(fai_sql_connection *c, void *payload, fa_error *err)
{
    const fai_sql_user_batch *batch = payload;
    fa_status st = FA_OK;

    for (size_t i = 0; st == FA_OK && i < batch->count; i++)
        st = make(c, &batch->changes[i], err);
    return st;
}
