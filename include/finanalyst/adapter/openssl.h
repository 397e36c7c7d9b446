/* adapter/openssl.h: SHA-256 on OpenSSL's libcrypto, with the instructions that the processor has for it. */
#ifndef FINANALYST_ADAPTER_OPENSSL_H
#define FINANALYST_ADAPTER_OPENSSL_H

#include <finanalyst/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Registers "openssl:" for the hasher port. FA_ECONFLICT: registered already. */
FA_API fa_status fa_openssl_register(fa_registry *registry, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
