/* host/cascade.c: a user who is removed takes all along: documents, what was read from them, answers, objects, events. The user
 * service keeps the event of it; every step can be done again, so that a crash between two of them leaves nothing behind: after each
 * start the events that it still keeps are gone through from the first. */
#include "host/internal.h"

enum { EVENTS = 100 };

static fa_status remove_objects(host *h, fa_id user, fa_error *err)
{
    fa_upkeep run = FA_UPKEEP_INIT;
    fa_status st = FA_OK;

    run.user = user;
    while (st == FA_OK && !run.ended)
        st = fa_storage_clean_user(h->storage.service, &run, err);
    return st;
}

static fa_status remove_all(host *h, fa_id user, fa_error *err)
{
    fa_status st = fa_app_remove_owner(h->app, user, err);

    if (st == FA_OK)
        st = fa_record_erase(h->records, user, err);
    if (st == FA_OK)
        st = remove_objects(h, user, err);
    return st == FA_OK ? fa_analytics_erase(h->analytics, user, err) : st;
}

static fa_status follow(void *payload, const fa_user_event *event, fa_error *err)
{
    host *h = payload;
    fa_status st = event->type == FA_USER_REMOVED ? remove_all(h, event->user, err) : FA_OK;

    if (st == FA_OK)
        h->cascaded = event->seq;
    return st;
}

/* ---- uploads that were cut off between bytes and record ---- */

typedef struct users {
    fa_id ids[EVENTS];
    uint32_t count;
} users;

static fa_status keep_user(void *payload, const fa_usage *usage, fa_error *err)
{
    users *u = payload;

    (void)err;
    u->ids[u->count++] = usage->owner;
    return FA_OK;
}

void host_sweep(host *h, fa_time started)
{
    fa_document_service *documents = fa_app_documents(h->app);
    users page = {.count = 1}; /* the host itself first */
    fa_error err = {0};
    fa_id last = {{0}};
    fa_status st = FA_OK;

    while (st == FA_OK && page.count > 0) {
        for (uint32_t i = 0; st == FA_OK && i < page.count; i++)
            st = fa_document_sweep(documents, page.ids[i], started, &err);
        page.count = 0;
        if (st == FA_OK)
            st = fa_usage_list(h->storage.service, last, EVENTS, keep_user, &page, &err);
        if (page.count > 0)
            last = page.ids[page.count - 1];
    }
    if (st != FA_OK)
        logging_say(h->log, CONFIG_DOCUMENT, LOG_ERROR, "sweep.failed", "%s", err.message);
}

void host_cascade(host *h)
{
    fa_error err = {0};
    uint64_t before;

    do {
        before = h->cascaded;
        if (fa_user_events(h->users, before, EVENTS, follow, h, &err) != FA_OK) {
            logging_say(h->log, CONFIG_USER, LOG_ERROR, "removal.failed", "%s", err.message);
            return;
        }
    } while (h->cascaded != before);
}
