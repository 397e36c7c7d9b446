/* curl/test_contract_s3.c: the contract of blob stores on a real S3 server. usage: test_contract_s3 [sealed] */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "blob_store_contract.h"
#include "s3_host.h"
#include "temp_dir.h"

static char key_file[TEMP_DIR_PATH + 8];

static fa_status open_sealed(fa_blob_store *out, fa_error *err)
{
    return s3_host_open_sealed(key_file, out, err);
}

static int run_sealed(void)
{
    static const char key[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    char folder[TEMP_DIR_PATH];
    int status = 1, fd;

    temp_dir_make(folder);
    (void)snprintf(key_file, sizeof key_file, "%s/keys", folder);
    fd = open(key_file, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (fd >= 0 && write(fd, key, sizeof key - 1) == (ssize_t)sizeof key - 1)
        status = blob_store_contract("sealed_s3", open_sealed);
    (void)close(fd);
    temp_dir_remove(folder);
    return status;
}

int main(int argc, char **argv)
{
    if (!s3_host_is_there()) {
        puts("skipped: FA_TEST_S3_ENDPOINT names no server");
        return 77;
    }
    return argc == 2 && strcmp(argv[1], "sealed") == 0 ? run_sealed()
                                                       : blob_store_contract("s3", s3_host_open);
}
