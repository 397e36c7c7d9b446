/* adapters/local/event_sink.c: events go to the analytics service of the same process. */
#include <finanalyst/adapter/local.h>

static fa_status record(void *self, const fa_event *events, uint32_t count, fa_error *err)
{
    fa_event_receipt receipt;

    return fa_event_record(self, (fa_id){{0}}, events, count, &receipt, err);
}

static void close_sink(void *self)
{
    (void)self; /* the service is lent */
}

fa_status fa_local_event_sink_open(fa_analytics_service *svc, fa_event_sink *out, fa_error *err)
{
    static const fa_event_sink_ops ops = {sizeof ops, "local", record, close_sink};

    if (svc == NULL || out == NULL)
        return fa_fail_field(err, FA_EINVALID, "service", "there is no analytics service");
    *out = (fa_event_sink){&ops, svc};
    return FA_OK;
}
