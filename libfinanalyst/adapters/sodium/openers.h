/* adapters/sodium/openers.h: the openers of the libsodium adapters, for their registration. */
#ifndef FA_SODIUM_OPENERS_H
#define FA_SODIUM_OPENERS_H

#include <finanalyst/registry.h>

fa_status fai_sodium_hasher_open(const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status fai_sodium_token_signer_open(const fa_open_context *context, const char *url, void *out,
                                       fa_error *err);

#endif
