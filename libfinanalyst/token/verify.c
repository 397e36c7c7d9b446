/* token/verify.c: reading tokens. Nothing of a token is believed, nor even parsed beyond its header, before its
 * signature was found right. */
#include <string.h>

#include "base/encode.h"
#include "base/json.h"
#include "token/keys.h"

enum { HEADER_BYTES = 512, SIGNATURE_BYTES = 64 };

/* The end of the year 9999. */
#define SECONDS_MAX INT64_C(253402300799)

/* The three parts of a compact token. */
typedef struct parts {
    const char *text;
    size_t header_len;
    size_t signed_len; /* header, dot and payload */
    const char *payload;
    size_t payload_len;
    const char *signature;
    size_t signature_len;
} parts;

static fa_status refuse(fa_error *err, const char *why)
{
    return fa_fail(err, FA_EUNAUTHENTICATED, "the token does not hold: %s", why);
}

static bool split(const char *token, size_t len, parts *out)
{
    const char *first = memchr(token, '.', len);
    const char *second = first == NULL ? NULL : memchr(first + 1, '.', len - (size_t)(first + 1 - token));

    if (second == NULL)
        return false;
    out->text = token;
    out->header_len = (size_t)(first - token);
    out->signed_len = (size_t)(second - token);
    out->payload = first + 1;
    out->payload_len = (size_t)(second - first - 1);
    out->signature = second + 1;
    out->signature_len = len - out->signed_len - 1;
    return out->header_len > 0 && out->payload_len > 0 && out->signature_len > 0;
}

/* What a header may say. */
typedef struct header {
    char alg[16];
    char kid[FA_KID_BYTES];
    char typ[32];
    bool has_kid;
} header;

/* false: there, and no text that fits. */
static bool take(const fai_json *doc, const char *name, char *out, size_t cap, size_t *count)
{
    const fai_json *node = fai_json_get(doc, name);
    const char *text = fai_json_text(node);

    out[0] = '\0';
    if (node == NULL)
        return true;
    (*count)++;
    if (text == NULL || strlen(text) >= cap)
        return false;
    memcpy(out, text, strlen(text) + 1);
    return true;
}

/* Members beyond these three, "crit", "jku", "jwk", "x5u", "b64" and "zip" among them, could only change what the token
 * means; none is made here, so none is taken. */
static fa_status read_header(const parts *p, header *out, fa_error *err)
{
    char text[HEADER_BYTES];
    fai_json *doc = NULL;
    size_t len = 0, count = 0;
    fa_status st;

    if (!fai_base64url_decode(p->text, p->header_len, text, sizeof text, &len))
        return refuse(err, "its header is not base64url, or too long");
    st = fai_json_parse(text, len, sizeof text, &doc, NULL);
    if (st == FA_ENOMEM)
        return fa_fail(err, FA_ENOMEM, "out of memory for a token");
    if (st != FA_OK || !fai_json_is_object(doc) || !take(doc, "alg", out->alg, sizeof out->alg, &count) ||
        !take(doc, "kid", out->kid, sizeof out->kid, &count) ||
        !take(doc, "typ", out->typ, sizeof out->typ, &count))
        st = refuse(err, "its header is no JSON object of short texts");
    else if (fai_json_count(doc) != count)
        st = refuse(err, "its header has members that are not known");
    else if (out->alg[0] == '\0')
        st = refuse(err, "its header names no algorithm");
    out->has_kid = st == FA_OK && fai_json_get(doc, "kid") != NULL;
    fai_json_free(doc);
    return st;
}

/* Checks the signature and decodes the payload. */
static fa_status open_token(const fa_token_keys *keys, const char *token, size_t len, header *head,
                            fa_buf *payload, fa_error *err)
{
    uint8_t signature[SIGNATURE_BYTES];
    size_t signature_len = 0, got = 0;
    parts p;
    char *room;
    fa_status st;

    if (keys == NULL || token == NULL)
        return fa_fail(err, FA_EINVALID, "checking a token needs keys and a token");
    if (len > FA_TOKEN_BYTES)
        return refuse(err, "it is too long");
    if (!split(token, len, &p))
        return refuse(err, "it has not three parts");
    st = read_header(&p, head, err);
    if (st != FA_OK)
        return st;
    if (!fai_base64url_decode(p.signature, p.signature_len, signature, sizeof signature, &signature_len))
        return refuse(err, "its signature is not base64url, or of no length that one has");
    st = fai_token_keys_check(keys, head->alg, head->has_kid ? head->kid : NULL, p.text, p.signed_len,
                              signature, signature_len, err);
    if (st != FA_OK)
        return st;
    room = fa_buf_reserve(payload, p.payload_len);
    if (room == NULL)
        return fa_buf_check(payload, err);
    if (!fai_base64url_decode(p.payload, p.payload_len, room, p.payload_len, &got))
        return refuse(err, "its payload is not base64url");
    payload->len += got;
    payload->data[payload->len] = '\0';
    return FA_OK;
}

fa_status fa_token_open(const fa_token_keys *keys, const char *token, size_t len, char type[32],
                        fa_buf *payload, fa_error *err)
{
    header head;
    fa_status st;

    if (payload == NULL)
        return fa_fail(err, FA_EINVALID, "there is nowhere to write the payload to");
    st = open_token(keys, token, len, &head, payload, err);
    if (st == FA_OK && type != NULL)
        memcpy(type, head.typ, sizeof head.typ);
    return st;
}

/* A moment in whole seconds; one that is not said is 0. */
static bool take_time(const fai_json *doc, const char *name, fa_time *out)
{
    const fai_json *node = fai_json_get(doc, name);
    int64_t seconds = 0;

    *out = 0;
    if (node == NULL)
        return true;
    if (fai_json_int(node, &seconds, NULL) != FA_OK || seconds <= 0 || seconds > SECONDS_MAX)
        return false;
    *out = seconds * 1000;
    return true;
}

static bool read_claims(const fai_json *doc, fa_claims *c)
{
    size_t n = 0;

    return fai_json_is_object(doc) && take(doc, "iss", c->issuer, sizeof c->issuer, &n) &&
           take(doc, "aud", c->audience, sizeof c->audience, &n) &&
           take(doc, "sub", c->subject, sizeof c->subject, &n) &&
           take(doc, "sid", c->session, sizeof c->session, &n) && take(doc, "jti", c->id, sizeof c->id, &n) &&
           take(doc, "role", c->role, sizeof c->role, &n) &&
           take(doc, "scope", c->scope, sizeof c->scope, &n) &&
           take(doc, "rid", c->request, sizeof c->request, &n) &&
           take(doc, "htm", c->method, sizeof c->method, &n) &&
           take(doc, "htu", c->target, sizeof c->target, &n) &&
           take(doc, "act", c->actor, sizeof c->actor, &n) &&
           take(doc, "adr", c->address, sizeof c->address, &n) && take_time(doc, "iat", &c->issued) &&
           take_time(doc, "nbf", &c->not_before) && take_time(doc, "exp", &c->expires);
}

static bool is_said(const char *text, const char *wanted)
{
    return wanted == NULL || strcmp(text, wanted) == 0;
}

/* RFC 7515, section 4.1.9: "application/" before a type may be left out, and case does not matter; ours are always
 * written the same way, and taken no other way. */
static fa_status judge(const header *head, const fa_claims *c, const fa_token_policy *policy, fa_error *err)
{
    if (policy->type == NULL ? head->typ[0] != '\0' && strcmp(head->typ, "JWT") != 0
                             : strcmp(head->typ, policy->type) != 0)
        return refuse(err, "it is of another type");
    if (!is_said(c->issuer, policy->issuer))
        return refuse(err, "somebody else issued it");
    if (!is_said(c->audience, policy->audience))
        return refuse(err, "it is for somebody else");
    if (c->subject[0] == '\0')
        return refuse(err, "it has no subject");
    if (c->expires == 0 || policy->now >= c->expires + FA_TOKEN_LEEWAY_MS)
        return refuse(err, "it has expired");
    if (c->not_before > policy->now + FA_TOKEN_LEEWAY_MS || c->issued > policy->now + FA_TOKEN_LEEWAY_MS)
        return refuse(err, "it is from the future");
    return FA_OK;
}

fa_status fa_token_verify(const fa_token_keys *keys, const char *token, size_t len,
                          const fa_token_policy *policy, fa_claims *out, fa_error *err)
{
    fa_claims claims = {0};
    fai_json *doc = NULL;
    fa_buf payload;
    header head;
    fa_status st;

    if (policy == NULL || policy->struct_size < sizeof *policy || out == NULL)
        return fa_fail(err, FA_EINVALID, "checking a token needs a policy and an out");
    fa_buf_init(&payload, FA_TOKEN_BYTES);
    st = open_token(keys, token, len, &head, &payload, err);
    if (st == FA_OK) {
        st = fai_json_parse(payload.data, payload.len, FA_TOKEN_BYTES, &doc, NULL);
        if (st == FA_ENOMEM)
            st = fa_fail(err, FA_ENOMEM, "out of memory for a token");
        else if (st != FA_OK || !read_claims(doc, &claims))
            st = refuse(err, "its claims are no JSON object, or not of their types");
    }
    if (st == FA_OK)
        st = judge(&head, &claims, policy, err);
    if (st == FA_OK)
        *out = claims;
    fai_json_free(doc);
    fa_buf_clear(&payload);
    return st;
}
