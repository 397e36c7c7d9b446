/* Any bytes as events and as feedback: read or refused, and what was read can be written down and read again. */
#include <stdint.h>
#include <stdlib.h>

#include <finanalyst/wire.h>

enum { OUT_BYTES = 1 << 22 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use_events(const char *text, size_t size)
{
    fa_event *events = NULL;
    uint32_t count = 0;
    fa_error err = {0};
    fa_status st = fa_events_from_json(text, size, &events, &count, &err);
    fa_buf out;

    if (st != FA_OK && (err.code != st || events != NULL))
        abort();
    if (st == FA_OK && (count == 0 || count > FA_EVENTS_MAX))
        abort();
    fa_buf_init(&out, OUT_BYTES);
    for (uint32_t i = 0; i < count; i++) {
        fa_event *again = NULL;
        uint32_t one = 0;

        fa_buf_reset(&out);
        if (fa_event_to_csv(&events[i], i, &out, NULL) != FA_OK)
            abort();
        fa_buf_reset(&out);
        if (fa_event_to_json(&events[i], i, &out, NULL) != FA_OK)
            abort();
        /* It has a sequence, which no sender may give: refused, but never as bad JSON. */
        if (fa_events_from_json(out.data, out.len, &again, &one, &err) != FA_EINVALID || again != NULL)
            abort();
    }
    fa_buf_clear(&out);
    fa_events_free(events);
}

static void use_feedback(const char *text, size_t size, bool change)
{
    fa_feedback_input *in = NULL;
    fa_error err = {0};
    fa_status st = fa_feedback_input_from_json(text, size, change, &in, &err);

    if ((st == FA_OK) != (in != NULL) || (st != FA_OK && err.code != st))
        abort();
    fa_feedback_input_free(in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;

    use_events(text, size);
    use_feedback(text, size, false);
    use_feedback(text, size, true);
    return 0;
}
