/* analysis/domain/job.h: copies of job records, and what a job's state means. */
#ifndef FAI_ANALYSIS_JOB_H
#define FAI_ANALYSIS_JOB_H

#include <finanalyst/analysis.h>

enum {
    FAI_JOB_ATTEMPTS = 3,                 /* tries before a job is given up */
    FAI_JOB_PATIENCE_MS = 60 * 60 * 1000, /* how long a job waits for a document service that is away */
    FAI_JOB_BEAT_MS = 200,                /* progress is recorded at most this often */
    FAI_JOB_STALE_MS = 20 * 1000 /* a running job that was silent for longer belongs to a dead process */
};

/* A copy in one allocation, freed with fa_job_free. FA_ENOMEM. */
fa_status fai_job_copy(const fa_job *job, const fa_job **out, fa_error *err);
/* Whether it is done, failed or cancelled. */
bool fai_job_finished(const fa_job *job);

#endif
