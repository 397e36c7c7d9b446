/* peer/identify.c: who asks at the port of a service that runs alone: what the gateway or another service has signed, and nothing
 * else. */
#include <string.h>

#include <finanalyst/user.h>

#include "peer/peer.h"

#define IDENTITY "X-FA-Identity"

/* As the gateway and the adapters of other services write them: no user's id and no user's role looks like these. */
static const char nobody[] = "nobody", service[] = "service";

/* The field tells whoever shows it from what a handler may refuse. */
static fa_status refuse(fa_error *err, const char *why)
{
    return fa_fail_field(err, FA_EUNAUTHENTICATED, IDENTITY, "the identity does not hold: %s", why);
}

static bool is_for(const peer_door *d, const http_request *req, const fa_claims *claims)
{
    const char *target = http_request_target(req);
    char hex[FA_SHA256_HEX];
    fa_digest digest;

    if (*claims->method != '\0' && strcmp(claims->method, http_method(req)) != 0)
        return false;
    if (*claims->target == '\0')
        return true;
    if (target == NULL)
        return false;
    fa_hash_begin(d->hasher, &digest);
    fa_hash_update(d->hasher, &digest, target, strlen(target));
    fa_hash_finish_hex(d->hasher, &digest, hex);
    return *hex != '\0' && strcmp(claims->target, hex) == 0;
}

static bool copy(const char *from, char *out, size_t size)
{
    size_t len = strlen(from);

    if (len >= size)
        return false;
    memcpy(out, from, len + 1);
    return true;
}

/* A user that the gateway has found out. Nothing of it is cut short: a part of a scope or an id is another one. */
static fa_status take_user(const fa_claims *claims, http_caller *out, fa_error *err)
{
    const char *credential = *claims->session != '\0' ? claims->session : claims->id;
    fa_role role = fa_role_of(claims->role);
    fa_id user;

    if (fa_id_parse(claims->subject, "usr_", &user, NULL) != FA_OK || role == 0)
        return refuse(err, "it is of no user");
    if (!copy(credential, out->credential.s, sizeof out->credential.s) ||
        !copy(claims->scope, out->scope, sizeof out->scope))
        return refuse(err, "it says more than there is room for");
    out->user = user;
    out->is_admin = role == FA_ROLE_ADMIN;
    return FA_OK;
}

static fa_status take(const fa_claims *claims, http_caller *out, fa_error *err)
{
    if (!copy(claims->address, out->address, sizeof out->address))
        return refuse(err, "it says more than there is room for");
    if (strcmp(claims->subject, nobody) != 0)
        return take_user(claims, out, err);
    out->is_service = strcmp(claims->role, service) == 0;
    if (!out->is_service && *claims->role != '\0')
        return refuse(err, "nobody has a role");
    return FA_OK;
}

fa_status peer_identify(void *door, const http_request *req, http_caller *out, fa_error *err)
{
    const peer_door *d = door;
    const char *token = http_header(req, IDENTITY);
    fa_token_policy policy = FA_TOKEN_POLICY_INIT;
    http_caller found = {0};
    fa_claims claims;
    fa_error why = {0};
    fa_status st;

    if (token == NULL)
        return FA_OK;
    policy.type = FA_TOKEN_TYPE_IDENTITY;
    policy.audience = d->name;
    policy.now = fa_clock_now(d->clock);
    st = fa_token_verify(d->keys, token, strlen(token), &policy, &claims, &why);
    if (st == FA_EUNAUTHENTICATED)
        return refuse(err, why.message);
    if (st != FA_OK) {
        *err = why;
        return st;
    }
    if (!is_for(d, req, &claims))
        return refuse(err, "it is for another request");
    st = take(&claims, &found, err);
    if (st == FA_OK)
        *out = found;
    return st;
}
