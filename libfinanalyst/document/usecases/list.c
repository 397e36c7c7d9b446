/* document/usecases/list.c: documents, newest first: those of an owner that fit a query, or all; and how many there are. */
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

enum { PAGE = 200 };

typedef struct counting {
    fa_id last;
    uint32_t of_page;
} counting;

static fa_status count_one(void *payload, const fa_document *doc, fa_error *err)
{
    counting *c = payload;

    (void)err;
    c->of_page++;
    c->last = doc->id;
    return FA_OK;
}

fa_status fa_document_count(fa_document_service *svc, fa_id owner, uint64_t *out, fa_error *err)
{
    counting c = {.of_page = PAGE};
    uint64_t count = 0;
    fa_status st =
        out == NULL ? fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the count") : FA_OK;

    while (st == FA_OK && c.of_page == PAGE) {
        c.of_page = 0;
        st = fa_document_list(svc, owner, c.last, PAGE, count_one, &c, err);
        count += c.of_page;
    }
    if (st == FA_OK)
        *out = count;
    return st;
}
