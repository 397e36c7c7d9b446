/* token/ports.c: the checking wrappers of the token signer. */
#include <string.h>

#include <finanalyst/port/token_signer.h>

#include "base/port.h"

static fa_status check(const fa_token_signer *s, bool has, fa_error *err)
{
    if (FAI_PORT_IS_NONE(s))
        return fa_fail(err, FA_EINVALID, "there is no token signer");
    return has ? FA_OK : fa_fail(err, FA_EUNSUPPORTED, "the token signer lacks an op");
}

#define CHECK(op) check(s, !FAI_PORT_IS_NONE(s) && FAI_PORT_HAS(s, op), err)

fa_status fa_token_signer_hold(const fa_token_signer *s, const uint8_t seed[FA_ED25519_SEED],
                               uint8_t public_key[FA_ED25519_PUBLIC], fa_error *err)
{
    fa_status st = CHECK(hold);

    return st != FA_OK ? st : s->ops->hold(s->self, seed, public_key, err);
}

void fa_token_signer_drop(const fa_token_signer *s, const uint8_t public_key[FA_ED25519_PUBLIC])
{
    if (!FAI_PORT_IS_NONE(s) && FAI_PORT_HAS(s, drop))
        s->ops->drop(s->self, public_key);
}

fa_status fa_token_signer_sign(const fa_token_signer *s, const uint8_t public_key[FA_ED25519_PUBLIC],
                               const void *bytes, size_t len, uint8_t signature[FA_ED25519_SIGNATURE],
                               fa_error *err)
{
    fa_status st = CHECK(sign);

    return st != FA_OK ? st : s->ops->sign(s->self, public_key, bytes, len, signature, err);
}

bool fa_token_signer_verify(const fa_token_signer *s, const uint8_t public_key[FA_ED25519_PUBLIC],
                            const void *bytes, size_t len, const uint8_t signature[FA_ED25519_SIGNATURE])
{
    return !FAI_PORT_IS_NONE(s) && FAI_PORT_HAS(s, verify) &&
           s->ops->verify(s->self, public_key, bytes, len, signature);
}

fa_status fa_token_signer_mac(const fa_token_signer *s, const void *key, size_t key_len, const void *bytes,
                              size_t len, uint8_t out[FA_HMAC_SHA256], fa_error *err)
{
    fa_status st = CHECK(mac);

    if (st == FA_OK)
        s->ops->mac(s->self, key, key_len, bytes, len, out);
    return st;
}

void fa_token_signer_close(fa_token_signer *s)
{
    if (FAI_PORT_IS_NONE(s))
        return;
    if (FAI_PORT_HAS(s, close))
        s->ops->close(s->self);
    memset(s, 0, sizeof *s);
}
