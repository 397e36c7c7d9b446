/* contract/test_hasher_host.c: the contract of hashers on the one of the tests. */
#include "hasher_contract.h"
#include "host.h"

static fa_status open_hasher(fa_hasher *out, fa_error *err)
{
    (void)err;
    *out = host_hasher();
    return FA_OK;
}

int main(void)
{
    return hasher_contract("host", open_hasher);
}
