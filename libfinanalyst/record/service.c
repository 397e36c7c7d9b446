/* record/service.c: making and unmaking the record service. */
#include "record/service.h"

#include <finanalyst/alloc.h>

fa_status fai_record_service_new(const fai_record_parts *parts, fa_record_service **out, fa_error *err)
{
    fa_record_service *svc;

    if (parts->repo.ops == NULL || parts->analyst.ops == NULL || parts->clock.ops == NULL ||
        parts->hasher.ops == NULL)
        return fa_fail(err, FA_EINVALID, "the record service lacks a port");
    svc = fa_calloc(1, sizeof *svc);
    if (svc == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the record service");
    svc->with = *parts;
    *out = svc;
    return FA_OK;
}

void fa_record_close(fa_record_service *svc)
{
    if (svc == NULL)
        return;
    fa_hasher_close(&svc->with.hasher);
    fa_clock_close(&svc->with.clock);
    fa_analyst_close(&svc->with.analyst);
    fa_record_repo_close(&svc->with.repo);
    fa_free(svc);
}

fa_status fai_record_service_check(const fa_record_service *svc, fa_error *err)
{
    return svc == NULL ? fa_fail_field(err, FA_EINVALID, "service", "there is no record service") : FA_OK;
}
