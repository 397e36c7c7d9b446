/* adapters/sqlite/migrate.c: the steps of schema/<feature>.sql that a database has not seen yet. */
#include "migrate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <finanalyst/alloc.h>

static const char mark[] = "-- version ";

enum { WAL_TRIES = 200, WAL_WAIT_MS = 25 };

/* The beginning of the step behind `at`; NULL when there is none. */
static const char *next_step(const char *at, int64_t *version)
{
    const char *step = strstr(at, mark);

    if (step != NULL)
        *version = strtol(step + sizeof mark - 1, NULL, 10);
    return step;
}

static int64_t newest(const char *sql)
{
    int64_t version = 0;

    while ((sql = next_step(sql, &version)) != NULL)
        sql += sizeof mark - 1;
    return version;
}

/* Whose the file is, judged before anything is written. *version: 0 for an empty one. */
static fa_status check_owner(fai_sql_connection *c, const fai_sql_schema *schema, int64_t *version,
                             fa_error *err)
{
    static const fai_sql_schema *const known[] = {&fai_sql_document_schema, &fai_sql_analysis_schema,
                                                  &fai_sql_user_schema,     &fai_sql_analytics_schema,
                                                  &fai_sql_storage_schema,  &fai_sql_record_schema};
    int64_t id = 0;
    int64_t objects = 0;
    fa_status st = fai_sql_number(c, "PRAGMA application_id", &id, err);

    if (st == FA_OK)
        st = fai_sql_number(c, "PRAGMA user_version", version, err);
    if (st == FA_OK)
        st = fai_sql_number(c, "SELECT count(*) FROM sqlite_schema", &objects, err);
    if (st != FA_OK)
        return st;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (id == known[i]->application_id && known[i] != schema)
            return fa_fail(err, FA_ECORRUPT, "the file is the %s database, not the %s database",
                           known[i]->feature, schema->feature);
    if (id != schema->application_id && (id != 0 || *version != 0 || objects != 0))
        return fa_fail(err, FA_ECORRUPT, "the file is a database of another program, not the %s database",
                       schema->feature);
    if (*version > newest(schema->sql))
        return fa_fail(err, FA_EUNSUPPORTED, "a newer version of this program wrote the %s database",
                       schema->feature);
    return FA_OK;
}

/* Changing the mode needs the file for a moment alone, and does not wait for it by itself. */
static fa_status use_log(fai_sql_connection *c, fa_error *err)
{
    const struct timespec wait = {0, WAL_WAIT_MS * 1000000L};
    int code = SQLITE_BUSY;

    for (int i = 0; i < WAL_TRIES; i++) {
        code = sqlite3_exec(c->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if ((code & 0xff) != SQLITE_BUSY)
            break;
        nanosleep(&wait, NULL);
    }
    return code == SQLITE_OK ? FA_OK : fai_sql_fail(c->db, code, err);
}

static fa_status run_step(fai_sql_connection *c, const char *step, int64_t version, fa_error *err)
{
    int64_t none;
    const char *end = next_step(step + sizeof mark - 1, &none);
    size_t len = end == NULL ? strlen(step) : (size_t)(end - step);
    char *sql = fa_alloc(len + 64);
    fa_status st;

    if (sql == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while changing the schema of a database");
    (void)snprintf(sql, len + 64, "%.*s;PRAGMA user_version = %lld", (int)len, step, (long long)version);
    st = fai_sql_exec(c, sql, err);
    fa_free(sql);
    return st;
}

static fa_status run_steps(fai_sql_connection *c, const fai_sql_schema *schema, fa_error *err)
{
    int64_t have = 0;
    int64_t version = 0;
    fa_status st = check_owner(c, schema, &have, err); /* another process may have been here */
    char sql[64];

    (void)snprintf(sql, sizeof sql, "PRAGMA application_id = %d", (int)schema->application_id);
    if (st == FA_OK)
        st = fai_sql_exec(c, sql, err);
    for (const char *at = next_step(schema->sql, &version); st == FA_OK && at != NULL;
         at = next_step(at + sizeof mark - 1, &version))
        if (version > have)
            st = run_step(c, at, version, err);
    return st;
}

/* Within a transaction, or another process may change the file between one look and the next. */
static fa_status look_at(fai_sql_connection *c, const fai_sql_schema *schema, int64_t *version, fa_error *err)
{
    fa_status st = fai_sql_exec(c, "BEGIN", err);

    if (st == FA_OK) {
        st = check_owner(c, schema, version, err);
        (void)fai_sql_exec(c, "ROLLBACK", NULL);
    }
    return st;
}

fa_status fai_sql_migrate(fai_sql_connection *c, const fai_sql_schema *schema, fa_error *err)
{
    int64_t version = 0;
    fa_status st = look_at(c, schema, &version, err);

    if (st == FA_OK)
        st = use_log(c, err);
    if (st == FA_OK) /* a table that a step rebuilds does not take those along that refer to it */
        st = fai_sql_exec(c, "PRAGMA foreign_keys = OFF", err);
    if (st != FA_OK || version == newest(schema->sql))
        return st;
    st = fai_sql_exec(c, "BEGIN IMMEDIATE", err);
    if (st != FA_OK)
        return st;
    st = run_steps(c, schema, err);
    if (st == FA_OK)
        st = fai_sql_exec(c, "COMMIT", err);
    if (st != FA_OK)
        (void)fai_sql_exec(c, "ROLLBACK", NULL);
    return st;
}
