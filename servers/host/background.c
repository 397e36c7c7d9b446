/* host/background.c: what runs beside requests: reading documents, sending mails, tidying. */
#define _GNU_SOURCE /* pthread_timedjoin_np */
#include <errno.h>
#include <time.h>

#include "host/internal.h"

enum { IDLE_S = 1, GRACE_S = 10, BIN_S = 3600, BIN_DOCUMENTS = 1000, TIDY_S = 60, MAIL_S = 10, FOLLOW_S = 2 };

/* Where the reading is done elsewhere, that service was told, if it could be. */
void host_job_waits(void *payload)
{
    host *h = payload;

    pthread_mutex_lock(&h->lock);
    h->pool.waiting++;
    h->reading_waits = true;
    pthread_cond_broadcast(&h->wakes);
    pthread_mutex_unlock(&h->lock);
}

void host_mail_waits(void *payload)
{
    host *h = payload;

    pthread_mutex_lock(&h->lock);
    h->mail_waits = true;
    pthread_cond_broadcast(&h->wakes);
    pthread_mutex_unlock(&h->lock);
}

static struct timespec in_seconds(time_t seconds)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    return until;
}

static bool is_stopping(host *h)
{
    bool stopping;

    pthread_mutex_lock(&h->lock);
    stopping = h->stopping;
    pthread_mutex_unlock(&h->lock);
    return stopping;
}

/* Waits for work. false: the host stops. */
static bool wait_for_job(host *h)
{
    struct timespec until = in_seconds(IDLE_S);
    bool stopping;

    pthread_mutex_lock(&h->lock);
    while (!h->stopping && h->pool.waiting == 0 &&
           pthread_cond_timedwait(&h->wakes, &h->lock, &until) != ETIMEDOUT)
        continue;
    h->pool.waiting = 0;
    stopping = h->stopping;
    pthread_mutex_unlock(&h->lock);
    return !stopping;
}

static void *run_worker(void *payload)
{
    host *h = payload;
    bool worked;

    do {
        fa_error err = {0};

        worked = true;
        while (worked && !is_stopping(h))
            if (fa_job_run_next(fa_app_analysis(h->app), &worked, &err) != FA_OK) {
                logging_say(h->log, CONFIG_ANALYSIS, LOG_ERROR, "reading.failed", "%s", err.message);
                worked = false;
            }
    } while (wait_for_job(h));
    return NULL;
}

/* A mail that cannot be sent now waits in the store, and is tried again; the others do not wait for it. */
static void send_mails(host *h)
{
    bool sent = true;

    while (sent && !is_stopping(h)) {
        fa_error err = {0};

        sent = false;
        if (fa_user_send_mail(h->users, &sent, &err) != FA_OK)
            logging_say(h->log, CONFIG_USER, LOG_WARN, "mail.failed", "%s", err.message);
    }
}

static void forget_old_events(host *h)
{
    fa_retention policy = FA_RETENTION_INIT;
    fa_error err = {0};
    bool more = true;

    policy.event_days = h->config->event_retention_days;
    while (more && policy.event_days > 0 && !is_stopping(h))
        if (fa_retention_run_next(h->analytics, &policy, &more, &err) != FA_OK) {
            logging_say(h->log, CONFIG_ANALYTICS, LOG_WARN, "retention.failed", "%s", err.message);
            return;
        }
}

/* Looks by itself too: a mail that waits for its next try says nothing, nor does another process. */
static bool wait_for_mail(host *h)
{
    struct timespec until = in_seconds(h->service == CONFIG_SERVICES ? MAIL_S : FOLLOW_S);
    bool stopping;

    pthread_mutex_lock(&h->lock);
    while (!h->stopping && !h->mail_waits && pthread_cond_timedwait(&h->wakes, &h->lock, &until) != ETIMEDOUT)
        continue;
    h->mail_waits = false;
    stopping = h->stopping;
    pthread_mutex_unlock(&h->lock);
    return !stopping;
}

/* What rests on documents that a crash, or another program, removed without a word to the records. */
static void sweep_records(host *h)
{
    fa_record_sweep run = FA_RECORD_SWEEP_INIT;
    fa_error err = {0};

    while (!run.ended && !is_stopping(h))
        if (fa_record_sweep_next(h->records, &run, &err) != FA_OK) {
            logging_say(h->log, CONFIG_ANALYSIS, LOG_WARN, "tidying.failed", "%s", err.message);
            return;
        }
}

/* All documents are looked at for it: once an hour is often enough for what waits a month. */
static void empty_bin(host *h, time_t *emptied)
{
    fa_error err = {0};

    if (time(NULL) - *emptied < BIN_S)
        return;
    *emptied = time(NULL);
    if (fa_app_tidy(h->app, 0, BIN_DOCUMENTS, NULL, &err) != FA_OK)
        logging_say(h->log, CONFIG_DOCUMENT, LOG_WARN, "tidying.failed", "%s", err.message);
}

/* Documents whose reading could not be asked for when they came. */
static void ask_again(host *h)
{
    fa_error err = {0};
    bool waits;

    pthread_mutex_lock(&h->lock);
    waits = h->reading_waits;
    h->reading_waits = false;
    pthread_mutex_unlock(&h->lock);
    if (!waits || fa_app_resume(h->app, &err) == FA_OK)
        return;
    logging_say(h->log, CONFIG_DOCUMENT, LOG_WARN, "reading.waits", "%s", err.message);
    pthread_mutex_lock(&h->lock);
    h->reading_waits = true;
    pthread_mutex_unlock(&h->lock);
}

/* Uploads that never became whole. */
static void drop_transfers(host *h)
{
    fa_error err = {0};

    if (fa_transfer_tidy(fa_app_documents(h->app), 0, &err) != FA_OK)
        logging_say(h->log, CONFIG_DOCUMENT, LOG_WARN, "tidying.failed", "%s", err.message);
}

/* Once a minute. */
static void tidy(host *h, time_t *emptied)
{
    fa_error err = {0};

    if (host_has(h, CONFIG_USER) && fa_user_tidy(h->users, &err) != FA_OK)
        logging_say(h->log, CONFIG_USER, LOG_WARN, "tidying.failed", "%s", err.message);
    if (host_has(h, CONFIG_ANALYTICS))
        forget_old_events(h);
    if (host_has(h, CONFIG_ANALYSIS))
        sweep_records(h);
    if (host_has(h, CONFIG_DOCUMENT)) {
        drop_transfers(h);
        empty_bin(h, emptied);
    }
}

static void *run_tidier(void *payload)
{
    host *h = payload;
    time_t tidied = 0, emptied = 0;

    do {
        if (host_has(h, CONFIG_DOCUMENT))
            host_sweep(h);
        host_follow(h);
        if (host_has(h, CONFIG_USER))
            send_mails(h);
        if (h->service == CONFIG_DOCUMENT)
            ask_again(h);
        if (time(NULL) - tidied < TIDY_S)
            continue;
        tidied = time(NULL);
        tidy(h, &emptied);
    } while (wait_for_mail(h));
    return NULL;
}

/* What a crash left half done. */
static fa_status take_up(host *h, fa_error *err)
{
    fa_status st = FA_OK;

    h->started = fa_clock_now(&h->clock);
    h->reading_waits = true;
    if (host_has(h, CONFIG_STORAGE))
        st = fa_storage_recover(h->storage.service, h->started, err);
    if (st == FA_OK && h->service == CONFIG_SERVICES)
        st = fa_app_resume(h->app, err);
    return st;
}

static fa_status start_workers(host *h, fa_error *err)
{
    while (h->pool.count < h->config->workers)
        if (pthread_create(&h->pool.threads[h->pool.count], NULL, run_worker, h) == 0)
            h->pool.count++;
        else
            return fa_fail(err, FA_EUNAVAILABLE, "no thread could be started");
    return FA_OK;
}

/* The gateway alone has nothing to do beside requests. */
fa_status host_start(host *h, fa_error *err)
{
    fa_status st = take_up(h, err);

    if (h->service == CONFIG_GATEWAY)
        return st;
    if (h->service == CONFIG_USER)
        host_users_changed(h, NULL);
    if (st == FA_OK && host_has(h, CONFIG_ANALYSIS))
        st = start_workers(h, err);
    if (st == FA_OK && pthread_create(&h->tidier, NULL, run_tidier, h) == 0)
        h->tidying = true;
    if (st == FA_OK && (!h->tidying || !host_events_start(h)))
        st = fa_fail(err, FA_EUNAVAILABLE, "no thread could be started");
    return st;
}

bool host_stop(host *h)
{
    struct timespec until = in_seconds(GRACE_S);
    bool ended = true;

    pthread_mutex_lock(&h->lock);
    h->stopping = true;
    pthread_cond_broadcast(&h->wakes);
    pthread_mutex_unlock(&h->lock);
    for (unsigned i = 0; i < h->pool.count; i++)
        ended = pthread_timedjoin_np(h->pool.threads[i], NULL, &until) == 0 && ended;
    host_events_stop(h);
    if (h->tidying)
        ended = pthread_timedjoin_np(h->tidier, NULL, &until) == 0 && ended;
    return ended;
}
