/* adapters/memory/memory.h: the openers of the memory adapters, for their registration. Every open is an empty store
 * of its own, lost when it is closed. */
#ifndef FA_MEMORY_H
#define FA_MEMORY_H

#include <finanalyst/registry.h>

fa_status memory_blob_store_open(const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status memory_document_repo_open(const fa_open_context *context, const char *url, void *out,
                                    fa_error *err);
fa_status memory_job_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status memory_filing_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status memory_event_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status memory_passage_index_open(const fa_open_context *context, const char *url, void *out,
                                    fa_error *err);
fa_status memory_user_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status memory_transfer_store_open(const fa_open_context *context, const char *url, void *out,
                                     fa_error *err);
fa_status memory_ledger_open(const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status memory_record_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err);

#endif
