/* compat/documents.c: upload, list, status, content and removal of documents. */
#include <string.h>

#include "compat/handlers.h"

enum { PAGE = 100, RECENT = 10 };
static const fa_time day_ms = 86400000;
static const char no_document[] = "Document not found";

static fa_id user_of(const http_request *req)
{
    return http_caller_of(req)->user;
}

const char *compat_state(fa_document_state state)
{
    switch (state) {
    case FA_DOCUMENT_STORED:
        return "UPLOADED";
    case FA_DOCUMENT_READING:
        return "PROCESSING";
    case FA_DOCUMENT_READY:
        return "COMPLETED";
    case FA_DOCUMENT_FAILED:
        return "ERROR";
    case FA_DOCUMENT_CANCELLED:
        return "CANCELLED";
    }
    return "ERROR";
}

fa_status compat_document(const compat_routes *r, const http_request *req, fa_id owner,
                          const fa_document **out, fa_error *err)
{
    uint32_t number = 0;
    fa_status st = compat_number(req, 0, no_document, &number, err);

    if (st == FA_OK)
        st = fa_document_get_legacy(fa_app_documents(r->app), owner, number, out, err);
    return st == FA_ENOTFOUND ? fa_fail(err, st, no_document) : st;
}

/* ---- lists ---- */

/* A page of ids: their documents are looked at when the store is free for other questions again. */
typedef struct paging {
    fa_id ids[PAGE];
    uint32_t count;
} paging;

static fa_status note_id(void *payload, const fa_document *doc, fa_error *err)
{
    paging *p = payload;

    (void)err;
    p->ids[p->count++] = doc->id;
    return FA_OK;
}

/* One that was removed meanwhile is passed over. */
static fa_status visit_one(const compat_routes *r, fa_id owner, fa_id id, fa_document_visit_fn visit,
                           void *payload, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_status st = fa_document_get(fa_app_documents(r->app), owner, id, &doc, err);

    if (st == FA_OK)
        st = visit(payload, doc, err);
    else if (st == FA_ENOTFOUND)
        st = FA_OK;
    fa_document_free(doc);
    return st;
}

fa_status compat_each_document(const compat_routes *r, fa_id owner, fa_document_visit_fn visit, void *payload,
                               fa_error *err)
{
    fa_id after = {{0}};
    fa_status st = FA_OK;
    bool more = true;

    while (st == FA_OK && more) {
        paging p = {.count = 0};

        st = fa_document_list(fa_app_documents(r->app), owner, after, PAGE, note_id, &p, err);
        more = p.count == PAGE;
        for (uint32_t i = 0; st == FA_OK && i < p.count; i++)
            st = visit_one(r, owner, p.ids[i], visit, payload, err);
        if (more)
            after = p.ids[PAGE - 1];
    }
    return st;
}

static bool is_under_way(const fa_job *job)
{
    return job != NULL && (job->state == FA_JOB_QUEUED || job->state == FA_JOB_RUNNING);
}

/* The newest job of a document; NULL = there was none yet. The caller frees it. */
static const fa_job *job_of(const compat_routes *r, const fa_document *doc)
{
    const fa_job *job = NULL;

    return fa_job_of_document(fa_app_analysis(r->app), doc->owner, doc->id, &job, NULL) == FA_OK ? job : NULL;
}

static void put_document(const compat_routes *r, const fa_document *doc, fa_buf *out)
{
    const fa_job *job = job_of(r, doc);

    fa_buf_printf(out, "{\"id\":%u", doc->legacy_id);
    compat_put(out, "filename", doc->name);
    fa_buf_printf(out, ",\"file_size\":%llu", (unsigned long long)doc->size_bytes);
    compat_put(out, "mime_type", doc->media_type);
    compat_put(out, "status", compat_state(doc->state));
    compat_put_time(out, "created_at", doc->created);
    compat_put_time(out, "updated_at", job == NULL ? doc->created : job->updated);
    compat_put_known(out, "processing_step", is_under_way(job) ? job->step : "");
    compat_put_known(out, "error_message", doc->error);
    fa_buf_puts(out, "}");
    fa_job_free(job);
}

typedef struct listing {
    const compat_routes *r;
    fa_buf *out;
    uint32_t count;
} listing;

static fa_status add_document(void *payload, const fa_document *doc, fa_error *err)
{
    listing *l = payload;

    if (l->count++ > 0)
        fa_buf_puts(l->out, ",");
    put_document(l->r, doc, l->out);
    return fa_buf_check(l->out, err);
}

fa_status compat_documents(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    listing l = {service, http_reply_body(reply), 0};
    fa_status st;

    fa_buf_puts(l.out, "[");
    st = compat_each_document(service, user_of(req), add_document, &l, err);
    fa_buf_puts(l.out, "]");
    return st;
}

fa_status compat_get_document(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_status st = compat_document(service, req, user_of(req), &doc, err);

    if (st == FA_OK)
        put_document(service, doc, http_reply_body(reply));
    fa_document_free(doc);
    return st;
}

/* ---- in and out ---- */

fa_status compat_upload(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    fa_upload in = FA_UPLOAD_INIT;
    const fa_document *doc = NULL;
    const fa_job *job = NULL;
    FILE *file = NULL;
    fa_status st = http_file_body(req, &file, &in.name, err);

    in.read = compat_read_file;
    in.payload = file;
    if (st == FA_OK)
        st = fa_document_upload(fa_app_documents(r->app), user_of(req), &in, &doc, NULL, err);
    if (st == FA_OK && doc->state != FA_DOCUMENT_READY)
        st = fa_job_start(fa_app_analysis(r->app), user_of(req), doc->id, &job, err);
    if (st == FA_OK) {
        r->job_waits(r->payload);
        http_reply_tell(reply, doc->id, 0);
        put_document(r, doc, http_reply_body(reply));
    }
    fa_job_free(job);
    fa_document_free(doc);
    return st;
}

fa_status compat_fetch(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    (void)service;
    (void)req;
    (void)reply;
    return fa_fail(err, FA_EUNSUPPORTED,
                   "this server does not fetch documents from addresses: upload the file itself");
}

/* The bytes are verified whole before the first is sent. */
static fa_status send_content(const compat_routes *r, const fa_document *doc, http_reply *reply,
                              fa_error *err)
{
    FILE *file = tmpfile();
    fa_status st;

    if (file == NULL)
        return fa_fail(err, FA_EUNAVAILABLE, "the document cannot be sent");
    st = fa_document_content(fa_app_documents(r->app), doc->owner, doc->id, compat_write_file, file, err);
    if (st == FA_OK)
        return compat_attach(reply, file, doc->name, doc->media_type);
    fclose(file);
    return st;
}

fa_status compat_download(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_id reader;
    fa_status st = compat_reader(service, req, &reader, err);

    if (st == FA_OK)
        st = compat_document(service, req, reader, &doc, err);
    if (st == FA_OK)
        st = send_content(service, doc, reply, err);
    if (st == FA_OK) /* by a link nobody is signed in: then it is told who reads */
        http_reply_tell(reply, *user_of(req).s == '\0' ? reader : doc->id, 0);
    fa_document_free(doc);
    return st;
}

fa_status compat_download_link(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_document *doc = NULL;
    char token[COMPAT_LINK_BYTES];
    fa_time ends = 0;
    fa_buf *out = http_reply_body(reply);
    fa_status st = compat_document(service, req, user_of(req), &doc, err);

    if (st == FA_OK)
        st = compat_link_make(service, user_of(req), doc, token, &ends, err);
    if (st == FA_OK) {
        fa_buf_printf(out, "{\"download_url\":\"/documents/%u/download?token=%s\"", doc->legacy_id, token);
        compat_put(out, "token", token);
        compat_put_time(out, "expires_at", ends);
        fa_buf_puts(out, "}");
    }
    fa_document_free(doc);
    return st;
}

/* ---- processing ---- */

fa_status compat_status(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_document *doc = NULL;
    const fa_job *job;
    fa_status st = compat_document(service, req, user_of(req), &doc, err);

    if (st != FA_OK)
        return st;
    job = job_of(service, doc);
    fa_buf_printf(http_reply_body(reply),
                  "{\"document_id\":%u,\"status\":\"%s\",\"is_processing\":%s,\"can_cancel\":%s}",
                  doc->legacy_id, compat_state(doc->state), is_under_way(job) ? "true" : "false",
                  is_under_way(job) && !job->cancel ? "true" : "false");
    fa_job_free(job);
    fa_document_free(doc);
    return FA_OK;
}

/* Asks a reading to stop; *was says whether there was one. */
static fa_status stop_reading(const compat_routes *r, const fa_document *doc, bool *was, fa_error *err)
{
    const fa_job *job = job_of(r, doc);
    fa_status st = FA_OK;

    *was = is_under_way(job);
    if (*was)
        st = fa_job_cancel(fa_app_analysis(r->app), doc->owner, job->id, err);
    fa_job_free(job);
    if (st == FA_ECONFLICT) { /* it ended meanwhile */
        *was = false;
        st = FA_OK;
    }
    return st;
}

fa_status compat_cancel(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_document *doc = NULL;
    bool was = false;
    fa_status st = compat_document(service, req, user_of(req), &doc, err);

    if (st == FA_OK)
        st = stop_reading(service, doc, &was, err);
    fa_document_free(doc);
    return st != FA_OK ? st
                       : compat_message(reply, was ? "Document processing cancelled successfully"
                                                   : "No active processing found for this document");
}

/* What was told of the document goes before it, while a failure can be made good by the next try, and again behind it, for
 * what was on its way. */
fa_status compat_remove_document(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    const fa_document *doc = NULL;
    bool was = false;
    fa_status st = compat_document(r, req, user_of(req), &doc, err);

    if (st == FA_OK)
        st = stop_reading(r, doc, &was, err);
    if (st == FA_OK)
        st = fa_record_forget(r->records, doc->id, err);
    if (st == FA_OK)
        st = fa_app_remove(r->app, doc->owner, doc->id, err);
    if (st == FA_OK)
        st = fa_record_forget(r->records, doc->id, err);
    fa_document_free(doc);
    return st == FA_OK ? compat_message(reply, "Document deleted successfully") : st;
}

/* ---- the queue ---- */

typedef struct queue {
    listing recent;
    fa_time since;
    uint32_t queued, processing, completed;
} queue;

static fa_status count_document(void *payload, const fa_document *doc, fa_error *err)
{
    queue *q = payload;

    q->queued += doc->state == FA_DOCUMENT_STORED;
    q->processing += doc->state == FA_DOCUMENT_READING;
    if (doc->state == FA_DOCUMENT_READY) {
        const fa_job *job = job_of(q->recent.r, doc);

        q->completed += job != NULL && job->updated >= q->since;
        fa_job_free(job);
    }
    return q->recent.count < RECENT ? add_document(&q->recent, doc, err) : FA_OK;
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
    st = compat_each_document(r, user_of(req), count_document, &q, err);
    fa_buf_printf(out, "{\"queued\":%u,\"processing\":%u,\"completed_24h\":%u,\"recent_documents\":[%s]}",
                  q.queued, q.processing, q.completed, recent.data == NULL ? "" : recent.data);
    fa_buf_clear(&recent);
    return st;
}
