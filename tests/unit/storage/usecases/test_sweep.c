/* Order among what is stored: recovery, the sweep of orphans, clean-up of a user, retention, the scrub. */
#include <stdio.h>
#include <string.h>

#include "storage/domain/object.h"
#include "storage_host.h"
#include "unit.h"

static storage_host host;

static void set_up(void)
{
    ck_assert_int_eq(storage_host_open(&host, NULL, NULL), FA_OK);
}

static void tear_down(void)
{
    storage_host_close(&host);
}

static const fa_quota wide = {FA_UNLIMITED, FA_UNLIMITED, FA_UNLIMITED};

/* Lays bytes under a key, past the service. */
static void lay(const char *key, const char *text)
{
    bytes_feed feed = {.bytes = text, .len = strlen(text)};

    ck_assert_int_eq(fa_blob_put(&host.blobs, key, bytes_feed_read, &feed, NULL), FA_OK);
}

static bool lies(const char *key)
{
    uint64_t size;

    return fa_blob_size(&host.blobs, key, &size, NULL) == FA_OK;
}

/* Puts a record on the books, past the service; with bytes, where text is not NULL. */
static fa_object enter(char who, const char *name, fa_object_state state, fa_time touched, const char *text)
{
    static unsigned made;
    fa_object o = {.owner = storage_host_user(who),
                   .name = name,
                   .blob = {"blb_00000000000000000000000000"},
                   .size_bytes = text == NULL ? 3 : strlen(text),
                   .sha256 = state == FA_OBJECT_PENDING
                                 ? ""
                                 : "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                   .state = state,
                   .created = touched,
                   .touched = touched,
                   .version = 1};

    (void)snprintf(o.blob.s + 20, 11, "%010u", ++made);
    ck_assert_int_eq(fa_ledger_add(&host.ledger, &o, &wide, NULL), FA_OK);
    if (text != NULL)
        lay(fai_object_key_of(&o).s, text);
    return o;
}

/* What a run found: "kind:owner/name" each. */
static fa_status note(void *payload, const fa_finding *f, fa_error *err)
{
    char *text = payload;
    size_t at = strlen(text);

    (void)err;
    (void)snprintf(text + at, 512 - at, "%d:%c/%s%s ", (int)f->kind, f->owner.s[29], f->name,
                   f->done ? "" : "?");
    return FA_OK;
}

typedef fa_status (*upkeep_fn)(fa_storage_service *svc, fa_upkeep *run, fa_error *err);

/* Runs to the end in steps of two. */
static void run_all(upkeep_fn step, fa_upkeep *run, char text[512])
{
    int steps = 0;

    text[0] = '\0';
    run->limit = 2;
    run->visit = note;
    run->payload = text;
    run->cursor[0] = '\0';
    run->ended = false;
    while (!run->ended) {
        ck_assert_int_eq(step(host.svc, run, NULL), FA_OK);
        ck_assert_int_lt(++steps, 100);
    }
}

static fa_object_state state_of(char who, const char *name)
{
    const fa_object *o = NULL;
    fa_object_state state = (fa_object_state)0;

    if (fa_object_get(host.svc, storage_host_user(who), name, &o, NULL) == FA_OK)
        state = o->state;
    fa_object_free(o);
    return state;
}

START_TEST(recovery_frees_what_a_killed_process_reserved)
{
    fa_object old = enter('a', "old", FA_OBJECT_PENDING, 100, "hel");
    fa_object young = enter('a', "young", FA_OBJECT_PENDING, 900, "hel");
    fa_object removed = enter('b', "removed", FA_OBJECT_REMOVED, 900, "hello");
    fa_usage u;

    enter('a', "bare", FA_OBJECT_PENDING, 100, NULL);
    ck_assert_int_eq(storage_host_put(&host, 'a', "whole", "hello", true, NULL), FA_OK);
    ck_assert_int_eq(fa_storage_recover(host.svc, 500, NULL), FA_OK);
    ck_assert(!lies(fai_object_key_of(&old).s));
    ck_assert(!lies(fai_object_key_of(&removed).s));
    ck_assert(lies(fai_object_key_of(&young).s));
    ck_assert_int_eq(fa_usage_get(host.svc, storage_host_user('a'), &u, NULL), FA_OK);
    ck_assert_uint_eq(u.bytes, 8);
    ck_assert_uint_eq(u.reserved_objects, 1);
    ck_assert_int_eq(fa_storage_recover(host.svc, 1000, NULL), FA_OK);
    storage_host_check(&host);
    ck_assert_int_eq(storage_host_expect(&host, 'a', "whole", "hello", NULL), FA_OK);
}
END_TEST

START_TEST(a_dry_run_finds_just_what_the_run_puts_in_order)
{
    const char *orphan = "usr_0000000000000000000000000c/orphan/blb_00000000000000000000000000";
    const char *other = "usr_0000000000000000000000000d/other/blb_00000000000000000000000001";
    fa_upkeep run = FA_UPKEEP_INIT;
    char text[512];
    fa_object fresh;

    enter('a', "stale", FA_OBJECT_PENDING, 100, "hel");
    fresh = enter('a', "zfresh", FA_OBJECT_PENDING, 900, "hel");
    enter('b', "removed", FA_OBJECT_REMOVED, 900, "hello");
    /* sorts behind "stale": findings come by owner and name, and then bytes by key */
    enter('a', "gone", FA_OBJECT_STORED, 900, NULL);
    lay(orphan, "nobody's");
    lay(other, "of an earlier life");
    enter('d', "other", FA_OBJECT_STORED, 900, "hello");
    lay("documents/doc_1", "somebody else's");
    lay("usr_x/strange", "no key of ours");
    ck_assert_int_eq(storage_host_put(&host, 'c', "whole", "hello", true, NULL), FA_OK);
    run.before = 500;
    run.dry_run = true;
    run_all(fa_storage_sweep, &run, text);
    ck_assert_str_eq(text, "4:a/gone? 1:a/stale? 2:b/removed? 3:c/orphan? 3:d/other? ");
    ck_assert_uint_eq(run.found, 5);
    ck_assert(lies(orphan));
    ck_assert_int_eq(state_of('a', "gone"), FA_OBJECT_STORED);
    run.dry_run = false;
    run_all(fa_storage_sweep, &run, text);
    ck_assert_str_eq(text, "4:a/gone 1:a/stale 2:b/removed 3:c/orphan 3:d/other ");
    ck_assert_int_eq(state_of('a', "gone"), FA_OBJECT_DAMAGED);
    ck_assert(!lies(orphan));
    ck_assert(!lies(other));
    ck_assert(lies("documents/doc_1"));
    ck_assert(lies("usr_x/strange"));
    ck_assert(lies(fai_object_key_of(&fresh).s));
    ck_assert_int_eq(storage_host_expect(&host, 'c', "whole", "hello", NULL), FA_OK);
    ck_assert_int_eq(storage_host_expect(&host, 'd', "other", "hello", NULL), FA_OK);
    run_all(fa_storage_sweep, &run, text);
    ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(clean_up_takes_all_of_one_user_and_nothing_of_others)
{
    fa_upkeep run = FA_UPKEEP_INIT;
    char text[512];
    fa_usage u;

    ck_assert_int_eq(storage_host_put(&host, 'a', "x", "hello", true, NULL), FA_OK);
    ck_assert_int_eq(storage_host_put(&host, 'a', "y", "hello", true, NULL), FA_OK);
    ck_assert_int_eq(storage_host_put(&host, 'b', "x", "hello", true, NULL), FA_OK);
    enter('a', "z", FA_OBJECT_PENDING, 900, "hel");
    ck_assert_int_eq(fa_quota_set(host.svc, storage_host_user('a'), &wide, NULL), FA_OK);
    run.user = storage_host_user('a');
    run.dry_run = true;
    run_all(fa_storage_clean_user, &run, text);
    ck_assert_str_eq(text, "7:a/x? 7:a/y? 7:a/z? ");
    ck_assert_int_eq(storage_host_expect(&host, 'a', "x", "hello", NULL), FA_OK);
    run.dry_run = false;
    run.found = run.found_bytes = 0;
    run_all(fa_storage_clean_user, &run, text);
    ck_assert_str_eq(text, "7:a/x 7:a/y 7:a/z ");
    ck_assert_uint_eq(run.found, 3);
    ck_assert_uint_eq(run.found_bytes, 13);
    ck_assert_int_eq(fa_usage_get(host.svc, storage_host_user('a'), &u, NULL), FA_OK);
    ck_assert_uint_eq(u.objects, 0);
    ck_assert(!u.own_quota);
    ck_assert_int_eq(storage_host_expect(&host, 'b', "x", "hello", NULL), FA_OK);
    storage_host_check(&host);
    run.user = (fa_id){{0}};
    run.ended = false;
    ck_assert_int_eq(fa_storage_clean_user(host.svc, &run, NULL), FA_EINVALID);
}
END_TEST

START_TEST(retention_takes_what_is_old_and_named_so)
{
    fa_upkeep run = FA_UPKEEP_INIT;
    char text[512];

    enter('a', "tmp-1", FA_OBJECT_STORED, 100, "hello");
    enter('a', "tmp-2", FA_OBJECT_STORED, 900, "hello");
    enter('b', "doc-1", FA_OBJECT_STORED, 100, "hello");
    enter('b', "tmp-1", FA_OBJECT_STORED, 100, "hello");
    enter('b', "tmp-3", FA_OBJECT_PENDING, 100, NULL);
    ck_assert_int_eq(fa_storage_expire(host.svc, &run, NULL), FA_EINVALID);
    run.before = 500;
    run.prefix = "tmp-";
    run.user = storage_host_user('a');
    run_all(fa_storage_expire, &run, text);
    ck_assert_str_eq(text, "8:a/tmp-1 ");
    run.user = (fa_id){{0}};
    run_all(fa_storage_expire, &run, text);
    ck_assert_str_eq(text, "8:b/tmp-1 ");
    run.prefix = NULL;
    run_all(fa_storage_expire, &run, text);
    ck_assert_str_eq(text, "8:b/doc-1 ");
    ck_assert_int_eq(state_of('a', "tmp-2"), FA_OBJECT_STORED);
}
END_TEST

START_TEST(the_scrub_finds_bytes_that_changed_and_bytes_that_are_whole_again)
{
    fa_object bad = enter('a', "bad", FA_OBJECT_STORED, 100, "hellx");
    fa_upkeep run = FA_UPKEEP_INIT;
    char text[512];

    enter('a', "good", FA_OBJECT_STORED, 100, "hello");
    enter('b', "gone", FA_OBJECT_STORED, 100, NULL);
    enter('b', "pending", FA_OBJECT_PENDING, 100, "hel");
    run.before = INT64_C(4000000000000);
    run.dry_run = true;
    run_all(fa_storage_scrub, &run, text);
    ck_assert_str_eq(text, "5:a/bad? 5:b/gone? ");
    ck_assert_int_eq(state_of('a', "bad"), FA_OBJECT_STORED);
    run.dry_run = false;
    run_all(fa_storage_scrub, &run, text);
    ck_assert_str_eq(text, "5:a/bad 5:b/gone ");
    ck_assert_int_eq(state_of('a', "bad"), FA_OBJECT_DAMAGED);
    ck_assert_int_eq(state_of('a', "good"), FA_OBJECT_STORED);
    /* what was found in order is not looked at again before its time */
    run.before = 1000;
    run_all(fa_storage_scrub, &run, text);
    ck_assert_str_eq(text, "5:a/bad 5:b/gone ");
    /* mended from a backup */
    ck_assert_int_eq(fa_blob_remove(&host.blobs, fai_object_key_of(&bad).s, NULL), FA_OK);
    lay(fai_object_key_of(&bad).s, "hello");
    run_all(fa_storage_scrub, &run, text);
    ck_assert_str_eq(text, "6:a/bad 5:b/gone ");
    ck_assert_int_eq(storage_host_expect(&host, 'a', "bad", "hello", NULL), FA_OK);
}
END_TEST

START_TEST(a_reader_never_gets_other_bytes_and_the_damage_is_noted)
{
    enter('a', "bad", FA_OBJECT_STORED, 100, "hellx");
    enter('a', "gone", FA_OBJECT_STORED, 100, NULL);
    ck_assert_int_eq(storage_host_expect(&host, 'a', "bad", "hello", NULL), FA_ECORRUPT);
    ck_assert_int_eq(storage_host_expect(&host, 'a', "gone", "hello", NULL), FA_ECORRUPT);
    ck_assert_int_eq(state_of('a', "bad"), FA_OBJECT_DAMAGED);
    ck_assert_int_eq(state_of('a', "gone"), FA_OBJECT_DAMAGED);
    ck_assert_int_eq(fa_object_remove(host.svc, storage_host_user('a'), "bad", NULL), FA_OK);
    ck_assert_int_eq(fa_object_remove(host.svc, storage_host_user('a'), "gone", NULL), FA_OK);
    storage_host_check(&host);
}
END_TEST

static fa_status refuse(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)payload;
    (void)buf;
    (void)len;
    return fa_fail(err, FA_ECORRUPT, "the reader is upset");
}

START_TEST(a_reader_that_fails_is_no_damage)
{
    enter('a', "x", FA_OBJECT_STORED, 100, "hello");
    ck_assert_int_eq(fa_object_read(host.svc, storage_host_user('a'), "x", refuse, NULL, NULL), FA_ECORRUPT);
    ck_assert_int_eq(fa_object_read_range(host.svc, storage_host_user('a'), "x", 0, 2, refuse, NULL, NULL),
                     FA_ECORRUPT);
    ck_assert_int_eq(state_of('a', "x"), FA_OBJECT_STORED);
}
END_TEST

START_TEST(a_removal_that_stopped_half_way_frees_the_name_at_once)
{
    enter('a', "x", FA_OBJECT_REMOVED, 100, "hello");
    ck_assert_int_eq(storage_host_put(&host, 'a', "x", "again", true, NULL), FA_OK);
    ck_assert_int_eq(storage_host_expect(&host, 'a', "x", "again", NULL), FA_OK);
    storage_host_check(&host);
}
END_TEST

START_TEST(a_cursor_that_no_step_left_is_refused)
{
    fa_upkeep run = FA_UPKEEP_INIT;

    (void)snprintf(run.cursor, sizeof run.cursor, "nonsense");
    ck_assert_int_eq(fa_storage_sweep(host.svc, &run, NULL), FA_EINVALID);
    (void)snprintf(run.cursor, sizeof run.cursor, "=A");
    ck_assert_int_eq(fa_storage_sweep(host.svc, &run, NULL), FA_EINVALID);
    memset(run.cursor, 'x', sizeof run.cursor);
    ck_assert_int_eq(fa_storage_sweep(host.svc, &run, NULL), FA_EINVALID);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("sweep");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, recovery_frees_what_a_killed_process_reserved);
    tcase_add_test(tests, a_dry_run_finds_just_what_the_run_puts_in_order);
    tcase_add_test(tests, clean_up_takes_all_of_one_user_and_nothing_of_others);
    tcase_add_test(tests, retention_takes_what_is_old_and_named_so);
    tcase_add_test(tests, the_scrub_finds_bytes_that_changed_and_bytes_that_are_whole_again);
    tcase_add_test(tests, a_reader_never_gets_other_bytes_and_the_damage_is_noted);
    tcase_add_test(tests, a_reader_that_fails_is_no_damage);
    tcase_add_test(tests, a_removal_that_stopped_half_way_frees_the_name_at_once);
    tcase_add_test(tests, a_cursor_that_no_step_left_is_refused);
    return unit_run("storage/usecases/sweep", tests);
}
