/* analytics/usecases/forget.c: forgetting what is too old, and all of a user who leaves. */
#include "analytics/domain/tallies.h"
#include "analytics/service.h"

enum { DAY_MS = 86400000, ROWS_PER_STEP = 1000 };

fa_status fa_retention_run_next(fa_analytics_service *svc, const fa_retention *policy, bool *more,
                                fa_error *err)
{
    fa_event_purge purge = {
        .struct_size = sizeof purge, .tallies_before = FA_DATE_NONE, .limit = ROWS_PER_STEP};
    uint64_t removed = 0;
    fa_time now;
    fa_status st = fai_analytics_service_check(svc, err);

    if (st == FA_OK && (policy == NULL || policy->struct_size < sizeof *policy || more == NULL))
        st = fa_fail_field(err, FA_EINVALID, "policy", "the policy is not filled in");
    if (st == FA_OK && policy->event_days != 0 && policy->event_days <= FA_EVENT_AGE_MAX_DAYS)
        st = fa_fail_field(err, FA_EINVALID, "event_days", "events are kept for more than %d days",
                           FA_EVENT_AGE_MAX_DAYS);
    if (st != FA_OK)
        return st;
    now = fa_clock_now(&svc->with.clock);
    if (policy->event_days != 0)
        purge.events_before = now - (fa_time)policy->event_days * DAY_MS;
    if (policy->rollup_days != 0 && policy->rollup_days < (uint32_t)fai_day_of(now))
        purge.tallies_before = fai_day_of(now) - (fa_date)policy->rollup_days;
    if (policy->feedback_days != 0)
        purge.feedback_before = now - (fa_time)policy->feedback_days * DAY_MS;
    st = fa_event_repo_purge(&svc->with.repo, &purge, &removed, err);
    if (st == FA_OK)
        *more = removed >= ROWS_PER_STEP;
    return st;
}

fa_status fa_analytics_erase(fa_analytics_service *svc, fa_id user, fa_error *err)
{
    fa_event_purge purge = {.struct_size = sizeof purge, .user = user, .tallies_before = FA_DATE_NONE};
    uint64_t removed = 0;
    fa_status st = fai_analytics_service_check(svc, err);

    if (st == FA_OK)
        st = fai_analytics_check_user(user, err);
    return st == FA_OK ? fa_event_repo_purge(&svc->with.repo, &purge, &removed, err) : st;
}
