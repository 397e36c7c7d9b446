/* document/routes.c: upload, list, content. */
#include "document/routes.h"

#include <finanalyst/wire.h>

#include "document/handlers.h"

fa_status document_stored(document_routes *r, const http_request *req, http_reply *reply,
                          const fa_document *doc, fa_error *err)
{
    char location[96];
    fa_status st = fa_app_read(r->app, http_caller_of(req)->user, doc, NULL, err);

    if (st != FA_OK)
        return st;
    r->job_waits(r->payload);
    snprintf(location, sizeof location, "/api/v1/documents/%s", doc->id.s);
    http_reply_header(reply, "Location", location);
    return FA_OK;
}

static fa_status upload(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    fa_upload in = FA_UPLOAD_INIT;
    const fa_document *doc = NULL;
    bool duplicate = false;
    FILE *file = NULL;
    fa_status st = http_file_body(req, &file, &in.name, err);

    in.read = http_read_file;
    in.payload = file;
    if (st == FA_OK)
        st = fa_document_upload(fa_app_documents(r->app), http_caller_of(req)->user, &in, &doc, &duplicate,
                                err);
    if (st == FA_OK)
        st = document_stored(r, req, reply, doc, err);
    if (st == FA_OK)
        st = fa_document_to_json(doc, http_reply_body(reply), err);
    if (st == FA_OK) {
        http_reply_status(reply, duplicate ? 200 : 201);
        http_reply_tell(reply, doc->id, 0);
    }
    fa_document_free(doc);
    return st;
}

fa_status document_show(const fa_document *doc, http_reply *reply, fa_error *err)
{
    fa_status st = fa_document_to_json(doc, http_reply_body(reply), err);
    char tag[16];

    (void)snprintf(tag, sizeof tag, "\"%u\"", doc->version);
    http_reply_header(reply, "ETag", tag);
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
    return st == FA_OK ? document_show(doc, reply, err) : st;
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
                                                http_write_file, file, err);
    }
    if (st == FA_OK) {
        http_reply_attachment(reply, file, doc->name, doc->media_type);
        http_reply_header(reply, "X-Checksum-SHA256", doc->sha256);
        http_reply_tell(reply, doc->id, 0);
    } else if (file != NULL) {
        fclose(file);
    }
    fa_document_free(doc);
    return st;
}

const http_route document_route_table[] = {
    {"POST", "/api/v1/documents", HTTP_FOR_USER | HTTP_WORKS | HTTP_RATE_UPLOAD, HTTP_BODY_FILE, upload,
     "Store a file and queue its reading",
     "`multipart/form-data` with the file in the part `file`, or the bare bytes with the query `name=`",
     "201 a document and its `Location`, or 200 the document that these bytes are already; 413 over the "
     "limit; 422 no file, an empty one, a name that is none; 507 over the quota"},
    {"PUT", "/api/v1/documents", HTTP_FOR_USER | HTTP_WORKS | HTTP_RATE_UPLOAD, HTTP_BODY_FILE, upload,
     "Store a file and queue its reading: as with POST, for clients that put",
     "the bare bytes, and the query `name=`",
     "201 a document and its `Location`, or 200 the document that these bytes are already; 413 over the "
     "limit; 422; 507 over the quota"},
    {"GET", "/api/v1/documents", HTTP_FOR_USER, HTTP_BODY_NONE, document_list,
     "List one's own documents, newest first",
     "the query: `q=` (a part of the name, company, ticker or a tag), `company=`, `form=`, `fiscal_year=`, "
     "`status=`, "
     "`tag=`, `collection=`, `shared=true` (those of others that one may read), `deleted=true` (those in the "
     "bin); "
     "`limit=1..200` (50) and `cursor=` (of the page before)",
     "200 `{items: [document], next_cursor}`; `next_cursor` is null on the last page; 422"},
    {"GET", "/api/v1/documents/{id}", HTTP_FOR_USER, HTTP_BODY_NONE, get, "One document", "",
     "200 a document, its version as `ETag`; 404"},
    {"PATCH", "/api/v1/documents/{id}", HTTP_FOR_USER, HTTP_BODY_JSON, document_update,
     "Rename or tag a document, or correct what was read of it",
     "`{name?, tags?: [], company?, form?, period_end?, fiscal_year?, fiscal?, version?}`; null takes a "
     "correction back; "
     "`version`: what it must be; or the header `If-Match` with the `ETag` that it had",
     "200 the document: `corrected` names the members that were corrected, `detected` has what was read; "
     "404; 409 it "
     "changed meanwhile; 412 the same, where `If-Match` asked; 422"},
    {"DELETE", "/api/v1/documents/{id}", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, document_discard,
     "Put a document into the bin for 30 days, or remove it and all that was read from it",
     "the query `permanent=true`: at once, also out of the bin; the header `If-Match` with the `ETag` that "
     "it had",
     "204; 404; 412 it changed meanwhile"},
    {"POST", "/api/v1/documents/{id}:restore", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, document_restore,
     "Take a document out of the bin", "", "200 the document; 404; 409 it is not in the bin"},
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
    {"POST", "/api/v1/documents:presign", HTTP_FOR_USER | HTTP_WORKS | HTTP_RATE_UPLOAD, HTTP_BODY_JSON,
     document_presign_upload, "Get an address at which the object store itself takes a file",
     "`{filename, size}`; the bytes are then sent to `upload_url` with `method` and `headers`, and the "
     "document is made by its `:complete`",
     "201 `{document_id, upload_url, method, headers, expires_at}`; 413 over the limit; 422; 501 the store "
     "that is configured signs no addresses; 507 over the quota"},
    {"POST", "/api/v1/documents/{id}:complete", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_JSON, document_complete,
     "Make the document of what was sent to that address, and queue its reading", "`{sha256}`: of the file",
     "201 a document and its `Location`, or 200 the document that these bytes are already; 404; 409 nothing "
     "was sent yet; 410 it took too long; 422 another size or another SHA-256 than was told, and the file is "
     "gone"},
    {"POST", "/api/v1/documents/{id}:presign", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE,
     document_presign_download, "Get an address at which the object store itself gives the file's bytes", "",
     "200 `{download_url, method, headers, expires_at}`; 404; 501 the store that is configured signs none"},
    {"OPTIONS", "/api/v1/uploads", HTTP_FOR_ALL, HTTP_BODY_NONE, upload_options,
     "What resumable uploads can do: tus 1.0.0 with creation, expiration, checksum and termination", "",
     "204 `Tus-Version`, `Tus-Extension`, `Tus-Max-Size`, `Tus-Checksum-Algorithm`"},
    {"POST", "/api/v1/uploads", HTTP_FOR_USER | HTTP_WORKS | HTTP_RATE_UPLOAD, HTTP_BODY_NONE, upload_begin,
     "Begin an upload that comes in pieces",
     "the header `Tus-Resumable` (1.0.0), the header `Upload-Length` (bytes of the whole file), the header "
     "`Upload-Metadata` (`filename` and the name in base 64)",
     "201 an upload and its `Location`; 412 another version of the protocol; 413 over the "
     "limit; "
     "422; 429 one has too many under way; 507 over the quota"},
    {"GET", "/api/v1/uploads/{id}", HTTP_FOR_USER, HTTP_BODY_NONE, upload_look,
     "How far an upload has come; clients of tus ask with HEAD", "",
     "200 an upload; `Upload-Offset`, `Upload-Length`, `Upload-Metadata`, `Upload-Expires`, and, once it is "
     "a "
     "document, where that is; 404; 410 it took too long; 412"},
    {"PATCH", "/api/v1/uploads/{id}", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_PIECE, upload_piece,
     "Send the next piece of an upload; with the last the file becomes a document and its reading is queued",
     "the header `Tus-Resumable` (1.0.0), the header `Upload-Offset` (bytes that came before), the header "
     "`Upload-Checksum` (`sha256` or `sha1` and the digest of the piece in base 64; may be left out), and "
     "the "
     "bytes as `application/offset+octet-stream`",
     "204 `Upload-Offset`: what is durable, and with the last piece where the document is; 404; 409 another "
     "offset; 410 it took too long, or has ended; 412; 413 more than the file has; 415; 422; 460 other bytes "
     "than the checksum tells of; 507"},
    {"DELETE", "/api/v1/uploads/{id}", HTTP_FOR_USER, HTTP_BODY_NONE, upload_end,
     "End an upload and forget what came; a document that was made of it stays",
     "the header `Tus-Resumable` (1.0.0)", "204; 404; 412"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
