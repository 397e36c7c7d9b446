/* user/usecases/mail.c: codes that are mailed, and sending what waits. */
#include "user/usecases/mail.h"

#include <stdio.h>
#include <string.h>

#include "base/encode.h"
#include "user/domain/account.h"

enum { FIRST_RETRY_MS = 10000, ATTEMPTS_MAX = 8 };

static fa_status begin_mail(fai_mailing *m, const fai_changes *c, const char *to, const char *subject,
                            fa_error *err)
{
    memset(&m->mail, 0, sizeof m->mail);
    fai_take_text(m->mail.to, sizeof m->mail.to, to);
    fai_take_text(m->mail.subject, sizeof m->mail.subject, subject);
    m->mail.created = m->mail.due = c->now;
    return fai_new_id(c->svc, "mai_", &m->mail.id, err);
}

/* The code stands behind "#": browsers keep that part to themselves, so that it gets into no log. */
static void write_code(fai_mailing *m, const fa_user_service *svc, fa_grant_kind kind, const char *code)
{
    bool reset = kind == FA_GRANT_RESET;

    (void)snprintf(
        m->mail.text, sizeof m->mail.text,
        "%s\n\n%s/#%s=%s\n\nor enter this code:\n\n%s\n\nIt holds once, for %lld minutes. If you did not ask "
        "for this, nothing has changed and there is nothing to do.\n",
        reset ? "To set a new password, open" : "To confirm that this address is yours, open",
        svc->rules.base_url, reset ? "reset" : "verify", code, code, (long long)(svc->rules.link_ms / 60000));
}

fa_status fai_mail_code(fai_mailing *m, fai_changes *c, const fa_user *user, const char *to,
                        fa_grant_kind kind, fa_error *err)
{
    const fa_user_service *svc = c->svc;
    char code[FA_SECRET_BYTES];
    fa_status st;

    if (svc->mailer.ops == NULL)
        return FA_OK;
    st = begin_mail(m, c, to, kind == FA_GRANT_RESET ? "Set a new password" : "Confirm your e-mail address",
                    err);
    if (st == FA_OK)
        st = fai_new_secret(svc, "", code, err);
    if (st != FA_OK)
        return st;
    memset(&m->grant, 0, sizeof m->grant);
    fai_hash_text(svc, code, m->grant.hash);
    m->grant.kind = kind;
    m->grant.user = user->id;
    fai_take_text(m->grant.email, sizeof m->grant.email, to);
    m->grant.created = c->now;
    m->grant.expires = c->now + svc->rules.link_ms;
    write_code(m, svc, kind, code);
    (void)fai_change(c, FA_CHANGE_GRANT_ADD, &m->grant);
    (void)fai_change(c, FA_CHANGE_MAIL_ADD, &m->mail);
    fai_wipe(code, sizeof code);
    return FA_OK;
}

fa_status fai_mail_notice(fai_mailing *m, fai_changes *c, const char *to, const char *what, fa_error *err)
{
    fa_status st;

    if (c->svc->mailer.ops == NULL)
        return FA_OK;
    st = begin_mail(m, c, to, "Your account has changed", err);
    if (st != FA_OK)
        return st;
    (void)snprintf(m->mail.text, sizeof m->mail.text,
                   "%s\n\nIf that was not you, set a new password at once: %s\n", what,
                   c->svc->rules.base_url);
    (void)fai_change(c, FA_CHANGE_MAIL_ADD, &m->mail);
    return FA_OK;
}

static fa_status copy_mail(void *payload, const void *record, fa_error *err)
{
    (void)err;
    *(fa_mail_record *)payload = *(const fa_mail_record *)record;
    return FA_OK;
}

/* What was handed over, or never will be, goes; the rest waits twice as long each time. */
static fa_status settle(fa_user_service *svc, const fa_mail_record *mail, fa_status sent, fa_error *err)
{
    bool over = sent == FA_OK || sent == FA_EINVALID || mail->attempts + 1 >= ATTEMPTS_MAX;
    fa_user_change *change;
    fai_changes c;

    fai_changes_begin(&c, svc);
    change = fai_change(&c, over ? FA_CHANGE_MAIL_REMOVE : FA_CHANGE_MAIL_POSTPONE, NULL);
    change->id = mail->id;
    change->time = c.now + ((fa_time)FIRST_RETRY_MS << mail->attempts);
    return fai_changes_apply(&c, err);
}

fa_status fa_user_send_mail(fa_user_service *svc, bool *sent, fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_MAIL};
    fa_mail_record record = {.attempts = 0};
    fa_mail mail;
    fa_status st, told;

    if (svc == NULL || sent == NULL)
        return fa_fail(err, FA_EINVALID, "there is no user service, or no out");
    q.time = fa_clock_now(&svc->clock);
    if (svc->mailer.ops != NULL) {
        st = fa_user_repo_query(&svc->repo, &q, copy_mail, &record, err);
        if (st != FA_OK)
            return st;
    }
    if (record.id.s[0] == '\0') {
        *sent = false;
        return FA_OK;
    }
    mail = (fa_mail){record.id, record.to, record.subject, record.text, record.created};
    told = fa_mailer_send(&svc->mailer, &mail, err);
    st = settle(svc, &record, told, told == FA_OK ? err : NULL);
    if (st == FA_OK)
        *sent = true;
    fai_wipe(&record, sizeof record);
    return told != FA_OK ? told : st;
}
