/* finanalyst/backup.c: a copy of the data folder, as of one moment, while it is in use.
 *
 * The databases are copied from snapshots of one moment. Files that they tell of are written before their record is, and removed
 * after it: so what is there while nobody may write to a database holds every file that its snapshot tells of. Most of them are
 * copied before that moment, for it must be short. */
#define _XOPEN_SOURCE 700 /* realpath */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <finanalyst/adapter/sqlite.h>
#include <finanalyst/alloc.h>

#include "finanalyst/layout.h"
#include "finanalyst/manifest.h"
#include "finanalyst/program.h"
#include "finanalyst/transfer.h"

enum { DATABASES_MAX = 16, ROUNDS_MAX = 5, FEW = 8, DEPTH_MAX = 8, MANIFEST_MAX = 1 << 30 };

typedef struct backup {
    const char *from;
    char to[TRANSFER_PATH_MAX]; /* the draft */
    fa_hasher hasher;
    manifest list;
    char *names[DATABASES_MAX]; /* of databases, in the folder itself */
    size_t databases;
    uint64_t copied; /* files of this round */
} backup;

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name), end_length = strlen(end);

    return length > end_length && strcmp(name + length - end_length, end) == 0;
}

static bool is_database(const char *name)
{
    return ends_with(name, ".db");
}

/* What SQLite keeps beside a database; the copy needs none of it. */
static bool is_of_database(const char *name)
{
    return ends_with(name, ".db-wal") || ends_with(name, ".db-shm") || ends_with(name, ".db-journal");
}

/* ---- files ---- */

static fa_status copy_file(backup *b, const char *path, fa_error *err)
{
    char from[TRANSFER_PATH_MAX], to[TRANSFER_PATH_MAX], sha256[FA_SHA256_HEX];
    struct stat info;
    uint64_t size;
    fa_status st = transfer_path(from, b->from, path, err);

    if (st == FA_OK)
        st = transfer_path(to, b->to, path, err);
    if (st != FA_OK || stat(to, &info) == 0) /* copied by an earlier round */
        return st;
    st = transfer_file(&b->hasher, from, to, &size, sha256, err);
    if (st == FA_ENOTFOUND) /* removed meanwhile */
        return FA_OK;
    b->copied++;
    return st == FA_OK ? manifest_add(&b->list, path, size, sha256, err) : st;
}

static fa_status copy_folder(backup *b, const char *path, int depth, fa_error *err);

/* Names that begin with a dot are drafts of somebody. */
static fa_status copy_entry(backup *b, const char *folder, const char *name, bool all, int depth,
                            fa_error *err)
{
    char path[TRANSFER_PATH_MAX], full[TRANSFER_PATH_MAX];
    struct stat info;
    fa_status st;

    if (name[0] == '.' || (depth == 0 && (is_database(name) || is_of_database(name))))
        return FA_OK;
    st = transfer_path(path, folder, name, err);
    if (st == FA_OK)
        st = transfer_path(full, b->from, path, err);
    if (st != FA_OK || stat(full, &info) != 0)
        return st;
    if (S_ISDIR(info.st_mode))
        return copy_folder(b, path, depth + 1, err);
    return S_ISREG(info.st_mode) && (all || depth > 0) ? copy_file(b, path, err) : FA_OK;
}

/* path "": the data folder itself, whose own files are left for the end: they change. */
static fa_status copy_tree(backup *b, const char *path, bool all, int depth, fa_error *err)
{
    char from[TRANSFER_PATH_MAX];
    const struct dirent *entry;
    DIR *folder;
    fa_status st = transfer_path(from, b->from, path, err);

    if (st != FA_OK)
        return st;
    folder = opendir(from);
    if (folder == NULL)
        return errno == ENOENT && depth > 0 ? FA_OK : transfer_fail(err, "read", from);
    while (st == FA_OK && (entry = readdir(folder)) != NULL)
        st = copy_entry(b, path, entry->d_name, all, depth, err);
    closedir(folder);
    return st;
}

static fa_status copy_folder(backup *b, const char *path, int depth, fa_error *err)
{
    char to[TRANSFER_PATH_MAX];
    fa_status st = transfer_path(to, b->to, path, err);

    if (st == FA_OK && depth > DEPTH_MAX)
        return fa_fail(err, FA_EUNSUPPORTED, "the folders are too deep: %.100s", path);
    if (st == FA_OK && mkdir(to, 0700) != 0 && errno != EEXIST)
        return transfer_fail(err, "make", to);
    return st == FA_OK ? copy_tree(b, path, true, depth, err) : st;
}

/* Takes out what was copied and is gone by now: what was removed does not come back. */
static fa_status drop_removed(backup *b, fa_error *err)
{
    char path[TRANSFER_PATH_MAX];
    size_t kept = 0;
    fa_status st = FA_OK;

    for (size_t i = 0; i < b->list.count; i++) {
        manifest_file *file = &b->list.files[i];

        if (st == FA_OK)
            st = transfer_path(path, b->from, file->path, err);
        if (st == FA_OK && access(path, F_OK) != 0 && errno == ENOENT) {
            st = transfer_path(path, b->to, file->path, err);
            (void)unlink(path);
            b->list.bytes -= file->size;
            fa_free(file->path);
        } else {
            b->list.files[kept++] = *file;
        }
    }
    b->list.count = kept;
    return st;
}

/* While nobody writes to a database. */
static fa_status copy_rest(void *payload, fa_error *err)
{
    backup *b = payload;
    fa_status st = copy_tree(b, "", true, 0, err);

    return st == FA_OK ? drop_removed(b, err) : st;
}

/* Until a round finds few that are new. */
static fa_status copy_most(backup *b, fa_error *err)
{
    fa_status st = FA_OK;

    for (int round = 0; st == FA_OK && round < ROUNDS_MAX && (round == 0 || b->copied > FEW); round++) {
        b->copied = 0;
        st = copy_tree(b, "", false, 0, err);
    }
    return st;
}

/* ---- databases ---- */

static fa_status find_databases(backup *b, fa_error *err)
{
    DIR *folder = opendir(b->from);
    const struct dirent *entry;
    fa_status st = FA_OK;

    if (folder == NULL)
        return transfer_fail(err, "read", b->from);
    while (st == FA_OK && (entry = readdir(folder)) != NULL) {
        if (!is_database(entry->d_name))
            continue;
        if (b->databases == DATABASES_MAX)
            st = fa_fail(err, FA_EUNSUPPORTED, "there are more than %d databases", DATABASES_MAX);
        else if ((b->names[b->databases] = fa_alloc(strlen(entry->d_name) + 1)) == NULL)
            st = fa_fail(err, FA_ENOMEM, "out of memory for the names of databases");
        else
            memcpy(b->names[b->databases++], entry->d_name, strlen(entry->d_name) + 1);
    }
    closedir(folder);
    return st == FA_OK && b->databases == 0 ? fa_fail(err, FA_ENOTFOUND, "nothing is stored there") : st;
}

static fa_status copy_databases(backup *b, fa_error *err)
{
    char from[DATABASES_MAX][TRANSFER_PATH_MAX], to[DATABASES_MAX][TRANSFER_PATH_MAX];
    const char *paths[DATABASES_MAX], *copies[DATABASES_MAX];
    char sha256[FA_SHA256_HEX];
    uint64_t size;
    fa_status st = FA_OK;

    for (size_t i = 0; st == FA_OK && i < b->databases; i++) {
        paths[i] = from[i];
        copies[i] = to[i];
        st = transfer_path(from[i], b->from, b->names[i], err);
        if (st == FA_OK)
            st = transfer_path(to[i], b->to, b->names[i], err);
    }
    if (st == FA_OK)
        st = fa_sqlite_copy(paths, copies, b->databases, copy_rest, b, err);
    for (size_t i = 0; st == FA_OK && i < b->databases; i++) {
        st = transfer_file(&b->hasher, to[i], NULL, &size, sha256, err);
        if (st == FA_OK)
            st = manifest_add(&b->list, b->names[i], size, sha256, err);
    }
    return st;
}

/* ---- the whole ---- */

static fa_status write_text(const char *path, const fa_buf *text, fa_error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    bool written;

    if (file == NULL) {
        fa_status st = transfer_fail(err, "write", path);

        if (fd >= 0)
            close(fd);
        return st;
    }
    written = fwrite(text->data, 1, text->len, file) == text->len;
    return fclose(file) == 0 && written ? FA_OK : transfer_fail(err, "write", path);
}

static fa_status write_manifest(backup *b, fa_error *err)
{
    char path[TRANSFER_PATH_MAX];
    struct timespec now;
    fa_buf text;
    fa_status st;

    clock_gettime(CLOCK_REALTIME, &now);
    fa_time_format((fa_time)now.tv_sec * 1000 + now.tv_nsec / 1000000, b->list.created);
    snprintf(b->list.version, sizeof b->list.version, "%s", fa_version());
    fa_buf_init(&text, MANIFEST_MAX);
    manifest_sort(&b->list);
    st = manifest_write(&b->list, &b->hasher, &text, err);
    if (st == FA_OK)
        st = transfer_path(path, b->to, MANIFEST_NAME, err);
    if (st == FA_OK)
        st = write_text(path, &text, err);
    fa_buf_clear(&text);
    return st;
}

/* A backup within what it copies would hold itself. */
static fa_status check_place(const char *from, const char *folder, fa_error *err)
{
    char parent[TRANSFER_PATH_MAX];
    char *slash, *data, *place;
    bool within;

    snprintf(parent, sizeof parent, "%s", folder);
    slash = strrchr(parent, '/');
    if (slash == parent)
        slash[1] = '\0';
    else if (slash != NULL)
        *slash = '\0';
    place = realpath(slash == NULL ? "." : parent, NULL);
    if (place == NULL)
        return transfer_fail(err, "find", slash == NULL ? "." : parent);
    data = realpath(from, NULL);
    within = data != NULL && strncmp(place, data, strlen(data)) == 0 &&
             (place[strlen(data)] == '/' || place[strlen(data)] == '\0');
    free(data);
    free(place);
    return within ? fa_fail(err, FA_EINVALID, "a backup must not be within the folder that it is of") : FA_OK;
}

static fa_status make_backup(backup *b, const char *folder, fa_error *err)
{
    fa_status st = find_databases(b, err);

    if (st == FA_OK)
        st = check_place(b->from, folder, err);
    if (st == FA_OK)
        st = transfer_is_free(folder, err);
    if (st == FA_OK)
        st = program_hasher(&b->hasher, err);
    if (st == FA_OK)
        st = transfer_begin(folder, "part", b->to, err);
    if (st != FA_OK)
        return st;
    st = copy_most(b, err);
    if (st == FA_OK)
        st = copy_databases(b, err);
    if (st == FA_OK)
        st = write_manifest(b, err);
    if (st == FA_OK)
        st = transfer_commit(b->to, folder, err);
    if (st != FA_OK)
        transfer_abandon(b->to);
    return st;
}

/* What lies elsewhere is no part of the data folder. */
static fa_status check_configuration(const server_config *config, fa_error *err)
{
    size_t length = strlen(config->data_dir);

    if (*config->database != '\0' &&
        (strncmp(config->database, config->data_dir, length) != 0 || config->database[length] != '/' ||
         strchr(config->database + length + 1, '/') != NULL || !is_database(config->database)))
        return fa_fail(err, FA_EUNSUPPORTED,
                       "DATABASE_URL is no .db file in the data folder, which is what a backup is of");
    return FA_OK;
}

static void tell(const program *p, const backup *b, const char *folder)
{
    fa_buf line;

    fa_buf_init(&line, 1 << 16);
    if (p->json) {
        fa_buf_puts(&line, "{\"folder\":");
        fa_json_quote(folder, &line);
        fa_buf_printf(&line, ",\"files\":%zu,\"bytes\":%llu,\"created\":\"%s\"}", b->list.count,
                      (unsigned long long)b->list.bytes, b->list.created);
        program_print(&line);
    } else {
        layout_put(stdout, folder);
        printf(": %zu files, %llu bytes\n", b->list.count, (unsigned long long)b->list.bytes);
    }
    fa_buf_clear(&line);
    if (*p->config.minio_endpoint != '\0')
        fputs("finanalyst: files in the S3 store are not in the backup\n", stderr);
    if (*p->config.blob_key_file != '\0')
        fputs("finanalyst: the keys of BLOB_KEY_FILE are not in the backup, and needed to read it\n", stderr);
}

int command_backup(program *p, int argc, char **argv)
{
    backup b = {.from = p->config.data_dir};
    fa_error err = {0};
    int result = EXIT_DONE;

    if (argc != 1 || argv[0][0] == '\0')
        return program_usage("backup needs one folder: finanalyst backup FOLDER");
    while (strlen(argv[0]) > 1 && ends_with(argv[0], "/"))
        argv[0][strlen(argv[0]) - 1] = '\0';
    if (check_configuration(&p->config, &err) != FA_OK || make_backup(&b, argv[0], &err) != FA_OK)
        result = program_fail(p, argv[0], &err);
    else
        tell(p, &b, argv[0]);
    for (size_t i = 0; i < b.databases; i++)
        fa_free(b.names[i]);
    manifest_clear(&b.list);
    fa_hasher_close(&b.hasher);
    return result;
}
