/* contract/test_event_sink_local.c: the contract of event sinks on a service of the same process. */
#include "event_sink_contract.h"

/* The suite's own is what is tested. */
static fa_status open_sink(const fa_event_sink *behind, fa_event_sink *out, fa_error *err)
{
    (void)err;
    *out = *behind;
    return FA_OK;
}

static void close_sink(fa_event_sink *sink)
{
    (void)sink;
}

int main(void)
{
    return event_sink_contract("local", open_sink, close_sink);
}
