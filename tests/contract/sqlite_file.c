/* contract/sqlite_file.c: a database in a folder of its own, for the tests of the SQLite adapters. */
#include "sqlite_file.h"

#include <stdio.h>
#include <stdlib.h>

#include <finanalyst/adapter/sqlite.h>

#include "temp_dir.h"

static char root[TEMP_DIR_PATH];
static char url[TEMP_DIR_PATH + 16];

void sqlite_file_begin(void)
{
    temp_dir_make(root);
}

void sqlite_file_end(void)
{
    temp_dir_remove(root);
}

const char *sqlite_file_path(void)
{
    return url + 7; /* behind "sqlite:" */
}

fa_status sqlite_file_reopen(fa_port port, void *out, fa_error *err)
{
    static const fa_open_context context = {sizeof context, NULL, NULL};
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    if (st == FA_OK)
        st = fa_sqlite_register(registry, err);
    if (st == FA_OK)
        st = fa_registry_open(registry, port, &context, url, out, err);
    fa_registry_free(registry);
    return st;
}

fa_status sqlite_file_open(fa_port port, void *out, fa_error *err)
{
    char folder[TEMP_DIR_PATH];

    (void)setenv("TMPDIR", root, 1);
    temp_dir_make(folder);
    (void)snprintf(url, sizeof url, "sqlite:%s/test.db", folder);
    return sqlite_file_reopen(port, out, err);
}
