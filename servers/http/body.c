/* http/body.c: the body of a request as it comes in: JSON into memory, files into an unlinked file. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "http/internal.h"

enum { MULTIPART_BUFFER = 64 << 10 };

static FILE *open_spool(const char *folder)
{
    char path[4096];
    FILE *file;
    int fd;

    if (snprintf(path, sizeof path, "%s/upload-XXXXXX", folder) >= (int)sizeof path)
        return NULL;
    fd = mkstemp(path);
    if (fd < 0)
        return NULL;
    unlink(path);
    file = fdopen(fd, "w+b");
    if (file == NULL)
        close(fd);
    return file;
}

static void refuse(http_request *req, fa_status code, const char *message)
{
    if (req->refusal.code == FA_OK)
        (void)fa_fail(&req->refusal, code, "%s", message);
}

static void keep(http_request *req, const char *bytes, size_t len)
{
    req->received += len;
    if (req->received > req->server->options.max_upload_bytes)
        (void)fa_fail(&req->refusal, FA_ETOOLARGE, "the file is larger than the limit of %llu bytes",
                      (unsigned long long)req->server->options.max_upload_bytes);
    else if (fwrite(bytes, 1, len, req->file) != len)
        refuse(req, FA_EUNAVAILABLE, "the file cannot be kept: the disk is full or not writable");
}

/* A piece of a form, of fields or with a file. */
static void parse(http_request *req, const char *bytes, size_t len)
{
    if (MHD_post_process(req->multipart, bytes, len) == MHD_NO)
        refuse(req, FA_EINVALID, "the form is malformed");
}

static enum MHD_Result take_part(void *payload, enum MHD_ValueKind kind, const char *key,
                                 const char *filename, const char *content_type,
                                 const char *transfer_encoding, const char *data, uint64_t offset,
                                 size_t size)
{
    http_request *req = payload;

    (void)kind;
    (void)content_type;
    (void)transfer_encoding;
    if (filename == NULL || strcmp(key, "file") != 0)
        return MHD_YES;
    if (offset == 0) {
        if (req->has_file) {
            refuse(req, FA_EINVALID, "one request takes one file");
            return MHD_NO;
        }
        req->has_file = true;
        snprintf(req->name, sizeof req->name, "%s", filename);
    }
    keep(req, data, size);
    return req->refusal.code == FA_OK ? MHD_YES : MHD_NO;
}

/* A field comes in pieces, its name with each. */
static enum MHD_Result take_field(void *payload, enum MHD_ValueKind kind, const char *key,
                                  const char *filename, const char *content_type,
                                  const char *transfer_encoding, const char *data, uint64_t offset,
                                  size_t size)
{
    http_request *req = payload;
    fa_buf *form = &req->form;

    (void)kind;
    (void)filename;
    (void)content_type;
    (void)transfer_encoding;
    if (offset == 0) {
        if (http_form_field(req, key) != NULL) {
            refuse(req, FA_EINVALID, "a name stands in the form twice");
            return MHD_NO;
        }
        (void)fa_buf_append(form, key, strlen(key) + 1);
    } else {
        form->len--; /* the NUL behind what came so far */
    }
    if (memchr(data, '\0', size) != NULL)
        refuse(req, FA_EINVALID, "a field of the form holds a NUL");
    (void)fa_buf_append(form, data, size);
    (void)fa_buf_append(form, "", 1);
    if (form->bad != FA_OK)
        refuse(req, FA_ETOOLARGE, "the form is larger than 64 KiB");
    return req->refusal.code == FA_OK ? MHD_YES : MHD_NO;
}

const char *http_form_field(const http_request *req, const char *name)
{
    const char *at = req->form.data, *end = at == NULL ? NULL : at + req->form.len;

    while (at != end) {
        const char *value = at + strlen(at) + 1;

        if (strcmp(at, name) == 0)
            return value;
        at = value + strlen(value) + 1;
    }
    return NULL;
}

static fa_status begin_form(http_request *req, fa_error *err)
{
    const char *type = http_header(req, "Content-Type");

    fa_buf_init(&req->form, HTTP_FORM_MAX);
    if (type == NULL || strncasecmp(type, "application/json", 16) == 0)
        return FA_OK;
    req->multipart = MHD_create_post_processor(req->connection, MULTIPART_BUFFER, take_field, req);
    if (req->multipart == NULL)
        return fa_fail_field(err, FA_EINVALID, "Content-Type", "the body is no form");
    return FA_OK;
}

static fa_status begin_file(http_request *req, fa_error *err)
{
    const char *type = http_header(req, "Content-Type"), *name = http_query(req, "name");

    req->file = open_spool(req->server->options.spool_dir);
    if (req->file == NULL)
        return fa_fail(err, FA_EUNAVAILABLE, "the upload cannot be kept: %s", strerror(errno));
    if (req->route->body == HTTP_BODY_PIECE) {
        req->has_file = true;
    } else if (type != NULL && strncasecmp(type, "multipart/form-data", 19) == 0) {
        req->multipart = MHD_create_post_processor(req->connection, MULTIPART_BUFFER, take_part, req);
        if (req->multipart == NULL)
            return fa_fail_field(err, FA_EINVALID, "Content-Type", "the multipart body has no boundary");
    } else if (name != NULL ||
               strcmp(req->route->method, "PUT") == 0) { /* what is put is named by its path */
        req->has_file = true;
        snprintf(req->name, sizeof req->name, "%s", name == NULL ? "" : name);
    }
    return FA_OK;
}

fa_status http_body_begin(http_request *req, fa_error *err)
{
    fa_buf_init(&req->json, req->route->body == HTTP_BODY_FORM ? HTTP_FORM_MAX : HTTP_JSON_MAX);
    switch (req->route->body) {
    case HTTP_BODY_FILE:
    case HTTP_BODY_PIECE:
        return begin_file(req, err);
    case HTTP_BODY_FORM:
        return begin_form(req, err);
    default:
        return FA_OK;
    }
}

void http_body_take(http_request *req, const char *bytes, size_t len)
{
    if (req->refusal.code != FA_OK || req->route == NULL)
        return;
    switch (req->route->body) {
    case HTTP_BODY_NONE:
        refuse(req, FA_EINVALID, "this route takes no body");
        break;
    case HTTP_BODY_JSON:
    case HTTP_BODY_FORM:
        if (req->multipart != NULL)
            parse(req, bytes, len);
        else if (fa_buf_append(&req->json, bytes, len) != FA_OK)
            refuse(req, FA_ETOOLARGE, "the body is larger than this path takes");
        break;
    case HTTP_BODY_FILE:
    case HTTP_BODY_PIECE:
        if (req->multipart == NULL)
            keep(req, bytes, len);
        else
            parse(req, bytes, len);
        break;
    }
}

void http_body_end(http_request *req)
{
    bool whole = req->multipart == NULL || MHD_destroy_post_processor(req->multipart) == MHD_YES;

    req->multipart = NULL;
    if (!whole)
        refuse(req, FA_EINVALID, "the multipart body breaks off");
}

const fa_buf *http_json_body(const http_request *req)
{
    return &req->json;
}

fa_status http_file_body(const http_request *req, FILE **file, const char **name, fa_error *err)
{
    if (!req->has_file)
        return fa_fail_field(
            err, FA_EINVALID, "file",
            "send the file as multipart/form-data in the part \"file\", or as the body with ?name=");
    if (fflush(req->file) != 0 || fseeko(req->file, 0, SEEK_SET) != 0)
        return fa_fail(err, FA_EUNAVAILABLE, "the upload cannot be read back: %s", strerror(errno));
    *file = req->file;
    *name = req->name;
    return FA_OK;
}
