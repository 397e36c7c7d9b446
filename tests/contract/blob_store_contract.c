/* contract/blob_store_contract.c: what every blob store must do. */
#include "blob_store_contract.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

static open_blob_store_fn open_empty;

enum { MANY = 300000, THREADS = 8 };

/* Bytes that come in pieces of changing size, and may end in a failure. */
typedef struct feed {
    size_t size;
    size_t at;
    unsigned seed; /* which bytes */
    bool fails;    /* at the end */
} feed;

static unsigned char byte_at(unsigned seed, size_t i)
{
    return (unsigned char)((i * 2654435761u + seed * 40503u) >> 11);
}

static fa_status feed_read(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    feed *f = payload;
    unsigned char *out = buf;
    size_t want = 1 + (f->at * 7) % 70001, i;

    if (f->at == f->size && f->fails)
        return fa_fail(err, FA_ETIMEOUT, "the sender went away");
    want = want < cap ? want : cap;
    want = want < f->size - f->at ? want : f->size - f->at;
    for (i = 0; i < want; i++)
        out[i] = byte_at(f->seed, f->at + i);
    f->at += want;
    *got = want;
    return FA_OK;
}

/* Compares what arrives with a feed's bytes; may fail once so many have come. */
typedef struct drain {
    size_t size;
    unsigned seed;
    bool wrong;
    bool called;
    size_t fails_at; /* 0 = never */
    bool failed;     /* and so nothing may come any more */
} drain;

static fa_status drain_write(void *payload, const void *buf, size_t len, fa_error *err)
{
    drain *d = payload;
    const unsigned char *in = buf;
    size_t i;

    d->called = true;
    d->wrong = d->wrong || d->failed || len == 0;
    for (i = 0; i < len; i++)
        d->wrong = d->wrong || in[i] != byte_at(d->seed, d->size + i);
    d->size += len;
    d->failed = d->fails_at != 0 && d->size >= d->fails_at;
    return d->failed ? fa_fail(err, FA_ECANCELLED, "enough") : FA_OK;
}

static fa_blob_store open_one(void)
{
    fa_blob_store store = {NULL, NULL};
    fa_error err;

    ck_assert_int_eq(open_empty(&store, &err), FA_OK);
    return store;
}

static fa_status put_bytes(const fa_blob_store *store, const char *key, size_t size, unsigned seed)
{
    feed f = {.size = size, .seed = seed};

    return fa_blob_put(store, key, feed_read, &f, NULL);
}

static void expect(const fa_blob_store *store, const char *key, size_t size, unsigned seed)
{
    drain d = {.seed = seed};

    ck_assert_int_eq(fa_blob_get(store, key, drain_write, &d, NULL), FA_OK);
    ck_assert_uint_eq(d.size, size);
    ck_assert(!d.wrong);
}

static void expect_none(const fa_blob_store *store, const char *key)
{
    drain d = {0};
    uint64_t size = 7;

    ck_assert_int_eq(fa_blob_get(store, key, drain_write, &d, NULL), FA_ENOTFOUND);
    ck_assert(!d.called);
    ck_assert_int_eq(fa_blob_size(store, key, &size, NULL), FA_ENOTFOUND);
    ck_assert_uint_eq(size, 7);
}

START_TEST(gives_back_the_bytes_that_were_put)
{
    static const size_t sizes[] = {0, 1, 4096, 65535, 65536, 65537, 131072, MANY};
    fa_blob_store store = open_one();
    char key[32];
    size_t i;

    for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        (void)snprintf(key, sizeof key, "size/%zu", sizes[i]);
        ck_assert_int_eq(put_bytes(&store, key, sizes[i], (unsigned)i), FA_OK);
    }
    for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        uint64_t size = 0;

        (void)snprintf(key, sizeof key, "size/%zu", sizes[i]);
        expect(&store, key, sizes[i], (unsigned)i);
        ck_assert_int_eq(fa_blob_size(&store, key, &size, NULL), FA_OK);
        ck_assert_uint_eq(size, sizes[i]);
    }
    fa_blob_store_close(&store);
}
END_TEST

START_TEST(refuses_a_taken_key_and_keeps_the_old_blob)
{
    fa_blob_store store = open_one();

    ck_assert_int_eq(put_bytes(&store, "a", 1000, 1), FA_OK);
    ck_assert_int_eq(put_bytes(&store, "a", 2000, 2), FA_ECONFLICT);
    expect(&store, "a", 1000, 1);
    fa_blob_store_close(&store);
}
END_TEST

START_TEST(stores_nothing_when_reading_fails)
{
    static const size_t sizes[] = {0, 1, MANY};
    fa_blob_store store = open_one();
    size_t i;

    for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        feed f = {.size = sizes[i], .fails = true};
        fa_error err;

        ck_assert_int_eq(fa_blob_put(&store, "a", feed_read, &f, &err), FA_ETIMEOUT);
        ck_assert_str_eq(err.message, "the sender went away");
        expect_none(&store, "a");
    }
    ck_assert_int_eq(put_bytes(&store, "a", 10, 1), FA_OK);
    expect(&store, "a", 10, 1);
    fa_blob_store_close(&store);
}
END_TEST

START_TEST(hands_on_the_failure_of_the_receiver_and_stops)
{
    fa_blob_store store = open_one();
    drain d = {.fails_at = 1};
    fa_error err;

    ck_assert_int_eq(put_bytes(&store, "a", MANY, 0), FA_OK);
    ck_assert_int_eq(fa_blob_get(&store, "a", drain_write, &d, &err), FA_ECANCELLED);
    ck_assert_str_eq(err.message, "enough");
    ck_assert(!d.wrong);
    expect(&store, "a", MANY, 0);
    fa_blob_store_close(&store);
}
END_TEST

START_TEST(knows_no_blob_that_was_not_put)
{
    fa_blob_store store = open_one();

    expect_none(&store, "a");
    ck_assert_int_eq(put_bytes(&store, "a/b", 10, 1), FA_OK);
    expect_none(&store, "a");
    expect_none(&store, "a/");
    fa_blob_store_close(&store);
}
END_TEST

START_TEST(frees_the_key_of_a_removed_blob)
{
    fa_blob_store store = open_one();

    ck_assert_int_eq(put_bytes(&store, "a", 10, 1), FA_OK);
    ck_assert_int_eq(put_bytes(&store, "b", 10, 2), FA_OK);
    ck_assert_int_eq(fa_blob_remove(&store, "a", NULL), FA_OK);
    expect_none(&store, "a");
    ck_assert_int_eq(fa_blob_remove(&store, "a", NULL), FA_OK);
    ck_assert_int_eq(put_bytes(&store, "a", 20, 3), FA_OK);
    expect(&store, "a", 20, 3);
    expect(&store, "b", 10, 2);
    fa_blob_store_close(&store);
}
END_TEST

START_TEST(tells_all_keys_apart)
{
    static char longest[2][201];
    const char *keys[] = {"a/b", "a_b",  "a-b", "ab", "a",        "a/",       "/a", "/",
                          "//",  "a//b", "-",   "_",  longest[0], longest[1], "0"};
    fa_blob_store store = open_one();
    size_t i;

    memset(longest, 'x', sizeof longest);
    longest[0][200] = longest[1][200] = '\0';
    longest[1][199] = '/';
    for (i = 0; i < sizeof keys / sizeof *keys; i++)
        ck_assert_int_eq(put_bytes(&store, keys[i], 10 + i, (unsigned)i), FA_OK);
    for (i = 0; i < sizeof keys / sizeof *keys; i++)
        expect(&store, keys[i], 10 + i, (unsigned)i);
    fa_blob_store_close(&store);
}
END_TEST

START_TEST(refuses_what_is_no_key)
{
    static char overlong[202];
    const char *keys[] = {"", "A", "a b", "..", "a.b", "a\\b", "\xc3\xa9", "a\n", overlong, NULL};
    fa_blob_store store = open_one();
    uint64_t size;
    size_t i;

    memset(overlong, 'x', sizeof overlong - 1);
    for (i = 0; i < sizeof keys / sizeof *keys; i++) {
        drain d = {0};

        ck_assert_int_eq(put_bytes(&store, keys[i], 1, 0), FA_EINVALID);
        ck_assert_int_eq(fa_blob_get(&store, keys[i], drain_write, &d, NULL), FA_EINVALID);
        ck_assert_int_eq(fa_blob_size(&store, keys[i], &size, NULL), FA_EINVALID);
        ck_assert_int_eq(fa_blob_remove(&store, keys[i], NULL), FA_EINVALID);
    }
    fa_blob_store_close(&store);
}
END_TEST

/* Uses the store while it is being read from. */
static fa_status use_store(void *payload, const void *buf, size_t len, fa_error *err)
{
    const fa_blob_store *store = payload;
    drain d = {.seed = 2};

    (void)buf;
    (void)len;
    return fa_blob_get(store, "b", drain_write, &d, err);
}

START_TEST(lets_callbacks_use_the_store)
{
    fa_blob_store store = open_one();

    ck_assert_int_eq(put_bytes(&store, "a", 10, 1), FA_OK);
    ck_assert_int_eq(put_bytes(&store, "b", 10, 2), FA_OK);
    ck_assert_int_eq(fa_blob_get(&store, "a", use_store, &store, NULL), FA_OK);
    fa_blob_store_close(&store);
}
END_TEST

typedef struct racer {
    const fa_blob_store *store;
    unsigned seed;
    fa_status st;
} racer;

static void *race_to_put(void *payload)
{
    racer *r = payload;

    r->st = put_bytes(r->store, "a", MANY, r->seed);
    return NULL;
}

START_TEST(lets_one_of_many_puts_of_a_key_win)
{
    fa_blob_store store = open_one();
    pthread_t threads[THREADS];
    racer racers[THREADS];
    unsigned i, winners = 0, winner = 0;

    for (i = 0; i < THREADS; i++) {
        racers[i] = (racer){&store, i, FA_EINTERNAL};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, race_to_put, &racers[i]), 0);
    }
    for (i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert(racers[i].st == FA_OK || racers[i].st == FA_ECONFLICT);
        if (racers[i].st == FA_OK) {
            winners++;
            winner = i;
        }
    }
    ck_assert_uint_eq(winners, 1);
    expect(&store, "a", MANY, winner);
    fa_blob_store_close(&store);
}
END_TEST

static void *read_often(void *payload)
{
    racer *r = payload;
    int i;

    for (i = 0; i < 50; i++) {
        drain d = {.seed = r->seed};
        fa_status st = fa_blob_get(r->store, "a", drain_write, &d, NULL);

        if (st != FA_ENOTFOUND && (st != FA_OK || d.wrong || d.size != MANY))
            r->st = FA_EINTERNAL;
    }
    return NULL;
}

START_TEST(shows_a_blob_whole_or_not_at_all_while_others_change_it)
{
    fa_blob_store store = open_one();
    pthread_t threads[2];
    racer racers[2];
    int i;

    for (i = 0; i < 2; i++) {
        racers[i] = (racer){&store, 5, FA_OK};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, read_often, &racers[i]), 0);
    }
    for (i = 0; i < 20; i++) {
        ck_assert_int_eq(put_bytes(&store, "a", MANY, 5), FA_OK);
        ck_assert_int_eq(fa_blob_remove(&store, "a", NULL), FA_OK);
    }
    for (i = 0; i < 2; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_int_eq(racers[i].st, FA_OK);
    }
    fa_blob_store_close(&store);
}
END_TEST

/* ---- ops that came later ---- */

static void expect_range(const fa_blob_store *store, uint64_t offset, uint64_t len, size_t want)
{
    drain d = {.size = (size_t)offset, .seed = 4};

    ck_assert_int_eq(fa_blob_get_range(store, "a", offset, len, drain_write, &d, NULL), FA_OK);
    ck_assert_uint_eq(d.size - offset, want);
    ck_assert(!d.wrong);
}

START_TEST(sends_any_stretch_of_a_blob)
{
    enum { BIG = 3 * 1024 * 1024 + 17 };
    static const size_t offsets[] = {0, 1, 65535, 65536, 1048575, 1048576, 2500000, BIG - 1};
    static const size_t lens[] = {1, 2, 65537, 1048576, BIG};
    fa_blob_store store = open_one();
    size_t i, k;

    ck_assert_int_eq(put_bytes(&store, "a", BIG, 4), FA_OK);
    for (i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        for (k = 0; k < sizeof lens / sizeof *lens; k++)
            expect_range(&store, offsets[i], lens[k],
                         lens[k] < BIG - offsets[i] ? lens[k] : BIG - offsets[i]);
    }
    fa_blob_store_close(&store);
}
END_TEST

START_TEST(sends_nothing_of_what_lies_behind_a_blob)
{
    fa_blob_store store = open_one();
    drain d = {0};

    ck_assert_int_eq(put_bytes(&store, "a", 10, 4), FA_OK);
    ck_assert_int_eq(put_bytes(&store, "empty", 0, 0), FA_OK);
    expect_range(&store, 10, 5, 0);
    expect_range(&store, 3, 0, 0);
    expect_range(&store, 3, UINT64_MAX, 7);
    ck_assert_int_eq(fa_blob_get_range(&store, "a", UINT64_MAX, UINT64_MAX, drain_write, &d, NULL), FA_OK);
    ck_assert_int_eq(fa_blob_get_range(&store, "empty", 0, 1, drain_write, &d, NULL), FA_OK);
    ck_assert(!d.called);
    ck_assert_int_eq(fa_blob_get_range(&store, "b", 0, 1, drain_write, &d, NULL), FA_ENOTFOUND);
    d = (drain){.fails_at = 1, .seed = 4};
    ck_assert_int_eq(fa_blob_get_range(&store, "a", 0, 10, drain_write, &d, NULL), FA_ECANCELLED);
    ck_assert(!d.wrong);
    fa_blob_store_close(&store);
}
END_TEST

START_TEST(tells_size_and_time_of_a_blob)
{
    fa_blob_store store = open_one();
    fa_blob_info info = {"?", 7, 7};

    ck_assert_int_eq(fa_blob_stat(&store, "a", &info, NULL), FA_ENOTFOUND);
    ck_assert_str_eq(info.key, "?");
    ck_assert_int_eq(put_bytes(&store, "a", MANY, 1), FA_OK);
    ck_assert_int_eq(fa_blob_stat(&store, "a", &info, NULL), FA_OK);
    ck_assert_str_eq(info.key, "a");
    ck_assert_uint_eq(info.size_bytes, MANY);
    /* Unknown, or of this century: stores have clocks of their own. */
    ck_assert(info.modified == 0 || info.modified > INT64_C(946684800000));
    fa_blob_store_close(&store);
}
END_TEST

/* Keys as they come, one behind the other. */
typedef struct keys_seen {
    char text[4096];
    uint32_t count;
    uint64_t bytes;
    char last[256];
    bool unordered;
    uint32_t fails_at; /* 0 = never */
} keys_seen;

static fa_status see_key(void *payload, const fa_blob_info *info, fa_error *err)
{
    keys_seen *s = payload;
    size_t at = strlen(s->text);

    s->unordered = s->unordered || strcmp(s->last, info->key) >= 0;
    (void)snprintf(s->last, sizeof s->last, "%s", info->key);
    (void)snprintf(s->text + at, sizeof s->text - at, "%s ", info->key);
    s->bytes += info->size_bytes;
    return ++s->count == s->fails_at ? fa_fail(err, FA_ECANCELLED, "enough") : FA_OK;
}

/* Whether the store has lists at all. */
static bool lists(const fa_blob_store *store)
{
    keys_seen none = {.count = 0};
    fa_status st = fa_blob_list(store, "", "", 1, see_key, &none, NULL);

    ck_assert(st == FA_OK || st == FA_EUNSUPPORTED);
    ck_assert_uint_eq(none.count, 0);
    return st == FA_OK;
}

static void expect_list(const fa_blob_store *store, const char *prefix, const char *after, uint32_t limit,
                        const char *want)
{
    keys_seen s = {.count = 0};

    ck_assert_int_eq(fa_blob_list(store, prefix, after, limit, see_key, &s, NULL), FA_OK);
    ck_assert_str_eq(s.text, want);
    ck_assert(!s.unordered);
}

START_TEST(lists_keys_in_their_order)
{
    static const char *const keys[] = {"b/2", "b_1", "a", "b/1", "b-1", "c", "b", "b/10"};
    fa_blob_store store = open_one();
    size_t i;

    if (lists(&store)) {
        for (i = 0; i < sizeof keys / sizeof *keys; i++)
            ck_assert_int_eq(put_bytes(&store, keys[i], 10, 1), FA_OK);
        expect_list(&store, "", "", 100, "a b b-1 b/1 b/10 b/2 b_1 c ");
        expect_list(&store, "b/", "", 100, "b/1 b/10 b/2 ");
        expect_list(&store, "b/", "b/1", 100, "b/10 b/2 ");
        expect_list(&store, "b", "b/05", 2, "b/1 b/10 ");
        expect_list(&store, "", "", 3, "a b b-1 ");
        expect_list(&store, "", "c", 3, "");
        expect_list(&store, "d", "", 3, "");
        expect_list(&store, "", "", 0, "");
        ck_assert_int_eq(fa_blob_remove(&store, "b/10", NULL), FA_OK);
        expect_list(&store, "b/", "", 100, "b/1 b/2 ");
    }
    fa_blob_store_close(&store);
}
END_TEST

START_TEST(lists_many_keys_page_by_page)
{
    enum { KEYS = 60 };
    fa_blob_store store = open_one();
    keys_seen all = {.count = 0}, stopped = {.fails_at = 7};
    char key[32], after[256] = "";
    uint32_t before;
    int i;

    if (lists(&store)) {
        for (i = 0; i < KEYS; i++) {
            (void)snprintf(key, sizeof key, "k%d/%d", i % 3, i);
            ck_assert_int_eq(put_bytes(&store, key, (size_t)i, 1), FA_OK);
        }
        do {
            before = all.count;
            ck_assert_int_eq(fa_blob_list(&store, "k", after, 11, see_key, &all, NULL), FA_OK);
            (void)snprintf(after, sizeof after, "%s", all.last);
        } while (all.count != before);
        ck_assert_uint_eq(all.count, KEYS);
        ck_assert_uint_eq(all.bytes, KEYS * (KEYS - 1) / 2);
        ck_assert(!all.unordered);
        ck_assert_int_eq(fa_blob_list(&store, "", "", 100, see_key, &stopped, NULL), FA_ECANCELLED);
        ck_assert_uint_eq(stopped.count, 7);
        ck_assert_int_eq(fa_blob_list(&store, "A", "", 1, see_key, &all, NULL), FA_EINVALID);
        ck_assert_int_eq(fa_blob_list(&store, "", "a.b", 1, see_key, &all, NULL), FA_EINVALID);
    }
    fa_blob_store_close(&store);
}
END_TEST

int blob_store_contract(const char *adapter, open_blob_store_fn open)
{
    TCase *tests = tcase_create(adapter);

    open_empty = open;
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, gives_back_the_bytes_that_were_put);
    tcase_add_test(tests, refuses_a_taken_key_and_keeps_the_old_blob);
    tcase_add_test(tests, stores_nothing_when_reading_fails);
    tcase_add_test(tests, hands_on_the_failure_of_the_receiver_and_stops);
    tcase_add_test(tests, knows_no_blob_that_was_not_put);
    tcase_add_test(tests, frees_the_key_of_a_removed_blob);
    tcase_add_test(tests, tells_all_keys_apart);
    tcase_add_test(tests, refuses_what_is_no_key);
    tcase_add_test(tests, lets_callbacks_use_the_store);
    tcase_add_test(tests, lets_one_of_many_puts_of_a_key_win);
    tcase_add_test(tests, shows_a_blob_whole_or_not_at_all_while_others_change_it);
    tcase_add_test(tests, sends_any_stretch_of_a_blob);
    tcase_add_test(tests, sends_nothing_of_what_lies_behind_a_blob);
    tcase_add_test(tests, tells_size_and_time_of_a_blob);
    tcase_add_test(tests, lists_keys_in_their_order);
    tcase_add_test(tests, lists_many_keys_page_by_page);
    return unit_run(adapter, tests);
}
