/* The use cases of storage, again and again, with each allocation and each port call failing in turn: after recovery the
 * books are the sum of what is there, and no bytes lie about. */
#include <stdlib.h>
#include <string.h>

#include "oom.h"
#include "storage_host.h"
#include "unit.h"

enum { MANY = 200, LONG = 20000 };

static char *text; /* of several pieces */
static const fa_time always = INT64_C(4000000000000);

static void open_host(storage_host *host)
{
    ck_assert_int_eq(storage_host_open(host, NULL, NULL), FA_OK);
    ck_assert_int_eq(storage_host_put(host, 'a', "there", text, true, NULL), FA_OK);
}

/* What a host does when a service starts. */
static void recover(storage_host *host)
{
    fa_upkeep run = FA_UPKEEP_INIT;

    ck_assert_int_eq(fa_storage_recover(host->svc, always, NULL), FA_OK);
    storage_host_check(host);
    /* and the sweep then finds nothing more */
    run.before = always;
    while (!run.ended)
        ck_assert_int_eq(fa_storage_sweep(host->svc, &run, NULL), FA_OK);
    ck_assert_uint_eq(run.found, 0);
}

typedef fa_status (*use_fn)(storage_host *host);

static fa_status use_put(storage_host *host)
{
    return storage_host_put(host, 'a', "new", text, false, NULL);
}

static fa_status use_put_told(storage_host *host)
{
    return storage_host_put(host, 'a', "new", text, true, NULL);
}

static fa_status use_read(storage_host *host)
{
    return storage_host_expect(host, 'a', "there", text, NULL);
}

static fa_status ignore_bytes(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)payload;
    (void)buf;
    (void)len;
    (void)err;
    return FA_OK;
}

static fa_status use_range(storage_host *host)
{
    return fa_object_read_range(host->svc, storage_host_user('a'), "there", 5, 10, ignore_bytes, NULL, NULL);
}

static fa_status use_remove(storage_host *host)
{
    return fa_object_remove(host->svc, storage_host_user('a'), "there", NULL);
}

static fa_status use_usage(storage_host *host)
{
    fa_usage usage;
    fa_status st = fa_usage_get(host->svc, storage_host_user('a'), &usage, NULL);

    return st == FA_OK ? fa_usage_total(host->svc, &usage, NULL) : st;
}

static fa_status use_quota(storage_host *host)
{
    static const fa_quota quota = {FA_UNLIMITED, 10, FA_UNLIMITED};

    return fa_quota_set(host->svc, storage_host_user('b'), &quota, NULL);
}

static fa_status run_all(fa_status (*step)(fa_storage_service *, fa_upkeep *, fa_error *), storage_host *host)
{
    fa_upkeep run = FA_UPKEEP_INIT;
    fa_status st = FA_OK;

    run.before = always;
    run.user = storage_host_user('a');
    while (st == FA_OK && !run.ended)
        st = step(host->svc, &run, NULL);
    return st;
}

static fa_status use_sweep(storage_host *host)
{
    return run_all(fa_storage_sweep, host);
}

static fa_status use_scrub(storage_host *host)
{
    return run_all(fa_storage_scrub, host);
}

static fa_status use_expire(storage_host *host)
{
    return run_all(fa_storage_expire, host);
}

static fa_status use_clean(storage_host *host)
{
    return run_all(fa_storage_clean_user, host);
}

static const struct {
    use_fn use;
    bool adds, takes; /* what the user has */
} uses[] = {{use_put, true, false},    {use_put_told, true, false}, {use_read, false, false},
            {use_range, false, false}, {use_remove, false, true},   {use_usage, false, false},
            {use_quota, false, false}, {use_sweep, false, false},   {use_scrub, false, false},
            {use_expire, false, true}, {use_clean, false, true}};

static uint64_t objects_of(storage_host *host)
{
    fa_usage usage;

    ck_assert_int_eq(fa_usage_get(host->svc, storage_host_user('a'), &usage, NULL), FA_OK);
    return usage.objects;
}

/* One use that was struck, or not: what is there afterwards. */
static void check_after(storage_host *host, int use, fa_status st)
{
    uint64_t objects;

    recover(host);
    objects = objects_of(host);
    if (st == FA_OK)
        ck_assert_uint_eq(objects, uses[use].adds ? 2 : uses[use].takes ? 0 : 1);
    else
        ck_assert(objects == 1 || (uses[use].takes && objects == 0));
    if (!uses[use].takes)
        ck_assert_int_eq(storage_host_expect(host, 'a', "there", text, NULL), FA_OK);
    /* The same again comes to a good end. */
    if (st != FA_OK) {
        st = uses[use].use(host);
        ck_assert(st == FA_OK || (uses[use].takes && st == FA_ENOTFOUND));
        recover(host);
    }
}

START_TEST(a_use_without_memory_leaves_nothing_by_halves)
{
    fa_status st = FA_ENOMEM;
    long n;

    for (n = 1; n < MANY && st != FA_OK; n++) {
        storage_host host;

        open_host(&host);
        oom_fail(n);
        st = uses[_i].use(&host);
        oom_fail(0);
        ck_assert(st == FA_OK || st == FA_ENOMEM);
        check_after(&host, _i, st);
        storage_host_close(&host);
        ck_assert_int_eq(oom_held(), 0);
        if (!oom_struck())
            break;
        st = FA_ENOMEM; /* a use may do without what it did not get */
    }
    ck_assert_int_lt(n, MANY);
}
END_TEST

static const fault_kind kinds[] = {FAULT_BEFORE, FAULT_MIDWAY, FAULT_AFTER};

START_TEST(a_use_whose_ports_fail_leaves_nothing_by_halves)
{
    int use = _i / 3;
    const char *struck = "";
    long n;

    for (n = 1; n < MANY && struck != NULL; n++) {
        storage_host host;
        fa_status st;

        open_host(&host);
        faults_set(&host.faults, kinds[_i % 3], n);
        st = uses[use].use(&host);
        struck = atomic_load(&host.faults.struck);
        faults_set(&host.faults, kinds[_i % 3], 0);
        ck_assert(st == FA_OK || st == (fa_status)FAULT_CODE);
        if (struck == NULL)
            ck_assert_int_eq(st, FA_OK);
        check_after(&host, use, st);
        storage_host_close(&host);
    }
    ck_assert_int_gt(n, 2);
    ck_assert_int_eq(oom_held(), 0);
}
END_TEST

START_TEST(a_second_fault_while_giving_up_leaves_it_to_recovery)
{
    long n, k;

    for (n = 1; n < 12; n++) {
        for (k = 1; k < 8; k++) {
            storage_host host;
            fa_status st;

            open_host(&host);
            faults_set(&host.faults, kinds[_i], n);
            atomic_store(&host.faults.more, k);
            st = use_put(&host);
            atomic_store(&host.faults.more, 0);
            faults_set(&host.faults, kinds[_i], 0);
            ck_assert(st == FA_OK || st == (fa_status)FAULT_CODE);
            recover(&host);
            ck_assert_uint_eq(objects_of(&host), st == FA_OK ? 2 : objects_of(&host));
            ck_assert_uint_le(objects_of(&host), 2);
            storage_host_close(&host);
        }
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("storage");
    int status, count = (int)(sizeof uses / sizeof *uses);

    oom_install();
    text = malloc(LONG + 1);
    if (text == NULL)
        return EXIT_FAILURE;
    memset(text, 'x', LONG);
    text[LONG] = '\0';
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, a_use_without_memory_leaves_nothing_by_halves, 0, count);
    tcase_add_loop_test(tests, a_use_whose_ports_fail_leaves_nothing_by_halves, 0, 3 * count);
    tcase_add_loop_test(tests, a_second_fault_while_giving_up_leaves_it_to_recovery, 0, 3);
    status = unit_run("fault/storage", tests);
    free(text);
    return status;
}
