/* compose/app.c: opens the adapters that a configuration names, and hands the ports to the services. */
#include <finanalyst/app.h>

#include <string.h>
#include <time.h>

#include <finanalyst/adapter/local.h>
#include <finanalyst/alloc.h>

#include "analysis/service.h"
#include "compose/app.h"
#include "document/service.h"

/* The context that adapters were opened with lives as long as they do. */
struct fa_app {
    fa_clock clock;
    fa_hasher hasher;
    fa_open_context context;
    fa_document_service *documents; /* NULL = in another process, as the next */
    fa_analysis_service *analysis;
    fa_document_source source; /* those two as others see them */
    fa_readings readings;
    const fa_readings *used; /* readings, or what the host wants to be used instead */
};

/* What is needed while opening. */
typedef struct opening {
    const fa_registry *registry;
    fa_app_config config; /* with the defaults filled in */
    const fa_open_context *context;
} opening;

static const char *or_default(const char *url, const char *standard)
{
    return url == NULL ? standard : url;
}

static fa_app_config with_defaults(const fa_app_config *config)
{
    fa_app_config c = *config;

    c.document_db = or_default(c.document_db, "memory:");
    c.analysis_db = or_default(c.analysis_db, "memory:");
    c.blobs = or_default(c.blobs, "memory:");
    c.transfers = or_default(c.transfers, "memory:");
    c.reader = or_default(c.reader, "sandbox:");
    c.hasher = or_default(c.hasher, "sodium:");
    c.clock = or_default(c.clock, "system:");
    return c;
}

/* Opens one port; an error is told again with the setting that is to blame. */
static fa_status open_port(const opening *o, fa_port port, const char *setting, const char *url, void *out,
                           fa_error *err)
{
    fa_error why = {0};
    fa_status st = fa_registry_open(o->registry, port, o->context, url, out, &why);

    if (st == FA_OK)
        return st;
    (void)fa_fail_field(err, st, setting, "%s: %s", setting, why.message);
    if (err != NULL)
        err->retry_ms = why.retry_ms;
    return st;
}

static fa_status open_host(const opening *o, fa_clock *clock, fa_hasher *hasher, fa_error *err)
{
    fa_status st = open_port(o, FA_PORT_CLOCK, "clock", o->config.clock, clock, err);

    if (st == FA_OK)
        st = open_port(o, FA_PORT_HASHER, "hasher", o->config.hasher, hasher, err);
    return st;
}

static fa_status open_documents(const opening *o, fa_app *app, fa_error *err)
{
    fai_document_parts parts = {.max_upload_bytes = o->config.max_upload_bytes};
    fa_status st =
        open_port(o, FA_PORT_DOCUMENT_REPO, "document_db", o->config.document_db, &parts.repo, err);

    if (st == FA_OK)
        st = open_port(o, FA_PORT_BLOB_STORE, "blobs", o->config.blobs, &parts.blobs, err);
    if (st == FA_OK)
        st = open_port(o, FA_PORT_TRANSFER_STORE, "transfers", o->config.transfers, &parts.transfers, err);
    if (st == FA_OK)
        st = open_host(o, &parts.clock, &parts.hasher, err);
    if (st == FA_OK)
        st = fai_document_service_new(&parts, &app->documents, err);
    if (st != FA_OK) {
        fa_hasher_close(&parts.hasher);
        fa_clock_close(&parts.clock);
        fa_transfer_store_close(&parts.transfers);
        fa_blob_store_close(&parts.blobs);
        fa_document_repo_close(&parts.repo);
    }
    return st;
}

static fa_status open_source(const opening *o, const fa_app *app, fa_document_source *out, fa_error *err)
{
    return o->config.documents == NULL
               ? fa_local_document_source_open(app->documents, out, err)
               : open_port(o, FA_PORT_DOCUMENT_SOURCE, "documents", o->config.documents, out, err);
}

static fa_status open_readings(const opening *o, const fa_app *app, fa_readings *out, fa_error *err)
{
    return o->config.readings == NULL
               ? fa_local_readings_open(app->analysis, NULL, out, err)
               : open_port(o, FA_PORT_READINGS, "readings", o->config.readings, out, err);
}

static fa_status open_analysis_ports(const opening *o, fa_app *app, fai_analysis_parts *parts, fa_error *err)
{
    const char *db = o->config.analysis_db;
    fa_status st = open_source(o, app, &parts->source, err);

    if (st == FA_OK)
        st = open_port(o, FA_PORT_JOB_REPO, "analysis_db", db, &parts->jobs, err);
    if (st == FA_OK)
        st = open_port(o, FA_PORT_FILING_REPO, "analysis_db", db, &parts->filings, err);
    if (st == FA_OK)
        st = open_port(o, FA_PORT_PASSAGE_INDEX, "analysis_db", db, &parts->passages, err);
    if (st == FA_OK)
        st = open_port(o, FA_PORT_DOCUMENT_READER, "reader", o->config.reader, &parts->reader, err);
    if (st == FA_OK)
        st = open_host(o, &parts->clock, &parts->hasher, err);
    return st;
}

static fa_status open_analysis(const opening *o, fa_app *app, fa_error *err)
{
    fai_analysis_parts parts = {.limits = o->config.limits};
    fa_status st = open_analysis_ports(o, app, &parts, err);

    if (st == FA_OK)
        st = fai_analysis_service_new(&parts, &app->analysis, err);
    if (st != FA_OK) {
        fa_hasher_close(&parts.hasher);
        fa_clock_close(&parts.clock);
        fa_document_reader_close(&parts.reader);
        fa_passage_index_close(&parts.passages);
        fa_filing_repo_close(&parts.filings);
        fa_job_repo_close(&parts.jobs);
        fa_document_source_close(&parts.source);
    }
    return st;
}

fa_status fa_app_open(const fa_registry *registry, const fa_app_config *config, fa_app **out, fa_error *err)
{
    opening o = {.registry = registry};
    fa_app *app;
    fa_status st;

    if (registry == NULL || config == NULL || config->struct_size < sizeof *config || out == NULL)
        return fa_fail(err, FA_EINVALID, "opening needs a registry, a configuration and an out");
    if (config->documents != NULL && config->readings != NULL)
        return fa_fail_field(err, FA_EINVALID, "readings", "one of the two services must be in this process");
    app = fa_calloc(1, sizeof *app);
    if (app == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the services");
    app->context = (fa_open_context){sizeof app->context, &app->clock, &app->hasher};
    o.config = with_defaults(config);
    o.context = &app->context;
    app->used = &app->readings;
    st = open_host(&o, &app->clock, &app->hasher, err);
    if (st == FA_OK && config->documents == NULL)
        st = open_documents(&o, app, err);
    if (st == FA_OK)
        st = open_source(&o, app, &app->source, err);
    if (st == FA_OK && config->readings == NULL)
        st = open_analysis(&o, app, err);
    if (st == FA_OK)
        st = open_readings(&o, app, &app->readings, err);
    if (st == FA_OK)
        *out = app;
    else
        fa_app_close(app);
    return st;
}

void fa_app_close(fa_app *app)
{
    if (app == NULL)
        return;
    fa_readings_close(&app->readings);
    fai_analysis_service_free(app->analysis);
    fa_document_source_close(&app->source);
    fai_document_service_free(app->documents);
    fa_hasher_close(&app->hasher);
    fa_clock_close(&app->clock);
    fa_free(app);
}

fa_document_service *fa_app_documents(fa_app *app)
{
    return app == NULL ? NULL : app->documents;
}

const fa_clock *fai_app_clock(const fa_app *app)
{
    return &app->clock;
}

fa_analysis_service *fa_app_analysis(fa_app *app)
{
    return app == NULL ? NULL : app->analysis;
}

const fa_document_source *fa_app_source(fa_app *app)
{
    return app == NULL ? NULL : &app->source;
}

const fa_readings *fa_app_readings(fa_app *app)
{
    return app == NULL ? NULL : app->used;
}

void fa_app_use_readings(fa_app *app, const fa_readings *readings)
{
    app->used = readings;
}

fa_status fai_app_tell_readings(const fa_app *app, fa_status st, fa_error *err)
{
    if (app->analysis != NULL || (st != FA_EUNAVAILABLE && st != FA_ETIMEOUT))
        return st;
    if (err != NULL)
        *err = (fa_error){0};
    return FA_OK;
}
