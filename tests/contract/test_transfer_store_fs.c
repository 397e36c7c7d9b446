/* contract/test_transfer_store_fs.c: the contract of transfer stores on files. */
#include <stdio.h>
#include <stdlib.h>

#include "host.h"
#include "temp_dir.h"
#include "transfer_store_contract.h"

static char root[TEMP_DIR_PATH], url[TEMP_DIR_PATH + 16];

static fa_status open_store(fa_transfer_store *out, fa_error *err)
{
    /* In a child of the test runner: the folder of this case lies in the one that main removes. */
    (void)setenv("TMPDIR", root, 1);
    (void)snprintf(url, sizeof url, "file:");
    temp_dir_make(url + 5);
    return host_open(FA_PORT_TRANSFER_STORE, url, out, err);
}

static fa_status reopen(fa_transfer_store *out, fa_error *err)
{
    fa_transfer_store_close(out);
    return host_open(FA_PORT_TRANSFER_STORE, url, out, err);
}

int main(void)
{
    int status;

    temp_dir_make(root);
    status = transfer_store_contract("fs", open_store, reopen);
    temp_dir_remove(root);
    return status;
}
