/* user/usecases/register.c: a new account of one's own. */
#include <string.h>

#include "base/encode.h"
#include "user/domain/account.h"
#include "user/usecases/accounts.h"
#include "user/usecases/mail.h"
#include "user/usecases/opening.h"

/* Everything that can be said against the input, before the work of hashing. */
static fa_status check(const fa_user_service *svc, const fa_registration *in, fa_user_record *record,
                       fa_error *err)
{
    fai_password_owner owner = {record->user.email, record->user.full_name, false};
    fa_status st = fai_email(in->email, record->user.email, err);

    if (st == FA_OK)
        st = fai_person_name(in->full_name, "full_name", record->user.full_name, err);
    if (st == FA_OK)
        st = fai_password_check(&svc->rules.passwords, in->password, &owner, "password", err);
    return st;
}

static fa_status add(fa_user_service *svc, const fa_actor *who, fa_user_record *record, fa_tokens *out,
                     fa_error *err)
{
    fa_session_record session;
    fai_mailing mail;
    fai_changes c;
    fa_status st = FA_OK;

    memset(out, 0, sizeof *out);
    fai_changes_begin(&c, svc);
    fai_change(&c, FA_CHANGE_USER_ADD, record)->number = &record->user.legacy_id;
    if (svc->rules.verify_email) {
        st = fai_mail_code(&mail, &c, &record->user, record->user.email, FA_GRANT_VERIFY, err);
    } else {
        st = fai_session_make(svc, who, &record->user, NULL, &session, out, err);
        (void)fai_change(&c, FA_CHANGE_SESSION_ADD, &session);
    }
    fai_change_audit(&c, who, "register", record->user.id.s, "");
    c.audit.actor = record->user.id;
    if (st == FA_OK)
        st = fai_changes_apply(&c, err);
    if (st == FA_ECONFLICT)
        st = fa_fail_field(err, st, "email", "there is an account with that e-mail address");
    out->user = record->user;
    fai_wipe(&mail, sizeof mail);
    fai_wipe(&session, sizeof session);
    return st;
}

/* Registrations of an address are counted, as failures are: most find out who has an account. */
static fa_status do_register(fa_user_service *svc, const fa_actor *who, const fa_registration *in,
                             fa_tokens *out, fa_error *err)
{
    fa_user_record record;
    fa_counter counter;
    fa_status st = fai_address_check(svc, who, &counter, err);

    if (st == FA_OK)
        st = fai_account_new(svc, &record, err);
    if (st == FA_OK)
        st = check(svc, in, &record, err);
    if (st != FA_OK)
        return st;
    fai_count_failure(svc, &counter);
    st = fai_account_password(svc, &record, in->password, err);
    if (st == FA_OK)
        st = add(svc, who, &record, out, err);
    fai_wipe(&record, sizeof record);
    return st;
}

fa_status fa_user_register(fa_user_service *svc, const fa_actor *who, const fa_registration *in,
                           fa_tokens *out, fa_error *err)
{
    fa_tokens made;
    fa_status st = fai_user_service_check(svc, who, err);

    if (st != FA_OK)
        return st;
    if (in == NULL || in->struct_size < sizeof *in || out == NULL)
        return fa_fail_field(err, FA_EINVALID, "registration", "a registration needs its members and an out");
    if (svc->rules.closed)
        return fa_fail(err, FA_EFORBIDDEN, "accounts are made by an administrator here");
    st = do_register(svc, who, in, &made, err);
    if (st == FA_OK)
        *out = made;
    fai_wipe(&made, sizeof made);
    return st;
}
