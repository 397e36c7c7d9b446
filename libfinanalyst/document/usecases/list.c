/* document/usecases/list.c: documents, newest first: those of an owner that fit a query, or all. */
#include "document/service.h"

fa_status fa_document_select(fa_document_service *svc, fa_id owner, const fa_document_query *query,
                             fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err);

    return st != FA_OK ? st : fa_document_repo_select(&svc->with.repo, owner, query, visit, payload, err);
}

fa_status fa_document_list(fa_document_service *svc, fa_id owner, fa_id after, uint32_t limit,
                           fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_document_query query = FA_DOCUMENT_QUERY_INIT;

    query.after = after;
    query.limit = limit;
    return fa_document_select(svc, owner, &query, visit, payload, err);
}

fa_status fa_document_scan(fa_document_service *svc, fa_id after, uint32_t limit, fa_document_visit_fn visit,
                           void *payload, fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err);

    return st != FA_OK ? st : fa_document_repo_scan(&svc->with.repo, after, limit, visit, payload, err);
}
