/* adapters/sqlite/sqlite.h: the openers of the SQLite adapters, for their registration. */
#ifndef FA_SQLITE_H
#define FA_SQLITE_H

#include <finanalyst/registry.h>

fa_status fai_sql_document_repo_open(const fa_open_context *context, const char *url, void *out,
                                     fa_error *err);
fa_status fai_sql_job_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status fai_sql_filing_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status fai_sql_event_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status fai_sql_passage_index_open(const fa_open_context *context, const char *url, void *out,
                                     fa_error *err);
fa_status fai_sql_user_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status fai_sql_ledger_open(const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status fai_sql_record_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err);

#endif
