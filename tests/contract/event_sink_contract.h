/* contract/event_sink_contract.h: what every way to tell what happened must do. */
#ifndef FA_EVENT_SINK_CONTRACT_H
#define FA_EVENT_SINK_CONTRACT_H

#include <finanalyst/port/event_sink.h>

/* Opens the sink under test on one of the same process, which it outlives; closes it and all that it brought. */
typedef fa_status (*open_sink_fn)(const fa_event_sink *behind, fa_event_sink *out, fa_error *err);
typedef void (*close_sink_fn)(fa_event_sink *sink);

/* Runs the suite and returns the exit status for main. */
int event_sink_contract(const char *adapter, open_sink_fn open, close_sink_fn close);

#endif
