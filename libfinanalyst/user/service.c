/* user/service.c: making and unmaking the user service. */
#include "user/service.h"

#include <string.h>

#include <finanalyst/alloc.h>

#include "base/encode.h"
#include "user/usecases/keys.h"

#define OR(value, standard) ((value) == 0 ? (standard) : (value))
#define SECONDS(value, standard) ((fa_time)OR(value, standard) * 1000)

static fa_status take(const char *given, const char *standard, const char *field, char *out, size_t cap,
                      fa_error *err)
{
    const char *text = given == NULL ? standard : given;

    if (strlen(text) >= cap)
        return fa_fail_field(err, FA_EINVALID, field, "%s is longer than %zu bytes", field, cap - 1);
    memcpy(out, text, strlen(text) + 1);
    return FA_OK;
}

static fa_status take_rules(fa_user_service *svc, const fa_user_config *c, fa_error *err)
{
    fai_user_rules *r = &svc->rules;
    fa_status st = take(c->issuer, "finanalyst", "issuer", r->issuer, sizeof r->issuer, err);

    if (st == FA_OK)
        st = take(c->audience, "finanalyst", "audience", r->audience, sizeof r->audience, err);
    if (st == FA_OK)
        st = take(c->base_url, "http://localhost:3000", "base_url", r->base_url, sizeof r->base_url, err);
    r->access_ms = SECONDS(c->access_s, 600);
    r->session_ms = SECONDS(c->session_s, 30 * 86400);
    r->session_idle_ms = SECONDS(c->session_idle_s, 7 * 86400);
    r->key_ms = SECONDS(c->key_s, 30 * 86400);
    r->link_ms = SECONDS(c->link_s, 600);
    r->login_tries = OR(c->login_tries, 10);
    r->address_tries = OR(c->address_tries, 30);
    r->verify_email = c->verify_email;
    r->closed = c->closed;
    r->passwords = (fai_password_rules){OR(c->password_min, 15), OR(c->password_min_totp, 8), &svc->common};
    if (st == FA_OK && r->verify_email && svc->mailer.ops == NULL && c->mailer == NULL)
        st = fa_fail_field(err, FA_EINVALID, "mailer", "addresses can only be verified with a mailer");
    if (st == FA_OK && c->common_passwords != NULL)
        st = fai_common_passwords_read(&svc->common, c->common_passwords, c->common_passwords_len, err);
    return st;
}

static fa_status take_secret(fa_user_service *svc, const fa_user_config *c, fa_error *err)
{
    fa_status st = fa_token_keys_new(&svc->signer, &svc->keys, err);

    if (st != FA_OK || c->secret == NULL)
        return st;
    st = fa_token_keys_set_secret(svc->keys, NULL, c->secret, c->secret_len, err);
    if (st != FA_OK)
        return st;
    svc->secret = fa_alloc(c->secret_len);
    if (svc->secret == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a secret");
    memcpy(svc->secret, c->secret, c->secret_len);
    svc->secret_len = c->secret_len;
    return FA_OK;
}

/* All but the ports. */
static void let_go(fa_user_service *svc)
{
    fa_token_keys_free(svc->keys);
    if (svc->secret != NULL)
        fai_wipe(svc->secret, svc->secret_len);
    fa_free(svc->secret);
    fai_vec_clear(&svc->held);
    fai_common_passwords_clear(&svc->common);
    pthread_mutex_destroy(&svc->lock);
    fa_free(svc);
}

fa_status fai_user_service_new(const fai_user_parts *parts, fa_user_service **out, fa_error *err)
{
    fa_user_service *svc;
    fa_status st;

    if (parts->repo.ops == NULL || parts->passwords.ops == NULL || parts->signer.ops == NULL ||
        parts->hasher.ops == NULL || parts->clock.ops == NULL || parts->config == NULL)
        return fa_fail(err, FA_EINVALID, "the user service lacks a port");
    svc = fa_calloc(1, sizeof *svc);
    if (svc == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the user service");
    if (pthread_mutex_init(&svc->lock, NULL) != 0) {
        fa_free(svc);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    }
    svc->repo = parts->repo;
    svc->passwords = parts->passwords;
    svc->legacy = parts->legacy;
    svc->signer = parts->signer;
    svc->mailer = parts->mailer;
    svc->hasher = parts->hasher;
    svc->clock = parts->clock;
    st = take_rules(svc, parts->config, err);
    if (st == FA_OK)
        st = take_secret(svc, parts->config, err);
    if (st == FA_OK)
        st = fai_user_keys_refresh(svc, err);
    if (st == FA_OK)
        *out = svc;
    else
        let_go(svc);
    return st;
}

void fai_user_service_free(fa_user_service *svc)
{
    fai_user_parts ports;

    if (svc == NULL)
        return;
    ports = (fai_user_parts){svc->repo,   svc->passwords, svc->legacy, svc->signer,
                             svc->mailer, svc->hasher,    svc->clock,  NULL};
    fa_user_repo_close(&ports.repo);
    fa_mailer_close(&ports.mailer);
    fa_token_signer_close(&ports.signer);
    fa_password_hasher_close(&ports.legacy);
    fa_password_hasher_close(&ports.passwords);
    fa_hasher_close(&ports.hasher);
    fa_clock_close(&ports.clock);
    let_go(svc);
}
