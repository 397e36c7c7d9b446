/* user/usecases/profile.c: what one tells about oneself. */
#include <string.h>

#include "base/encode.h"
#include "user/domain/account.h"
#include "user/usecases/accounts.h"
#include "user/usecases/mail.h"

fa_status fa_user_get(fa_user_service *svc, const fa_actor *who, fa_user *out, fa_error *err)
{
    fa_status st = fai_need_user(svc, who, "profile", err);

    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the account");
    return st != FA_OK ? st : fai_account_reread(svc, who->user, out, err);
}

typedef struct editing {
    const fa_actor *who;
    const fa_profile *in;
    fai_mailing mail;
} editing;

/* A new address takes effect when its owner has shown to be one: at once only where no mail is sent. */
static fa_status edit_email(editing *e, fa_user_record *r, fai_changes *c, fa_error *err)
{
    char email[FA_EMAIL_BYTES];
    fa_user_record other;
    bool taken = false;
    fa_status st = fai_email(e->in->email, email, err);

    if (st != FA_OK || strcmp(email, r->user.email) == 0)
        return st;
    st = fai_look_for_user(c->svc, email, &other, &taken, err);
    fai_wipe(&other, sizeof other);
    if (st == FA_OK && taken)
        st = fa_fail_field(err, FA_ECONFLICT, "email", "there is an account with that e-mail address");
    if (st != FA_OK)
        return st;
    if (c->svc->mailer.ops != NULL)
        return fai_mail_code(&e->mail, c, &r->user, email, FA_GRANT_VERIFY, err);
    memcpy(r->user.email, email, sizeof email);
    r->user.verified = false;
    return FA_OK;
}

static fa_status edit(void *payload, fa_user_record *r, fai_changes *c, fa_error *err)
{
    editing *e = payload;
    const fa_profile *in = e->in;
    fa_status st = FA_OK;

    if (in->full_name != NULL)
        st = fai_person_name(in->full_name, "full_name", r->user.full_name, err);
    if (st == FA_OK && in->avatar_url != NULL)
        st = fai_avatar(in->avatar_url, r->user.avatar_url, err);
    if (st == FA_OK && in->preferences != NULL)
        st = fai_preferences(in->preferences, r->user.preferences, err);
    if (st == FA_OK && in->email != NULL)
        st = edit_email(e, r, c, err);
    if (st == FA_OK)
        fai_change_audit(c, e->who, "profile", r->user.id.s, in->email != NULL ? "with the address" : "");
    return st;
}

static fa_status prove(fa_user_service *svc, const fa_actor *who, const char *password, fa_error *err)
{
    fa_user_record record;
    fa_status st = fai_need_session(svc, who, err);

    if (st == FA_OK)
        st = fai_get_user(svc, who->user, &record, err);
    if (st == FA_OK)
        st = fai_account_prove(svc, who, &record, password, "password", err);
    fai_wipe(&record, sizeof record);
    return st;
}

fa_status fa_user_update(fa_user_service *svc, const fa_actor *who, const fa_profile *in, fa_user *out,
                         fa_error *err)
{
    editing e = {.who = who, .in = in};
    fa_status st = fai_need_user(svc, who, "profile", err);

    if (st == FA_OK && (in == NULL || in->struct_size < sizeof *in))
        st = fa_fail_field(err, FA_EINVALID, "profile", "the profile is not filled in");
    if (st == FA_OK && in->email != NULL)
        st = prove(svc, who, in->password, err);
    if (st == FA_OK)
        st = fai_account_edit(svc, who->user, edit, &e, out, err);
    fai_wipe(&e.mail, sizeof e.mail);
    return st;
}
