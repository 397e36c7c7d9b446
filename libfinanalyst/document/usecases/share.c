/* document/usecases/share.c: whom an owner lets read a document. */
#include "document/domain/access.h"
#include "document/usecases/fetch.h"

static fa_status check_owned(const fa_document_service *svc, fa_id owner, fa_id id, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK)
        st = fai_document_fetch(svc, owner, id, &doc, err);
    if (st == FA_OK && !fai_may_change(doc, owner))
        st = fa_fail(err, FA_ENOTFOUND, "there is no such document");
    fa_document_free(doc);
    return st;
}

fa_status fa_share_add(fa_document_service *svc, fa_id owner, fa_id document, fa_id user, fa_error *err)
{
    fa_share share = {document, owner, user, 0};
    fa_status st = check_owned(svc, owner, document, err);

    if (st == FA_OK && fa_id_equal(owner, user))
        st = fa_fail_field(err, FA_EINVALID, "user", "the document is the user's own");
    if (st != FA_OK)
        return st;
    share.created = fa_clock_now(&svc->with.clock);
    return fa_document_repo_share(&svc->with.repo, &share, err);
}

fa_status fa_share_remove(fa_document_service *svc, fa_id owner, fa_id document, fa_id user, fa_error *err)
{
    fa_status st = check_owned(svc, owner, document, err);

    return st != FA_OK ? st : fa_document_repo_unshare(&svc->with.repo, owner, document, user, err);
}

fa_status fa_share_list(fa_document_service *svc, fa_id owner, fa_id document, fa_share_visit_fn visit,
                        void *payload, fa_error *err)
{
    fa_status st = check_owned(svc, owner, document, err);

    return st != FA_OK ? st
                       : fa_document_repo_list_shares(&svc->with.repo, owner, document, visit, payload, err);
}
