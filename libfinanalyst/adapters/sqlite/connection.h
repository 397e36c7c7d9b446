/* adapters/sqlite/connection.h: one connection to a database, and running statements on it. */
#ifndef FA_SQLITE_CONNECTION_H
#define FA_SQLITE_CONNECTION_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include <finanalyst/types.h>

/* One thread at a time. Statements are prepared once, at their first use. */
typedef struct fai_sql_connection {
    sqlite3 *db;
    const char *const *sql; /* the texts of the statements, by number */
    size_t count;
    sqlite3_stmt **statements; /* count of them, then the controls */
} fai_sql_connection;

/* Opens the database at path; where it is not there, makes it, readable by its owner only. FA_EUNAVAILABLE: it cannot
 * be opened; FA_ENOMEM. */
fa_status fai_sql_connection_open(fai_sql_connection *c, const char *path, bool make, const char *const *sql,
                                  size_t count, fa_error *err);
/* Copes with one that is all zero or half open. */
void fai_sql_connection_close(fai_sql_connection *c);
/* Turns SQLite's result code into ours. */
fa_status fai_sql_fail(sqlite3 *db, int code, fa_error *err);
/* The statements about transactions that every connection has. */
typedef enum fai_sql_control {
    FAI_SQL_BEGIN,
    FAI_SQL_BEGIN_IMMEDIATE,
    FAI_SQL_COMMIT,
    FAI_SQL_ROLLBACK,
    FAI_SQL_SAVE,
    FAI_SQL_ROLLBACK_TO_SAVE,
    FAI_SQL_RELEASE,
    FAI_SQL_CONTROLS
} fai_sql_control;
fa_status fai_sql_run_control(fai_sql_connection *c, fai_sql_control control, fa_error *err);
/* Runs SQL without results. */
fa_status fai_sql_exec(fai_sql_connection *c, const char *sql, fa_error *err);
/* Runs SQL whose result is one integer. */
fa_status fai_sql_number(fai_sql_connection *c, const char *sql, int64_t *out, fa_error *err);

/* A statement being run: parameters in their order, then steps, and always the end, which tells how it went. What is
 * bound must live until then. */
typedef struct fai_sql_query {
    fai_sql_connection *connection;
    sqlite3_stmt *s; /* NULL when it could not be prepared */
    int parameter;
    int column;
    int code; /* SQLite's, of the first failure */
} fai_sql_query;

fai_sql_query fai_sql_begin(fai_sql_connection *c, int number);
void fai_sql_int(fai_sql_query *q, int64_t value);
void fai_sql_text(fai_sql_query *q, const char *text);
void fai_sql_blob(fai_sql_query *q, const void *bytes, size_t len);
void fai_sql_null(fai_sql_query *q);
void fai_sql_date(fai_sql_query *q, fa_date date);
/* Whether there is a row, whose columns are then read in their order. */
bool fai_sql_step(fai_sql_query *q);
int64_t fai_sql_get_int(fai_sql_query *q);
/* Never NULL; lent until the next step. */
const char *fai_sql_get_text(fai_sql_query *q);
const void *fai_sql_get_blob(fai_sql_query *q, size_t *len);
fa_date fai_sql_get_date(fai_sql_query *q);
void fai_sql_get_id(fai_sql_query *q, fa_id *out);
/* Makes the statement ready for the next parameters. */
void fai_sql_again(fai_sql_query *q);
/* Runs a statement without rows, and makes it ready for the next parameters. */
void fai_sql_run(fai_sql_query *q);
/* Ends the statement; FA_OK, or what went wrong since it began. */
fa_status fai_sql_end(fai_sql_query *q, fa_error *err);

#endif
