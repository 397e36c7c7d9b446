/* adapters/sodium/register.c: "sodium:" for the hasher and for what the user service needs. */
#include <finanalyst/adapter/sodium.h>

#include "openers.h"

fa_status fa_sodium_register(fa_registry *registry, fa_error *err)
{
    static const struct {
        fa_port port;
        fa_open_fn open;
    } adapters[] = {{FA_PORT_HASHER, fai_sodium_hasher_open},
                    {FA_PORT_TOKEN_SIGNER, fai_sodium_token_signer_open}};
    fa_status st = FA_OK;

    for (size_t i = 0; st == FA_OK && i < sizeof adapters / sizeof adapters[0]; i++)
        st = fa_registry_add(registry, adapters[i].port, "sodium", adapters[i].open, err);
    return st;
}
