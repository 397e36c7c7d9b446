/* adapter/sodium.h: SHA-256 on libsodium. */
#ifndef FINANALYST_ADAPTER_SODIUM_H
#define FINANALYST_ADAPTER_SODIUM_H

#include <finanalyst/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Registers "sodium:" for the hasher port. FA_ECONFLICT: registered already. */
FA_API fa_status fa_sodium_register(fa_registry *registry, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
