/* The S3 store beyond its contract, on a real server: parts, signed addresses, refusals, and that no secret is told. */
#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "s3_host.h"
#include "unit.h"

enum { LARGE = 40 * 1024 * 1024 + 12345, RACERS = 3 };

typedef struct feed {
    size_t size, at;
    unsigned seed;
} feed;

static unsigned char byte_at(unsigned seed, size_t i)
{
    return (unsigned char)((i * 2654435761u + seed * 40503u) >> 11);
}

static fa_status feed_read(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    feed *f = payload;
    unsigned char *out = buf;
    size_t i;

    (void)err;
    *got = cap < f->size - f->at ? cap : f->size - f->at;
    for (i = 0; i < *got; i++)
        out[i] = byte_at(f->seed, f->at + i);
    f->at += *got;
    return FA_OK;
}

typedef struct drain {
    size_t at;
    unsigned seed;
    bool wrong;
} drain;

static fa_status drain_write(void *payload, const void *buf, size_t len, fa_error *err)
{
    const unsigned char *in = buf;
    drain *d = payload;
    size_t i;

    (void)err;
    for (i = 0; i < len; i++)
        d->wrong = d->wrong || in[i] != byte_at(d->seed, d->at + i);
    d->at += len;
    return FA_OK;
}

static fa_blob_store store;

static void set_up(void)
{
    ck_assert_int_eq(s3_host_open(&store, NULL), FA_OK);
}

static void tear_down(void)
{
    fa_blob_store_close(&store);
}

static fa_status put(const char *key, size_t size, unsigned seed, fa_error *err)
{
    feed f = {.size = size, .seed = seed};

    return fa_blob_put(&store, key, feed_read, &f, err);
}

static void expect(const char *key, size_t offset, size_t len, unsigned seed)
{
    drain d = {.at = offset, .seed = seed};

    ck_assert_int_eq(fa_blob_get_range(&store, key, offset, len, drain_write, &d, NULL), FA_OK);
    ck_assert_uint_eq(d.at, offset + len);
    ck_assert(!d.wrong);
}

static fa_status count_keys(void *payload, const fa_blob_info *info, fa_error *err)
{
    (void)info;
    (void)err;
    ++*(int *)payload;
    return FA_OK;
}

START_TEST(a_large_blob_goes_in_parts_and_comes_back)
{
    drain d = {.seed = 1};
    uint64_t size = 0;
    int keys = 0;

    ck_assert_int_eq(put("large", LARGE, 1, NULL), FA_OK);
    ck_assert_int_eq(fa_blob_get(&store, "large", drain_write, &d, NULL), FA_OK);
    ck_assert(!d.wrong);
    ck_assert_uint_eq(d.at, LARGE);
    ck_assert_int_eq(fa_blob_size(&store, "large", &size, NULL), FA_OK);
    ck_assert_uint_eq(size, LARGE);
    expect("large", (16 << 20) - 5, 10, 1); /* over the edge of parts */
    expect("large", LARGE - 1, 1, 1);
    ck_assert_int_eq(put("large", LARGE, 2, NULL), FA_ECONFLICT);
    ck_assert_int_eq(put("large", 10, 2, NULL), FA_ECONFLICT);
    expect("large", 0, 1000, 1);
    /* the claim is gone, and was never a key */
    ck_assert_int_eq(fa_blob_list(&store, "", "", 100, count_keys, &keys, NULL), FA_OK);
    ck_assert_int_eq(keys, 1);
    ck_assert_int_eq(fa_blob_remove(&store, "large", NULL), FA_OK);
    ck_assert_int_eq(put("large", LARGE, 3, NULL), FA_OK);
    expect("large", 20 << 20, 1000, 3);
}
END_TEST

typedef struct racer {
    unsigned seed;
    fa_status st;
} racer;

static void *race(void *payload)
{
    racer *r = payload;

    r->st = put("raced", LARGE, r->seed, NULL);
    return NULL;
}

START_TEST(of_large_blobs_that_race_for_a_key_one_wins)
{
    pthread_t threads[RACERS];
    racer racers[RACERS];
    unsigned i, winners = 0, winner = 0;

    for (i = 0; i < RACERS; i++) {
        racers[i] = (racer){i, FA_EINTERNAL};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, race, &racers[i]), 0);
    }
    for (i = 0; i < RACERS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert(racers[i].st == FA_OK || racers[i].st == FA_ECONFLICT);
        if (racers[i].st == FA_OK) {
            winners++;
            winner = i;
        }
    }
    ck_assert_uint_eq(winners, 1);
    expect("raced", 0, LARGE, winner);
}
END_TEST

/* ---- signed addresses, used by somebody else ---- */

typedef struct exchange {
    char got[4096];
    size_t len, at;
    const char *body;
} exchange;

static size_t keep(char *bytes, size_t size, size_t count, void *payload)
{
    exchange *x = payload;

    if (x->len + size * count < sizeof x->got) {
        memcpy(x->got + x->len, bytes, size * count);
        x->len += size * count;
    }
    return size * count;
}

static size_t give(char *to, size_t size, size_t count, void *payload)
{
    exchange *x = payload;
    size_t left = strlen(x->body) - x->at, n = size * count < left ? size * count : left;

    memcpy(to, x->body + x->at, n);
    x->at += n;
    return n;
}

/* body NULL: a GET. */
static long use(const char *url, const char *body, exchange *x)
{
    struct curl_slist *headers = body == NULL ? NULL : curl_slist_append(NULL, "If-None-Match: *");
    CURL *curl = curl_easy_init();
    long status = 0;

    memset(x, 0, sizeof *x);
    x->body = body;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, x);
    if (body != NULL) {
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)strlen(body));
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
        curl_easy_setopt(curl, CURLOPT_READDATA, x);
    }
    ck_assert_int_eq(curl_easy_perform(curl), CURLE_OK);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    return status;
}

START_TEST(a_signed_address_lets_in_for_one_thing_only)
{
    static const char text[] = "what the browser sent";
    exchange x;
    fa_buf url;
    uint64_t size = 0;
    char *at;

    fa_buf_init(&url, 8192);
    ck_assert_int_eq(fa_blob_presign(&store, FA_BLOB_PUT, "up/a", 60, &url, NULL), FA_OK);
    ck_assert_ptr_null(strstr(url.data, "secret"));
    ck_assert_int_eq(use(url.data, NULL, &x), 403);
    ck_assert_int_eq(use(url.data, text, &x), 200);
    ck_assert_int_eq(use(url.data, "something else later", &x), 412);
    ck_assert_int_eq(fa_blob_size(&store, "up/a", &size, NULL), FA_OK);
    ck_assert_uint_eq(size, strlen(text));
    fa_buf_reset(&url);
    ck_assert_int_eq(fa_blob_presign(&store, FA_BLOB_GET, "up/a", 60, &url, NULL), FA_OK);
    ck_assert_int_eq(use(url.data, NULL, &x), 200);
    ck_assert_uint_eq(x.len, strlen(text));
    ck_assert_mem_eq(x.got, text, strlen(text));
    ck_assert_int_eq(use(url.data, text, &x), 403);
    at = strstr(url.data, "up/a");
    at[3] = 'b';
    ck_assert_int_eq(use(url.data, NULL, &x), 403);
    fa_buf_clear(&url);
}
END_TEST

START_TEST(a_blob_that_came_in_by_an_address_is_read_like_any)
{
    drain d = {.at = 0};
    exchange x;
    fa_buf url;

    fa_buf_init(&url, 8192);
    ck_assert_int_eq(fa_blob_presign(&store, FA_BLOB_PUT, "b", 60, &url, NULL), FA_OK);
    ck_assert_int_eq(use(url.data, "0123456789", &x), 200);
    ck_assert_int_eq(fa_blob_get_range(&store, "b", 2, 3, drain_write, &d, NULL), FA_OK);
    ck_assert_uint_eq(d.at, 3);
    ck_assert_int_eq(fa_blob_get(&store, "b", drain_write, &d, NULL), FA_OK);
    ck_assert_uint_eq(d.at, 13);
    fa_buf_clear(&url);
}
END_TEST

START_TEST(addresses_have_a_term)
{
    fa_buf url;

    fa_buf_init(&url, 8192);
    ck_assert_int_eq(fa_blob_presign(&store, FA_BLOB_GET, "a", 0, &url, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_blob_presign(&store, FA_BLOB_GET, "a", FA_BLOB_PRESIGN_MAX + 1, &url, NULL),
                     FA_EINVALID);
    ck_assert_int_eq(fa_blob_presign(&store, (fa_blob_action)3, "a", 1, &url, NULL), FA_EINVALID);
    ck_assert_uint_eq(url.len, 0);
    fa_buf_clear(&url);
}
END_TEST

/* ---- the storage service over the store ---- */

static fa_storage_service *storage;
static const fa_id ann = {"usr_0000000000000000000000000a"};

static void expect_objects(uint64_t objects, uint64_t bytes)
{
    fa_usage usage;

    ck_assert_int_eq(fa_usage_get(storage, ann, &usage, NULL), FA_OK);
    ck_assert_uint_eq(usage.objects, objects);
    ck_assert_uint_eq(usage.bytes, bytes);
}

START_TEST(what_a_browser_sends_to_an_address_becomes_an_object)
{
    fa_upkeep run = FA_UPKEEP_INIT;
    exchange x;
    fa_buf url;

    ck_assert_int_eq(s3_host_open_storage(&storage, NULL), FA_OK);
    fa_buf_init(&url, 8192);
    ck_assert_int_eq(fa_object_sign_put(storage, ann, "sent", 20, 60, &url, NULL), FA_OK);
    expect_objects(1, 20);
    ck_assert_int_eq(fa_object_accept(storage, ann, "sent", NULL, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(use(url.data, "0123456789", &x), 200);
    ck_assert_int_eq(fa_object_accept(storage, ann, "sent", NULL, NULL), FA_OK);
    ck_assert_int_eq(fa_object_accept(storage, ann, "sent", NULL, NULL), FA_ENOTFOUND);
    expect_objects(1, 10);
    /* what was taken in cannot be changed by it any more */
    ck_assert_int_eq(use(url.data, "9876543210", &x), 412);
    fa_buf_reset(&url);
    ck_assert_int_eq(fa_object_sign_get(storage, ann, "sent", 60, &url, NULL), FA_OK);
    ck_assert_int_eq(use(url.data, NULL, &x), 200);
    ck_assert_mem_eq(x.got, "0123456789", 10);
    /* more than was reserved is not taken in */
    fa_buf_reset(&url);
    ck_assert_int_eq(fa_object_sign_put(storage, ann, "more", 5, 60, &url, NULL), FA_OK);
    ck_assert_int_eq(use(url.data, "0123456789", &x), 200);
    ck_assert_int_eq(fa_object_accept(storage, ann, "more", NULL, NULL), FA_ETOOLARGE);
    expect_objects(1, 10);
    /* a reservation that nobody used lapses at its end, not before */
    ck_assert_int_eq(fa_object_sign_put(storage, ann, "never", 5, 60, &url, NULL), FA_OK);
    ck_assert_int_eq(fa_storage_recover(storage, s3_host_now(), NULL), FA_OK);
    expect_objects(2, 15);
    ck_assert_int_eq(fa_storage_recover(storage, s3_host_now() + 120000, NULL), FA_OK);
    expect_objects(1, 10);
    while (!run.ended)
        ck_assert_int_eq(fa_storage_sweep(storage, &run, NULL), FA_OK);
    ck_assert_uint_eq(run.found, 0);
    ck_assert_int_eq(fa_object_remove(storage, ann, "sent", NULL), FA_OK);
    fa_buf_clear(&url);
    fa_storage_close(storage);
}
END_TEST

/* ---- refusals ---- */

START_TEST(wrong_keys_are_a_store_that_cannot_be_used_and_are_not_told)
{
    fa_s3_credentials wrong = FA_S3_CREDENTIALS_INIT;
    fa_blob_store other = {NULL, NULL};
    drain d = {.at = 0};
    fa_error err = {0};

    wrong.access_key = "FATESTACCESS";
    wrong.secret_key = "not/the+secret";
    ck_assert_int_eq(s3_host_open_url(s3_host_url(), &wrong, &other, NULL), FA_OK);
    ck_assert_int_eq(fa_blob_get(&other, "a", drain_write, &d, &err), FA_EUNAVAILABLE);
    ck_assert_ptr_nonnull(strstr(err.message, "403 SignatureDoesNotMatch"));
    ck_assert_ptr_null(strstr(err.message, "not/the"));
    ck_assert_ptr_null(strstr(err.message, "FATEST"));
    fa_blob_store_close(&other);
}
END_TEST

START_TEST(a_bucket_that_is_not_there_is_no_missing_blob)
{
    fa_blob_store other = {NULL, NULL};
    char url[512];
    drain d = {.at = 0};
    feed f = {.size = 10};
    int keys = 0;

    (void)snprintf(url, sizeof url, "s3://no-such-bucket%s", strchr(s3_host_url(), '?'));
    ck_assert_int_eq(s3_host_open_url(url, NULL, &other, NULL), FA_OK);
    ck_assert_int_eq(fa_blob_get(&other, "a", drain_write, &d, NULL), FA_EUNAVAILABLE);
    ck_assert_int_eq(fa_blob_put(&other, "a", feed_read, &f, NULL), FA_EUNAVAILABLE);
    ck_assert_int_eq(fa_blob_list(&other, "", "", 10, count_keys, &keys, NULL), FA_EUNAVAILABLE);
    fa_blob_store_close(&other);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("server");

    if (!s3_host_is_there()) {
        puts("skipped: FA_TEST_S3_ENDPOINT names no server");
        return 77;
    }
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, a_large_blob_goes_in_parts_and_comes_back);
    tcase_add_test(tests, of_large_blobs_that_race_for_a_key_one_wins);
    tcase_add_test(tests, a_signed_address_lets_in_for_one_thing_only);
    tcase_add_test(tests, a_blob_that_came_in_by_an_address_is_read_like_any);
    tcase_add_test(tests, addresses_have_a_term);
    tcase_add_test(tests, what_a_browser_sends_to_an_address_becomes_an_object);
    tcase_add_test(tests, wrong_keys_are_a_store_that_cannot_be_used_and_are_not_told);
    tcase_add_test(tests, a_bucket_that_is_not_there_is_no_missing_blob);
    return unit_run("curl/server", tests);
}
