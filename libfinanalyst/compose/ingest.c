/* compose/ingest.c: uploads a file and sees its reading through, in the calling thread. */
#include <time.h>

#include <finanalyst/app.h>

enum { FIRST_WAIT_MS = 2, LAST_WAIT_MS = 200, FOREIGN_FAILURES = 16 };

/* Whether the job has come to its end, and how. */
typedef struct outcome {
    bool ended;
    fa_job_state state;
    uint32_t attempts;
} outcome;

static fa_status look(fa_analysis_service *svc, fa_id owner, fa_id id, outcome *out, fa_error *err)
{
    const fa_job *job = NULL;
    fa_status st = fa_job_get(svc, owner, id, &job, err);

    if (st != FA_OK)
        return st;
    out->state = job->state;
    out->attempts = job->attempts;
    out->ended = job->state != FA_JOB_QUEUED && job->state != FA_JOB_RUNNING;
    fa_job_free(job);
    return FA_OK;
}

static void wait_ms(int ms)
{
    struct timespec t = {0, (long)ms * 1000000};

    (void)nanosleep(&t, NULL);
}

/* Works off waiting jobs, whosever they are, until this one has ended. Another thread or process may have it in hand:
 * then there is nothing to do but to wait for it, or, should it die, to take the job over. A failure that came while
 * this job was not attempted is that of another document. */
static fa_status see_through(fa_analysis_service *svc, fa_id owner, fa_id job, outcome *out, fa_error *err)
{
    int ms = FIRST_WAIT_MS, foreign = 0;
    fa_status looked = look(svc, owner, job, out, err);

    while (looked == FA_OK && !out->ended) {
        uint32_t attempts = out->attempts;
        bool worked = false;
        fa_error why = {0};
        fa_status st = fa_job_run_next(svc, &worked, &why);

        looked = look(svc, owner, job, out, err);
        if (looked != FA_OK || out->ended)
            break;
        if (st != FA_OK && (out->attempts != attempts || ++foreign > FOREIGN_FAILURES)) {
            if (err != NULL)
                *err = why;
            return st;
        }
        if (st == FA_OK && !worked) {
            wait_ms(ms);
            ms = ms * 2 < LAST_WAIT_MS ? ms * 2 : LAST_WAIT_MS;
        }
    }
    return looked;
}

/* What the document says of how its reading ended. */
static fa_status verdict(const fa_document *doc, const outcome *how, fa_error *err)
{
    if (how->state == FA_JOB_DONE)
        return FA_OK;
    if (how->state == FA_JOB_CANCELLED)
        return fa_fail(err, FA_ECANCELLED, "the reading of the document was cancelled");
    return fa_fail(err, doc->error_code == FA_OK ? FA_EINTERNAL : doc->error_code, "%s", doc->error);
}

fa_status fa_app_ingest(fa_app *app, fa_id owner, const fa_upload *in, const fa_document **out, fa_error *err)
{
    const fa_document *doc = NULL;
    const fa_job *job = NULL;
    outcome how = {0};
    fa_id id;
    fa_status st;

    if (app == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "ingesting needs the services and an out");
    st = fa_document_upload(fa_app_documents(app), owner, in, &doc, NULL, err);
    if (st != FA_OK)
        return st;
    id = doc->id;
    fa_document_free(doc);
    doc = NULL;
    st = fa_job_start(fa_app_analysis(app), owner, id, &job, err);
    if (st == FA_OK)
        st = see_through(fa_app_analysis(app), owner, job->id, &how, err);
    fa_job_free(job);
    if (st == FA_OK)
        st = fa_document_get(fa_app_documents(app), owner, id, &doc, err);
    if (st == FA_OK)
        st = verdict(doc, &how, err);
    if (st == FA_OK)
        *out = doc;
    else
        fa_document_free(doc);
    return st;
}
