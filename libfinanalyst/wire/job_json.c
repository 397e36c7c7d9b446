/* wire/job_json.c: an ingestion job as JSON. */
#include "wire/shapes.h"

static const char *status_name(fa_job_state state)
{
    switch (state) {
    case FA_JOB_QUEUED:
        return "queued";
    case FA_JOB_RUNNING:
        return "running";
    case FA_JOB_DONE:
        return "done";
    case FA_JOB_FAILED:
        return "failed";
    case FA_JOB_CANCELLED:
        return "cancelled";
    }
    return NULL;
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
