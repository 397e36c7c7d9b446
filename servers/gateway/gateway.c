/* gateway/gateway.c: making a gateway, and its place on the gate's thread. */
#include "gateway/gateway.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "gateway/internal.h"

enum { LIMITER_KEYS = 64 << 10, TOKENS = 4096 };

const uint32_t gw_latency_bounds_ms[GW_LATENCIES - 1] = {1, 2, 5, 10, 25, 50, 100, 250, 1000, 5000, 30000};

void gw_random(gateway *g, void *out, size_t len)
{
    if (g->random_used + len > sizeof g->random) {
        (void)!getrandom(g->random, sizeof g->random, 0); /* ids and draws: none of it is a secret */
        g->random_used = 0;
    }
    memcpy(out, g->random + g->random_used, len);
    g->random_used += len;
}

/* ---- on the gate's thread ---- */

static void front_start(void *self, http_gate *gate)
{
    gateway *g = self;

    g->gate = gate;
    g->started_ms = http_gate_now();
}

static void front_ready(void *self, http_end *end, uint32_t events, int64_t now)
{
    gateway *g = self;
    gw_conn *conn = (gw_conn *)(void *)end;
    gw_call *call = conn->call;

    if (end->fd < 0)
        return;
    if (call == NULL) {
        gw_conn_drop(&g->client, conn);
        return;
    }
    gw_call_ready(call, events, now);
    if (call->kind == GW_OF_PROBE)
        gw_probe_ready(g, call, now);
    else if (call->kind == GW_OF_SIDE)
        gw_side_ready(call->owner, now);
    else
        gw_exchange_go_on(call->owner, now);
}

static void front_sweep(void *self, bool tick, int64_t now)
{
    gateway *g = self;

    if (tick) {
        for (gw_exchange *x = g->exchanges; x != NULL; x = x->next)
            gw_exchange_check(x, now);
        gw_probe_all(g, now);
        gw_feeds_check(g, now);
        gw_sides_check(g, false, now);
        gw_log_flush(g);
    }
    gw_client_bury(&g->client);
    gw_sides_bury(g);
}

static void front_lock(void *self)
{
    pthread_mutex_lock(&((gateway *)self)->lock);
}

static void front_unlock(void *self)
{
    pthread_mutex_unlock(&((gateway *)self)->lock);
}

static void front_stop(void *self)
{
    gateway *g = self;

    front_lock(g);
    gw_sides_check(g, true, http_gate_now());
    gw_sides_bury(g);
    for (size_t u = 0; u < g->upstream_count; u++)
        for (uint32_t i = 0; i < g->upstreams[u].state.count; i++) {
            gw_call_end(&g->upstreams[u].instances[i].probe, 0);
            gw_peer_sweep(&g->client, &g->upstreams[u].instances[i].peer, true, 0);
        }
    gw_client_bury(&g->client);
    gw_log_flush(g);
    front_unlock(g);
}

static void watch(void *payload, http_end *end, uint32_t events)
{
    gateway *g = payload;

    http_gate_watch(g->gate, end, events);
}

static int reach_listener(void *payload, http_flight **flight)
{
    gateway *g = payload;

    return http_gate_reach_listener(g->gate, flight);
}

static bool answer(void *payload, fa_buf *request, fa_buf *reply)
{
    gateway *g = payload;

    return http_gate_answer(g->gate, request, reply);
}

/* ---- making ---- */

static fa_status add_instances(gateway *g, gw_upstream *u, const gateway_upstream *from, fa_error *err)
{
    u->instances = calloc(from->url_count == 0 ? 1 : from->url_count, sizeof *u->instances);
    if (u->instances == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    for (size_t i = 0; i < from->url_count; i++) {
        gw_instance *instance = &u->instances[i];

        if (!gw_peer_init(&instance->peer, from->urls[i]))
            return fa_fail_field(err, FA_EINVALID, from->name, "\"%s\" is not http://host:port",
                                 from->urls[i]);
        gw_call_init(&instance->probe, &g->client, u);
        instance->probe.kind = GW_OF_PROBE;
    }
    fa_upstream_init(&u->state, (uint32_t)from->url_count,
                     from->in_flight_max == 0 ? GW_IN_FLIGHT : from->in_flight_max);
    return FA_OK;
}

static fa_status add_upstream(gateway *g, const gateway_upstream *from, fa_error *err)
{
    gw_upstream *u = &g->upstreams[g->upstream_count++];
    const char *path = from->health_path == NULL ? "" : from->health_path;

    if (from->url_count > FA_INSTANCES_MAX || strlen(from->name) >= sizeof u->name ||
        strlen(path) >= sizeof u->health_path)
        return fa_fail_field(err, FA_EINVALID, "upstreams", "\"%s\" has too many instances, or a long name",
                             from->name);
    snprintf(u->name, sizeof u->name, "%s", from->name);
    snprintf(u->health_path, sizeof u->health_path, "%s", path);
    u->required = from->required;
    u->foreign = from->foreign;
    u->own = from->own;
    return add_instances(g, u, from, err);
}

static fa_status check_routes(const gateway_options *o, fa_error *err)
{
    for (size_t i = 0; i < o->route_count; i++)
        if (o->routes[i].upstream >= o->upstream_count)
            return fa_fail_field(err, FA_EINVALID, "routes", "\"%s\" goes to an upstream that is not there",
                                 o->routes[i].prefix);
    if (o->upstream_count > GATEWAY_UPSTREAMS_MAX || o->rate_count > GATEWAY_CLASSES_MAX ||
        o->feed_count > GATEWAY_FEEDS_MAX)
        return fa_fail_field(err, FA_EINVALID, "upstreams", "there are too many upstreams, rates or feeds");
    return FA_OK;
}

static fa_status fill(gateway *g, const gateway_options *o, fa_error *err)
{
    uint8_t seeds[32];
    fa_status st = check_routes(o, err);

    if (st == FA_OK && getrandom(seeds, sizeof seeds, 0) != (ssize_t)sizeof seeds)
        st = fa_fail(err, FA_EUNAVAILABLE, "the system has no randomness");
    for (size_t i = 0; st == FA_OK && i < o->upstream_count; i++)
        st = add_upstream(g, &o->upstreams[i], err);
    if (st == FA_OK)
        st = fa_route_table_new(o->routes, o->route_count, &g->routes, err);
    if (st == FA_OK)
        st = fa_limiter_new(LIMITER_KEYS, seeds, &g->limiter, err);
    if (st == FA_OK && o->origin_count > 0)
        st = fa_cors_new(o->origins, o->origin_count, &g->cors, err);
    if (st == FA_OK)
        st = fa_token_cache_new(TOKENS, o->token_ttl_ms == 0 ? GW_TOKEN_TTL_MS : o->token_ttl_ms, seeds + 16,
                                &g->tokens, err);
    g->minted = calloc(GW_MINTED, sizeof *g->minted);
    if (st == FA_OK && g->minted == NULL)
        st = fa_fail(err, FA_ENOMEM, "out of memory");
    if (st == FA_OK && !gw_resolver_start(g))
        st = fa_fail(err, FA_EUNAVAILABLE, "no thread could be started");
    return st;
}

static void add_feeds(gateway *g, const gateway_options *o)
{
    for (; g->feed_count < o->feed_count && g->feed_count < GATEWAY_FEEDS_MAX; g->feed_count++) {
        const gateway_feed *from = &o->feeds[g->feed_count];
        gw_feed *f = &g->feeds[g->feed_count];

        *f = (gw_feed){from->upstream, from->every_ms, "", from->deliver,
                       from->cursor,   from->payload,  0,  false};
        snprintf(f->path, sizeof f->path, "%s", from->path);
    }
    g->introspection = o->introspection;
    if (o->introspection.path != NULL)
        snprintf(g->introspection_path, sizeof g->introspection_path, "%s", o->introspection.path);
}

/* What a feed delivers may end sessions: the lock is held then. */
static void init_lock(pthread_mutex_t *lock)
{
    pthread_mutexattr_t kind;

    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(lock, &kind);
    pthread_mutexattr_destroy(&kind);
}

fa_status gateway_new(const gateway_options *options, gateway **out, fa_error *err)
{
    gateway *g = calloc(1, sizeof *g);
    fa_status st;

    if (g == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    g->front = (http_front){.far = &gw_far_ops,
                            .self = g,
                            .start = front_start,
                            .stop = front_stop,
                            .ready = front_ready,
                            .sweep = front_sweep,
                            .lock = front_lock,
                            .unlock = front_unlock};
    g->client = (gw_client){.payload = g, .watch = watch, .reach_listener = reach_listener, .answer = answer};
    init_lock(&g->lock);
    pthread_cond_init(&g->stops, NULL);
    g->auth = options->auth;
    g->log = options->log;
    g->describe_health = options->describe_health;
    g->health_payload = options->health_payload;
    g->budget_ms = options->budget_ms == 0 ? GW_BUDGET_MS : options->budget_ms;
    g->random_used = sizeof g->random;
    g->rate_count = options->rate_count < GATEWAY_CLASSES_MAX ? options->rate_count : GATEWAY_CLASSES_MAX;
    if (g->rate_count > 0)
        memcpy(g->rates, options->rates, g->rate_count * sizeof *g->rates);
    add_feeds(g, options);
    st = fill(g, options, err);
    if (st == FA_OK)
        *out = g;
    else
        gateway_free(g);
    return st;
}

static void free_upstream(gw_upstream *u)
{
    for (uint32_t i = 0; u->instances != NULL && i < u->state.count; i++)
        gw_call_clear(&u->instances[i].probe);
    free(u->instances);
}

void gateway_free(gateway *g)
{
    if (g == NULL)
        return;
    pthread_mutex_lock(&g->lock);
    g->stopping = true;
    pthread_cond_broadcast(&g->stops);
    pthread_mutex_unlock(&g->lock);
    if (g->resolving)
        pthread_join(g->resolver, NULL);
    for (size_t u = 0; u < g->upstream_count; u++)
        free_upstream(&g->upstreams[u]);
    gw_log_flush(g);
    fa_buf_clear(&g->lines);
    if (g->minted != NULL)
        gw_identity_forget(g, NULL);
    free(g->minted);
    fa_route_table_free(g->routes);
    fa_limiter_free(g->limiter);
    fa_cors_free(g->cors);
    fa_token_cache_free(g->tokens);
    pthread_cond_destroy(&g->stops);
    pthread_mutex_destroy(&g->lock);
    free(g);
}

const http_front *gateway_front(gateway *g)
{
    return &g->front;
}

void gateway_revoke(gateway *g, const char *user_session_or_key)
{
    pthread_mutex_lock(&g->lock);
    (void)fa_token_cache_revoke(g->tokens, user_session_or_key);
    gw_identity_forget(g, user_session_or_key);
    pthread_mutex_unlock(&g->lock);
}
