/* contract/test_transfer_store_memory.c: the contract of transfer stores on memory. */
#include "host.h"
#include "transfer_store_contract.h"

static fa_status open_empty(fa_transfer_store *out, fa_error *err)
{
    return host_open(FA_PORT_TRANSFER_STORE, "memory:", out, err);
}

int main(void)
{
    return transfer_store_contract("memory", open_empty, NULL);
}
