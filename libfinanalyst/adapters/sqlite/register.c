/* adapters/sqlite/register.c: "sqlite:<path>" for every repository port. */
#include <finanalyst/adapter/sqlite.h>

#include "sqlite.h"

fa_status fa_sqlite_register(fa_registry *registry, fa_error *err)
{
    static const struct {
        fa_port port;
        fa_open_fn open;
    } adapters[] = {{FA_PORT_DOCUMENT_REPO, fai_sql_document_repo_open},
                    {FA_PORT_JOB_REPO, fai_sql_job_repo_open},
                    {FA_PORT_FILING_REPO, fai_sql_filing_repo_open},
                    {FA_PORT_PASSAGE_INDEX, fai_sql_passage_index_open},
                    {FA_PORT_USER_REPO, fai_sql_user_repo_open},
                    {FA_PORT_EVENT_REPO, fai_sql_event_repo_open},
                    {FA_PORT_LEDGER, fai_sql_ledger_open},
                    {FA_PORT_RECORD_REPO, fai_sql_record_repo_open}};
    fa_status st = FA_OK;

    for (size_t i = 0; st == FA_OK && i < sizeof adapters / sizeof adapters[0]; i++)
        st = fa_registry_add(registry, adapters[i].port, "sqlite", adapters[i].open, err);
    return st;
}
