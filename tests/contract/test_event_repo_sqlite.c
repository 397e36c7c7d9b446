/* contract/test_event_repo_sqlite.c: the contract of event repositories on SQLite. */
#include "event_repo_contract.h"
#include "sqlite_file.h"

static fa_status open_empty(fa_event_repo *out, fa_error *err)
{
    return sqlite_file_open(FA_PORT_EVENT_REPO, out, err);
}

static fa_status reopen(fa_event_repo *out, fa_error *err)
{
    fa_event_repo_close(out);
    return sqlite_file_reopen(FA_PORT_EVENT_REPO, out, err);
}

int main(void)
{
    int status;

    sqlite_file_begin();
    status = event_repo_contract("sqlite", open_empty, reopen);
    sqlite_file_end();
    return status;
}
