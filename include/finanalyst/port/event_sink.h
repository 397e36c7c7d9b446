/* port/event_sink.h: where services tell what happened, in this process or another. */
#ifndef FINANALYST_PORT_EVENT_SINK_H
#define FINANALYST_PORT_EVENT_SINK_H

#include <finanalyst/analytics.h>

#ifdef __cplusplus
extern "C" {
#endif

/* As fa_event_record, for events that name their users themselves. For implementers: any thread may call any op. */
typedef struct fa_event_sink_ops {
    size_t struct_size;
    const char *name;
    fa_status (*record)(void *self, const fa_event *events, uint32_t count, fa_error *err);
    void (*close)(void *self);
} fa_event_sink_ops;

typedef struct fa_event_sink {
    const fa_event_sink_ops *ops;
    void *self;
} fa_event_sink;

FA_API fa_status fa_event_sink_record(const fa_event_sink *s, const fa_event *events, uint32_t count,
                                      fa_error *err);
FA_API void fa_event_sink_close(fa_event_sink *s);

#ifdef __cplusplus
}
#endif
#endif
