/* peer/test_contract_blob_store.c: the contract of blob stores on a service in another process. */
#include "blob_store_contract.h"
#include "host.h"
#include "peer_host.h"

static fa_blob_store behind;
static peer_host service;

/* One store to a test, each in a process of its own. */
static fa_status open_store(fa_blob_store *out, fa_error *err)
{
    fa_status st = host_open(FA_PORT_BLOB_STORE, "memory:", &behind, err);

    if (st != FA_OK)
        return st;
    peer_host_start(&service, "storage", peer_blobs_table, &behind);
    return peer_host_open(FA_PORT_BLOB_STORE, peer_host_url(&service), NULL, out, err);
}

int main(void)
{
    return blob_store_contract("remote", open_store);
}
