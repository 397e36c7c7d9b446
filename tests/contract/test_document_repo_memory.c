/* contract/test_document_repo_memory.c: the contract of document repositories on memory. */
#include "document_repo_contract.h"
#include "host.h"

static fa_status open_empty(fa_document_repo *out, fa_error *err)
{
    return host_open(FA_PORT_DOCUMENT_REPO, "memory:", out, err);
}

int main(void)
{
    return document_repo_contract("memory", open_empty, NULL);
}
