/* peer/test_contract_event_sink.c: the contract of event sinks on a service in another process. */
#include "event_sink_contract.h"

#include "peer_host.h"

static peer_host service;

static fa_status open_sink(const fa_event_sink *behind, fa_event_sink *out, fa_error *err)
{
    peer_host_start(&service, "analytics", peer_sink_table, behind);
    return peer_host_open(FA_PORT_EVENT_SINK, peer_host_url(&service), NULL, out, err);
}

static void close_sink(fa_event_sink *sink)
{
    fa_event_sink_close(sink);
    peer_host_stop(&service);
}

int main(void)
{
    return event_sink_contract("remote", open_sink, close_sink);
}
