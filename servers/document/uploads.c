/* document/uploads.c: uploads that come in pieces, over as many connections as it takes: tus 1.0.0 with its extensions
 * creation, expiration, checksum and termination. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <finanalyst/wire.h>

#include "document/handlers.h"
#include "document/tus.h"

static const char version[] = "1.0.0";

static fa_document_service *documents(void *service)
{
    return fa_app_documents(((document_routes *)service)->app);
}

static fa_id asker(const http_request *req)
{
    return http_caller_of(req)->user;
}

/* Every reply names the version, those that tell of a failure too. */
static fa_status answer(const http_request *req, http_reply *reply, fa_status st, fa_error *err)
{
    if (st != FA_OK)
        http_reply_problem(reply, req, err);
    http_reply_header(reply, "Tus-Resumable", version);
    if (st == FA_EUNSUPPORTED && strcmp(err->field, "Tus-Resumable") == 0)
        http_reply_header(reply, "Tus-Version", version);
    return FA_OK;
}

static fa_status check_version(const http_request *req, fa_error *err)
{
    const char *given = http_header(req, "Tus-Resumable");

    if (given != NULL && strcmp(given, version) == 0)
        return FA_OK;
    return fa_fail_field(err, FA_EUNSUPPORTED, "Tus-Resumable",
                         "the header Tus-Resumable must say 1.0.0, the version that is spoken here");
}

fa_status upload_options(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    char most[24];

    (void)snprintf(most, sizeof most, "%" PRIu64, r->max_upload_bytes);
    http_reply_header(reply, "Tus-Version", version);
    http_reply_header(reply, "Tus-Extension", "creation,expiration,checksum,termination");
    http_reply_header(reply, "Tus-Checksum-Algorithm", "sha256,sha1");
    http_reply_header(reply, "Tus-Max-Size", most);
    http_reply_status(reply, 204);
    return answer(req, reply, FA_OK, err);
}

/* How far it has come, in headers. */
static void tell(http_reply *reply, uint64_t offset, fa_time expires)
{
    char text[TUS_DATE_BYTES];

    (void)snprintf(text, sizeof text, "%" PRIu64, offset);
    http_reply_header(reply, "Upload-Offset", text);
    tus_write_date(expires, text);
    http_reply_header(reply, "Upload-Expires", text);
}

/* ---- beginning ---- */

static fa_status begin(document_routes *r, const http_request *req, const fa_transfer **made, fa_error *err)
{
    fa_transfer_start in = FA_TRANSFER_START_INIT;
    char name[TUS_NAME_BYTES];
    fa_status st = check_version(req, err);

    if (st == FA_OK)
        st = tus_read_number(http_header(req, "Upload-Length"), "Upload-Length", &in.size_bytes, err);
    if (st == FA_OK)
        st = tus_read_name(http_header(req, "Upload-Metadata"), name, err);
    if (st == FA_OK && r->room != NULL)
        st = r->room(r->payload, asker(req), &in.room_bytes, err);
    in.name = name;
    return st == FA_OK ? fa_transfer_begin(documents(r), asker(req), &in, made, err) : st;
}

fa_status upload_begin(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_transfer *made = NULL;
    char location[96];
    fa_status st = begin(service, req, &made, err);

    if (st == FA_OK) {
        (void)snprintf(location, sizeof location, "/api/v1/uploads/%s", made->id.s);
        http_reply_header(reply, "Location", location);
        tell(reply, 0, made->expires);
        st = fa_transfer_to_json(made, http_reply_body(reply), err);
        http_reply_status(reply, 201);
    }
    fa_transfer_free(made);
    return answer(req, reply, st, err);
}

/* ---- looking ---- */

static void tell_all(http_reply *reply, const fa_transfer *found)
{
    char text[TUS_METADATA_BYTES];

    tell(reply, found->offset, found->expires);
    (void)snprintf(text, sizeof text, "%" PRIu64, found->size_bytes);
    http_reply_header(reply, "Upload-Length", text);
    tus_write_name(found->name, text);
    http_reply_header(reply, "Upload-Metadata", text);
    if (!found->ended)
        return;
    (void)snprintf(text, sizeof text, "/api/v1/documents/%s", found->document.s);
    http_reply_header(reply, "Location", text);
}

/* Whoever asks with GET wants the body and need not speak the protocol. */
fa_status upload_look(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_transfer *found = NULL;
    fa_id id;
    fa_status st = strcmp(http_method(req), "HEAD") == 0 ? check_version(req, err) : FA_OK;

    if (st == FA_OK)
        st = http_param_id(req, 0, "upl_", &id, err);
    if (st == FA_OK)
        st = fa_transfer_get(documents(service), asker(req), id, &found, err);
    if (st == FA_OK)
        st = fa_transfer_to_json(found, http_reply_body(reply), err);
    if (st == FA_OK)
        tell_all(reply, found);
    fa_transfer_free(found);
    return answer(req, reply, st, err);
}

/* ---- pieces ---- */

static fa_status read_spooled(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    *got = fread(buf, 1, cap, (FILE *)payload);
    return ferror((FILE *)payload) ? fa_fail(err, FA_EUNAVAILABLE, "the upload cannot be read back") : FA_OK;
}

/* The piece in the body, and how long it is. */
static fa_status read_piece(const http_request *req, fa_transfer_piece *piece, uint64_t *size, fa_error *err)
{
    static const char wanted[] = "application/offset+octet-stream";
    const char *type = http_header(req, "Content-Type"), *name = NULL;
    FILE *file = NULL;
    off_t end = 0;
    fa_status st = check_version(req, err);

    if (st == FA_OK && (type == NULL || strcasecmp(type, wanted) != 0))
        st = fa_fail_field(err, FA_EUNSUPPORTED, "Content-Type", "a piece comes as %s", wanted);
    if (st == FA_OK)
        st = tus_read_number(http_header(req, "Upload-Offset"), "Upload-Offset", &piece->offset, err);
    if (st == FA_OK)
        st = tus_read_checksum(http_header(req, "Upload-Checksum"), piece, err);
    if (st == FA_OK)
        st = http_file_body(req, &file, &name, err);
    if (st == FA_OK &&
        (fseeko(file, 0, SEEK_END) != 0 || (end = ftello(file)) < 0 || fseeko(file, 0, SEEK_SET) != 0))
        st = fa_fail(err, FA_EUNAVAILABLE, "the upload cannot be read back");
    piece->read = read_spooled;
    piece->payload = file;
    *size = (uint64_t)end;
    return st;
}

static fa_status finish(document_routes *r, const http_request *req, http_reply *reply,
                        const fa_transfer *found, const fa_transfer_piece *piece, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_status st = fa_transfer_finish(documents(r), asker(req), found->id, piece, &doc, NULL, err);

    if (st == FA_OK)
        st = document_stored(r, req, reply, doc, err);
    if (st == FA_OK) {
        tell(reply, found->size_bytes, found->expires);
        http_reply_tell(reply, doc->id, 0);
    }
    fa_document_free(doc);
    return st;
}

/* Of a piece that broke off what came is kept, unless its checksum was to be of all of it, or it seems to be the file's end. */
static fa_status take_piece(document_routes *r, const http_request *req, http_reply *reply,
                            const fa_transfer *found, const fa_transfer_piece *piece, uint64_t size,
                            fa_error *err)
{
    const fa_transfer *grown = NULL;
    bool last = piece->offset + size >= found->size_bytes;
    fa_status st;

    if (!http_body_is_whole(req) && (last || piece->checksum != FA_CHECKSUM_NONE))
        return FA_OK;
    if (last && piece->offset + size == found->size_bytes)
        return finish(r, req, reply, found, piece, err);
    st = fa_transfer_append(documents(r), asker(req), found->id, piece, &grown, err);
    if (st == FA_OK)
        tell(reply, grown->offset, grown->expires);
    fa_transfer_free(grown);
    return st;
}

fa_status upload_piece(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_transfer_piece piece = FA_TRANSFER_PIECE_INIT;
    const fa_transfer *found = NULL;
    uint64_t size = 0;
    fa_id id;
    fa_status st = read_piece(req, &piece, &size, err);

    if (st == FA_OK)
        st = http_param_id(req, 0, "upl_", &id, err);
    if (st == FA_OK)
        st = fa_transfer_get(documents(service), asker(req), id, &found, err);
    if (st == FA_OK)
        st = take_piece(service, req, reply, found, &piece, size, err);
    if (st == FA_OK)
        http_reply_status(reply, 204);
    fa_transfer_free(found);
    return answer(req, reply, st, err);
}

fa_status upload_end(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_id id;
    fa_status st = check_version(req, err);

    if (st == FA_OK)
        st = http_param_id(req, 0, "upl_", &id, err);
    if (st == FA_OK)
        st = fa_transfer_remove(documents(service), asker(req), id, err);
    if (st == FA_OK)
        http_reply_status(reply, 204);
    return answer(req, reply, st, err);
}
