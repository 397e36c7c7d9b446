/* contract/test_blob_store_fs.c: the contract of blob stores on files. */
#include <stdio.h>
#include <stdlib.h>

#include "blob_store_contract.h"
#include "host.h"
#include "temp_dir.h"

static char root[TEMP_DIR_PATH];

static fa_status open_store(fa_blob_store *out, fa_error *err)
{
    char url[TEMP_DIR_PATH + 16];

    /* In a child of the test runner: the folder of this case lies in the one that main removes. */
    (void)setenv("TMPDIR", root, 1);
    (void)snprintf(url, sizeof url, "file:");
    temp_dir_make(url + 5);
    return host_open(FA_PORT_BLOB_STORE, url, out, err);
}

int main(void)
{
    int status;

    temp_dir_make(root);
    status = blob_store_contract("fs", open_store);
    temp_dir_remove(root);
    return status;
}
