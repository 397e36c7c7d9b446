/* peer/source.c: the documents, for the other services. What a service that waits for another is asked back runs at once: the
 * threads for work may all be waiting. */
#include <string.h>

#include <finanalyst/wire.h>

#include "peer/internal.h"

static fa_status add(void *payload, const fa_document *doc, fa_error *err)
{
    return fa_document_to_json(doc, peer_list_next(payload), err);
}

static fa_status get(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    peer_list l;
    fa_id owner, id;
    fa_status st = peer_owner(req, &owner, err);

    if (st == FA_OK)
        st = peer_id(req, 0, &id, err);
    peer_list_begin(&l, reply);
    if (st == FA_OK)
        st = fa_source_get(service, owner, id, add, &l, err);
    peer_list_end(&l);
    return peer_told(st, err);
}

static fa_status get_legacy(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    uint64_t number;
    peer_list l;
    fa_id owner;
    fa_status st = peer_owner(req, &owner, err);

    if (st == FA_OK)
        st = peer_number(req, "number", 0, &number, err);
    if (st == FA_OK && number > UINT32_MAX)
        st = fa_fail(err, FA_ENOTFOUND, "there is no document of that number");
    peer_list_begin(&l, reply);
    if (st == FA_OK)
        st = fa_source_get_legacy(service, owner, (uint32_t)number, add, &l, err);
    peer_list_end(&l);
    return peer_told(st, err);
}

static fa_status list(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    peer_list l;
    uint32_t limit;
    fa_id owner, after;
    fa_status st = peer_owner(req, &owner, err);

    if (st == FA_OK)
        st = peer_query_id(req, "after", &after, err);
    if (st == FA_OK)
        st = peer_limit(req, &limit, err);
    peer_list_begin(&l, reply);
    if (st == FA_OK)
        st = fa_source_list(service, owner, after, limit, add, &l, err);
    peer_list_end(&l);
    return peer_told(st, err);
}

static fa_status scan(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    peer_list l;
    uint32_t limit;
    fa_id after;
    fa_status st = peer_query_id(req, "after", &after, err);

    if (st == FA_OK)
        st = peer_limit(req, &limit, err);
    peer_list_begin(&l, reply);
    if (st == FA_OK)
        st = fa_source_scan(service, after, limit, add, &l, err);
    peer_list_end(&l);
    return peer_told(st, err);
}

static fa_status write_file(void *payload, const void *buf, size_t len, fa_error *err)
{
    return fwrite(buf, 1, len, (FILE *)payload) == len
               ? FA_OK
               : fa_fail(err, FA_EUNAVAILABLE, "the document cannot be sent");
}

/* The bytes are verified whole before the first is sent. */
static fa_status content(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    FILE *file = NULL;
    fa_id owner, id;
    fa_status st = peer_owner(req, &owner, err);

    if (st == FA_OK)
        st = peer_id(req, 0, &id, err);
    if (st == FA_OK && (file = tmpfile()) == NULL)
        st = fa_fail(err, FA_EUNAVAILABLE, "the document cannot be sent");
    if (st == FA_OK)
        st = fa_source_content(service, owner, id, write_file, file, err);
    if (st == FA_OK) {
        http_reply_type(reply, "application/octet-stream");
        http_reply_file(reply, file);
    } else if (file != NULL) {
        fclose(file);
    }
    return peer_told(st, err);
}

/* A report that was read, and how it went. */
typedef struct reporting {
    const fa_document_source *source;
    fa_id owner, id;
    uint32_t count;
    fa_status st;
    fa_error *err;
} reporting;

static fa_status report_on(void *payload, const fa_document *doc, fa_error *err)
{
    reporting *r = payload;

    (void)err;
    if (++r->count > 1 || !fa_id_equal(doc->id, r->id) || !fa_id_equal(doc->owner, r->owner))
        r->st = fa_fail_field(r->err, FA_EINVALID, "/items", "a report is on the one document that is named");
    else
        r->st = fa_source_report(r->source, doc, r->err);
    return r->st;
}

static fa_status report(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_buf *body = http_json_body(req);
    reporting r = {.source = service, .err = err};
    fa_error why = {0};
    fa_status st = peer_owner(req, &r.owner, err);

    if (st == FA_OK)
        st = peer_id(req, 0, &r.id, err);
    if (st != FA_OK)
        return st;
    st = fa_documents_from_json(body->data == NULL ? "" : body->data, body->len, report_on, &r, &why);
    if (st == r.st && (st != FA_OK || r.count == 1))
        return peer_done(st, reply, err);
    return st == FA_ENOMEM ? fa_fail(err, st, "%s", why.message)
                           : fa_fail_field(err, FA_EINVALID, "/items", "that is no report on a document");
}

static fa_status may_return(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    bool can = false;
    fa_id owner, id;
    fa_status st = peer_owner(req, &owner, err);

    if (st == FA_OK)
        st = peer_id(req, 0, &id, err);
    if (st == FA_OK)
        st = fa_source_may_return(service, owner, id, &can, err);
    if (st == FA_OK)
        fa_buf_printf(http_reply_body(reply), "{\"may_return\":%s}", can ? "true" : "false");
    return peer_told(st, err);
}

static fa_status add_removal(void *payload, const fa_removal *removal, fa_error *err)
{
    return fa_removal_to_json(removal, peer_list_next(payload), err);
}

static fa_status removals(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    uint64_t after;
    uint32_t limit;
    peer_list l;
    fa_status st = peer_number(req, "after", 0, &after, err);

    if (st == FA_OK)
        st = peer_limit(req, &limit, err);
    peer_list_begin(&l, reply);
    if (st == FA_OK)
        st = fa_source_removals(service, after, limit, add_removal, &l, err);
    peer_list_end(&l);
    return peer_told(st, err);
}

static fa_status remove_owner(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_id owner;
    fa_status st = peer_owner(req, &owner, err);

    if (st == FA_OK)
        st = fa_source_remove_owner(service, owner, err);
    return peer_done(st, reply, err);
}

static fa_status count(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    uint64_t n = 0;
    fa_id owner;
    fa_status st = peer_owner(req, &owner, err);

    if (st == FA_OK)
        st = fa_source_count(service, owner, &n, err);
    if (st == FA_OK)
        fa_buf_printf(http_reply_body(reply), "{\"count\":%llu}", (unsigned long long)n);
    return peer_told(st, err);
}

const http_route peer_source_table[] = {
    {"GET", "/internal/v1/documents", HTTP_FOR_SERVICE, HTTP_BODY_NONE, list,
     "For services: an owner's documents, newest first",
     "the query `owner=` (none: the host), `after=` and `limit=`", "200 `{items: [document]}`"},
    {"DELETE", "/internal/v1/documents", HTTP_FOR_SERVICE | HTTP_WORKS, HTTP_BODY_NONE, remove_owner,
     "For services: remove all documents of an owner", "the query `owner=`", "204"},
    {"GET", "/internal/v1/documents/{id}", HTTP_FOR_SERVICE, HTTP_BODY_NONE, get, "For services: a document",
     "the query `owner=`", "200 `{items: [document]}`, one; 404"},
    {"GET", "/internal/v1/documents/{id}/content", HTTP_FOR_SERVICE | HTTP_WORKS, HTTP_BODY_NONE, content,
     "For services: its bytes, verified", "the query `owner=`", "200 the bytes; 404; 500 they are damaged"},
    {"POST", "/internal/v1/documents/{id}/report", HTTP_FOR_SERVICE, HTTP_BODY_JSON, report,
     "For services: how its reading went", "the query `owner=`; `{items: [document]}`, one",
     "204; 404; 409 that cannot follow"},
    {"GET", "/internal/v1/documents/{id}/may-return", HTTP_FOR_SERVICE, HTTP_BODY_NONE, may_return,
     "For services: whether it is in the bin", "the query `owner=`", "200 `{may_return}`"},
    {"GET", "/internal/v1/document-by-number", HTTP_FOR_SERVICE, HTTP_BODY_NONE, get_legacy,
     "For services: the document of a number", "the query `owner=` and `number=`",
     "200 `{items: [document]}`, one; 404"},
    {"GET", "/internal/v1/document-scan", HTTP_FOR_SERVICE, HTTP_BODY_NONE, scan,
     "For services: the documents of all owners", "the query `after=` and `limit=`",
     "200 `{items: [document]}`"},
    {"GET", "/internal/v1/document-count", HTTP_FOR_SERVICE, HTTP_BODY_NONE, count,
     "For services: how many an owner has", "the query `owner=`", "200 `{count}`"},
    {"GET", "/internal/v1/removals", HTTP_FOR_SERVICE, HTTP_BODY_NONE, removals,
     "For services: documents that were removed", "the query `after=` (a number) and `limit=`",
     "200 `{items: [{seq, document_id, owner_id, time}]}`"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
