/* contract/test_filing_repo_memory.c: the contract of filing repositories on memory. */
#include "filing_repo_contract.h"
#include "host.h"

static fa_status open_empty(fa_filing_repo *out, fa_error *err)
{
    return host_open(FA_PORT_FILING_REPO, "memory:", out, err);
}

int main(void)
{
    return filing_repo_contract("memory", open_empty, NULL);
}
