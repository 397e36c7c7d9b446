/* http/stream.c: event streams. A stream with nothing to say is suspended; one thread wakes them ten times a second, so that no
 * worker waits for them. */
#include <stdlib.h>
#include <string.h>

#include "http/internal.h"

enum { TICK_MS = 100, HEARTBEAT_TICKS = 150, STREAM_MAX = 1 << 20 };

struct http_stream {
    http_server *server;
    struct MHD_Connection *connection;
    http_stream *next_stream;
    http_events_fn next;
    void (*free_payload)(void *);
    void *payload;
    fa_buf out;
    size_t taken;
    bool last;
    bool suspended;
    unsigned quiet; /* ticks since something was sent */
};

static void unlink_stream(http_stream *s)
{
    pthread_mutex_lock(&s->server->lock);
    for (http_stream **at = &s->server->streams; *at != NULL; at = &(*at)->next_stream)
        if (*at == s) {
            *at = s->next_stream;
            break;
        }
    pthread_mutex_unlock(&s->server->lock);
}

static void free_stream(void *payload)
{
    http_stream *s = payload;

    unlink_stream(s);
    s->free_payload(s->payload);
    fa_buf_clear(&s->out);
    free(s);
}

/* Asks for events. false: the stream has to end, because it failed. */
static bool fill(http_stream *s)
{
    fa_buf_reset(&s->out);
    s->taken = 0;
    if (s->next(s->payload, &s->out, &s->last, NULL) != FA_OK)
        return false;
    if (s->out.len == 0 && !s->last && ++s->quiet >= HEARTBEAT_TICKS)
        fa_buf_puts(&s->out, ": \n\n");
    if (s->out.len > 0)
        s->quiet = 0;
    return s->out.bad == FA_OK;
}

static ssize_t draw(void *payload, uint64_t position, char *into, size_t max)
{
    http_stream *s = payload;
    size_t count;

    (void)position;
    if (s->taken == s->out.len && s->last)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (s->taken == s->out.len && !fill(s))
        return MHD_CONTENT_READER_END_WITH_ERROR;
    if (s->out.len == 0) {
        bool stopping;

        pthread_mutex_lock(&s->server->lock);
        stopping = s->server->stopping;
        if (!stopping) {
            s->suspended = true;
            MHD_suspend_connection(s->connection);
        }
        pthread_mutex_unlock(&s->server->lock);
        return stopping ? MHD_CONTENT_READER_END_OF_STREAM : 0;
    }
    count = s->out.len - s->taken < max ? s->out.len - s->taken : max;
    memcpy(into, s->out.data + s->taken, count);
    s->taken += count;
    return (ssize_t)count;
}

struct MHD_Response *http_stream_response(http_request *req, http_reply *reply)
{
    http_stream *s = calloc(1, sizeof *s);
    struct MHD_Response *response;

    if (s == NULL)
        return NULL;
    s->server = req->server;
    s->connection = req->connection;
    s->next = reply->next;
    s->free_payload = reply->free_payload;
    s->payload = reply->payload;
    fa_buf_init(&s->out, STREAM_MAX);
    response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 16 << 10, draw, s, free_stream);
    if (response == NULL) {
        fa_buf_clear(&s->out);
        free(s);
        return NULL;
    }
    reply->free_payload = NULL; /* the stream's now */
    pthread_mutex_lock(&req->server->lock);
    s->next_stream = req->server->streams;
    req->server->streams = s;
    pthread_mutex_unlock(&req->server->lock);
    return response;
}

void *http_ticker(void *payload)
{
    const struct timespec pause = {0, TICK_MS * 1000000L};
    http_server *server = payload;
    bool stopping = false;

    while (!stopping) {
        nanosleep(&pause, NULL);
        pthread_mutex_lock(&server->lock);
        stopping = server->stopping;
        for (http_stream *s = server->streams; s != NULL; s = s->next_stream)
            if (s->suspended) {
                s->suspended = false;
                MHD_resume_connection(s->connection);
            }
        pthread_mutex_unlock(&server->lock);
    }
    return NULL;
}
