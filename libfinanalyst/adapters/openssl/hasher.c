/* adapters/openssl/hasher.c: SHA-256 on OpenSSL's libcrypto. Its plain functions, which the compatibility level below
 * offers, allocate nothing and so cannot fail; they take the processor's own instructions as the newer ones do. */
#define OPENSSL_API_COMPAT 0x10100000L
#include <finanalyst/adapter/openssl.h>

#include <openssl/sha.h>

_Static_assert(sizeof(SHA256_CTX) <= sizeof(fa_digest), "the state fits into a digest");
_Static_assert(_Alignof(SHA256_CTX) <= _Alignof(fa_digest), "and is aligned there");

static void begin(void *self, fa_digest *d)
{
    (void)self;
    (void)SHA256_Init((SHA256_CTX *)d->opaque);
}

static void update(void *self, fa_digest *d, const void *bytes, size_t len)
{
    (void)self;
    (void)SHA256_Update((SHA256_CTX *)d->opaque, bytes, len);
}

static void finish(void *self, fa_digest *d, uint8_t out[FA_SHA256_BYTES])
{
    (void)self;
    (void)SHA256_Final(out, (SHA256_CTX *)d->opaque);
}

static void close_hasher(void *self)
{
    (void)self;
}

static fa_status open_hasher(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_hasher_ops ops = {sizeof ops, "openssl", begin, update, finish, close_hasher};
    fa_hasher *hasher = out;

    (void)context;
    (void)url;
    (void)err;
    hasher->ops = &ops;
    hasher->self = NULL;
    return FA_OK;
}

fa_status fa_openssl_register(fa_registry *registry, fa_error *err)
{
    return fa_registry_add(registry, FA_PORT_HASHER, "openssl", open_hasher, err);
}
