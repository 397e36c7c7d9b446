/* contract/test_ledger_sqlite.c: the contract of ledgers on SQLite. */
#include "ledger_contract.h"
#include "sqlite_file.h"

static fa_status open_empty(fa_ledger *out, fa_error *err)
{
    return sqlite_file_open(FA_PORT_LEDGER, out, err);
}

static fa_status reopen(fa_ledger *ledger, fa_error *err)
{
    fa_ledger_close(ledger);
    return sqlite_file_reopen(FA_PORT_LEDGER, ledger, err);
}

int main(void)
{
    int status;

    sqlite_file_begin();
    status = ledger_contract("sqlite", open_empty, reopen);
    sqlite_file_end();
    return status;
}
