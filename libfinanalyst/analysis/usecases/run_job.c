/* analysis/usecases/run_job.c: one job from its claim to its end: fetch, read, understand, keep. Every step may be done
 * again, so that a job whose process died is simply taken up anew. */
#include <stdio.h>

#include <finanalyst/alloc.h>

#include "analysis/domain/job.h"
#include "analysis/domain/passages.h"
#include "analysis/service.h"
#include "analysis/usecases/fetch.h"
#include "analysis/usecases/forget.h"
#include "analysis/usecases/report.h"

/* A job in work. */
typedef struct run {
    fa_analysis_service *svc;
    fa_job job;      /* as it was last stored */
    char *name;      /* of the document */
    char error[192]; /* what job.error points at, once it failed */
    bool cancelled;  /* the flag was seen */
    bool lost;       /* another process has taken the job over */
    bool away;       /* the document service could not be asked */
} run;

/* What came of asking the document service. */
static fa_status asked(run *r, fa_status st)
{
    r->away = r->away || st == FA_EUNAVAILABLE || st == FA_ETIMEOUT;
    return st;
}

/* Stores the job; the version is checked, so that only one process goes on with it. */
static fa_status store(run *r, fa_error *err)
{
    fa_status st;

    r->job.updated = fa_clock_now(&r->svc->clock);
    st = fa_job_repo_replace(&r->svc->jobs, &r->job, err);
    if (st == FA_OK)
        r->job.version++;
    else if (st == FA_ECONFLICT)
        r->lost = true;
    return st;
}

static fa_status see_cancel(void *payload, const fa_job *job, fa_error *err)
{
    (void)err;
    *(bool *)payload = job->cancel;
    return FA_OK;
}

/* Shows where the job stands, and ends it when somebody asked for that. */
static fa_status beat(run *r, fa_error *err)
{
    fa_status st = fa_job_repo_get(&r->svc->jobs, r->job.owner, r->job.id, see_cancel, &r->cancelled, err);

    if (st == FA_OK && r->cancelled)
        return fa_fail(err, FA_ECANCELLED, "The reading was cancelled.");
    return st == FA_OK ? store(r, err) : st;
}

static fa_status begin_step(run *r, const char *step, fa_error *err)
{
    r->job.step = step;
    r->job.done = r->job.total = 0;
    return beat(r, err);
}

static fa_status on_progress(void *payload, const char *step, uint32_t done, uint32_t total, fa_error *err)
{
    run *r = payload;
    fa_time now = fa_clock_now(&r->svc->clock);

    (void)step;
    r->job.done = done;
    r->job.total = total;
    if (now - r->job.updated < FAI_JOB_BEAT_MS && now >= r->job.updated)
        return FA_OK;
    return beat(r, err);
}

static fa_status keep_name(void *payload, const fa_document *doc, fa_error *err)
{
    run *r = payload;

    r->name = fa_strdup(doc->name);
    return r->name != NULL ? FA_OK : fa_fail(err, FA_ENOMEM, "out of memory");
}

static fa_status read_content(run *r, const fa_content **out, fa_error *err)
{
    fai_fetched file = {NULL, ""};
    fa_read_request request = FA_READ_REQUEST_INIT;
    fa_status st = begin_step(r, "fetching", err);

    if (st == FA_OK)
        st = asked(r, fai_fetch(r->svc, r->job.owner, r->job.document, &file, err));
    if (st == FA_OK)
        st = begin_step(r, "reading", err);
    if (st == FA_OK) {
        request.path = file.path;
        request.name = r->name;
        request.limits = &r->svc->limits;
        request.progress = on_progress;
        request.payload = r;
        st = fa_reader_read(&r->svc->reader, &request, out, err);
    }
    fai_fetched_close(&file);
    return st;
}

static fa_status keep(run *r, const fa_content *content, const fa_filing *filing, fa_error *err)
{
    fai_arena arena;
    const fa_passage *pages = NULL;
    fa_status st = begin_step(r, "keeping", err);

    fai_arena_init(&arena, 0);
    if (st == FA_OK)
        st = fai_passages_make(content, filing, r->job.document, &arena, &pages, err);
    if (st == FA_OK)
        st = fa_filing_repo_put(&r->svc->filings, r->job.owner, r->job.document, filing, err);
    if (st == FA_OK)
        st =
            fa_passage_put(&r->svc->passages, r->job.owner, r->job.document, pages, content->page_count, err);
    fai_arena_clear(&arena);
    if (st == FA_OK)
        st = beat(r, err);
    if (st == FA_OK)
        st = asked(r, fai_report_ready(r->svc, r->job.owner, r->job.document, content, filing, err));
    return st;
}

static fa_status work(run *r, fa_error *err)
{
    const fa_content *content = NULL;
    const fa_filing *filing = NULL;
    fa_status st = asked(r, fa_source_get(&r->svc->source, r->job.owner, r->job.document, keep_name, r, err));

    if (st == FA_OK)
        st = asked(r, fai_report_begin(r->svc, r->job.owner, r->job.document, err));
    if (st == FA_OK)
        st = read_content(r, &content, err);
    if (st == FA_OK)
        st = begin_step(r, "understanding", err);
    if (st == FA_OK)
        st = fa_filing_read(content, r->name, &filing, err);
    if (st == FA_OK)
        st = keep(r, content, filing, err);
    if (st == FA_OK) {
        r->job.state = FA_JOB_DONE;
        r->job.step = "done";
        r->job.done = r->job.total = content->page_count;
        st = store(r, err);
    }
    fa_filing_free(filing);
    fa_content_free(content);
    return st;
}

/* Stores how the job failed and tells the document. */
static fa_status give_up(run *r, fa_job_state state, fa_status code, const char *why, fa_error *err)
{
    fa_status st;

    (void)snprintf(r->error, sizeof r->error, "%s", why);
    r->job.state = state;
    r->job.error_code = code;
    r->job.error = r->error;
    st = fai_report_end(r->svc, &r->job, err);
    if (st == FA_OK)
        st = store(r, err);
    return r->lost ? FA_OK : st;
}

/* Failures of this machine rather than of the document: worth another try. */
static bool may_pass(fa_status code)
{
    return code == FA_ENOMEM || code == FA_EUNAVAILABLE;
}

/* Whether the document was removed meanwhile, and its jobs with it. */
static bool was_forgotten(const run *r)
{
    bool cancel;

    return fa_job_repo_get(&r->svc->jobs, r->job.owner, r->job.id, see_cancel, &cancel, NULL) == FA_ENOTFOUND;
}

/* While the document service is away nothing is tried: the job waits for it, for a time. */
static bool is_waiting(const run *r)
{
    return r->away && r->job.attempts > 0 &&
           fa_clock_now(&r->svc->clock) - r->job.created < FAI_JOB_PATIENCE_MS;
}

static fa_status end_badly(run *r, fa_status code, fa_error *why, fa_error *err)
{
    fa_status st;

    if (was_forgotten(r))
        return fai_forget_kept(r->svc, r->job.owner, r->job.document, err);
    if (r->lost)
        return FA_OK;
    if (r->cancelled)
        return give_up(r, FA_JOB_CANCELLED, FA_ECANCELLED, "The reading was cancelled.", err);
    if (!may_pass(code) && !r->away)
        return give_up(r, FA_JOB_FAILED, code, why->message, err);
    if (is_waiting(r)) {
        r->job.attempts--;
        r->job.state = FA_JOB_QUEUED;
        st = store(r, err);
    } else if (r->job.attempts >= FAI_JOB_ATTEMPTS) {
        st = give_up(r, FA_JOB_FAILED, code, why->message, err);
    } else {
        r->job.state = FA_JOB_QUEUED;
        st = store(r, err);
    }
    if (st != FA_OK && !r->lost)
        return st;
    if (err != NULL)
        *err = *why;
    return code;
}

static fa_status take(void *payload, const fa_job *job, fa_error *err)
{
    run *r = payload;

    (void)err;
    r->job = *job;
    r->job.step = "fetching";
    r->job.error = "";
    r->job.error_code = FA_OK;
    return FA_OK;
}

void fa_job_watch(fa_analysis_service *svc, fa_job_seen_fn seen, void *payload)
{
    if (svc == NULL)
        return;
    svc->seen = seen;
    svc->seen_payload = payload;
}

static void tell(const run *r, int64_t elapsed_ms)
{
    if (r->svc->seen != NULL)
        r->svc->seen(r->svc->seen_payload, &r->job, elapsed_ms < 0 ? 0 : elapsed_ms);
}

static fa_status run_next(fa_analysis_service *svc, bool *worked, fa_error *err)
{
    run r = {.svc = svc};
    fa_error why = {0};
    fa_time now;
    fa_status st;

    now = fa_clock_now(&svc->clock);
    st = fa_job_repo_claim(&svc->jobs, now, now - FAI_JOB_STALE_MS, take, &r, err);
    *worked = st == FA_OK;
    if (st != FA_OK)
        return st == FA_ENOTFOUND ? FA_OK : st;
    tell(&r, 0);
    if (r.job.attempts > FAI_JOB_ATTEMPTS)
        st = give_up(&r, FA_JOB_FAILED, FA_EINTERNAL,
                     "The reading of this document ended without a result three times.", err);
    else if ((st = work(&r, &why)) != FA_OK)
        st = end_badly(&r, st, &why, err);
    if (r.job.state != FA_JOB_RUNNING && r.job.state != FA_JOB_QUEUED && !r.lost)
        tell(&r, fa_clock_now(&svc->clock) - now);
    fa_free(r.name);
    return st;
}

/* Much that goes wrong on the way is no failure of this call: the error is handed on at the end, where it is one. */
fa_status fa_job_run_next(fa_analysis_service *svc, bool *worked, fa_error *err)
{
    fa_error why = {0};
    fa_status st;

    if (svc == NULL || worked == NULL)
        return fa_fail(err, FA_EINVALID, "a service and a place for the result are needed");
    st = run_next(svc, worked, &why);
    if (st != FA_OK && err != NULL)
        *err = why;
    return st;
}
