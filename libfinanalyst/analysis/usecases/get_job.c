/* analysis/usecases/get_job.c: how a job stands. */
#include "analysis/usecases/fetch_job.h"

fa_status fa_job_get(fa_analysis_service *svc, fa_id owner, fa_id job, const fa_job **out, fa_error *err)
{
    if (svc == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a service and a place for the job are needed");
    return fai_job_fetch(svc, owner, job, out, err);
}

static fa_status see_owner(void *payload, const fa_document *doc, fa_error *err)
{
    (void)err;
    *(fa_id *)payload = doc->owner;
    return FA_OK;
}

/* Jobs are kept under the owner of the document, who may not be the one who may read it. */
fa_status fa_job_of_document(fa_analysis_service *svc, fa_id owner, fa_id document, const fa_job **out,
                             fa_error *err)
{
    fa_id whose = owner;
    fa_status st;

    if (svc == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a service and a place for the job are needed");
    st = fa_source_get(&svc->source, owner, document, see_owner, &whose, err);
    return st == FA_OK ? fai_job_fetch_newest(svc, whose, document, out, err) : st;
}
