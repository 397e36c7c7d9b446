/* contract/test_ledger_memory.c: the contract of ledgers in memory. */
#include "host.h"
#include "ledger_contract.h"

static fa_status open_empty(fa_ledger *out, fa_error *err)
{
    return host_open(FA_PORT_LEDGER, "memory:", out, err);
}

int main(void)
{
    return ledger_contract("memory", open_empty, NULL);
}
