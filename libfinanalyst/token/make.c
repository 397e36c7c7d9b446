/* token/make.c: writing tokens. */
#include <string.h>

#include "base/encode.h"
#include "base/json.h"
#include "base/text.h"
#include "token/keys.h"

enum { HEADER_BYTES = 256 };

static void said(fai_json_writer *w, const char *key, const char *text)
{
    if (text[0] != '\0')
        fai_json_string(w, key, text);
}

static void said_time(fai_json_writer *w, const char *key, fa_time time)
{
    if (time != 0)
        fai_json_number(w, key, time / 1000);
}

static void write_claims(const fa_claims *c, fa_buf *out)
{
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    said(&w, "iss", c->issuer);
    said(&w, "aud", c->audience);
    said(&w, "sub", c->subject);
    said(&w, "sid", c->session);
    said(&w, "jti", c->id);
    said(&w, "role", c->role);
    said(&w, "scope", c->scope);
    said(&w, "rid", c->request);
    said(&w, "htm", c->method);
    said(&w, "htu", c->target);
    said(&w, "act", c->actor);
    said(&w, "adr", c->address);
    said_time(&w, "iat", c->issued);
    said_time(&w, "nbf", c->not_before);
    said_time(&w, "exp", c->expires);
    fai_json_end_object(&w);
}

static void write_header(const fa_token_key *key, const char *type, fa_buf *out)
{
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_string(&w, "alg", key->secret != NULL ? "HS256" : "EdDSA");
    said(&w, "typ", type);
    if (key->kid != NULL)
        fai_json_string(&w, "kid", key->kid);
    fai_json_end_object(&w);
}

static bool ends(const char *text, size_t cap)
{
    return memchr(text, '\0', cap) != NULL && fai_utf8_valid(text, strlen(text));
}

static fa_status check(const fa_claims *c, fa_error *err)
{
    if (!ends(c->issuer, sizeof c->issuer) || !ends(c->audience, sizeof c->audience) ||
        !ends(c->subject, sizeof c->subject) || !ends(c->session, sizeof c->session) ||
        !ends(c->id, sizeof c->id) || !ends(c->role, sizeof c->role) || !ends(c->scope, sizeof c->scope) ||
        !ends(c->request, sizeof c->request) || !ends(c->method, sizeof c->method) ||
        !ends(c->target, sizeof c->target) || !ends(c->actor, sizeof c->actor) ||
        !ends(c->address, sizeof c->address))
        return fa_fail_field(err, FA_EINVALID, "claims", "a claim is too long, or not UTF-8");
    if (c->subject[0] == '\0' || c->expires <= 0 || c->expires < c->not_before || c->expires < c->issued)
        return fa_fail_field(err, FA_EINVALID, "claims",
                             "a token needs a subject, and an end after its beginning");
    return FA_OK;
}

/* Appends bytes as base64url. */
static void put(fa_buf *out, const void *bytes, size_t len)
{
    char *room = fa_buf_reserve(out, FAI_BASE64URL_LEN(len));

    if (room != NULL) {
        fai_base64url_encode(bytes, len, room);
        out->len += FAI_BASE64URL_LEN(len);
    }
}

static fa_status put_signature(const fa_token_signer *crypto, const fa_token_key *key, fa_buf *token,
                               size_t from, fa_error *err)
{
    uint8_t signature[FA_ED25519_SIGNATURE];
    const char *bytes = token->data + from;
    size_t len = token->len - from;
    fa_status st = key->secret != NULL
                       ? fa_token_signer_mac(crypto, key->secret, key->secret_len, bytes, len, signature, err)
                       : fa_token_signer_sign(crypto, key->public_key, bytes, len, signature, err);

    if (st == FA_OK) {
        (void)fa_buf_puts(token, ".");
        put(token, signature, key->secret != NULL ? FA_HMAC_SHA256 : FA_ED25519_SIGNATURE);
        st = fa_buf_check(token, err);
    }
    return st;
}

fa_status fa_token_make(const fa_token_signer *crypto, const fa_token_key *key, const char *type,
                        const fa_claims *claims, fa_buf *out, fa_error *err)
{
    fa_buf header, payload, token;
    fa_status st;

    if (crypto == NULL || key == NULL || type == NULL || claims == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "making a token needs a signer, a key, a type, claims and an out");
    if (key->secret != NULL && key->secret_len < FA_TOKEN_SECRET_BYTES)
        return fa_fail_field(err, FA_EINVALID, "secret", "the secret of tokens has at least %d bytes",
                             FA_TOKEN_SECRET_BYTES);
    st = check(claims, err);
    if (st != FA_OK)
        return st;
    fa_buf_init(&header, HEADER_BYTES);
    fa_buf_init(&payload, FA_TOKEN_BYTES);
    fa_buf_init(&token, FA_TOKEN_BYTES);
    write_header(key, type, &header);
    write_claims(claims, &payload);
    st = fa_buf_check(&header, err);
    if (st == FA_OK)
        st = fa_buf_check(&payload, err);
    if (st == FA_OK) {
        put(&token, header.data, header.len);
        (void)fa_buf_puts(&token, ".");
        put(&token, payload.data, payload.len);
        st = fa_buf_check(&token, err);
    }
    if (st == FA_OK)
        st = put_signature(crypto, key, &token, 0, err);
    if (st == FA_OK && fa_buf_append(out, token.data, token.len) != FA_OK)
        st = fa_buf_check(out, err);
    fa_buf_clear(&token);
    fa_buf_clear(&payload);
    fa_buf_clear(&header);
    return st;
}
