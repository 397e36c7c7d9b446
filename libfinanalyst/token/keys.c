/* token/keys.c: the keys that tokens are checked with. A check copies its key and lets go of the lock before it
 * computes. */
#include "token/keys.h"

#include <string.h>

#include <finanalyst/alloc.h>

#include "base/encode.h"

fa_status fa_token_keys_new(const fa_token_signer *crypto, fa_token_keys **out, fa_error *err)
{
    fa_token_keys *keys;

    if (crypto == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "keys need a token signer and an out");
    keys = fa_calloc(1, sizeof *keys);
    if (keys == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the keys of tokens");
    if (pthread_mutex_init(&keys->lock, NULL) != 0) {
        fa_free(keys);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    }
    keys->crypto = crypto;
    *out = keys;
    return FA_OK;
}

static void forget_secret(fa_token_keys *keys)
{
    if (keys->secret != NULL)
        fai_wipe(keys->secret, keys->secret_len);
    fa_free(keys->secret);
    keys->secret = NULL;
    keys->secret_len = 0;
}

void fa_token_keys_free(fa_token_keys *keys)
{
    if (keys == NULL)
        return;
    forget_secret(keys);
    fai_vec_clear(&keys->list);
    pthread_mutex_destroy(&keys->lock);
    fa_free(keys);
}

static bool is_kid(const char *kid)
{
    return kid != NULL && kid[0] != '\0' && memchr(kid, '\0', FA_KID_BYTES) != NULL;
}

static const fai_token_key *find(const fai_token_key_list *list, const char *kid)
{
    for (size_t i = 0; i < list->len; i++)
        if (strcmp(list->items[i].kid, kid) == 0)
            return &list->items[i];
    return NULL;
}

fa_status fai_token_key_add(fai_token_key_list *list, const char *kid,
                            const uint8_t public_key[FA_ED25519_PUBLIC], fa_error *err)
{
    const fai_token_key *there;
    fai_token_key key = {{0}, {0}};

    if (!is_kid(kid))
        return fa_fail_field(err, FA_EINVALID, "kid", "the name of a key has 1 to %d bytes",
                             FA_KID_BYTES - 1);
    there = find(list, kid);
    if (there != NULL && memcmp(there->public_key, public_key, FA_ED25519_PUBLIC) == 0)
        return FA_OK;
    if (there != NULL)
        return fa_fail_field(err, FA_ECONFLICT, "kid", "there is another key of that name");
    memcpy(key.kid, kid, strlen(kid));
    memcpy(key.public_key, public_key, sizeof key.public_key);
    if (!fai_vec_push(list, key))
        return fa_fail(err, FA_ENOMEM, "out of memory for a key");
    return FA_OK;
}

fa_status fa_token_keys_add(fa_token_keys *keys, const char *kid, const uint8_t public_key[FA_ED25519_PUBLIC],
                            fa_error *err)
{
    fa_status st;

    if (keys == NULL || public_key == NULL)
        return fa_fail(err, FA_EINVALID, "there are no keys to add to, or no key");
    pthread_mutex_lock(&keys->lock);
    st = keys->secret != NULL
             ? fa_fail(err, FA_ECONFLICT, "tokens are checked with a secret: there can be no keys beside it")
             : fai_token_key_add(&keys->list, kid, public_key, err);
    pthread_mutex_unlock(&keys->lock);
    return st;
}

void fa_token_keys_remove(fa_token_keys *keys, const char *kid)
{
    if (keys == NULL || kid == NULL)
        return;
    pthread_mutex_lock(&keys->lock);
    for (size_t i = 0; i < keys->list.len; i++)
        if (strcmp(keys->list.items[i].kid, kid) == 0) {
            keys->list.items[i] = keys->list.items[--keys->list.len];
            break;
        }
    pthread_mutex_unlock(&keys->lock);
}

fa_status fa_token_keys_set_secret(fa_token_keys *keys, const char *kid, const void *secret, size_t len,
                                   fa_error *err)
{
    fa_status st = FA_OK;
    uint8_t *copy;

    if (keys == NULL || secret == NULL || len < FA_TOKEN_SECRET_BYTES)
        return fa_fail_field(err, FA_EINVALID, "secret", "the secret of tokens has at least %d bytes",
                             FA_TOKEN_SECRET_BYTES);
    if (kid != NULL && !is_kid(kid))
        return fa_fail_field(err, FA_EINVALID, "kid", "the name of a key has 1 to %d bytes",
                             FA_KID_BYTES - 1);
    copy = fa_alloc(len);
    if (copy == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a secret");
    memcpy(copy, secret, len);
    pthread_mutex_lock(&keys->lock);
    if (keys->list.len != 0) {
        st = fa_fail(err, FA_ECONFLICT,
                     "tokens are checked with Ed25519 keys: there can be no secret beside them");
        fai_wipe(copy, len);
        fa_free(copy);
    } else {
        forget_secret(keys);
        keys->secret = copy;
        keys->secret_len = len;
        memset(keys->secret_kid, 0, sizeof keys->secret_kid);
        memcpy(keys->secret_kid, kid == NULL ? "" : kid, kid == NULL ? 0 : strlen(kid));
    }
    pthread_mutex_unlock(&keys->lock);
    return st;
}

static fa_status refuse(fa_error *err, const char *why)
{
    return fa_fail(err, FA_EUNAUTHENTICATED, "the token does not hold: %s", why);
}

/* With the lock, as the secret is not copied. */
static fa_status check_secret(const fa_token_keys *keys, const char *alg, const char *kid, const void *bytes,
                              size_t len, const uint8_t *signature, size_t signature_len, fa_error *err)
{
    uint8_t mac[FA_HMAC_SHA256];
    fa_status st;

    if (strcmp(alg, "HS256") != 0)
        return refuse(err, "its algorithm is not that of the key");
    if (keys->secret_kid[0] == '\0' ? kid != NULL : kid == NULL || strcmp(kid, keys->secret_kid) != 0)
        return refuse(err, "it names another key");
    st = fa_token_signer_mac(keys->crypto, keys->secret, keys->secret_len, bytes, len, mac, err);
    if (st == FA_OK && (signature_len != sizeof mac || !fai_secret_equal(mac, signature, sizeof mac)))
        st = refuse(err, "the signature is wrong");
    fai_wipe(mac, sizeof mac);
    return st;
}

fa_status fai_token_keys_check(const fa_token_keys *keys, const char *alg, const char *kid, const void *bytes,
                               size_t len, const uint8_t *signature, size_t signature_len, fa_error *err)
{
    pthread_mutex_t *lock = (pthread_mutex_t *)(uintptr_t)&keys->lock;
    uint8_t public_key[FA_ED25519_PUBLIC];
    const fai_token_key *key = NULL;
    fa_status st = FA_OK;

    pthread_mutex_lock(lock);
    if (keys->secret != NULL) {
        st = check_secret(keys, alg, kid, bytes, len, signature, signature_len, err);
        pthread_mutex_unlock(lock);
        return st;
    }
    key = kid == NULL ? NULL : find(&keys->list, kid);
    if (key != NULL)
        memcpy(public_key, key->public_key, sizeof public_key);
    pthread_mutex_unlock(lock);
    if (key == NULL)
        return fa_fail_field(err, FA_EUNAUTHENTICATED, "kid",
                             "the token does not hold: it names no key that is known");
    if (strcmp(alg, "EdDSA") != 0)
        return refuse(err, "its algorithm is not that of the key");
    if (signature_len != FA_ED25519_SIGNATURE ||
        !fa_token_signer_verify(keys->crypto, public_key, bytes, len, signature))
        return refuse(err, "the signature is wrong");
    return FA_OK;
}
