/* analysis/domain/job.c: copies of job records, and what a job's state means. */
#include "analysis/domain/job.h"

#include <string.h>

#include <finanalyst/alloc.h>

fa_status fai_job_copy(const fa_job *job, const fa_job **out, fa_error *err)
{
    size_t step = strlen(job->step) + 1;
    size_t error = strlen(job->error) + 1;
    fa_job *copy = fa_alloc(sizeof *copy + step + error);
    char *text;

    if (copy == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    text = (char *)(copy + 1);
    *copy = *job;
    copy->step = memcpy(text, job->step, step);
    copy->error = memcpy(text + step, job->error, error);
    *out = copy;
    return FA_OK;
}

bool fai_job_finished(const fa_job *job)
{
    return job->state == FA_JOB_DONE || job->state == FA_JOB_FAILED || job->state == FA_JOB_CANCELLED;
}

void fa_job_free(const fa_job *job)
{
    fa_job *mine;

    memcpy(&mine, &job, sizeof mine);
    fa_free(mine);
}
