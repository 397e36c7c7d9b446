/* support/temp_dir.c: folders that a test may fill. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "temp_dir.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

void temp_dir_make(char path[TEMP_DIR_PATH])
{
    const char *root = getenv("TMPDIR");

    (void)snprintf(path, TEMP_DIR_PATH, "%s/finanalyst-test-XXXXXX", root == NULL ? P_tmpdir : root);
    if (mkdtemp(path) == NULL) {
        perror(path);
        exit(EXIT_FAILURE);
    }
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *at)
{
    (void)info;
    (void)kind;
    (void)at;
    return remove(path);
}

void temp_dir_remove(const char *path)
{
    (void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
