/* adapter/sodium.h: SHA-256, hashes of passwords, signatures and sealed blobs on libsodium. */
#ifndef FINANALYST_ADAPTER_SODIUM_H
#define FINANALYST_ADAPTER_SODIUM_H

#include <finanalyst/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Registers "sodium:" for the hasher port, for the token signer (Ed25519 and HMAC-SHA-256, private keys in guarded memory)
 * and for the password hasher: argon2id with 64 MiB and two passes; "sodium:small" takes 19 MiB, and
 * "sodium:m=131072,t=3" what it says, never less than that. And for the blob store port
 *   sealed:<key file>:<URL of another store>
 * whose blobs lie encrypted in that store (XChaCha20-Poly1305, in segments of 64 KiB that are each bound to their blob).
 * The key file has one key of 64 hexadecimal digits to a line, 16 at most, and may be read by its owner only; its path
 * has no colon. New blobs are sealed with the first key, the others open what was sealed before. A blob whose key is
 * gone: FA_EUNAVAILABLE. Keys and sizes of blobs are not hidden. FA_ECONFLICT: registered already. */
FA_API fa_status fa_sodium_register(fa_registry *registry, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
