/* contract/test_record_repo_memory.c: the contract of record repositories in memory. */
#include "host.h"
#include "record_repo_contract.h"

static fa_status open_empty(fa_record_repo *out, fa_error *err)
{
    return host_open(FA_PORT_RECORD_REPO, "memory:", out, err);
}

int main(void)
{
    return record_repo_contract("memory", open_empty, NULL);
}
