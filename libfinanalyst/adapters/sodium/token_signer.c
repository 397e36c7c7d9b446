/* adapters/sodium/token_signer.c: Ed25519 and HMAC-SHA-256 on libsodium. Private keys lie in guarded memory, which is
 * locked into RAM where the system allows it, left out of core dumps, and zeroed when it is freed. */
#include "openers.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#include <finanalyst/alloc.h>

_Static_assert(crypto_sign_ed25519_SEEDBYTES == FA_ED25519_SEED, "seeds are of one size");
_Static_assert(crypto_sign_ed25519_PUBLICKEYBYTES == FA_ED25519_PUBLIC, "public keys are of one size");
_Static_assert(crypto_sign_ed25519_BYTES == FA_ED25519_SIGNATURE, "signatures are of one size");
_Static_assert(crypto_auth_hmacsha256_BYTES == FA_HMAC_SHA256, "codes are of one size");

typedef struct held {
    uint8_t public_key[FA_ED25519_PUBLIC];
    uint8_t *private_key; /* guarded */
    struct held *next;
} held;

typedef struct signer {
    pthread_rwlock_t lock; /* signing reads, holding and dropping writes */
    held *first;
} signer;

static held **find(signer *s, const uint8_t *public_key)
{
    held **at = &s->first;

    while (*at != NULL && memcmp((*at)->public_key, public_key, FA_ED25519_PUBLIC) != 0)
        at = &(*at)->next;
    return at;
}

static void forget(held *h)
{
    sodium_free(h->private_key);
    fa_free(h);
}

static fa_status hold(void *self, const uint8_t seed[FA_ED25519_SEED], uint8_t public_key[FA_ED25519_PUBLIC],
                      fa_error *err)
{
    signer *s = self;
    held *h = fa_calloc(1, sizeof *h);
    held **at;

    if (h != NULL)
        h->private_key = sodium_malloc(crypto_sign_ed25519_SECRETKEYBYTES);
    if (h == NULL || h->private_key == NULL) {
        fa_free(h);
        return fa_fail(err, FA_ENOMEM, "out of memory for a private key");
    }
    (void)crypto_sign_ed25519_seed_keypair(h->public_key, h->private_key, seed);
    (void)sodium_mprotect_readonly(h->private_key);
    memcpy(public_key, h->public_key, FA_ED25519_PUBLIC);
    pthread_rwlock_wrlock(&s->lock);
    at = find(s, h->public_key);
    if (*at == NULL) {
        *at = h;
        h = NULL;
    }
    pthread_rwlock_unlock(&s->lock);
    if (h != NULL)
        forget(h);
    return FA_OK;
}

static void drop(void *self, const uint8_t public_key[FA_ED25519_PUBLIC])
{
    signer *s = self;
    held **at, *h;

    pthread_rwlock_wrlock(&s->lock);
    at = find(s, public_key);
    h = *at;
    if (h != NULL)
        *at = h->next;
    pthread_rwlock_unlock(&s->lock);
    if (h != NULL)
        forget(h);
}

static fa_status sign(void *self, const uint8_t public_key[FA_ED25519_PUBLIC], const void *bytes, size_t len,
                      uint8_t signature[FA_ED25519_SIGNATURE], fa_error *err)
{
    signer *s = self;
    const held *h;

    pthread_rwlock_rdlock(&s->lock);
    h = *find(s, public_key);
    if (h != NULL)
        (void)crypto_sign_ed25519_detached(signature, NULL, bytes, len, h->private_key);
    pthread_rwlock_unlock(&s->lock);
    return h != NULL ? FA_OK : fa_fail(err, FA_ENOTFOUND, "that private key is not held");
}

static bool verify(void *self, const uint8_t public_key[FA_ED25519_PUBLIC], const void *bytes, size_t len,
                   const uint8_t signature[FA_ED25519_SIGNATURE])
{
    (void)self;
    return crypto_sign_ed25519_verify_detached(signature, bytes, len, public_key) == 0;
}

static void mac(void *self, const void *key, size_t key_len, const void *bytes, size_t len,
                uint8_t out[FA_HMAC_SHA256])
{
    crypto_auth_hmacsha256_state state;

    (void)self;
    (void)crypto_auth_hmacsha256_init(&state, key, key_len);
    (void)crypto_auth_hmacsha256_update(&state, bytes, len);
    (void)crypto_auth_hmacsha256_final(&state, out);
    sodium_memzero(&state, sizeof state);
}

static void close_signer(void *self)
{
    signer *s = self;

    while (s->first != NULL) {
        held *next = s->first->next;

        forget(s->first);
        s->first = next;
    }
    pthread_rwlock_destroy(&s->lock);
    fa_free(s);
}

fa_status fai_sodium_token_signer_open(const fa_open_context *context, const char *url, void *out,
                                       fa_error *err)
{
    static const fa_token_signer_ops ops = {sizeof ops, "sodium", hold, drop,
                                            sign,       verify,   mac,  close_signer};
    signer *s;

    (void)context;
    (void)url;
    if (sodium_init() < 0)
        return fa_fail(err, FA_EUNAVAILABLE, "libsodium cannot start");
    s = fa_calloc(1, sizeof *s);
    if (s == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a token signer");
    if (pthread_rwlock_init(&s->lock, NULL) != 0) {
        fa_free(s);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no lock left");
    }
    *(fa_token_signer *)out = (fa_token_signer){&ops, s};
    return FA_OK;
}
