/* adapter/sqlite.h: SQLite for documents, jobs, filings and passages. */
#ifndef FINANALYST_ADAPTER_SQLITE_H
#define FINANALYST_ADAPTER_SQLITE_H

#include <finanalyst/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Registers "sqlite:<path>" for every repository port. WAL, synchronous=FULL; the schema is brought up to date on
 * open. FA_ECONFLICT: registered already. */
FA_API fa_status fa_sqlite_register(fa_registry *registry, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
