/* user/usecases/passwords.c: a new password: for who knows the old one, or has the mail of the account. */
#include <string.h>

#include "base/encode.h"
#include "user/domain/account.h"
#include "user/usecases/accounts.h"
#include "user/usecases/mail.h"
#include "user/usecases/opening.h"

enum { MAILS_FREE = 3, MAIL_FIRST_MS = 60000, MAIL_MOST_MS = 3600000 };

/* ---- changing ---- */

typedef struct changing {
    const fa_actor *who;
    const char *seen; /* the hash that the present password was checked against */
    char hash[FA_PASSWORD_HASH_BYTES];
    const char *code; /* hash of the code that it rests on, NULL = none */
    fa_id keep;       /* the session that goes on */
    const char *action;
    fai_mailing mail;
} changing;

static fa_status set(void *payload, fa_user_record *r, fai_changes *c, fa_error *err)
{
    changing *g = payload;

    if (g->seen != NULL && strcmp(g->seen, r->password_hash) != 0)
        return fa_fail_field(err, FA_EUNAUTHENTICATED, "current_password",
                             "the password has been changed meanwhile");
    memcpy(r->password_hash, g->hash, sizeof g->hash);
    r->user.has_password = true;
    if (g->code != NULL) {
        r->user.verified = true; /* who has the mail of an address owns it */
        fai_change_text(c, FA_CHANGE_GRANT_TAKE, g->code);
    }
    fai_change_end_sessions(c, r->user.id, g->keep);
    fai_change_audit(c, g->who, g->action, r->user.id.s, "");
    c->audit.actor = r->user.id;
    return fai_mail_notice(&g->mail, c, r->user.email, "The password of your account was changed.", err);
}

static fa_status hash(const fa_user_service *svc, const char *fresh, changing *g, fa_error *err)
{
    return fa_password_hash(&svc->passwords, fresh, strlen(fresh), g->hash, err);
}

fa_status fa_password_change(fa_user_service *svc, const fa_actor *who, const char *current,
                             const char *fresh, fa_error *err)
{
    changing g = {.who = who, .action = "password.change"};
    fa_user_record record;
    fa_status st = fai_need_session(svc, who, err);

    if (st == FA_OK)
        st = fai_get_user(svc, who->user, &record, err);
    if (st != FA_OK)
        return st;
    st = fai_account_check_password(svc, &record.user, fresh, "new_password", err);
    if (st == FA_OK)
        st = fai_account_prove(svc, who, &record, current, "current_password", err);
    if (st == FA_OK)
        st = hash(svc, fresh, &g, err);
    g.seen = record.password_hash;
    g.keep = who->credential;
    if (st == FA_OK)
        st = fai_account_edit(svc, who->user, set, &g, NULL, err);
    fai_wipe(&record, sizeof record);
    fai_wipe(&g, sizeof g);
    return st;
}

/* ---- forgotten ---- */

/* Counted by the address that is asked for, whether there is such an account or not. */
static fa_status may_mail(const fa_user_service *svc, const fa_actor *who, const char *email, fa_error *err)
{
    char key[FA_COUNTER_KEY_BYTES];
    fa_counter counter;
    fa_status st = fai_address_check(svc, who, &counter, err);

    fai_counter_key(svc, "mail", email, key);
    if (st == FA_OK)
        st = fai_try(svc, key, MAILS_FREE, MAIL_FIRST_MS, MAIL_MOST_MS, err);
    if (st == FA_OK)
        fai_count_failure(svc, &counter);
    return st;
}

/* Both ways end with one change of about the same size. */
static fa_status mail_to(fa_user_service *svc, const fa_actor *who, const char *given, fa_grant_kind kind,
                         fa_error *err)
{
    char email[FA_EMAIL_BYTES];
    fa_user_record user;
    fai_mailing mail;
    fai_changes c;
    bool found = false;
    fa_status st = fai_user_service_check(svc, who, err);

    if (st == FA_OK)
        st = fai_email(given, email, err);
    if (st == FA_OK)
        st = may_mail(svc, who, email, err);
    if (st == FA_OK)
        st = fai_look_for_user(svc, email, &user, &found, err);
    if (st != FA_OK)
        return st;
    if (found && kind == FA_GRANT_VERIFY)
        found = !user.user.verified;
    else if (found)
        found = user.user.active;
    fai_changes_begin(&c, svc);
    if (found)
        st = fai_mail_code(&mail, &c, &user.user, email, kind, err);
    fai_change_audit(&c, who, kind == FA_GRANT_RESET ? "password.forgot" : "email.resend", user.user.id.s,
                     found ? "" : "no mail");
    if (st == FA_OK)
        st = fai_changes_apply(&c, err);
    fai_wipe(&mail, sizeof mail);
    fai_wipe(&user, sizeof user);
    return st;
}

fa_status fa_password_forgot(fa_user_service *svc, const fa_actor *who, const char *email, fa_error *err)
{
    return mail_to(svc, who, email, FA_GRANT_RESET, err);
}

fa_status fa_email_resend(fa_user_service *svc, const fa_actor *who, const char *email, fa_error *err)
{
    return mail_to(svc, who, email, FA_GRANT_VERIFY, err);
}

/* ---- codes ---- */

static fa_status copy_grant(void *payload, const void *record, fa_error *err)
{
    (void)err;
    *(fa_grant *)payload = *(const fa_grant *)record;
    return FA_OK;
}

static fa_status expired(fa_error *err)
{
    return fa_fail_field(err, FA_EEXPIRED, "token", "the code was used, is too old, or is none");
}

/* The grant of a code, and the account that it is for. */
static fa_status find_grant(const fa_user_service *svc, const char *code, fa_grant_kind kind,
                            char code_hash[FA_SHA256_HEX], fa_grant *grant, fa_user_record *user,
                            fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_GRANT, .text = code_hash};
    fa_status st;

    if (code == NULL || strlen(code) >= FA_SECRET_BYTES)
        return expired(err);
    fai_hash_text(svc, code, code_hash);
    st = fa_user_repo_query(&svc->repo, &q, copy_grant, grant, err);
    if (st == FA_ENOTFOUND ||
        (st == FA_OK && (grant->kind != kind || fa_clock_now(&svc->clock) >= grant->expires)))
        return expired(err);
    if (st == FA_OK)
        st = fai_get_user(svc, grant->user, user, err);
    return st == FA_ENOTFOUND ? expired(err) : st;
}

fa_status fa_password_reset(fa_user_service *svc, const fa_actor *who, const char *code, const char *fresh,
                            fa_error *err)
{
    changing g = {.who = who, .action = "password.reset"};
    char code_hash[FA_SHA256_HEX], counter[FA_COUNTER_KEY_BYTES];
    fa_user_record user;
    fa_grant grant;
    fai_changes c;
    fa_status st = fai_user_service_check(svc, who, err);

    if (st == FA_OK)
        st = find_grant(svc, code, FA_GRANT_RESET, code_hash, &grant, &user, err);
    if (st == FA_OK)
        st = fai_account_check_password(svc, &user.user, fresh, "new_password", err);
    if (st == FA_OK)
        st = hash(svc, fresh, &g, err);
    g.code = code_hash;
    if (st == FA_OK)
        st = fai_account_edit(svc, grant.user, set, &g, NULL, err);
    if (st == FA_ENOTFOUND) /* somebody else used it meanwhile */
        st = expired(err);
    if (st == FA_OK) {
        fai_counter_key(svc, "account", grant.email, counter);
        fai_changes_begin(&c, svc);
        fai_change_text(&c, FA_CHANGE_COUNTER_CLEAR, counter);
        (void)fai_changes_apply(&c, NULL); /* else the owner waits a little */
    }
    fai_wipe(&user, sizeof user);
    fai_wipe(&g, sizeof g);
    return st;
}

typedef struct verifying {
    const fa_actor *who;
    const fa_grant *grant;
    const char *code_hash;
    fai_mailing mail;
} verifying;

static fa_status verify(void *payload, fa_user_record *r, fai_changes *c, fa_error *err)
{
    verifying *v = payload;
    fa_status st = FA_OK;

    if (strcmp(r->user.email, v->grant->email) != 0)
        st = fai_mail_notice(&v->mail, c, r->user.email, "Your account has another e-mail address now.", err);
    memcpy(r->user.email, v->grant->email, sizeof r->user.email);
    r->user.verified = true;
    fai_change_text(c, FA_CHANGE_GRANT_TAKE, v->code_hash);
    fai_change_audit(c, v->who, "email.verified", r->user.id.s, "");
    c->audit.actor = r->user.id;
    return st;
}

fa_status fa_email_verify(fa_user_service *svc, const fa_actor *who, const char *code, fa_error *err)
{
    char code_hash[FA_SHA256_HEX];
    fa_user_record user;
    fa_grant grant;
    verifying v = {.who = who, .grant = &grant, .code_hash = code_hash};
    fa_error why = {0};
    fa_status st = fai_user_service_check(svc, who, err);

    if (st == FA_OK)
        st = find_grant(svc, code, FA_GRANT_VERIFY, code_hash, &grant, &user, err);
    if (st != FA_OK)
        return st;
    st = fai_account_edit(svc, grant.user, verify, &v, NULL, &why);
    if (st == FA_ENOTFOUND)
        st = expired(err);
    else if (st == FA_ECONFLICT)
        st = fa_fail_field(err, st, "email", "there is another account with that e-mail address by now");
    else if (st != FA_OK && err != NULL)
        *err = why;
    fai_wipe(&user, sizeof user);
    return st;
}
