/* user/usecases/admin.c: accounts in the hands of an administrator. */
#include <string.h>

#include "base/encode.h"
#include "user/domain/account.h"
#include "user/usecases/accounts.h"
#include "user/usecases/mail.h"
#include "user/usecases/opening.h"

/* ---- looking ---- */

typedef struct showing {
    fa_user_visit_fn visit;
    void *payload;
} showing;

static fa_status show(void *payload, const void *record, fa_error *err)
{
    const showing *s = payload;

    return s->visit(s->payload, &((const fa_user_record *)record)->user, err);
}

static fa_status check_filter(const fa_user_filter *filter, fa_error *err)
{
    if (filter == NULL || filter->struct_size < sizeof *filter)
        return fa_fail_field(err, FA_EINVALID, "filter", "the filter is not filled in");
    if (filter->order < FA_USERS_NEWEST || filter->order > FA_USERS_BY_EMAIL)
        return fa_fail_field(err, FA_EINVALID, "sort", "users are sorted by time or by e-mail address");
    return FA_OK;
}

fa_status fa_admin_user_list(fa_user_service *svc, const fa_actor *who, const fa_user_filter *filter,
                             fa_user_visit_fn visit, void *payload, fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_USERS, .filter = filter};
    showing s = {visit, payload};
    fa_status st = fai_need_admin(svc, who, err);

    if (st == FA_OK)
        st = check_filter(filter, err);
    if (st == FA_OK && visit == NULL)
        st = fa_fail_field(err, FA_EINVALID, "visit", "there is nobody to show the users to");
    return st != FA_OK || filter->limit == 0 ? st : fa_user_repo_query(&svc->repo, &q, show, &s, err);
}

fa_status fa_admin_user_count(fa_user_service *svc, const fa_actor *who, const fa_user_filter *filter,
                              uint64_t *out, fa_error *err)
{
    fa_status st = fai_need_admin(svc, who, err);

    if (st == FA_OK)
        st = check_filter(filter, err);
    return st != FA_OK ? st : fa_user_repo_count(&svc->repo, filter, out, err);
}

fa_status fa_admin_user_get(fa_user_service *svc, const fa_actor *who, fa_id user, fa_user *out,
                            fa_error *err)
{
    fa_status st = fai_need_admin(svc, who, err);

    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the account");
    return st != FA_OK ? st : fai_account_reread(svc, user, out, err);
}

fa_status fa_admin_user_find(fa_user_service *svc, const fa_actor *who, int64_t legacy_id, fa_user *out,
                             fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_USER_NUMBER, .number = legacy_id};
    fa_user_record record;
    fa_status st = fai_need_admin(svc, who, err);

    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the account");
    if (st == FA_OK)
        st = fa_user_repo_query(&svc->repo, &q, fai_copy_user, &record, err);
    if (st == FA_OK)
        *out = record.user;
    fai_wipe(&record, sizeof record);
    return st;
}

fa_status fa_admin_user_with_email(fa_user_service *svc, const fa_actor *who, const char *email, fa_user *out,
                                   fa_error *err)
{
    char address[FA_EMAIL_BYTES];
    fa_user_query q = {.kind = FA_QUERY_USER_EMAIL, .text = address};
    fa_user_record record;
    fa_status st = fai_need_admin(svc, who, err);

    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the account");
    if (st == FA_OK)
        st = fai_email(email, address, err);
    if (st == FA_OK)
        st = fa_user_repo_query(&svc->repo, &q, fai_copy_user, &record, err);
    if (st == FA_OK)
        *out = record.user;
    fai_wipe(&record, sizeof record);
    return st;
}

/* ---- making ---- */

static fa_status take_account(const fa_user_service *svc, const fa_account *in, fa_user_record *r,
                              fa_error *err)
{
    fa_status st = fai_email(in->email, r->user.email, err);

    if (st == FA_OK)
        st = fai_person_name(in->full_name, "full_name", r->user.full_name, err);
    if (st == FA_OK && in->role != (fa_role)0 && fa_role_name(in->role) == NULL)
        st = fa_fail_field(err, FA_EINVALID, "role", "there is no such role");
    if (st == FA_OK && in->password != NULL && !in->any_password)
        st = fai_account_check_password(svc, &r->user, in->password, "password", err);
    if (st == FA_OK && in->hash != NULL &&
        (in->password != NULL || strlen(in->hash) >= sizeof r->password_hash))
        st = fa_fail_field(err, FA_EINVALID, "hash", "a hash stands alone, and has less than %d bytes",
                           FA_PASSWORD_HASH_BYTES);
    if (st != FA_OK)
        return st;
    r->user.role = in->role == (fa_role)0 ? FA_ROLE_USER : in->role;
    r->user.active = !in->inactive;
    if (in->hash != NULL) {
        fai_take_text(r->password_hash, sizeof r->password_hash, in->hash);
        r->user.has_password = true;
    }
    /* An administrator vouches for it, unless its owner is to show it with the first password. */
    r->user.verified = in->password != NULL || in->hash != NULL;
    return in->password == NULL ? FA_OK : fai_account_password(svc, r, in->password, err);
}

fa_status fa_admin_user_create(fa_user_service *svc, const fa_actor *who, const fa_account *in, fa_user *out,
                               fa_error *err)
{
    fa_user_record record;
    fai_mailing mail;
    fai_changes c;
    fa_status st = fai_need_admin(svc, who, err);

    if (st == FA_OK && (in == NULL || in->struct_size < sizeof *in || out == NULL))
        st = fa_fail_field(err, FA_EINVALID, "account", "the account is not filled in");
    if (st == FA_OK && (in->hash != NULL || in->any_password) && !fai_is_operator(who))
        st = fa_fail(err, FA_EFORBIDDEN, "only the operator takes accounts over as they are");
    if (st == FA_OK)
        st = fai_account_new(svc, &record, err);
    if (st != FA_OK)
        return st;
    st = take_account(svc, in, &record, err);
    fai_changes_begin(&c, svc);
    fai_change(&c, FA_CHANGE_USER_ADD, &record)->number = &record.user.legacy_id;
    if (st == FA_OK && !record.user.has_password)
        st = fai_mail_code(&mail, &c, &record.user, record.user.email, FA_GRANT_RESET, err);
    fai_change_audit(&c, who, "user.create", record.user.id.s, fa_role_name(record.user.role));
    if (st == FA_OK) {
        st = fai_changes_apply(&c, err);
        if (st == FA_ECONFLICT)
            st = fa_fail_field(err, st, "email", "there is an account with that e-mail address");
    }
    if (st == FA_OK)
        *out = record.user;
    fai_wipe(&record, sizeof record);
    return st;
}

/* ---- changing ---- */

typedef struct altering {
    const fa_actor *who;
    const fa_account_change *in;
    char hash[FA_PASSWORD_HASH_BYTES];
    char counter[FA_COUNTER_KEY_BYTES];
    fai_mailing mail;
} altering;

/* One who can act as such. */
static bool is_admin(const fa_user *user)
{
    return user->role == FA_ROLE_ADMIN && user->active && !user->locked;
}

static void alter_access(altering *a, fa_user_record *r, fai_changes *c)
{
    static const fa_id none;
    const fa_account_change *in = a->in;
    fa_user_change *change;
    bool was_admin = is_admin(&r->user);

    if (in->role != (fa_role)0)
        r->user.role = in->role;
    if (in->active != 0)
        r->user.active = in->active > 0;
    if (in->locked != 0)
        r->user.locked = in->locked > 0;
    if (in->locked < 0) {
        fai_counter_key(c->svc, "account", r->user.email, a->counter);
        fai_change_text(c, FA_CHANGE_COUNTER_CLEAR, a->counter);
    }
    if (in->password != NULL) {
        memcpy(r->password_hash, a->hash, sizeof a->hash);
        r->user.has_password = true;
    }
    if (in->role != (fa_role)0 || in->active < 0 || in->locked > 0 || in->password != NULL) {
        fai_change_end_sessions(c, r->user.id, none);
        change = fai_change(c, FA_CHANGE_CREDENTIAL_CHANGED, NULL); /* keys may do less, or nothing, now */
        change->id = change->user = r->user.id;
    }
    if (was_admin && !is_admin(&r->user))
        (void)fai_change(c, FA_CHANGE_NEED_ADMIN, NULL);
}

static const char *what_changed(const fa_account_change *in)
{
    if (in->role != (fa_role)0)
        return "user.role";
    if (in->active != 0)
        return in->active > 0 ? "user.activate" : "user.deactivate";
    if (in->locked != 0)
        return in->locked > 0 ? "user.lock" : "user.unlock";
    return in->password != NULL ? "user.password" : "user.change";
}

static fa_status alter(void *payload, fa_user_record *r, fai_changes *c, fa_error *err)
{
    altering *a = payload;
    const fa_account_change *in = a->in;
    fa_status st = FA_OK;

    if (in->version != 0 && in->version != r->user.version)
        return fa_fail_field(err, FA_ECONFLICT, "version", "the account changed since it was read");
    if (in->email != NULL)
        st = fai_email(in->email, r->user.email, err);
    if (st == FA_OK && in->full_name != NULL)
        st = fai_person_name(in->full_name, "full_name", r->user.full_name, err);
    if (st != FA_OK)
        return st;
    alter_access(a, r, c);
    fai_change_audit(c, a->who, what_changed(in), r->user.id.s,
                     in->role != (fa_role)0 ? fa_role_name(in->role) : "");
    if (in->password != NULL)
        st = fai_mail_notice(&a->mail, c, r->user.email, "An administrator set the password of your account.",
                             err);
    return st;
}

static fa_status check_change(fa_user_service *svc, fa_id user, const fa_account_change *in, fa_error *err)
{
    fa_user now;
    fa_status st = FA_OK;

    if (in == NULL || in->struct_size < sizeof *in)
        return fa_fail_field(err, FA_EINVALID, "account", "the change is not filled in");
    if (in->role != (fa_role)0 && fa_role_name(in->role) == NULL)
        return fa_fail_field(err, FA_EINVALID, "role", "there is no such role");
    if (in->password != NULL) {
        st = fai_account_reread(svc, user, &now, err);
        if (st == FA_OK)
            st = fai_account_check_password(svc, &now, in->password, "password", err);
    }
    return st;
}

static fa_status explain(fa_status st, const fa_error *why, fa_error *err)
{
    if (st == FA_ECONFLICT && strcmp(why->field, "admin") == 0)
        return fa_fail(err, st, "the last administrator stays");
    if (st == FA_ECONFLICT && strcmp(why->field, "email") == 0)
        return fa_fail_field(err, st, "email", "there is an account with that e-mail address");
    if (st != FA_OK && err != NULL)
        *err = *why;
    return st;
}

fa_status fa_admin_user_update(fa_user_service *svc, const fa_actor *who, fa_id user,
                               const fa_account_change *in, fa_user *out, fa_error *err)
{
    altering a = {.who = who, .in = in};
    fa_error why = {0};
    fa_status st = fai_need_admin(svc, who, err);

    if (st == FA_OK)
        st = check_change(svc, user, in, err);
    if (st == FA_OK && in->password != NULL)
        st = fa_password_hash(&svc->passwords, in->password, strlen(in->password), a.hash, err);
    if (st != FA_OK)
        return st;
    st = fai_account_edit(svc, user, alter, &a, out, &why);
    fai_wipe(&a, sizeof a);
    return explain(st, &why, err);
}

static fa_status reset(void *payload, fa_user_record *r, fai_changes *c, fa_error *err)
{
    static const fa_id none;
    altering *a = payload;

    memset(r->password_hash, 0, sizeof r->password_hash);
    r->user.has_password = false;
    fai_change_end_sessions(c, r->user.id, none);
    fai_change_audit(c, a->who, "user.reset", r->user.id.s, "");
    return fai_mail_code(&a->mail, c, &r->user, r->user.email, FA_GRANT_RESET, err);
}

fa_status fa_admin_user_reset(fa_user_service *svc, const fa_actor *who, fa_id user, fa_error *err)
{
    altering a = {.who = who};
    fa_status st = fai_need_admin(svc, who, err);

    if (st == FA_OK && svc->mailer.ops == NULL)
        st = fa_fail(err, FA_EUNSUPPORTED,
                     "no mail is sent here: nobody would get the code for a new password");
    if (st == FA_OK)
        st = fai_account_edit(svc, user, reset, &a, NULL, err);
    fai_wipe(&a.mail, sizeof a.mail);
    return st;
}

fa_status fa_admin_user_end_sessions(fa_user_service *svc, const fa_actor *who, fa_id user, fa_error *err)
{
    static const fa_id none;
    fa_user seen;
    fai_changes c;
    fa_status st = fai_need_admin(svc, who, err);

    if (st == FA_OK)
        st = fai_account_reread(svc, user, &seen, err);
    if (st != FA_OK)
        return st;
    fai_changes_begin(&c, svc);
    fai_change_end_sessions(&c, user, none);
    fai_change_audit(&c, who, "user.sessions", user.s, "");
    return fai_changes_apply(&c, err);
}

/* ---- removing ---- */

/* The record is replaced before it goes: so nobody makes an administrator of it between the look and the removal. */
static fa_status remove_record(void *payload, fa_user_record *r, fai_changes *c, fa_error *err)
{
    const altering *a = payload;

    (void)err;
    fai_change(c, FA_CHANGE_USER_REMOVE, NULL)->user = r->user.id;
    if (is_admin(&r->user))
        (void)fai_change(c, FA_CHANGE_NEED_ADMIN, NULL);
    fai_change_audit(c, a->who, "user.remove", r->user.id.s, "");
    return FA_OK;
}

static fa_status remove_user(fa_user_service *svc, const fa_actor *who, fa_id user, fa_error *err)
{
    altering a = {.who = who};
    fa_error why = {0};
    fa_status st = fai_account_edit(svc, user, remove_record, &a, NULL, &why);

    return explain(st, &why, err);
}

fa_status fa_admin_user_remove(fa_user_service *svc, const fa_actor *who, fa_id user, fa_error *err)
{
    fa_status st = fai_need_admin(svc, who, err);

    if (st == FA_OK)
        st = fai_id_check(&user, "usr_", "id", err);
    if (st == FA_OK && fa_id_equal(user, who->user))
        st = fa_fail(err, FA_ECONFLICT, "administrators do not remove themselves");
    return st != FA_OK ? st : remove_user(svc, who, user, err);
}

fa_status fa_user_remove(fa_user_service *svc, const fa_actor *who, const char *password, fa_error *err)
{
    fa_user_record record;
    fa_status st = fai_need_session(svc, who, err);

    if (st == FA_OK)
        st = fai_get_user(svc, who->user, &record, err);
    if (st != FA_OK)
        return st;
    st = fai_account_prove(svc, who, &record, password, "password", err);
    fai_wipe(&record, sizeof record);
    return st != FA_OK ? st : remove_user(svc, who, who->user, err);
}
