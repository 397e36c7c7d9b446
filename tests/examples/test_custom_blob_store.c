/* The blob store of examples/custom_blob_store.c, written from the port's header alone, keeps the port's contract. */
int example_main(int argc, char **argv);
#define main example_main
#include "../../examples/custom_blob_store.c"
#undef main

#include "blob_store_contract.h"
#include "temp_dir.h"

static char root[TEMP_DIR_PATH];

/* Each case of the suite gets a folder of its own, in the one that main removes. */
static fa_status open_empty(fa_blob_store *out, fa_error *err)
{
    char url[TEMP_DIR_PATH + 16] = "hex:";

    (void)setenv("TMPDIR", root, 1);
    temp_dir_make(url + 4);
    return open_store(NULL, url, out, err);
}

int main(void)
{
    int status;

    temp_dir_make(root);
    status = blob_store_contract("hex", open_empty);
    temp_dir_remove(root);
    return status;
}
