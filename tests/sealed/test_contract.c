/* sealed/test_contract.c: the contract of blob stores on sealed ones. usage: test_sealed_contract memory|file */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blob_store_contract.h"
#include "sealed_host.h"
#include "temp_dir.h"

static char root[TEMP_DIR_PATH];
static const char *inner;

static fa_status open_store(fa_blob_store *out, fa_error *err)
{
    char folder[TEMP_DIR_PATH], url[3 * TEMP_DIR_PATH];

    (void)setenv("TMPDIR", root, 1);
    temp_dir_make(folder);
    (void)snprintf(url, sizeof url, "sealed:%s/keys:%s:%s", root, inner,
                   strcmp(inner, "file") == 0 ? folder : "");
    return sealed_host_open(url, out, err);
}

int main(int argc, char **argv)
{
    char path[TEMP_DIR_PATH + 8];
    int status;

    if (argc != 2)
        return 2;
    inner = argv[1];
    temp_dir_make(root);
    (void)snprintf(path, sizeof path, "%s/keys", root);
    sealed_host_keys(path, KEY_1 "\n", 0600);
    status = blob_store_contract("sealed", open_store);
    temp_dir_remove(root);
    return status;
}
