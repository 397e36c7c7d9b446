/* contract/test_user_repo_memory.c: the contract of user repositories on memory. */
#include "user_repo_contract.h"
#include "host.h"

static fa_status open_empty(fa_user_repo *out, fa_error *err)
{
    return host_open(FA_PORT_USER_REPO, "memory:", out, err);
}

int main(void)
{
    return user_repo_contract("memory", open_empty, NULL);
}
