/* contract/test_record_repo_sqlite.c: the contract of record repositories on SQLite. */
#include "record_repo_contract.h"
#include "sqlite_file.h"

static fa_status open_empty(fa_record_repo *out, fa_error *err)
{
    return sqlite_file_open(FA_PORT_RECORD_REPO, out, err);
}

static fa_status reopen(fa_record_repo *repo, fa_error *err)
{
    fa_record_repo_close(repo);
    return sqlite_file_reopen(FA_PORT_RECORD_REPO, repo, err);
}

int main(void)
{
    int status;

    sqlite_file_begin();
    status = record_repo_contract("sqlite", open_empty, reopen);
    sqlite_file_end();
    return status;
}
