/* document/change.c: corrections, the bin, reading anew. */
#include <stdio.h>

#include <finanalyst/wire.h>

#include "document/handlers.h"

static fa_status show(const fa_document *doc, http_reply *reply, fa_error *err)
{
    fa_status st = fa_document_to_json(doc, http_reply_body(reply), err);

    fa_document_free(doc);
    return st;
}

fa_status document_update(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    const fa_buf *body = http_json_body(req);
    fa_document_patch *patch = NULL;
    const fa_document *doc = NULL;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = fa_document_patch_from_json(body->data == NULL ? "" : body->data, body->len, &patch, err);
    if (st == FA_OK)
        st = fa_document_update(fa_app_documents(r->app), http_caller_of(req)->user, id, patch, &doc, err);
    fa_document_patch_free(patch);
    return st == FA_OK ? show(doc, reply, err) : st;
}

/* What other services have of the document goes before it, while a failure can be made good by the next try, and again behind
 * it, for what was on its way. One in the bin is looked for behind it only. */
static fa_status remove_everywhere(document_routes *r, fa_id owner, fa_id id, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_status st = fa_document_get(fa_app_documents(r->app), owner, id, &doc, err);
    bool is_own = st == FA_OK && fa_id_equal(doc->owner, owner);

    fa_document_free(doc);
    if (is_own && r->removing != NULL)
        st = r->removing(r->payload, id, err);
    if (st == FA_OK || st == FA_ENOTFOUND)
        st = fa_app_remove(r->app, owner, id, err);
    if (st == FA_OK && r->removing != NULL)
        st = r->removing(r->payload, id, err);
    return st;
}

fa_status document_discard(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    bool permanent = false;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = http_query_flag(req, "permanent", &permanent, err);
    if (st == FA_OK && permanent)
        st = remove_everywhere(r, http_caller_of(req)->user, id, err);
    else if (st == FA_OK)
        st = fa_app_discard(r->app, http_caller_of(req)->user, id, err);
    if (st == FA_OK)
        http_reply_status(reply, 204);
    return st;
}

fa_status document_restore(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    const fa_document *doc = NULL;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = fa_app_restore(r->app, http_caller_of(req)->user, id, &doc, err);
    if (st != FA_OK)
        return st;
    r->job_waits(r->payload);
    return show(doc, reply, err);
}

fa_status document_process(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    const fa_job *job = NULL;
    char location[96];
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = fa_job_restart(fa_app_analysis(r->app), http_caller_of(req)->user, id, &job, err);
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
