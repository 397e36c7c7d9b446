/* analysis/usecases/start_job.c: queueing the reading of a document, once, or anew. */
#include "analysis/domain/job.h"
#include "analysis/usecases/fetch_job.h"
#include "base/ids.h"

/* Only who owns a document has it read. */
static fa_status check_owner(void *payload, const fa_document *doc, fa_error *err)
{
    if (!fa_id_equal(doc->owner, *(const fa_id *)payload))
        return fa_fail(err, FA_EFORBIDDEN, "the document can be read only: its owner shares it");
    return FA_OK;
}

static fa_status add_job(fa_analysis_service *svc, fa_id owner, fa_id document, const fa_job **out,
                         fa_error *err)
{
    fa_job job = {.owner = owner,
                  .document = document,
                  .state = FA_JOB_QUEUED,
                  .step = "queued",
                  .error = "",
                  .version = 1};
    uint8_t bytes[10];
    fa_status st = fa_clock_random(&svc->clock, bytes, sizeof bytes, err);

    if (st != FA_OK)
        return st;
    job.created = job.updated = fa_clock_now(&svc->clock);
    job.id = fai_id_make("job_", job.created, bytes);
    st = fa_job_repo_add(&svc->jobs, &job, err);
    if (st == FA_OK)
        st = fai_job_fetch(svc, owner, job.id, out, err);
    return st;
}

/* Whether a job makes another one needless. */
typedef bool (*enough_fn)(const fa_job *job);

static fa_status start(fa_analysis_service *svc, fa_id owner, fa_id document, enough_fn is_enough,
                       const fa_job **out, fa_error *err)
{
    const fa_job *job = NULL;
    fa_error why;
    fa_status st;

    if (svc == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a service and a place for the job are needed");
    st = fa_source_get(&svc->source, owner, document, check_owner, &owner, err);
    if (st != FA_OK)
        return st;
    st = fai_job_fetch_newest(svc, owner, document, &job, &why);
    if (st == FA_OK && is_enough(job)) {
        *out = job;
        return FA_OK;
    }
    fa_job_free(job);
    if (st == FA_OK || st == FA_ENOTFOUND)
        return add_job(svc, owner, document, out, err);
    if (err != NULL)
        *err = why;
    return st;
}

static bool is_good(const fa_job *job)
{
    return job->state != FA_JOB_FAILED && job->state != FA_JOB_CANCELLED;
}

fa_status fa_job_start(fa_analysis_service *svc, fa_id owner, fa_id document, const fa_job **out,
                       fa_error *err)
{
    return start(svc, owner, document, is_good, out, err);
}

static bool is_under_way(const fa_job *job)
{
    return !fai_job_finished(job);
}

fa_status fa_job_restart(fa_analysis_service *svc, fa_id owner, fa_id document, const fa_job **out,
                         fa_error *err)
{
    return start(svc, owner, document, is_under_way, out, err);
}
