/* contract/test_document_repo_sqlite.c: the contract of document repositories on SQLite. */
#include "document_repo_contract.h"
#include "sqlite_file.h"

static fa_status open_empty(fa_document_repo *out, fa_error *err)
{
    return sqlite_file_open(FA_PORT_DOCUMENT_REPO, out, err);
}

static fa_status reopen(fa_document_repo *out, fa_error *err)
{
    fa_document_repo_close(out);
    return sqlite_file_reopen(FA_PORT_DOCUMENT_REPO, out, err);
}

int main(void)
{
    int status;

    sqlite_file_begin();
    status = document_repo_contract("sqlite", open_empty, reopen);
    sqlite_file_end();
    return status;
}
