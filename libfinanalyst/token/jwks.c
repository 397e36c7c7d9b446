/* token/jwks.c: keys as a JSON Web Key Set (RFC 7517) of octet key pairs (RFC 8037). */
#include <string.h>

#include "base/encode.h"
#include "base/json.h"
#include "token/keys.h"

enum { SET_BYTES = 64 << 10 };

static void write_key(fai_json_writer *w, const fai_token_key *key)
{
    char x[FAI_BASE64URL_LEN(FA_ED25519_PUBLIC) + 1];

    fai_base64url_encode(key->public_key, sizeof key->public_key, x);
    fai_json_object(w, NULL);
    fai_json_string(w, "kty", "OKP");
    fai_json_string(w, "crv", "Ed25519");
    fai_json_string(w, "alg", "EdDSA");
    fai_json_string(w, "use", "sig");
    fai_json_string(w, "kid", key->kid);
    fai_json_string(w, "x", x);
    fai_json_end_object(w);
}

fa_status fa_token_keys_to_json(const fa_token_keys *keys, fa_buf *out, fa_error *err)
{
    pthread_mutex_t *lock;
    fai_json_writer w;

    if (keys == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "there are no keys, or there is nowhere to write them to");
    lock = (pthread_mutex_t *)(uintptr_t)&keys->lock;
    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_array(&w, "keys");
    pthread_mutex_lock(lock);
    for (size_t i = 0; i < keys->list.len; i++)
        write_key(&w, &keys->list.items[i]);
    pthread_mutex_unlock(lock);
    fai_json_end_array(&w);
    fai_json_end_object(&w);
    return fa_buf_check(out, err);
}

static fa_status refuse(fa_error *err, const char *why)
{
    return fa_fail_field(err, FA_EINVALID, "keys", "the key set is refused: %s", why);
}

static bool is_text(const fai_json *key, const char *name, const char *value)
{
    const char *text = fai_json_text(fai_json_get(key, name));

    return text != NULL && strcmp(text, value) == 0;
}

/* A member that may be left out, and else has that value. */
static bool is_text_or_none(const fai_json *key, const char *name, const char *value)
{
    return fai_json_get(key, name) == NULL || is_text(key, name, value);
}

static fa_status read_key(const fai_json *key, fai_token_key_list *list, fa_error *err)
{
    const char *kid = fai_json_text(fai_json_get(key, "kid"));
    const char *x = fai_json_text(fai_json_get(key, "x"));
    uint8_t public_key[FA_ED25519_PUBLIC];
    size_t got = 0;
    size_t before = list->len;
    fa_status st;

    if (!fai_json_is_object(key) || !is_text(key, "kty", "OKP") || !is_text(key, "crv", "Ed25519") ||
        !is_text_or_none(key, "alg", "EdDSA") || !is_text_or_none(key, "use", "sig"))
        return refuse(err, "a key is not an Ed25519 key for signatures");
    if (fai_json_get(key, "d") != NULL || fai_json_get(key, "k") != NULL)
        return refuse(err, "it holds a private key");
    if (kid == NULL || x == NULL ||
        !fai_base64url_decode(x, strlen(x), public_key, sizeof public_key, &got) || got != sizeof public_key)
        return refuse(err, "a key lacks its name or its bytes");
    st = fai_token_key_add(list, kid, public_key, err);
    if (st == FA_ECONFLICT || (st == FA_OK && list->len == before))
        return refuse(err, "two keys have the same name");
    return st;
}

fa_status fa_token_keys_from_json(fa_token_keys *keys, const char *text, size_t len, fa_error *err)
{
    fai_token_key_list list = {0}, old;
    fai_json *doc = NULL;
    const fai_json *array;
    fa_status st;

    if (keys == NULL || text == NULL)
        return fa_fail(err, FA_EINVALID, "there are no keys to replace, or no key set");
    st = fai_json_parse(text, len, SET_BYTES, &doc, err);
    if (st != FA_OK)
        return st;
    array = fai_json_get(doc, "keys");
    if (!fai_json_is_array(array))
        st = refuse(err, "it has no keys");
    for (size_t i = 0; st == FA_OK && i < fai_json_count(array); i++)
        st = read_key(fai_json_at(array, i), &list, err);
    fai_json_free(doc);
    if (st == FA_OK) {
        pthread_mutex_lock(&keys->lock);
        if (keys->secret != NULL) {
            st = fa_fail(err, FA_ECONFLICT,
                         "tokens are checked with a secret: there can be no keys beside it");
        } else {
            old = keys->list;
            keys->list = list;
            list = old;
        }
        pthread_mutex_unlock(&keys->lock);
    }
    fai_vec_clear(&list);
    return st;
}
