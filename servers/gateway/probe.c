/* gateway/probe.c: how the instances are, found out by asking them; and where they are, by asking for their names again. */
#include <string.h>

#include "gateway/internal.h"

enum { EVERY_MS = 2000, DOUBT_MS = 200, TIMEOUT_MS = 2000, LOOK_UP_S = 5 };

static void ask(gw_upstream *u, gw_instance *i, int64_t now)
{
    fa_buf *out = &i->probe.out;

    i->probed_ms = now;
    fa_buf_reset(out);
    fa_buf_printf(out, "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: finanalyst-gateway\r\n\r\n",
                  u->health_path, i->peer.authority);
    i->probe.headless = false;
    i->probe.request_done = true;
    gw_call_start(&i->probe, &i->peer, false, now);
}

/* What stands behind "version":" in the body of a check. */
static void read_version(gw_instance *i, const fa_buf *body)
{
    static const char mark[] = "\"version\":\"";
    const char *at = body->len == 0 ? NULL : strstr(body->data, mark);
    size_t n;

    if (at == NULL)
        return;
    at += sizeof mark - 1;
    n = strspn(at, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.+-");
    if (n >= sizeof i->version || at[n] != '"')
        return;
    memcpy(i->version, at, n);
    i->version[n] = '\0';
}

static gw_instance *find(gateway *g, const gw_call *call, gw_upstream **u)
{
    *u = call->owner;
    (void)g;
    for (uint32_t n = 0; n < (*u)->state.count; n++)
        if (&(*u)->instances[n].probe == call)
            return &(*u)->instances[n];
    return NULL;
}

static void conclude(gw_upstream *u, gw_instance *i, bool well, int64_t now)
{
    fa_instance *member = &u->state.instances[i - u->instances];

    if (well) {
        u->was_there = true;
        u->gone_ms = 0;
        i->health_ms = (uint32_t)(now - i->probed_ms);
    }
    i->checked = true;
    /* One that comes back is tried at once. */
    if (fa_health_note(&member->health, well) && well)
        fa_breaker_reset(&member->breaker);
    gw_call_end(&i->probe, now);
}

void gw_probe_ready(gateway *g, gw_call *call, int64_t now)
{
    gw_upstream *u;
    gw_instance *i = find(g, call, &u);
    http_drawn drawn = HTTP_DRAWN_SOME;
    fa_buf body;

    if (i == NULL)
        return;
    fa_buf_init(&body, 64 << 10);
    while (call->stage == GW_BODY && drawn == HTTP_DRAWN_SOME)
        drawn = gw_call_draw(call, false, &body, now);
    if (call->stage == GW_BODY || call->stage == GW_DONE)
        read_version(i, &body);
    fa_buf_clear(&body);
    if (call->stage == GW_DONE)
        conclude(u, i, call->reply.status >= 200 && call->reply.status < 300, now);
    else if (call->stage == GW_FAILED)
        conclude(u, i, false, now);
    else
        gw_call_watch(call, true);
}

static void check(gateway *g, gw_upstream *u, gw_instance *i, int64_t now)
{
    const fa_health *health = &u->state.instances[i - u->instances].health;
    /* What is in doubt is asked more often, so that neither a start nor an end takes longer to see than it must. */
    int64_t every = i->checked && !health->out && health->against == 0 ? EVERY_MS : DOUBT_MS;

    gw_peer_sweep(&g->client, &i->peer, false, now);
    if (*u->health_path == '\0')
        return;
    if (i->probe.stage == GW_NONE && (i->probed_ms == 0 || now - i->probed_ms >= every)) {
        ask(u, i, now);
        gw_probe_ready(g, &i->probe, now);
    } else if (i->probe.stage != GW_NONE && now - i->probed_ms > TIMEOUT_MS) {
        i->probe.stage = GW_FAILED;
        conclude(u, i, false, now);
    }
}

void gw_probe_all(gateway *g, int64_t now)
{
    for (size_t u = 0; u < g->upstream_count; u++)
        for (uint32_t i = 0; i < g->upstreams[u].state.count; i++)
            check(g, &g->upstreams[u], &g->upstreams[u].instances[i], now);
}

/* ---- names ---- */

static void look_up(gateway *g, gw_instance *i)
{
    struct sockaddr_storage address = {0};
    socklen_t len = 0;
    bool found;

    pthread_mutex_unlock(&g->lock);
    found = gw_peer_look_up(i->peer.authority, &address, &len);
    pthread_mutex_lock(&g->lock);
    if (!found ||
        (i->peer.known && i->peer.address_len == len && memcmp(&i->peer.address, &address, len) == 0))
        return;
    i->peer.address = address;
    i->peer.address_len = len;
    i->peer.known = true;
}

/* A service that was started anew may be at another address under its name. */
static void *run_resolver(void *payload)
{
    gateway *g = payload;
    struct timespec until;

    pthread_mutex_lock(&g->lock);
    while (!g->stopping) {
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += LOOK_UP_S;
        pthread_cond_timedwait(&g->stops, &g->lock, &until);
        for (size_t u = 0; u < g->upstream_count; u++)
            for (uint32_t n = 0; n < g->upstreams[u].state.count; n++) {
                gw_instance *i = &g->upstreams[u].instances[n];

                if (!g->stopping && !i->peer.local && !i->peer.literal)
                    look_up(g, i);
            }
    }
    pthread_mutex_unlock(&g->lock);
    return NULL;
}

bool gw_resolver_start(gateway *g)
{
    bool named = false;

    for (size_t u = 0; u < g->upstream_count; u++)
        for (uint32_t i = 0; i < g->upstreams[u].state.count; i++)
            named = named ||
                    !(g->upstreams[u].instances[i].peer.local || g->upstreams[u].instances[i].peer.literal);
    if (!named)
        return true;
    g->resolving = pthread_create(&g->resolver, NULL, run_resolver, g) == 0;
    return g->resolving;
}
