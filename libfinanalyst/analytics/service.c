/* analytics/service.c: making and unmaking the analytics service. */
#include "analytics/service.h"

#include <finanalyst/alloc.h>

#include "base/ids.h"

fa_status fai_analytics_service_new(const fai_analytics_parts *parts, fa_analytics_service **out,
                                    fa_error *err)
{
    fa_analytics_service *svc;

    if (parts->repo.ops == NULL || parts->clock.ops == NULL)
        return fa_fail(err, FA_EINVALID, "the analytics service lacks a port");
    svc = fa_calloc(1, sizeof *svc);
    if (svc == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the analytics service");
    svc->with = *parts;
    *out = svc;
    return FA_OK;
}

void fai_analytics_service_free(fa_analytics_service *svc)
{
    if (svc == NULL)
        return;
    fa_event_repo_close(&svc->with.repo);
    fa_clock_close(&svc->with.clock);
    fa_free(svc->with.lent);
    fa_free(svc);
}

fa_status fai_analytics_service_check(const fa_analytics_service *svc, fa_error *err)
{
    if (svc == NULL)
        return fa_fail_field(err, FA_EINVALID, "service", "there is no analytics service");
    return FA_OK;
}

fa_status fai_analytics_check_user(fa_id user, fa_error *err)
{
    fa_id parsed;

    if (fa_id_parse(user.s, "usr_", &parsed, NULL) != FA_OK)
        return fa_fail_field(err, FA_EINVALID, "user_id", "user_id is not a user's id");
    return FA_OK;
}

fa_status fai_analytics_make_id(const fa_analytics_service *svc, const char *prefix, fa_time now, fa_id *out,
                                fa_error *err)
{
    uint8_t bytes[10];
    fa_status st = fa_clock_random(&svc->with.clock, bytes, sizeof bytes, err);

    if (st == FA_OK)
        *out = fai_id_make(prefix, now, bytes);
    return st;
}
