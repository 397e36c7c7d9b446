/* contract/test_filing_repo_sqlite.c: the contract of filing repositories on SQLite. */
#include "filing_repo_contract.h"
#include "sqlite_file.h"

static fa_status open_empty(fa_filing_repo *out, fa_error *err)
{
    return sqlite_file_open(FA_PORT_FILING_REPO, out, err);
}

static fa_status reopen(fa_filing_repo *out, fa_error *err)
{
    fa_filing_repo_close(out);
    return sqlite_file_reopen(FA_PORT_FILING_REPO, out, err);
}

int main(void)
{
    int status;

    sqlite_file_begin();
    status = filing_repo_contract("sqlite", open_empty, reopen);
    sqlite_file_end();
    return status;
}
