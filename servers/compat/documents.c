/* compat/documents.c: documents in and out: upload, content, removal. */
#include "compat/handlers.h"

static fa_id user_of(const http_request *req)
{
    return http_caller_of(req)->user;
}

/* ---- upload ---- */

typedef struct showing {
    fa_buf *out;
    const compat_file *file;
    bool done;
} showing;

static fa_status show(void *payload, const fa_job *job, fa_error *err)
{
    showing *s = payload;

    (void)err;
    compat_put_file(s->out, s->file, job);
    s->done = true;
    return FA_OK;
}

/* What was read before has no new job: the one that read it tells when that was. */
static void show_stored(const compat_routes *r, const fa_document *doc, const fa_job *job, fa_buf *out)
{
    compat_file file;
    showing s = {.out = out, .file = &file};

    compat_file_of(doc, &file);
    if (job == NULL && doc->state == FA_DOCUMENT_READY)
        (void)fa_readings_start(r->readings, doc->owner, doc->id, show, &s, NULL);
    if (!s.done)
        compat_put_file(out, &file, job);
}

fa_status compat_upload(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    fa_upload in = FA_UPLOAD_INIT;
    const fa_document *doc = NULL;
    const fa_job *job = NULL;
    FILE *file = NULL;
    fa_status st = http_file_body(req, &file, &in.name, err);

    in.read = http_read_file;
    in.payload = file;
    if (st == FA_OK)
        st = fa_app_upload(r->app, user_of(req), &in, &doc, NULL, &job, err);
    if (st == FA_OK) {
        r->job_waits(r->payload);
        http_reply_tell(reply, doc->id, 0);
        show_stored(r, doc, job, http_reply_body(reply));
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

/* ---- content ---- */

/* The bytes are verified whole before the first is sent. */
static fa_status send_content(const compat_routes *r, const compat_file *doc, http_reply *reply,
                              fa_error *err)
{
    FILE *file = tmpfile();
    fa_status st;

    if (file == NULL)
        return fa_fail(err, FA_EUNAVAILABLE, "the document cannot be sent");
    st = fa_source_content(r->documents, doc->owner, doc->id, http_write_file, file, err);
    if (st == FA_OK)
        http_reply_attachment(reply, file, doc->name, doc->type);
    else
        fclose(file);
    return st;
}

fa_status compat_download(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_file doc;
    fa_id reader;
    fa_status st = compat_reader(service, req, &reader, err);

    if (st == FA_OK)
        st = compat_find_file(service, req, reader, &doc, err);
    if (st == FA_OK)
        st = send_content(service, &doc, reply, err);
    if (st == FA_OK) /* by a link nobody is signed in: then it is told who reads */
        http_reply_tell(reply, *user_of(req).s == '\0' ? reader : doc.id, 0);
    return st;
}

fa_status compat_download_link(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_file doc;
    char token[COMPAT_LINK_BYTES];
    fa_time ends = 0;
    fa_buf *out = http_reply_body(reply);
    fa_status st = compat_find_file(service, req, user_of(req), &doc, err);

    if (st == FA_OK)
        st = compat_link_make(service, user_of(req), &doc, token, &ends, err);
    if (st == FA_OK) {
        fa_buf_printf(out, "{\"download_url\":\"/documents/%u/download?token=%s\"", doc.number, token);
        compat_put(out, "token", token);
        compat_put_time(out, "expires_at", ends);
        fa_buf_puts(out, "}");
    }
    return st;
}

/* ---- removal ---- */

fa_status compat_remove_document(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    compat_file doc;
    fa_status st = compat_find_file(r, req, user_of(req), &doc, err);

    if (st == FA_OK)
        st = fa_app_remove(r->app, doc.owner, doc.id, err);
    return st == FA_OK ? compat_message(reply, "Document deleted successfully") : st;
}
