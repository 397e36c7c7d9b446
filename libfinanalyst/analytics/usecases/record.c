/* analytics/usecases/record.c: takes events in, and shows them again. */
#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "analytics/domain/event.h"
#include "analytics/service.h"

/* Events filled in, and the ids that were made for those without. */
typedef struct batch {
    fa_event *events;
    fa_id *ids;
} batch;

/* One event as it will be kept. */
static fa_status fill(const fa_analytics_service *svc, fa_id user, const fa_event *in, fa_time now,
                      fa_event *out, fa_id *id, fa_error *err)
{
    bool plain = user.s[0] != '\0';
    fa_status st = FA_OK;

    if (in->struct_size < sizeof *in)
        return fa_fail_field(err, FA_EINVALID, "struct_size", "the event is not filled in");
    *out = fai_event_filled(in);
    if (plain && in->user.s[0] != '\0' && !fa_id_equal(in->user, user))
        return fa_fail_field(err, FA_EINVALID, "user_id", "the event is another user's");
    if (plain)
        out->user = user;
    if (out->at == 0)
        out->at = now;
    if (*out->id == '\0') {
        st = fai_analytics_make_id(svc, "evt_", now, id, err);
        out->id = id->s;
    }
    if (st == FA_OK)
        st = fai_event_check(out, err);
    if (st == FA_OK)
        st = fai_event_check_new(out, now, err);
    if (st == FA_OK && plain)
        st = fai_event_check_plain(out, err);
    return st;
}

/* Says which event of the call it was. */
static fa_status place(fa_status st, uint32_t at, const fa_error *why, fa_error *err)
{
    char field[sizeof why->field];

    if (st != FA_EINVALID) {
        if (err != NULL)
            *err = *why;
        return st;
    }
    (void)snprintf(field, sizeof field, "/%u/%.40s", at, why->field);
    return fa_fail_field(err, st, field, "%s", why->message);
}

static fa_status keep(const fa_analytics_service *svc, fa_id user, const fa_event *events, uint32_t count,
                      batch *b, fa_event_receipt *out, fa_error *err)
{
    fa_time now = fa_clock_now(&svc->with.clock);
    fa_status st = FA_OK;
    fa_error why = {0};
    uint32_t accepted = 0;

    for (uint32_t i = 0; i < count; i++) {
        st = fill(svc, user, &events[i], now, &b->events[i], &b->ids[i], &why);
        if (st != FA_OK)
            return place(st, i, &why, err);
    }
    st = fa_event_repo_add(&svc->with.repo, b->events, count, now, &accepted, err);
    if (st == FA_OK && out != NULL)
        *out = (fa_event_receipt){accepted, count - accepted};
    return st;
}

fa_status fa_event_record(fa_analytics_service *svc, fa_id user, const fa_event *events, uint32_t count,
                          fa_event_receipt *out, fa_error *err)
{
    batch b;
    fa_status st = fai_analytics_service_check(svc, err);

    if (st == FA_OK && user.s[0] != '\0')
        st = fai_analytics_check_user(user, err);
    if (st == FA_OK && (events == NULL || count == 0))
        st = fa_fail_field(err, FA_EINVALID, "events", "there are no events");
    if (st == FA_OK && count > FA_EVENTS_MAX)
        st = fa_fail_field(err, FA_ETOOLARGE, "events", "at most %d events are recorded at once",
                           FA_EVENTS_MAX);
    if (st != FA_OK)
        return st;
    b.events = fa_calloc(count, sizeof *b.events);
    b.ids = fa_calloc(count, sizeof *b.ids);
    if (b.events == NULL || b.ids == NULL)
        st = fa_fail(err, FA_ENOMEM, "out of memory for events");
    else
        st = keep(svc, user, events, count, &b, out, err);
    fa_free(b.ids);
    fa_free(b.events);
    return st;
}

fa_status fa_event_list(fa_analytics_service *svc, uint64_t after, uint32_t limit, fa_event_visit_fn visit,
                        void *payload, fa_error *err)
{
    fa_status st = fai_analytics_service_check(svc, err);

    return st != FA_OK ? st : fa_event_repo_list(&svc->with.repo, after, limit, visit, payload, err);
}
