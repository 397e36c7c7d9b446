/* document/routes.c: upload, list, status, content. */
#include "document/routes.h"

#include <stdlib.h>
#include <string.h>

#include <finanalyst/wire.h>

#include "document/handlers.h"

static fa_status read_spooled(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    *got = fread(buf, 1, cap, (FILE *)payload);
    return ferror((FILE *)payload) ? fa_fail(err, FA_EUNAVAILABLE, "the upload cannot be read back") : FA_OK;
}

static fa_status upload(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    fa_upload in = FA_UPLOAD_INIT;
    const fa_document *doc = NULL;
    const fa_job *job = NULL;
    bool duplicate = false;
    char location[96];
    FILE *file = NULL;
    fa_status st = http_file_body(req, &file, &in.name, err);

    in.read = read_spooled;
    in.payload = file;
    if (st == FA_OK)
        st = fa_document_upload(fa_app_documents(r->app), http_caller_of(req)->user, &in, &doc, &duplicate,
                                err);
    if (st == FA_OK && doc->state != FA_DOCUMENT_READY)
        st = fa_job_start(fa_app_analysis(r->app), http_caller_of(req)->user, doc->id, &job, err);
    if (st == FA_OK)
        st = fa_document_to_json(doc, http_reply_body(reply), err);
    if (st == FA_OK) {
        r->job_waits(r->payload);
        snprintf(location, sizeof location, "/api/v1/documents/%s", doc->id.s);
        http_reply_header(reply, "Location", location);
        http_reply_status(reply, duplicate ? 200 : 201);
        http_reply_tell(reply, doc->id, 0);
    }
    fa_job_free(job);
    fa_document_free(doc);
    return st;
}

static fa_status get(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    const fa_document *doc = NULL;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = fa_document_get(fa_app_documents(r->app), http_caller_of(req)->user, id, &doc, err);
    if (st == FA_OK)
        st = fa_document_to_json(doc, http_reply_body(reply), err);
    fa_document_free(doc);
    return st;
}

static fa_status write_file(void *payload, const void *buf, size_t len, fa_error *err)
{
    return fwrite(buf, 1, len, (FILE *)payload) == len
               ? FA_OK
               : fa_fail(err, FA_EUNAVAILABLE, "the document cannot be sent");
}

/* RFC 6266: the name in ASCII, and as it is (RFC 8187). */
static void name_file(http_reply *reply, const char *name)
{
    fa_buf value;

    fa_buf_init(&value, 4096);
    fa_buf_puts(&value, "attachment; filename=\"");
    for (const char *s = name; *s != '\0'; s++)
        fa_buf_printf(&value, "%c", *s == '"' || *s == '\\' || *s < 0x20 || *s == 0x7f ? '_' : *s);
    fa_buf_puts(&value, "\"; filename*=UTF-8''");
    for (const unsigned char *s = (const unsigned char *)name; *s != '\0'; s++)
        fa_buf_printf(&value,
                      (*s >= '0' && *s <= '9') || (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z') ||
                              *s == '.' || *s == '-'
                          ? "%c"
                          : "%%%02X",
                      *s);
    if (value.bad == FA_OK && value.len < 250)
        http_reply_header(reply, "Content-Disposition", value.data);
    else
        http_reply_header(reply, "Content-Disposition", "attachment");
    fa_buf_clear(&value);
}

/* The bytes are verified whole before the first is sent. */
static fa_status content(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    const fa_document *doc = NULL;
    FILE *file = NULL;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = fa_document_get(fa_app_documents(r->app), http_caller_of(req)->user, id, &doc, err);
    if (st == FA_OK) {
        file = tmpfile();
        st = file == NULL ? fa_fail(err, FA_EUNAVAILABLE, "the document cannot be sent")
                          : fa_document_content(fa_app_documents(r->app), http_caller_of(req)->user, id,
                                                write_file, file, err);
    }
    if (st == FA_OK) {
        http_reply_type(reply, doc->media_type);
        name_file(reply, doc->name);
        http_reply_header(reply, "X-Checksum-SHA256", doc->sha256);
        http_reply_file(reply, file);
        http_reply_tell(reply, doc->id, 0);
    } else if (file != NULL) {
        fclose(file);
    }
    fa_document_free(doc);
    return st;
}

static fa_status status(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    const fa_job *job = NULL;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = fa_job_of_document(fa_app_analysis(r->app), http_caller_of(req)->user, id, &job, err);
    if (st == FA_OK)
        st = fa_job_to_json(job, http_reply_body(reply), err);
    fa_job_free(job);
    return st;
}

static fa_status cancel(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    const fa_job *job = NULL;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = fa_job_of_document(fa_app_analysis(r->app), http_caller_of(req)->user, id, &job, err);
    if (st == FA_OK)
        st = fa_job_cancel(fa_app_analysis(r->app), http_caller_of(req)->user, job->id, err);
    fa_job_free(job);
    job = NULL;
    if (st == FA_OK)
        st = fa_job_of_document(fa_app_analysis(r->app), http_caller_of(req)->user, id, &job, err);
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
    fa_id owner, document;
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

static fa_status next_event(void *payload, fa_buf *out, bool *last, fa_error *err)
{
    watching *w = payload;
    const fa_job *job = NULL;
    fa_error why = {0};
    fa_status st = fa_job_of_document(w->analysis, w->owner, w->document, &job, &why);

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
    document_routes *r = service;
    const char *resumed = http_header(req, "Last-Event-ID");
    uint32_t seen = resumed == NULL ? 0 : (uint32_t)strtoul(resumed, NULL, 10);
    const fa_job *job = NULL;
    watching *w;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);
    bool ended;

    if (st == FA_OK)
        st = fa_job_of_document(fa_app_analysis(r->app), http_caller_of(req)->user, id, &job, err);
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
    *w = (watching){.analysis = fa_app_analysis(r->app),
                    .owner = http_caller_of(req)->user,
                    .document = id,
                    .seen = seen};
    http_reply_events(reply, next_event, free, w);
    return FA_OK;
}

const http_route document_route_table[] = {
    {"POST", "/api/v1/documents", HTTP_FOR_USER | HTTP_WORKS | HTTP_RATE_UPLOAD, HTTP_BODY_FILE, upload,
     "Store a file and queue its reading",
     "`multipart/form-data` with the file in the part `file`, or the bare bytes with the query `name=`",
     "201 a document and its `Location`, or 200 the document that these bytes are already; 413 over the "
     "limit; 422 "
     "no file, an empty one, a name that is none"},
    {"GET", "/api/v1/documents", HTTP_FOR_USER, HTTP_BODY_NONE, document_list,
     "List one's own documents, newest first",
     "the query: `q=` (a part of the name, company, ticker or a tag), `company=`, `form=`, `fiscal_year=`, "
     "`status=`, "
     "`tag=`, `collection=`, `shared=true` (those of others that one may read), `deleted=true` (those in the "
     "bin); "
     "`limit=1..200` (50) and `cursor=` (of the page before)",
     "200 `{items: [document], next_cursor}`; `next_cursor` is null on the last page; 422"},
    {"GET", "/api/v1/documents/{id}", HTTP_FOR_USER, HTTP_BODY_NONE, get, "One document", "",
     "200 a document; 404"},
    {"PATCH", "/api/v1/documents/{id}", HTTP_FOR_USER, HTTP_BODY_JSON, document_update,
     "Rename or tag a document, or correct what was read of it",
     "`{name?, tags?: [], company?, form?, period_end?, fiscal_year?, fiscal?, version?}`; null takes a "
     "correction back; "
     "`version`: what it must be",
     "200 the document: `corrected` names the members that were corrected, `detected` has what was read; "
     "404; 409 it "
     "changed meanwhile; 422"},
    {"DELETE", "/api/v1/documents/{id}", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, document_discard,
     "Put a document into the bin for 30 days, or remove it and all that was read from it",
     "the query `permanent=true`: at once, also out of the bin", "204; 404"},
    {"POST", "/api/v1/documents/{id}:restore", HTTP_FOR_USER, HTTP_BODY_NONE, document_restore,
     "Take a document out of the bin", "", "200 the document; 404; 409 it is not in the bin"},
    {"POST", "/api/v1/documents/{id}:process", HTTP_FOR_USER, HTTP_BODY_NONE, document_process,
     "Read a document anew", "",
     "202 the job, or the one that is under way, and its `Location`; 403 it is only shared with one; 404"},
    {"GET", "/api/v1/documents/{id}/shares", HTTP_FOR_USER, HTTP_BODY_NONE, share_list,
     "Who may read a document beside its owner", "", "200 `{items: [{user_id, created_at}]}`; 404"},
    {"PUT", "/api/v1/documents/{id}/shares/{user}", HTTP_FOR_USER, HTTP_BODY_NONE, share_add,
     "Let a user read a document", "the user's id", "204; 404; 422 it is one's own"},
    {"DELETE", "/api/v1/documents/{id}/shares/{user}", HTTP_FOR_USER, HTTP_BODY_NONE, share_remove,
     "Let a user read it no more", "", "204; 404"},
    {"GET", "/api/v1/collections", HTTP_FOR_USER, HTTP_BODY_NONE, collection_list,
     "List one's own collections, newest first", "the query `limit=1..200` (50) and `cursor=`",
     "200 `{items: [collection], next_cursor}`; 422"},
    {"POST", "/api/v1/collections", HTTP_FOR_USER, HTTP_BODY_JSON, collection_create, "Make a collection",
     "`{name}`", "201 a collection and its `Location`; 409 there is one of that name; 422"},
    {"GET", "/api/v1/collections/{id}", HTTP_FOR_USER, HTTP_BODY_NONE, collection_get, "One collection", "",
     "200 a collection; 404"},
    {"PATCH", "/api/v1/collections/{id}", HTTP_FOR_USER, HTTP_BODY_JSON, collection_rename,
     "Rename a collection", "`{name}`", "200 the collection; 404; 409; 422"},
    {"DELETE", "/api/v1/collections/{id}", HTTP_FOR_USER, HTTP_BODY_NONE, collection_remove,
     "Remove a collection; its documents stay", "", "204; 404"},
    {"PUT", "/api/v1/collections/{id}/documents/{document}", HTTP_FOR_USER, HTTP_BODY_NONE, collection_add,
     "Put a document in", "", "204; 404"},
    {"DELETE", "/api/v1/collections/{id}/documents/{document}", HTTP_FOR_USER, HTTP_BODY_NONE,
     collection_take, "Take a document out", "", "204; 404"},
    {"GET", "/api/v1/documents/{id}/content", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, content,
     "The file's bytes", "the header `Range` (one range of bytes)",
     "200 or 206 the bytes, `X-Checksum-SHA256` of the whole; 404; 416; 500 `corrupt` when they changed at "
     "rest"},
    {"GET", "/api/v1/documents/{id}/status", HTTP_FOR_USER, HTTP_BODY_NONE, status, "How its reading goes",
     "", "200 a job; 404"},
    {"GET", "/api/v1/documents/{id}/events", HTTP_FOR_USER, HTTP_BODY_NONE, events,
     "How its reading goes, as an event stream", "the header `Last-Event-ID`, to go on behind an event",
     "200 `text/event-stream`: events `status` and, last, `done` or `error`, each with a job as its data; a "
     "comment "
     "every 15 s; 204 when nothing comes behind that event; 404"},
    {"POST", "/api/v1/documents/{id}:cancel", HTTP_FOR_USER, HTTP_BODY_NONE, cancel, "Stop its reading", "",
     "202 the job, which ends at its next step; 404; 409 when it has ended"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
