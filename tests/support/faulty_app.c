/* support/faulty_app.c: opens the services over ports of memory that can be made to fail. */
#include "faulty_app.h"

#include "faulty_analysis.h"

#include <string.h>

#include "document_host.h"
#include "host.h"
#include "report_reader.h"

static faults *current;

/* A clock that goes on by a second with each look, so that a claim that was lost is soon taken for stale. */
static fa_time now(void *self)
{
    fa_clock clock = host_clock();

    (void)self;
    return fa_clock_now(&clock) * 1000;
}

static fa_status fill_random(void *self, void *out, size_t len, fa_error *err)
{
    fa_clock clock = host_clock();

    (void)self;
    return fa_clock_random(&clock, out, len, err);
}

static void close_clock(void *self)
{
    (void)self;
}

static fa_status open_clock(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_clock_ops ops = {sizeof ops, "quick", now, fill_random, close_clock};

    (void)context;
    (void)url;
    (void)err;
    *(fa_clock *)out = (fa_clock){&ops, NULL};
    return FA_OK;
}

/* The port of memory of that kind, wrapped. */
#define OPENER(name, type, port, wrap)                                                                       \
    static fa_status name(const fa_open_context *context, const char *url, void *out, fa_error *err)         \
    {                                                                                                        \
        type inner = {0};                                                                                    \
        fa_status st = host_open(port, "memory:", &inner, err);                                              \
                                                                                                             \
        (void)context;                                                                                       \
        (void)url;                                                                                           \
        if (st == FA_OK)                                                                                     \
            *(type *)out = wrap(inner, current);                                                             \
        return st;                                                                                           \
    }

OPENER(open_documents, fa_document_repo, FA_PORT_DOCUMENT_REPO, faulty_document_repo)
OPENER(open_blobs, fa_blob_store, FA_PORT_BLOB_STORE, faulty_blob_store)
OPENER(open_jobs, fa_job_repo, FA_PORT_JOB_REPO, faulty_job_repo)
OPENER(open_filings, fa_filing_repo, FA_PORT_FILING_REPO, faulty_filing_repo)
OPENER(open_passages, fa_passage_index, FA_PORT_PASSAGE_INDEX, faulty_passage_index)

static fa_status open_reader(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    (void)context;
    (void)url;
    (void)err;
    *(fa_document_reader *)out = faulty_document_reader(report_reader(), current);
    return FA_OK;
}

static fa_status add_ports(fa_registry *registry, fa_error *err)
{
    static const struct {
        fa_port port;
        fa_open_fn open;
    } ports[] = {{FA_PORT_DOCUMENT_REPO, open_documents},
                 {FA_PORT_BLOB_STORE, open_blobs},
                 {FA_PORT_JOB_REPO, open_jobs},
                 {FA_PORT_FILING_REPO, open_filings},
                 {FA_PORT_PASSAGE_INDEX, open_passages},
                 {FA_PORT_DOCUMENT_READER, open_reader},
                 {FA_PORT_CLOCK, open_clock}};
    fa_status st = host_register(registry, err);

    for (size_t i = 0; st == FA_OK && i < sizeof ports / sizeof *ports; i++)
        st = fa_registry_add(registry, ports[i].port, "faulty", ports[i].open, err);
    return st;
}

fa_status faulty_app_open(faults *f, fa_app **out, fa_error *err)
{
    fa_app_config config = FA_APP_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    current = f;
    config.document_db = config.analysis_db = config.blobs = config.reader = "faulty:";
    config.clock = "faulty:";
    config.hasher = "test:";
    if (st == FA_OK)
        st = add_ports(registry, err);
    if (st == FA_OK)
        st = fa_app_open(registry, &config, out, err);
    fa_registry_free(registry);
    return st;
}

fa_status faulty_app_ingest(fa_app *app, const char *name, const fa_document **out, fa_error *err)
{
    bytes_feed feed = {.bytes = name, .len = strlen(name)};
    fa_upload in = FA_UPLOAD_INIT;

    in.name = name;
    in.read = bytes_feed_read;
    in.payload = &feed;
    return fa_app_ingest(app, (fa_id){{0}}, &in, out, err);
}
