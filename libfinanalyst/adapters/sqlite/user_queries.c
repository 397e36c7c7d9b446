/* adapters/sqlite/user_queries.c: reading the records of the user service. */
#include <string.h>

#include "user.h"

/* ---- columns into fields ---- */

static void field(fai_sql_query *q, char *out, size_t cap)
{
    const char *text = fai_sql_get_text(q);
    size_t len = strnlen(text, cap - 1);

    memset(out, 0, cap);
    memcpy(out, text, len);
}

#define FIELD(q, member) field(q, member, sizeof(member))

static void bytes(fai_sql_query *q, void *out, size_t len)
{
    size_t got;
    const void *blob = fai_sql_get_blob(q, &got);

    memset(out, 0, len);
    if (blob != NULL)
        memcpy(out, blob, got < len ? got : len);
}

static bool flag(fai_sql_query *q)
{
    return fai_sql_get_int(q) != 0;
}

/* ---- records ---- */

static void read_user(fai_sql_query *q, fa_user_record *r)
{
    r->user.legacy_id = fai_sql_get_int(q);
    fai_sql_get_id(q, &r->user.id);
    FIELD(q, r->user.email);
    FIELD(q, r->user.full_name);
    FIELD(q, r->user.avatar_url);
    FIELD(q, r->user.preferences);
    r->user.role = (fa_role)fai_sql_get_int(q);
    r->user.active = flag(q);
    r->user.locked = flag(q);
    r->user.verified = flag(q);
    r->user.has_totp = flag(q);
    r->user.has_password = flag(q);
    r->user.last_login = fai_sql_get_int(q);
    r->user.created = fai_sql_get_int(q);
    r->user.updated = fai_sql_get_int(q);
    r->user.version = (uint32_t)fai_sql_get_int(q);
    FIELD(q, r->password_hash);
    bytes(q, r->totp_secret, sizeof r->totp_secret);
    r->totp_step = fai_sql_get_int(q);
    bytes(q, r->recovery, sizeof r->recovery);
}

static void read_session(fai_sql_query *q, fa_session_record *r)
{
    fai_sql_get_id(q, &r->session.id);
    fai_sql_get_id(q, &r->session.user);
    FIELD(q, r->session.agent);
    FIELD(q, r->session.address);
    r->session.created = fai_sql_get_int(q);
    r->session.last_used = fai_sql_get_int(q);
    r->session.expires = fai_sql_get_int(q);
    r->session.ended = fai_sql_get_int(q);
    FIELD(q, r->refresh);
    FIELD(q, r->previous);
    r->rotated = fai_sql_get_int(q);
    bytes(q, r->chain, sizeof r->chain);
    FIELD(q, r->device);
    r->version = (uint32_t)fai_sql_get_int(q);
}

static void read_key(fai_sql_query *q, fa_api_key_record *r)
{
    fai_sql_get_id(q, &r->key.id);
    fai_sql_get_id(q, &r->key.user);
    FIELD(q, r->key.name);
    FIELD(q, r->key.prefix);
    FIELD(q, r->key.scope);
    FIELD(q, r->key.addresses);
    r->key.created = fai_sql_get_int(q);
    r->key.expires = fai_sql_get_int(q);
    r->key.last_used = fai_sql_get_int(q);
    r->key.version = (uint32_t)fai_sql_get_int(q);
    FIELD(q, r->hash);
}

static void read_code(fai_sql_query *q, fa_grant *r)
{
    FIELD(q, r->hash);
    r->kind = (fa_grant_kind)fai_sql_get_int(q);
    fai_sql_get_id(q, &r->user);
    FIELD(q, r->email);
    r->created = fai_sql_get_int(q);
    r->expires = fai_sql_get_int(q);
}

static void read_counter(fai_sql_query *q, fa_counter *r)
{
    FIELD(q, r->key);
    r->count = (uint32_t)fai_sql_get_int(q);
    r->first = fai_sql_get_int(q);
    r->last = fai_sql_get_int(q);
    r->version = (uint32_t)fai_sql_get_int(q);
}

static void read_signer(fai_sql_query *q, fa_signing_key *r)
{
    fai_sql_get_id(q, &r->id);
    bytes(q, r->seed, sizeof r->seed);
    r->created = fai_sql_get_int(q);
    r->retires = fai_sql_get_int(q);
    r->expires = fai_sql_get_int(q);
}

static void read_mail(fai_sql_query *q, fa_mail_record *r)
{
    fai_sql_get_id(q, &r->id);
    FIELD(q, r->to);
    FIELD(q, r->subject);
    FIELD(q, r->text);
    r->created = fai_sql_get_int(q);
    r->due = fai_sql_get_int(q);
    r->attempts = (uint32_t)fai_sql_get_int(q);
}

void fai_sql_read_line(fai_sql_query *q, fa_audit_entry *r)
{
    r->seq = (uint64_t)fai_sql_get_int(q);
    r->time = fai_sql_get_int(q);
    fai_sql_get_id(q, &r->actor);
    FIELD(q, r->action);
    FIELD(q, r->target);
    FIELD(q, r->address);
    FIELD(q, r->request);
    FIELD(q, r->detail);
    FIELD(q, r->previous);
    FIELD(q, r->hash);
}

static void read_event(fai_sql_query *q, fa_user_event *r)
{
    r->seq = (uint64_t)fai_sql_get_int(q);
    r->type = (fa_user_event_type)fai_sql_get_int(q);
    fai_sql_get_id(q, &r->user);
    fai_sql_get_id(q, &r->credential);
    r->time = fai_sql_get_int(q);
}

static size_t size_of(fa_user_query_kind kind)
{
    switch (kind) {
    case FA_QUERY_USER:
    case FA_QUERY_USER_EMAIL:
    case FA_QUERY_USER_NUMBER:
    case FA_QUERY_USERS:
        return sizeof(fa_user_record);
    case FA_QUERY_SESSION:
    case FA_QUERY_SESSION_TOKEN:
    case FA_QUERY_SESSIONS:
        return sizeof(fa_session_record);
    case FA_QUERY_API_KEY:
    case FA_QUERY_API_KEY_HASH:
    case FA_QUERY_API_KEYS:
        return sizeof(fa_api_key_record);
    case FA_QUERY_GRANT:
        return sizeof(fa_grant);
    case FA_QUERY_COUNTER:
        return sizeof(fa_counter);
    case FA_QUERY_KEYS:
        return sizeof(fa_signing_key);
    case FA_QUERY_MAIL:
        return sizeof(fa_mail_record);
    case FA_QUERY_AUDIT:
    case FA_QUERY_AUDIT_CHAIN:
        return sizeof(fa_audit_entry);
    case FA_QUERY_EVENTS:
        break;
    }
    return sizeof(fa_user_event);
}

static void read_record(fai_sql_query *q, fa_user_query_kind kind, void *out)
{
    switch (kind) {
    case FA_QUERY_USER:
    case FA_QUERY_USER_EMAIL:
    case FA_QUERY_USER_NUMBER:
    case FA_QUERY_USERS:
        read_user(q, out);
        break;
    case FA_QUERY_SESSION:
    case FA_QUERY_SESSION_TOKEN:
    case FA_QUERY_SESSIONS:
        read_session(q, out);
        break;
    case FA_QUERY_API_KEY:
    case FA_QUERY_API_KEY_HASH:
    case FA_QUERY_API_KEYS:
        read_key(q, out);
        break;
    case FA_QUERY_GRANT:
        read_code(q, out);
        break;
    case FA_QUERY_COUNTER:
        read_counter(q, out);
        break;
    case FA_QUERY_KEYS:
        read_signer(q, out);
        break;
    case FA_QUERY_MAIL:
        read_mail(q, out);
        break;
    case FA_QUERY_AUDIT:
    case FA_QUERY_AUDIT_CHAIN:
        fai_sql_read_line(q, out);
        break;
    case FA_QUERY_EVENTS:
        read_event(q, out);
        break;
    }
}

/* ---- asking ---- */

static void text_or_null(fai_sql_query *q, const char *text)
{
    if (text == NULL || text[0] == '\0')
        fai_sql_null(q);
    else
        fai_sql_text(q, text);
}

void fai_sql_bind_filter(fai_sql_query *q, const fa_user_filter *f)
{
    fai_sql_int(q, f->role);
    fai_sql_int(q, f->active);
    text_or_null(q, f->text);
}

static void bind_lines(fai_sql_query *q, const fa_audit_filter *f)
{
    fai_sql_text(q, f->actor.s);
    text_or_null(q, f->action);
    text_or_null(q, f->target);
    fai_sql_int(q, f->from);
    fai_sql_int(q, f->until);
    fai_sql_int(q, f->before > INT64_MAX ? INT64_MAX : (int64_t)f->before);
    fai_sql_int(q, f->limit);
}

static int statement_of(const fa_user_query *ask)
{
    if (ask->kind == FA_QUERY_USERS)
        return USERS_NEWEST + (int)ask->filter->order;
    if (ask->kind == FA_QUERY_AUDIT && ask->audit->actor.s[0] != '\0')
        return TRAIL_OF_ACTOR;
    return QUERIES + (int)ask->kind;
}

static void bind_query(fai_sql_query *q, const fa_user_query *ask)
{
    switch (ask->kind) {
    case FA_QUERY_USERS:
        fai_sql_bind_filter(q, ask->filter);
        text_or_null(q, ask->filter->after);
        fai_sql_int(q, ask->filter->limit);
        break;
    case FA_QUERY_AUDIT:
        bind_lines(q, ask->audit);
        break;
    case FA_QUERY_USER_NUMBER:
        fai_sql_int(q, ask->number);
        break;
    case FA_QUERY_AUDIT_CHAIN:
    case FA_QUERY_EVENTS:
        fai_sql_int(q, ask->number);
        fai_sql_int(q, ask->limit);
        break;
    case FA_QUERY_MAIL:
        fai_sql_int(q, ask->time);
        break;
    case FA_QUERY_KEYS:
        break;
    case FA_QUERY_USER_EMAIL:
    case FA_QUERY_SESSION_TOKEN:
    case FA_QUERY_API_KEY_HASH:
    case FA_QUERY_GRANT:
    case FA_QUERY_COUNTER:
        fai_sql_text(q, ask->text);
        break;
    case FA_QUERY_USER:
    case FA_QUERY_SESSION:
    case FA_QUERY_SESSIONS:
    case FA_QUERY_API_KEY:
    case FA_QUERY_API_KEYS:
        fai_sql_text(q, ask->id.s);
        break;
    }
}

/* The link before each record, with room that keeps the record aligned. */
enum { LINK = 16 };

fa_status fai_sql_user_look(fai_sql_connection *c, void *payload, fa_error *err)
{
    fai_sql_user_answer *a = payload;
    fai_sql_query q = fai_sql_begin(c, statement_of(a->query));
    char **end = &a->first;
    fa_status st;

    fai_sql_arena_clear(&a->arena);
    a->first = NULL;
    bind_query(&q, a->query);
    while (!a->arena.failed && fai_sql_step(&q)) {
        char *row = fai_sql_array(&a->arena, 1, LINK + size_of(a->query->kind));

        if (row == NULL)
            break;
        read_record(&q, a->query->kind, row + LINK);
        *end = row;
        end = (char **)(void *)row;
    }
    st = fai_sql_end(&q, err);
    return st == FA_OK ? fai_sql_arena_check(&a->arena, err) : st;
}

static bool is_single(fa_user_query_kind kind)
{
    return kind == FA_QUERY_USER || kind == FA_QUERY_USER_EMAIL || kind == FA_QUERY_USER_NUMBER ||
           kind == FA_QUERY_SESSION || kind == FA_QUERY_SESSION_TOKEN || kind == FA_QUERY_API_KEY ||
           kind == FA_QUERY_API_KEY_HASH || kind == FA_QUERY_GRANT || kind == FA_QUERY_COUNTER;
}

fa_status fai_sql_user_show(const fai_sql_user_answer *a, fa_user_record_visit_fn visit, void *payload,
                            fa_error *err)
{
    fa_status st = FA_OK;

    if (a->first == NULL && is_single(a->query->kind))
        return fa_fail(err, FA_ENOTFOUND, "there is no such record");
    for (char *row = a->first; st == FA_OK && row != NULL; row = *(char **)(void *)row)
        st = visit(payload, row + LINK, err);
    return st;
}
