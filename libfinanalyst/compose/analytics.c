/* compose/analytics.c: opens the adapters of the analytics service. */
#include <finanalyst/alloc.h>
#include <finanalyst/port/event_repo.h>

#include "analytics/service.h"

/* What the adapters were opened with, for as long as they live. */
typedef struct lent {
    fa_open_context context;
    fa_clock clock;
} lent;

/* Opens one port; an error is told again with the setting that is to blame. */
static fa_status open_port(const fa_registry *registry, const fa_open_context *context, fa_port port,
                           const char *setting, const char *url, void *out, fa_error *err)
{
    fa_error why = {0};
    fa_status st = fa_registry_open(registry, port, context, url, out, &why);

    if (st == FA_OK)
        return st;
    (void)fa_fail_field(err, st, setting, "%s: %s", setting, why.message);
    if (err != NULL)
        err->retry_ms = why.retry_ms;
    return st;
}

fa_status fa_analytics_open(const fa_registry *registry, const fa_analytics_config *config,
                            fa_analytics_service **out, fa_error *err)
{
    fai_analytics_parts parts = {0};
    lent *with;
    fa_status st;

    if (registry == NULL || config == NULL || config->struct_size < sizeof *config || out == NULL)
        return fa_fail(err, FA_EINVALID, "opening needs a registry, a configuration and an out");
    with = fa_calloc(1, sizeof *with);
    if (with == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the analytics service");
    with->context = (fa_open_context){sizeof with->context, &with->clock, NULL};
    parts.lent = with;
    st = open_port(registry, &with->context, FA_PORT_CLOCK, "clock",
                   config->clock == NULL ? "system:" : config->clock, &parts.clock, err);
    with->clock = parts.clock;
    if (st == FA_OK)
        st = open_port(registry, &with->context, FA_PORT_EVENT_REPO, "analytics_db",
                       config->analytics_db == NULL ? "memory:" : config->analytics_db, &parts.repo, err);
    if (st == FA_OK)
        st = fai_analytics_service_new(&parts, out, err);
    if (st != FA_OK) {
        fa_event_repo_close(&parts.repo);
        fa_clock_close(&parts.clock);
        fa_free(with);
    }
    return st;
}

void fa_analytics_close(fa_analytics_service *svc)
{
    fai_analytics_service_free(svc);
}
