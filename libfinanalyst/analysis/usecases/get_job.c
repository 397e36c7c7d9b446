/* analysis/usecases/get_job.c: how a job stands. */
#include "analysis/usecases/fetch_job.h"

fa_status fa_job_get(fa_analysis_service *svc, fa_id owner, fa_id job, const fa_job **out, fa_error *err)
{
    if (svc == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a service and a place for the job are needed");
    return fai_job_fetch(svc, owner, job, out, err);
}

fa_status fa_job_of_document(fa_analysis_service *svc, fa_id owner, fa_id document, const fa_job **out,
                             fa_error *err)
{
    if (svc == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a service and a place for the job are needed");
    return fai_job_fetch_newest(svc, owner, document, out, err);
}
