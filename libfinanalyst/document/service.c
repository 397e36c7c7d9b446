/* document/service.c: making and unmaking the document service. */
#include "document/service.h"

#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>

enum { DEFAULT_MIB = 100 };

fa_status fai_document_service_new(const fai_document_parts *parts, fa_document_service **out, fa_error *err)
{
    fa_document_service *svc;

    if (parts->repo.ops == NULL || parts->blobs.ops == NULL || parts->transfers.ops == NULL ||
        parts->clock.ops == NULL || parts->hasher.ops == NULL)
        return fa_fail(err, FA_EINVALID, "the document service lacks a port");
    svc = fa_calloc(1, sizeof *svc);
    if (svc == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the document service");
    svc->with = *parts;
    if (svc->with.max_upload_bytes == 0)
        svc->with.max_upload_bytes = (uint64_t)DEFAULT_MIB << 20;
    *out = svc;
    return FA_OK;
}

void fai_document_service_free(fa_document_service *svc)
{
    if (svc == NULL)
        return;
    fa_hasher_close(&svc->with.hasher);
    fa_clock_close(&svc->with.clock);
    fa_transfer_store_close(&svc->with.transfers);
    fa_blob_store_close(&svc->with.blobs);
    fa_document_repo_close(&svc->with.repo);
    fa_free(svc);
}

fa_status fai_document_service_check(const fa_document_service *svc, fa_error *err)
{
    if (svc == NULL)
        return fa_fail_field(err, FA_EINVALID, "service", "there is no document service");
    return FA_OK;
}

fai_blob_key fai_document_key(fa_id owner, fa_id id)
{
    fai_blob_key key;

    (void)snprintf(key.s, sizeof key.s, "%s/%s", owner.s[0] == '\0' ? "documents" : owner.s, id.s);
    return key;
}
