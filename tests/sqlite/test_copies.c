/* Copies of databases that are written to meanwhile: all are of one moment, and nobody writes while it is held. */
#include <finanalyst/adapter/sqlite.h>

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "temp_dir.h"
#include "unit.h"

enum { BYTES = TEMP_DIR_PATH + 32 };

static char first[BYTES], second[BYTES], first_copy[BYTES], second_copy[BYTES];
static const char *const paths[] = {first, second};
static const char *const copies[] = {first_copy, second_copy};

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;

    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_busy_timeout(db, 20000);
    ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

static long number(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    long value;

    ck_assert_int_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    sqlite3_busy_timeout(db, 20000);
    ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
    value = (long)sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
    return value;
}

/* Two databases in a folder of this case. */
static void begin(void)
{
    char folder[TEMP_DIR_PATH];

    temp_dir_make(folder);
    (void)snprintf(first, sizeof first, "%s/first.db", folder);
    (void)snprintf(second, sizeof second, "%s/second.db", folder);
    (void)snprintf(first_copy, sizeof first_copy, "%s/first-copy.db", folder);
    (void)snprintf(second_copy, sizeof second_copy, "%s/second-copy.db", folder);
    for (int i = 0; i < 2; i++)
        run_sql(paths[i], "PRAGMA journal_mode = WAL; CREATE TABLE entry (n INTEGER PRIMARY KEY, text BLOB)");
}

static atomic_bool stops;

/* The same rows into the first, then into the second. */
static void *write_both(void *payload)
{
    sqlite3 *dbs[2];

    (void)payload;
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(sqlite3_open(paths[i], &dbs[i]), SQLITE_OK);
        sqlite3_busy_timeout(dbs[i], 20000);
    }
    while (!atomic_load(&stops))
        for (int i = 0; i < 2; i++)
            ck_assert_int_eq(
                sqlite3_exec(dbs[i], "INSERT INTO entry (text) VALUES (randomblob(5000))", NULL, NULL, NULL),
                SQLITE_OK);
    for (int i = 0; i < 2; i++)
        sqlite3_close(dbs[i]);
    return NULL;
}

START_TEST(copies_are_of_one_moment_while_somebody_writes)
{
    pthread_t writer;

    begin();
    atomic_store(&stops, false);
    ck_assert_int_eq(pthread_create(&writer, NULL, write_both, NULL), 0);
    for (int round = 0; round < 10; round++) {
        long before = number(first, "SELECT count(*) FROM entry"), one, two;
        fa_error err = {0};

        ck_assert_msg(fa_sqlite_copy(paths, copies, 2, NULL, NULL, &err) == FA_OK, "%s", err.message);
        one = number(first_copy, "SELECT count(*) FROM entry");
        two = number(second_copy, "SELECT count(*) FROM entry");
        ck_assert_int_ge(one, before);
        ck_assert_int_ge(one, two);
        ck_assert_int_le(one, two + 1);
        ck_assert_int_eq(
            number(first_copy, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"),
            1);
        ck_assert_int_eq(remove(first_copy), 0);
        ck_assert_int_eq(remove(second_copy), 0);
    }
    atomic_store(&stops, true);
    pthread_join(writer, NULL);
}
END_TEST

static fa_status try_to_write(void *payload, fa_error *err)
{
    sqlite3 *db = NULL;
    int *code = payload;

    (void)err;
    ck_assert_int_eq(sqlite3_open(second, &db), SQLITE_OK);
    *code = sqlite3_exec(db, "INSERT INTO entry (n) VALUES (1)", NULL, NULL, NULL);
    sqlite3_close(db);
    return FA_OK;
}

START_TEST(nobody_writes_while_the_moment_is_held)
{
    int code = SQLITE_OK;

    begin();
    ck_assert_int_eq(fa_sqlite_copy(paths, copies, 2, try_to_write, &code, NULL), FA_OK);
    ck_assert_int_eq(code, SQLITE_BUSY);
    ck_assert_int_eq(try_to_write(&code, NULL), FA_OK);
    ck_assert_int_eq(code, SQLITE_OK);
    ck_assert_int_eq(number(second_copy, "SELECT count(*) FROM entry"), 0);
}
END_TEST

static fa_status refuse(void *payload, fa_error *err)
{
    (void)payload;
    return fa_fail(err, FA_ECANCELLED, "enough");
}

START_TEST(a_failure_within_the_moment_becomes_the_result_and_lets_writers_go)
{
    fa_error err = {0};

    begin();
    ck_assert_int_eq(fa_sqlite_copy(paths, copies, 2, refuse, NULL, &err), FA_ECANCELLED);
    ck_assert_str_eq(err.message, "enough");
    run_sql(first, "INSERT INTO entry (n) VALUES (1)");
}
END_TEST

START_TEST(a_copy_is_for_its_owner_only)
{
    struct stat info;

    begin();
    umask(0);
    ck_assert_int_eq(fa_sqlite_copy(paths, copies, 2, NULL, NULL, NULL), FA_OK);
    ck_assert_int_eq(stat(first_copy, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0600);
}
END_TEST

START_TEST(what_is_no_database_is_refused)
{
    fa_error err = {0};
    FILE *file;

    begin();
    file = fopen(second, "wb");
    ck_assert_ptr_nonnull(file);
    for (int i = 0; i < 5000; i++)
        fputc('x', file);
    fclose(file);
    ck_assert_int_eq(fa_sqlite_copy(paths, copies, 2, NULL, NULL, &err), FA_ECORRUPT);
    ck_assert_int_eq(remove(second), 0);
    ck_assert_int_eq(fa_sqlite_copy(paths, copies, 2, NULL, NULL, &err), FA_EUNAVAILABLE);
    ck_assert_int_eq(fa_sqlite_copy(paths, copies, 0, NULL, NULL, &err), FA_EINVALID);
    run_sql(first, "INSERT INTO entry (n) VALUES (1)");
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("copies");
    char root[TEMP_DIR_PATH];
    int result;

    temp_dir_make(root);
    (void)setenv("TMPDIR", root, 1);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, copies_are_of_one_moment_while_somebody_writes);
    tcase_add_test(tests, nobody_writes_while_the_moment_is_held);
    tcase_add_test(tests, a_failure_within_the_moment_becomes_the_result_and_lets_writers_go);
    tcase_add_test(tests, a_copy_is_for_its_owner_only);
    tcase_add_test(tests, what_is_no_database_is_refused);
    result = unit_run("copies", tests);
    temp_dir_remove(root);
    return result;
}
