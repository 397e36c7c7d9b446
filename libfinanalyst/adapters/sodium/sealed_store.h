/* adapters/sodium/sealed_store.h: the opener of sealed blob stores. */
#ifndef FA_SODIUM_SEALED_STORE_H
#define FA_SODIUM_SEALED_STORE_H

#include <finanalyst/registry.h>

fa_status fai_sealed_store_open(const fa_registry *registry, const void *options,
                                const fa_open_context *context, const char *url, void *out, fa_error *err);

#endif
