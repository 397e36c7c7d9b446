/* compat/entering.c: signing in, registering, and one's own account. */
#include <string.h>

#include "compat/handlers.h"

/* ---- signing in ---- */

/* Old pages send a form, those below /api JSON. */
static fa_status read_login(const http_request *req, fa_member m[3], void **hold, fa_error *err)
{
    static const char *const names[] = {"username", "password", "otp"};

    for (int i = 0; i < 3; i++)
        m[i] = (fa_member)FA_MEMBER_INIT(names[i], FA_MEMBER_TEXT, i < 2);
    if (http_json_body(req)->len > 0)
        return compat_members(req, m, 3, hold, err);
    for (int i = 0; i < 3; i++) {
        m[i].text = http_form_field(req, names[i]);
        if (m[i].text == NULL && m[i].needed)
            return fa_fail_field(err, FA_EINVALID, "/", "%s is missing", names[i]);
    }
    return FA_OK;
}

fa_status compat_token(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    fa_login in = FA_LOGIN_INIT;
    fa_actor who = compat_who(req);
    fa_tokens tokens;
    fa_member m[3];
    void *hold = NULL;
    fa_status st = read_login(req, m, &hold, err);

    in.email = m[0].text;
    in.password = m[1].text;
    in.otp = m[2].text;
    if (st == FA_OK)
        st = fa_user_login(r->users, &who, &in, &tokens, err);
    fa_members_free(hold);
    if (st == FA_EINVALID && in.password != NULL) /* an address that is none is nobody's */
        st = fa_fail(err, FA_EUNAUTHENTICATED, "the e-mail address or the password is wrong");
    if (st == FA_OK) {
        http_reply_tell(reply, tokens.user.id, 0);
        fa_buf_puts(http_reply_body(reply), "{\"access_token\":");
        fa_json_quote(tokens.access, http_reply_body(reply));
        fa_buf_puts(http_reply_body(reply), ",\"token_type\":\"bearer\"}");
    }
    return st;
}

static fa_status reply_user(http_reply *reply, const fa_user *user)
{
    fa_buf *out = http_reply_body(reply);

    fa_buf_puts(out, "{");
    compat_put_user(out, user);
    return fa_buf_puts(out, "}");
}

fa_status compat_register(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_member m[] = {FA_MEMBER_INIT("email", FA_MEMBER_TEXT, true),
                     FA_MEMBER_INIT("password", FA_MEMBER_TEXT, true),
                     FA_MEMBER_INIT("full_name", FA_MEMBER_TEXT, false)};
    compat_routes *r = service;
    fa_registration in = FA_REGISTRATION_INIT;
    fa_actor who = compat_who(req);
    fa_tokens tokens;
    void *hold = NULL;
    fa_status st = compat_members(req, m, 3, &hold, err);

    in.email = m[0].text;
    in.password = m[1].text;
    in.full_name = m[2].text;
    if (st == FA_OK)
        st = fa_user_register(r->users, &who, &in, &tokens, err);
    fa_members_free(hold);
    if (st != FA_OK)
        return st;
    r->mail_waits(r->payload);
    /* Old clients sign in for themselves afterwards: the session that was opened is not theirs. */
    if (*tokens.session.s != '\0') {
        who.user = tokens.user.id;
        who.credential = tokens.session;
        who.role = tokens.user.role;
        (void)fa_user_logout(r->users, &who, NULL);
    }
    return reply_user(reply, &tokens.user);
}

/* ---- one's own account ---- */

fa_status compat_me(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    fa_actor who = compat_who(req);
    fa_user user;
    fa_status st = fa_user_get(r->users, &who, &user, err);

    return st == FA_OK ? reply_user(reply, &user) : st;
}

/* Whether the address is another one than that of the account. */
static bool is_new(const char *email, const fa_user *user)
{
    if (email == NULL || strlen(email) != strlen(user->email))
        return email != NULL;
    for (size_t i = 0; email[i] != '\0'; i++) {
        char c = email[i] >= 'A' && email[i] <= 'Z' ? (char)(email[i] + 32) : email[i];

        if (c != user->email[i])
            return true;
    }
    return false;
}

/* A new password or address needs the present password, which old pages do not send: they are told so, before anything
 * changes. */
static fa_status check_present(const char *present, bool needed, fa_error *err)
{
    return !needed || present != NULL
               ? FA_OK
               : fa_fail_field(err, FA_EINVALID, "current_password",
                               "a new password or e-mail address needs current_password as well");
}

fa_status compat_change_me(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    enum { NAME, EMAIL, AVATAR, PASSWORD, PRESENT, COUNT };
    fa_member m[COUNT] = {[NAME] = FA_MEMBER_INIT("full_name", FA_MEMBER_TEXT, false),
                          [EMAIL] = FA_MEMBER_INIT("email", FA_MEMBER_TEXT, false),
                          [AVATAR] = FA_MEMBER_INIT("avatar_url", FA_MEMBER_TEXT, false),
                          [PASSWORD] = FA_MEMBER_INIT("password", FA_MEMBER_TEXT, false),
                          [PRESENT] = FA_MEMBER_INIT("current_password", FA_MEMBER_TEXT, false)};
    compat_routes *r = service;
    fa_profile in = FA_PROFILE_INIT;
    fa_actor who = compat_who(req);
    fa_user user;
    void *hold = NULL;
    bool password, email;
    fa_status st = compat_members(req, m, COUNT, &hold, err);

    if (st == FA_OK)
        st = fa_user_get(r->users, &who, &user, err);
    password = m[PASSWORD].given && *m[PASSWORD].text != '\0';
    email = st == FA_OK && is_new(m[EMAIL].text, &user);
    if (st == FA_OK)
        st = check_present(m[PRESENT].text, password || email, err);
    if (st == FA_OK && password)
        st = fa_password_change(r->users, &who, m[PRESENT].text, m[PASSWORD].text, err);
    in.full_name = m[NAME].text;
    in.avatar_url = m[AVATAR].text;
    in.email = email ? m[EMAIL].text : NULL;
    in.password = email ? (password ? m[PASSWORD].text : m[PRESENT].text) : NULL;
    if (st == FA_OK)
        st = fa_user_update(r->users, &who, &in, &user, err);
    fa_members_free(hold);
    r->mail_waits(r->payload);
    if (st == FA_EUNAUTHENTICATED && m[PRESENT].given) /* 401 would sign the old pages out */
        return fa_fail_field(err, FA_EINVALID, "current_password", "the present password is wrong");
    return st == FA_OK ? reply_user(reply, &user) : st;
}
