/* host/peers.c: how the services of this process see the others, and how those may ask a service that runs alone. */
#include <stdio.h>
#include <string.h>

#include <finanalyst/adapter/curl.h>
#include <finanalyst/adapter/local.h>

#include "host/internal.h"

/* As the design has them. */
uint16_t host_port_of(config_service service)
{
    static const uint16_t ports[] = {8000, 8001, 8002, 8003, 8004, 8005, 8000};

    return ports[service];
}

const char *host_peer_url(const server_config *c, config_service service, char out[HOST_URL_BYTES])
{
    const config_list *urls = &c->service_urls[service];
    size_t n = 0;

    if (urls->count == 0)
        snprintf(out, HOST_URL_BYTES, "http://127.0.0.1:%u", host_port_of(service));
    for (size_t i = 0; i < urls->count && n < HOST_URL_BYTES; i++)
        n += (size_t)snprintf(out + n, HOST_URL_BYTES - n, "%s%s", i == 0 ? "" : ",", urls->items[i]);
    return out;
}

fa_status host_peers_register(host *h, fa_registry *registry, fa_error *err)
{
    const config_secret *key = &h->config->internal_key;
    fa_remote_options options = FA_REMOTE_OPTIONS_INIT;
    fa_status st;

    if (h->service == CONFIG_SERVICES)
        return FA_OK;
    if (key->len == 0)
        return fa_fail_field(err, FA_EINVALID, "INTERNAL_API_KEY",
                             "a service that runs alone needs INTERNAL_API_KEY, the same as all others");
    options.name = config_service_name(h->service);
    options.secret = key->text;
    options.secret_len = key->len;
    st = fa_remote_register(registry, &options, err);
    if (st == FA_OK)
        st = fa_token_keys_new(&h->signer, &h->identities, err);
    if (st == FA_OK)
        st = fa_token_keys_set_secret(h->identities, NULL, key->text, key->len, err);
    h->peers = (peer_door){options.name, h->identities, &h->clock, &h->hasher};
    return st;
}

/* A port of another service. */
static fa_status open_far(host *h, const fa_registry *registry, fa_port port, config_service service,
                          void *out, fa_error *err)
{
    const fa_open_context context = {sizeof context, &h->clock, &h->hasher};
    char url[HOST_URL_BYTES];

    return fa_registry_open(registry, port, &context, host_peer_url(h->config, service, url), out, err);
}

static fa_status open_documents(host *h, const fa_registry *registry, fa_error *err)
{
    h->documents = h->app != NULL ? fa_app_source(h->app) : &h->own_documents;
    return h->app != NULL
               ? FA_OK
               : open_far(h, registry, FA_PORT_DOCUMENT_SOURCE, CONFIG_DOCUMENT, &h->own_documents, err);
}

/* Where the analysis is here, what is forgotten of a document are its records too. */
static fa_status open_readings(host *h, const fa_registry *registry, fa_error *err)
{
    fa_status st = FA_OK;

    if (host_has(h, CONFIG_ANALYSIS)) {
        st = fa_local_readings_open(fa_app_analysis(h->app), h->records, &h->own_readings, err);
        if (st == FA_OK)
            fa_app_use_readings(h->app, &h->own_readings);
    } else if (h->app == NULL) {
        st = open_far(h, registry, FA_PORT_READINGS, CONFIG_ANALYSIS, &h->own_readings, err);
    }
    h->readings = h->app != NULL ? fa_app_readings(h->app) : &h->own_readings;
    return st;
}

/* The gateway alone asks for users only, to tell of their database. */
fa_status host_peers_open(host *h, const fa_registry *registry, fa_error *err)
{
    fa_status st;

    if (h->service == CONFIG_GATEWAY)
        return open_far(h, registry, FA_PORT_USER_DIRECTORY, CONFIG_USER, &h->directory, err);
    st = open_documents(h, registry, err);
    if (st == FA_OK && h->service == CONFIG_DOCUMENT)
        st = open_far(h, registry, FA_PORT_BLOB_STORE, CONFIG_STORAGE, &h->blobs, err);
    if (st == FA_OK)
        st = open_readings(h, registry, err);
    if (st == FA_OK)
        st = h->users != NULL
                 ? fa_local_user_directory_open(h->users, &h->directory, err)
                 : open_far(h, registry, FA_PORT_USER_DIRECTORY, CONFIG_USER, &h->directory, err);
    if (st == FA_OK)
        st = h->analytics != NULL
                 ? fa_local_event_sink_open(h->analytics, &h->events, err)
                 : open_far(h, registry, FA_PORT_EVENT_SINK, CONFIG_ANALYTICS, &h->events, err);
    return st;
}

void host_peers_close(host *h)
{
    fa_event_sink_close(&h->events);
    fa_user_directory_close(&h->directory);
    fa_readings_close(&h->own_readings);
    fa_document_source_close(&h->own_documents);
    fa_token_keys_free(h->identities);
}

void host_identify(host *h, http_options *options)
{
    if (h->service == CONFIG_SERVICES || h->service == CONFIG_GATEWAY)
        return;
    options->identify = peer_identify;
    options->identify_payload = &h->peers;
}

/* ---- how a service alone is ---- */

static fa_status tell(const host *h, http_reply *reply, const char *status)
{
    return fa_buf_printf(http_reply_body(reply), "{\"status\":\"%s\",\"service\":\"%s\",\"version\":\"%s\"}",
                         status, config_service_name(h->service), fa_version());
}

static fa_status health(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    host *h = service;
    fa_status st = host_check(h, h->service, err);

    (void)req;
    return st == FA_OK ? tell(h, reply, "healthy") : st;
}

static fa_status live(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    (void)req;
    (void)err;
    return tell(service, reply, "live");
}

static fa_status ask_users(host *h)
{
    uint64_t count;

    return fa_directory_count(&h->directory, &count, NULL);
}

static fa_status ask_documents(host *h)
{
    uint64_t count;

    return fa_source_count(h->documents, (fa_id){{0}}, &count, NULL);
}

static fa_status ask_analysis(host *h)
{
    uint64_t analyses, answers;

    return fa_readings_count(h->readings, (fa_id){{0}}, &analyses, &answers, NULL);
}

static fa_status pass(void *payload, const fa_blob_info *info, fa_error *err)
{
    (void)payload;
    (void)info;
    (void)err;
    return FA_OK;
}

static fa_status ask_storage(host *h)
{
    return fa_blob_list(&h->blobs, "documents/", "", 1, pass, NULL, NULL);
}

/* Whom each service needs to do its work; events can wait. */
typedef struct need {
    config_service who, whom;
    fa_status (*ask)(host *h);
} need;

static const need needs[] = {
    {CONFIG_USER, CONFIG_DOCUMENT, ask_documents},    {CONFIG_DOCUMENT, CONFIG_USER, ask_users},
    {CONFIG_DOCUMENT, CONFIG_ANALYSIS, ask_analysis}, {CONFIG_DOCUMENT, CONFIG_STORAGE, ask_storage},
    {CONFIG_ANALYSIS, CONFIG_USER, ask_users},        {CONFIG_ANALYSIS, CONFIG_DOCUMENT, ask_documents},
    {CONFIG_ANALYTICS, CONFIG_USER, ask_users},       {CONFIG_STORAGE, CONFIG_USER, ask_users},
    {CONFIG_STORAGE, CONFIG_DOCUMENT, ask_documents}};

static fa_status ready(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    host *h = service;
    fa_buf *out = http_reply_body(reply);
    unsigned missing = 0;

    (void)req;
    if (host_check(h, h->service, err) != FA_OK)
        return err->code;
    fa_buf_puts(out, "{\"missing\":[");
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        if (needs[i].who == h->service && needs[i].ask(h) != FA_OK)
            fa_buf_printf(out, "%s\"%s\"", missing++ > 0 ? "," : "", config_service_name(needs[i].whom));
    fa_buf_printf(out, "],\"status\":\"%s\"}", missing == 0 ? "ready" : "not_ready");
    if (missing > 0) {
        http_reply_status(reply, 503);
        http_reply_header(reply, "Retry-After", "1");
    }
    return fa_buf_check(out, err);
}

const http_route host_alone_table[] = {
    {"GET", "/health", HTTP_FOR_ALL, HTTP_BODY_NONE, health, "Whether the service's store answers", "",
     "200 `{status, service, version}`; 503"},
    {"GET", "/live", HTTP_FOR_ALL, HTTP_BODY_NONE, live, "Whether the process answers", "",
     "200 `{status, service, version}`"},
    {"GET", "/ready", HTTP_FOR_ALL | HTTP_WORKS, HTTP_BODY_NONE, ready,
     "Whether the services that it needs answer", "",
     "200 `{missing: [], status}`; 503 with the names of those"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
