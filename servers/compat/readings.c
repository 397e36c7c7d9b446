/* compat/readings.c: documents with how their reading goes. */
#include "compat/handlers.h"

enum { RECENT = 10 };
static const fa_time day_ms = 86400000;

static fa_id user_of(const http_request *req)
{
    return http_caller_of(req)->user;
}

/* The newest job of a document; NULL = there was none yet. The caller frees it. */
static const fa_job *job_of(const compat_routes *r, const compat_file *file)
{
    const fa_job *job = NULL;

    return fa_job_of_document(r->analysis, file->owner, file->id, &job, NULL) == FA_OK ? job : NULL;
}

static void put_document(const compat_routes *r, const compat_file *file, fa_buf *out)
{
    const fa_job *job = job_of(r, file);

    compat_put_file(out, file, job);
    fa_job_free(job);
}

/* ---- lists ---- */

typedef struct listing {
    const compat_routes *r;
    fa_buf *out;
    uint32_t count;
} listing;

static fa_status add_document(void *payload, const compat_file *file, fa_error *err)
{
    listing *l = payload;

    if (l->count++ > 0)
        fa_buf_puts(l->out, ",");
    put_document(l->r, file, l->out);
    return fa_buf_check(l->out, err);
}

fa_status compat_documents(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    listing l = {service, http_reply_body(reply), 0};
    fa_status st;

    fa_buf_puts(l.out, "[");
    st = compat_each_file(service, user_of(req), add_document, &l, err);
    fa_buf_puts(l.out, "]");
    return st;
}

fa_status compat_get_document(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_file doc;
    fa_status st = compat_find_file(service, req, user_of(req), &doc, err);

    if (st == FA_OK)
        put_document(service, &doc, http_reply_body(reply));
    return st;
}

/* ---- one reading ---- */

fa_status compat_status(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_file doc;
    const fa_job *job;
    bool under_way;
    fa_status st = compat_find_file(service, req, user_of(req), &doc, err);

    if (st != FA_OK)
        return st;
    job = job_of(service, &doc);
    under_way = compat_is_under_way(job);
    fa_buf_printf(http_reply_body(reply),
                  "{\"document_id\":%u,\"status\":\"%s\",\"is_processing\":%s,\"can_cancel\":%s}", doc.number,
                  compat_state(doc.state), under_way ? "true" : "false",
                  under_way && !job->cancel ? "true" : "false");
    fa_job_free(job);
    return FA_OK;
}

/* Asks a reading to stop; *was says whether there was one. */
static fa_status stop_reading(const compat_routes *r, const compat_file *doc, bool *was, fa_error *err)
{
    const fa_job *job = job_of(r, doc);
    fa_status st = FA_OK;

    *was = compat_is_under_way(job);
    if (*was)
        st = fa_job_cancel(r->analysis, doc->owner, job->id, err);
    fa_job_free(job);
    if (st == FA_ECONFLICT) { /* it ended meanwhile */
        *was = false;
        st = FA_OK;
    }
    return st;
}

fa_status compat_cancel(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_file doc;
    bool was = false;
    fa_status st = compat_find_file(service, req, user_of(req), &doc, err);

    if (st == FA_OK)
        st = stop_reading(service, &doc, &was, err);
    return st != FA_OK ? st
                       : compat_message(reply, was ? "Document processing cancelled successfully"
                                                   : "No active processing found for this document");
}

/* ---- the queue ---- */

typedef struct queue {
    listing recent;
    fa_time since;
    uint32_t queued, processing, completed;
} queue;

static fa_status count_document(void *payload, const compat_file *file, fa_error *err)
{
    queue *q = payload;

    q->queued += file->state == FA_DOCUMENT_STORED;
    q->processing += file->state == FA_DOCUMENT_READING;
    if (file->state == FA_DOCUMENT_READY) {
        const fa_job *job = job_of(q->recent.r, file);

        q->completed += job != NULL && job->updated >= q->since;
        fa_job_free(job);
    }
    return q->recent.count < RECENT ? add_document(&q->recent, file, err) : FA_OK;
}

/* Of one's own documents: others' names are nobody's business. */
fa_status compat_queue(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    fa_buf recent, *out = http_reply_body(reply);
    queue q = {.recent = {r, &recent, 0}, .since = fa_clock_now(r->clock) - day_ms};
    fa_status st;

    fa_buf_init(&recent, 1 << 20);
    fa_buf_puts(&recent, "");
    st = compat_each_file(r, user_of(req), count_document, &q, err);
    fa_buf_printf(out, "{\"queued\":%u,\"processing\":%u,\"completed_24h\":%u,\"recent_documents\":[%s]}",
                  q.queued, q.processing, q.completed, recent.data == NULL ? "" : recent.data);
    fa_buf_clear(&recent);
    return st;
}
