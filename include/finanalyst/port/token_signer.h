/* port/token_signer.h: the cryptography of tokens. */
#ifndef FINANALYST_PORT_TOKEN_SIGNER_H
#define FINANALYST_PORT_TOKEN_SIGNER_H

#include <finanalyst/types.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { FA_ED25519_SEED = 32, FA_ED25519_PUBLIC = 32, FA_ED25519_SIGNATURE = 64, FA_HMAC_SHA256 = 32 };

/* Ed25519 (RFC 8032) and HMAC-SHA-256 (RFC 2104). Private keys are in the adapter's custody, named by their public
 * key, so that no copy of them lies about in the library. For implementers: any thread may call any op; verify refuses
 * what is not canonical (S not below the order of the group, points of small order). */
typedef struct fa_token_signer_ops {
    size_t struct_size;
    const char *name;
    /* Takes the key pair of a seed into custody, and tells its public key. A pair that is held already: FA_OK. */
    fa_status (*hold)(void *self, const uint8_t seed[FA_ED25519_SEED], uint8_t public_key[FA_ED25519_PUBLIC],
                      fa_error *err);
    /* Forgets a private key; none: no harm. */
    void (*drop)(void *self, const uint8_t public_key[FA_ED25519_PUBLIC]);
    /* FA_ENOTFOUND: that private key is not held. */
    fa_status (*sign)(void *self, const uint8_t public_key[FA_ED25519_PUBLIC], const void *bytes, size_t len,
                      uint8_t signature[FA_ED25519_SIGNATURE], fa_error *err);
    bool (*verify)(void *self, const uint8_t public_key[FA_ED25519_PUBLIC], const void *bytes, size_t len,
                   const uint8_t signature[FA_ED25519_SIGNATURE]);
    void (*mac)(void *self, const void *key, size_t key_len, const void *bytes, size_t len,
                uint8_t out[FA_HMAC_SHA256]);
    void (*close)(void *self);
} fa_token_signer_ops;

typedef struct fa_token_signer {
    const fa_token_signer_ops *ops;
    void *self;
} fa_token_signer;

FA_API fa_status fa_token_signer_hold(const fa_token_signer *s, const uint8_t seed[FA_ED25519_SEED],
                                      uint8_t public_key[FA_ED25519_PUBLIC], fa_error *err);
FA_API void fa_token_signer_drop(const fa_token_signer *s, const uint8_t public_key[FA_ED25519_PUBLIC]);
FA_API fa_status fa_token_signer_sign(const fa_token_signer *s, const uint8_t public_key[FA_ED25519_PUBLIC],
                                      const void *bytes, size_t len, uint8_t signature[FA_ED25519_SIGNATURE],
                                      fa_error *err);
/* false also when the signer is none. */
FA_API bool fa_token_signer_verify(const fa_token_signer *s, const uint8_t public_key[FA_ED25519_PUBLIC],
                                   const void *bytes, size_t len,
                                   const uint8_t signature[FA_ED25519_SIGNATURE]);
FA_API fa_status fa_token_signer_mac(const fa_token_signer *s, const void *key, size_t key_len,
                                     const void *bytes, size_t len, uint8_t out[FA_HMAC_SHA256],
                                     fa_error *err);
FA_API void fa_token_signer_close(fa_token_signer *s);

#ifdef __cplusplus
}
#endif
#endif
