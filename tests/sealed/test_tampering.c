/* What lies under a sealed store tells nothing, and every change to it is damage. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sealed_host.h"
#include "temp_dir.h"
#include "unit.h"

enum { MAX = 400000, SEGMENT = 64 * 1024, SEALED_SEGMENT = SEGMENT + 41, HEAD = 32 };

static char root[TEMP_DIR_PATH], path[TEMP_DIR_PATH + 8], url[TEMP_DIR_PATH + 64];
static fa_blob_store store;

/* Bytes in memory, to put and to get. */
typedef struct bytes {
    unsigned char b[MAX];
    size_t len, at;
} bytes;

static bytes plain, sealed, got;

static fa_status read_bytes(void *payload, void *buf, size_t cap, size_t *n, fa_error *err)
{
    bytes *x = payload;

    (void)err;
    *n = cap < x->len - x->at ? cap : x->len - x->at;
    memcpy(buf, x->b + x->at, *n);
    x->at += *n;
    return FA_OK;
}

static fa_status write_bytes(void *payload, const void *buf, size_t len, fa_error *err)
{
    bytes *x = payload;

    if (len > MAX - x->len)
        return fa_fail(err, FA_ETOOLARGE, "too much");
    memcpy(x->b + x->len, buf, len);
    x->len += len;
    return FA_OK;
}

static void fill(bytes *x, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++)
        x->b[i] = (unsigned char)((i * 2654435761u) >> 13);
    x->len = len;
    x->at = 0;
}

static void set_up(void)
{
    temp_dir_make(root);
    (void)snprintf(path, sizeof path, "%s/keys", root);
    (void)snprintf(url, sizeof url, "sealed:%s:under:", path);
    sealed_host_keys(path, KEY_1 "\n", 0600);
    ck_assert_int_eq(sealed_host_open(url, &store, NULL), FA_OK);
}

static void tear_down(void)
{
    fa_blob_store_close(&store);
    temp_dir_remove(root);
}

static void put_plain(const char *key, size_t len)
{
    fill(&plain, len);
    ck_assert_int_eq(fa_blob_put(&store, key, read_bytes, &plain, NULL), FA_OK);
    sealed.len = 0;
    ck_assert_int_eq(fa_blob_get(sealed_host_under(), key, write_bytes, &sealed, NULL), FA_OK);
}

/* Puts other bytes in the place of what is sealed. */
static void lay_under(const char *key, const unsigned char *b, size_t len)
{
    bytes *x = malloc(sizeof *x);

    ck_assert_ptr_nonnull(x);
    memcpy(x->b, b, len);
    x->len = len;
    x->at = 0;
    ck_assert_int_eq(fa_blob_remove(sealed_host_under(), key, NULL), FA_OK);
    ck_assert_int_eq(fa_blob_put(sealed_host_under(), key, read_bytes, x, NULL), FA_OK);
    free(x);
}

static fa_status get_plain(const char *key)
{
    got.len = 0;
    return fa_blob_get(&store, key, write_bytes, &got, NULL);
}

/* Neither whole nor in part does a damaged blob give other bytes than its own. */
static void expect_damage(const char *key)
{
    ck_assert_int_eq(get_plain(key), FA_ECORRUPT);
    ck_assert(got.len < plain.len || plain.len == 0);
    ck_assert_mem_eq(got.b, plain.b, got.len);
}

START_TEST(what_lies_under_shows_nothing_of_the_bytes)
{
    static const char text[] = "Net sales of the fictional Aldergate company were 1,234.";
    bytes *x = &plain;
    size_t i;

    memset(x->b, 'x', 1000);
    memcpy(x->b + 500, text, sizeof text);
    x->len = 1000;
    x->at = 0;
    ck_assert_int_eq(fa_blob_put(&store, "a", read_bytes, x, NULL), FA_OK);
    sealed.len = 0;
    ck_assert_int_eq(fa_blob_get(sealed_host_under(), "a", write_bytes, &sealed, NULL), FA_OK);
    ck_assert_uint_eq(sealed.len, HEAD + 1000 + 41);
    for (i = 0; i + 8 < sealed.len; i++)
        ck_assert_mem_ne(sealed.b + i, text, 8);
}
END_TEST

START_TEST(equal_blobs_are_sealed_to_different_bytes)
{
    size_t len;

    put_plain("a", 100);
    len = sealed.len;
    memcpy(got.b, sealed.b, len);
    put_plain("b", 100);
    ck_assert_uint_eq(sealed.len, len);
    ck_assert_mem_ne(sealed.b + HEAD, got.b + HEAD, len - HEAD);
}
END_TEST

START_TEST(every_flipped_byte_is_damage)
{
    size_t i;
    fa_status st;

    put_plain("a", 20);
    for (i = 0; i < sealed.len; i++) {
        sealed.b[i] ^= 1;
        lay_under("a", sealed.b, sealed.len);
        st = get_plain("a");
        /* Another key's id is a key that is not there. */
        ck_assert(st == FA_ECORRUPT || (st == FA_EUNAVAILABLE && i >= 8 && i < 16));
        ck_assert_uint_eq(got.len, 0);
        sealed.b[i] ^= 1;
    }
    lay_under("a", sealed.b, sealed.len);
    ck_assert_int_eq(get_plain("a"), FA_OK);
}
END_TEST

START_TEST(every_cut_and_every_addition_is_damage)
{
    static const size_t cuts[] = {
        0, 1, HEAD, HEAD + 40, HEAD + SEALED_SEGMENT, HEAD + SEALED_SEGMENT + 41, HEAD + 2 * SEALED_SEGMENT};
    size_t i;

    put_plain("a", 2 * SEGMENT + 100);
    for (i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        lay_under("a", sealed.b, cuts[i]);
        expect_damage("a");
    }
    lay_under("a", sealed.b, sealed.len - 1);
    expect_damage("a");
    sealed.b[sealed.len] = 0;
    lay_under("a", sealed.b, sealed.len + 1);
    expect_damage("a");
    memcpy(sealed.b + sealed.len, sealed.b + HEAD, SEALED_SEGMENT);
    lay_under("a", sealed.b, sealed.len + SEALED_SEGMENT);
    ck_assert_int_eq(get_plain("a"), FA_ECORRUPT);
}
END_TEST

START_TEST(segments_can_not_change_places)
{
    static unsigned char swapped[MAX];

    put_plain("a", 3 * SEGMENT);
    memcpy(swapped, sealed.b, sealed.len);
    memcpy(swapped + HEAD, sealed.b + HEAD + SEALED_SEGMENT, SEALED_SEGMENT);
    memcpy(swapped + HEAD + SEALED_SEGMENT, sealed.b + HEAD, SEALED_SEGMENT);
    lay_under("a", swapped, sealed.len);
    expect_damage("a");
    got.len = 0;
    ck_assert_int_eq(fa_blob_get_range(&store, "a", SEGMENT, 10, write_bytes, &got, NULL), FA_ECORRUPT);
    ck_assert_uint_eq(got.len, 0);
}
END_TEST

START_TEST(a_blob_can_not_be_passed_off_as_another)
{
    put_plain("a", 100);
    put_plain("b", 100);
    sealed.len = 0;
    ck_assert_int_eq(fa_blob_get(sealed_host_under(), "a", write_bytes, &sealed, NULL), FA_OK);
    lay_under("b", sealed.b, sealed.len);
    expect_damage("b");
    ck_assert_int_eq(get_plain("a"), FA_OK);
}
END_TEST

START_TEST(a_damaged_segment_spoils_no_other_stretch)
{
    put_plain("a", 4 * SEGMENT + 7);
    sealed.b[HEAD + SEALED_SEGMENT + 50] ^= 1;
    lay_under("a", sealed.b, sealed.len);
    got.len = 0;
    ck_assert_int_eq(fa_blob_get_range(&store, "a", 2 * SEGMENT + 3, SEGMENT + 10, write_bytes, &got, NULL),
                     FA_OK);
    ck_assert_uint_eq(got.len, SEGMENT + 10);
    ck_assert_mem_eq(got.b, plain.b + 2 * SEGMENT + 3, got.len);
    got.len = 0;
    ck_assert_int_eq(fa_blob_get_range(&store, "a", SEGMENT - 1, 2, write_bytes, &got, NULL), FA_ECORRUPT);
    ck_assert_uint_lt(got.len, 2);
    expect_damage("a");
}
END_TEST

START_TEST(new_keys_seal_and_old_ones_still_open)
{
    put_plain("a", 100);
    fa_blob_store_close(&store);
    sealed_host_keys(path, KEY_2 "\n" KEY_1 "\n", 0600);
    ck_assert_int_eq(sealed_host_open(url, &store, NULL), FA_OK);
    ck_assert_int_eq(get_plain("a"), FA_OK);
    put_plain("b", 100);
    fa_blob_store_close(&store);
    sealed_host_keys(path, KEY_2, 0600);
    ck_assert_int_eq(sealed_host_open(url, &store, NULL), FA_OK);
    ck_assert_int_eq(get_plain("b"), FA_OK);
    ck_assert_int_eq(get_plain("a"), FA_EUNAVAILABLE);
    ck_assert_uint_eq(got.len, 0);
}
END_TEST

static const struct {
    const char *lines;
    int mode;
} bad_files[] = {{"", 0600},
                 {"\n\n", 0600},
                 {"0001", 0600},
                 {KEY_1 "00\n", 0600},
                 {KEY_1 "\nx\n", 0600},
                 {"zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", 0600},
                 {KEY_1, 0640},
                 {KEY_1, 0604},
                 {KEY_1 "\n" KEY_1 "\n" KEY_1 "\n" KEY_1 "\n" KEY_1 "\n" KEY_1 "\n" KEY_1 "\n" KEY_1
                        "\n" KEY_1 "\n" KEY_1 "\n" KEY_1 "\n" KEY_1 "\n" KEY_1 "\n" KEY_1 "\n" KEY_1
                        "\n" KEY_1 "\n" KEY_1 "\n",
                  0600}};

START_TEST(a_file_that_holds_no_keys_or_that_others_may_read_is_refused)
{
    fa_blob_store other = {NULL, NULL};

    sealed_host_keys(path, bad_files[_i].lines, bad_files[_i].mode);
    ck_assert_int_eq(sealed_host_open(url, &other, NULL), FA_EINVALID);
    ck_assert_ptr_null(other.ops);
}
END_TEST

START_TEST(a_url_without_its_parts_is_refused)
{
    fa_blob_store other = {NULL, NULL};
    char text[TEMP_DIR_PATH + 64];

    ck_assert_int_eq(sealed_host_open("sealed:", &other, NULL), FA_EINVALID);
    ck_assert_int_eq(sealed_host_open("sealed::memory:", &other, NULL), FA_EINVALID);
    ck_assert_int_eq(sealed_host_open("sealed:/no/such/file:memory:", &other, NULL), FA_EUNAVAILABLE);
    (void)snprintf(text, sizeof text, "sealed:%s:nothing:", path);
    ck_assert_int_eq(sealed_host_open(text, &other, NULL), FA_EUNSUPPORTED);
    (void)snprintf(text, sizeof text, "sealed:%s:", path);
    ck_assert_int_eq(sealed_host_open(text, &other, NULL), FA_EINVALID);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("tampering");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, what_lies_under_shows_nothing_of_the_bytes);
    tcase_add_test(tests, equal_blobs_are_sealed_to_different_bytes);
    tcase_add_test(tests, every_flipped_byte_is_damage);
    tcase_add_test(tests, every_cut_and_every_addition_is_damage);
    tcase_add_test(tests, segments_can_not_change_places);
    tcase_add_test(tests, a_blob_can_not_be_passed_off_as_another);
    tcase_add_test(tests, a_damaged_segment_spoils_no_other_stretch);
    tcase_add_test(tests, new_keys_seal_and_old_ones_still_open);
    tcase_add_loop_test(tests, a_file_that_holds_no_keys_or_that_others_may_read_is_refused, 0,
                        sizeof bad_files / sizeof *bad_files);
    tcase_add_test(tests, a_url_without_its_parts_is_refused);
    return unit_run("sealed/tampering", tests);
}
