/* finanalyst/transfer.c: copying files, and folders that appear whole or not at all. */
#define _GNU_SOURCE /* syncfs, nftw */
#include "finanalyst/transfer.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE_BYTES = 64 * 1024, OPEN_FOLDERS = 16 };

fa_status transfer_fail(fa_error *err, const char *doing, const char *path)
{
    int code = errno;

    return fa_fail(err, code == ENOENT ? FA_ENOTFOUND : FA_EUNAVAILABLE, "cannot %s %.100s: %s", doing, path,
                   strerror(code));
}

fa_status transfer_path(char out[TRANSFER_PATH_MAX], const char *folder, const char *name, fa_error *err)
{
    int length = snprintf(out, TRANSFER_PATH_MAX, "%s%s%s", folder, *folder == '\0' ? "" : "/", name);

    return length > 0 && length < TRANSFER_PATH_MAX
               ? FA_OK
               : fa_fail(err, FA_ETOOLARGE, "a path is too long: %.100s", name);
}

static bool write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(fd, bytes, len);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        len -= (size_t)written;
    }
    return true;
}

/* out: -1 where the bytes are only hashed. */
static fa_status copy_bytes(const fa_hasher *hasher, int in, int out, const char *to, uint64_t *size,
                            char hex[FA_SHA256_HEX], fa_error *err)
{
    char piece[PIECE_BYTES];
    fa_digest digest;
    ssize_t got;

    *size = 0;
    fa_hash_begin(hasher, &digest);
    while ((got = read(in, piece, sizeof piece)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return transfer_fail(err, "read for", to);
        fa_hash_update(hasher, &digest, piece, (size_t)got);
        *size += (uint64_t)got;
        if (out >= 0 && !write_all(out, piece, (size_t)got))
            return transfer_fail(err, "write", to);
    }
    fa_hash_finish_hex(hasher, &digest, hex);
    return FA_OK;
}

fa_status transfer_file(const fa_hasher *hasher, const char *from, const char *to, uint64_t *size,
                        char hex[FA_SHA256_HEX], fa_error *err)
{
    int in = open(from, O_RDONLY | O_CLOEXEC), out = -1;
    fa_status st;

    if (in < 0)
        return transfer_fail(err, "read", from);
    if (to != NULL) {
        out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (out < 0) {
            st = transfer_fail(err, "write", to);
            close(in);
            return st == FA_ENOTFOUND ? FA_EUNAVAILABLE : st;
        }
    }
    st = copy_bytes(hasher, in, out, to == NULL ? from : to, size, hex, err);
    close(in);
    if (out >= 0 && close(out) != 0 && st == FA_OK)
        st = transfer_fail(err, "write", to);
    return st;
}

fa_status transfer_is_free(const char *path, fa_error *err)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    fa_status st = FA_OK;

    if (folder == NULL)
        return errno == ENOENT    ? FA_OK
               : errno == ENOTDIR ? fa_fail(err, FA_ECONFLICT, "there is a file of that name")
                                  : transfer_fail(err, "look into", path);
    while (st == FA_OK && (entry = readdir(folder)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            st = fa_fail(err, FA_ECONFLICT, "the folder is there already, and not empty");
    closedir(folder);
    return st;
}

fa_status transfer_begin(const char *final, const char *word, char out[TRANSFER_PATH_MAX], fa_error *err)
{
    int length = snprintf(out, TRANSFER_PATH_MAX, "%s.%s-XXXXXX", final, word);

    if (length < 0 || length >= TRANSFER_PATH_MAX)
        return fa_fail(err, FA_ETOOLARGE, "the folder's path is too long");
    return mkdtemp(out) != NULL ? FA_OK : transfer_fail(err, "make", out);
}

/* Makes durable what was written on the file system of a folder. */
static fa_status sync_around(const char *path, fa_error *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    fa_status st = fd >= 0 && syncfs(fd) == 0 ? FA_OK : transfer_fail(err, "make durable", path);

    if (fd >= 0)
        close(fd);
    return st;
}

static fa_status sync_name(const char *path, fa_error *err)
{
    char parent[TRANSFER_PATH_MAX + 4];
    int fd;
    fa_status st;

    snprintf(parent, sizeof parent, "%s/..", path);
    fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    st = fd >= 0 && fsync(fd) == 0 ? FA_OK : transfer_fail(err, "make durable", path);
    if (fd >= 0)
        close(fd);
    return st;
}

fa_status transfer_commit(const char *draft, const char *final, fa_error *err)
{
    fa_status st = sync_around(draft, err);

    if (st != FA_OK)
        return st;
    if (rename(draft, final) != 0) {
        if (errno == EBUSY || errno == EXDEV)
            return fa_fail(
                err, FA_EUNSUPPORTED,
                "a file system is mounted there: it can only take the name of a folder inside of that");
        return transfer_fail(err, "rename to", final);
    }
    return sync_name(final, err);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info;
    (void)kind;
    (void)place;
    (void)remove(path);
    return 0;
}

void transfer_abandon(const char *draft)
{
    (void)nftw(draft, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}
