/* token.h: signed tokens: who somebody is, told from one process to another. */
#ifndef FINANALYST_TOKEN_H
#define FINANALYST_TOKEN_H

#include <finanalyst/buf.h>
#include <finanalyst/port/token_signer.h>

#ifdef __cplusplus
extern "C" {
#endif

/* JSON Web Tokens (RFC 7519) in the compact form of RFC 7515, read as strictly as RFC 8725 asks: the algorithm is that
 * of the key and never the header's choice, a key is found among those that were given here, a header has no members
 * but "alg", "typ" and "kid", and every token has exactly one spelling. */
enum {
    FA_TOKEN_BYTES = 4096,      /* the longest token that is looked at */
    FA_TOKEN_LEEWAY_MS = 30000, /* by how much clocks may differ */
    FA_TOKEN_SECRET_BYTES = 32, /* the shortest secret for HS256 */
    FA_KID_BYTES = 64
};
#define FA_TOKEN_TYPE_ACCESS "at+jwt"       /* a user's, from the user service (RFC 9068) */
#define FA_TOKEN_TYPE_IDENTITY "fa-int+jwt" /* between services: who the gateway found the user to be */

/* The keys that tokens are checked with. Any thread may use and change them. */
typedef struct fa_token_keys fa_token_keys;

/* crypto is lent until the keys are freed. FA_ENOMEM. */
FA_API fa_status fa_token_keys_new(const fa_token_signer *crypto, fa_token_keys **out, fa_error *err);
FA_API void fa_token_keys_free(fa_token_keys *keys);
/* Adds an Ed25519 key; there already, with the same bytes: FA_OK. FA_ECONFLICT: another key has that kid, or a
 * secret is set: a token must not choose between the two kinds. FA_EINVALID: no kid, or a long one. */
FA_API fa_status fa_token_keys_add(fa_token_keys *keys, const char *kid,
                                   const uint8_t public_key[FA_ED25519_PUBLIC], fa_error *err);
/* Afterwards no token of that kid holds. */
FA_API void fa_token_keys_remove(fa_token_keys *keys, const char *kid);
/* HS256 with a shared secret, instead of Ed25519. kid NULL: headers must name none. FA_EINVALID "secret": under
 * FA_TOKEN_SECRET_BYTES; FA_ECONFLICT: there are Ed25519 keys. */
FA_API fa_status fa_token_keys_set_secret(fa_token_keys *keys, const char *kid, const void *secret,
                                          size_t len, fa_error *err);
/* Appends the Ed25519 keys as a JSON Web Key Set (RFC 7517, RFC 8037). A secret is never in it. */
FA_API fa_status fa_token_keys_to_json(const fa_token_keys *keys, fa_buf *out, fa_error *err);
/* Replaces all keys by those of a JSON Web Key Set, or none. FA_EINVALID: it is none, or holds a private key, a kid
 * twice, or a key that is not Ed25519 for signatures. */
FA_API fa_status fa_token_keys_from_json(fa_token_keys *keys, const char *text, size_t len, fa_error *err);

/* What a token says. It is flat; "" and 0 = not said. */
typedef struct fa_claims {
    char issuer[128];   /* iss */
    char audience[128]; /* aud: one */
    char subject[256];  /* sub: a "usr_…" */
    char session[64];   /* sid */
    char id[64];        /* jti */
    char role[16];      /* role: "user", "admin" */
    char scope[512];    /* scope: words, parted by blanks (RFC 8693); "" = all that the role may */
    char request[64];   /* rid: id of the request that it was made for */
    char method[16];    /* htm, with target: the only request that it holds for */
    char target[80];    /* htu: a digest of the request's target */
    char actor[128];    /* act: on whose behalf a service calls, beside its own signature */
    char address[64];   /* adr: the client's address */
    fa_time issued;     /* iat; whole seconds on the wire, as all three */
    fa_time not_before; /* nbf */
    fa_time expires;    /* exp; must be said */
} fa_claims;

/* What a token has to be. NULL: it need not say. */
typedef struct fa_token_policy {
    size_t struct_size;
    const char *type; /* of its header; NULL: "JWT" or none */
    const char *issuer;
    const char *audience;
    fa_time now;
} fa_token_policy;
#define FA_TOKEN_POLICY_INIT                                                                                 \
    {                                                                                                        \
        sizeof(fa_token_policy), NULL, NULL, NULL, 0                                                         \
    }

/* Checks a token whole: form, signature, type, claims and time. FA_EUNAUTHENTICATED: it does not hold; the message says
 * why, for logs; "kid": it names a key that is not among these. */
FA_API fa_status fa_token_verify(const fa_token_keys *keys, const char *token, size_t len,
                                 const fa_token_policy *policy, fa_claims *out, fa_error *err);
/* Checks form and signature only, and appends the payload, which may be any bytes. type: its "typ", "" = none;
 * NULL = no interest. FA_EUNAUTHENTICATED as above. */
FA_API fa_status fa_token_open(const fa_token_keys *keys, const char *token, size_t len, char type[32],
                               fa_buf *payload, fa_error *err);

/* What tokens are signed with: a key that the signer holds, or a secret. */
typedef struct fa_token_key {
    const char *kid; /* NULL = none is named */
    uint8_t public_key[FA_ED25519_PUBLIC];
    const void *secret; /* NULL = Ed25519 */
    size_t secret_len;
} fa_token_key;

/* Appends a token of that type ("" = none). FA_EINVALID: claims that contradict themselves or are not UTF-8;
 * FA_ETOOLARGE: over FA_TOKEN_BYTES; FA_ENOTFOUND: the signer does not hold the key. */
FA_API fa_status fa_token_make(const fa_token_signer *crypto, const fa_token_key *key, const char *type,
                               const fa_claims *claims, fa_buf *out, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
