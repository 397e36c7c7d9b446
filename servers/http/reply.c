/* http/reply.c: replies: bytes, files with ranges, and what every reply carries. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/internal.h"

enum { REPLY_MAX = 256 << 20 };

fa_buf *http_reply_body(http_reply *reply)
{
    if (reply->body.max == 0)
        fa_buf_init(&reply->body, REPLY_MAX);
    return &reply->body;
}

void http_reply_status(http_reply *reply, unsigned status)
{
    reply->status = status;
}

void http_reply_type(http_reply *reply, const char *type)
{
    snprintf(reply->type, sizeof reply->type, "%s", type);
}

void http_reply_header(http_reply *reply, const char *name, const char *value)
{
    if (reply->header_count == HTTP_HEADERS_MAX)
        return;
    reply->headers[reply->header_count].name = name;
    snprintf(reply->headers[reply->header_count].value, sizeof reply->headers->value, "%s", value);
    reply->header_count++;
}

void http_reply_tell(http_reply *reply, fa_id subject, int outcome)
{
    reply->subject = subject;
    reply->outcome = outcome;
}

void http_reply_file(http_reply *reply, FILE *file)
{
    reply->file = file;
}

void http_reply_events(http_reply *reply, http_events_fn next, void (*free_payload)(void *), void *payload)
{
    reply->next = next;
    reply->free_payload = free_payload;
    reply->payload = payload;
    http_reply_type(reply, "text/event-stream");
}

void http_reply_clear(http_reply *reply)
{
    fa_buf_clear(&reply->body);
    if (reply->file != NULL)
        fclose(reply->file);
    if (reply->free_payload != NULL)
        reply->free_payload(reply->payload);
    memset(reply, 0, sizeof *reply);
}

/* "bytes=a-b", "bytes=a-", "bytes=-n" into first and count. 1: a range, 0: none that is understood, -1: beyond the end. */
static int read_range(const char *text, uint64_t size, uint64_t *first, uint64_t *count)
{
    uint64_t from, to;
    char *end = NULL;

    if (text == NULL || strncmp(text, "bytes=", 6) != 0 || strchr(text, ',') != NULL)
        return 0;
    text += 6;
    if (*text == '-') {
        from = strtoull(text + 1, &end, 10);
        if (end == text + 1 || *end != '\0')
            return 0;
        *count = from < size ? from : size;
        *first = size - *count;
        return *count == 0 ? -1 : 1;
    }
    from = strtoull(text, &end, 10);
    if (end == text || *end != '-')
        return 0;
    text = end + 1;
    to = *text == '\0' ? UINT64_MAX : strtoull(text, &end, 10);
    if (*text != '\0' && (*end != '\0' || to < from))
        return 0;
    if (from >= size)
        return -1;
    *first = from;
    *count = (to < size ? to + 1 : size) - from;
    return 1;
}

static struct MHD_Response *file_response(http_request *req, http_reply *reply)
{
    uint64_t first = 0, count;
    struct stat info;
    char range[96];
    int fd, kind;

    if (fflush(reply->file) != 0 || fstat(fileno(reply->file), &info) != 0)
        return NULL;
    count = (uint64_t)info.st_size;
    http_reply_header(reply, "Accept-Ranges", "bytes");
    kind = reply->status == MHD_HTTP_OK ? read_range(http_header(req, "Range"), count, &first, &count) : 0;
    if (kind < 0) {
        snprintf(range, sizeof range, "bytes */%" PRIu64, (uint64_t)info.st_size);
        http_problem_plain(reply, req, MHD_HTTP_RANGE_NOT_SATISFIABLE,
                           "the range lies behind the end of the document");
        http_reply_header(reply, "Content-Range", range);
        return MHD_create_response_from_buffer(reply->body.len, reply->body.data, MHD_RESPMEM_MUST_COPY);
    }
    if (kind > 0) {
        snprintf(range, sizeof range, "bytes %" PRIu64 "-%" PRIu64 "/%" PRIu64, first, first + count - 1,
                 (uint64_t)info.st_size);
        http_reply_header(reply, "Content-Range", range);
        reply->status = MHD_HTTP_PARTIAL_CONTENT;
    }
    fd = dup(fileno(reply->file));
    req->sent = count;
    return fd < 0 ? NULL : MHD_create_response_from_fd_at_offset64(count, fd, first);
}

static bool has_header(const http_reply *reply, const char *name)
{
    for (int i = 0; i < reply->header_count; i++)
        if (strcmp(reply->headers[i].name, name) == 0)
            return true;
    return false;
}

static bool is_stopping(http_server *server)
{
    bool stopping;

    pthread_mutex_lock(&server->lock);
    stopping = server->stopping;
    pthread_mutex_unlock(&server->lock);
    return stopping;
}

void http_reply_fields(const http_request *req, const http_reply *reply, http_field_fn put, void *payload)
{
    if (reply->status != MHD_HTTP_NO_CONTENT)
        put(payload, "Content-Type", *reply->type == '\0' ? "application/json" : reply->type);
    put(payload, "X-Request-ID", req->id);
    put(payload, "X-Content-Type-Options", "nosniff");
    if (!has_header(reply, "Cache-Control"))
        put(payload, "Cache-Control", "no-store");
    if (reply->close || is_stopping(req->server))
        put(payload, "Connection", "close");
    for (int i = 0; i < reply->header_count; i++)
        put(payload, reply->headers[i].name, reply->headers[i].value);
}

static void add_field(void *payload, const char *name, const char *value)
{
    MHD_add_response_header(payload, name, value);
}

enum MHD_Result http_send(http_request *req, http_reply *reply)
{
    struct MHD_Response *response;
    enum MHD_Result result;

    if (reply->next != NULL)
        response = http_stream_response(req, reply);
    else if (reply->file != NULL)
        response = file_response(req, reply);
    else
        response = MHD_create_response_from_buffer(reply->body.len, reply->body.data, MHD_RESPMEM_MUST_COPY);
    if (response == NULL)
        return MHD_NO;
    if (req->sent == 0)
        req->sent = reply->body.len;
    http_reply_fields(req, reply, add_field, response);
    req->status = reply->status;
    req->subject = reply->subject;
    req->outcome = reply->outcome;
    result = MHD_queue_response(req->connection, reply->status, response);
    MHD_destroy_response(response);
    return result;
}
