/* adapter/crypt.h: hashes of passwords that other programs made, verified by the system's crypt. */
#ifndef FINANALYST_ADAPTER_CRYPT_H
#define FINANALYST_ADAPTER_CRYPT_H

#include <finanalyst/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Registers "crypt:" for the password hasher port: it verifies bcrypt ("$2a$", "$2b$", "$2y$") and hashes nothing, as
 * new passwords are hashed better. A password of more than 72 bytes matches no bcrypt hash, which does not look
 * further. FA_ECONFLICT: registered already. */
FA_API fa_status fa_crypt_register(fa_registry *registry, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
