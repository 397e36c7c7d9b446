/* adapters/sqlite/store.h: an opened database: one connection that writes, and a few that read. */
#ifndef FA_SQLITE_STORE_H
#define FA_SQLITE_STORE_H

#include "group_commit.h"
#include "schema.h"

/* Any thread. */
typedef struct fai_sql_store fai_sql_store;

/* Opens "sqlite:<path>" as a database of the schema's feature. sql: the statements that works will name by number. */
fa_status fai_sql_store_open(const char *url, const fai_sql_schema *schema, const char *const *sql,
                             size_t count, fai_sql_store **out, fa_error *err);
/* NULL is fine. No call may be under way. */
void fai_sql_store_close(fai_sql_store *s);
/* Runs work over one snapshot. */
fa_status fai_sql_read(fai_sql_store *s, fai_sql_work_fn work, void *payload, fa_error *err);
/* Runs work, durable once it returns FA_OK. Works that wait at the same time share one transaction, each with a
 * savepoint of its own: the first to wait leads, and commits for all. */
fa_status fai_sql_write(fai_sql_store *s, fai_sql_work_fn work, void *payload, fa_error *err);
/* The same for works that are cheaper done as one: those that wait with the same function are handed to it together. */
fa_status fai_sql_write_as_one(fai_sql_store *s, fai_sql_works_fn works, void *payload, fa_error *err);

#endif
