/* analysis/usecases/cancel_job.c: asking a job to stop. */
#include "analysis/usecases/fetch_job.h"
#include "analysis/usecases/report.h"

/* A job that nobody works on yet ends here; one that is taken meanwhile sees the flag itself. */
static fa_status end_waiting(fa_analysis_service *svc, const fa_job *waiting, fa_error *err)
{
    fa_job job = *waiting;
    fa_status st;

    job.state = FA_JOB_CANCELLED;
    job.updated = fa_clock_now(&svc->clock);
    job.error_code = FA_ECANCELLED;
    job.error = "The reading was cancelled.";
    st = fa_job_repo_replace(&svc->jobs, &job, err);
    if (st == FA_ECONFLICT)
        return FA_OK;
    return st == FA_OK ? fai_report_end(svc, &job, err) : st;
}

fa_status fa_job_cancel(fa_analysis_service *svc, fa_id owner, fa_id id, fa_error *err)
{
    const fa_job *job = NULL;
    fa_status st;

    if (svc == NULL)
        return fa_fail(err, FA_EINVALID, "a service is needed");
    st = fa_job_repo_cancel(&svc->jobs, owner, id, err);
    if (st == FA_OK)
        st = fai_job_fetch(svc, owner, id, &job, err);
    if (st == FA_OK && job->state == FA_JOB_QUEUED)
        st = end_waiting(svc, job, err);
    fa_job_free(job);
    return st;
}
