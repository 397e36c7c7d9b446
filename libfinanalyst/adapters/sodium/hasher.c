/* adapters/sodium/hasher.c: SHA-256 on libsodium. */
#include "openers.h"

#include <sodium.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(fa_digest), "the state fits into a digest");
_Static_assert(_Alignof(crypto_hash_sha256_state) <= _Alignof(fa_digest), "and is aligned there");

static void begin(void *self, fa_digest *d)
{
    (void)self;
    (void)crypto_hash_sha256_init((crypto_hash_sha256_state *)d->opaque);
}

static void update(void *self, fa_digest *d, const void *bytes, size_t len)
{
    (void)self;
    (void)crypto_hash_sha256_update((crypto_hash_sha256_state *)d->opaque, bytes, len);
}

static void finish(void *self, fa_digest *d, uint8_t out[FA_SHA256_BYTES])
{
    (void)self;
    (void)crypto_hash_sha256_final((crypto_hash_sha256_state *)d->opaque, out);
}

static void close_hasher(void *self)
{
    (void)self;
}

fa_status fai_sodium_hasher_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_hasher_ops ops = {sizeof ops, "sodium", begin, update, finish, close_hasher};
    fa_hasher *hasher = out;

    (void)context;
    (void)url;
    if (sodium_init() < 0)
        return fa_fail(err, FA_EUNAVAILABLE, "libsodium cannot start");
    hasher->ops = &ops;
    hasher->self = NULL;
    return FA_OK;
}
