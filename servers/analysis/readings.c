/* analysis/readings.c: how the reading of a document goes, and its end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/wire.h>

#include "analysis/routes.h"

enum { LOOKS = 20 }; /* ten a second */

static fa_status status(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    analysis_routes *r = service;
    const fa_job *job = NULL;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = fa_job_of_document(r->analysis, http_caller_of(req)->user, id, &job, err);
    if (st == FA_OK)
        st = fa_job_to_json(job, http_reply_body(reply), err);
    fa_job_free(job);
    return st;
}

static fa_status cancel(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    analysis_routes *r = service;
    const fa_job *job = NULL;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = fa_job_of_document(r->analysis, http_caller_of(req)->user, id, &job, err);
    if (st == FA_OK)
        st = fa_job_cancel(r->analysis, http_caller_of(req)->user, job->id, err);
    fa_job_free(job);
    job = NULL;
    if (st == FA_OK)
        st = fa_job_of_document(r->analysis, http_caller_of(req)->user, id, &job, err);
    if (st == FA_OK)
        st = fa_job_to_json(job, http_reply_body(reply), err);
    if (st == FA_OK)
        http_reply_status(reply, 202);
    fa_job_free(job);
    return st;
}

/* ---- events of a document's job ---- */

typedef struct watching {
    fa_analysis_service *analysis;
    fa_id reader, document;
    fa_id owner, job; /* the newest job when the document was last looked at, and whose it is */
    uint32_t looks;
    uint32_t seen; /* version of the job that was sent last, 0 = none */
    /* What that event said: a job is stored anew from time to time to show that it lives, which is no event. */
    char step[32];
    fa_job_state state;
    uint32_t done, total;
} watching;

static bool is_news(const watching *w, const fa_job *job)
{
    return job->version != w->seen && (job->state != w->state || job->done != w->done ||
                                       job->total != w->total || strcmp(job->step, w->step) != 0);
}

static void note(watching *w, const fa_job *job)
{
    w->seen = job->version;
    w->state = job->state;
    w->done = job->done;
    w->total = job->total;
    snprintf(w->step, sizeof w->step, "%s", job->step);
}

static bool is_over(const fa_job *job)
{
    return job->state == FA_JOB_DONE || job->state == FA_JOB_FAILED || job->state == FA_JOB_CANCELLED;
}

static fa_status write_event(const fa_job *job, fa_buf *out, fa_error *err)
{
    const char *name = job->state == FA_JOB_DONE ? "done" : is_over(job) ? "error" : "status";
    fa_status st;

    fa_buf_printf(out, "id: %u\nevent: %s\ndata: ", job->version, name);
    st = fa_job_to_json(job, out, err);
    fa_buf_puts(out, "\n\n");
    return st;
}

/* A job whose document was removed meanwhile has no end of its own. */
static fa_status write_gone(fa_buf *out, const fa_error *why)
{
    fa_buf_printf(out,
                  "event: error\ndata: {\"error\":{\"code\":\"%s\",\"message\":", fa_status_name(why->code));
    fa_json_quote(why->message, out);
    return fa_buf_puts(out, "}}\n\n");
}

/* Whether the document may still be read is for the document service to say, which may be in another process: it is asked every other
 * second, and when the job is gone. */
static fa_status look(watching *w, const fa_job **out, fa_error *err)
{
    fa_status st;

    if (w->looks++ % LOOKS != 0 && fa_job_get(w->analysis, w->owner, w->job, out, NULL) == FA_OK)
        return FA_OK;
    st = fa_job_of_document(w->analysis, w->reader, w->document, out, err);
    if (st == FA_OK) {
        w->owner = (*out)->owner;
        w->job = (*out)->id;
    }
    return st;
}

static fa_status next_event(void *payload, fa_buf *out, bool *last, fa_error *err)
{
    watching *w = payload;
    const fa_job *job = NULL;
    fa_error why = {0};
    fa_status st = look(w, &job, &why);

    if (st == FA_EUNAVAILABLE || st == FA_ETIMEOUT)
        return FA_OK; /* the next look may tell */
    if (st != FA_OK) {
        *last = true;
        return write_gone(out, &why);
    }
    if (is_news(w, job)) {
        note(w, job);
        *last = is_over(job);
        st = write_event(job, out, err);
    }
    fa_job_free(job);
    return st;
}

/* A client that comes back with the id of the last event there will be is told to stay away: 204. */
static fa_status events(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    analysis_routes *r = service;
    const char *resumed = http_header(req, "Last-Event-ID");
    uint32_t seen = resumed == NULL ? 0 : (uint32_t)strtoul(resumed, NULL, 10);
    const fa_job *job = NULL;
    watching *w;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);
    bool ended;

    if (st == FA_OK)
        st = fa_job_of_document(r->analysis, http_caller_of(req)->user, id, &job, err);
    if (st != FA_OK)
        return st;
    ended = is_over(job) && job->version == seen;
    fa_job_free(job);
    if (ended) {
        http_reply_status(reply, 204);
        return FA_OK;
    }
    w = calloc(1, sizeof *w);
    if (w == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    *w = (watching){
        .analysis = r->analysis, .reader = http_caller_of(req)->user, .document = id, .seen = seen};
    http_reply_events(reply, next_event, free, w);
    return FA_OK;
}

static fa_status process(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    analysis_routes *r = service;
    const fa_job *job = NULL;
    char location[96];
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = fa_job_restart(r->analysis, http_caller_of(req)->user, id, &job, err);
    if (st == FA_OK)
        st = fa_job_to_json(job, http_reply_body(reply), err);
    if (st == FA_OK) {
        r->job_waits(r->payload);
        (void)snprintf(location, sizeof location, "/api/v1/documents/%s/status", id.s);
        http_reply_header(reply, "Location", location);
        http_reply_status(reply, 202);
    }
    fa_job_free(job);
    return st;
}

const http_route reading_route_table[] = {
    {"GET", "/api/v1/documents/{id}/status", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, status,
     "How its reading goes", "", "200 a job; 404"},
    {"GET", "/api/v1/documents/{id}/events", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, events,
     "How its reading goes, as an event stream", "the header `Last-Event-ID`, to go on behind an event",
     "200 `text/event-stream`: events `status` and, last, `done` or `error`, each with a job as its data; a "
     "comment "
     "every 15 s; 204 when nothing comes behind that event; 404"},
    {"POST", "/api/v1/documents/{id}:cancel", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, cancel,
     "Stop its reading", "", "202 the job, which ends at its next step; 404; 409 when it has ended"},
    {"POST", "/api/v1/documents/{id}:process", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, process,
     "Read a document anew", "",
     "202 the job, or the one that is under way, and its `Location`; 403 it is only shared with one; 404"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
