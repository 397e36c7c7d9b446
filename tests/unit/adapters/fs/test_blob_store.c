/* What files of a folder do beyond the contract: notice damage, clean up, keep others out. */
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "document_host.h"
#include "host.h"
#include "temp_dir.h"
#include "unit.h"

static char root[TEMP_DIR_PATH];
static char folder[TEMP_DIR_PATH + 16];
static fa_blob_store store;

static fa_status open_folder(const char *path, fa_blob_store *out, fa_error *err)
{
    char url[TEMP_DIR_PATH + 80];

    (void)snprintf(url, sizeof url, "file:%s", path);
    return host_open(FA_PORT_BLOB_STORE, url, out, err);
}

static void set_up(void)
{
    temp_dir_make(root);
    (void)snprintf(folder, sizeof folder, "%s/blobs", root);
    ck_assert_int_eq(open_folder(folder, &store, NULL), FA_OK);
}

static void tear_down(void)
{
    fa_blob_store_close(&store);
    temp_dir_remove(root);
}

static fa_status put(const char *key, const char *text)
{
    bytes_feed feed = {.bytes = text, .len = strlen(text)};

    return fa_blob_put(&store, key, bytes_feed_read, &feed, NULL);
}

static fa_status count(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)buf;
    (void)err;
    *(size_t *)payload += len;
    return FA_OK;
}

static void path_of(const char *file, char out[TEMP_DIR_PATH + 64])
{
    (void)snprintf(out, TEMP_DIR_PATH + 64, "%s/%s", folder, file);
}

/* Files of the folder; with a prefix, those that begin so. */
static int files(const char *prefix)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    int n = 0;

    ck_assert_ptr_nonnull(dir);
    while ((entry = readdir(dir)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            n += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
    }
    (void)closedir(dir);
    return n;
}

START_TEST(notices_every_flipped_byte)
{
    static const char text[] = "Net sales were 1,234 in 2024.";
    char path[TEMP_DIR_PATH + 64];
    struct stat info;
    off_t at;
    int fd;

    ck_assert_int_eq(put("a/b", text), FA_OK);
    path_of("a+b", path);
    fd = open(path, O_RDWR);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(fstat(fd, &info), 0);
    for (at = 0; at < info.st_size; at++) {
        unsigned char byte;
        size_t came = 0;

        ck_assert_int_eq(pread(fd, &byte, 1, at), 1);
        byte ^= 0x10;
        ck_assert_int_eq(pwrite(fd, &byte, 1, at), 1);
        ck_assert_int_eq(fa_blob_get(&store, "a/b", count, &came, NULL), FA_ECORRUPT);
        ck_assert_uint_lt(came, sizeof text - 1);
        byte ^= 0x10;
        ck_assert_int_eq(pwrite(fd, &byte, 1, at), 1);
    }
    (void)close(fd);
}
END_TEST

START_TEST(notices_a_file_that_was_cut_or_has_grown)
{
    char path[TEMP_DIR_PATH + 64];
    uint64_t size;
    struct stat info;
    off_t len;

    ck_assert_int_eq(put("a", "0123456789"), FA_OK);
    path_of("a", path);
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_int_eq(truncate(path, info.st_size + 1), 0);
    for (len = info.st_size + 1; len >= 0; len--) {
        size_t came = 0;

        if (len == info.st_size)
            continue;
        ck_assert_int_eq(truncate(path, len), 0);
        ck_assert_int_eq(fa_blob_get(&store, "a", count, &came, NULL), FA_ECORRUPT);
        ck_assert_int_eq(fa_blob_size(&store, "a", &size, NULL), FA_ECORRUPT);
        ck_assert_uint_eq(came, 0);
    }
}
END_TEST

START_TEST(notices_the_blob_of_another_key)
{
    char from[TEMP_DIR_PATH + 64], to[TEMP_DIR_PATH + 64];
    size_t came = 0;

    ck_assert_int_eq(put("a", "of a"), FA_OK);
    ck_assert_int_eq(put("empty", ""), FA_OK);
    path_of("a", from);
    path_of("b", to);
    ck_assert_int_eq(rename(from, to), 0);
    ck_assert_int_eq(fa_blob_get(&store, "b", count, &came, NULL), FA_ECORRUPT);
    path_of("empty", from);
    ck_assert_int_eq(rename(from, to), 0);
    ck_assert_int_eq(fa_blob_get(&store, "b", count, &came, NULL), FA_ECORRUPT);
    ck_assert_uint_eq(came, 0);
}
END_TEST

START_TEST(keeps_others_out_of_folder_and_files)
{
    char path[TEMP_DIR_PATH + 64];
    struct stat info;

    ck_assert_int_eq(put("a", "text"), FA_OK);
    ck_assert_int_eq(stat(folder, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0700);
    path_of("a", path);
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0600);
}
END_TEST

START_TEST(leaves_no_other_file_behind)
{
    ck_assert_int_eq(put("a", "text"), FA_OK);
    ck_assert_int_eq(put("a", "text"), FA_ECONFLICT);
    ck_assert_int_eq(put("b", "text"), FA_OK);
    ck_assert_int_eq(fa_blob_remove(&store, "b", NULL), FA_OK);
    ck_assert_int_eq(files(""), 1);
}
END_TEST

START_TEST(removes_what_crashed_writers_left)
{
    fa_blob_store other = {NULL, NULL};
    char path[TEMP_DIR_PATH + 64];
    FILE *left;

    ck_assert_int_eq(put("put-1", "a blob with the name of a draft"), FA_OK);
    path_of(".put-1-2-3", path);
    left = fopen(path, "w");
    ck_assert_ptr_nonnull(left);
    (void)fclose(left);
    ck_assert_int_eq(open_folder(folder, &other, NULL), FA_OK);
    ck_assert_int_eq(files(".put-"), 0);
    ck_assert_int_eq(files("put-1"), 1);
    fa_blob_store_close(&other);
}
END_TEST

/* Opens the folder anew while a blob is being written. */
static fa_status open_and_read(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    fa_blob_store other = {NULL, NULL};
    fa_status st = FA_OK;
    int *left = payload;

    if (--*left >= 0) {
        st = open_folder(folder, &other, err);
        ck_assert_int_eq(files(".put-"), 1);
        fa_blob_store_close(&other);
    }
    *got = *left >= 0 ? 1 : 0;
    if (cap != 0)
        memset(buf, 'x', 1);
    return st;
}

START_TEST(takes_no_living_draft_for_a_leftover)
{
    int left = 3;
    uint64_t size = 0;

    ck_assert_int_eq(fa_blob_put(&store, "a", open_and_read, &left, NULL), FA_OK);
    ck_assert_int_eq(fa_blob_size(&store, "a", &size, NULL), FA_OK);
    ck_assert_uint_eq(size, 3);
    ck_assert_int_eq(files(""), 1);
}
END_TEST

START_TEST(finds_its_blobs_again_after_it_was_closed)
{
    size_t came = 0;

    ck_assert_int_eq(put("a", "text"), FA_OK);
    fa_blob_store_close(&store);
    ck_assert_int_eq(open_folder(folder, &store, NULL), FA_OK);
    ck_assert_int_eq(fa_blob_get(&store, "a", count, &came, NULL), FA_OK);
    ck_assert_uint_eq(came, 4);
    ck_assert_int_eq(put("a", "other"), FA_ECONFLICT);
}
END_TEST

START_TEST(says_why_a_folder_cannot_be_opened)
{
    fa_blob_store none = {NULL, NULL};
    char path[TEMP_DIR_PATH + 64];
    fa_error err;

    ck_assert_int_eq(open_folder("", &none, &err), FA_EINVALID);
    (void)snprintf(path, sizeof path, "%s/no/folder", root);
    ck_assert_int_eq(open_folder(path, &none, &err), FA_EUNAVAILABLE);
    ck_assert_ptr_nonnull(strstr(err.message, "No such file"));
    ck_assert_int_eq(put("a", "text"), FA_OK);
    path_of("a", path);
    ck_assert_int_eq(open_folder(path, &none, &err), FA_EUNAVAILABLE);
    ck_assert_ptr_null(none.ops);
}
END_TEST

START_TEST(follows_no_link_out_of_its_folder)
{
    char path[TEMP_DIR_PATH + 64], target[TEMP_DIR_PATH + 64];
    size_t came = 0;

    ck_assert_int_eq(put("a", "text"), FA_OK);
    path_of("a", target);
    path_of("b", path);
    ck_assert_int_eq(symlink(target, path), 0);
    ck_assert_int_ne(fa_blob_get(&store, "b", count, &came, NULL), FA_OK);
    ck_assert_int_eq(put("b", "text"), FA_ECONFLICT);
    ck_assert_uint_eq(came, 0);
}
END_TEST

enum { CHUNK = 256 * 1024 };

START_TEST(a_damaged_chunk_spoils_no_other_stretch)
{
    static char text[3 * CHUNK + 8];
    char path[TEMP_DIR_PATH + 64];
    size_t came = 0;
    int fd;

    memset(text, 'x', sizeof text - 1);
    ck_assert_int_eq(put("a", text), FA_OK);
    path_of("a", path);
    fd = open(path, O_RDWR);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(pwrite(fd, "y", 1, CHUNK + 5), 1);
    (void)close(fd);
    ck_assert_int_eq(fa_blob_get_range(&store, "a", 2 * CHUNK, CHUNK + 7, count, &came, NULL), FA_OK);
    ck_assert_uint_eq(came, CHUNK + 7);
    came = 0;
    ck_assert_int_eq(fa_blob_get_range(&store, "a", CHUNK - 2, 4, count, &came, NULL), FA_ECORRUPT);
    ck_assert_uint_eq(came, 2);
    came = 0;
    ck_assert_int_eq(fa_blob_get(&store, "a", count, &came, NULL), FA_ECORRUPT);
    ck_assert_uint_eq(came, CHUNK);
}
END_TEST

/* Keys as they are listed: how many, and whether each comes behind the one before. */
typedef struct row {
    uint32_t count;
    char last[64];
    bool ordered;
} row;

static fa_status note_key(void *payload, const fa_blob_info *info, fa_error *err)
{
    row *r = payload;

    (void)err;
    r->ordered = r->ordered && strcmp(r->last, info->key) < 0;
    (void)snprintf(r->last, sizeof r->last, "%s", info->key);
    r->count++;
    return FA_OK;
}

START_TEST(lists_more_blobs_than_it_keeps_in_memory)
{
    enum { MANY = 2500 };
    char from[TEMP_DIR_PATH + 64], to[TEMP_DIR_PATH + 64];
    row r = {.ordered = true};
    char name[32];
    int i;

    /* Links are as good as blobs here, and are made sooner. */
    ck_assert_int_eq(put("k", "text"), FA_OK);
    path_of("k", from);
    for (i = 0; i < MANY; i++) {
        (void)snprintf(name, sizeof name, "k+%d", i * 7919 % MANY);
        path_of(name, to);
        ck_assert_int_eq(link(from, to), 0);
    }
    ck_assert_int_eq(fa_blob_list(&store, "k/", "", MANY, note_key, &r, NULL), FA_OK);
    ck_assert_uint_eq(r.count, MANY);
    ck_assert(r.ordered);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("blob_store");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, notices_every_flipped_byte);
    tcase_add_test(tests, notices_a_file_that_was_cut_or_has_grown);
    tcase_add_test(tests, notices_the_blob_of_another_key);
    tcase_add_test(tests, keeps_others_out_of_folder_and_files);
    tcase_add_test(tests, leaves_no_other_file_behind);
    tcase_add_test(tests, removes_what_crashed_writers_left);
    tcase_add_test(tests, takes_no_living_draft_for_a_leftover);
    tcase_add_test(tests, finds_its_blobs_again_after_it_was_closed);
    tcase_add_test(tests, says_why_a_folder_cannot_be_opened);
    tcase_add_test(tests, follows_no_link_out_of_its_folder);
    tcase_add_test(tests, a_damaged_chunk_spoils_no_other_stretch);
    tcase_add_test(tests, lists_more_blobs_than_it_keeps_in_memory);
    return unit_run("adapters/fs/blob_store", tests);
}
