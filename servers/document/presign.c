/* document/presign.c: addresses at which the object store itself takes and gives the bytes of documents. */
#include <stdio.h>
#include <string.h>

#include <finanalyst/wire.h>

#include "document/handlers.h"

enum { URL_MAX = 8192 };

static fa_document_service *documents(const document_routes *r)
{
    return fa_app_documents(r->app);
}

static fa_status read_members(const http_request *req, fa_member *members, size_t count, void **hold,
                              fa_error *err)
{
    const fa_buf *body = http_json_body(req);

    return fa_members_from_json(body->data == NULL ? "" : body->data, body->len, members, count, hold, err);
}

/* The address, how it is used, and until when. */
static void put_address(fa_buf *out, const char *member, const char *method, const fa_buf *url,
                        const char *headers, fa_time now)
{
    char until[25];

    fa_buf_printf(out, "\"%s\":", member);
    fa_json_quote(url->data, out);
    fa_time_format(now + (fa_time)FA_SIGNED_SECONDS * 1000, until);
    fa_buf_printf(out, ",\"method\":\"%s\",\"headers\":{%s},\"expires_at\":\"%s\"}", method, headers, until);
}

static fa_status sign_upload(document_routes *r, const http_request *req, fa_id *document, fa_buf *url,
                             fa_error *err)
{
    fa_member members[] = {FA_MEMBER_INIT("filename", FA_MEMBER_TEXT, true),
                           FA_MEMBER_INIT("size", FA_MEMBER_NUMBER, true)};
    fa_transfer_start in = FA_TRANSFER_START_INIT;
    fa_id user = http_caller_of(req)->user;
    void *hold = NULL;
    fa_status st = read_members(req, members, 2, &hold, err);

    if (st == FA_OK && members[1].number < 0)
        st = fa_fail_field(err, FA_EINVALID, "size", "no file has so many bytes");
    if (st == FA_OK && r->room != NULL)
        st = r->room(r->payload, user, &in.room_bytes, err);
    in.name = members[0].text;
    in.size_bytes = (uint64_t)members[1].number;
    if (st == FA_OK)
        st = fa_transfer_sign(documents(r), user, &in, document, url, err);
    fa_members_free(hold);
    return st;
}

fa_status document_presign_upload(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    fa_buf *out = http_reply_body(reply), url;
    fa_id document = {{0}};
    fa_status st;

    fa_buf_init(&url, URL_MAX);
    st = sign_upload(r, req, &document, &url, err);
    if (st == FA_OK) {
        fa_buf_printf(out, "{\"document_id\":\"%s\",", document.s);
        put_address(out, "upload_url", "PUT", &url, "\"If-None-Match\":\"*\"", r->now(r->payload));
        http_reply_status(reply, 201);
    }
    fa_buf_clear(&url);
    return st;
}

fa_status document_complete(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    fa_member member = FA_MEMBER_INIT("sha256", FA_MEMBER_TEXT, true);
    const fa_document *doc = NULL;
    bool duplicate = false;
    void *hold = NULL;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = read_members(req, &member, 1, &hold, err);
    if (st == FA_OK)
        st = fa_transfer_accept(documents(r), http_caller_of(req)->user, id, member.text, &doc, &duplicate,
                                err);
    fa_members_free(hold);
    if (st == FA_OK)
        st = document_stored(r, req, reply, doc, err);
    if (st != FA_OK) {
        fa_document_free(doc);
        return st;
    }
    http_reply_status(reply, duplicate ? 200 : 201);
    return document_show(doc, reply, err);
}

fa_status document_presign_download(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    fa_buf *out = http_reply_body(reply), url;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    fa_buf_init(&url, URL_MAX);
    if (st == FA_OK)
        st = fa_document_sign(documents(r), http_caller_of(req)->user, id, &url, err);
    if (st == FA_OK) {
        fa_buf_puts(out, "{");
        put_address(out, "download_url", "GET", &url, "", r->now(r->payload));
    }
    fa_buf_clear(&url);
    return st;
}
