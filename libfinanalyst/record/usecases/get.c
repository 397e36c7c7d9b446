/* record/usecases/get.c: one record, and lists of them. */
#include "record/usecases/tell.h"

fa_status fa_record_get(fa_record_service *svc, fa_id owner, fa_id id, const fa_record **out, fa_error *err)
{
    const fa_record *made = NULL;
    fa_status st = fai_record_service_check(svc, err);

    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the record");
    if (st == FA_OK)
        st = fa_record_repo_get(&svc->with.repo, owner, id, fai_record_take, &made, err);
    return fai_record_hand_over(st, made, out);
}

static fa_status see(void *payload, const fa_document *doc, fa_error *err)
{
    (void)payload;
    (void)doc;
    (void)err;
    return FA_OK;
}

fa_status fa_record_list(fa_record_service *svc, fa_id owner, const fa_record_query *query,
                         fa_record_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st = fai_record_service_check(svc, err);

    if (st == FA_OK && query == NULL)
        st = fa_fail_field(err, FA_EINVALID, "query", "there is no query");
    if (st == FA_OK && query->document.s[0] != '\0')
        st = fa_analyst_document(&svc->with.analyst, owner, query->document, see, NULL, err);
    return st != FA_OK ? st : fa_record_repo_list(&svc->with.repo, owner, query, visit, payload, err);
}
