/* gateway/token_auth.c: users by signed tokens, and identities as signed tokens. */
#include "gateway/token_auth.h"

#include <stdio.h>
#include <string.h>

enum { IDENTITY_MS = 30000 };

static fa_status verify(void *payload, const char *token, size_t len, const char *address, int64_t now_ms,
                        fa_principal *out, fa_error *err)
{
    const token_auth *t = payload;
    fa_token_policy policy = FA_TOKEN_POLICY_INIT;
    size_t prefix = t->key_prefix == NULL ? 0 : strlen(t->key_prefix);
    fa_error why = {0};
    fa_claims claims;
    fa_status st;

    (void)address; /* tokens hold wherever they come from */
    if (prefix > 0 && len >= prefix && memcmp(token, t->key_prefix, prefix) == 0)
        return fa_fail(err, FA_EUNSUPPORTED, "an API key is no token");
    policy.type = FA_TOKEN_TYPE_ACCESS;
    policy.issuer = t->issuer;
    policy.audience = t->audience;
    policy.now = fa_clock_now(t->clock);
    st = fa_token_verify(t->users, token, len, &policy, &claims, &why);
    if (st != FA_OK && strcmp(why.field, "kid") == 0) /* a key may be newer than what is known of keys */
        return fa_fail(err, FA_EUNSUPPORTED, "the token's key is not known here");
    if (st != FA_OK)
        return fa_fail(err, st, "%s", why.message);
    if (strlen(claims.subject) >= sizeof out->user || strlen(claims.session) >= sizeof out->session ||
        *claims.subject == '\0')
        return fa_fail(err, FA_EUNAUTHENTICATED, "the token is none of ours");
    if (t->check != NULL)
        st = t->check(t->payload, &claims, err);
    if (st != FA_OK)
        return st;
    memset(out, 0, sizeof *out);
    memcpy(out->user, claims.subject, strlen(claims.subject));
    memcpy(out->session, claims.session, strlen(claims.session));
    memcpy(out->role, claims.role, sizeof out->role);
    out->expires_ms = now_ms + (claims.expires - policy.now);
    return FA_OK;
}

/* The identity holds for this request only. */
static void bind_request(const token_auth *t, const gateway_asker *asker, fa_claims *claims)
{
    fa_digest digest;

    snprintf(claims->request, sizeof claims->request, "%s", asker->request_id);
    snprintf(claims->method, sizeof claims->method, "%s", asker->method);
    fa_hash_begin(t->hasher, &digest);
    fa_hash_update(t->hasher, &digest, asker->target, strlen(asker->target));
    fa_hash_finish_hex(t->hasher, &digest, claims->target);
}

static fa_status mint(void *payload, const gateway_asker *asker, const char *audience, fa_buf *out,
                      uint32_t *reuse_ms, fa_error *err)
{
    const token_auth *t = payload;
    fa_claims claims = {.issued = fa_clock_now(t->clock)};

    claims.not_before = claims.issued;
    claims.expires = claims.issued + IDENTITY_MS;
    snprintf(claims.issuer, sizeof claims.issuer, "%s", t->name);
    snprintf(claims.audience, sizeof claims.audience, "%s", audience);
    snprintf(claims.address, sizeof claims.address, "%s", asker->address);
    snprintf(claims.subject, sizeof claims.subject, "%s", TOKEN_AUTH_NOBODY);
    if (asker->principal != NULL) {
        snprintf(claims.subject, sizeof claims.subject, "%s", asker->principal->user);
        snprintf(claims.session, sizeof claims.session, "%s", asker->principal->session);
        snprintf(claims.role, sizeof claims.role, "%s", asker->principal->role);
        snprintf(claims.id, sizeof claims.id, "%s", asker->principal->key);
        snprintf(claims.scope, sizeof claims.scope, "%s", asker->principal->scope);
    } else if (asker
                   ->own) { /* and not only that no address is known: a client that is gone has none either */
        snprintf(claims.role, sizeof claims.role, "%s", TOKEN_AUTH_SERVICE);
    }
    *reuse_ms = t->reuse_ms < IDENTITY_MS / 2 ? t->reuse_ms : IDENTITY_MS / 2;
    if (t->reuse_ms == 0)
        bind_request(t, asker, &claims);
    return fa_token_make(t->crypto, t->key, FA_TOKEN_TYPE_IDENTITY, &claims, out, err);
}

gateway_auth token_auth_make(const token_auth *t)
{
    return (gateway_auth){verify, t->key == NULL ? NULL : mint, (void *)(uintptr_t)t, NULL};
}

bool token_auth_take_keys(void *keys, const char *body, size_t len)
{
    (void)fa_token_keys_from_json(keys, body, len, NULL);
    return false;
}
