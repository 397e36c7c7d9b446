/* user/usecases/totp.c: turning the second factor on and off. */
#include "user/domain/totp.h"

#include <stdio.h>
#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "user/usecases/accounts.h"
#include "user/usecases/mail.h"

enum { RECOVERY_BYTES = 9 /* 72 bits: 15 digits of base 32 */ };

/* A text for a URI (RFC 3986). */
static void put_escaped(fa_buf *out, const char *text)
{
    for (; *text != '\0'; text++)
        (void)fa_buf_printf(out, fai_is_alnum(*text) || strchr("-._~", *text) != NULL ? "%c" : "%%%02X",
                            (unsigned char)*text);
}

/* The form that authenticator programs read from a picture. */
static fa_status write_uri(const fa_user_service *svc, const char *email, const char *secret,
                           char uri[FA_URL_BYTES], fa_error *err)
{
    fa_buf b;
    fa_status st;

    fa_buf_init(&b, FA_URL_BYTES - 1);
    (void)fa_buf_puts(&b, "otpauth://totp/");
    put_escaped(&b, svc->rules.issuer);
    (void)fa_buf_puts(&b, ":");
    put_escaped(&b, email);
    (void)fa_buf_printf(&b, "?secret=%s&issuer=", secret);
    put_escaped(&b, svc->rules.issuer);
    st = fa_buf_check(&b, err);
    if (st == FA_OK)
        memcpy(uri, b.data, b.len + 1);
    fa_buf_clear(&b);
    return st;
}

typedef struct setting {
    const fa_actor *who;
    uint8_t secret[FA_TOTP_SECRET];
    const char *code;
    char recovery[FA_RECOVERY_CODES][FA_RECOVERY_BYTES];
    char email[FA_EMAIL_BYTES];
    fai_mailing mail;
} setting;

static fa_status begin(void *payload, fa_user_record *r, fai_changes *c, fa_error *err)
{
    setting *s = payload;

    if (r->user.has_totp)
        return fa_fail(err, FA_ECONFLICT, "there is a second factor already");
    memcpy(r->totp_secret, s->secret, sizeof s->secret);
    memcpy(s->email, r->user.email, sizeof s->email);
    fai_change_audit(c, s->who, "totp.begin", r->user.id.s, "");
    return FA_OK;
}

fa_status fa_totp_begin(fa_user_service *svc, const fa_actor *who, char secret[FA_SECRET_BYTES],
                        char uri[FA_URL_BYTES], fa_error *err)
{
    setting s = {.who = who};
    char text[FA_SECRET_BYTES], link[FA_URL_BYTES];
    fa_status st = fai_need_session(svc, who, err);

    if (st == FA_OK && (secret == NULL || uri == NULL))
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the secret");
    if (st == FA_OK)
        st = fa_clock_random(&svc->clock, s.secret, sizeof s.secret, err);
    if (st == FA_OK)
        st = fai_account_edit(svc, who->user, begin, &s, NULL, err);
    if (st == FA_OK) {
        fai_base32_encode(s.secret, sizeof s.secret, text);
        st = write_uri(svc, s.email, text, link, err);
    }
    if (st == FA_OK) {
        memcpy(secret, text, strlen(text) + 1);
        memcpy(uri, link, strlen(link) + 1);
    }
    fai_wipe(&s, sizeof s);
    fai_wipe(text, sizeof text);
    fai_wipe(link, sizeof link);
    return st;
}

static bool is_zero(const uint8_t *bytes, size_t len)
{
    uint8_t any = 0;

    while (len-- > 0)
        any |= bytes[len];
    return any == 0;
}

static fa_status make_recovery(const fa_user_service *svc, fa_user_record *r, setting *s, fa_error *err)
{
    uint8_t bytes[RECOVERY_BYTES];
    fa_status st = FA_OK;

    for (int i = 0; st == FA_OK && i < FA_RECOVERY_CODES; i++) {
        st = fa_clock_random(&svc->clock, bytes, sizeof bytes, err);
        if (st == FA_OK) {
            fai_base32_encode(bytes, sizeof bytes, s->recovery[i]);
            fai_hash_text(svc, s->recovery[i], r->recovery[i]);
        }
    }
    return st;
}

static fa_status confirm(void *payload, fa_user_record *r, fai_changes *c, fa_error *err)
{
    setting *s = payload;
    fa_status st;

    if (r->user.has_totp || is_zero(r->totp_secret, sizeof r->totp_secret))
        return fa_fail(err, FA_ECONFLICT, "no second factor waits to be confirmed");
    r->totp_step = 0;
    if (!fai_totp_check(r->totp_secret, s->code, c->now, &r->totp_step))
        return fa_fail_field(err, FA_EINVALID, "code",
                             "the code is wrong: is the clock of the device right?");
    r->user.has_totp = true;
    st = make_recovery(c->svc, r, s, err);
    fai_change_audit(c, s->who, "totp.on", r->user.id.s, "");
    if (st == FA_OK)
        st = fai_mail_notice(&s->mail, c, r->user.email, "Your account needs a second factor from now on.",
                             err);
    return st;
}

fa_status fa_totp_confirm(fa_user_service *svc, const fa_actor *who, const char *code,
                          char recovery[FA_RECOVERY_CODES][FA_RECOVERY_BYTES], fa_error *err)
{
    setting s = {.who = who, .code = code};
    fa_status st = fai_need_session(svc, who, err);

    if (st == FA_OK && recovery == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the recovery codes");
    if (st == FA_OK)
        st = fai_account_edit(svc, who->user, confirm, &s, NULL, err);
    if (st == FA_OK)
        memcpy(recovery, s.recovery, sizeof s.recovery);
    fai_wipe(&s, sizeof s);
    return st;
}

static fa_status turn_off(void *payload, fa_user_record *r, fai_changes *c, fa_error *err)
{
    setting *s = payload;

    r->user.has_totp = false;
    r->totp_step = 0;
    memset(r->totp_secret, 0, sizeof r->totp_secret);
    memset(r->recovery, 0, sizeof r->recovery);
    fai_change_audit(c, s->who, "totp.off", r->user.id.s, "");
    return fai_mail_notice(&s->mail, c, r->user.email, "Your account needs no second factor any more.", err);
}

fa_status fa_totp_remove(fa_user_service *svc, const fa_actor *who, const char *password, fa_error *err)
{
    setting s = {.who = who};
    fa_user_record record;
    fa_status st = fai_need_session(svc, who, err);

    if (st == FA_OK)
        st = fai_get_user(svc, who->user, &record, err);
    if (st == FA_OK)
        st = fai_account_prove(svc, who, &record, password, "password", err);
    if (st == FA_OK)
        st = fai_account_edit(svc, who->user, turn_off, &s, NULL, err);
    fai_wipe(&record, sizeof record);
    fai_wipe(&s, sizeof s);
    return st;
}
