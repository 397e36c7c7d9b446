/* compose/storage.c: opens the adapters of the storage service. */
#include <finanalyst/storage.h>

#include "storage/service.h"

/* What is needed while opening. */
typedef struct opening {
    const fa_registry *registry;
    fa_open_context context;
} opening;

static const char *or_default(const char *url, const char *standard)
{
    return url == NULL ? standard : url;
}

/* Opens one port; an error is told again with the setting that is to blame. */
static fa_status open_port(const opening *o, fa_port port, const char *setting, const char *url, void *out,
                           fa_error *err)
{
    fa_error why = {0};
    fa_status st = fa_registry_open(o->registry, port, &o->context, url, out, &why);

    if (st == FA_OK)
        return st;
    (void)fa_fail_field(err, st, setting, "%s: %s", setting, why.message);
    if (err != NULL)
        err->retry_ms = why.retry_ms;
    return st;
}

static fa_status open_host(const opening *o, const fa_storage_config *config, fa_clock *clock,
                           fa_hasher *hasher, fa_error *err)
{
    fa_status st = open_port(o, FA_PORT_CLOCK, "clock", or_default(config->clock, "system:"), clock, err);

    if (st == FA_OK)
        st = open_port(o, FA_PORT_HASHER, "hasher", or_default(config->hasher, "sodium:"), hasher, err);
    return st;
}

static fa_status open_parts(opening *o, const fa_storage_config *config, const fa_storage_service *host,
                            fai_storage_parts *parts, fa_error *err)
{
    fa_status st = open_host(o, config, &parts->clock, &parts->hasher, err);

    o->context.clock = &host->host_clock;
    o->context.hasher = &host->host_hasher;
    if (st == FA_OK)
        st = open_port(o, FA_PORT_LEDGER, "db", or_default(config->db, "memory:"), &parts->ledger, err);
    if (st == FA_OK)
        st = open_port(o, FA_PORT_BLOB_STORE, "blobs", or_default(config->blobs, "memory:"), &parts->blobs,
                       err);
    return st;
}

fa_status fa_storage_open(const fa_registry *registry, const fa_storage_config *config,
                          fa_storage_service **out, fa_error *err)
{
    opening o = {.registry = registry, .context = {.struct_size = sizeof o.context}};
    fa_storage_service *svc = NULL;
    fai_storage_parts parts = {.quota = {0, 0, 0}};
    fa_status st;

    if (registry == NULL || config == NULL || config->struct_size < sizeof *config || out == NULL)
        return fa_fail(err, FA_EINVALID, "opening needs a registry, a configuration and an out");
    parts.quota = config->quota;
    st = fai_storage_service_new(&svc, err);
    if (st != FA_OK)
        return st;
    st = open_host(&o, config, &svc->host_clock, &svc->host_hasher, err);
    if (st == FA_OK)
        st = open_parts(&o, config, svc, &parts, err);
    if (st == FA_OK)
        st = fai_storage_service_take(svc, &parts, err);
    if (st == FA_OK) {
        *out = svc;
        return FA_OK;
    }
    fa_hasher_close(&parts.hasher);
    fa_clock_close(&parts.clock);
    fa_blob_store_close(&parts.blobs);
    fa_ledger_close(&parts.ledger);
    fa_storage_close(svc);
    return st;
}
