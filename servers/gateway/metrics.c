/* gateway/metrics.c: counters in the text format of Prometheus, version 0.0.4. */
#include <string.h>

#include <finanalyst/user.h>

#include "gateway/internal.h"

static void put_help(fa_buf *out, const char *name, const char *type, const char *help)
{
    fa_buf_printf(out, "# HELP finanalyst_gateway_%s %s\n# TYPE finanalyst_gateway_%s %s\n", name, help, name,
                  type);
}

static void put_count(fa_buf *out, const char *name, const char *help, uint64_t value)
{
    put_help(out, name, "counter", help);
    fa_buf_printf(out, "finanalyst_gateway_%s %llu\n", name, (unsigned long long)value);
}

static void put_statuses(const gateway *g, fa_buf *out)
{
    put_help(out, "requests_total", "counter",
             "Requests that were answered, by upstream and class of status");
    for (size_t u = 0; u < g->upstream_count; u++)
        for (unsigned c = 2; c < 6; c++)
            fa_buf_printf(out, "finanalyst_gateway_requests_total{upstream=\"%s\",status=\"%uxx\"} %llu\n",
                          g->upstreams[u].name, c, (unsigned long long)g->upstreams[u].statuses[c]);
}

static void put_latencies(const gateway *g, fa_buf *out)
{
    put_help(out, "request_duration_seconds", "histogram", "Time until a reply was out");
    for (size_t i = 0; i < g->upstream_count; i++) {
        const gw_upstream *u = &g->upstreams[i];
        unsigned long long sum = 0;

        for (int b = 0; b < GW_LATENCIES - 1; b++) {
            sum += u->latencies[b];
            fa_buf_printf(
                out,
                "finanalyst_gateway_request_duration_seconds_bucket{upstream=\"%s\",le=\"%u.%03u\"} %llu\n",
                u->name, gw_latency_bounds_ms[b] / 1000, gw_latency_bounds_ms[b] % 1000, sum);
        }
        sum += u->latencies[GW_LATENCIES - 1];
        fa_buf_printf(out,
                      "finanalyst_gateway_request_duration_seconds_bucket{upstream=\"%s\",le=\"+Inf\"} %llu\n"
                      "finanalyst_gateway_request_duration_seconds_sum{upstream=\"%s\"} %llu.%06llu\n"
                      "finanalyst_gateway_request_duration_seconds_count{upstream=\"%s\"} %llu\n",
                      u->name, sum, u->name, (unsigned long long)u->latency_sum_us / 1000000,
                      (unsigned long long)u->latency_sum_us % 1000000, u->name, sum);
    }
}

typedef struct gauge {
    const char *name, *type, *help;
} gauge;

static unsigned long long gauge_value(const gw_upstream *u, uint32_t i, int which)
{
    const fa_instance *state = &u->state.instances[i];

    switch (which) {
    case 0:
        return state->breaker.mode;
    case 1:
        return state->health.out ? 0 : 1;
    case 2:
        return state->in_flight;
    case 3:
        return state->failures;
    default:
        return u->instances[i].peer.open_count;
    }
}

static void put_instances(const gateway *g, fa_buf *out)
{
    static const gauge gauges[] = {
        {"circuit_state", "gauge", "Of the breaker: 0 closed, 1 open, 2 half open"},
        {"instance_healthy", "gauge", "Whether its checks say that it is well"},
        {"instance_in_flight", "gauge", "Requests under way"},
        {"instance_failures_total", "counter", "Requests that failed there"},
        {"instance_connections", "gauge", "Connections to it, idle ones too"},
    };

    for (int k = 0; k < (int)(sizeof gauges / sizeof *gauges); k++) {
        put_help(out, gauges[k].name, gauges[k].type, gauges[k].help);
        for (size_t u = 0; u < g->upstream_count; u++)
            for (uint32_t i = 0; i < g->upstreams[u].state.count; i++)
                fa_buf_printf(out, "finanalyst_gateway_%s{upstream=\"%s\",instance=\"%s-%u\"} %llu\n",
                              gauges[k].name, g->upstreams[u].name, g->upstreams[u].name, i,
                              gauge_value(&g->upstreams[u], i, k));
    }
}

/* Collectors run beside the server, or have the key of an administrator. */
static bool may_look(const http_caller *who)
{
    return strncmp(who->address, "127.", 4) == 0 || strcmp(who->address, "::1") == 0 ||
           strncmp(who->address, "::ffff:127.", 11) == 0 ||
           (who->is_admin && fa_scope_allows(who->scope, "admin"));
}

fa_status gw_metrics(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_buf *out = http_reply_body(reply);
    gateway *g = service;
    uint64_t retries = 0;

    if (!may_look(http_caller_of(req)))
        return fa_fail(err, FA_EFORBIDDEN, "metrics are for this machine and for administrators");
    http_reply_type(reply, "text/plain; version=0.0.4");
    pthread_mutex_lock(&g->lock);
    for (size_t u = 0; u < g->upstream_count; u++)
        retries += g->upstreams[u].retries;
    put_statuses(g, out);
    put_latencies(g, out);
    put_instances(g, out);
    put_count(out, "retries_total", "Requests that were sent again", retries);
    put_count(out, "limited_total", "Requests over a rate limit", g->limited);
    put_count(out, "tokens_refused_total", "Credentials that were not accepted", g->refused_tokens);
    put_count(out, "unrouted_total", "Requests for paths that nothing serves", g->unrouted);
    put_count(out, "malformed_total", "Requests that were refused before anything looked at them",
              g->malformed);
    pthread_mutex_unlock(&g->lock);
    return fa_buf_check(out, err);
}
