/* contract/test_job_repo_memory.c: the contract of job repositories on memory. */
#include "job_repo_contract.h"
#include "host.h"

static fa_status open_empty(fa_job_repo *out, fa_error *err)
{
    return host_open(FA_PORT_JOB_REPO, "memory:", out, err);
}

int main(void)
{
    return job_repo_contract("memory", open_empty, NULL);
}
