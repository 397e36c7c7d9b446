/* host/tables.c: all routes: which service each belongs to, and what its handlers get. */
#include <string.h>

#include "host/internal.h"
#include "openapi/openapi.h"
#include "record/routes.h"

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

static fa_status no_record(void *payload, const fa_record *record, fa_error *err)
{
    (void)payload;
    (void)record;
    (void)err;
    return FA_OK;
}

static fa_status check_readings(host *h, fa_error *err)
{
    const fa_job *job = NULL;
    fa_record_query q = FA_RECORD_QUERY_INIT;
    fa_status st = fa_job_get(fa_app_analysis(h->app), (fa_id){{0}}, (fa_id){"job_none"}, &job, err);

    q.limit = 1;
    q.bare = true;
    if (st == FA_ENOTFOUND || st == FA_EINVALID)
        st = fa_record_list(h->records, (fa_id){{0}}, &q, no_record, NULL, err);
    return st;
}

static fa_status check_users(host *h, fa_error *err)
{
    fa_actor who = {.role = FA_ROLE_ADMIN};
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

fa_status host_check(host *h, config_service service, fa_error *err)
{
    switch (service) {
    case CONFIG_USER:
        return check_users(h, err);
    case CONFIG_DOCUMENT:
        return check_documents(h, err);
    case CONFIG_ANALYSIS:
        return check_readings(h, err);
    case CONFIG_ANALYTICS:
        return check_events(h, err);
    case CONFIG_STORAGE:
        return check_objects(h, err);
    default:
        return fa_fail(err, FA_ENOTFOUND, "there is no such service");
    }
}

/* Healthy is a service whose store answers. */
static fa_status health(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    config_service asked = CONFIG_SERVICES;
    fa_status st;

    (void)config_service_of(http_param(req, 0), &asked);
    st = host_check(service, asked, err);
    return st != FA_OK ? st
                       : fa_buf_printf(http_reply_body(reply),
                                       "{\"status\":\"healthy\",\"service\":\"%s\",\"version\":\"%s\"}",
                                       http_param(req, 0), fa_version());
}

static fa_status interface(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    size_t count;
    const http_table *tables = host_reference(&count);

    (void)service;
    (void)req;
    return openapi_write(tables, count, http_reply_body(reply), err);
}

static const http_route own_routes[] = {
    {"GET", "/health/{service}", HTTP_FOR_ALL, HTTP_BODY_NONE, health, "Whether a service's store answers",
     "a service: `user`, `document`, `analysis`, `analytics` or `storage`",
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

static void users_changed(void *service, http_reply *reply)
{
    host_users_changed(((user_routes *)service)->payload, reply);
}

static void old_users_changed(void *service, http_reply *reply)
{
    host_users_changed(((compat_routes *)service)->payload, reply);
}

const host_table host_layout[] = {
    {CONFIG_GATEWAY, {"product", own_routes, NULL, NULL, NULL, NULL, NULL}},
    {CONFIG_USER, {"user", user_route_table, NULL, "profile", "profile", users_changed, NULL}},
    {CONFIG_DOCUMENT,
     {"document", document_route_table, NULL, "documents:read", "documents:write", NULL, NULL}},
    {CONFIG_ANALYSIS,
     {"reading", reading_route_table, NULL, "documents:read", "documents:write", NULL, NULL}},
    {CONFIG_ANALYSIS, {"analysis", analysis_route_table, NULL, "documents:read", "ask", NULL, NULL}},
    {CONFIG_ANALYSIS, {"record", record_route_table, NULL, "documents:read", "ask", NULL, NULL}},
    {CONFIG_ANALYTICS, {"analytics", analytics_route_table, NULL, "analytics", "analytics", NULL, NULL}},
    {CONFIG_STORAGE, {"storage", storage_route_table, NULL, "documents:read", "documents:write", NULL, NULL}},
    {CONFIG_GATEWAY, {"gateway", gateway_route_table, NULL, "admin", "admin", NULL, NULL}},
    {CONFIG_GATEWAY, {"log", logging_route_table, NULL, "admin", "admin", NULL, NULL}},
    {CONFIG_USER,
     {"compat-users", compat_user_table, NULL, "profile", "profile", old_users_changed, compat_tell}},
    {CONFIG_STORAGE, {"compat-pictures", compat_avatar_table, NULL, "profile", "profile", NULL, compat_tell}},
    {CONFIG_DOCUMENT,
     {"compat-documents", compat_document_table, NULL, "documents:read", "documents:write", NULL,
      compat_tell}},
    {CONFIG_ANALYSIS,
     {"compat-readings", compat_reading_table, NULL, "documents:read", "documents:write", NULL, compat_tell}},
    {CONFIG_ANALYSIS, {"compat-ask", compat_ask_table, NULL, "documents:read", "ask", NULL, compat_tell}},
    {CONFIG_ANALYSIS,
     {"compat-model", compat_model_table, NULL, "analytics", "analytics", NULL, compat_tell}},
    {CONFIG_STORAGE,
     {"compat-storage", compat_storage_table, NULL, "analytics", "analytics", NULL, compat_tell}},
    {CONFIG_ANALYTICS,
     {"compat-analytics", compat_analytics_table, NULL, "analytics", "analytics", NULL, compat_tell}},
};

const size_t host_layout_count = sizeof host_layout / sizeof *host_layout;

const http_table *host_reference(size_t *count)
{
    static http_table all[sizeof host_layout / sizeof *host_layout];

    for (size_t i = 0; i < host_layout_count; i++)
        all[i] = host_layout[i].table;
    *count = host_layout_count;
    return all;
}

/* ---- what the handlers get ---- */

static fa_time now(void *payload)
{
    return fa_clock_now(&((host *)payload)->clock);
}

static void fill_compat(host *h)
{
    compat_routes *c = &h->compat;

    c->users = h->users;
    c->app = h->app;
    c->analysis = fa_app_analysis(h->app);
    c->records = h->records;
    c->analytics = h->analytics;
    c->storage = h->storage.service;
    c->documents = h->documents;
    c->readings = h->readings;
    c->directory = h->directory.ops == NULL ? NULL : &h->directory;
    c->clock = &h->clock;
    c->signer = &h->signer;
    c->data_dir = h->config->data_dir;
    c->query_token = h->config->query_token;
    c->objects_are_far = *h->config->minio_endpoint != '\0';
    c->job_waits = host_job_waits;
    c->mail_waits = host_mail_waits;
    c->payload = h;
}

/* Bytes that a user may still store. */
static fa_status room_of(void *payload, fa_id user, uint64_t *bytes, fa_error *err)
{
    fa_usage usage;
    fa_status st = fa_usage_get(((host *)payload)->storage.service, user, &usage, err);

    if (st == FA_OK)
        *bytes = usage.quota.max_bytes == FA_UNLIMITED  ? UINT64_MAX
                 : usage.bytes >= usage.quota.max_bytes ? 0
                                                        : usage.quota.max_bytes - usage.bytes;
    return st;
}

static void fill_handlers(host *h)
{
    h->document_handlers = (document_routes){.app = h->app,
                                             .job_waits = host_job_waits,
                                             .payload = h,
                                             .max_upload_bytes = h->config->max_upload_bytes,
                                             .room = host_has(h, CONFIG_STORAGE) ? room_of : NULL,
                                             .now = now};
    h->analysis_handlers = (analysis_routes){fa_app_analysis(h->app), host_job_waits, h};
    h->user_handlers = (user_routes){.users = h->users,
                                     .mail_waits = host_mail_waits,
                                     .payload = h,
                                     .clock = &h->clock,
                                     .origins = h->config->origins.items};
    h->analytics_handlers = (analytics_routes){.service = h->analytics, .directory = &h->directory};
    h->storage_handlers = (storage_routes){h->storage.service, now, h};
    h->logging_handlers = (logging_routes){h->log, host_note_deed, h};
    fill_compat(h);
}

static void *service_of(host *h, gateway *g, const http_route *routes)
{
    const struct {
        const http_route *routes;
        void *service;
    } handlers[] = {{own_routes, h},
                    {user_route_table, &h->user_handlers},
                    {document_route_table, &h->document_handlers},
                    {reading_route_table, &h->analysis_handlers},
                    {analysis_route_table, &h->analysis_handlers},
                    {record_route_table, h->records},
                    {analytics_route_table, &h->analytics_handlers},
                    {storage_route_table, &h->storage_handlers},
                    {gateway_route_table, g},
                    {logging_route_table, &h->logging_handlers}};

    for (size_t i = 0; i < sizeof handlers / sizeof *handlers; i++)
        if (handlers[i].routes == routes)
            return handlers[i].service;
    return &h->compat;
}

static void add_table(host *h, size_t *count, const char *name, const http_route *routes, void *service)
{
    h->tables[(*count)++] = (http_table){name, routes, service, NULL, NULL, NULL, NULL};
}

/* What a service that is opened alone shows to the others. */
static void add_peer_tables(host *h, size_t *count)
{
    add_table(h, count, "alone", host_alone_table, h);
    if (h->service == CONFIG_USER)
        add_table(h, count, "directory", peer_directory_table, &h->directory);
    if (h->service == CONFIG_DOCUMENT)
        add_table(h, count, "documents", peer_source_table, (void *)(uintptr_t)h->documents);
    if (h->service == CONFIG_ANALYSIS)
        add_table(h, count, "readings", peer_readings_table, (void *)(uintptr_t)h->readings);
    if (h->service == CONFIG_ANALYTICS)
        add_table(h, count, "events", peer_sink_table, &h->events);
    if (h->service == CONFIG_STORAGE)
        add_table(h, count, "blobs", peer_blobs_table, &h->blobs);
}

/* ---- routes of services elsewhere ---- */

static fa_status is_elsewhere(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    (void)service;
    (void)req;
    (void)reply;
    return fa_fail(err, FA_EUNAVAILABLE, "the service is in another process");
}

/* The gateway sends requests to them before its listener sees any: it knows them to say which methods a path has. */
static void add_far_tables(host *h, size_t *count)
{
    static http_route routes[HOST_ROUTES_MAX];
    size_t used = 0;

    for (size_t i = 0; i < host_layout_count; i++) {
        const http_route *r = host_layout[i].table.routes;
        http_table *t = &h->tables[*count];

        if (host_has(h, host_layout[i].service))
            continue;
        *t = host_layout[i].table;
        t->routes = &routes[used];
        t->service = h;
        t->changed = NULL;
        for (; r->path != NULL && used + 2 < HOST_ROUTES_MAX; r++) {
            routes[used] = *r;
            routes[used++].handle = is_elsewhere;
        }
        routes[used++] = *r;
        ++*count;
    }
}

const http_table *host_tables(host *h, gateway *g, size_t *count)
{
    *count = 0;
    fill_handlers(h);
    for (size_t i = 0; i < host_layout_count; i++)
        if (host_has(h, host_layout[i].service)) {
            http_table *t = &h->tables[(*count)++];

            *t = host_layout[i].table;
            t->service = service_of(h, g, t->routes);
        }
    if (h->service == CONFIG_GATEWAY)
        add_far_tables(h, count);
    else if (h->service != CONFIG_SERVICES)
        add_peer_tables(h, count);
    return h->tables;
}
