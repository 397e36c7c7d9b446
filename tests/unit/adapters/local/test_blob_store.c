/* The storage service as a blob store of its process: what other features keep counts against its user. */
#include <string.h>

#include <finanalyst/adapter/local.h>

#include "storage_host.h"
#include "unit.h"

#define KEY "usr_0000000000000000000000000a/doc_1"

static const fa_quota small = {10, 5, 10};
static storage_host host;
static fa_blob_store store;

static void set_up(void)
{
    ck_assert_int_eq(storage_host_open(&host, &small, NULL), FA_OK);
    ck_assert_int_eq(fa_local_blob_store_open(host.svc, &store, NULL), FA_OK);
}

static void tear_down(void)
{
    fa_blob_store_close(&store);
    storage_host_check(&host);
    storage_host_close(&host);
}

static fa_status put(const char *key, const char *text)
{
    bytes_feed feed = {.bytes = text, .len = strlen(text)};

    return fa_blob_put(&store, key, bytes_feed_read, &feed, NULL);
}

static fa_status take(void *payload, const void *buf, size_t len, fa_error *err)
{
    char *text = payload;
    size_t at = strlen(text);

    (void)err;
    memcpy(text + at, buf, len);
    text[at + len] = '\0';
    return FA_OK;
}

START_TEST(keeps_bytes_under_the_quota_of_their_user)
{
    char text[32] = "", part[32] = "";
    uint64_t size = 0;
    fa_usage usage;

    ck_assert_int_eq(put(KEY, "12345678"), FA_OK);
    ck_assert_int_eq(put(KEY, "1"), FA_ECONFLICT);
    ck_assert_int_eq(put("usr_0000000000000000000000000a/doc_2", "123"), FA_ETOOLARGE);
    ck_assert_int_eq(fa_blob_get(&store, KEY, take, text, NULL), FA_OK);
    ck_assert_str_eq(text, "12345678");
    ck_assert_int_eq(fa_blob_get_range(&store, KEY, 2, 3, take, part, NULL), FA_OK);
    ck_assert_str_eq(part, "345");
    ck_assert_int_eq(fa_blob_size(&store, KEY, &size, NULL), FA_OK);
    ck_assert_uint_eq(size, 8);
    ck_assert_int_eq(fa_usage_get(host.svc, storage_host_user('a'), &usage, NULL), FA_OK);
    ck_assert_uint_eq(usage.bytes, 8);
    ck_assert_int_eq(fa_blob_remove(&store, KEY, NULL), FA_OK);
    ck_assert_int_eq(fa_blob_remove(&store, KEY, NULL), FA_OK);
    ck_assert_int_eq(fa_blob_get(&store, KEY, take, text, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(put("usr_0000000000000000000000000a/doc_2", "123"), FA_OK);
}
END_TEST

START_TEST(refuses_keys_that_are_nobodys)
{
    static const char *const keys[] = {"documents/doc_1",
                                       "doc_1",
                                       "/doc_1",
                                       "usr_0000000000000000000000000a/",
                                       "usr_0000000000000000000000000a/a/b",
                                       "usr_1/doc_1"};
    size_t i;

    for (i = 0; i < sizeof keys / sizeof *keys; i++)
        ck_assert_int_eq(put(keys[i], "1"), FA_EINVALID);
    ck_assert_int_eq(fa_local_blob_store_open(NULL, &store, NULL), FA_EINVALID);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("blob_store");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, keeps_bytes_under_the_quota_of_their_user);
    tcase_add_test(tests, refuses_keys_that_are_nobodys);
    return unit_run("adapters/local/blob_store", tests);
}
