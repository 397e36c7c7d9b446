/* gateway/routes.c: health of all, metrics, and what administrators see and do. */
#include <stdlib.h>
#include <string.h>

#include <finanalyst/wire.h>

#include "gateway/internal.h"

static const char *word_of(const gw_upstream *u, uint32_t i)
{
    if (!u->instances[i].checked && *u->health_path != '\0')
        return "unknown";
    return u->state.instances[i].health.out ? "unhealthy" : "healthy";
}

/* The best of its instances speaks for a service. */
static const gw_instance *best_of(const gw_upstream *u)
{
    const gw_instance *best = NULL;

    for (uint32_t i = 0; i < u->state.count; i++)
        if (best == NULL || strcmp(word_of(u, i), "healthy") == 0)
            best = &u->instances[i];
    return best;
}

static bool is_well(const gw_upstream *u)
{
    const gw_instance *best = best_of(u);

    return best != NULL && strcmp(word_of(u, (uint32_t)(best - u->instances)), "healthy") == 0;
}

static void member(fa_buf *out, const char *name, const char *text)
{
    fa_buf_puts(out, name);
    fa_json_quote(text, out);
}

static void put_service(const gw_upstream *u, fa_buf *out)
{
    const gw_instance *best = best_of(u);

    fa_json_quote(u->name, out);
    member(out, ":{\"status\":", best == NULL ? "unknown" : word_of(u, (uint32_t)(best - u->instances)));
    if (best != NULL && best->checked)
        fa_buf_printf(out, ",\"response_time\":%u.%03u", best->health_ms / 1000, best->health_ms % 1000);
    else
        fa_buf_puts(out, ",\"response_time\":null");
    member(out, ",\"version\":", best == NULL ? "" : best->version);
    fa_buf_printf(out, ",\"required\":%s,\"instances\":%u}", u->required ? "true" : "false", u->state.count);
}

/* Names of services for which the check does not hold. Returns how many of them are required. */
static unsigned put_missing(const gateway *g, fa_buf *out)
{
    unsigned required = 0;
    const char *comma = "";

    for (size_t i = 0; i < g->upstream_count; i++) {
        const gw_upstream *u = &g->upstreams[i];

        if (*u->health_path == '\0' || is_well(u))
            continue;
        fa_buf_puts(out, comma);
        fa_json_quote(u->name, out);
        comma = ",";
        required += u->required;
    }
    return required;
}

/* A gateway that answers is alive; what is missing behind it is named. */
static fa_status health(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_buf *out = http_reply_body(reply), missing;
    gateway *g = service;
    const char *comma = "";

    (void)req;
    fa_buf_init(&missing, 4096);
    pthread_mutex_lock(&g->lock);
    (void)put_missing(g, &missing);
    fa_buf_printf(
        out, "{\"status\":\"%s\",\"service\":\"gateway\",\"version\":\"%s\",\"uptime_s\":%lld,\"services\":{",
        missing.len == 0 ? "healthy" : "degraded", fa_version(),
        (long long)((http_gate_now() - g->started_ms) / 1000));
    for (size_t i = 0; i < g->upstream_count; i++) {
        if (*g->upstreams[i].health_path == '\0')
            continue;
        fa_buf_puts(out, comma);
        put_service(&g->upstreams[i], out);
        comma = ",";
    }
    pthread_mutex_unlock(&g->lock);
    fa_buf_puts(out, "},\"unhealthy_services\":[");
    fa_buf_append(out, missing.data, missing.len);
    fa_buf_puts(out, "]");
    if (g->describe_health != NULL)
        g->describe_health(g->health_payload, out);
    fa_buf_puts(out, "}");
    fa_buf_clear(&missing);
    return fa_buf_check(out, err);
}

static fa_status live(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    (void)service;
    (void)req;
    (void)err;
    return fa_buf_puts(http_reply_body(reply), "{\"status\":\"live\"}");
}

static fa_status ready(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_buf *out = http_reply_body(reply), missing;
    gateway *g = service;
    unsigned required;

    (void)req;
    fa_buf_init(&missing, 4096);
    pthread_mutex_lock(&g->lock);
    required = put_missing(g, &missing);
    pthread_mutex_unlock(&g->lock);
    fa_buf_printf(out, "{\"status\":\"%s\",\"missing\":[", required == 0 ? "ready" : "not_ready");
    fa_buf_append(out, missing.data, missing.len);
    fa_buf_puts(out, "]}");
    fa_buf_clear(&missing);
    if (required > 0) {
        http_reply_status(reply, 503);
        http_reply_header(reply, "Retry-After", "1");
    }
    return fa_buf_check(out, err);
}

/* ---- for administrators ---- */

static const char *access_name(fa_access access)
{
    static const char *const names[] = {"none", "user", "owner", "admin", "internal", "signed"};

    return names[access];
}

static fa_status put_routes(gateway *g, fa_buf *out, fa_error *err)
{
    fa_buf_puts(out, "{\"items\":[");
    for (size_t i = 0; i < fa_route_table_count(g->routes); i++) {
        const fa_gateway_route *r = fa_route_table_at(g->routes, i);

        member(out, i == 0 ? "{\"prefix\":" : ",{\"prefix\":", r->prefix);
        member(out, ",\"method\":", r->method == NULL ? "*" : r->method);
        member(out, ",\"access\":", access_name(r->access));
        member(out, ",\"upstream\":", g->upstreams[r->upstream].name);
        fa_buf_printf(out, ",\"budget_ms\":%u,\"rate_class\":%u}",
                      r->budget_ms == 0 ? g->budget_ms : r->budget_ms, r->rate_class);
    }
    fa_buf_puts(out, "],\"next_cursor\":null}");
    return fa_buf_check(out, err);
}

static fa_status list_routes(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    gateway *g = service;
    fa_status st;

    (void)req;
    pthread_mutex_lock(&g->lock);
    st = put_routes(g, http_reply_body(reply), err);
    pthread_mutex_unlock(&g->lock);
    return st;
}

/* All routes of a prefix go elsewhere: the table is made anew, so that no request sees half of it. */
static fa_status turn_prefix(gateway *g, const char *prefix, uint32_t upstream, fa_error *err)
{
    size_t count = fa_route_table_count(g->routes), turned = 0;
    fa_gateway_route *routes = calloc(count == 0 ? 1 : count, sizeof *routes);
    fa_route_table *table = NULL;
    fa_status st;

    if (routes == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    for (size_t i = 0; i < count; i++) {
        routes[i] = *fa_route_table_at(g->routes, i);
        if (strcmp(routes[i].prefix, prefix) != 0)
            continue;
        routes[i].upstream = upstream;
        turned++;
    }
    st = turned == 0 ? fa_fail(err, FA_ENOTFOUND, "there is no route of this prefix")
                     : fa_route_table_new(routes, count, &table, err);
    if (st == FA_OK) {
        fa_route_table_free(g->routes);
        g->routes = table;
    }
    free(routes);
    return st;
}

static fa_status turn_route(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const char *prefix = http_query(req, "prefix"), *name = http_query(req, "upstream");
    gateway *g = service;
    size_t u = 0;
    fa_status st;

    if (prefix == NULL || name == NULL)
        return fa_fail_field(err, FA_EINVALID, prefix == NULL ? "prefix" : "upstream",
                             "prefix and upstream are needed");
    pthread_mutex_lock(&g->lock);
    while (u < g->upstream_count && strcmp(g->upstreams[u].name, name) != 0)
        u++;
    st = u == g->upstream_count
             ? fa_fail_field(err, FA_EINVALID, "upstream", "there is no upstream of this name")
             : turn_prefix(g, prefix, (uint32_t)u, err);
    if (st == FA_OK)
        st = put_routes(g, http_reply_body(reply), err);
    pthread_mutex_unlock(&g->lock);
    return st;
}

static void put_instance(const gw_upstream *u, uint32_t i, fa_buf *out)
{
    static const char *const modes[] = {"closed", "open", "half_open"};
    const fa_instance *state = &u->state.instances[i];

    fa_buf_printf(out, "{\"id\":\"%s-%u\"", u->name, i);
    member(out, ",\"address\":", u->instances[i].peer.authority);
    member(out, ",\"health\":", word_of(u, i));
    member(out, ",\"version\":", u->instances[i].version);
    member(out, ",\"circuit\":", modes[state->breaker.mode]);
    fa_buf_printf(out,
                  ",\"retry_ms\":%u,\"draining\":%s,\"in_flight\":%u,\"connections\":%u,\"requests\":%llu,"
                  "\"failures\":%llu,\"latency_us\":%llu}",
                  fa_breaker_wait_ms(&state->breaker, http_gate_now()), state->draining ? "true" : "false",
                  state->in_flight, u->instances[i].peer.open_count, (unsigned long long)state->requests,
                  (unsigned long long)state->failures, (unsigned long long)state->latency_us);
}

static fa_status list_upstreams(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_buf *out = http_reply_body(reply);
    const char *comma = "";
    gateway *g = service;

    (void)req;
    fa_buf_puts(out, "{\"items\":[");
    pthread_mutex_lock(&g->lock);
    for (size_t n = 0; n < g->upstream_count; n++) {
        const gw_upstream *u = &g->upstreams[n];

        if (u->own)
            continue;
        fa_buf_puts(out, comma);
        comma = ",";
        member(out, "{\"name\":", u->name);
        fa_buf_printf(
            out, ",\"required\":%s,\"in_flight\":%u,\"in_flight_max\":%u,\"retries\":%llu,\"instances\":[",
            u->required ? "true" : "false", u->state.in_flight, u->state.in_flight_max,
            (unsigned long long)u->retries);
        for (uint32_t i = 0; i < u->state.count; i++) {
            fa_buf_puts(out, i == 0 ? "" : ",");
            put_instance(u, i, out);
        }
        fa_buf_puts(out, "]}");
    }
    pthread_mutex_unlock(&g->lock);
    fa_buf_puts(out, "],\"next_cursor\":null}");
    return fa_buf_check(out, err);
}

/* "user-0" */
static gw_upstream *find_instance(gateway *g, const char *id, uint32_t *instance)
{
    const char *dash = strrchr(id, '-');
    char *end = NULL;
    unsigned long n = dash == NULL ? 0 : strtoul(dash + 1, &end, 10);

    for (size_t u = 0;
         dash != NULL && dash[1] >= '0' && dash[1] <= '9' && *end == '\0' && u < g->upstream_count; u++)
        if (!g->upstreams[u].own && strlen(g->upstreams[u].name) == (size_t)(dash - id) &&
            memcmp(g->upstreams[u].name, id, (size_t)(dash - id)) == 0 && n < g->upstreams[u].state.count) {
            *instance = (uint32_t)n;
            return &g->upstreams[u];
        }
    return NULL;
}

typedef void (*change_fn)(fa_instance *i);

static fa_status change(gateway *g, const http_request *req, change_fn apply, http_reply *reply,
                        fa_error *err)
{
    gw_upstream *u;
    uint32_t i = 0;
    fa_status st = FA_OK;

    pthread_mutex_lock(&g->lock);
    u = find_instance(g, http_param(req, 0), &i);
    if (u == NULL) {
        st = fa_fail(err, FA_ENOTFOUND, "there is no such instance");
    } else {
        apply(&u->state.instances[i]);
        put_instance(u, i, http_reply_body(reply));
        http_reply_status(reply, 202);
    }
    pthread_mutex_unlock(&g->lock);
    return st;
}

static void set_draining(fa_instance *i)
{
    i->draining = true;
}

static void set_taking(fa_instance *i)
{
    i->draining = false;
}

static void reset_breaker(fa_instance *i)
{
    fa_breaker_reset(&i->breaker);
}

static fa_status drain(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return change(service, req, set_draining, reply, err);
}

static fa_status resume(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return change(service, req, set_taking, reply, err);
}

static fa_status reset_circuit(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return change(service, req, reset_breaker, reply, err);
}

static fa_status put_rates(const gateway *g, fa_buf *out, fa_error *err)
{
    fa_buf_puts(out, "{\"items\":[");
    for (size_t i = 0; i < g->rate_count; i++)
        fa_buf_printf(out, "%s{\"class\":%zu,\"per_minute\":%u,\"burst\":%u}", i == 0 ? "" : ",", i,
                      g->rates[i].per_minute, g->rates[i].burst);
    fa_buf_puts(out, "],\"next_cursor\":null}");
    return fa_buf_check(out, err);
}

static fa_status list_rates(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    gateway *g = service;
    fa_status st;

    (void)req;
    pthread_mutex_lock(&g->lock);
    st = put_rates(g, http_reply_body(reply), err);
    pthread_mutex_unlock(&g->lock);
    return st;
}

static fa_status set_rate(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    gateway *g = service;
    uint32_t which = 0;
    fa_rate rate = {0, 0};
    fa_status st =
        http_query_number(req, "class", 0, GATEWAY_CLASSES_MAX - 1, GATEWAY_CLASSES_MAX, &which, err);

    if (st == FA_OK)
        st = http_query_number(req, "per_minute", 0, 60000000, 0, &rate.per_minute, err);
    if (st == FA_OK)
        st = http_query_number(req, "burst", 1, 1000000, 1, &rate.burst, err);
    if (st != FA_OK)
        return st;
    pthread_mutex_lock(&g->lock);
    if (which >= g->rate_count) {
        st = fa_fail_field(err, FA_EINVALID, "class", "there is no class of this number");
    } else {
        g->rates[which] = rate;
        st = put_rates(g, http_reply_body(reply), err);
    }
    pthread_mutex_unlock(&g->lock);
    return st;
}

const http_route gateway_route_table[] = {
    {"GET", "/health", HTTP_FOR_ALL, HTTP_BODY_NONE, health, "Whether all services are well", "",
     "200 `{status: healthy|degraded, service, version, uptime_s, services{name: {status, response_time, "
     "version}}, "
     "unhealthy_services[]}`"},
    {"GET", "/live", HTTP_FOR_ALL, HTTP_BODY_NONE, live, "Whether the gateway answers", "",
     "200 `{status: \"live\"}`"},
    {"GET", "/ready", HTTP_FOR_ALL, HTTP_BODY_NONE, ready, "Whether every service that is needed answers", "",
     "200 `{status: \"ready\", missing[]}`; 503 with the names of those that do not"},
    {"GET", "/metrics", HTTP_FOR_ALL, HTTP_BODY_NONE, gw_metrics, "Counters for Prometheus",
     "for clients of this machine, and administrators", "200 `text/plain; version=0.0.4`; 403"},
    {"GET", "/api/v1/admin/gateway/routes", HTTP_FOR_ADMIN, HTTP_BODY_NONE, list_routes,
     "Where each prefix goes", "",
     "200 `{items: [{prefix, method, access, upstream, budget_ms, rate_class}]}`"},
    {"PUT", "/api/v1/admin/gateway/routes", HTTP_FOR_ADMIN, HTTP_BODY_NONE, turn_route,
     "Send a prefix elsewhere", "the query `prefix=` and `upstream=`",
     "200 the routes; 404 no such prefix; 422 no such upstream"},
    {"GET", "/api/v1/admin/gateway/upstreams", HTTP_FOR_ADMIN, HTTP_BODY_NONE, list_upstreams,
     "How the instances of each service are", "",
     "200 `{items: [{name, required, in_flight, in_flight_max, retries, instances[{id, address, health, "
     "version, "
     "circuit, retry_ms, draining, in_flight, connections, requests, failures, latency_us}]}]}`"},
    {"POST", "/api/v1/admin/gateway/upstreams/{id}:drain", HTTP_FOR_ADMIN, HTTP_BODY_NONE, drain,
     "Send no more requests to an instance", "", "202 the instance; 404"},
    {"POST", "/api/v1/admin/gateway/upstreams/{id}:resume", HTTP_FOR_ADMIN, HTTP_BODY_NONE, resume,
     "Send requests to an instance again", "", "202 the instance; 404"},
    {"POST", "/api/v1/admin/gateway/upstreams/{id}:reset-circuit", HTTP_FOR_ADMIN, HTTP_BODY_NONE,
     reset_circuit, "Close an instance's circuit breaker", "", "202 the instance; 404"},
    {"GET", "/api/v1/admin/gateway/rate-limits", HTTP_FOR_ADMIN, HTTP_BODY_NONE, list_rates,
     "How many requests each class may make", "", "200 `{items: [{class, per_minute, burst}]}`"},
    {"PUT", "/api/v1/admin/gateway/rate-limits", HTTP_FOR_ADMIN, HTTP_BODY_NONE, set_rate,
     "Set the limit of a class", "the query `class=`, `per_minute=` (0 = no limit) and `burst=`",
     "200 the limits; 422"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
