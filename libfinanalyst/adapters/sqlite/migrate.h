/* adapters/sqlite/migrate.h: bringing a database up to date. */
#ifndef FA_SQLITE_MIGRATE_H
#define FA_SQLITE_MIGRATE_H

#include "connection.h"
#include "schema.h"

/* Makes the database one of that feature, at the newest version, in write-ahead mode. Several processes may do so at
 * once. FA_ECORRUPT: the file is a database of another feature or program, which stays untouched; FA_EUNSUPPORTED: a
 * newer version of the library wrote it. */
fa_status fai_sql_migrate(fai_sql_connection *c, const fai_sql_schema *schema, fa_error *err);

#endif
