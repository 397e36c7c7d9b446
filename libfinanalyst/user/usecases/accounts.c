/* user/usecases/accounts.c: making and changing the records of accounts. */
#include "user/usecases/accounts.h"

#include <string.h>

#include "base/encode.h"
#include "user/domain/account.h"
#include "user/usecases/opening.h"

fa_status fai_account_new(const fa_user_service *svc, fa_user_record *out, fa_error *err)
{
    fa_time now = fa_clock_now(&svc->clock);

    memset(out, 0, sizeof *out);
    out->user.role = FA_ROLE_USER;
    out->user.active = true;
    out->user.created = out->user.updated = now;
    out->user.version = 1;
    memcpy(out->user.preferences, "{}", 3);
    return fai_new_id(svc, "usr_", &out->user.id, err);
}

fa_status fai_account_password(const fa_user_service *svc, fa_user_record *record, const char *password,
                               fa_error *err)
{
    char hash[FA_PASSWORD_HASH_BYTES] = "";
    fa_status st = fa_password_hash(&svc->passwords, password, strlen(password), hash, err);

    if (st == FA_OK) {
        memcpy(record->password_hash, hash, sizeof hash);
        record->user.has_password = true;
    }
    return st;
}

fa_status fai_account_check_password(const fa_user_service *svc, const fa_user *user, const char *password,
                                     const char *field, fa_error *err)
{
    fai_password_owner owner = {user->email, user->full_name, user->has_totp};

    return fai_password_check(&svc->rules.passwords, password, &owner, field, err);
}

fa_status fai_account_reread(const fa_user_service *svc, fa_id id, fa_user *out, fa_error *err)
{
    fa_user_record record;
    fa_status st = fai_get_user(svc, id, &record, err);

    if (st == FA_OK)
        *out = record.user;
    fai_wipe(&record, sizeof record);
    return st;
}

fa_status fai_account_prove(const fa_user_service *svc, const fa_actor *who, const fa_user_record *record,
                            const char *password, const char *field, fa_error *err)
{
    bool match = false, stale;
    char key[FA_COUNTER_KEY_BYTES];
    fai_changes c;
    fa_status st;

    if (password == NULL || strlen(password) > FA_PASSWORD_MAX * 4)
        return fa_fail_field(err, FA_EINVALID, field, "the present password is needed");
    fai_counter_key(svc, "prove", record->user.id.s, key);
    st = fai_try(svc, key, svc->rules.login_tries, 30000, 900000, err);
    if (st == FA_OK)
        st = fai_check_password(svc, record->password_hash, password, &match, &stale, err);
    if (st != FA_OK)
        return st;
    fai_changes_begin(&c, svc);
    if (match)
        fai_change_text(&c, FA_CHANGE_COUNTER_CLEAR, key);
    else
        fai_change_audit(&c, who, "password.wrong", record->user.id.s, "");
    st = fai_changes_apply(&c, err);
    if (st == FA_OK && !match)
        st = fa_fail_field(err, FA_EUNAUTHENTICATED, field, "the password is wrong");
    return st;
}

/* One try. *lost: somebody else was faster. */
static fa_status try_edit(fa_user_service *svc, fa_id id, fai_account_edit_fn edit, void *payload,
                          fa_user *out, bool *lost, fa_error *err)
{
    fa_user_record record;
    char email[FA_EMAIL_BYTES];
    fai_changes c;
    fa_status st = fai_get_user(svc, id, &record, err);

    *lost = false;
    if (st != FA_OK)
        return st;
    memcpy(email, record.user.email, sizeof email);
    fai_changes_begin(&c, svc);
    record.user.updated = c.now;
    (void)fai_change(&c, FA_CHANGE_USER_REPLACE, &record);
    st = edit(payload, &record, &c, err);
    if (st == FA_OK) {
        bool same_email = strcmp(email, record.user.email) == 0;
        fa_error why = {0};

        st = fai_changes_apply(&c, &why);
        if (st == FA_ECONFLICT && strcmp(why.field, "admin") != 0)
            *lost = same_email || strcmp(why.field, "email") != 0;
        if (st != FA_OK && err != NULL)
            *err = why;
    }
    if (st == FA_OK && out != NULL) {
        *out = record.user;
        out->version++;
    }
    fai_wipe(&record, sizeof record);
    return st;
}

fa_status fai_account_edit(fa_user_service *svc, fa_id id, fai_account_edit_fn edit, void *payload,
                           fa_user *out, fa_error *err)
{
    bool lost = true;
    fa_status st = FA_ECONFLICT;

    for (int i = 0; lost && i < FAI_TRIES; i++)
        st = try_edit(svc, id, edit, payload, out, &lost, err);
    return st;
}
