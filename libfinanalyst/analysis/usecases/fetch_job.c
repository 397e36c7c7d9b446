/* analysis/usecases/fetch_job.c: copies of job records; one that was made goes when the repository fails after it. */
#include "analysis/usecases/fetch_job.h"

#include "analysis/domain/job.h"

static fa_status copy(void *payload, const fa_job *job, fa_error *err)
{
    return fai_job_copy(job, (const fa_job **)payload, err);
}

static fa_status hand_over(fa_status st, const fa_job *made, const fa_job **out)
{
    if (st == FA_OK)
        *out = made;
    else
        fa_job_free(made);
    return st;
}

fa_status fai_job_fetch(const fa_analysis_service *svc, fa_id owner, fa_id job, const fa_job **out,
                        fa_error *err)
{
    const fa_job *made = NULL;
    fa_status st = fa_job_repo_get(&svc->jobs, owner, job, copy, &made, err);

    return hand_over(st, made, out);
}

fa_status fai_job_fetch_newest(const fa_analysis_service *svc, fa_id owner, fa_id document,
                               const fa_job **out, fa_error *err)
{
    const fa_job *made = NULL;
    fa_status st = fa_job_repo_of_document(&svc->jobs, owner, document, copy, &made, err);

    return hand_over(st, made, out);
}
