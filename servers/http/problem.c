/* http/problem.c: errors as problem documents (RFC 9457). The one place that maps a status of the library to one of HTTP. */
#include <string.h>

#include <finanalyst/wire.h>

#include "http/internal.h"

/* The first that fits counts: some statuses of HTTP are of one input alone. */
typedef struct mapping {
    fa_status code;
    unsigned status;
    const char *title;
    const char *field; /* NULL = any */
} mapping;

static const mapping mappings[] = {
    {FA_ETOOLARGE, 507, "Insufficient storage", "quota"},
    {FA_ECORRUPT, 460, "Checksum mismatch", "checksum"},
    {FA_EUNSUPPORTED, 412, "Precondition failed", "Tus-Resumable"},
    {FA_EUNSUPPORTED, 501, "Not implemented", "presign"},
    {FA_EINVALID, 400, "Invalid request", "Upload-Checksum"},
    {FA_ECONFLICT, 412, "Precondition failed", "If-Match"},
    {FA_EINVALID, 422, "Invalid request", NULL},
    {FA_ENOTFOUND, 404, "Not found", NULL},
    {FA_ECONFLICT, 409, "Conflict", NULL},
    {FA_EUNAVAILABLE, 503, "Unavailable", NULL},
    {FA_EOVERFLOW, 422, "Result out of range", NULL},
    {FA_ENOMEM, 503, "Out of memory", NULL},
    {FA_ETOOLARGE, 413, "Too large", NULL},
    {FA_EUNSUPPORTED, 415, "Unsupported", NULL},
    {FA_EENCRYPTED, 422, "Encrypted document", NULL},
    {FA_ENOTEXT, 422, "Document without text", NULL},
    {FA_ECORRUPT, 500, "Damaged data", NULL},
    {FA_ETIMEOUT, 504, "Timed out", NULL},
    {FA_ECANCELLED, 409, "Cancelled", NULL},
    {FA_EUNAUTHENTICATED, 401, "Not signed in", NULL},
    {FA_EFORBIDDEN, 403, "Forbidden", NULL},
    {FA_ETHROTTLED, 429, "Too many tries", NULL},
    {FA_EEXPIRED, 410, "No longer valid", NULL},
    {FA_ESECONDFACTOR, 428, "Second factor needed", NULL},
    {FA_EINTERNAL, 500, "Internal error", NULL},
};

static void member(fa_buf *b, const char *name, const char *text)
{
    fa_buf_printf(b, ",\"%s\":", name);
    fa_json_quote(text, b);
}

static void write_problem(http_reply *reply, const http_request *req, unsigned status, const char *title,
                          const char *code, const char *detail, const char *field)
{
    fa_buf *b = &reply->body;

    fa_buf_reset(b);
    reply->status = status;
    if (req->table != NULL && req->table->tell != NULL) {
        req->table->tell(reply, status, field, detail);
        return;
    }
    http_reply_type(reply, "application/problem+json");
    fa_buf_printf(b, "{\"type\":\"about:blank\",\"status\":%u", status);
    member(b, "title", title);
    member(b, "detail", detail);
    member(b, "instance", req->target);
    member(b, "code", code);
    member(b, "request_id", req->id);
    fa_buf_puts(b, ",\"errors\":[");
    if (*field != '\0') {
        fa_buf_puts(b, "{\"pointer\":");
        fa_json_quote(field, b);
        member(b, "code", code);
        member(b, "detail", detail);
        fa_buf_puts(b, "}");
    }
    fa_buf_puts(b, "]}");
}

void http_problem(http_reply *reply, const http_request *req, const fa_error *err)
{
    const mapping *m = &mappings[sizeof mappings / sizeof *mappings - 1];
    char seconds[16];

    for (size_t i = sizeof mappings / sizeof *mappings; i-- > 0;)
        if (mappings[i].code == err->code &&
            (mappings[i].field == NULL || strcmp(mappings[i].field, err->field) == 0))
            m = &mappings[i];
    write_problem(reply, req, m->status, m->title, fa_status_name(err->code), err->message, err->field);
    if (reply->status == 401)
        http_reply_header(reply, "WWW-Authenticate", "Bearer");
    if (reply->status == 503 || reply->status == 429) {
        snprintf(seconds, sizeof seconds, "%u", err->retry_ms == 0 ? 1 : (err->retry_ms + 999) / 1000);
        http_reply_header(reply, "Retry-After", seconds);
    }
}

void http_reply_problem(http_reply *reply, const http_request *req, const fa_error *err)
{
    (void)http_reply_body(reply);
    http_problem(reply, req, err);
}

void http_problem_plain(http_reply *reply, const http_request *req, unsigned status, const char *detail)
{
    static const struct {
        unsigned status;
        const char *code;
    } codes[] = {{401, "unauthenticated"},    {403, "forbidden"},       {404, "not_found"},
                 {405, "method_not_allowed"}, {408, "timeout"},         {413, "too_large"},
                 {414, "too_large"},          {416, "out_of_range"},    {421, "forbidden"},
                 {431, "too_large"},          {501, "not_implemented"}, {503, "unavailable"},
                 {505, "unsupported"}};
    const char *code = "malformed";

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (codes[i].status == status)
            code = codes[i].code;
    write_problem(reply, req, status, MHD_get_reason_phrase_for(status), code, detail, "");
    if (status == 503)
        http_reply_header(reply, "Retry-After", "1");
}
