/* contract/test_event_repo_memory.c: the contract of event repositories on memory. */
#include "event_repo_contract.h"
#include "host.h"

static fa_status open_empty(fa_event_repo *out, fa_error *err)
{
    return host_open(FA_PORT_EVENT_REPO, "memory:", out, err);
}

int main(void)
{
    return event_repo_contract("memory", open_empty, NULL);
}
