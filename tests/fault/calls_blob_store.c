/* fault/calls_blob_store.c: blobs in files, with each system call failing in turn: a typed error, no descriptor lost,
 * and blobs that are whole or absent. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "document_host.h"
#include "host.h"
#include "temp_dir.h"
#include "unit.h"

enum { MANY = 100, LONG = 150000 };

static long left; /* calls until the one that fails; 0 and below = none */
static const char *struck;
static int code; /* what it fails with */

static bool strikes(const char *call)
{
    if (left <= 0 || --left != 0)
        return false;
    struck = call;
    errno = code;
    return true;
}

/* Each as the system's own, unless it is to fail. */
int __real_openat(int fd, const char *name, int flags, ...);
int __wrap_openat(int fd, const char *name, int flags, ...);
int __wrap_openat(int fd, const char *name, int flags, ...)
{
    va_list args;
    mode_t mode;

    va_start(args, flags);
    mode = (flags & O_CREAT) != 0 ? va_arg(args, mode_t) : 0;
    va_end(args);
    return strikes("openat") ? -1 : __real_openat(fd, name, flags, mode);
}

int __real_open(const char *name, int flags, ...);
int __wrap_open(const char *name, int flags, ...);
int __wrap_open(const char *name, int flags, ...)
{
    return strikes("open") ? -1 : __real_open(name, flags);
}

#define WRAP(type, call, parameters, arguments)                                                              \
    type __real_##call parameters;                                                                           \
    type __wrap_##call parameters;                                                                           \
    type __wrap_##call parameters                                                                            \
    {                                                                                                        \
        return strikes(#call) ? -1 : __real_##call arguments;                                                \
    }

WRAP(int, mkdir, (const char *name, mode_t mode), (name, mode))
WRAP(int, fstat, (int fd, struct stat *info), (fd, info))
WRAP(int, flock, (int fd, int how), (fd, how))
WRAP(ssize_t, write, (int fd, const void *bytes, size_t len), (fd, bytes, len))
WRAP(ssize_t, pread, (int fd, void *bytes, size_t len, off_t at), (fd, bytes, len, at))
WRAP(int, fsync, (int fd), (fd))
WRAP(int, linkat, (int from, const char *name, int to, const char *other, int flags),
     (from, name, to, other, flags))
WRAP(int, unlinkat, (int fd, const char *name, int flags), (fd, name, flags))

static char root[TEMP_DIR_PATH];
static char bytes[LONG];

static fa_status open_store(fa_blob_store *out, fa_error *err)
{
    char url[TEMP_DIR_PATH + 32];

    (void)snprintf(url, sizeof url, "file:%s/blobs", root);
    return host_open(FA_PORT_BLOB_STORE, url, out, err);
}

static void set_up(void)
{
    temp_dir_make(root);
    memset(bytes, 'x', sizeof bytes);
}

static void tear_down(void)
{
    temp_dir_remove(root);
}

static fa_status put(const fa_blob_store *store, const char *key, fa_error *err)
{
    bytes_feed feed = {.bytes = bytes, .len = sizeof bytes};

    return fa_blob_put(store, key, bytes_feed_read, &feed, err);
}

static fa_status compare(void *payload, const void *buf, size_t len, fa_error *err)
{
    size_t *at = payload;

    if (len > sizeof bytes - *at || memcmp(bytes + *at, buf, len) != 0)
        return fa_fail(err, FA_EINTERNAL, "other bytes");
    *at += len;
    return FA_OK;
}

static fa_status get(const fa_blob_store *store, const char *key, fa_error *err)
{
    size_t at = 0;
    fa_status st = fa_blob_get(store, key, compare, &at, err);

    ck_assert(st != FA_OK || at == sizeof bytes);
    return st;
}

/* Entries of a folder whose names begin so. */
static int entries(const char *path, const char *prefix)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    int n = 0;

    ck_assert_ptr_nonnull(dir);
    while ((entry = readdir(dir)) != NULL)
        n += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
    (void)closedir(dir);
    return n;
}

static int descriptors_held(void)
{
    return entries("/proc/self/fd", "");
}

static int drafts(void)
{
    char path[TEMP_DIR_PATH + 32];

    (void)snprintf(path, sizeof path, "%s/blobs", root);
    return entries(path, ".put-");
}

/* Lets the n-th call from now fail. */
static void plan(long n)
{
    struck = NULL;
    left = n;
}

static const int codes[] = {EIO, ENOSPC, ENOMEM};

static fa_status status_of(int number)
{
    return number == ENOMEM ? FA_ENOMEM : FA_EUNAVAILABLE;
}

START_TEST(a_put_is_whole_or_absent_whichever_call_fails)
{
    fa_blob_store store;
    char key[16];
    long n;
    int failures = 0, descriptors;

    code = codes[_i];
    ck_assert_int_eq(open_store(&store, NULL), FA_OK);
    descriptors = descriptors_held();
    for (n = 1; n < MANY; n++) {
        fa_error err = {0};
        bool unlinked;
        fa_status st;

        (void)snprintf(key, sizeof key, "a/%ld", n);
        plan(n);
        st = put(&store, key, &err);
        unlinked = struck == NULL || strcmp(struck, "unlinkat") != 0;
        plan(0);
        ck_assert_int_eq(descriptors_held(), descriptors);
        /* What could not be unlinked waits for the next opening. */
        ck_assert_int_eq(drafts(), unlinked ? 0 : 1);
        if (!unlinked) {
            fa_blob_store_close(&store);
            ck_assert_int_eq(open_store(&store, NULL), FA_OK);
            ck_assert_int_eq(drafts(), 0);
        }
        if (st == FA_OK) {
            ck_assert_int_eq(get(&store, key, NULL), FA_OK);
        } else {
            failures++;
            ck_assert_int_eq(st, status_of(code));
            ck_assert_uint_gt(strlen(err.message), 0);
            ck_assert_int_eq(get(&store, key, NULL), FA_ENOTFOUND);
            ck_assert_int_eq(put(&store, key, NULL), FA_OK);
            ck_assert_int_eq(get(&store, key, NULL), FA_OK);
        }
    }
    ck_assert_int_ge(failures, 7); /* open, write of each piece and trailer, both syncs, link */
    fa_blob_store_close(&store);
}
END_TEST

START_TEST(reading_and_removing_fail_with_a_reason_and_harm_nothing)
{
    fa_blob_store store;
    int descriptors, op;
    long n;

    code = codes[_i];
    ck_assert_int_eq(open_store(&store, NULL), FA_OK);
    ck_assert_int_eq(put(&store, "a", NULL), FA_OK);
    descriptors = descriptors_held();
    for (op = 0; op < 3; op++) {
        fa_status st = FA_EINTERNAL;

        for (n = 1; st != FA_OK; n++) {
            uint64_t size = 0;

            plan(n);
            st = op == 0   ? get(&store, "a", NULL)
                 : op == 1 ? fa_blob_size(&store, "a", &size, NULL)
                           : fa_blob_remove(&store, "a", NULL);
            plan(0);
            ck_assert(st == FA_OK || st == status_of(code));
            ck_assert_int_eq(descriptors_held(), descriptors);
            if (op < 2)
                ck_assert_int_eq(get(&store, "a", NULL), FA_OK);
        }
        ck_assert_int_gt(n, 2);
    }
    ck_assert_int_eq(get(&store, "a", NULL), FA_ENOTFOUND);
    fa_blob_store_close(&store);
}
END_TEST

START_TEST(opening_fails_with_a_reason_and_works_the_next_time)
{
    char path[TEMP_DIR_PATH + 32];
    fa_status st = FA_EINTERNAL;
    int descriptors = descriptors_held();
    long n;

    code = codes[_i];
    for (n = 1; st != FA_OK; n++) {
        fa_blob_store store = {NULL, NULL};

        plan(n);
        st = open_store(&store, NULL);
        plan(0);
        ck_assert(st == FA_OK || st == status_of(code));
        ck_assert(st == FA_OK || store.ops == NULL);
        fa_blob_store_close(&store);
        ck_assert_int_eq(descriptors_held(), descriptors);
        (void)snprintf(path, sizeof path, "%s/blobs", root);
        (void)rmdir(path);
    }
    ck_assert_int_ge(n, 5); /* mkdir, open, the parent twice, listing */
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("calls_blob_store");

    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, a_put_is_whole_or_absent_whichever_call_fails, 0, 3);
    tcase_add_loop_test(tests, reading_and_removing_fail_with_a_reason_and_harm_nothing, 0, 3);
    tcase_add_loop_test(tests, opening_fails_with_a_reason_and_works_the_next_time, 0, 3);
    return unit_run("fault/calls_blob_store", tests);
}
