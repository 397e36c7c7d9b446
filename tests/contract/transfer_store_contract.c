/* contract/transfer_store_contract.c: what every transfer store must do. */
#include "transfer_store_contract.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

enum { SIZE = 300000 };

static open_transfer_store_fn open_empty, open_again;
static fa_transfer_store store;
static char bytes[SIZE];

static void set_up(void)
{
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = (char)(i * 7 + i / 251);
    ck_assert_int_eq(open_empty(&store, NULL), FA_OK);
}

static void tear_down(void)
{
    fa_transfer_store_close(&store);
}

static fa_id owner(char which)
{
    fa_id id = {"usr_00000000000000000000000000"};

    id.s[29] = which;
    return id;
}

static fa_id transfer(char which)
{
    fa_id id = {"upl_00000000000000000000000000"};

    id.s[29] = which;
    return id;
}

static fa_id document(void)
{
    return (fa_id){"doc_00000000000000000000000001"};
}

static fa_status add(char who, char which, uint64_t size)
{
    fa_transfer t = {.id = transfer(which),
                     .owner = owner(who),
                     .name = "Größe 2025.pdf",
                     .size_bytes = size,
                     .created = 1000,
                     .expires = 2000};

    return fa_transfer_store_add(&store, &t, NULL);
}

typedef struct shown {
    fa_transfer last;
    char name[256];
    int count;
    char ids[64];
    fa_status fails;
} shown;

static fa_status show(void *payload, const fa_transfer *t, fa_error *err)
{
    shown *s = payload;

    s->last = *t;
    (void)snprintf(s->name, sizeof s->name, "%s", t->name);
    s->ids[s->count++] = t->id.s[29];
    return s->fails == FA_OK ? FA_OK : fa_fail(err, s->fails, "as told");
}

static uint64_t offset_of(char who, char which)
{
    shown s = {.count = 0};

    ck_assert_int_eq(fa_transfer_store_get(&store, owner(who), transfer(which), show, &s, NULL), FA_OK);
    return s.last.offset;
}

/* A stretch of the bytes; it fails behind the first of its pieces if it is to. */
typedef struct feed {
    size_t at, end, piece;
    fa_status fails;
    void (*meanwhile)(void);
} feed;

static fa_status feed_read(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    feed *f = payload;
    size_t left = f->end - f->at;

    if (f->meanwhile != NULL)
        f->meanwhile();
    if (f->fails != FA_OK && left < f->piece)
        return fa_fail(err, f->fails, "as told");
    *got = left < cap ? left : cap;
    if (f->piece != 0 && *got > f->piece)
        *got = f->piece;
    memcpy(buf, bytes + f->at, *got);
    f->at += *got;
    return FA_OK;
}

static fa_status append(char who, char which, size_t from, size_t to)
{
    feed f = {.at = from, .end = to, .piece = 70001};

    return fa_transfer_store_append(&store, owner(who), transfer(which), from, feed_read, &f, NULL);
}

static void holds(char which, size_t from, size_t to)
{
    char buf[SIZE];
    size_t at = from, got = 1;

    while (got > 0) {
        ck_assert_int_eq(
            fa_transfer_store_read(&store, owner('a'), transfer(which), at, buf, sizeof buf, &got, NULL),
            FA_OK);
        ck_assert_mem_eq(buf, bytes + at, got);
        at += got;
    }
    ck_assert_uint_eq(at, to);
}

START_TEST(what_was_added_is_shown_as_it_was)
{
    shown s = {.count = 0};

    ck_assert_int_eq(add('a', '1', 5), FA_OK);
    ck_assert_int_eq(fa_transfer_store_get(&store, owner('a'), transfer('1'), show, &s, NULL), FA_OK);
    ck_assert(s.count == 1 && fa_id_equal(s.last.id, transfer('1')) && fa_id_equal(s.last.owner, owner('a')));
    ck_assert_str_eq(s.name, "Größe 2025.pdf");
    ck_assert(s.last.size_bytes == 5 && s.last.offset == 0 && !s.last.ended && s.last.document.s[0] == '\0');
    ck_assert(s.last.created == 1000 && s.last.expires == 2000);
    s.fails = FA_ETIMEOUT;
    ck_assert_int_eq(fa_transfer_store_get(&store, owner('a'), transfer('1'), show, &s, NULL), FA_ETIMEOUT);
}
END_TEST

START_TEST(an_id_is_taken_once)
{
    ck_assert_int_eq(add('a', '1', 5), FA_OK);
    ck_assert_int_eq(add('b', '1', 9), FA_ECONFLICT);
    ck_assert_uint_eq(offset_of('a', '1'), 0);
}
END_TEST

START_TEST(what_is_anothers_is_not_there)
{
    shown s = {.count = 0};
    char buf[8];
    size_t got;

    ck_assert_int_eq(add('a', '1', 5), FA_OK);
    ck_assert_int_eq(fa_transfer_store_get(&store, owner('b'), transfer('1'), show, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_transfer_store_get(&store, owner('a'), transfer('2'), show, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(append('b', '1', 0, 2), FA_ENOTFOUND);
    ck_assert_int_eq(fa_transfer_store_read(&store, owner('b'), transfer('1'), 0, buf, 8, &got, NULL),
                     FA_ENOTFOUND);
    ck_assert_int_eq(fa_transfer_store_end(&store, owner('b'), transfer('1'), document(), NULL),
                     FA_ENOTFOUND);
    ck_assert_int_eq(fa_transfer_store_remove(&store, owner('b'), transfer('1'), NULL), FA_OK);
    ck_assert_int_eq(s.count, 0);
    ck_assert_uint_eq(offset_of('a', '1'), 0);
}
END_TEST

START_TEST(pieces_are_put_behind_each_other)
{
    ck_assert_int_eq(add('a', '1', SIZE), FA_OK);
    ck_assert_int_eq(append('a', '1', 0, 100000), FA_OK);
    ck_assert_uint_eq(offset_of('a', '1'), 100000);
    ck_assert_int_eq(append('a', '1', 100000, 100001), FA_OK);
    ck_assert_int_eq(append('a', '1', 100001, 100001), FA_OK);
    ck_assert_int_eq(append('a', '1', 100001, SIZE), FA_OK);
    ck_assert_uint_eq(offset_of('a', '1'), SIZE);
    holds('1', 0, SIZE);
    holds('1', 123456, SIZE);
    holds('1', SIZE, SIZE);
}
END_TEST

START_TEST(a_piece_at_another_place_is_a_conflict)
{
    ck_assert_int_eq(add('a', '1', SIZE), FA_OK);
    ck_assert_int_eq(append('a', '1', 0, 10), FA_OK);
    ck_assert_int_eq(append('a', '1', 0, 10), FA_ECONFLICT);
    ck_assert_int_eq(append('a', '1', 11, 20), FA_ECONFLICT);
    ck_assert_uint_eq(offset_of('a', '1'), 10);
}
END_TEST

START_TEST(a_piece_that_breaks_off_leaves_nothing)
{
    feed f = {.at = 10, .end = 200000, .piece = 70001, .fails = FA_ECORRUPT};

    ck_assert_int_eq(add('a', '1', SIZE), FA_OK);
    ck_assert_int_eq(append('a', '1', 0, 10), FA_OK);
    ck_assert_int_eq(fa_transfer_store_append(&store, owner('a'), transfer('1'), 10, feed_read, &f, NULL),
                     FA_ECORRUPT);
    ck_assert_uint_eq(offset_of('a', '1'), 10);
    holds('1', 0, 10);
    ck_assert_int_eq(append('a', '1', 10, 20), FA_OK);
    holds('1', 0, 20);
}
END_TEST

START_TEST(more_than_the_file_has_is_refused)
{
    ck_assert_int_eq(add('a', '1', 100), FA_OK);
    ck_assert_int_eq(append('a', '1', 0, 101), FA_ETOOLARGE);
    ck_assert_uint_eq(offset_of('a', '1'), 0);
    ck_assert_int_eq(append('a', '1', 0, 100), FA_OK);
    ck_assert_int_eq(append('a', '1', 100, 101), FA_ETOOLARGE);
}
END_TEST

static fa_status beside;

static void append_beside(void)
{
    feed f = {.at = 0, .end = 5};

    beside = fa_transfer_store_append(&store, owner('a'), transfer('1'), 0, feed_read, &f, NULL);
    if (beside == FA_ECONFLICT)
        beside = fa_transfer_store_end(&store, owner('a'), transfer('1'), (fa_id){{0}}, NULL);
}

START_TEST(two_calls_do_not_add_at_once)
{
    feed f = {.at = 0, .end = 10, .meanwhile = append_beside};

    ck_assert_int_eq(add('a', '1', SIZE), FA_OK);
    ck_assert_int_eq(fa_transfer_store_append(&store, owner('a'), transfer('1'), 0, feed_read, &f, NULL),
                     FA_OK);
    ck_assert_int_eq(beside, FA_ECONFLICT);
    ck_assert_uint_eq(offset_of('a', '1'), 10);
}
END_TEST

static void remove_beside(void)
{
    ck_assert_int_eq(fa_transfer_store_remove(&store, owner('a'), transfer('1'), NULL), FA_OK);
}

START_TEST(one_that_is_removed_while_it_grows_is_gone)
{
    feed f = {.at = 0, .end = 10, .meanwhile = remove_beside};
    shown s = {.count = 0};

    ck_assert_int_eq(add('a', '1', SIZE), FA_OK);
    (void)fa_transfer_store_append(&store, owner('a'), transfer('1'), 0, feed_read, &f, NULL);
    ck_assert_int_eq(fa_transfer_store_get(&store, owner('a'), transfer('1'), show, &s, NULL), FA_ENOTFOUND);
}
END_TEST

START_TEST(what_has_ended_tells_of_its_document_and_has_no_bytes)
{
    shown s = {.count = 0};
    char buf[8];
    size_t got = 9;

    ck_assert_int_eq(add('a', '1', 100), FA_OK);
    ck_assert_int_eq(append('a', '1', 0, 40), FA_OK);
    ck_assert_int_eq(fa_transfer_store_end(&store, owner('a'), transfer('1'), document(), NULL), FA_OK);
    ck_assert_int_eq(fa_transfer_store_end(&store, owner('a'), transfer('1'), (fa_id){{0}}, NULL), FA_OK);
    ck_assert_int_eq(fa_transfer_store_get(&store, owner('a'), transfer('1'), show, &s, NULL), FA_OK);
    ck_assert(s.last.ended && s.last.offset == 100 && fa_id_equal(s.last.document, document()));
    ck_assert_int_eq(fa_transfer_store_read(&store, owner('a'), transfer('1'), 0, buf, 8, &got, NULL), FA_OK);
    ck_assert_uint_eq(got, 0);
    ck_assert_int_eq(append('a', '1', 100, 100), FA_EEXPIRED);
}
END_TEST

START_TEST(what_ended_without_a_document_has_come_nowhere)
{
    shown s = {.count = 0};

    ck_assert_int_eq(add('a', '1', 100), FA_OK);
    ck_assert_int_eq(append('a', '1', 0, 40), FA_OK);
    ck_assert_int_eq(fa_transfer_store_end(&store, owner('a'), transfer('1'), (fa_id){{0}}, NULL), FA_OK);
    ck_assert_int_eq(fa_transfer_store_get(&store, owner('a'), transfer('1'), show, &s, NULL), FA_OK);
    ck_assert(s.last.ended && s.last.offset == 0 && s.last.document.s[0] == '\0');
}
END_TEST

START_TEST(what_is_removed_is_gone_and_its_id_free)
{
    shown s = {.count = 0};

    ck_assert_int_eq(add('a', '1', 100), FA_OK);
    ck_assert_int_eq(append('a', '1', 0, 40), FA_OK);
    ck_assert_int_eq(fa_transfer_store_remove(&store, owner('a'), transfer('1'), NULL), FA_OK);
    ck_assert_int_eq(fa_transfer_store_remove(&store, owner('a'), transfer('1'), NULL), FA_OK);
    ck_assert_int_eq(fa_transfer_store_get(&store, owner('a'), transfer('1'), show, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(append('a', '1', 40, 50), FA_ENOTFOUND);
    ck_assert_int_eq(add('b', '1', 7), FA_OK);
    ck_assert_uint_eq(offset_of('b', '1'), 0);
}
END_TEST

START_TEST(all_are_listed_by_id_page_by_page)
{
    shown s = {.count = 0};

    for (const char *which = "31524"; *which != '\0'; which++)
        ck_assert_int_eq(add(*which % 2 == 0 ? 'a' : 'b', *which, 5), FA_OK);
    ck_assert_int_eq(fa_transfer_store_list(&store, (fa_id){{0}}, 10, show, &s, NULL), FA_OK);
    ck_assert_str_eq(s.ids, "12345");
    memset(&s, 0, sizeof s);
    ck_assert_int_eq(fa_transfer_store_list(&store, transfer('2'), 2, show, &s, NULL), FA_OK);
    ck_assert_str_eq(s.ids, "34");
    memset(&s, 0, sizeof s);
    ck_assert_int_eq(fa_transfer_store_list(&store, transfer('5'), 2, show, &s, NULL), FA_OK);
    ck_assert_int_eq(fa_transfer_store_list(&store, (fa_id){{0}}, 0, show, &s, NULL), FA_OK);
    ck_assert_int_eq(s.count, 0);
    s.fails = FA_ETIMEOUT;
    ck_assert_int_eq(fa_transfer_store_list(&store, (fa_id){{0}}, 9, show, &s, NULL), FA_ETIMEOUT);
    ck_assert_int_eq(s.count, 1);
}
END_TEST

START_TEST(it_is_there_after_a_restart)
{
    shown s = {.count = 0};

    if (open_again == NULL)
        return;
    ck_assert_int_eq(add('a', '1', SIZE), FA_OK);
    ck_assert_int_eq(append('a', '1', 0, 100000), FA_OK);
    ck_assert_int_eq(append('a', '1', 100000, 150000), FA_OK);
    ck_assert_int_eq(add('a', '2', 7), FA_OK);
    ck_assert_int_eq(fa_transfer_store_end(&store, owner('a'), transfer('2'), document(), NULL), FA_OK);
    ck_assert_int_eq(open_again(&store, NULL), FA_OK);
    ck_assert_uint_eq(offset_of('a', '1'), 150000);
    holds('1', 0, 150000);
    ck_assert_int_eq(fa_transfer_store_get(&store, owner('a'), transfer('2'), show, &s, NULL), FA_OK);
    ck_assert(s.last.ended && fa_id_equal(s.last.document, document()));
    ck_assert_int_eq(append('a', '1', 150000, SIZE), FA_OK);
    holds('1', 0, SIZE);
}
END_TEST

START_TEST(what_is_no_transfer_is_refused)
{
    fa_transfer good = {
        .id = transfer('1'), .owner = owner('a'), .name = "a", .size_bytes = 1, .created = 1, .expires = 2};
    fa_transfer_store none = {NULL, NULL};
    fa_transfer bad = good;
    size_t got;

    bad.id = (fa_id){"doc_00000000000000000000000000"};
    ck_assert_int_eq(fa_transfer_store_add(&store, &bad, NULL), FA_EINVALID);
    bad = good;
    bad.name = "";
    ck_assert_int_eq(fa_transfer_store_add(&store, &bad, NULL), FA_EINVALID);
    bad = good;
    bad.size_bytes = 0;
    ck_assert_int_eq(fa_transfer_store_add(&store, &bad, NULL), FA_EINVALID);
    bad = good;
    bad.offset = 1;
    ck_assert_int_eq(fa_transfer_store_add(&store, &bad, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_transfer_store_add(&store, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_transfer_store_add(&none, &good, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_transfer_store_get(&store, owner('a'), transfer('1'), NULL, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_transfer_store_append(&store, owner('a'), transfer('1'), 0, NULL, NULL, NULL),
                     FA_EINVALID);
    ck_assert_int_eq(fa_transfer_store_read(&store, owner('a'), transfer('1'), 0, NULL, 0, &got, NULL),
                     FA_EINVALID);
    ck_assert_int_eq(fa_transfer_store_list(&store, owner('a'), 1, show, NULL, NULL), FA_EINVALID);
}
END_TEST

/* Several threads add a byte at whatever place is free: each byte is there once. */
static void *race(void *payload)
{
    int *won = payload;

    for (int i = 0; i < 200; i++) {
        uint64_t at = offset_of('a', '1');

        if (at < SIZE && append('a', '1', (size_t)at, (size_t)at + 1) == FA_OK)
            ++*won;
    }
    return NULL;
}

START_TEST(threads_that_race_add_each_byte_once)
{
    pthread_t threads[4];
    int won[4] = {0}, all = 0;

    ck_assert_int_eq(add('a', '1', SIZE), FA_OK);
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, race, &won[i]), 0);
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        all += won[i];
    }
    ck_assert_int_ge(all, 1);
    ck_assert_uint_eq(offset_of('a', '1'), (uint64_t)all);
    holds('1', 0, (size_t)all);
}
END_TEST

int transfer_store_contract(const char *adapter, open_transfer_store_fn open, open_transfer_store_fn reopen)
{
    TCase *tests = tcase_create(adapter);

    open_empty = open;
    open_again = reopen;
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, what_was_added_is_shown_as_it_was);
    tcase_add_test(tests, an_id_is_taken_once);
    tcase_add_test(tests, what_is_anothers_is_not_there);
    tcase_add_test(tests, pieces_are_put_behind_each_other);
    tcase_add_test(tests, a_piece_at_another_place_is_a_conflict);
    tcase_add_test(tests, a_piece_that_breaks_off_leaves_nothing);
    tcase_add_test(tests, more_than_the_file_has_is_refused);
    tcase_add_test(tests, two_calls_do_not_add_at_once);
    tcase_add_test(tests, one_that_is_removed_while_it_grows_is_gone);
    tcase_add_test(tests, what_has_ended_tells_of_its_document_and_has_no_bytes);
    tcase_add_test(tests, what_ended_without_a_document_has_come_nowhere);
    tcase_add_test(tests, what_is_removed_is_gone_and_its_id_free);
    tcase_add_test(tests, all_are_listed_by_id_page_by_page);
    tcase_add_test(tests, it_is_there_after_a_restart);
    tcase_add_test(tests, what_is_no_transfer_is_refused);
    tcase_add_test(tests, threads_that_race_add_each_byte_once);
    return unit_run("transfer store", tests);
}
