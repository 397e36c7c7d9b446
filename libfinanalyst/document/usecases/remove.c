/* document/usecases/remove.c: removes a document: its record first, so that no record ever lacks its bytes. */
#include "document/domain/document.h"
#include "document/service.h"

static fa_status ignore(void *payload, const fa_document *doc, fa_error *err)
{
    (void)payload;
    (void)doc;
    (void)err;
    return FA_OK;
}

fa_status fa_document_remove(fa_document_service *svc, fa_id id, fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err), found;

    if (st != FA_OK)
        return st;
    found = fa_document_repo_get(&svc->with.repo, id, ignore, NULL, err);
    if (found != FA_OK && found != FA_ENOTFOUND)
        return found;
    if (found == FA_OK)
        st = fa_document_repo_remove(&svc->with.repo, id, err);
    /* Without a record too: an earlier call may have failed between the two. */
    if (st == FA_OK)
        st = fa_blob_remove(&svc->with.blobs, fai_document_key(id).s, found == FA_OK ? err : NULL);
    return found != FA_OK ? found : st;
}
