/* contract/test_hasher_openssl.c: the contract of hashers on OpenSSL. */
#include <finanalyst/adapter/openssl.h>

#include "hasher_contract.h"

static fa_status open_hasher(fa_hasher *out, fa_error *err)
{
    static const fa_open_context context = {sizeof context, NULL, NULL};
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    if (st == FA_OK)
        st = fa_openssl_register(registry, err);
    if (st == FA_OK)
        st = fa_registry_open(registry, FA_PORT_HASHER, &context, "openssl:", out, err);
    fa_registry_free(registry);
    return st;
}

int main(void)
{
    return hasher_contract("openssl", open_hasher);
}
