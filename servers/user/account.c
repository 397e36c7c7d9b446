/* user/account.c: one's own account: profile, passwords, second factor, keys. */
#include <string.h>

#include "user/handlers.h"

static fa_status no_content(http_reply *reply, fa_status st)
{
    if (st == FA_OK)
        http_reply_status(reply, 204);
    return st;
}

/* ---- by mail ---- */

typedef fa_status (*with_text_fn)(fa_user_service *svc, const fa_actor *who, const char *text, fa_error *err);

/* A stranger's request with one text in it. */
static fa_status with_text(user_routes *r, const http_request *req, const char *name, with_text_fn call,
                           fa_error *err)
{
    fa_member m = FA_MEMBER_INIT(name, FA_MEMBER_TEXT, true);
    void *hold = NULL;
    fa_actor who = user_who(req);
    fa_status st = user_members(req, &m, 1, &hold, err);
    if (st == FA_OK)
        st = call(r->users, &who, m.text, err);
    fa_members_free(hold);
    user_mail(r);
    return st;
}

fa_status user_verify_email(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return no_content(reply, with_text(service, req, "token", fa_email_verify, err));
}

fa_status user_resend(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return no_content(reply, with_text(service, req, "email", fa_email_resend, err));
}

fa_status user_forgot(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_status st = with_text(service, req, "email", fa_password_forgot, err);

    if (st == FA_OK) {
        http_reply_status(reply, 202);
        fa_buf_puts(http_reply_body(reply),
                    "{\"status\":\"if there is such an account, a mail is on its way\"}");
    }
    return st;
}

fa_status user_reset(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_member m[] = {FA_MEMBER_INIT("token", FA_MEMBER_TEXT, true),
                     FA_MEMBER_INIT("new_password", FA_MEMBER_TEXT, true)};
    user_routes *r = service;
    void *hold = NULL;
    fa_actor who = user_who(req);
    fa_status st = user_members(req, m, 2, &hold, err);
    if (st == FA_OK)
        st = fa_password_reset(r->users, &who, m[0].text, m[1].text, err);
    fa_members_free(hold);
    user_mail(r);
    return no_content(reply, st);
}

fa_status user_change_password(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_member m[] = {FA_MEMBER_INIT("current_password", FA_MEMBER_TEXT, true),
                     FA_MEMBER_INIT("new_password", FA_MEMBER_TEXT, true)};
    user_routes *r = service;
    void *hold = NULL;
    fa_actor who = user_who(req);
    fa_status st = user_members(req, m, 2, &hold, err);
    if (st == FA_OK)
        st = fa_password_change(r->users, &who, m[0].text, m[1].text, err);
    fa_members_free(hold);
    user_mail(r);
    return no_content(reply, st);
}

/* ---- the second factor ---- */

fa_status user_totp_begin(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    char secret[FA_SECRET_BYTES], uri[FA_URL_BYTES];
    fa_buf *out = http_reply_body(reply);
    fa_actor who = user_who(req);
    fa_status st = fa_totp_begin(r->users, &who, secret, uri, err);
    if (st != FA_OK)
        return st;
    fa_buf_printf(out, "{\"secret\":\"%s\",\"uri\":", secret);
    fa_json_quote(uri, out);
    return fa_buf_puts(out, "}");
}

fa_status user_totp_confirm(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_member m = FA_MEMBER_INIT("code", FA_MEMBER_TEXT, true);
    user_routes *r = service;
    char recovery[FA_RECOVERY_CODES][FA_RECOVERY_BYTES];
    fa_buf *out = http_reply_body(reply);
    void *hold = NULL;
    fa_actor who = user_who(req);
    fa_status st = user_members(req, &m, 1, &hold, err);
    if (st == FA_OK)
        st = fa_totp_confirm(r->users, &who, m.text, recovery, err);
    fa_members_free(hold);
    if (st != FA_OK)
        return st;
    user_mail(r);
    fa_buf_puts(out, "{\"recovery_codes\":[");
    for (int i = 0; i < FA_RECOVERY_CODES; i++)
        fa_buf_printf(out, "%s\"%s\"", i == 0 ? "" : ",", recovery[i]);
    return fa_buf_puts(out, "]}");
}

fa_status user_totp_remove(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_member m = FA_MEMBER_INIT("password", FA_MEMBER_TEXT, true);
    user_routes *r = service;
    void *hold = NULL;
    fa_actor who = user_who(req);
    fa_status st = user_members(req, &m, 1, &hold, err);
    if (st == FA_OK)
        st = fa_totp_remove(r->users, &who, m.text, err);
    fa_members_free(hold);
    user_mail(r);
    return no_content(reply, st);
}

/* ---- the profile ---- */

fa_status user_me(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    fa_actor who = user_who(req);
    fa_user user;
    fa_status st = fa_user_get(r->users, &who, &user, err);
    return st != FA_OK ? st : fa_user_to_json(&user, http_reply_body(reply), err);
}

fa_status user_update_me(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_member m[] = {FA_MEMBER_INIT("full_name", FA_MEMBER_TEXT, false),
                     FA_MEMBER_INIT("avatar_url", FA_MEMBER_TEXT, false),
                     FA_MEMBER_INIT("preferences", FA_MEMBER_OBJECT, false),
                     FA_MEMBER_INIT("email", FA_MEMBER_TEXT, false),
                     FA_MEMBER_INIT("password", FA_MEMBER_TEXT, false)};
    user_routes *r = service;
    fa_profile in = FA_PROFILE_INIT;
    void *hold = NULL;
    fa_actor who = user_who(req);
    fa_user user;
    fa_status st = user_members(req, m, 5, &hold, err);
    in.full_name = m[0].text;
    in.avatar_url = m[1].text;
    in.preferences = m[2].text;
    in.email = m[3].text;
    in.password = m[4].text;
    if (st == FA_OK)
        st = fa_user_update(r->users, &who, &in, &user, err);
    fa_members_free(hold);
    user_mail(r);
    return st != FA_OK ? st : fa_user_to_json(&user, http_reply_body(reply), err);
}

fa_status user_remove_me(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_member m = FA_MEMBER_INIT("password", FA_MEMBER_TEXT, true);
    user_routes *r = service;
    void *hold = NULL;
    fa_actor who = user_who(req);
    fa_status st = user_members(req, &m, 1, &hold, err);
    if (st == FA_OK)
        st = fa_user_remove(r->users, &who, m.text, err);
    fa_members_free(hold);
    if (st == FA_OK)
        user_set_cookies(reply, "", "", 0);
    return no_content(reply, st);
}

fa_status user_export_me(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    fa_actor who = user_who(req);

    http_reply_header(reply, "Content-Disposition", "attachment; filename=\"finanalyst-account.json\"");
    return fa_user_export(r->users, &who, http_reply_body(reply), err);
}

static fa_status add_line(void *payload, const fa_audit_entry *entry, fa_error *err)
{
    user_page *p = payload;

    if (!user_page_next(p))
        return FA_OK;
    snprintf(p->last, sizeof p->last, "%llu", (unsigned long long)entry->seq);
    return fa_audit_entry_to_json(entry, p->out, err);
}

fa_status user_activity_me(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    uint64_t before = 0;
    fa_actor who = user_who(req);
    user_page p;
    fa_status st = user_page_begin(&p, req, reply, err);

    if (st == FA_OK)
        st = user_number_cursor(req, &before, err);
    if (st == FA_OK)
        st = fa_user_activity(r->users, &who, before, p.limit + 1, add_line, &p, err);
    user_page_end(&p);
    return st;
}

/* ---- keys ---- */

typedef struct listing {
    fa_buf *out;
    unsigned count;
} listing;

static fa_status add_key(void *payload, const fa_api_key *key, fa_error *err)
{
    listing *l = payload;

    if (l->count++ != 0)
        fa_buf_puts(l->out, ",");
    return fa_api_key_to_json(key, l->out, err);
}

fa_status user_keys(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    listing l = {.out = http_reply_body(reply)};
    fa_actor who = user_who(req);
    fa_status st;

    fa_buf_puts(l.out, "{\"items\":[");
    st = fa_api_key_list(r->users, &who, add_key, &l, err);
    fa_buf_puts(l.out, "],\"next_cursor\":null}");
    return st;
}

/* A key beside its secret, which is told this once. */
static fa_status reply_secret(http_reply *reply, const fa_api_key *key, const char *secret, fa_error *err)
{
    fa_buf *out = http_reply_body(reply);
    fa_status st;

    fa_buf_printf(out, "{\"secret\":\"%s\",\"key\":", secret);
    st = fa_api_key_to_json(key, out, err);
    fa_buf_puts(out, "}");
    return st;
}

static fa_status read_key(const http_request *req, bool fresh, fa_member m[4], fa_api_key_input *in,
                          void **hold, fa_error *err)
{
    fa_status st;

    m[0] = (fa_member)FA_MEMBER_INIT("name", FA_MEMBER_TEXT, fresh);
    m[1] = (fa_member)FA_MEMBER_INIT("scopes", FA_MEMBER_WORDS, fresh);
    m[2] = (fa_member)FA_MEMBER_INIT("ip_allow", FA_MEMBER_WORDS, false);
    m[3] = (fa_member)FA_MEMBER_INIT("expires_at", FA_MEMBER_TIME, false);
    st = user_members(req, m, 4, hold, err);
    in->name = m[0].text;
    in->scope = m[1].text;
    in->addresses = m[2].text;
    in->expires = m[3].number;
    return st;
}

fa_status user_make_key(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    fa_api_key_input in = FA_API_KEY_INPUT_INIT;
    char secret[FA_SECRET_BYTES];
    fa_api_key key;
    fa_member m[4];
    void *hold = NULL;
    fa_actor who = user_who(req);
    fa_status st = read_key(req, true, m, &in, &hold, err);
    if (st == FA_OK)
        st = fa_api_key_create(r->users, &who, &in, &key, secret, err);
    fa_members_free(hold);
    if (st != FA_OK)
        return st;
    http_reply_status(reply, 201);
    return reply_secret(reply, &key, secret, err);
}

fa_status user_update_key(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    fa_api_key_input in = FA_API_KEY_INPUT_INIT;
    fa_api_key key;
    fa_member m[4];
    void *hold = NULL;
    fa_actor who = user_who(req);
    fa_id id;
    fa_status st = http_param_id(req, 0, "apk_", &id, err);
    if (st == FA_OK)
        st = read_key(req, false, m, &in, &hold, err);
    if (st == FA_OK)
        st = fa_api_key_update(r->users, &who, id, &in, &key, err);
    fa_members_free(hold);
    return st != FA_OK ? st : fa_api_key_to_json(&key, http_reply_body(reply), err);
}

fa_status user_remove_key(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    fa_actor who = user_who(req);
    fa_id id;
    fa_status st = http_param_id(req, 0, "apk_", &id, err);
    if (st == FA_OK)
        st = fa_api_key_remove(r->users, &who, id, err);
    return no_content(reply, st);
}

fa_status user_rotate_key(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    char secret[FA_SECRET_BYTES];
    fa_api_key key;
    fa_actor who = user_who(req);
    fa_id id;
    fa_status st = http_param_id(req, 0, "apk_", &id, err);
    if (st == FA_OK)
        st = fa_api_key_rotate(r->users, &who, id, &key, secret, err);
    return st != FA_OK ? st : reply_secret(reply, &key, secret, err);
}
