/* compose/user.c: opens the adapters that a configuration names, and hands the ports to the user service. */
#include <finanalyst/user.h>

#include "user/service.h"

static const char *or_default(const char *url, const char *standard)
{
    return url == NULL ? standard : url;
}

/* Opens one port; an error is told again with the setting that is to blame. */
static fa_status open_port(const fa_registry *registry, fa_port port, const fa_open_context *context,
                           const char *setting, const char *url, void *out, fa_error *err)
{
    fa_error why = {0};
    fa_status st = fa_registry_open(registry, port, context, url, out, &why);

    if (st == FA_OK)
        return st;
    (void)fa_fail_field(err, st, setting, "%s: %s", setting, why.message);
    if (err != NULL)
        err->retry_ms = why.retry_ms;
    return st;
}

static fa_status open_ports(const fa_registry *r, const fa_user_config *c, fai_user_parts *p, fa_error *err)
{
    /* None of these adapters keeps the clock or the hasher. */
    const fa_open_context context = {sizeof context, &p->clock, &p->hasher};
    fa_status st =
        open_port(r, FA_PORT_CLOCK, &context, "clock", or_default(c->clock, "system:"), &p->clock, err);

    if (st == FA_OK)
        st = open_port(r, FA_PORT_HASHER, &context, "hasher", or_default(c->hasher, "sodium:"), &p->hasher,
                       err);
    if (st == FA_OK)
        st = open_port(r, FA_PORT_TOKEN_SIGNER, &context, "signer", or_default(c->signer, "sodium:"),
                       &p->signer, err);
    if (st == FA_OK)
        st = open_port(r, FA_PORT_PASSWORD_HASHER, &context, "password_hasher",
                       or_default(c->password_hasher, "sodium:"), &p->passwords, err);
    if (st == FA_OK && c->legacy_hasher != NULL)
        st = open_port(r, FA_PORT_PASSWORD_HASHER, &context, "legacy_hasher", c->legacy_hasher, &p->legacy,
                       err);
    if (st == FA_OK)
        st = open_port(r, FA_PORT_USER_REPO, &context, "db", or_default(c->db, "memory:"), &p->repo, err);
    return st;
}

/* A mailer keeps the clock that it was given: it gets the one that the service has. */
static fa_status open_mailer(const fa_registry *r, const fa_user_config *c, fa_user_service *svc,
                             fa_error *err)
{
    const fa_open_context context = {sizeof context, &svc->clock, &svc->hasher};

    return c->mailer == NULL ? FA_OK
                             : open_port(r, FA_PORT_MAILER, &context, "mailer", c->mailer, &svc->mailer, err);
}

fa_status fa_user_open(const fa_registry *registry, const fa_user_config *config, fa_user_service **out,
                       fa_error *err)
{
    fai_user_parts parts = {.config = config};
    fa_user_service *svc = NULL;
    fa_status st;

    if (registry == NULL || config == NULL || config->struct_size < sizeof *config || out == NULL)
        return fa_fail(err, FA_EINVALID, "opening needs a registry, a configuration and an out");
    st = open_ports(registry, config, &parts, err);
    if (st == FA_OK)
        st = fai_user_service_new(&parts, &svc, err);
    if (st != FA_OK) {
        fa_user_repo_close(&parts.repo);
        fa_password_hasher_close(&parts.legacy);
        fa_password_hasher_close(&parts.passwords);
        fa_token_signer_close(&parts.signer);
        fa_hasher_close(&parts.hasher);
        fa_clock_close(&parts.clock);
        return st;
    }
    st = open_mailer(registry, config, svc, err);
    if (st == FA_OK)
        *out = svc;
    else
        fai_user_service_free(svc);
    return st;
}

void fa_user_close(fa_user_service *svc)
{
    fai_user_service_free(svc);
}
