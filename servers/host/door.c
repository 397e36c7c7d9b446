/* host/door.c: the gateway in front of the services, in this process or elsewhere: its routes come from their tables. */
#include <stdlib.h>
#include <string.h>

#include "host/internal.h"

enum {
    LEGACY = CONFIG_SERVICES, /* the upstream behind those of the services */
    UPSTREAMS = CONFIG_SERVICES + 1,
    ROUTES_MAX = 512,
    PREFIX_BYTES = 96,
    KNOWN_MS = 3000,
    EVENTS = 100
};

/* ---- who asks ---- */

/* The service is in this process, so it is asked itself, for sessions and keys alike. */
static fa_status verify(void *payload, const char *token, size_t len, const char *address, int64_t now_ms,
                        fa_principal *out, fa_error *err)
{
    host *h = payload;
    char text[FA_CACHED_TOKEN_BYTES + 1];
    fa_actor asks = {0}, found;
    fa_status st;

    if (len >= sizeof text || memchr(token, '\0', len) != NULL)
        return fa_fail(err, FA_EUNAUTHENTICATED, "the credential is not accepted");
    memcpy(text, token, len);
    text[len] = '\0';
    snprintf(asks.address, sizeof asks.address, "%s", address);
    st = fa_user_authenticate(h->users, &asks, text, &found, err);
    if (st == FA_OK && strlen(found.scope) >= sizeof out->scope)
        st = fa_fail(err, FA_EINTERNAL, "the scope of the key is too long");
    if (st != FA_OK)
        return st;
    memset(out, 0, sizeof *out);
    snprintf(out->user, sizeof out->user, "%s", found.user.s);
    snprintf(out->role, sizeof out->role, "%s", fa_role_name(found.role));
    memcpy(out->scope, found.scope, strlen(found.scope));
    if (strncmp(found.credential.s, "apk_", 4) == 0) {
        snprintf(out->key, sizeof out->key, "%s", found.credential.s);
        snprintf(out->address, sizeof out->address, "%s", address);
    } else {
        snprintf(out->session, sizeof out->session, "%s", found.credential.s);
    }
    out->expires_ms = now_ms + KNOWN_MS;
    return FA_OK;
}

static fa_status forget(void *payload, const fa_user_event *event, fa_error *err)
{
    host *h = payload;

    (void)err;
    h->events_seen = event->seq;
    gateway_revoke(h->door, event->type == FA_USER_REMOVED ? event->user.s : event->credential.s);
    return FA_OK;
}

static void forget_ended(host *h)
{
    uint64_t before;

    do {
        before = h->events_seen;
        if (fa_user_events(h->users, before, EVENTS, forget, h, NULL) != FA_OK)
            gateway_revoke(h->door, NULL);
    } while (h->events_seen != before);
}

/* What has ended, for a gateway elsewhere: it hears of it with the reply, and of all else by asking. */
typedef struct ended {
    host *h;
    char ids[HOST_ENDED_BYTES];
    size_t len;
    bool more;
} ended;

static fa_status note_ended(void *payload, const fa_user_event *event, fa_error *err)
{
    ended *e = payload;
    const char *id = event->type == FA_USER_REMOVED ? event->user.s : event->credential.s;
    size_t n = strlen(id);

    (void)err;
    e->h->events_seen = event->seq;
    if (e->len + n + 2 > sizeof e->ids) {
        e->more = true;
        return FA_OK;
    }
    e->len += (size_t)snprintf(e->ids + e->len, sizeof e->ids - e->len, e->len == 0 ? "%s" : " %s", id);
    return FA_OK;
}

static void tell_ended(host *h, http_reply *reply)
{
    ended e = {.h = h};
    uint64_t before;

    do {
        before = h->events_seen;
        e.more = fa_user_events(h->users, before, EVENTS, note_ended, &e, NULL) != FA_OK || e.more;
    } while (h->events_seen != before);
    if (reply != NULL && (e.len > 0 || e.more))
        http_reply_header(reply, "X-FA-Ended", e.more ? "*" : e.ids);
}

void host_users_changed(host *h, http_reply *reply)
{
    pthread_mutex_lock(&h->lock);
    if (h->door != NULL)
        forget_ended(h);
    else
        tell_ended(h, reply);
    pthread_mutex_unlock(&h->lock);
    host_mail_waits(h); /* users who are gone are followed on the same thread */
}

/* ---- the gateway's routes ---- */

typedef struct routes {
    fa_gateway_route items[ROUTES_MAX];
    char prefixes[ROUTES_MAX][PREFIX_BYTES];
    size_t count;
} routes;

static const fa_access accesses[] = {FA_ACCESS_NONE, FA_ACCESS_USER, FA_ACCESS_ADMIN, FA_ACCESS_INTERNAL};

/* A path without the slash at its end: a prefix holds for it too. */
static void strip_slash(const char *path, char out[PREFIX_BYTES])
{
    const char *last = strrchr(path, '/');
    size_t n = last != NULL && last[1] == '\0' ? (size_t)(last - path) : strlen(path);

    snprintf(out, PREFIX_BYTES, "%.*s", (int)n, path);
}

static fa_gateway_route *find(routes *all, const char *method, const char *prefix)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->items[i].prefix, prefix) == 0 && strcmp(all->items[i].method, method) == 0)
            return &all->items[i];
    return NULL;
}

/* Of routes that share a prefix the strictest holds at the door; each service looks again. */
static fa_status add_route(routes *all, const char *method, const http_route *r, uint32_t upstream,
                           uint64_t body_max, fa_error *err)
{
    unsigned access = r->policy & HTTP_ACCESS, rate = (r->policy & HTTP_RATES) / HTTP_RATE_ENTER;
    char *prefix = all->prefixes[all->count];
    fa_gateway_route *there;

    strip_slash(r->path, prefix);
    there = find(all, method, prefix);
    if (there == NULL && all->count + 1 == ROUTES_MAX)
        return fa_fail(err, FA_EINTERNAL, "there are too many routes");
    if (there == NULL) {
        all->items[all->count++] =
            (fa_gateway_route){method, prefix, accesses[access], upstream, 0, rate, body_max};
    } else {
        if (there->access == FA_ACCESS_NONE)
            there->access = accesses[access];
        if (there->rate_class < rate)
            there->rate_class = rate;
        if (there->body_max < body_max)
            there->body_max = body_max;
    }
    return FA_OK;
}

/* The last one takes what no table has: an old monolith, where there is one, or the listener says what is wrong with it. */
static fa_status add_routes(routes *all, const server_config *config, fa_error *err)
{
    fa_status st = FA_OK;
    uint64_t body;

    for (size_t t = 0; t < host_layout_count; t++)
        for (const http_route *r = host_layout[t].table.routes; st == FA_OK && r->path != NULL; r++) {
            uint32_t upstream = host_layout[t].service;

            if (strcmp(r->path, "/") == 0)
                continue;
            body = http_route_body_max(r, config->max_upload_bytes);
            st = add_route(all, r->method, r, upstream, body, err);
            if (st == FA_OK && strcmp(r->method, "GET") == 0)
                st = add_route(all, "HEAD", r, upstream, body, err);
        }
    all->items[all->count++] = (fa_gateway_route){
        NULL, "/", FA_ACCESS_NONE, config->legacy_urls.count == 0 ? CONFIG_GATEWAY : LEGACY, 0, 0, 0};
    return st;
}

/* Where the instances of services are, as lists. */
typedef struct addresses {
    char urls[CONFIG_SERVICES][HOST_URL_BYTES];
    const char *items[CONFIG_SERVICES][CONFIG_LIST_MAX];
    char health[CONFIG_SERVICES][40];
} addresses;

static size_t cut(char *urls, const char *items[CONFIG_LIST_MAX])
{
    size_t count = 0;
    char *rest = NULL;

    for (char *url = strtok_r(urls, ",", &rest); url != NULL && count < CONFIG_LIST_MAX;
         url = strtok_r(NULL, ",", &rest))
        items[count++] = url;
    return count;
}

static void fill_upstreams(host *h, addresses *a, gateway_upstream out[UPSTREAMS])
{
    static const char *const here[] = {"local"};
    const config_list *legacy = &h->config->legacy_urls;

    for (int s = 0; s < CONFIG_SERVICES; s++) {
        gateway_upstream *u = &out[s];
        bool checked = s != CONFIG_GATEWAY;

        *u = (gateway_upstream){.name = config_service_name((config_service)s),
                                .urls = here,
                                .url_count = 1,
                                .own = !checked,
                                .required = checked && s != CONFIG_ANALYTICS,
                                .in_flight_max = 4096};
        if (h->service == CONFIG_GATEWAY && checked) {
            host_peer_url(h->config, (config_service)s, a->urls[s]);
            u->url_count = cut(a->urls[s], a->items[s]);
            u->urls = a->items[s];
            u->health_path = "/health";
        } else if (checked) {
            snprintf(a->health[s], sizeof a->health[s], "/health/%s", u->name);
            u->health_path = a->health[s];
        }
    }
    out[LEGACY] = (gateway_upstream){
        .name = "legacy", .urls = legacy->items, .url_count = legacy->count, .foreign = true};
}

static fa_status make_gateway(host *h, FILE *requests, const routes *all, addresses *a, fa_error *err)
{
    gateway_upstream upstreams[UPSTREAMS];
    gateway_feed feeds[HOST_FEEDS];
    gateway_options options = {.upstreams = upstreams,
                               .upstream_count = h->config->legacy_urls.count == 0 ? LEGACY : UPSTREAMS,
                               .routes = all->items,
                               .route_count = all->count,
                               .rates = h->config->rates,
                               .rate_count = CONFIG_RATES,
                               .origins = h->config->origins.items,
                               .origin_count = h->config->origins.count,
                               .auth = {verify, NULL, h, NULL},
                               .describe_health = compat_health,
                               .health_payload = &h->compat,
                               .log = requests};

    if (h->service == CONFIG_GATEWAY)
        host_outside_options(h, CONFIG_USER, &options, feeds);
    fill_upstreams(h, a, upstreams);
    return gateway_new(&options, &h->door, err);
}

fa_status host_door_open(host *h, FILE *requests, gateway **out, fa_error *err)
{
    routes *all;
    addresses *a;
    fa_status st;

    *out = NULL;
    if (!host_has(h, CONFIG_GATEWAY))
        return FA_OK;
    all = calloc(1, sizeof *all);
    a = calloc(1, sizeof *a);
    st =
        all == NULL || a == NULL ? fa_fail(err, FA_ENOMEM, "out of memory") : add_routes(all, h->config, err);
    if (st == FA_OK)
        st = make_gateway(h, requests, all, a, err);
    free(a);
    free(all);
    *out = h->door;
    return st;
}
