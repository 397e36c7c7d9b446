/* compat/links.c: links to a document that work without a header, for the few minutes in which a page opens them. */
#include <string.h>

#include "compat/handlers.h"

enum { LIFE_MS = 5 * 60 * 1000 };
#define LINK_TYPE "fa-link+jwt"
static const char issuer[] = "finanalyst-links";

/* The token names the document beside its reader: it is good for nothing else. */
fa_status compat_link_make(const compat_routes *r, fa_id user, const compat_file *file,
                           char out[COMPAT_LINK_BYTES], fa_time *ends, fa_error *err)
{
    fa_token_key key = {.secret = r->link_key, .secret_len = sizeof r->link_key};
    fa_claims claims = {.issued = fa_clock_now(r->clock)};
    fa_buf token;
    fa_status st;

    claims.not_before = claims.issued;
    claims.expires = claims.issued + LIFE_MS;
    snprintf(claims.issuer, sizeof claims.issuer, "%s", issuer);
    snprintf(claims.audience, sizeof claims.audience, "%u", file->number);
    snprintf(claims.subject, sizeof claims.subject, "%s", user.s);
    fa_buf_init(&token, COMPAT_LINK_BYTES - 1);
    st = fa_token_make(r->signer, &key, LINK_TYPE, &claims, &token, err);
    if (st == FA_OK) {
        memcpy(out, token.data, token.len + 1);
        *ends = claims.expires;
    }
    fa_buf_clear(&token);
    return st;
}

static fa_status read_link(const compat_routes *r, const http_request *req, const char *token, fa_id *out,
                           fa_error *err)
{
    fa_token_policy policy = FA_TOKEN_POLICY_INIT;
    fa_token_keys *keys = NULL;
    fa_claims claims;
    fa_status st = fa_token_keys_new(r->signer, &keys, err);

    policy.type = LINK_TYPE;
    policy.issuer = issuer;
    policy.audience = http_param(req, 0);
    policy.now = fa_clock_now(r->clock);
    if (st == FA_OK)
        st = fa_token_keys_set_secret(keys, NULL, r->link_key, sizeof r->link_key, err);
    if (st == FA_OK)
        st = fa_token_verify(keys, token, strlen(token), &policy, &claims, err);
    if (st == FA_OK)
        st = fa_id_parse(claims.subject, "usr_", out, err);
    fa_token_keys_free(keys);
    return st;
}

fa_status compat_reader(const compat_routes *r, const http_request *req, fa_id *out, fa_error *err)
{
    const char *token = http_query(req, "token");
    fa_actor who = compat_who(req), found;

    if (*who.user.s != '\0') {
        if (!fa_scope_allows(who.scope, "documents:read"))
            return fa_fail(err, FA_EFORBIDDEN, "the key has no scope \"documents:read\"");
        *out = who.user;
        return FA_OK;
    }
    if (token == NULL)
        return fa_fail(err, FA_EUNAUTHENTICATED, "sign in first");
    if (read_link(r, req, token, out, NULL) == FA_OK)
        return FA_OK;
    if (!r->query_token || fa_directory_authenticate(r->directory, &who, token, &found, NULL) != FA_OK ||
        !fa_scope_allows(found.scope, "documents:read"))
        return fa_fail(err, FA_EUNAUTHENTICATED, "the link does not hold, or no longer");
    *out = found.user;
    return FA_OK;
}
