/* Group commit: works that wait together share a transaction, and none suffers for another. */
#include "group_commit.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "temp_dir.h"
#include "unit.h"

enum { ADD, STATEMENTS, THREADS = 16, EACH = 50 };

static const char *const statements[STATEMENTS] = {[ADD] = "INSERT INTO t (n) VALUES (?)"};

static char folder[TEMP_DIR_PATH];
static fai_sql_connection writer;
static fai_sql_group group;
static atomic_int largest; /* how many works were run as one, at most */
static atomic_bool refuses_many;

static void open_group(void)
{
    char path[TEMP_DIR_PATH + 16];

    temp_dir_make(folder);
    (void)snprintf(path, sizeof path, "%s/test.db", folder);
    ck_assert_int_eq(fai_sql_connection_open(&writer, path, true, statements, STATEMENTS, NULL), FA_OK);
    ck_assert_int_eq(fai_sql_exec(&writer, "CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT", NULL), FA_OK);
    ck_assert_int_eq(fai_sql_group_init(&group, &writer, NULL), FA_OK);
    atomic_store(&largest, 0);
    atomic_store(&refuses_many, false);
}

static void close_group(void)
{
    fai_sql_group_destroy(&group);
    fai_sql_connection_close(&writer);
    temp_dir_remove(folder);
}

static int64_t rows(void)
{
    int64_t n = -1;

    ck_assert_int_eq(fai_sql_number(&writer, "SELECT count(*) FROM t", &n, NULL), FA_OK);
    return n;
}

/* A number below 0 is refused after it was written. */
static fa_status add(fai_sql_connection *c, void *payload, fa_error *err)
{
    int64_t n = *(const int64_t *)payload;
    fai_sql_query q = fai_sql_begin(c, ADD);
    fa_status st;

    fai_sql_int(&q, n);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    return st == FA_OK && n < 0 ? fa_fail(err, FA_EINVALID, "below zero") : st;
}

static fa_status add_many(fai_sql_connection *c, void *const *payloads, size_t count, fa_error *err)
{
    fa_status st = FA_OK;

    if ((int)count > atomic_load(&largest))
        atomic_store(&largest, (int)count);
    for (size_t i = 0; st == FA_OK && i < count; i++)
        st = add(c, payloads[i], err);
    return st == FA_OK && count > 1 && atomic_load(&refuses_many) ? fa_fail(err, FA_ENOMEM, "too many") : st;
}

static fa_status write_one(int64_t n, bool as_one, fa_error *err)
{
    fai_sql_turn turn = {.work = as_one ? NULL : add, .works = as_one ? add_many : NULL, .payload = &n};

    return fai_sql_group_write(&group, &turn, err);
}

START_TEST(runs_a_work_by_itself)
{
    fa_error err = {0};

    for (int as_one = 0; as_one < 2; as_one++) {
        ck_assert_int_eq(write_one(1 + as_one, as_one != 0, &err), FA_OK);
        ck_assert_int_eq(write_one(1 + as_one, as_one != 0, &err), FA_ECONFLICT);
        ck_assert_int_eq(write_one(-1, as_one != 0, &err), FA_EINVALID);
        ck_assert_str_eq(err.message, "below zero");
        ck_assert_int_eq(rows(), 1 + as_one);
    }
}
END_TEST

typedef struct producer {
    int number;
    bool as_one;
    int wrong; /* results that were not what they should be */
} producer;

/* Every fifth number is below zero. */
static void *produce(void *payload)
{
    producer *p = payload;

    for (int i = 0; i < EACH; i++) {
        int64_t n = 1 + p->number * EACH + i;
        bool bad = i % 5 == 4;
        fa_status st = write_one(bad ? -n : n, p->as_one, NULL);

        p->wrong += st != (bad ? FA_EINVALID : FA_OK);
    }
    return NULL;
}

/* mixed: every other producer writes as one with its like. */
static void run_producers(bool as_one, bool mixed)
{
    producer producers[THREADS];
    pthread_t threads[THREADS];

    for (int i = 0; i < THREADS; i++) {
        producers[i] = (producer){i, mixed ? i % 2 == 0 : as_one, 0};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, produce, &producers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        ck_assert_int_eq(producers[i].wrong, 0);
    }
    ck_assert_int_eq(rows(), THREADS * EACH * 4 / 5);
    ck_assert_ptr_null(group.first);
    ck_assert(!group.led);
}

START_TEST(keeps_the_good_among_the_bad)
{
    run_producers(_i == 1, _i == 2);
}
END_TEST

START_TEST(runs_each_by_itself_where_all_together_fail)
{
    atomic_store(&refuses_many, true);
    run_producers(true, false);
}
END_TEST

/* Two that wait while a third holds the writer are run as one. */
static atomic_bool entered, go;

static fa_status hold(fai_sql_connection *c, void *payload, fa_error *err)
{
    (void)c;
    (void)payload;
    (void)err;
    atomic_store(&entered, true);
    while (!atomic_load(&go))
        sched_yield();
    return FA_OK;
}

static void *hold_writer(void *payload)
{
    fai_sql_turn turn = {.work = hold};

    (void)payload;
    (void)fai_sql_group_write(&group, &turn, NULL);
    return NULL;
}

static void *write_number(void *payload)
{
    (void)write_one(*(const int64_t *)payload, true, NULL);
    return NULL;
}

static int queued(void)
{
    int n = 0;

    pthread_mutex_lock(&group.lock);
    for (const fai_sql_turn *t = group.first; t != NULL; t = t->next)
        n++;
    pthread_mutex_unlock(&group.lock);
    return n;
}

START_TEST(runs_as_one_those_that_wait_together)
{
    int64_t numbers[] = {1, 2, 3};
    pthread_t holder, writers[3];

    atomic_store(&entered, false);
    atomic_store(&go, false);
    ck_assert_int_eq(pthread_create(&holder, NULL, hold_writer, NULL), 0);
    while (!atomic_load(&entered))
        sched_yield();
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(pthread_create(&writers[i], NULL, write_number, &numbers[i]), 0);
    while (queued() < 3)
        sched_yield();
    atomic_store(&go, true);
    pthread_join(holder, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(writers[i], NULL);
    ck_assert_int_eq(atomic_load(&largest), 3);
    ck_assert_int_eq(rows(), 3);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("group commit");

    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, open_group, close_group);
    tcase_add_test(tests, runs_a_work_by_itself);
    tcase_add_loop_test(tests, keeps_the_good_among_the_bad, 0, 3);
    tcase_add_test(tests, runs_each_by_itself_where_all_together_fail);
    tcase_add_test(tests, runs_as_one_those_that_wait_together);
    return unit_run("sqlite/group_commit", tests);
}
