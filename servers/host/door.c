/* host/door.c: the gateway in front of the services of this process: its routes come from their tables. */
#include <stdlib.h>
#include <string.h>

#include "analysis/routes.h"
#include "host/internal.h"
#include "openapi/openapi.h"

enum {
    GATEWAY_TABLE = 7,
    UPSTREAMS = HOST_TABLES + 1,
    ROUTES_MAX = 512,
    PREFIX_BYTES = 96,
    KNOWN_MS = 3000,
    EVENTS = 100
};

/* ---- the tables ---- */

static fa_actor operator_of(void)
{
    return (fa_actor){.role = FA_ROLE_ADMIN};
}

static fa_status root(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    (void)service;
    (void)req;
    (void)err;
    return fa_buf_printf(http_reply_body(reply),
                         "{\"product\":\"FinAnalyst\",\"version\":\"%s\",\"links\":{\"health\":\"/health\","
                         "\"sign_in\":\"/api/v1/auth/login\",\"documents\":\"/api/v1/documents\","
                         "\"ask\":\"/api/v1/ask\",\"interface\":\"/docs\"}}",
                         fa_version());
}

static fa_status one_is_enough(void *payload, const fa_document *doc, fa_error *err)
{
    (void)payload;
    (void)doc;
    (void)err;
    return FA_OK;
}

static fa_status check_documents(host *h, fa_error *err)
{
    return fa_document_list(fa_app_documents(h->app), (fa_id){{0}}, (fa_id){{0}}, 1, one_is_enough, NULL,
                            err);
}

static fa_status check_jobs(host *h, fa_error *err)
{
    const fa_job *job = NULL;
    fa_status st = fa_job_of_document(fa_app_analysis(h->app), (fa_id){{0}}, (fa_id){"doc_none"}, &job, err);

    return st == FA_ENOTFOUND || st == FA_EINVALID ? FA_OK : st;
}

static fa_status check_users(host *h, fa_error *err)
{
    fa_actor who = operator_of();
    fa_user_filter all = FA_USER_FILTER_INIT;
    uint64_t count = 0;

    return fa_admin_user_count(h->users, &who, &all, &count, err);
}

static fa_status no_feedback(void *payload, const fa_feedback *feedback, fa_error *err)
{
    (void)payload;
    (void)feedback;
    (void)err;
    return FA_OK;
}

static fa_status check_events(host *h, fa_error *err)
{
    return fa_feedback_list(h->analytics, (fa_id){{0}}, (fa_id){{0}}, 1, no_feedback, NULL, err);
}

static fa_status check_objects(host *h, fa_error *err)
{
    fa_usage usage;

    return fa_usage_total(h->storage.service, &usage, err);
}

static fa_status no_record(void *payload, const fa_record *record, fa_error *err)
{
    (void)payload;
    (void)record;
    (void)err;
    return FA_OK;
}

static fa_status check_records(host *h, fa_error *err)
{
    fa_record_query q = FA_RECORD_QUERY_INIT;

    q.limit = 1;
    q.bare = true;
    return fa_record_list(h->records, (fa_id){{0}}, &q, no_record, NULL, err);
}

/* Healthy is a service whose store answers. */
static fa_status health(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    static const struct {
        const char *name;
        fa_status (*check)(host *h, fa_error *err);
    } services[] = {{"user", check_users},     {"document", check_documents}, {"analysis", check_jobs},
                    {"record", check_records}, {"analytics", check_events},   {"storage", check_objects}};
    fa_status st = FA_ENOTFOUND;

    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        if (strcmp(services[i].name, http_param(req, 0)) == 0)
            st = services[i].check(service, err);
    if (st == FA_ENOTFOUND)
        return fa_fail(err, st, "there is no such service");
    return st != FA_OK ? st
                       : fa_buf_printf(http_reply_body(reply),
                                       "{\"status\":\"healthy\",\"service\":\"%s\",\"version\":\"%s\"}",
                                       http_param(req, 0), fa_version());
}

static fa_status interface(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    size_t count;
    const http_table *tables = host_interface(&count);

    (void)service;
    (void)req;
    return openapi_write(tables, count, http_reply_body(reply), err);
}

static const http_route own_routes[] = {
    {"GET", "/health/{service}", HTTP_FOR_ALL, HTTP_BODY_NONE, health, "Whether a service's store answers",
     "a service: `user`, `document`, `analysis`, `record`, `analytics` or `storage`",
     "200 `{status: \"healthy\", service, version}`; 404 no such service; 503 when it does not"},
    {"GET", "/", HTTP_FOR_ALL, HTTP_BODY_NONE, root, "Product, version, links", "",
     "200 `{product, version, links{}}`"},
    {"GET", "/api/v1/openapi.json", HTTP_FOR_ALL | HTTP_WORKS, HTTP_BODY_NONE, interface,
     "This interface as OpenAPI 3.1", "", "200 an OpenAPI document"},
    {"GET", "/docs", HTTP_FOR_ALL, HTTP_BODY_NONE, openapi_page, "A page that shows it, and sends requests",
     "", "200 `text/html`"},
    {"GET", "/docs/docs.css", HTTP_FOR_ALL, HTTP_BODY_NONE, openapi_style, "What that page looks like", "",
     "200 `text/css`"},
    {"GET", "/docs/docs.js", HTTP_FOR_ALL, HTTP_BODY_NONE, openapi_script, "What that page does", "",
     "200 `text/javascript`"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};

static void users_changed(void *service)
{
    user_routes *r = service;

    host_users_changed(r->payload);
}

static void old_users_changed(void *service)
{
    compat_routes *r = service;

    host_users_changed(r->payload);
}

static const http_table layout[HOST_TABLES] = {
    {"product", own_routes, NULL, NULL, NULL, NULL, NULL},
    {"user", user_route_table, NULL, "profile", "profile", users_changed, NULL},
    {"document", document_route_table, NULL, "documents:read", "documents:write", NULL, NULL},
    {"analysis", analysis_route_table, NULL, "documents:read", "ask", NULL, NULL},
    {"record", record_route_table, NULL, "documents:read", "ask", NULL, NULL},
    {"analytics", analytics_route_table, NULL, "analytics", "analytics", NULL, NULL},
    {"storage", storage_route_table, NULL, "documents:read", "documents:write", NULL, NULL},
    {"gateway", gateway_route_table, NULL, "admin", "admin", NULL, NULL},
    {"compat", compat_user_table, NULL, "profile", "profile", old_users_changed, compat_tell},
    {"compat-documents", compat_document_table, NULL, "documents:read", "documents:write", NULL, compat_tell},
    {"compat-ask", compat_ask_table, NULL, "documents:read", "ask", NULL, compat_tell},
    {"compat-system", compat_system_table, NULL, "analytics", "analytics", NULL, compat_tell},
    {"log", logging_route_table, NULL, "admin", "admin", NULL, NULL},
};

const http_table *host_reference(size_t *count)
{
    *count = HOST_TABLES;
    return layout;
}

const http_table *host_interface(size_t *count)
{
    *count = HOST_TABLES;
    return layout;
}

const http_table *host_tables(host *h, gateway *g, size_t *count)
{
    void *const services[HOST_TABLES] = {h,
                                         &h->user_handlers,
                                         &h->documents,
                                         fa_app_analysis(h->app),
                                         h->records,
                                         &h->analytics_handlers,
                                         &h->storage_handlers,
                                         g,
                                         &h->compat,
                                         &h->compat,
                                         &h->compat,
                                         &h->compat,
                                         &h->logging_handlers};

    memcpy(h->tables, layout, sizeof layout);
    for (size_t i = 0; i < HOST_TABLES; i++)
        h->tables[i].service = services[i];
    *count = HOST_TABLES;
    return h->tables;
}

/* ---- names of users in reports ---- */

static void describe(void *payload, fa_id user, fa_user_label *out)
{
    host *h = payload;
    fa_actor who = operator_of();
    fa_user found;

    if (fa_admin_user_get(h->users, &who, user, &found, NULL) != FA_OK)
        return;
    snprintf(out->email, sizeof out->email, "%s", found.email);
    snprintf(out->name, sizeof out->name, "%s", found.full_name);
}

static uint64_t count_users(void *payload)
{
    host *h = payload;
    fa_actor who = operator_of();
    fa_user_filter all = FA_USER_FILTER_INIT;
    uint64_t count = 0;

    return fa_admin_user_count(h->users, &who, &all, &count, NULL) == FA_OK ? count : 0;
}

static fa_time now(void *payload)
{
    return fa_clock_now(&((host *)payload)->clock);
}

fa_status host_forget_document(void *payload, fa_id document, fa_error *err)
{
    return fa_record_forget(((host *)payload)->records, document, err);
}

static void fill_handlers(host *h)
{
    h->documents = (document_routes){h->app, host_job_waits, host_forget_document, h};
    h->user_handlers = (user_routes){.users = h->users,
                                     .mail_waits = host_mail_waits,
                                     .payload = h,
                                     .clock = &h->clock,
                                     .origins = h->config->origins.items};
    h->analytics_handlers = (analytics_routes){
        .service = h->analytics, .describe = describe, .user_total = count_users, .payload = h};
    h->storage_handlers = (storage_routes){h->storage.service, now, h};
    h->logging_handlers = (logging_routes){h->log, host_note_deed, h};
    h->compat.users = h->users;
    h->compat.app = h->app;
    h->compat.records = h->records;
    h->compat.analytics = h->analytics;
    h->compat.storage = h->storage.service;
    h->compat.clock = &h->clock;
    h->compat.signer = &h->signer;
    h->compat.data_dir = h->config->data_dir;
    h->compat.query_token = h->config->query_token;
    h->compat.objects_are_far = *h->config->minio_endpoint != '\0';
    h->compat.describe = describe;
    h->compat.job_waits = host_job_waits;
    h->compat.mail_waits = host_mail_waits;
    h->compat.payload = h;
}

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

void host_users_changed(host *h)
{
    uint64_t before;

    pthread_mutex_lock(&h->lock);
    do {
        before = h->events_seen;
        if (fa_user_events(h->users, before, EVENTS, forget, h, NULL) != FA_OK)
            gateway_revoke(h->door, NULL);
    } while (h->events_seen != before);
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

/* A path without the verb behind its last segment, or the slash at its end: a prefix holds for them too. */
static void strip_verb(const char *path, char out[PREFIX_BYTES])
{
    const char *last = strrchr(path, '/'), *verb = last == NULL ? NULL : strchr(last, ':');
    size_t n = verb != NULL                      ? (size_t)(verb - path)
               : last != NULL && last[1] == '\0' ? (size_t)(last - path)
                                                 : strlen(path);

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

    strip_verb(r->path, prefix);
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

    for (uint32_t t = 0; t < HOST_TABLES; t++)
        for (const http_route *r = layout[t].routes; st == FA_OK && r->path != NULL; r++) {
            if (strcmp(r->path, "/") == 0)
                continue;
            body = http_route_body_max(r, config->max_upload_bytes);
            st = add_route(all, r->method, r, t, body, err);
            if (st == FA_OK && strcmp(r->method, "GET") == 0)
                st = add_route(all, "HEAD", r, t, body, err);
        }
    all->items[all->count++] = (fa_gateway_route){
        NULL, "/", FA_ACCESS_NONE, config->legacy_urls.count == 0 ? 0 : HOST_TABLES, 0, 0, 0};
    return st;
}

static fa_status make_gateway(host *h, FILE *requests, const routes *all, fa_error *err)
{
    static const char *const here[] = {"local"};
    const config_list *legacy = &h->config->legacy_urls;
    gateway_upstream upstreams[UPSTREAMS];
    char paths[HOST_TABLES][40];
    gateway_options options = {.upstreams = upstreams,
                               .upstream_count = legacy->count == 0 ? HOST_TABLES : UPSTREAMS,
                               .routes = all->items,
                               .route_count = all->count,
                               .rates = h->config->rates,
                               .rate_count = CONFIG_RATES,
                               .origins = h->config->origins.items,
                               .origin_count = h->config->origins.count,
                               .auth = {verify, NULL, h},
                               .describe_health = compat_health,
                               .health_payload = &h->compat,
                               .log = requests};

    for (size_t i = 0; i < HOST_TABLES; i++) {
        bool checked = i > 0 && i < GATEWAY_TABLE; /* the services between product and gateway */

        snprintf(paths[i], sizeof paths[i], "/health/%s", layout[i].name);
        upstreams[i] = (gateway_upstream){.name = layout[i].name,
                                          .urls = here,
                                          .url_count = 1,
                                          .required = checked,
                                          .health_path = checked ? paths[i] : NULL,
                                          .in_flight_max = 4096};
    }
    upstreams[HOST_TABLES] = (gateway_upstream){
        .name = "legacy", .urls = legacy->items, .url_count = legacy->count, .foreign = true};
    return gateway_new(&options, &h->door, err);
}

fa_status host_door_open(host *h, FILE *requests, gateway **out, fa_error *err)
{
    routes *all = calloc(1, sizeof *all);
    fa_status st = all == NULL ? fa_fail(err, FA_ENOMEM, "out of memory") : add_routes(all, h->config, err);

    fill_handlers(h);
    if (st == FA_OK)
        st = make_gateway(h, requests, all, err);
    free(all);
    *out = h->door;
    return st;
}
