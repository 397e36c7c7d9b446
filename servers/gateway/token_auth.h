/* gateway/token_auth.h: users by signed tokens, and identities as signed tokens. */
#ifndef SERVERS_GATEWAY_TOKEN_AUTH_H
#define SERVERS_GATEWAY_TOKEN_AUTH_H

#include <finanalyst/port/clock.h>
#include <finanalyst/port/hasher.h>
#include <finanalyst/token.h>

#include "gateway/gateway.h"

/* The subject of an identity where nobody is signed in; no user's id looks like it. */
#define TOKEN_AUTH_NOBODY "nobody"
/* Its role where the gateway asks on its own account; no user's role looks like it. */
#define TOKEN_AUTH_SERVICE "service"

typedef struct token_auth {
    const fa_clock *clock; /* what the tokens' times are of */
    const fa_token_keys
        *users; /* of the user service; may change at any time: of an unknown one it has to be asked */
    const char *issuer, *audience; /* of users' tokens; NULL = any */
    const char
        *key_prefix; /* what is no token but an API key begins like this, "fa_"; services have to be asked */
    const fa_token_signer *crypto;
    const fa_token_key *key; /* identities are signed with; NULL = none is made */
    const char *name;        /* the issuer of identities */
    /* For how long an identity may be sent again. It then names no request: 0 = each is made for one request only, which
     * it names by id, method and a digest of its target. */
    uint32_t reuse_ms;
    const fa_hasher *hasher; /* of the digest */
    /* Whether a session or a user was revoked: FA_EUNAUTHENTICATED; FA_EUNSUPPORTED: the user service has to be asked;
     * FA_EUNAVAILABLE: it is not known yet. NULL = none ever is. */
    fa_status (*check)(void *payload, const fa_claims *claims, fa_error *err);
    void *payload;
} token_auth;

/* Lends *t, which has to outlive the gateway. */
gateway_auth token_auth_make(const token_auth *t);
/* Takes a JSON Web Key Set as a feed delivers it: payload is the fa_token_keys. What is none changes nothing. */
bool token_auth_take_keys(void *keys, const char *body, size_t len);

#endif
