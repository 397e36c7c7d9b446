/* peer/sink.c: what happened, from the other services. */
#include <finanalyst/wire.h>

#include "peer/internal.h"

enum { PIECE = 64 << 10, BODY_MAX = 4 << 20 };

/* As many events as go into one call are more than the JSON of other routes. */
static fa_status read_body(const http_request *req, fa_buf *out, fa_error *err)
{
    const char *name = NULL;
    FILE *file = NULL;
    fa_status st = http_file_body(req, &file, &name, err);
    size_t got = 1;

    while (st == FA_OK && got != 0) {
        char *room = fa_buf_reserve(out, PIECE);

        if (room == NULL)
            return fa_buf_check(out, err);
        got = fread(room, 1, PIECE, file);
        out->len += got;
        if (ferror(file))
            st = fa_fail(err, FA_EUNAVAILABLE, "the events cannot be read back");
    }
    return st;
}

static fa_status record(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_event *events = NULL;
    uint32_t count = 0;
    fa_buf body;
    fa_status st;

    fa_buf_init(&body, BODY_MAX + PIECE);
    st = read_body(req, &body, err);
    if (st == FA_OK)
        st = fa_events_from_json(body.data, body.len, &events, &count, err);
    if (st == FA_OK)
        st = fa_event_sink_record(service, events, count, err);
    fa_events_free(events);
    fa_buf_clear(&body);
    return peer_done(st, reply, err);
}

const http_route peer_sink_table[] = {
    {"PUT", "/internal/v1/events", HTTP_FOR_SERVICE, HTTP_BODY_FILE, record, "For services: record events",
     "as `/api/v1/events`, with `user_id`", "204; 413; 422 names the event, and nothing was recorded"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
