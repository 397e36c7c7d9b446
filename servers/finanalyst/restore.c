/* finanalyst/restore.c: the data folder from a backup: looked through whole before anything is made, and there whole or not at
 * all. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "finanalyst/layout.h"
#include "finanalyst/manifest.h"
#include "finanalyst/program.h"
#include "finanalyst/transfer.h"

enum { MANIFEST_MAX = 1 << 30, PIECE_BYTES = 64 * 1024 };

static fa_status read_manifest(const char *folder, const fa_hasher *hasher, manifest *out, fa_error *err)
{
    char path[TRANSFER_PATH_MAX], *room;
    FILE *file;
    fa_buf text;
    fa_status st = transfer_path(path, folder, MANIFEST_NAME, err);

    if (st != FA_OK)
        return st;
    file = fopen(path, "re");
    if (file == NULL)
        return transfer_fail(err, "read", path);
    fa_buf_init(&text, MANIFEST_MAX);
    while (st == FA_OK && !feof(file) && (room = fa_buf_reserve(&text, PIECE_BYTES)) != NULL) {
        text.len += fread(room, 1, PIECE_BYTES, file);
        if (ferror(file))
            st = transfer_fail(err, "read", path);
    }
    fclose(file);
    if (st == FA_OK)
        st = fa_buf_check(&text, err);
    if (st == FA_OK)
        st = fa_buf_puts(&text, "");
    if (st == FA_OK)
        st = manifest_read(out, hasher, text.data, text.len, err);
    fa_buf_clear(&text);
    return st;
}

/* Copies a file of the backup, or only reads it where `to` is NULL, and holds it against the manifest. */
static fa_status take_file(const manifest_file *file, const fa_hasher *hasher, const char *folder,
                           const char *to, fa_error *err)
{
    char from[TRANSFER_PATH_MAX], sha256[FA_SHA256_HEX];
    uint64_t size = 0;
    fa_status st = transfer_path(from, folder, file->path, err);

    if (st == FA_OK)
        st = transfer_file(hasher, from, to, &size, sha256, err);
    if (st == FA_ENOTFOUND)
        return fa_fail(err, FA_ECORRUPT, "the backup lacks a file: %.100s", file->path);
    if (st == FA_OK && (size != file->size || strcmp(sha256, file->sha256) != 0))
        return fa_fail(err, FA_ECORRUPT, "a file of the backup was changed: %.100s", file->path);
    return st;
}

static fa_status verify(const manifest *m, const fa_hasher *hasher, const char *folder, fa_error *err)
{
    fa_status st = FA_OK;

    for (size_t i = 0; st == FA_OK && i < m->count; i++)
        st = take_file(&m->files[i], hasher, folder, NULL, err);
    return st;
}

/* Makes the folders that a file of the draft is in. */
static fa_status make_folders(char *path, size_t from, fa_error *err)
{
    for (char *slash = strchr(path + from, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        int made;

        *slash = '\0';
        made = mkdir(path, 0700);
        *slash = '/';
        if (made != 0 && errno != EEXIST)
            return transfer_fail(err, "make the folders of", path);
    }
    return FA_OK;
}

static fa_status fill(const manifest *m, const fa_hasher *hasher, const char *folder, const char *draft,
                      fa_error *err)
{
    char to[TRANSFER_PATH_MAX];
    fa_status st = FA_OK;

    for (size_t i = 0; st == FA_OK && i < m->count; i++) {
        st = transfer_path(to, draft, m->files[i].path, err);
        if (st == FA_OK)
            st = make_folders(to, strlen(draft) + 1, err);
        if (st == FA_OK)
            st = take_file(&m->files[i], hasher, folder, to, err);
    }
    return st;
}

/* Makes the folders above the data folder. */
static fa_status make_parent(const char *data, fa_error *err)
{
    char parent[CONFIG_PATH_MAX];
    char *slash;

    snprintf(parent, sizeof parent, "%s", data);
    slash = strrchr(parent, '/');
    if (slash == NULL || slash == parent)
        return FA_OK;
    *slash = '\0';
    return program_make_folder(parent) ? FA_OK : transfer_fail(err, "make", parent);
}

static fa_status restore(manifest *m, const fa_hasher *hasher, const char *folder, const char *data,
                         fa_error *err)
{
    char draft[TRANSFER_PATH_MAX];
    fa_status st = transfer_is_free(data, err);

    if (st == FA_OK)
        st = read_manifest(folder, hasher, m, err);
    if (st == FA_OK)
        st = verify(m, hasher, folder, err);
    if (st == FA_OK)
        st = make_parent(data, err);
    if (st == FA_OK)
        st = transfer_begin(data, "restore", draft, err);
    if (st != FA_OK)
        return st;
    st = fill(m, hasher, folder, draft, err);
    if (st == FA_OK)
        st = transfer_commit(draft, data, err);
    if (st != FA_OK)
        transfer_abandon(draft);
    return st;
}

static void tell(const program *p, const manifest *m)
{
    fa_buf line;

    fa_buf_init(&line, 1 << 16);
    if (p->json) {
        fa_buf_puts(&line, "{\"folder\":");
        fa_json_quote(p->config.data_dir, &line);
        fa_buf_printf(&line, ",\"files\":%zu,\"bytes\":%llu,\"created\":", m->count,
                      (unsigned long long)m->bytes);
        fa_json_quote(m->created, &line);
        fa_buf_puts(&line, "}");
        program_print(&line);
    } else {
        layout_put(stdout, p->config.data_dir);
        printf(": %zu files, %llu bytes, as of ", m->count, (unsigned long long)m->bytes);
        layout_put(stdout, m->created);
        putchar('\n');
    }
    fa_buf_clear(&line);
}

int command_restore(program *p, int argc, char **argv)
{
    char *data = p->config.data_dir;
    fa_hasher hasher = {NULL, NULL};
    fa_error err = {0};
    manifest m = {0};
    int result = EXIT_DONE;

    if (argc != 1 || argv[0][0] == '\0')
        return program_usage("restore needs one folder: finanalyst restore FOLDER");
    while (strlen(data) > 1 && data[strlen(data) - 1] == '/')
        data[strlen(data) - 1] = '\0';
    if (program_hasher(&hasher, &err) != FA_OK || restore(&m, &hasher, argv[0], data, &err) != FA_OK)
        result = program_fail(p, err.code == FA_ECONFLICT ? data : argv[0], &err);
    else
        tell(p, &m);
    manifest_clear(&m);
    fa_hasher_close(&hasher);
    return result;
}
