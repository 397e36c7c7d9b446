/* contract/test_blob_store_memory.c: the contract of blob stores on memory. */
#include "blob_store_contract.h"
#include "host.h"

static fa_status open_store(fa_blob_store *out, fa_error *err)
{
    return host_open(FA_PORT_BLOB_STORE, "memory:", out, err);
}

int main(void)
{
    return blob_store_contract("memory", open_store);
}
