/* contract/test_passage_index_sqlite.c: the contract of passage indexes on SQLite. */
#include "passage_index_contract.h"
#include "sqlite_file.h"

static fa_status open_empty(fa_passage_index *out, fa_error *err)
{
    return sqlite_file_open(FA_PORT_PASSAGE_INDEX, out, err);
}

static fa_status reopen(fa_passage_index *out, fa_error *err)
{
    fa_passage_index_close(out);
    return sqlite_file_reopen(FA_PORT_PASSAGE_INDEX, out, err);
}

int main(void)
{
    int status;

    sqlite_file_begin();
    status = passage_index_contract("sqlite", open_empty, reopen);
    sqlite_file_end();
    return status;
}
