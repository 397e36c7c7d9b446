/* storage/service.c: making and unmaking the storage service. */
#include "storage/service.h"

#include <finanalyst/alloc.h>

#include "storage/domain/object.h"
#include "storage/domain/quota.h"

fa_status fai_storage_service_new(fa_storage_service **out, fa_error *err)
{
    *out = fa_calloc(1, sizeof **out);
    return *out == NULL ? fa_fail(err, FA_ENOMEM, "out of memory for the storage service") : FA_OK;
}

fa_status fai_storage_service_take(fa_storage_service *svc, const fai_storage_parts *parts, fa_error *err)
{
    if (parts->ledger.ops == NULL || parts->blobs.ops == NULL || parts->clock.ops == NULL ||
        parts->hasher.ops == NULL)
        return fa_fail(err, FA_EINVALID, "the storage service lacks a port");
    svc->with = *parts;
    svc->with.quota = fai_quota_complete(parts->quota);
    return FA_OK;
}

void fa_storage_close(fa_storage_service *svc)
{
    if (svc == NULL)
        return;
    fa_hasher_close(&svc->with.hasher);
    fa_clock_close(&svc->with.clock);
    fa_blob_store_close(&svc->with.blobs);
    fa_ledger_close(&svc->with.ledger);
    fa_hasher_close(&svc->host_hasher);
    fa_clock_close(&svc->host_clock);
    fa_free(svc);
}

fa_status fai_storage_check(const fa_storage_service *svc, const fa_id *user, fa_error *err)
{
    if (svc == NULL)
        return fa_fail_field(err, FA_EINVALID, "service", "there is no storage service");
    return user == NULL ? FA_OK : fai_object_check_owner(user, err);
}
