/* user/ports.c: the checking wrappers of the user feature's ports. */
#include <string.h>

#include <finanalyst/port/mailer.h>
#include <finanalyst/port/password_hasher.h>
#include <finanalyst/port/user_repo.h>

#include "base/port.h"
#include "base/text.h"

#define NEED(port, op, what)                                                                                 \
    do {                                                                                                     \
        if (FAI_PORT_IS_NONE(port))                                                                          \
            return fa_fail(err, FA_EINVALID, "there is no %s", what);                                        \
        if (!FAI_PORT_HAS(port, op))                                                                         \
            return fa_fail(err, FA_EUNSUPPORTED, "the adapter %s cannot %s",                                 \
                           (port)->ops->name == NULL ? "without a name" : (port)->ops->name, #op);           \
    } while (0)

/* ---- records ---- */

static bool needs_record(fa_user_change_kind kind)
{
    switch (kind) {
    case FA_CHANGE_USER_ADD:
    case FA_CHANGE_USER_REPLACE:
    case FA_CHANGE_SESSION_ADD:
    case FA_CHANGE_SESSION_REPLACE:
    case FA_CHANGE_API_KEY_ADD:
    case FA_CHANGE_API_KEY_REPLACE:
    case FA_CHANGE_GRANT_ADD:
    case FA_CHANGE_COUNTER_PUT:
    case FA_CHANGE_KEY_ADD:
    case FA_CHANGE_MAIL_ADD:
    case FA_CHANGE_AUDIT:
        return true;
    default:
        return false;
    }
}

static bool is_whole(const fa_user_change *c)
{
    if (c->kind < FA_CHANGE_USER_ADD || c->kind > FA_CHANGE_TIDY)
        return false;
    if (needs_record(c->kind) && c->record == NULL)
        return false;
    if ((c->kind == FA_CHANGE_GRANT_TAKE || c->kind == FA_CHANGE_COUNTER_CLEAR) && c->text == NULL)
        return false;
    return c->kind != FA_CHANGE_AUDIT || c->seal != NULL;
}

fa_status fa_user_repo_apply(const fa_user_repo *r, const fa_user_change *changes, size_t count,
                             fa_error *err)
{
    NEED(r, apply, "user repository");
    if (count == 0)
        return FA_OK;
    if (changes == NULL)
        return fa_fail(err, FA_EINVALID, "there are no changes");
    for (size_t i = 0; i < count; i++)
        if (!is_whole(&changes[i]))
            return fa_fail(err, FA_EINVALID, "a change lacks what it changes");
    return r->ops->apply(r->self, changes, count, err);
}

static bool is_answerable(const fa_user_query *q)
{
    switch (q->kind) {
    case FA_QUERY_USER_EMAIL:
    case FA_QUERY_SESSION_TOKEN:
    case FA_QUERY_API_KEY_HASH:
    case FA_QUERY_GRANT:
    case FA_QUERY_COUNTER:
        return q->text != NULL;
    case FA_QUERY_USERS:
        return q->filter != NULL && q->filter->struct_size >= sizeof *q->filter;
    case FA_QUERY_AUDIT:
        return q->audit != NULL && q->audit->struct_size >= sizeof *q->audit;
    default:
        return q->kind >= FA_QUERY_USER && q->kind <= FA_QUERY_EVENTS;
    }
}

fa_status fa_user_repo_query(const fa_user_repo *r, const fa_user_query *query, fa_user_record_visit_fn visit,
                             void *payload, fa_error *err)
{
    NEED(r, query, "user repository");
    if (query == NULL || visit == NULL || !is_answerable(query))
        return fa_fail(err, FA_EINVALID, "a query needs what it asks for, and somebody to show it to");
    return r->ops->query(r->self, query, visit, payload, err);
}

fa_status fa_user_repo_count(const fa_user_repo *r, const fa_user_filter *filter, uint64_t *out,
                             fa_error *err)
{
    NEED(r, count, "user repository");
    if (filter == NULL || filter->struct_size < sizeof *filter || out == NULL)
        return fa_fail(err, FA_EINVALID, "counting needs a filter and an out");
    return r->ops->count(r->self, filter, out, err);
}

void fa_user_repo_close(fa_user_repo *r)
{
    if (FAI_PORT_IS_NONE(r))
        return;
    if (FAI_PORT_HAS(r, close))
        r->ops->close(r->self);
    memset(r, 0, sizeof *r);
}

/* ---- passwords ---- */

fa_status fa_password_hash(const fa_password_hasher *h, const char *password, size_t len,
                           char out[FA_PASSWORD_HASH_BYTES], fa_error *err)
{
    NEED(h, hash, "password hasher");
    if (password == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "hashing needs a password and an out");
    return h->ops->hash(h->self, password, len, out, err);
}

fa_status fa_password_verify(const fa_password_hasher *h, const char *hash, const char *password, size_t len,
                             bool *match, bool *stale, fa_error *err)
{
    bool m = false, s = false;
    fa_status st;

    NEED(h, verify, "password hasher");
    if (hash == NULL || password == NULL || match == NULL || stale == NULL)
        return fa_fail(err, FA_EINVALID, "verifying needs a hash, a password and an out");
    st = h->ops->verify(h->self, hash, password, len, &m, &s, err);
    if (st == FA_OK) {
        *match = m;
        *stale = s;
    }
    return st;
}

fa_status fa_password_decoy(const fa_password_hasher *h, char out[FA_PASSWORD_HASH_BYTES], fa_error *err)
{
    NEED(h, decoy, "password hasher");
    return h->ops->decoy(h->self, out, err);
}

void fa_password_hasher_close(fa_password_hasher *h)
{
    if (FAI_PORT_IS_NONE(h))
        return;
    if (FAI_PORT_HAS(h, close))
        h->ops->close(h->self);
    memset(h, 0, sizeof *h);
}

/* ---- mail ---- */

static bool is_line(const char *text)
{
    if (text == NULL || text[0] == '\0')
        return false;
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f)
            return false;
    return true;
}

fa_status fa_mailer_send(const fa_mailer *m, const fa_mail *mail, fa_error *err)
{
    NEED(m, send, "mailer");
    if (mail == NULL || !is_line(mail->to) || !is_line(mail->subject) || mail->text == NULL ||
        !fai_utf8_valid(mail->text, strlen(mail->text)))
        return fa_fail(err, FA_EINVALID, "a mail needs an address, a subject of one line and a text");
    return m->ops->send(m->self, mail, err);
}

void fa_mailer_close(fa_mailer *m)
{
    if (FAI_PORT_IS_NONE(m))
        return;
    if (FAI_PORT_HAS(m, close))
        m->ops->close(m->self);
    memset(m, 0, sizeof *m);
}
