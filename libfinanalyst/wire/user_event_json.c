/* wire/user_event_json.c: what happened to users as JSON, and back. */
#include "wire/read.h"
#include "wire/shapes.h"

/* By fa_user_event_type, from 1. */
static const char *const types[] = {"credential.ended", "user.removed", NULL};

fa_status fa_user_event_to_json(const fa_user_event *event, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_number(&w, "seq", (int64_t)event->seq);
    fai_json_string(&w, "type", types[event->type == FA_USER_REMOVED ? 1 : 0]);
    fai_wire_id(&w, "user", event->user);
    fai_wire_id(&w, "credential", event->credential);
    fai_wire_time(&w, "time", event->time);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

typedef struct taker {
    fa_user_event_visit_fn visit;
    void *payload;
} taker;

static fa_status take_event(void *payload, const fai_json *node, fa_error *err)
{
    const taker *t = payload;
    fai_wire_reader r = {.node = node};
    fa_user_event event = {.seq = fai_wire_read_count(&r, "seq", INT64_MAX)};
    fa_status st;

    event.type = (fa_user_event_type)fai_wire_read_word(&r, "type", types);
    event.user = fai_wire_read_id(&r, "user");
    event.credential = fai_wire_read_id(&r, "credential");
    event.time = fai_wire_read_time(&r, "time");
    if (event.seq == 0)
        fai_wire_note(&r, "seq");
    if (event.type == 0)
        fai_wire_note(&r, "type");
    st = fai_wire_read_end(&r, err);
    return st == FA_OK ? t->visit(t->payload, &event, err) : st;
}

fa_status fa_user_events_from_json(const char *text, size_t len, fa_user_event_visit_fn visit, void *payload,
                                   fa_error *err)
{
    taker t = {visit, payload};

    if (visit == NULL)
        return fa_fail_field(err, FA_EINVALID, "visit", "nobody takes the events");
    return fai_wire_read_items(text, len, take_event, &t, err);
}
