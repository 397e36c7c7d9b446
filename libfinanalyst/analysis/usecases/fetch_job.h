/* analysis/usecases/fetch_job.h: copies of job records out of the repository. */
#ifndef FAI_ANALYSIS_FETCH_JOB_H
#define FAI_ANALYSIS_FETCH_JOB_H

#include "analysis/service.h"

/* A copy of a job, freed with fa_job_free. FA_ENOTFOUND; on failure *out is untouched. */
fa_status fai_job_fetch(const fa_analysis_service *svc, fa_id owner, fa_id job, const fa_job **out,
                        fa_error *err);
/* The same of the newest job of a document. */
fa_status fai_job_fetch_newest(const fa_analysis_service *svc, fa_id owner, fa_id document,
                               const fa_job **out, fa_error *err);

#endif
