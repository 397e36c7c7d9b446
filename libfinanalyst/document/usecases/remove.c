/* document/usecases/remove.c: removes a document: its record first, so that no record ever lacks its bytes. */
#include "document/usecases/fetch.h"

fa_status fa_document_remove(fa_document_service *svc, fa_id owner, fa_id id, fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err), found;

    if (st != FA_OK)
        return st;
    found = fai_document_exists(svc, owner, id, err);
    if (found != FA_OK && found != FA_ENOTFOUND)
        return found;
    if (found == FA_OK)
        st = fa_document_repo_remove(&svc->with.repo, owner, id, err);
    /* Without a record too: an earlier call may have failed between the two. */
    if (st == FA_OK)
        st = fa_blob_remove(&svc->with.blobs, fai_document_key(owner, id).s, found == FA_OK ? err : NULL);
    return found != FA_OK ? found : st;
}
