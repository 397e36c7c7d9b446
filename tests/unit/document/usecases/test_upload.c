/* Storing a file. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "document_host.h"
#include "unit.h"

static document_host host;

static void set_up(void)
{
    ck_assert_int_eq(document_host_open(&host, 10000, NULL), FA_OK);
}

static void tear_down(void)
{
    document_host_close(&host);
}

static fa_status upload_bytes(const void *bytes, size_t len, size_t piece, const fa_document **out,
                              fa_error *err)
{
    bytes_feed feed = {.bytes = bytes, .len = len, .piece = piece};
    fa_upload in = FA_UPLOAD_INIT;

    in.name = "a.txt";
    in.read = bytes_feed_read;
    in.payload = &feed;
    return fa_document_upload(host.svc, HOST, &in, out, NULL, err);
}

START_TEST(stores_the_bytes_and_what_is_known_of_them)
{
    const fa_document *doc = NULL;
    fa_error err = {.code = 77};
    bool duplicate = true;

    ck_assert_int_eq(document_host_upload(&host, "dir/a.csv", "abc", &doc, &duplicate, &err), FA_OK);
    ck_assert_int_eq(err.code, 77); /* written on failure only */
    ck_assert(!duplicate);
    ck_assert_str_eq(doc->name, "a.csv");
    /* FIPS 180-4, example for "abc" */
    ck_assert_str_eq(doc->sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ck_assert_uint_eq(doc->size_bytes, 3);
    ck_assert_str_eq(doc->media_type, "text/csv");
    ck_assert_int_eq(doc->state, FA_DOCUMENT_STORED);
    ck_assert_int_gt(doc->created, 0);
    ck_assert_uint_eq(doc->version, 1);
    ck_assert_int_eq(doc->period_end, FA_DATE_NONE);
    ck_assert_str_eq(doc->company, "");
    ck_assert_int_eq(document_host_expect(&host, doc->id, "abc", NULL), FA_OK);
    fa_document_free(doc);
}
END_TEST

START_TEST(takes_files_of_any_length_in_pieces_of_any_size)
{
    static const size_t sizes[] = {1, 4095, 4096, 4097, 8192, 9999, 10000};
    static const size_t pieces[] = {0, 1, 4095, 4096};
    char *bytes = malloc(10001);
    size_t i, k;

    ck_assert_ptr_nonnull(bytes);
    for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (k = 0; k < sizeof pieces / sizeof *pieces; k++) {
            const fa_document *doc = NULL;

            memset(bytes, 'a' + (int)(4 * i + k) % 26, sizes[i]);
            bytes[sizes[i] - 1] = (char)('0' + (int)i);
            bytes[sizes[i]] = '\0';
            ck_assert_int_eq(upload_bytes(bytes, sizes[i], pieces[k], &doc, NULL), FA_OK);
            ck_assert_uint_eq(doc->size_bytes, sizes[i]);
            ck_assert_int_eq(document_host_expect(&host, doc->id, bytes, NULL), FA_OK);
            fa_document_free(doc);
        }
    }
    free(bytes);
}
END_TEST

START_TEST(recognises_the_same_bytes_under_another_name)
{
    const fa_document *first = NULL, *second = NULL;
    bool duplicate = false;

    ck_assert_int_eq(document_host_upload(&host, "a.txt", "abc", &first, NULL, NULL), FA_OK);
    ck_assert_int_eq(document_host_upload(&host, "b.txt", "abc", &second, &duplicate, NULL), FA_OK);
    ck_assert(duplicate);
    ck_assert(fa_id_equal(first->id, second->id));
    ck_assert_str_eq(second->name, "a.txt");
    ck_assert_uint_eq(document_host_count(&host), 1);
    ck_assert_int_eq(atomic_load(&host.faults.blobs), 1);
    fa_document_free(first);
    fa_document_free(second);
}
END_TEST

START_TEST(refuses_an_empty_file)
{
    const fa_document *doc = NULL;
    fa_error err;

    ck_assert_int_eq(upload_bytes("", 0, 0, &doc, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "file");
    ck_assert_ptr_null(doc);
    ck_assert_uint_eq(document_host_count(&host), 0);
}
END_TEST

START_TEST(refuses_a_file_over_the_limit_and_keeps_nothing_of_it)
{
    char *bytes = calloc(1, 10001);
    const fa_document *doc = NULL;
    fa_error err;

    ck_assert_ptr_nonnull(bytes);
    ck_assert_int_eq(upload_bytes(bytes, 10001, 0, &doc, &err), FA_ETOOLARGE);
    ck_assert_str_eq(err.field, "file");
    ck_assert_int_eq(upload_bytes(bytes, 10001, 100, &doc, &err), FA_ETOOLARGE);
    ck_assert_ptr_null(doc);
    ck_assert_uint_eq(document_host_count(&host), 0);
    ck_assert_int_eq(atomic_load(&host.faults.blobs), 0);
    ck_assert_int_eq(upload_bytes(bytes, 10000, 0, &doc, &err), FA_OK);
    fa_document_free(doc);
    free(bytes);
}
END_TEST

static fa_status break_off(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    int *left = payload;

    if (--*left < 0)
        return fa_fail(err, FA_ETIMEOUT, "the sender went away");
    memset(buf, 'x', cap < 1000 ? cap : 1000);
    *got = cap < 1000 ? cap : 1000;
    return FA_OK;
}

START_TEST(hands_on_the_failure_of_the_sender_and_keeps_nothing)
{
    int pieces;

    for (pieces = 0; pieces < 9; pieces++) {
        const fa_document *doc = NULL;
        fa_upload in = FA_UPLOAD_INIT;
        int left = pieces;
        fa_error err;

        in.name = "a.txt";
        in.read = break_off;
        in.payload = &left;
        ck_assert_int_eq(fa_document_upload(host.svc, HOST, &in, &doc, NULL, &err), FA_ETIMEOUT);
        ck_assert_str_eq(err.message, "the sender went away");
        ck_assert_ptr_null(doc);
    }
    ck_assert_uint_eq(document_host_count(&host), 0);
    ck_assert_int_eq(atomic_load(&host.faults.blobs), 0);
}
END_TEST

START_TEST(refuses_calls_that_lack_something)
{
    const fa_document *doc = NULL;
    fa_upload in = FA_UPLOAD_INIT;
    bytes_feed feed = {.bytes = "abc", .len = 3};

    in.name = "a.txt";
    in.read = bytes_feed_read;
    in.payload = &feed;
    ck_assert_int_eq(fa_document_upload(NULL, HOST, &in, &doc, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_document_upload(host.svc, HOST, NULL, &doc, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_document_upload(host.svc, HOST, &in, NULL, NULL, NULL), FA_EINVALID);
    in.struct_size = 0;
    ck_assert_int_eq(fa_document_upload(host.svc, HOST, &in, &doc, NULL, NULL), FA_EINVALID);
    in.struct_size = sizeof in;
    in.read = NULL;
    ck_assert_int_eq(fa_document_upload(host.svc, HOST, &in, &doc, NULL, NULL), FA_EINVALID);
    in.read = bytes_feed_read;
    in.name = "a/";
    ck_assert_int_eq(fa_document_upload(host.svc, HOST, &in, &doc, NULL, NULL), FA_EINVALID);
    ck_assert_uint_eq(feed.at, 0);
}
END_TEST

enum { THREADS = 8 };

typedef struct racer {
    fa_id id;
    bool duplicate;
    fa_status st;
} racer;

static void *race(void *payload)
{
    racer *r = payload;
    const fa_document *doc = NULL;

    r->st = document_host_upload(&host, "a.txt", "the same bytes", &doc, &r->duplicate, NULL);
    if (doc != NULL)
        r->id = doc->id;
    fa_document_free(doc);
    return NULL;
}

START_TEST(makes_one_document_of_equal_uploads_that_race)
{
    int round, i;

    for (round = 0; round < 20; round++) {
        pthread_t threads[THREADS];
        racer racers[THREADS] = {{{{0}}, false, FA_EINTERNAL}};
        int firsts = 0;

        for (i = 0; i < THREADS; i++)
            ck_assert_int_eq(pthread_create(&threads[i], NULL, race, &racers[i]), 0);
        for (i = 0; i < THREADS; i++)
            ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        for (i = 0; i < THREADS; i++) {
            ck_assert_int_eq(racers[i].st, FA_OK);
            ck_assert(fa_id_equal(racers[i].id, racers[0].id));
            firsts += !racers[i].duplicate;
        }
        ck_assert_int_eq(firsts, 1);
        ck_assert_uint_eq(document_host_count(&host), 1);
        ck_assert_int_eq(atomic_load(&host.faults.blobs), 1);
        ck_assert_int_eq(document_host_expect(&host, racers[0].id, "the same bytes", NULL), FA_OK);
        ck_assert_int_eq(fa_document_remove(host.svc, HOST, racers[0].id, NULL), FA_OK);
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("upload");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, stores_the_bytes_and_what_is_known_of_them);
    tcase_add_test(tests, takes_files_of_any_length_in_pieces_of_any_size);
    tcase_add_test(tests, recognises_the_same_bytes_under_another_name);
    tcase_add_test(tests, refuses_an_empty_file);
    tcase_add_test(tests, refuses_a_file_over_the_limit_and_keeps_nothing_of_it);
    tcase_add_test(tests, hands_on_the_failure_of_the_sender_and_keeps_nothing);
    tcase_add_test(tests, refuses_calls_that_lack_something);
    tcase_add_test(tests, makes_one_document_of_equal_uploads_that_race);
    return unit_run("document/upload", tests);
}
