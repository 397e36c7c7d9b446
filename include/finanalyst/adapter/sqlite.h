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

/* Copies databases that may be in use, by other processes too, all as of one moment. While the moment is held nobody writes to any
 * of them, and held (may be NULL) is called: for what belongs to them and is kept elsewhere. Writers wait 10 s at the most, and so
 * does this call for them; the copying itself comes afterwards, and keeps nobody waiting. Anything but FA_OK of held becomes the
 * result. paths[i] is a file's path, not a URL; copies[i] is made, readable by its owner only, and complete on FA_OK: what a
 * failure leaves is the caller's to remove. FA_EUNAVAILABLE: a database cannot be opened, or stays busy; FA_ECORRUPT. */
FA_API fa_status fa_sqlite_copy(const char *const *paths, const char *const *copies, size_t count,
                                fa_status (*held)(void *payload, fa_error *err), void *payload,
                                fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
