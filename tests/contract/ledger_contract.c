/* contract/ledger_contract.c: what every ledger must do. */
#include "ledger_contract.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "unit.h"

static open_ledger_fn open_empty;
static reopen_ledger_fn open_again;

static const fa_quota wide = {FA_UNLIMITED, FA_UNLIMITED, FA_UNLIMITED};
static const fa_quota narrow = {1000, 3, 600};
static const char hash[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static fa_ledger ledger;
static unsigned made;

static void set_up(void)
{
    ck_assert_int_eq(open_empty(&ledger, NULL), FA_OK);
}

static void tear_down(void)
{
    fa_ledger_close(&ledger);
}

static fa_id user(char which)
{
    fa_id id = {"usr_00000000000000000000000000"};

    id.s[29] = which;
    return id;
}

static fa_object object_of(char who, const char *name, uint64_t size, fa_object_state state)
{
    fa_object o = {.owner = user(who),
                   .name = name,
                   .blob = {"blb_00000000000000000000000000"},
                   .size_bytes = size,
                   .sha256 = state == FA_OBJECT_PENDING ? "" : hash,
                   .state = state,
                   .created = 1000,
                   .touched = 2000,
                   .checked = 3000,
                   .version = 1};

    (void)snprintf(o.blob.s + 20, 11, "%010u", made++);
    return o;
}

static fa_status add(char who, const char *name, uint64_t size, fa_object_state state, const fa_quota *quota)
{
    fa_object o = object_of(who, name, size, state);

    return fa_ledger_add(&ledger, &o, quota, NULL);
}

/* The last object that was shown. */
typedef struct shown {
    fa_object o;
    char name[80], sha256[80];
    int count;
    char names[1024];
    int fails_at;
} shown;

static fa_status show(void *payload, const fa_object *object, fa_error *err)
{
    shown *s = payload;
    size_t at = strlen(s->names);

    s->o = *object;
    (void)snprintf(s->name, sizeof s->name, "%s", object->name);
    (void)snprintf(s->sha256, sizeof s->sha256, "%s", object->sha256);
    s->o.name = s->name;
    s->o.sha256 = s->sha256;
    (void)snprintf(s->names + at, sizeof s->names - at, "%c:%s ", object->owner.s[29], object->name);
    return ++s->count == s->fails_at ? fa_fail(err, FA_ECANCELLED, "enough") : FA_OK;
}

static shown look(char who, const char *name)
{
    shown s = {.count = 0};

    ck_assert_int_eq(fa_ledger_get(&ledger, user(who), name, show, &s, NULL), FA_OK);
    ck_assert_int_eq(s.count, 1);
    return s;
}

static void expect_usage(char who, uint64_t bytes, uint64_t objects, uint64_t reserved_bytes,
                         uint64_t reserved)
{
    fa_id all = {{0}};
    fa_usage u;

    ck_assert_int_eq(fa_ledger_usage(&ledger, who == '*' ? all : user(who), &u, NULL), FA_OK);
    ck_assert_uint_eq(u.bytes, bytes);
    ck_assert_uint_eq(u.objects, objects);
    ck_assert_uint_eq(u.reserved_bytes, reserved_bytes);
    ck_assert_uint_eq(u.reserved_objects, reserved);
}

START_TEST(gives_back_what_was_added)
{
    fa_object o = object_of('a', "a-name_1", 12345678901, FA_OBJECT_STORED);
    fa_object p = object_of('a', "b", 5, FA_OBJECT_PENDING);
    shown s;

    ck_assert_int_eq(fa_ledger_add(&ledger, &o, &wide, NULL), FA_OK);
    ck_assert_int_eq(fa_ledger_add(&ledger, &p, &wide, NULL), FA_OK);
    s = look('a', "a-name_1");
    ck_assert_str_eq(s.o.owner.s, o.owner.s);
    ck_assert_str_eq(s.o.name, o.name);
    ck_assert_str_eq(s.o.blob.s, o.blob.s);
    ck_assert_str_eq(s.o.sha256, hash);
    ck_assert_uint_eq(s.o.size_bytes, o.size_bytes);
    ck_assert_int_eq(s.o.state, FA_OBJECT_STORED);
    ck_assert_int_eq(s.o.created, 1000);
    ck_assert_int_eq(s.o.touched, 2000);
    ck_assert_int_eq(s.o.checked, 3000);
    ck_assert_uint_eq(s.o.version, 1);
    s = look('a', "b");
    ck_assert_str_eq(s.o.sha256, "");
}
END_TEST

START_TEST(tells_owners_apart)
{
    shown s = {.count = 0};

    ck_assert_int_eq(add('a', "x", 1, FA_OBJECT_STORED, &wide), FA_OK);
    ck_assert_int_eq(fa_ledger_get(&ledger, user('b'), "x", show, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(add('b', "x", 2, FA_OBJECT_STORED, &wide), FA_OK);
    ck_assert_uint_eq(look('a', "x").o.size_bytes, 1);
    ck_assert_uint_eq(look('b', "x").o.size_bytes, 2);
    ck_assert_int_eq(fa_ledger_remove(&ledger, user('a'), "x", 1, NULL), FA_OK);
    ck_assert_uint_eq(look('b', "x").o.size_bytes, 2);
    ck_assert_int_eq(s.count, 0);
}
END_TEST

START_TEST(refuses_a_taken_name_and_counts_nothing)
{
    ck_assert_int_eq(add('a', "x", 100, FA_OBJECT_STORED, &wide), FA_OK);
    ck_assert_int_eq(add('a', "x", 7, FA_OBJECT_PENDING, &wide), FA_ECONFLICT);
    expect_usage('a', 100, 1, 0, 0);
    ck_assert_uint_eq(look('a', "x").o.size_bytes, 100);
}
END_TEST

START_TEST(replaces_by_version_only)
{
    fa_object o = object_of('a', "x", 100, FA_OBJECT_PENDING);
    shown s;

    ck_assert_int_eq(fa_ledger_replace(&ledger, &o, &wide, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_ledger_add(&ledger, &o, &wide, NULL), FA_OK);
    o.state = FA_OBJECT_STORED;
    o.sha256 = hash;
    o.size_bytes = 60;
    o.touched = 5;
    ck_assert_int_eq(fa_ledger_replace(&ledger, &o, &wide, NULL), FA_OK);
    s = look('a', "x");
    ck_assert_uint_eq(s.o.version, 2);
    ck_assert_uint_eq(s.o.size_bytes, 60);
    ck_assert_str_eq(s.o.sha256, hash);
    ck_assert_int_eq(s.o.touched, 5);
    ck_assert_int_eq(fa_ledger_replace(&ledger, &o, &wide, NULL), FA_ECONFLICT);
    o.version = 3;
    ck_assert_int_eq(fa_ledger_replace(&ledger, &o, &wide, NULL), FA_ECONFLICT);
    expect_usage('a', 60, 1, 0, 0);
}
END_TEST

START_TEST(removes_by_version_only)
{
    shown s = {.count = 0};

    ck_assert_int_eq(add('a', "x", 100, FA_OBJECT_STORED, &wide), FA_OK);
    ck_assert_int_eq(fa_ledger_remove(&ledger, user('a'), "x", 2, NULL), FA_ECONFLICT);
    expect_usage('a', 100, 1, 0, 0);
    ck_assert_int_eq(fa_ledger_remove(&ledger, user('a'), "x", 1, NULL), FA_OK);
    ck_assert_int_eq(fa_ledger_remove(&ledger, user('a'), "x", 1, NULL), FA_OK);
    ck_assert_int_eq(fa_ledger_get(&ledger, user('a'), "x", show, &s, NULL), FA_ENOTFOUND);
    expect_usage('a', 0, 0, 0, 0);
}
END_TEST

START_TEST(counts_each_state_as_it_should)
{
    fa_object o = object_of('a', "x", 100, FA_OBJECT_PENDING);

    expect_usage('a', 0, 0, 0, 0);
    ck_assert_int_eq(fa_ledger_add(&ledger, &o, &wide, NULL), FA_OK);
    ck_assert_int_eq(add('a', "y", 10, FA_OBJECT_STORED, &wide), FA_OK);
    ck_assert_int_eq(add('a', "z", 1, FA_OBJECT_REMOVED, &wide), FA_OK);
    ck_assert_int_eq(add('b', "x", 5, FA_OBJECT_DAMAGED, &wide), FA_OK);
    expect_usage('a', 110, 2, 100, 1);
    expect_usage('b', 5, 1, 0, 0);
    expect_usage('*', 115, 3, 100, 1);
    o.state = FA_OBJECT_DAMAGED;
    ck_assert_int_eq(fa_ledger_replace(&ledger, &o, &wide, NULL), FA_OK);
    expect_usage('a', 110, 2, 0, 0);
    o.state = FA_OBJECT_REMOVED;
    o.version = 2;
    ck_assert_int_eq(fa_ledger_replace(&ledger, &o, &wide, NULL), FA_OK);
    expect_usage('a', 10, 1, 0, 0);
    ck_assert_int_eq(fa_ledger_remove(&ledger, user('a'), "x", 3, NULL), FA_OK);
    ck_assert_int_eq(fa_ledger_remove(&ledger, user('a'), "z", 1, NULL), FA_OK);
    expect_usage('a', 10, 1, 0, 0);
}
END_TEST

START_TEST(lets_nobody_have_more_than_the_quota)
{
    fa_object o;
    fa_error err;

    ck_assert_int_eq(add('a', "too-large", 601, FA_OBJECT_PENDING, &narrow), FA_ETOOLARGE);
    expect_usage('a', 0, 0, 0, 0);
    ck_assert_int_eq(add('a', "x", 600, FA_OBJECT_PENDING, &narrow), FA_OK);
    o = object_of('a', "y", 401, FA_OBJECT_PENDING);
    ck_assert_int_eq(fa_ledger_add(&ledger, &o, &narrow, &err), FA_ETOOLARGE);
    ck_assert_str_eq(err.field, "quota");
    ck_assert_ptr_nonnull(strstr(err.message, "400 are left"));
    o.size_bytes = 400;
    ck_assert_int_eq(fa_ledger_add(&ledger, &o, &narrow, NULL), FA_OK);
    ck_assert_int_eq(add('a', "z", 1, FA_OBJECT_PENDING, &narrow), FA_ETOOLARGE);
    ck_assert_int_eq(add('a', "z", 0, FA_OBJECT_PENDING, &narrow), FA_OK);
    ck_assert_int_eq(add('a', "w", 0, FA_OBJECT_PENDING, &narrow), FA_ETOOLARGE);
    o.size_bytes = 401;
    ck_assert_int_eq(fa_ledger_replace(&ledger, &o, &narrow, NULL), FA_ETOOLARGE);
    expect_usage('a', 1000, 3, 1000, 3);
    ck_assert_uint_eq(look('a', "y").o.version, 1);
    ck_assert_int_eq(add('b', "x", 600, FA_OBJECT_PENDING, &narrow), FA_OK);
}
END_TEST

START_TEST(a_change_that_takes_up_no_more_is_always_let_through)
{
    static const fa_quota nothing = {0, 0, 0};
    fa_object o = object_of('a', "x", 500, FA_OBJECT_PENDING);

    ck_assert_int_eq(fa_ledger_add(&ledger, &o, &wide, NULL), FA_OK);
    o.state = FA_OBJECT_STORED;
    ck_assert_int_eq(fa_ledger_replace(&ledger, &o, &nothing, NULL), FA_OK);
    o.version = 2;
    o.size_bytes = 499;
    ck_assert_int_eq(fa_ledger_replace(&ledger, &o, &nothing, NULL), FA_OK);
    o.version = 3;
    o.size_bytes = 500;
    ck_assert_int_eq(fa_ledger_replace(&ledger, &o, &nothing, NULL), FA_ETOOLARGE);
    ck_assert_int_eq(fa_ledger_remove(&ledger, user('a'), "x", 3, NULL), FA_OK);
}
END_TEST

START_TEST(a_quota_of_ones_own_stands_before_the_standard_one)
{
    static const fa_quota own = {50, FA_UNLIMITED, FA_UNLIMITED};
    fa_usage u;

    ck_assert_int_eq(fa_ledger_set_quota(&ledger, user('a'), &own, NULL), FA_OK);
    ck_assert_int_eq(fa_ledger_usage(&ledger, user('a'), &u, NULL), FA_OK);
    ck_assert(u.own_quota);
    ck_assert_uint_eq(u.quota.max_bytes, 50);
    ck_assert_uint_eq(u.quota.max_objects, FA_UNLIMITED);
    ck_assert_uint_eq(u.quota.max_object_bytes, FA_UNLIMITED);
    ck_assert_int_eq(add('a', "x", 51, FA_OBJECT_PENDING, &wide), FA_ETOOLARGE);
    ck_assert_int_eq(add('a', "x", 50, FA_OBJECT_PENDING, &narrow), FA_OK);
    ck_assert_int_eq(fa_ledger_set_quota(&ledger, user('a'), NULL, NULL), FA_OK);
    ck_assert_int_eq(fa_ledger_usage(&ledger, user('a'), &u, NULL), FA_OK);
    ck_assert(!u.own_quota);
    ck_assert_uint_eq(u.bytes, 50);
    ck_assert_int_eq(add('a', "y", 51, FA_OBJECT_PENDING, &wide), FA_OK);
}
END_TEST

static fa_object_filter filter_of(uint32_t limit)
{
    return (fa_object_filter){.prefix = "", .after_name = "", .limit = limit};
}

static void expect_list(fa_object_filter f, const char *want)
{
    shown s = {.count = 0};

    ck_assert_int_eq(fa_ledger_list(&ledger, &f, show, &s, NULL), FA_OK);
    ck_assert_str_eq(s.names, want);
}

START_TEST(lists_what_fits_in_order)
{
    fa_object_filter f = filter_of(100);
    fa_object o = object_of('b', "old", 1, FA_OBJECT_STORED);
    shown s = {.fails_at = 2};

    o.created = 10;
    o.touched = 20;
    o.checked = 0;
    ck_assert_int_eq(fa_ledger_add(&ledger, &o, &wide, NULL), FA_OK);
    ck_assert_int_eq(add('b', "n-1", 1, FA_OBJECT_PENDING, &wide), FA_OK);
    ck_assert_int_eq(add('a', "z", 1, FA_OBJECT_STORED, &wide), FA_OK);
    ck_assert_int_eq(add('a', "n_1", 1, FA_OBJECT_REMOVED, &wide), FA_OK);
    ck_assert_int_eq(add('c', "n", 1, FA_OBJECT_PENDING, &wide), FA_OK);
    expect_list(f, "a:n_1 a:z b:n-1 b:old c:n ");
    f.owner = user('b');
    expect_list(f, "b:n-1 b:old ");
    f = filter_of(100);
    f.state = FA_OBJECT_PENDING;
    expect_list(f, "b:n-1 c:n ");
    f = filter_of(100);
    f.prefix = "n";
    expect_list(f, "a:n_1 b:n-1 c:n ");
    f.prefix = "n_";
    expect_list(f, "a:n_1 ");
    f = filter_of(100);
    f.created_before = 1000;
    expect_list(f, "b:old ");
    f.created_before = 1001;
    expect_list(f, "a:n_1 a:z b:n-1 b:old c:n ");
    f = filter_of(100);
    f.touched_before = 21;
    expect_list(f, "b:old ");
    f.touched_before = 20;
    expect_list(f, "");
    f = filter_of(100);
    f.checked_before = 1;
    expect_list(f, "b:old ");
    f = filter_of(2);
    f.after_owner = user('a');
    f.after_name = "n_1";
    expect_list(f, "a:z b:n-1 ");
    f.state = FA_OBJECT_STORED;
    expect_list(f, "a:z b:old ");
    f = filter_of(0);
    expect_list(f, "");
    f = filter_of(100);
    ck_assert_int_eq(fa_ledger_list(&ledger, &f, show, &s, NULL), FA_ECANCELLED);
    ck_assert_int_eq(s.count, 2);
}
END_TEST

static fa_status note_account(void *payload, const fa_usage *usage, fa_error *err)
{
    char *text = payload;
    size_t at = strlen(text);

    (void)err;
    (void)snprintf(text + at, 256 - at, "%c=%llu ", usage->owner.s[29], (unsigned long long)usage->bytes);
    return FA_OK;
}

START_TEST(lists_the_accounts_that_say_something)
{
    char text[256] = "";
    fa_id none = {{0}};

    ck_assert_int_eq(add('c', "x", 3, FA_OBJECT_STORED, &wide), FA_OK);
    ck_assert_int_eq(add('a', "x", 1, FA_OBJECT_STORED, &wide), FA_OK);
    ck_assert_int_eq(add('d', "x", 999, FA_OBJECT_STORED, &narrow), FA_ETOOLARGE);
    ck_assert_int_eq(fa_ledger_set_quota(&ledger, user('b'), &narrow, NULL), FA_OK);
    ck_assert_int_eq(fa_ledger_usages(&ledger, none, 100, note_account, text, NULL), FA_OK);
    ck_assert_str_eq(text, "a=1 b=0 c=3 ");
    text[0] = '\0';
    ck_assert_int_eq(fa_ledger_usages(&ledger, user('a'), 1, note_account, text, NULL), FA_OK);
    ck_assert_str_eq(text, "b=0 ");
    ck_assert_int_eq(fa_ledger_set_quota(&ledger, user('b'), NULL, NULL), FA_OK);
    ck_assert_int_eq(fa_ledger_remove(&ledger, user('a'), "x", 1, NULL), FA_OK);
    text[0] = '\0';
    ck_assert_int_eq(fa_ledger_usages(&ledger, none, 100, note_account, text, NULL), FA_OK);
    ck_assert_str_eq(text, "c=3 ");
}
END_TEST

START_TEST(refuses_what_is_no_object)
{
    fa_object o = object_of('a', "x", 1, FA_OBJECT_STORED);
    fa_object_filter f = filter_of(1);
    fa_id nobody = {"doc_00000000000000000000000000"};
    shown s = {.count = 0};

    o.name = "a/b";
    ck_assert_int_eq(fa_ledger_add(&ledger, &o, &wide, NULL), FA_EINVALID);
    o.name = "";
    ck_assert_int_eq(fa_ledger_add(&ledger, &o, &wide, NULL), FA_EINVALID);
    o.name = "x";
    o.owner = nobody;
    ck_assert_int_eq(fa_ledger_add(&ledger, &o, &wide, NULL), FA_EINVALID);
    o = object_of('a', "x", 1, (fa_object_state)5);
    ck_assert_int_eq(fa_ledger_add(&ledger, &o, &wide, NULL), FA_EINVALID);
    o = object_of('a', "x", 1, FA_OBJECT_STORED);
    o.sha256 = "0";
    ck_assert_int_eq(fa_ledger_replace(&ledger, &o, &wide, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_ledger_add(&ledger, &o, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_ledger_get(&ledger, nobody, "x", show, &s, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_ledger_set_quota(&ledger, nobody, NULL, NULL), FA_EINVALID);
    f.prefix = NULL;
    ck_assert_int_eq(fa_ledger_list(&ledger, &f, show, &s, NULL), FA_EINVALID);
}
END_TEST

static fa_status remove_it(void *payload, const fa_object *object, fa_error *err)
{
    ++*(int *)payload;
    return fa_ledger_remove(&ledger, object->owner, object->name, object->version, err);
}

START_TEST(lets_visits_use_the_ledger)
{
    fa_object_filter f = filter_of(10);
    int count = 0;

    ck_assert_int_eq(add('a', "x", 1, FA_OBJECT_STORED, &wide), FA_OK);
    ck_assert_int_eq(add('a', "y", 1, FA_OBJECT_STORED, &wide), FA_OK);
    ck_assert_int_eq(add('b', "x", 1, FA_OBJECT_STORED, &wide), FA_OK);
    ck_assert_int_eq(fa_ledger_list(&ledger, &f, remove_it, &count, NULL), FA_OK);
    ck_assert_int_eq(count, 3);
    expect_usage('*', 0, 0, 0, 0);
}
END_TEST

enum { THREADS = 8, EACH = 25 };

typedef struct racer {
    int number;
    int added;
    bool wrong;
} racer;

/* Adds objects of 7 bytes to one user, all at once with the others. */
static void *race(void *payload)
{
    static const fa_quota edge = {7 * 100 + 6, FA_UNLIMITED, FA_UNLIMITED};
    racer *r = payload;
    int i;

    for (i = 0; i < EACH; i++) {
        fa_object o = {.owner = user('a'),
                       .blob = {"blb_00000000000000000000000000"},
                       .size_bytes = 7,
                       .sha256 = "",
                       .state = FA_OBJECT_PENDING,
                       .version = 1};
        char name[32];
        fa_status st;

        (void)snprintf(name, sizeof name, "t%d-%d", r->number, i);
        (void)snprintf(o.blob.s + 20, 11, "%05d%05d", r->number, i);
        o.name = name;
        st = fa_ledger_add(&ledger, &o, &edge, NULL);
        r->added += st == FA_OK;
        r->wrong = r->wrong || (st != FA_OK && st != FA_ETOOLARGE);
    }
    return NULL;
}

START_TEST(a_quota_is_exact_however_many_add_at_once)
{
    pthread_t threads[THREADS];
    racer racers[THREADS];
    int i, added = 0;

    for (i = 0; i < THREADS; i++) {
        racers[i] = (racer){i, 0, false};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, race, &racers[i]), 0);
    }
    for (i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert(!racers[i].wrong);
        added += racers[i].added;
    }
    ck_assert_int_eq(added, 100);
    expect_usage('a', 700, 100, 700, 100);
}
END_TEST

START_TEST(keeps_all_when_it_is_opened_again)
{
    fa_usage u;

    ck_assert_int_eq(add('a', "x", 10, FA_OBJECT_STORED, &wide), FA_OK);
    ck_assert_int_eq(add('a', "y", 5, FA_OBJECT_PENDING, &wide), FA_OK);
    ck_assert_int_eq(fa_ledger_set_quota(&ledger, user('a'), &narrow, NULL), FA_OK);
    ck_assert_int_eq(open_again(&ledger, NULL), FA_OK);
    expect_usage('a', 15, 2, 5, 1);
    ck_assert_int_eq(fa_ledger_usage(&ledger, user('a'), &u, NULL), FA_OK);
    ck_assert_uint_eq(u.quota.max_objects, 3);
    ck_assert_str_eq(look('a', "x").o.sha256, hash);
}
END_TEST

int ledger_contract(const char *adapter, open_ledger_fn open, reopen_ledger_fn reopen)
{
    TCase *tests = tcase_create(adapter);

    open_empty = open;
    open_again = reopen;
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, gives_back_what_was_added);
    tcase_add_test(tests, tells_owners_apart);
    tcase_add_test(tests, refuses_a_taken_name_and_counts_nothing);
    tcase_add_test(tests, replaces_by_version_only);
    tcase_add_test(tests, removes_by_version_only);
    tcase_add_test(tests, counts_each_state_as_it_should);
    tcase_add_test(tests, lets_nobody_have_more_than_the_quota);
    tcase_add_test(tests, a_change_that_takes_up_no_more_is_always_let_through);
    tcase_add_test(tests, a_quota_of_ones_own_stands_before_the_standard_one);
    tcase_add_test(tests, lists_what_fits_in_order);
    tcase_add_test(tests, lists_the_accounts_that_say_something);
    tcase_add_test(tests, refuses_what_is_no_object);
    tcase_add_test(tests, lets_visits_use_the_ledger);
    tcase_add_test(tests, a_quota_is_exact_however_many_add_at_once);
    if (reopen != NULL)
        tcase_add_test(tests, keeps_all_when_it_is_opened_again);
    return unit_run(adapter, tests);
}
