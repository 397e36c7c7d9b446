/* contract/test_user_repo_sqlite.c: the contract of user repositories on SQLite. */
#include "user_repo_contract.h"
#include "sqlite_file.h"

static fa_status open_empty(fa_user_repo *out, fa_error *err)
{
    return sqlite_file_open(FA_PORT_USER_REPO, out, err);
}

static fa_status reopen(fa_user_repo *out, fa_error *err)
{
    fa_user_repo_close(out);
    return sqlite_file_reopen(FA_PORT_USER_REPO, out, err);
}

int main(void)
{
    int status;

    sqlite_file_begin();
    status = user_repo_contract("sqlite", open_empty, reopen);
    sqlite_file_end();
    return status;
}
