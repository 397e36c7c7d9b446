/* compose/record.c: opens the adapters of the record service. */
#include <finanalyst/adapter/local.h>
#include <finanalyst/alloc.h>

#include "record/service.h"

/* What is needed while opening. No adapter of the service needs a clock or a hasher itself. */
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

fa_status fa_record_open(const fa_registry *registry, const fa_record_config *config, fa_record_service **out,
                         fa_error *err)
{
    opening o = {.registry = registry, .context = {.struct_size = sizeof o.context}};
    fai_record_parts parts = {.repo = {NULL, NULL}};
    fa_status st;

    if (registry == NULL || config == NULL || config->struct_size < sizeof *config || out == NULL)
        return fa_fail(err, FA_EINVALID, "opening needs a registry, a configuration and an out");
    st = open_port(&o, FA_PORT_CLOCK, "clock", or_default(config->clock, "system:"), &parts.clock, err);
    if (st == FA_OK)
        st = open_port(&o, FA_PORT_HASHER, "hasher", or_default(config->hasher, "sodium:"), &parts.hasher,
                       err);
    if (st == FA_OK)
        st = open_port(&o, FA_PORT_RECORD_REPO, "db", or_default(config->db, "memory:"), &parts.repo, err);
    if (st == FA_OK)
        st = fa_local_analyst_open(config->documents, config->analysis, &parts.analyst, err);
    if (st == FA_OK)
        st = fai_record_service_new(&parts, out, err);
    if (st != FA_OK) {
        fa_analyst_close(&parts.analyst);
        fa_record_repo_close(&parts.repo);
        fa_hasher_close(&parts.hasher);
        fa_clock_close(&parts.clock);
    }
    return st;
}
