/* adapters/sodium/password_hasher.c: argon2id (RFC 9106) on libsodium. */
#include "openers.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/port/password_hasher.h>

_Static_assert(crypto_pwhash_argon2id_STRBYTES <= FA_PASSWORD_HASH_BYTES, "a hash fits");

/* OWASP's floor for argon2id, below which nothing goes: 19 MiB and two passes. */
enum { FLOOR_KIB = 19 << 10, DEFAULT_KIB = 64 << 10, MOST_KIB = 1 << 20, FLOOR_PASSES = 2, MOST_PASSES = 16 };

typedef struct hasher {
    size_t memory; /* bytes */
    unsigned long long passes;
} hasher;

static const char kind[] = "$argon2id$";

static fa_status hash(void *self, const char *password, size_t len, char out[FA_PASSWORD_HASH_BYTES],
                      fa_error *err)
{
    const hasher *h = self;
    char text[crypto_pwhash_argon2id_STRBYTES];

    if (crypto_pwhash_argon2id_str(text, password, len, h->passes, h->memory) != 0)
        return fa_fail(err, FA_ENOMEM, "out of memory for the hash of a password");
    memset(out, 0, FA_PASSWORD_HASH_BYTES);
    memcpy(out, text, strlen(text));
    return FA_OK;
}

/* verify takes its text as an array of that size. */
static fa_status verify(void *self, const char *text, const char *password, size_t len, bool *match,
                        bool *stale, fa_error *err)
{
    const hasher *h = self;
    char whole[crypto_pwhash_argon2id_STRBYTES] = "";

    if (strncmp(text, kind, sizeof kind - 1) != 0 || strlen(text) >= sizeof whole)
        return fa_fail(err, FA_EUNSUPPORTED, "the password was hashed in a way that is not known");
    memcpy(whole, text, strlen(text));
    *match = crypto_pwhash_argon2id_str_verify(whole, password, len) == 0;
    *stale = crypto_pwhash_argon2id_str_needs_rehash(whole, h->passes, h->memory) != 0;
    return FA_OK;
}

static fa_status decoy(void *self, char out[FA_PASSWORD_HASH_BYTES], fa_error *err)
{
    const hasher *h = self;
    unsigned char bytes[48];
    char salt[32], digest[64];

    (void)err;
    randombytes_buf(bytes, sizeof bytes);
    (void)sodium_bin2base64(salt, sizeof salt, bytes, 16, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    (void)sodium_bin2base64(digest, sizeof digest, bytes + 16, 32, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    memset(out, 0, FA_PASSWORD_HASH_BYTES);
    (void)snprintf(out, FA_PASSWORD_HASH_BYTES, "%sv=19$m=%zu,t=%llu,p=1$%s$%s", kind, h->memory / 1024,
                   h->passes, salt, digest);
    return FA_OK;
}

static void close_hasher(void *self)
{
    fa_free(self);
}

/* "small", or "m=<KiB>,t=<passes>"; nothing is the default. */
static bool read_cost(const char *text, unsigned long *kib, unsigned long *passes)
{
    char *end;

    *kib = DEFAULT_KIB;
    *passes = FLOOR_PASSES;
    if (*text == '\0')
        return true;
    if (strcmp(text, "small") == 0) {
        *kib = FLOOR_KIB;
        return true;
    }
    if (strncmp(text, "m=", 2) != 0)
        return false;
    *kib = strtoul(text + 2, &end, 10);
    if (strncmp(end, ",t=", 3) != 0)
        return false;
    *passes = strtoul(end + 3, &end, 10);
    return *end == '\0' && *kib >= FLOOR_KIB && *kib <= MOST_KIB && *passes >= FLOOR_PASSES &&
           *passes <= MOST_PASSES;
}

fa_status fai_sodium_password_hasher_open(const fa_open_context *context, const char *url, void *out,
                                          fa_error *err)
{
    static const fa_password_hasher_ops ops = {sizeof ops, "sodium", hash, verify, decoy, close_hasher};
    unsigned long kib, passes;
    hasher *h;

    (void)context;
    if (sodium_init() < 0)
        return fa_fail(err, FA_EUNAVAILABLE, "libsodium cannot start");
    if (!read_cost(strchr(url, ':') + 1, &kib, &passes))
        return fa_fail(
            err, FA_EINVALID,
            "the cost of passwords is \"small\" or like \"m=65536,t=2\", from m=%d,t=%d to m=%d,t=%d",
            FLOOR_KIB, FLOOR_PASSES, MOST_KIB, MOST_PASSES);
    h = fa_calloc(1, sizeof *h);
    if (h == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a password hasher");
    h->memory = (size_t)kib * 1024;
    h->passes = passes;
    *(fa_password_hasher *)out = (fa_password_hasher){&ops, h};
    return FA_OK;
}
