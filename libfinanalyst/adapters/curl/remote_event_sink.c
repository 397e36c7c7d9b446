/* adapters/curl/remote_event_sink.c: telling an analytics service in another process what happened. */
#include <finanalyst/port/event_sink.h>

#include "remote.h"

enum { BODY_MAX = 4 << 20, ID_BYTES = 16 };

static void put_text(fa_buf *out, const char *name, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    (void)fa_buf_printf(out, ",\"%s\":", name);
    (void)fa_json_quote(text, out);
}

static void put_number(fa_buf *out, const char *name, uint64_t value)
{
    if (value != 0)
        (void)fa_buf_printf(out, ",\"%s\":%llu", name, (unsigned long long)value);
}

static void put_cost(fa_buf *out, int64_t micros)
{
    uint64_t size = micros < 0 ? 0 - (uint64_t)micros : (uint64_t)micros;

    if (micros != 0)
        (void)fa_buf_printf(out, ",\"cost\":\"%s%llu.%06llu\"", micros < 0 ? "-" : "",
                            (unsigned long long)(size / 1000000), (unsigned long long)(size % 1000000));
}

/* An event that has no id gets one here: so it is the same event when it comes in twice. */
static fa_status put_id(const fai_remote *r, const fa_event *e, fa_buf *out, fa_error *err)
{
    uint8_t random[ID_BYTES];
    fa_status st;

    if (e->id != NULL && *e->id != '\0') {
        put_text(out, "event_id", e->id);
        return FA_OK;
    }
    st = fa_clock_random(r->clock, random, sizeof random, err);
    (void)fa_buf_puts(out, ",\"event_id\":\"");
    for (size_t i = 0; st == FA_OK && i < sizeof random; i++)
        (void)fa_buf_printf(out, "%02x", random[i]);
    (void)fa_buf_puts(out, "\"");
    return st;
}

static fa_status put_event(const fai_remote *r, const fa_event *e, fa_buf *out, fa_error *err)
{
    char at[25];
    fa_status st;

    (void)fa_buf_puts(out, "{\"type\":");
    (void)fa_json_quote(fa_event_type_name(e->type), out);
    st = put_id(r, e, out, err);
    put_text(out, "user_id", e->user.s);
    if (e->at != 0) {
        fa_time_format(e->at, at);
        put_text(out, "at", at);
    }
    put_text(out, "session", e->session);
    if (e->data != NULL && *e->data != '\0')
        (void)fa_buf_printf(out, ",\"data\":%s", e->data);
    put_text(out, "document_id", e->document.s);
    put_text(out, "operation", fa_operation_name(e->operation));
    if (e->duration_us >= 0)
        (void)fa_buf_printf(out, ",\"duration_us\":%lld", (long long)e->duration_us);
    put_number(out, "size_bytes", e->size_bytes);
    if (e->failed)
        (void)fa_buf_puts(out, ",\"success\":false");
    put_text(out, "vendor", e->vendor);
    put_text(out, "model", e->model);
    put_number(out, "input_tokens", e->input_tokens);
    put_number(out, "output_tokens", e->output_tokens);
    put_cost(out, e->cost_micros);
    put_text(out, "outcome", fa_outcome_name(e->outcome));
    (void)fa_buf_puts(out, "}");
    return st == FA_OK ? fa_buf_check(out, err) : st;
}

/* All of them in one request: all are recorded, or none. */
static fa_status record(void *self, const fa_event *events, uint32_t count, fa_error *err)
{
    fai_remote_request q;
    fa_buf json;
    fa_status st = FA_OK;

    if (count > FA_EVENTS_MAX)
        return fa_fail_field(err, FA_ETOOLARGE, "events", "at most %d events are recorded at once",
                             FA_EVENTS_MAX);
    fa_buf_init(&json, BODY_MAX);
    (void)fa_buf_puts(&json, "[");
    for (uint32_t i = 0; st == FA_OK && i < count; i++) {
        if (i > 0)
            (void)fa_buf_puts(&json, ",");
        st = put_event(self, &events[i], &json, err);
    }
    (void)fa_buf_puts(&json, "]");
    if (st == FA_OK)
        st = fa_buf_check(&json, err);
    if (st == FA_OK) {
        fai_remote_begin(&q, self, "PUT", "/internal/v1/events");
        fai_remote_body(&q, &json);
        st = fai_remote_do(&q, err);
    }
    fa_buf_clear(&json);
    return st;
}

fa_status fai_remote_sink_open(const fa_registry *registry, const void *options,
                               const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_event_sink_ops ops = {sizeof ops, "http", record, fai_remote_close};
    fai_remote *r = NULL;
    fa_status st = fai_remote_open(registry, options, context, url, "analytics", &r, err);

    if (st == FA_OK)
        *(fa_event_sink *)out = (fa_event_sink){&ops, r};
    return st;
}
