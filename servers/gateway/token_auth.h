/* gateway/token_auth.h: users by signed tokens, and identities as signed tokens. */
#ifndef SERVERS_GATEWAY_TOKEN_AUTH_H
#define SERVERS_GATEWAY_TOKEN_AUTH_H

#include <finanalyst/port/clock.h>
#include <finanalyst/port/hasher.h>
#include <finanalyst/token.h>

#include "gateway/gateway.h"

/* The subject of an identity where nobody is signed in; no user's id looks like it. */
#define TOKEN_AUTH_NOBODY "nobody"

typedef struct token_auth {
    const fa_clock *clock;         /* what the tokens' times are of */
    const fa_token_keys *users;    /* of the user service; may change at any time */
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
    /* Whether a session or a user was revoked; NULL = none ever is. */
    bool (*is_revoked)(void *payload, const fa_claims *claims);
    void *payload;
} token_auth;

/* Lends *t, which has to outlive the gateway. */
gateway_auth token_auth_make(const token_auth *t);
/* Takes a JSON Web Key Set as a feed delivers it: payload is the fa_token_keys. What is none changes nothing. */
void token_auth_take_keys(void *keys, const char *body, size_t len);

#endif
