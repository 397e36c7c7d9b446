/* token/keeper.c: a token signer on libsodium, and keys for tests. */
#include "keeper.h"

#include <stdlib.h>
#include <string.h>

#include <finanalyst/adapter/sodium.h>

fa_token_signer keeper_open(void)
{
    static const fa_open_context context = {sizeof context, NULL, NULL};
    fa_token_signer signer = {NULL, NULL};
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, NULL);

    if (st == FA_OK)
        st = fa_sodium_register(registry, NULL);
    if (st == FA_OK)
        st = fa_registry_open(registry, FA_PORT_TOKEN_SIGNER, &context, "sodium:", &signer, NULL);
    fa_registry_free(registry);
    if (st != FA_OK)
        abort();
    return signer;
}

fa_token_key keeper_key(const fa_token_signer *signer, const char *kid, unsigned number)
{
    fa_token_key key = {.kid = kid};
    uint8_t seed[FA_ED25519_SEED];

    memset(seed, (int)number, sizeof seed);
    if (fa_token_signer_hold(signer, seed, key.public_key, NULL) != FA_OK)
        abort();
    return key;
}
