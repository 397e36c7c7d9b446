/* document/usecases/remove.c: removes a document: its record first, so that no record ever lacks its bytes. */
#include "document/usecases/removals.h"

#include "document/usecases/fetch.h"

fa_status fa_document_remove(fa_document_service *svc, fa_id owner, fa_id id, fa_error *err)
{
    fa_error why = {0};
    fa_status st = fai_document_service_check(svc, err), found;

    if (st != FA_OK)
        return st;
    found = fai_document_exists(svc, owner, id, err);
    if (found != FA_OK && found != FA_ENOTFOUND)
        return found;
    if (found == FA_OK)
        st = fai_document_drop(svc, owner, id, &why);
    /* Without a record too: an earlier call may have failed between the two. */
    if (st == FA_OK)
        st = fa_blob_remove(&svc->with.blobs, fai_document_key(owner, id).s, &why);
    if (st == FA_OK)
        return found;
    if (err != NULL)
        *err = why;
    return st;
}
