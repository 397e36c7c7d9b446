/* user/entering.c: registering, logging in and out, sessions, and what other services ask. */
#include <string.h>

#include "user/handlers.h"

/* Tokens as the reply. cookie: those that a script must not read go into cookies. */
static fa_status reply_tokens(const user_routes *r, http_reply *reply, const fa_tokens *t, bool cookie,
                              bool remember, fa_error *err)
{
    fa_time now = fa_clock_now(r->clock);

    if (cookie)
        user_set_cookies(reply, t->refresh, t->device, remember ? (t->refresh_expires - now) / 1000 : 0);
    return fa_tokens_to_json(t, now, !cookie, http_reply_body(reply), err);
}

fa_status user_register(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    enum { EMAIL, PASSWORD, NAME, COOKIE, COUNT };
    fa_member m[COUNT] = {[EMAIL] = FA_MEMBER_INIT("email", FA_MEMBER_TEXT, true),
                          [PASSWORD] = FA_MEMBER_INIT("password", FA_MEMBER_TEXT, true),
                          [NAME] = FA_MEMBER_INIT("full_name", FA_MEMBER_TEXT, false),
                          [COOKIE] = FA_MEMBER_INIT("cookie", FA_MEMBER_BOOL, false)};
    user_routes *r = service;
    fa_registration in = FA_REGISTRATION_INIT;
    fa_tokens tokens;
    void *hold = NULL;
    fa_actor who = user_who(req);
    fa_status st = user_members(req, m, COUNT, &hold, err);
    in.email = m[EMAIL].text;
    in.password = m[PASSWORD].text;
    in.full_name = m[NAME].text;
    if (st == FA_OK)
        st = fa_user_register(r->users, &who, &in, &tokens, err);
    fa_members_free(hold);
    if (st != FA_OK)
        return st;
    http_reply_status(reply, 201);
    user_mail(r);
    if (tokens.access[0] != '\0')
        return reply_tokens(r, reply, &tokens, m[COOKIE].number != 0, true, err);
    fa_buf_puts(http_reply_body(reply), "{\"user\":");
    st = fa_user_to_json(&tokens.user, http_reply_body(reply), err);
    fa_buf_puts(http_reply_body(reply), ",\"verification\":\"mailed\"}");
    return st;
}

fa_status user_login(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    enum { EMAIL, PASSWORD, OTP, REMEMBER, COOKIE, DEVICE, COUNT };
    fa_member m[COUNT] = {[EMAIL] = FA_MEMBER_INIT("email", FA_MEMBER_TEXT, true),
                          [PASSWORD] = FA_MEMBER_INIT("password", FA_MEMBER_TEXT, true),
                          [OTP] = FA_MEMBER_INIT("otp", FA_MEMBER_TEXT, false),
                          [REMEMBER] = FA_MEMBER_INIT("remember", FA_MEMBER_BOOL, false),
                          [COOKIE] = FA_MEMBER_INIT("cookie", FA_MEMBER_BOOL, false),
                          [DEVICE] = FA_MEMBER_INIT("device_token", FA_MEMBER_TEXT, false)};
    user_routes *r = service;
    char device[FA_SECRET_BYTES] = "";
    fa_login in = FA_LOGIN_INIT;
    fa_tokens tokens;
    void *hold = NULL;
    fa_actor who = user_who(req);
    fa_status st = user_cookie(r, req, USER_DEVICE_COOKIE, device, err);
    if (st == FA_OK)
        st = user_members(req, m, COUNT, &hold, err);
    in.email = m[EMAIL].text;
    in.password = m[PASSWORD].text;
    in.otp = m[OTP].text;
    in.device = m[DEVICE].given ? m[DEVICE].text : device;
    if (st == FA_OK)
        st = fa_user_login(r->users, &who, &in, &tokens, err);
    fa_members_free(hold);
    if (st == FA_OK)
        http_reply_tell(reply, tokens.user.id, 0);
    if (st == FA_OK)
        st = reply_tokens(r, reply, &tokens, m[COOKIE].number != 0, m[REMEMBER].number != 0, err);
    return st;
}

/* A field of the form. FA_EINVALID: it is needed and not there. */
static fa_status form_field(const http_request *req, const char *name, const char **out, fa_error *err)
{
    *out = http_form_field(req, name);
    return *out != NULL ? FA_OK : fa_fail_field(err, FA_EINVALID, name, "%s is missing", name);
}

/* The grants "password" and "refresh_token" of OAuth 2.0 (RFC 6749, sections 4.3 and 6), for its clients. */
fa_status user_token(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    const char *grant, *refresh;
    fa_login in = FA_LOGIN_INIT;
    fa_tokens tokens;
    fa_actor who = user_who(req);
    fa_status st = form_field(req, "grant_type", &grant, err);

    in.device = http_form_field(req, "device_token");
    in.otp = http_form_field(req, "otp");
    if (st == FA_OK && strcmp(grant, "refresh_token") == 0) {
        st = form_field(req, "refresh_token", &refresh, err);
        if (st == FA_OK)
            st = fa_user_refresh(r->users, &who, refresh, in.device, &tokens, err);
    } else if (st == FA_OK && strcmp(grant, "password") == 0) {
        st = form_field(req, "username", &in.email, err);
        if (st == FA_OK)
            st = form_field(req, "password", &in.password, err);
        if (st == FA_OK)
            st = fa_user_login(r->users, &who, &in, &tokens, err);
        if (st == FA_OK)
            http_reply_tell(reply, tokens.user.id, 0);
    } else if (st == FA_OK) {
        st = fa_fail_field(err, FA_EINVALID, "grant_type", "grant_type is password or refresh_token");
    }
    return st != FA_OK ? st : reply_tokens(r, reply, &tokens, false, false, err);
}

/* The token is in the body, or in the cookie; the next one goes where it came from. */
fa_status user_refresh(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    enum { REFRESH, DEVICE, COUNT };
    fa_member m[COUNT] = {[REFRESH] = FA_MEMBER_INIT("refresh_token", FA_MEMBER_TEXT, false),
                          [DEVICE] = FA_MEMBER_INIT("device_token", FA_MEMBER_TEXT, false)};
    user_routes *r = service;
    char refresh[FA_SECRET_BYTES] = "", device[FA_SECRET_BYTES] = "";
    fa_tokens tokens;
    void *hold = NULL;
    fa_actor who = user_who(req);
    fa_status st = user_members(req, m, COUNT, &hold, err);
    if (st == FA_OK && !m[REFRESH].given)
        st = user_cookie(r, req, USER_REFRESH_COOKIE, refresh, err);
    if (st == FA_OK && !m[DEVICE].given)
        st = user_cookie(r, req, USER_DEVICE_COOKIE, device, err);
    if (st == FA_OK)
        st = fa_user_refresh(r->users, &who, m[REFRESH].given ? m[REFRESH].text : refresh,
                             m[DEVICE].given ? m[DEVICE].text : device, &tokens, err);
    if (st == FA_OK)
        st = reply_tokens(r, reply, &tokens, !m[REFRESH].given, true, err);
    fa_members_free(hold);
    return st;
}

static fa_status leave(user_routes *r, const http_request *req, http_reply *reply,
                       fa_status (*how)(fa_user_service *, const fa_actor *, fa_error *), fa_error *err)
{
    fa_actor who = user_who(req);
    fa_status st = how(r->users, &who, err);
    if (st == FA_OK) {
        user_set_cookies(reply, "", "", 0);
        http_reply_status(reply, 204);
    }
    return st;
}

fa_status user_logout(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return leave(service, req, reply, fa_user_logout, err);
}

fa_status user_logout_all(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return leave(service, req, reply, fa_user_logout_all, err);
}

/* ---- sessions ---- */

typedef struct listing {
    fa_buf *out;
    unsigned count;
} listing;

static fa_status add_session(void *payload, const fa_session *session, fa_error *err)
{
    listing *l = payload;

    if (l->count++ != 0)
        fa_buf_puts(l->out, ",");
    return fa_session_to_json(session, l->out, err);
}

fa_status user_sessions(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    listing l = {.out = http_reply_body(reply)};
    fa_actor who = user_who(req);
    fa_status st;

    fa_buf_puts(l.out, "{\"items\":[");
    st = fa_session_list(r->users, &who, add_session, &l, err);
    fa_buf_puts(l.out, "],\"current\":");
    fa_json_quote(who.credential.s, l.out);
    fa_buf_puts(l.out, ",\"next_cursor\":null}");
    return st;
}

fa_status user_end_session(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    fa_actor who = user_who(req);
    fa_id id;
    fa_status st = http_param_id(req, 0, "ses_", &id, err);
    if (st == FA_OK)
        st = fa_session_end(r->users, &who, id, err);
    if (st == FA_OK)
        http_reply_status(reply, 204);
    return st;
}

/* ---- for other services ---- */

/* A credential that does not hold is no error to who asks about it (RFC 7662). */
fa_status user_introspect(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    enum { TOKEN, ADDRESS, COUNT };
    fa_member m[COUNT] = {[TOKEN] = FA_MEMBER_INIT("token", FA_MEMBER_TEXT, true),
                          [ADDRESS] = FA_MEMBER_INIT("address", FA_MEMBER_TEXT, false)};
    user_routes *r = service;
    fa_buf *out = http_reply_body(reply);
    fa_actor who = user_who(req), found;
    void *hold = NULL;
    fa_error why = {0};
    fa_status st = user_members(req, m, COUNT, &hold, err);
    if (st != FA_OK)
        return st;
    if (m[ADDRESS].given)
        snprintf(who.address, sizeof who.address, "%s", m[ADDRESS].text);
    st = fa_user_authenticate(r->users, &who, m[TOKEN].text, &found, &why);
    fa_members_free(hold);
    if (st == FA_EUNAUTHENTICATED || st == FA_EFORBIDDEN)
        return fa_buf_printf(out, "{\"active\":false,\"reason\":\"%s\"}", fa_status_name(st));
    if (st != FA_OK) {
        *err = why;
        return st;
    }
    fa_buf_printf(out,
                  "{\"active\":true,\"sub\":\"%s\",\"sid\":\"%s\",\"role\":\"%s\",\"scope\":", found.user.s,
                  found.credential.s, fa_role_name(found.role));
    fa_json_quote(found.scope, out);
    return fa_buf_puts(out, "}");
}

fa_status user_jwks(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;

    (void)req;
    http_reply_header(reply, "Cache-Control", "public, max-age=300");
    return fa_user_keys_to_json(r->users, http_reply_body(reply), err);
}

static fa_status add_event(void *payload, const fa_user_event *event, fa_error *err)
{
    user_page *p = payload;

    if (!user_page_next(p))
        return FA_OK;
    snprintf(p->last, sizeof p->last, "%llu", (unsigned long long)event->seq);
    return fa_user_event_to_json(event, p->out, err);
}

/* next_cursor is always the last event's number, to go on from. */
fa_status user_revocations(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    uint64_t after = 0;
    user_page p;
    fa_status st = user_page_begin(&p, req, reply, err);

    if (st == FA_OK)
        st = user_number_cursor(req, &after, err);
    snprintf(p.last, sizeof p.last, "%llu", (unsigned long long)after);
    if (st == FA_OK)
        st = fa_user_events(r->users, after, p.limit, add_event, &p, err);
    fa_buf_puts(p.out, "],\"next_cursor\":");
    fa_json_quote(p.last, p.out);
    fa_buf_puts(p.out, "}");
    return st;
}
