/* adapters/fs/folder.c: durable files of one folder: written under another name, synced, then linked. */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char prefix[] = ".put-"; /* no key begins with a dot */

enum { TRIES = 1000, RETRY_MS = 1000 };

fa_status fs_folder_fail(fa_error *err, const char *doing)
{
    int code = errno;
    char why[96];

    if (code == ENOMEM)
        return fa_fail(err, FA_ENOMEM, "out of memory to %s", doing);
    if (strerror_r(code, why, sizeof why) != 0)
        (void)snprintf(why, sizeof why, "error %d", code);
    (void)fa_fail(err, FA_EUNAVAILABLE, "cannot %s: %s", doing, why);
    if (err != NULL)
        err->retry_ms = RETRY_MS;
    return FA_EUNAVAILABLE;
}

int fs_folder_sync(int fd)
{
    int rc;

    do {
        rc = fsync(fd);
    } while (rc != 0 && errno == EINTR);
    return rc;
}

/* Removes a leftover: a draft that no living writer holds locked. */
static void clean_one(int fd, const char *name)
{
    int draft = openat(fd, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

    if (draft < 0)
        return;
    if (flock(draft, LOCK_EX | LOCK_NB) == 0)
        (void)unlinkat(fd, name, 0);
    (void)close(draft);
}

static fa_status clean(int fd, fa_error *err)
{
    int own = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = own < 0 ? NULL : fdopendir(own);
    struct dirent *entry;

    if (dir == NULL) {
        fa_status st = fs_folder_fail(err, "list the folder of blobs");

        if (own >= 0)
            (void)close(own);
        return st;
    }
    while ((entry = readdir(dir)) != NULL) {
        if (strncmp(entry->d_name, prefix, sizeof prefix - 1) == 0)
            clean_one(fd, entry->d_name);
    }
    (void)closedir(dir);
    return FA_OK;
}

/* Makes the folder's own name durable. */
static fa_status sync_parent(int fd, fa_error *err)
{
    int parent = openat(fd, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    fa_status st = FA_OK;

    if (parent < 0 || fs_folder_sync(parent) != 0)
        st = fs_folder_fail(err, "sync the folder of blobs");
    if (parent >= 0)
        (void)close(parent);
    return st;
}

fa_status fs_folder_open(const char *path, int *fd, fa_error *err)
{
    bool made = mkdir(path, 0700) == 0;
    fa_status st = FA_OK;
    int opened;

    if (!made && errno != EEXIST)
        return fs_folder_fail(err, "make the folder of blobs");
    opened = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0)
        return fs_folder_fail(err, "open the folder of blobs");
    if (made)
        st = sync_parent(opened, err);
    if (st == FA_OK)
        st = clean(opened, err);
    if (st == FA_OK)
        *fd = opened;
    else
        (void)close(opened);
    return st;
}

void fs_folder_abandon(int fd, fs_draft *draft)
{
    (void)unlinkat(fd, draft->name, 0);
    (void)close(draft->fd);
}

/* Locks a draft. FA_ECONFLICT: another process has taken it for a leftover before it was locked. */
static fa_status hold(int draft, fa_error *err)
{
    struct stat info;

    if (flock(draft, LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? FA_ECONFLICT : fs_folder_fail(err, "lock a blob");
    if (fstat(draft, &info) != 0)
        return fs_folder_fail(err, "look at a blob");
    return info.st_nlink == 1 ? FA_OK : FA_ECONFLICT;
}

fa_status fs_folder_begin(int fd, unsigned counter, fs_draft *draft, fa_error *err)
{
    fa_status st;
    int i;

    for (i = 0; i < TRIES; i++) {
        (void)snprintf(draft->name, sizeof draft->name, "%s%ld-%u-%d", prefix, (long)getpid(), counter, i);
        draft->fd = openat(fd, draft->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (draft->fd < 0 && errno == EEXIST)
            continue;
        if (draft->fd < 0)
            return fs_folder_fail(err, "begin a blob");
        st = hold(draft->fd, err);
        if (st == FA_OK)
            return FA_OK;
        fs_folder_abandon(fd, draft);
        if (st != FA_ECONFLICT)
            return st;
    }
    return fa_fail(err, FA_EUNAVAILABLE, "cannot begin a blob: the folder is full of leftovers");
}

fa_status fs_folder_commit(int fd, fs_draft *draft, const char *name, fa_error *err)
{
    fa_status st = FA_OK;

    if (fs_folder_sync(draft->fd) != 0)
        st = fs_folder_fail(err, "sync a blob");
    else if (linkat(fd, draft->name, fd, name, 0) != 0)
        st = errno == EEXIST ? fa_fail(err, FA_ECONFLICT, "there is a blob of that key already")
                             : fs_folder_fail(err, "name a blob");
    fs_folder_abandon(fd, draft);
    if (st == FA_OK && fs_folder_sync(fd) != 0) {
        st = fs_folder_fail(err, "sync the folder of blobs");
        (void)unlinkat(fd, name, 0);
    }
    return st;
}

fa_status fs_folder_remove(int fd, const char *name, fa_error *err)
{
    if (unlinkat(fd, name, 0) != 0 && errno != ENOENT)
        return fs_folder_fail(err, "remove a blob");
    /* Also when there was none: an earlier removal may not have been synced. */
    return fs_folder_sync(fd) == 0 ? FA_OK : fs_folder_fail(err, "sync the folder of blobs");
}

fa_status fs_folder_write(int fd, const void *bytes, size_t len, fa_error *err)
{
    const char *at = bytes;

    while (len != 0) {
        ssize_t n = write(fd, at, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fs_folder_fail(err, "write a blob");
        at += n;
        len -= (size_t)n;
    }
    return FA_OK;
}

fa_status fs_folder_read(int fd, void *bytes, size_t len, off_t at, size_t *got, fa_error *err)
{
    char *to = bytes;

    *got = 0;
    while (*got < len) {
        ssize_t n = pread(fd, to + *got, len - *got, at + (off_t)*got);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fs_folder_fail(err, "read a blob");
        if (n == 0)
            break;
        *got += (size_t)n;
    }
    return FA_OK;
}
