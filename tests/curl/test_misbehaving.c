/* What the S3 store makes of a server that misbehaves: a typed failure, soon, and never bytes that are wrong. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "s3_host.h"
#include "unit.h"

enum { PARTS = 17 * 1024 * 1024 };

static fa_blob_store store;

/* Opens the bucket whose name says what the server does. */
static void open_bucket(const char *bucket)
{
    fa_s3_credentials keys = FA_S3_CREDENTIALS_INIT;
    char url[256];

    keys.access_key = "ACCESS";
    keys.secret_key = "secret";
    (void)snprintf(url, sizeof url, "s3://%s?endpoint=%s", bucket, getenv("FA_TEST_MISBEHAVING"));
    ck_assert_int_eq(s3_host_open_url(url, &keys, &store, NULL), FA_OK);
}

static void tear_down(void)
{
    fa_blob_store_close(&store);
}

/* What came of a get. */
typedef struct came {
    char text[256];
    size_t len;
} came;

static fa_status take(void *payload, const void *buf, size_t len, fa_error *err)
{
    came *c = payload;

    if (len > sizeof c->text - 1 - c->len)
        return fa_fail(err, FA_ETOOLARGE, "too much");
    memcpy(c->text + c->len, buf, len);
    c->len += len;
    return FA_OK;
}

static fa_status get(const char *key, came *c, fa_error *err)
{
    memset(c, 0, sizeof *c);
    return fa_blob_get(&store, key, take, c, err);
}

/* How many requests the server has seen for this bucket. */
static int requests(void)
{
    came c;

    ck_assert_int_eq(get("count", &c, NULL), FA_OK);
    return atoi(c.text);
}

typedef struct feed {
    size_t left;
} feed;

static fa_status give(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    feed *f = payload;

    (void)err;
    *got = f->left < cap ? f->left : cap;
    memset(buf, 'x', *got);
    f->left -= *got;
    return FA_OK;
}

static fa_status put(const char *key, size_t len, fa_error *err)
{
    feed f = {len};

    return fa_blob_put(&store, key, give, &f, err);
}

START_TEST(what_passes_is_tried_again)
{
    came c;

    open_bucket("fails-twice");
    ck_assert_int_eq(get("a", &c, NULL), FA_OK);
    ck_assert_uint_eq(c.len, 100);
    ck_assert_int_eq(requests(), 3);
}
END_TEST

START_TEST(what_does_not_pass_is_given_up_and_then_not_asked_at_all)
{
    fa_error err;
    came c;
    int i, before;

    open_bucket("fails-always");
    ck_assert_int_eq(get("a", &c, &err), FA_EUNAVAILABLE);
    ck_assert_uint_gt(err.retry_ms, 0);
    for (i = 0; i < 4; i++)
        ck_assert_int_eq(get("a", &c, &err), FA_EUNAVAILABLE);
    /* Now the breaker is open: another store of the same bucket counts. */
    fa_blob_store_close(&store);
    open_bucket("fails-always");
    before = requests();
    ck_assert_int_ge(before, 5);
    ck_assert_int_le(before, 15);
    for (i = 0; i < 5; i++)
        ck_assert_int_eq(get("a", &c, NULL), FA_EUNAVAILABLE);
    ck_assert_int_eq(get("a", &c, &err), FA_EUNAVAILABLE);
    ck_assert_ptr_nonnull(strstr(err.message, "several times"));
    ck_assert_uint_le(err.retry_ms, 5000);
}
END_TEST

START_TEST(a_server_that_asks_to_wait_is_waited_for_but_not_for_ever)
{
    came c;

    open_bucket("asks-to-wait");
    ck_assert_int_eq(get("a", &c, NULL), FA_OK);
    ck_assert_int_eq(requests(), 2);
    fa_blob_store_close(&store);
    open_bucket("asks-to-wait-long");
    ck_assert_int_eq(get("a", &c, NULL), FA_EUNAVAILABLE);
    ck_assert_int_eq(requests(), 1);
}
END_TEST

static const struct {
    const char *bucket;
    fa_status st;
} bad_gets[] = {{"hangs-up", FA_EUNAVAILABLE}, {"cut-short", FA_EUNAVAILABLE}, {"redirects", FA_EUNAVAILABLE},
                {"flips", FA_ECORRUPT},        {"odd-sums", FA_ECORRUPT},      {"no-length", FA_ECORRUPT},
                {"huge-error", FA_ETOOLARGE}};

START_TEST(a_bad_answer_never_is_a_whole_blob)
{
    came c;

    open_bucket(bad_gets[_i].bucket);
    ck_assert_int_eq(get("a", &c, NULL), bad_gets[_i].st);
    ck_assert_uint_lt(c.len, 100);
    if (bad_gets[_i].st == FA_ECORRUPT)
        ck_assert_uint_eq(c.len, 0);
}
END_TEST

START_TEST(a_stretch_that_is_not_one_is_refused)
{
    came c = {.len = 0};

    open_bucket("no-range");
    ck_assert_int_eq(fa_blob_get_range(&store, "a", 2, 3, take, &c, NULL), FA_EUNAVAILABLE);
    ck_assert_uint_lt(c.len, 3);
}
END_TEST

static fa_status ignore(void *payload, const fa_blob_info *info, fa_error *err)
{
    (void)payload;
    (void)info;
    (void)err;
    return FA_OK;
}

START_TEST(a_bad_list_is_refused)
{
    static const char *const buckets[] = {"bad-list", "endless-list"};

    open_bucket(buckets[_i]);
    ck_assert_int_eq(fa_blob_list(&store, "", "", 10, ignore, NULL, NULL), FA_ECORRUPT);
}
END_TEST

START_TEST(a_put_whose_answer_was_lost_is_recognised)
{
    open_bucket("loses-answers");
    ck_assert_int_eq(put("a", 5, NULL), FA_OK);
    fa_blob_store_close(&store);
    open_bucket("anothers");
    ck_assert_int_eq(put("a", 5, NULL), FA_ECONFLICT);
}
END_TEST

START_TEST(an_upload_in_parts_that_fails_is_abandoned)
{
    came c;

    open_bucket("cannot-complete");
    ck_assert_int_eq(put("a", PARTS, NULL), FA_EUNAVAILABLE);
    ck_assert_int_eq(get("abandoned", &c, NULL), FA_OK);
    ck_assert_str_eq(c.text, "u&1");
}
END_TEST

START_TEST(a_server_that_is_not_there_is_told_soon)
{
    fa_s3_credentials keys = FA_S3_CREDENTIALS_INIT;
    came c;

    keys.access_key = "ACCESS";
    keys.secret_key = "secret";
    ck_assert_int_eq(s3_host_open_url("s3://abc?endpoint=http://127.0.0.1:1", &keys, &store, NULL), FA_OK);
    ck_assert_int_eq(get("a", &c, NULL), FA_EUNAVAILABLE);
}
END_TEST

START_TEST(a_store_without_keys_is_not_opened)
{
    fa_s3_credentials keys = FA_S3_CREDENTIALS_INIT;

    keys.access_key = "ACCESS";
    ck_assert_int_eq(s3_host_open_url("s3://abc", &keys, &store, NULL), FA_EINVALID);
    keys.secret_key = "";
    ck_assert_int_eq(s3_host_open_url("s3://abc", &keys, &store, NULL), FA_EINVALID);
    keys.secret_key = "secret";
    keys.access_key = "AC\r\nX: y";
    ck_assert_int_eq(s3_host_open_url("s3://abc", &keys, &store, NULL), FA_EINVALID);
    keys.access_key = "ACCESS";
    ck_assert_int_eq(s3_host_open_url("s3://ABC", &keys, &store, NULL), FA_EINVALID);
    ck_assert_ptr_null(store.ops);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("misbehaving");

    if (getenv("FA_TEST_MISBEHAVING") == NULL) {
        puts("skipped: FA_TEST_MISBEHAVING names no server");
        return 77;
    }
    tcase_add_checked_fixture(tests, NULL, tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, what_passes_is_tried_again);
    tcase_add_test(tests, what_does_not_pass_is_given_up_and_then_not_asked_at_all);
    tcase_add_test(tests, a_server_that_asks_to_wait_is_waited_for_but_not_for_ever);
    tcase_add_loop_test(tests, a_bad_answer_never_is_a_whole_blob, 0, sizeof bad_gets / sizeof *bad_gets);
    tcase_add_test(tests, a_stretch_that_is_not_one_is_refused);
    tcase_add_loop_test(tests, a_bad_list_is_refused, 0, 2);
    tcase_add_test(tests, a_put_whose_answer_was_lost_is_recognised);
    tcase_add_test(tests, an_upload_in_parts_that_fails_is_abandoned);
    tcase_add_test(tests, a_server_that_is_not_there_is_told_soon);
    tcase_add_test(tests, a_store_without_keys_is_not_opened);
    return unit_run("curl/misbehaving", tests);
}
