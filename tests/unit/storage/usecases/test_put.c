/* Storing, reading, listing and removing objects, under quota. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "storage_host.h"
#include "unit.h"

static const fa_quota small = {1000, 5, 700};

static storage_host host;

static void set_up(void)
{
    ck_assert_int_eq(storage_host_open(&host, &small, NULL), FA_OK);
}

static void tear_down(void)
{
    storage_host_check(&host);
    storage_host_close(&host);
}

/* A text of that many letters. */
static const char *letters(size_t n)
{
    static char text[4][2048];
    static int next;
    char *t = text[next++ % 4];

    memset(t, 'a' + (int)(n % 26), n);
    t[n] = '\0';
    return t;
}

static fa_usage usage_of(char who)
{
    fa_usage u;

    ck_assert_int_eq(fa_usage_get(host.svc, storage_host_user(who), &u, NULL), FA_OK);
    return u;
}

START_TEST(gives_back_what_was_put)
{
    fa_object_upload in = FA_OBJECT_UPLOAD_INIT;
    bytes_feed feed = {.bytes = "hello", .len = 5};
    const fa_object *made = NULL, *got = NULL;

    in.name = "a-file_1";
    in.read = bytes_feed_read;
    in.payload = &feed;
    ck_assert_int_eq(fa_object_put(host.svc, storage_host_user('a'), &in, &made, NULL), FA_OK);
    ck_assert_int_eq(fa_object_get(host.svc, storage_host_user('a'), "a-file_1", &got, NULL), FA_OK);
    ck_assert_str_eq(got->sha256, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    ck_assert_str_eq(made->sha256, got->sha256);
    ck_assert_str_eq(made->name, "a-file_1");
    ck_assert_uint_eq(got->size_bytes, 5);
    ck_assert_uint_eq(made->version, got->version);
    ck_assert_int_eq(got->state, FA_OBJECT_STORED);
    ck_assert_int_eq(storage_host_expect(&host, 'a', "a-file_1", "hello", NULL), FA_OK);
    fa_object_free(got);
    fa_object_free(made);
}
END_TEST

START_TEST(an_empty_object_is_one)
{
    ck_assert_int_eq(storage_host_put(&host, 'a', "x", "", false, NULL), FA_OK);
    ck_assert_int_eq(storage_host_put(&host, 'a', "y", "", true, NULL), FA_OK);
    ck_assert_int_eq(storage_host_expect(&host, 'a', "x", "", NULL), FA_OK);
    ck_assert_uint_eq(usage_of('a').objects, 2);
}
END_TEST

START_TEST(others_objects_are_not_there)
{
    const fa_object *got = NULL;

    ck_assert_int_eq(storage_host_put(&host, 'a', "x", "of a", true, NULL), FA_OK);
    ck_assert_int_eq(storage_host_expect(&host, 'b', "x", "of a", NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_object_get(host.svc, storage_host_user('b'), "x", &got, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_object_remove(host.svc, storage_host_user('b'), "x", NULL), FA_ENOTFOUND);
    ck_assert_int_eq(storage_host_put(&host, 'b', "x", "of b", true, NULL), FA_OK);
    ck_assert_int_eq(storage_host_expect(&host, 'a', "x", "of a", NULL), FA_OK);
    ck_assert_uint_eq(usage_of('b').bytes, 4);
}
END_TEST

START_TEST(a_taken_name_is_refused_until_it_is_free)
{
    fa_error err;

    ck_assert_int_eq(storage_host_put(&host, 'a', "x", "first", true, NULL), FA_OK);
    ck_assert_int_eq(storage_host_put(&host, 'a', "x", "second", true, &err), FA_ECONFLICT);
    ck_assert_str_eq(err.field, "name");
    ck_assert_int_eq(storage_host_expect(&host, 'a', "x", "first", NULL), FA_OK);
    ck_assert_int_eq(fa_object_remove(host.svc, storage_host_user('a'), "x", NULL), FA_OK);
    ck_assert_int_eq(fa_object_remove(host.svc, storage_host_user('a'), "x", NULL), FA_ENOTFOUND);
    ck_assert_int_eq(storage_host_put(&host, 'a', "x", "second", true, NULL), FA_OK);
    ck_assert_int_eq(storage_host_expect(&host, 'a', "x", "second", NULL), FA_OK);
    ck_assert_uint_eq(usage_of('a').bytes, 6);
}
END_TEST

START_TEST(nobody_gets_more_than_the_quota)
{
    bool tells = _i == 1;
    fa_error err;

    ck_assert_int_eq(storage_host_put(&host, 'a', "large", letters(701), tells, &err), FA_ETOOLARGE);
    ck_assert_str_eq(err.field, "size");
    ck_assert_int_eq(storage_host_put(&host, 'a', "x", letters(700), tells, NULL), FA_OK);
    ck_assert_int_eq(storage_host_put(&host, 'a', "y", letters(301), tells, &err), FA_ETOOLARGE);
    ck_assert_ptr_nonnull(strstr(err.message, "300 are left"));
    ck_assert_int_eq(storage_host_put(&host, 'a', "y", letters(300), tells, NULL), FA_OK);
    ck_assert_int_eq(storage_host_put(&host, 'a', "z", letters(1), tells, NULL), FA_ETOOLARGE);
    ck_assert_uint_eq(usage_of('a').bytes, 1000);
    ck_assert_uint_eq(usage_of('a').reserved_bytes, 0);
    ck_assert_int_eq(fa_object_remove(host.svc, storage_host_user('a'), "y", NULL), FA_OK);
    ck_assert_int_eq(storage_host_put(&host, 'a', "z", letters(300), tells, NULL), FA_OK);
}
END_TEST

START_TEST(a_quota_of_ones_own_can_be_set_and_taken_back)
{
    fa_quota own = {10, FA_UNLIMITED, FA_UNLIMITED};

    ck_assert_int_eq(fa_quota_set(host.svc, storage_host_user('a'), &own, NULL), FA_OK);
    ck_assert_uint_eq(usage_of('a').quota.max_bytes, 10);
    ck_assert(usage_of('a').own_quota);
    ck_assert_int_eq(storage_host_put(&host, 'a', "x", letters(11), true, NULL), FA_ETOOLARGE);
    ck_assert_int_eq(fa_quota_set(host.svc, storage_host_user('a'), NULL, NULL), FA_OK);
    ck_assert_uint_eq(usage_of('a').quota.max_bytes, 1000);
    ck_assert_int_eq(storage_host_put(&host, 'a', "x", letters(11), true, NULL), FA_OK);
}
END_TEST

START_TEST(a_size_that_was_told_wrong_is_no_object)
{
    static const uint64_t told[] = {4, 6, UINT64_MAX - 1};
    size_t i;

    for (i = 0; i < sizeof told / sizeof *told; i++) {
        fa_object_upload in = FA_OBJECT_UPLOAD_INIT;
        bytes_feed feed = {.bytes = "hello", .len = 5};
        fa_error err;

        in.name = "x";
        in.size_bytes = told[i];
        in.read = bytes_feed_read;
        in.payload = &feed;
        ck_assert_int_eq(fa_object_put(host.svc, storage_host_user('a'), &in, NULL, &err), FA_EINVALID);
        ck_assert_str_eq(err.field, "size");
    }
    ck_assert_uint_eq(usage_of('a').objects, 0);
}
END_TEST

START_TEST(refuses_what_is_no_name_and_no_user)
{
    static const char *const names[] = {"",
                                        "a/b",
                                        "A",
                                        "a.b",
                                        "..",
                                        "a b",
                                        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    const fa_object *got = NULL;
    fa_id nobody = {"doc_00000000000000000000000000"};
    size_t i;

    for (i = 0; i < sizeof names / sizeof *names; i++) {
        ck_assert_int_eq(storage_host_put(&host, 'a', names[i], "x", true, NULL), FA_EINVALID);
        ck_assert_int_eq(fa_object_get(host.svc, storage_host_user('a'), names[i], &got, NULL), FA_EINVALID);
    }
    ck_assert_int_eq(fa_object_get(host.svc, nobody, "x", &got, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_object_get(NULL, storage_host_user('a'), "x", &got, NULL), FA_EINVALID);
}
END_TEST

static fa_status note_name(void *payload, const fa_object *object, fa_error *err)
{
    char *text = payload;
    size_t at = strlen(text);

    (void)err;
    (void)snprintf(text + at, 256 - at, "%s ", object->name);
    return FA_OK;
}

START_TEST(lists_only_what_the_owner_sees)
{
    char text[256] = "";
    fa_buf url;

    ck_assert_int_eq(storage_host_put(&host, 'a', "c", "1", true, NULL), FA_OK);
    ck_assert_int_eq(storage_host_put(&host, 'a', "a", "1", true, NULL), FA_OK);
    ck_assert_int_eq(storage_host_put(&host, 'b', "b", "1", true, NULL), FA_OK);
    ck_assert_int_eq(storage_host_put(&host, 'a', "b", "1", true, NULL), FA_OK);
    ck_assert_int_eq(fa_object_list(host.svc, storage_host_user('a'), NULL, 100, note_name, text, NULL),
                     FA_OK);
    ck_assert_str_eq(text, "a b c ");
    text[0] = '\0';
    ck_assert_int_eq(fa_object_list(host.svc, storage_host_user('a'), "a", 1, note_name, text, NULL), FA_OK);
    ck_assert_str_eq(text, "b ");
    /* memory has no addresses to sign, and no reservation stays */
    fa_buf_init(&url, 100);
    ck_assert_int_eq(fa_object_sign_get(host.svc, storage_host_user('a'), "a", 60, &url, NULL),
                     FA_EUNSUPPORTED);
    ck_assert_int_eq(fa_object_sign_put(host.svc, storage_host_user('a'), "n", 10, 60, &url, NULL),
                     FA_EUNSUPPORTED);
    ck_assert_uint_eq(usage_of('a').objects, 3);
    fa_buf_clear(&url);
}
END_TEST

static fa_status copy_out(void *payload, const void *buf, size_t len, fa_error *err)
{
    char *text = payload;
    size_t at = strlen(text);

    (void)err;
    memcpy(text + at, buf, len);
    text[at + len] = '\0';
    return FA_OK;
}

START_TEST(reads_a_stretch)
{
    char text[64] = "";

    ck_assert_int_eq(storage_host_put(&host, 'a', "x", "0123456789", true, NULL), FA_OK);
    ck_assert_int_eq(fa_object_read_range(host.svc, storage_host_user('a'), "x", 3, 4, copy_out, text, NULL),
                     FA_OK);
    ck_assert_str_eq(text, "3456");
    ck_assert_int_eq(fa_object_read_range(host.svc, storage_host_user('b'), "x", 3, 4, copy_out, text, NULL),
                     FA_ENOTFOUND);
}
END_TEST

/* ---- many at once ---- */

enum { RACERS = 8, EACH = 20 };

typedef struct racer {
    int number;
    int stored;
    bool wrong;
} racer;

/* Puts objects of 45 bytes and of unknown size to one user, and takes every third away again. */
static void *race(void *payload)
{
    racer *r = payload;
    int i;

    for (i = 0; i < EACH; i++) {
        char name[32];
        fa_status st;

        (void)snprintf(name, sizeof name, "r%d-%d", r->number, i);
        st = storage_host_put(&host, 'a', name, "forty-five bytes, which are just so many bytes", i % 2 == 0,
                              NULL);
        r->stored += st == FA_OK;
        r->wrong = r->wrong || (st != FA_OK && st != FA_ETOOLARGE);
        if (st == FA_OK && i % 3 == 0) {
            r->wrong = r->wrong || fa_object_remove(host.svc, storage_host_user('a'), name, NULL) != FA_OK;
            r->stored--;
        }
    }
    return NULL;
}

START_TEST(a_quota_holds_however_many_put_at_once)
{
    fa_quota edge = {46 * 50 + 20, FA_UNLIMITED, FA_UNLIMITED};
    pthread_t threads[RACERS];
    racer racers[RACERS];
    int i, stored = 0;

    ck_assert_int_eq(fa_quota_set(host.svc, storage_host_user('a'), &edge, NULL), FA_OK);
    for (i = 0; i < RACERS; i++) {
        racers[i] = (racer){i, 0, false};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, race, &racers[i]), 0);
    }
    for (i = 0; i < RACERS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert(!racers[i].wrong);
        stored += racers[i].stored;
    }
    ck_assert_int_le(stored, 50);
    ck_assert_uint_eq(usage_of('a').bytes, (uint64_t)stored * 46);
    ck_assert_uint_eq(usage_of('a').objects, (uint64_t)stored);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("put");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, gives_back_what_was_put);
    tcase_add_test(tests, an_empty_object_is_one);
    tcase_add_test(tests, others_objects_are_not_there);
    tcase_add_test(tests, a_taken_name_is_refused_until_it_is_free);
    tcase_add_loop_test(tests, nobody_gets_more_than_the_quota, 0, 2);
    tcase_add_test(tests, a_quota_of_ones_own_can_be_set_and_taken_back);
    tcase_add_test(tests, a_size_that_was_told_wrong_is_no_object);
    tcase_add_test(tests, refuses_what_is_no_name_and_no_user);
    tcase_add_test(tests, lists_only_what_the_owner_sees);
    tcase_add_test(tests, reads_a_stretch);
    tcase_add_test(tests, a_quota_holds_however_many_put_at_once);
    return unit_run("storage/usecases/put", tests);
}
