/* adapters/sqlite/connection.c: opening databases and running statements. */
#define _XOPEN_SOURCE 700 /* mknod of a plain file */
#include "connection.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include <finanalyst/alloc.h>

enum { BUSY_MS = 10000 };

static const char *const controls[FAI_SQL_CONTROLS] = {
    [FAI_SQL_BEGIN] = "BEGIN",         [FAI_SQL_BEGIN_IMMEDIATE] = "BEGIN IMMEDIATE",
    [FAI_SQL_COMMIT] = "COMMIT",       [FAI_SQL_ROLLBACK] = "ROLLBACK",
    [FAI_SQL_SAVE] = "SAVEPOINT work", [FAI_SQL_ROLLBACK_TO_SAVE] = "ROLLBACK TO work",
    [FAI_SQL_RELEASE] = "RELEASE work"};

static const char *file_of(sqlite3 *db)
{
    const char *path = db == NULL ? NULL : sqlite3_db_filename(db, "main");
    const char *slash = path == NULL ? NULL : strrchr(path, '/');

    return slash != NULL ? slash + 1 : path != NULL ? path : "";
}

fa_status fai_sql_fail(sqlite3 *db, int code, fa_error *err)
{
    fa_status st = FA_EINTERNAL;

    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_PROTOCOL:
        st = FA_EUNAVAILABLE;
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        st = FA_ECORRUPT;
        break;
    case SQLITE_CONSTRAINT:
        st = FA_ECONFLICT;
        break;
    case SQLITE_NOMEM:
        st = FA_ENOMEM;
        break;
    case SQLITE_TOOBIG:
        st = FA_ETOOLARGE;
        break;
    default:
        break;
    }
    st = fa_fail(err, st, "the database %s: %s", file_of(db), sqlite3_errstr(code));
    if (err != NULL && st == FA_EUNAVAILABLE)
        err->retry_ms = 1000;
    return st;
}

fa_status fai_sql_exec(fai_sql_connection *c, const char *sql, fa_error *err)
{
    int code = sqlite3_exec(c->db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? FA_OK : fai_sql_fail(c->db, code, err);
}

fa_status fai_sql_number(fai_sql_connection *c, const char *sql, int64_t *out, fa_error *err)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(c->db, sql, -1, &s, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_step(s);
    if (code == SQLITE_ROW)
        *out = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return code == SQLITE_ROW ? FA_OK : fai_sql_fail(c->db, code, err);
}

fa_status fai_sql_connection_open(fai_sql_connection *c, const char *path, bool make, const char *const *sql,
                                  size_t count, fa_error *err)
{
    /* SQLite makes the log and its index with the rights of the database. */
    bool there = !make || mknod(path, S_IFREG | S_IRUSR | S_IWUSR, 0) == 0 || errno == EEXIST;
    int code;

    memset(c, 0, sizeof *c);
    c->statements = fa_calloc(count + FAI_SQL_CONTROLS, sizeof(sqlite3_stmt *));
    if (c->statements == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while opening a database");
    c->sql = sql;
    c->count = count;
    code = there ? sqlite3_open_v2(path, &c->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)
                 : SQLITE_CANTOPEN;
    if (code != SQLITE_OK) {
        fa_status st = fai_sql_fail(c->db, code, err);

        if (st == FA_EUNAVAILABLE)
            (void)fa_fail(err, st, "the database %s cannot be opened: %s", path, sqlite3_errstr(code));
        fai_sql_connection_close(c);
        return st;
    }
    sqlite3_extended_result_codes(c->db, 1);
    sqlite3_busy_timeout(c->db, BUSY_MS);
    return FA_OK;
}

void fai_sql_connection_close(fai_sql_connection *c)
{
    for (size_t i = 0; c->statements != NULL && i < c->count + FAI_SQL_CONTROLS; i++)
        sqlite3_finalize(c->statements[i]);
    fa_free(c->statements);
    sqlite3_close(c->db);
    memset(c, 0, sizeof *c);
}

static fai_sql_query begin(fai_sql_connection *c, size_t slot, const char *sql)
{
    fai_sql_query q = {c, c->statements[slot], 1, 0, SQLITE_OK};

    if (q.s == NULL) {
        q.code = sqlite3_prepare_v3(c->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &q.s, NULL);
        c->statements[slot] = q.s;
    }
    return q;
}

fai_sql_query fai_sql_begin(fai_sql_connection *c, int number)
{
    return begin(c, (size_t)number, c->sql[number]);
}

fa_status fai_sql_run_control(fai_sql_connection *c, fai_sql_control control, fa_error *err)
{
    fai_sql_query q = begin(c, c->count + control, controls[control]);

    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

static void note(fai_sql_query *q, int code)
{
    if (q->code == SQLITE_OK)
        q->code = code;
}

void fai_sql_int(fai_sql_query *q, int64_t value)
{
    note(q, sqlite3_bind_int64(q->s, q->parameter++, value));
}

void fai_sql_text(fai_sql_query *q, const char *text)
{
    note(q, sqlite3_bind_text64(q->s, q->parameter++, text, strlen(text), SQLITE_STATIC, SQLITE_UTF8));
}

void fai_sql_blob(fai_sql_query *q, const void *bytes, size_t len)
{
    note(q, sqlite3_bind_blob64(q->s, q->parameter++, len == 0 ? "" : bytes, len, SQLITE_STATIC));
}

void fai_sql_null(fai_sql_query *q)
{
    note(q, sqlite3_bind_null(q->s, q->parameter++));
}

void fai_sql_date(fai_sql_query *q, fa_date date)
{
    if (date == FA_DATE_NONE)
        fai_sql_null(q);
    else
        fai_sql_int(q, date);
}

bool fai_sql_step(fai_sql_query *q)
{
    int code;

    if (q->code != SQLITE_OK)
        return false;
    q->column = 0;
    code = sqlite3_step(q->s);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        note(q, code);
    return code == SQLITE_ROW;
}

int64_t fai_sql_get_int(fai_sql_query *q)
{
    return sqlite3_column_int64(q->s, q->column++);
}

const char *fai_sql_get_text(fai_sql_query *q)
{
    const unsigned char *text = sqlite3_column_text(q->s, q->column++);

    if (text == NULL)
        note(q, SQLITE_NOMEM);
    return text == NULL ? "" : (const char *)text;
}

const void *fai_sql_get_blob(fai_sql_query *q, size_t *len)
{
    const void *bytes = sqlite3_column_blob(q->s, q->column);

    *len = (size_t)sqlite3_column_bytes(q->s, q->column++);
    return bytes;
}

fa_date fai_sql_get_date(fai_sql_query *q)
{
    bool none = sqlite3_column_type(q->s, q->column) == SQLITE_NULL;
    fa_date date = (fa_date)fai_sql_get_int(q);

    return none ? FA_DATE_NONE : date;
}

void fai_sql_get_id(fai_sql_query *q, fa_id *out)
{
    const char *text = fai_sql_get_text(q);

    memset(out, 0, sizeof *out);
    memcpy(out->s, text, strnlen(text, sizeof out->s - 1));
}

void fai_sql_again(fai_sql_query *q)
{
    q->parameter = 1;
    sqlite3_reset(q->s); /* NULL is fine; a failure was noted by the step */
}

void fai_sql_run(fai_sql_query *q)
{
    (void)fai_sql_step(q);
    fai_sql_again(q);
}

fa_status fai_sql_end(fai_sql_query *q, fa_error *err)
{
    fai_sql_again(q);
    return q->code == SQLITE_OK ? FA_OK : fai_sql_fail(q->connection->db, q->code, err);
}
