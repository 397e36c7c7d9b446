/* document/change.c: corrections, and the bin. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/wire.h>

#include "document/handlers.h"

/* The version that If-Match asks for, 0 = any: "\"7\"" (RFC 9110, section 13.1.1), one tag. FA_ECONFLICT: a tag that no
 * document ever has. */
static fa_status read_match(const http_request *req, uint32_t *version, fa_error *err)
{
    const char *text = http_header(req, "If-Match");
    char *end = NULL;
    unsigned long value;

    *version = 0;
    if (text == NULL || strcmp(text, "*") == 0)
        return FA_OK;
    errno = 0;
    value = *text == '"' && text[1] >= '1' && text[1] <= '9' ? strtoul(text + 1, &end, 10) : 0;
    if (value == 0 || errno != 0 || value > UINT32_MAX || strcmp(end, "\"") != 0)
        return fa_fail_field(err, FA_ECONFLICT, "If-Match", "the document has no such version");
    *version = (uint32_t)value;
    return FA_OK;
}

static fa_status changed(fa_error *err)
{
    return fa_fail_field(err, FA_ECONFLICT, "If-Match", "the document changed meanwhile");
}

fa_status document_update(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    const fa_buf *body = http_json_body(req);
    fa_document_patch *patch = NULL;
    const fa_document *doc = NULL;
    uint32_t version = 0;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = read_match(req, &version, err);
    if (st == FA_OK)
        st = fa_document_patch_from_json(body->data == NULL ? "" : body->data, body->len, &patch, err);
    if (st == FA_OK && version != 0)
        patch->version = version;
    if (st == FA_OK)
        st = fa_document_update(fa_app_documents(r->app), http_caller_of(req)->user, id, patch, &doc, err);
    fa_document_patch_free(patch);
    if (st == FA_ECONFLICT && version != 0)
        st = changed(err);
    return st == FA_OK ? document_show(doc, reply, err) : st;
}

/* A change between this look and the removal is removed with the document. */
static fa_status check_match(document_routes *r, const http_request *req, fa_id id, fa_error *err)
{
    const fa_document *doc = NULL;
    uint32_t version;
    fa_status st = read_match(req, &version, err);

    if (st != FA_OK || version == 0)
        return st;
    st = fa_document_get(fa_app_documents(r->app), http_caller_of(req)->user, id, &doc, err);
    if (st == FA_OK && doc->version != version)
        st = changed(err);
    fa_document_free(doc);
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
    if (st == FA_OK)
        st = check_match(r, req, id, err);
    if (st == FA_OK && permanent)
        st = fa_app_remove(r->app, http_caller_of(req)->user, id, err);
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
    return document_show(doc, reply, err);
}
