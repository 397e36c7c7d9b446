/* wire/job_json.c: an ingestion job as JSON, and back. */
#include "wire/read.h"
#include "wire/shapes.h"

static const char *const states[] = {"queued", "running", "done", "failed", "cancelled", NULL};

static const char *status_name(fa_job_state state)
{
    return state < FA_JOB_QUEUED || state > FA_JOB_CANCELLED ? NULL : states[state - 1];
}

/* Of the step, rounded down so that 100 means that it is over; -1 = not known. */
static int64_t percent(const fa_job *job)
{
    uint32_t done = job->done < job->total ? job->done : job->total;

    return job->total == 0 ? -1 : (int64_t)done * 100 / job->total;
}

fa_status fa_job_to_json(const fa_job *job, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_wire_id(&w, "id", job->id);
    fai_wire_id(&w, "owner_id", job->owner);
    fai_wire_id(&w, "document_id", job->document);
    fai_json_string(&w, "status", status_name(job->state));
    fai_wire_text(&w, "step", job->step);
    fai_json_number(&w, "done", job->done);
    fai_wire_count(&w, "total", job->total);
    fai_wire_index(&w, "pct", percent(job));
    fai_json_number(&w, "attempts", job->attempts);
    fai_json_boolean(&w, "cancel_requested", job->cancel);
    fai_wire_error(&w, "error", job->error_code, job->error);
    fai_wire_time(&w, "created_at", job->created);
    fai_wire_time(&w, "updated_at", job->updated);
    fai_json_number(&w, "version", job->version);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

typedef struct taker {
    fa_job_visit_fn visit;
    void *payload;
} taker;

static fa_status take_job(void *payload, const fai_json *node, fa_error *err)
{
    const taker *t = payload;
    fai_wire_reader r = {.node = node};
    fa_job job = {.id = fai_wire_read_id(&r, "id"), .owner = fai_wire_read_id(&r, "owner_id")};
    fa_status st;

    job.document = fai_wire_read_id(&r, "document_id");
    job.state = (fa_job_state)fai_wire_read_word(&r, "status", states);
    job.step = fai_wire_read_text(&r, "step");
    job.done = (uint32_t)fai_wire_read_count(&r, "done", UINT32_MAX);
    job.total = (uint32_t)fai_wire_read_count(&r, "total", UINT32_MAX);
    job.attempts = (uint32_t)fai_wire_read_count(&r, "attempts", UINT32_MAX);
    job.cancel = fai_wire_read_flag(&r, "cancel_requested");
    job.error_code = fai_wire_read_error(&r, "error", &job.error);
    job.created = fai_wire_read_time(&r, "created_at");
    job.updated = fai_wire_read_time(&r, "updated_at");
    job.version = (uint32_t)fai_wire_read_count(&r, "version", UINT32_MAX);
    if (*job.id.s == '\0')
        fai_wire_note(&r, "id");
    if (*job.document.s == '\0')
        fai_wire_note(&r, "document_id");
    if (job.state == 0)
        fai_wire_note(&r, "status");
    st = fai_wire_read_end(&r, err);
    return st == FA_OK ? t->visit(t->payload, &job, err) : st;
}

fa_status fa_jobs_from_json(const char *text, size_t len, fa_job_visit_fn visit, void *payload, fa_error *err)
{
    taker t = {visit, payload};

    if (visit == NULL)
        return fa_fail_field(err, FA_EINVALID, "visit", "nobody takes the jobs");
    return fai_wire_read_items(text, len, take_job, &t, err);
}
