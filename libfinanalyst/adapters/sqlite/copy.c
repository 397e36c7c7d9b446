/* adapters/sqlite/copy.c: copies of databases that are in use, all as of one moment. */
#include <finanalyst/adapter/sqlite.h>

#include <string.h>

#include <finanalyst/alloc.h>

#include "connection.h"

/* One keeps the writers out, the other looks at the moment that is copied, for as long as that takes. */
typedef struct source {
    fai_sql_connection writer;
    fai_sql_connection reader;
} source;

static fa_status open_source(source *s, const char *path, fa_error *err)
{
    fa_status st = fai_sql_connection_open(&s->writer, path, false, NULL, 0, err);

    if (st == FA_OK)
        st = fai_sql_connection_open(&s->reader, path, false, NULL, 0, err);
    return st;
}

/* From here on nobody writes. */
static fa_status hold(source *sources, size_t count, fa_error *err)
{
    fa_status st = FA_OK;

    for (size_t i = 0; st == FA_OK && i < count; i++)
        st = fai_sql_exec(&sources[i].writer, "BEGIN IMMEDIATE", err);
    return st;
}

/* A transaction that reads begins with the first look at the database. */
static fa_status look(source *sources, size_t count, fa_error *err)
{
    fa_status st = FA_OK;
    int64_t objects;

    for (size_t i = 0; st == FA_OK && i < count; i++) {
        st = fai_sql_exec(&sources[i].reader, "BEGIN", err);
        if (st == FA_OK)
            st = fai_sql_number(&sources[i].reader, "SELECT count(*) FROM sqlite_schema", &objects, err);
    }
    return st;
}

static fa_status let_go(source *sources, size_t count, fa_error *err)
{
    fa_status st = FA_OK;

    for (size_t i = 0; st == FA_OK && i < count; i++)
        st = fai_sql_exec(&sources[i].writer, "ROLLBACK", err);
    return st;
}

/* The reader's transaction is open, so all pages are of its moment, and the copy is never begun anew. */
static fa_status copy_one(source *s, const char *to, fa_error *err)
{
    fai_sql_connection copy;
    sqlite3_backup *b;
    fa_status st = fai_sql_connection_open(&copy, to, true, NULL, 0, err);
    int code;

    if (st != FA_OK)
        return st;
    b = sqlite3_backup_init(copy.db, "main", s->reader.db, "main");
    if (b == NULL) {
        st = fai_sql_fail(copy.db, sqlite3_extended_errcode(copy.db), err);
    } else {
        (void)sqlite3_backup_step(b, -1);
        code = sqlite3_backup_finish(b);
        if (code != SQLITE_OK)
            st = fai_sql_fail(copy.db, code, err);
    }
    fai_sql_connection_close(&copy);
    return st;
}

fa_status fa_sqlite_copy(const char *const *paths, const char *const *copies, size_t count,
                         fa_status (*held)(void *payload, fa_error *err), void *payload, fa_error *err)
{
    source *sources;
    fa_status st = FA_OK;

    if (paths == NULL || copies == NULL || count == 0)
        return fa_fail(err, FA_EINVALID, "copying needs databases, and a path for each copy");
    sources = fa_calloc(count, sizeof *sources);
    if (sources == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while copying databases");
    for (size_t i = 0; st == FA_OK && i < count; i++)
        st = open_source(&sources[i], paths[i], err);
    if (st == FA_OK)
        st = hold(sources, count, err);
    if (st == FA_OK)
        st = look(sources, count, err);
    if (st == FA_OK && held != NULL)
        st = held(payload, err);
    if (st == FA_OK)
        st = let_go(sources, count, err);
    for (size_t i = 0; st == FA_OK && i < count; i++)
        st = copy_one(&sources[i], copies[i], err);
    for (size_t i = 0; i < count; i++) {
        fai_sql_connection_close(&sources[i].reader);
        fai_sql_connection_close(&sources[i].writer);
    }
    fa_free(sources);
    return st;
}
