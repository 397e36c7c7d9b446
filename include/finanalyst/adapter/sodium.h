/* adapter/sodium.h: SHA-256, hashes of passwords and signatures on libsodium. */
#ifndef FINANALYST_ADAPTER_SODIUM_H
#define FINANALYST_ADAPTER_SODIUM_H

#include <finanalyst/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Registers "sodium:" for the hasher port, for the token signer (Ed25519 and HMAC-SHA-256, private keys in guarded memory)
 * and for the password hasher: argon2id with 64 MiB and two passes; "sodium:small" takes 19 MiB, and
 * "sodium:m=131072,t=3" what it says, never less than that. FA_ECONFLICT: registered already. */
FA_API fa_status fa_sodium_register(fa_registry *registry, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
