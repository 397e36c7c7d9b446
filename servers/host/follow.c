/* host/follow.c: what others removed takes what is here along. A user who is removed takes documents, what was read from them,
 * answers, objects and events; a document takes what was read and told of it. The user service and the document service keep that they
 * removed something with the removal itself; every step can be done again, so that a crash, or a service that is away, leaves nothing
 * behind: after each start what they still keep is gone through from the first. */
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
    fa_status st = FA_OK;

    if (host_has(h, CONFIG_DOCUMENT))
        st = fa_app_remove_owner(h->app, user, err);
    else if (host_has(h, CONFIG_ANALYSIS))
        st = fa_readings_forget_owner(h->readings, user, err);
    if (st == FA_OK && host_has(h, CONFIG_STORAGE))
        st = remove_objects(h, user, err);
    if (st == FA_OK && host_has(h, CONFIG_ANALYTICS))
        st = fa_analytics_erase(h->analytics, user, err);
    return st;
}

static fa_status follow_user(void *payload, const fa_user_event *event, fa_error *err)
{
    host *h = payload;
    fa_status st = event->type == FA_USER_REMOVED ? remove_all(h, event->user, err) : FA_OK;

    if (st == FA_OK)
        h->users_followed = event->seq;
    return st;
}

static void follow_users(host *h)
{
    fa_error err = {0};
    uint64_t before;

    do {
        before = h->users_followed;
        if (fa_directory_events(&h->directory, before, EVENTS, follow_user, h, &err) != FA_OK) {
            logging_say(h->log, CONFIG_USER, LOG_WARN, "removal.waits", "%s", err.message);
            return;
        }
    } while (h->users_followed != before);
}

/* A removal that failed behind the record has left bytes, which the same call removes now. */
static fa_status remove_rest(host *h, const fa_removal *removal, fa_error *err)
{
    fa_error why = {0};
    fa_status st = fa_document_remove(fa_app_documents(h->app), removal->owner, removal->document, &why);

    if (st == FA_OK || st == FA_ENOTFOUND)
        return FA_OK;
    *err = why;
    return st;
}

static fa_status follow_document(void *payload, const fa_removal *removal, fa_error *err)
{
    host *h = payload;
    fa_status st = FA_OK;

    if (host_has(h, CONFIG_DOCUMENT))
        st = remove_rest(h, removal, err);
    if (st == FA_OK && host_has(h, CONFIG_ANALYSIS))
        st = fa_readings_forget(h->readings, removal->owner, removal->document, err);
    if (st == FA_OK)
        h->removals_followed = removal->seq;
    return st;
}

static void follow_documents(host *h)
{
    fa_error err = {0};
    uint64_t before;

    do {
        before = h->removals_followed;
        if (fa_source_removals(h->documents, before, EVENTS, follow_document, h, &err) != FA_OK) {
            logging_say(h->log, CONFIG_DOCUMENT, LOG_WARN, "removal.waits", "%s", err.message);
            return;
        }
    } while (h->removals_followed != before);
}

void host_follow(host *h)
{
    if (h->service != CONFIG_USER)
        follow_users(h);
    if (host_has(h, CONFIG_ANALYSIS) || host_has(h, CONFIG_DOCUMENT))
        follow_documents(h);
}

/* ---- uploads that were cut off between bytes and record ---- */

typedef struct users {
    fa_id ids[EVENTS];
    uint32_t count;
} users;

static fa_status keep_user(void *payload, const fa_user *user, fa_error *err)
{
    users *u = payload;

    (void)err;
    u->ids[u->count++] = user->id;
    return FA_OK;
}

void host_sweep(host *h)
{
    fa_document_service *documents = fa_app_documents(h->app);
    users page = {.count = 1}; /* the host itself first */
    fa_error err = {0};
    fa_id last = {{0}};
    fa_status st = FA_OK;

    if (h->swept)
        return;
    while (st == FA_OK && page.count > 0) {
        for (uint32_t i = 0; st == FA_OK && i < page.count; i++)
            st = fa_document_sweep(documents, page.ids[i], h->started, &err);
        page.count = 0;
        if (st == FA_OK)
            st = fa_directory_list(&h->directory, last, EVENTS, keep_user, &page, &err);
        if (page.count > 0)
            last = page.ids[page.count - 1];
    }
    h->swept = st == FA_OK;
    if (!h->swept)
        logging_say(h->log, CONFIG_DOCUMENT, LOG_WARN, "sweep.waits", "%s", err.message);
}
