/* adapters/memory/register.c: "memory:" for the blob store and every repository port. */
#include <finanalyst/adapter/memory.h>

#include "memory.h"

fa_status fa_memory_register(fa_registry *registry, fa_error *err)
{
    static const struct {
        fa_port port;
        fa_open_fn open;
    } adapters[] = {{FA_PORT_BLOB_STORE, memory_blob_store_open},
                    {FA_PORT_DOCUMENT_REPO, memory_document_repo_open},
                    {FA_PORT_JOB_REPO, memory_job_repo_open},
                    {FA_PORT_FILING_REPO, memory_filing_repo_open},
                    {FA_PORT_PASSAGE_INDEX, memory_passage_index_open},
                    {FA_PORT_USER_REPO, memory_user_repo_open},
                    {FA_PORT_EVENT_REPO, memory_event_repo_open},
                    {FA_PORT_LEDGER, memory_ledger_open},
                    {FA_PORT_TRANSFER_STORE, memory_transfer_store_open},
                    {FA_PORT_RECORD_REPO, memory_record_repo_open}};
    fa_status st = FA_OK;

    for (size_t i = 0; st == FA_OK && i < sizeof adapters / sizeof adapters[0]; i++)
        st = fa_registry_add(registry, adapters[i].port, "memory", adapters[i].open, err);
    return st;
}
