/* host/events.c: what users did, for the analytics service. Requests leave a note in a ring; a thread records the notes in batches.
 * Losing them breaks nobody's request: where the ring is full, notes are dropped and counted; while the service cannot be
 * reached they wait. */
#include <string.h>
#include <time.h>

#include "host/internal.h"

enum { PAUSE_MS = 500 };

typedef struct rule {
    const char *method, *path;
    fa_event_type type;
    fa_operation operation;
} rule;

static const rule rules[] = {
    {"POST", "/api/v1/auth/login", FA_EVENT_LOGIN, FA_OPERATION_NONE},
    {"POST", "/api/v1/auth/token", FA_EVENT_LOGIN, FA_OPERATION_NONE},
    {"POST", "/api/v1/auth/logout", FA_EVENT_LOGOUT, FA_OPERATION_NONE},
    {"POST", "/api/v1/auth/logout-all", FA_EVENT_LOGOUT, FA_OPERATION_NONE},
    {"POST", "/api/v1/documents", FA_EVENT_DOCUMENT_UPLOAD, FA_OPERATION_UPLOAD},
    {"PUT", "/api/v1/documents", FA_EVENT_DOCUMENT_UPLOAD, FA_OPERATION_UPLOAD},
    {"PATCH", "/api/v1/uploads/{id}", FA_EVENT_DOCUMENT_UPLOAD, FA_OPERATION_UPLOAD},
    {"POST", "/api/v1/documents/{id}:complete", FA_EVENT_DOCUMENT_UPLOAD, FA_OPERATION_UPLOAD},
    {"GET", "/api/v1/documents/{id}/content", FA_EVENT_DOCUMENT_VIEW, FA_OPERATION_NONE},
    {"POST", "/api/v1/analyses", FA_EVENT_ANALYSIS_COMPLETE, FA_OPERATION_ANALYSIS},
    {"POST", "/api/v1/ask", FA_EVENT_QUESTION_ASK, FA_OPERATION_QUESTION},
    {"POST", "/api/v1/documents/{id}/ask", FA_EVENT_QUESTION_ASK, FA_OPERATION_QUESTION},
    {"GET", "/api/v1/answers/{id}", FA_EVENT_QUESTION_VIEW, FA_OPERATION_NONE},
    {"POST", "/api/v1/feedback", FA_EVENT_FEEDBACK_SUBMIT, FA_OPERATION_NONE},
    {"GET", "/api/v1/documents/{id}/questions", FA_EVENT_QUESTION_VIEW, FA_OPERATION_NONE},
    {"PATCH", "/api/v1/users/me", FA_EVENT_SETTINGS_UPDATE, FA_OPERATION_NONE},
    {"POST", "/api/v1/auth/password/change", FA_EVENT_SETTINGS_UPDATE, FA_OPERATION_NONE},
    {"GET", "/api/v1/analyses/{id}/export", FA_EVENT_ANALYSIS_EXPORT, FA_OPERATION_EXPORT},
    {"GET", "/api/v1/documents/{id}/export", FA_EVENT_ANALYSIS_EXPORT, FA_OPERATION_EXPORT},
    /* the old interface */
    {"POST", "/token", FA_EVENT_LOGIN, FA_OPERATION_NONE},
    {"POST", "/api/auth/token", FA_EVENT_LOGIN, FA_OPERATION_NONE},
    {"POST", "/auth/token", FA_EVENT_LOGIN, FA_OPERATION_NONE},
    {"PUT", "/users/me", FA_EVENT_SETTINGS_UPDATE, FA_OPERATION_NONE},
    {"PUT", "/api/auth/users/me", FA_EVENT_SETTINGS_UPDATE, FA_OPERATION_NONE},
    {"POST", "/documents", FA_EVENT_DOCUMENT_UPLOAD, FA_OPERATION_UPLOAD},
    {"POST", "/documents/", FA_EVENT_DOCUMENT_UPLOAD, FA_OPERATION_UPLOAD},
    {"POST", "/api/documents", FA_EVENT_DOCUMENT_UPLOAD, FA_OPERATION_UPLOAD},
    {"POST", "/api/documents/upload", FA_EVENT_DOCUMENT_UPLOAD, FA_OPERATION_UPLOAD},
    {"GET", "/documents/{id}/download", FA_EVENT_DOCUMENT_VIEW, FA_OPERATION_NONE},
    {"GET", "/api/documents/{id}/download", FA_EVENT_DOCUMENT_VIEW, FA_OPERATION_NONE},
    {"GET", "/documents/{id}/questions", FA_EVENT_QUESTION_VIEW, FA_OPERATION_NONE},
    {"GET", "/api/documents/{id}/questions", FA_EVENT_QUESTION_VIEW, FA_OPERATION_NONE},
    {"POST", "/documents/{id}/ask", FA_EVENT_QUESTION_ASK, FA_OPERATION_QUESTION},
    {"POST", "/api/documents/{id}/ask", FA_EVENT_QUESTION_ASK, FA_OPERATION_QUESTION},
    {"GET", "/documents/{id}/export", FA_EVENT_ANALYSIS_EXPORT, FA_OPERATION_EXPORT},
    {"GET", "/api/documents/{id}/export", FA_EVENT_ANALYSIS_EXPORT, FA_OPERATION_EXPORT},
    {"POST", "/feedback", FA_EVENT_FEEDBACK_SUBMIT, FA_OPERATION_NONE},
    {"POST", "/api/analytics/feedback", FA_EVENT_FEEDBACK_SUBMIT, FA_OPERATION_NONE},
};

static const rule *rule_of(const http_route *route)
{
    static const rule administration = {"", "", FA_EVENT_ADMIN_ACCESS, FA_OPERATION_NONE};

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(rules[i].path, route->path) == 0 && strcmp(rules[i].method, route->method) == 0)
            return &rules[i];
    return (route->policy & HTTP_ACCESS) == HTTP_FOR_ADMIN ? &administration : NULL;
}

/* Every figure of an answer was found in its cell again before it was told. */
static fa_outcome outcome_of(int record_outcome)
{
    return record_outcome == FA_RECORD_ANSWERED  ? FA_OUTCOME_VERIFIED
           : record_outcome == FA_RECORD_REFUSED ? FA_OUTCOME_REFUSED
                                                 : FA_OUTCOME_NONE;
}

static void leave(host *h, const host_note *note)
{
    pthread_mutex_lock(&h->notes.lock);
    if (h->notes.count == HOST_NOTES)
        h->notes.lost++;
    else
        h->notes.items[(h->notes.first + h->notes.count++) % HOST_NOTES] = *note;
    pthread_mutex_unlock(&h->notes.lock);
}

/* A failure is a measurement, but nothing that was done. */
void host_observe(void *payload, const http_request *req, const http_seen *seen)
{
    const rule *r = seen->route == NULL ? NULL : rule_of(seen->route);
    const http_caller *who = http_caller_of(req);
    bool failed = seen->status >= 400;
    host *h = payload;
    host_note n;

    if (r == NULL || (failed && (r->operation == FA_OPERATION_NONE || seen->status < 500)))
        return;
    if (r->type == FA_EVENT_LOGIN && *seen->subject.s == '\0') /* a token for the next is no login */
        return;
    if (strcmp(r->method, "PATCH") == 0 && r->type == FA_EVENT_DOCUMENT_UPLOAD && *seen->subject.s == '\0')
        return; /* a piece that completes no file */
    n = (host_note){.type = failed ? FA_EVENT_MEASURE : r->type,
                    .operation = r->operation,
                    .user = *who->user.s != '\0' ? who->user : seen->subject,
                    .at = fa_clock_now(&h->clock),
                    .micros = seen->micros,
                    .size = seen->received,
                    .outcome =
                        r->operation == FA_OPERATION_QUESTION ? outcome_of(seen->outcome) : FA_OUTCOME_NONE,
                    .failed = failed};
    if (strncmp(seen->subject.s, "doc_", 4) == 0)
        n.document = seen->subject;
    if (n.type == FA_EVENT_ANALYSIS_COMPLETE)
        leave(h, &(host_note){.type = FA_EVENT_ANALYSIS_START,
                              .user = n.user,
                              .document = n.document,
                              .at = n.at - seen->micros / 1000});
    leave(h, &n);
}

/* An uploaded document is analysed once its reading has ended, as its key figures are there from then on. */
void host_job_seen(void *payload, const fa_job *job, int64_t elapsed_ms)
{
    host *h = payload;
    host_note n = {.user = job->owner, .document = job->document, .at = fa_clock_now(&h->clock)};

    if (job->state == FA_JOB_CANCELLED)
        return;
    if (job->state == FA_JOB_RUNNING) {
        n.type = FA_EVENT_ANALYSIS_START;
    } else {
        n.failed = job->state == FA_JOB_FAILED;
        n.type = n.failed ? FA_EVENT_MEASURE : FA_EVENT_ANALYSIS_COMPLETE;
        n.operation = FA_OPERATION_ANALYSIS;
        n.micros = elapsed_ms * 1000;
    }
    leave(h, &n);
}

static uint32_t take(host *h, host_note out[HOST_BATCH])
{
    uint32_t count = 0;

    pthread_mutex_lock(&h->notes.lock);
    while (count < HOST_BATCH && h->notes.count > 0) {
        out[count++] = h->notes.items[h->notes.first];
        h->notes.first = (h->notes.first + 1) % HOST_NOTES;
        h->notes.count--;
    }
    pthread_mutex_unlock(&h->notes.lock);
    return count;
}

static fa_event event_of(const host_note *n)
{
    fa_event e = FA_EVENT_INIT;

    e.user = n->user;
    e.type = n->type;
    e.at = n->at;
    e.document = n->document;
    e.operation = n->operation;
    e.outcome = n->outcome;
    e.failed = n->failed;
    if (n->operation != FA_OPERATION_NONE) {
        e.duration_us = n->micros;
        e.size_bytes = n->size;
    }
    return e;
}

/* Notes that were taken out of the ring, and have not reached the analytics service yet. */
typedef struct batch {
    host_note notes[HOST_BATCH];
    uint32_t count;
} batch;

/* What is not recorded stays in the batch, for the next try. */
static bool record_batch(host *h, batch *b)
{
    fa_event events[HOST_BATCH];
    fa_error err = {0};
    fa_status st;

    for (uint32_t i = 0; i < b->count; i++)
        events[i] = event_of(&b->notes[i]);
    st = fa_event_sink_record(&h->events, events, b->count, &err);
    if (st == FA_EUNAVAILABLE || st == FA_ETIMEOUT)
        return false;
    if (st != FA_OK)
        logging_say(h->log, CONFIG_ANALYTICS, LOG_WARN, "events.lost", "%u events: %s", b->count,
                    err.message);
    b->count = 0;
    return true;
}

static void record_notes(host *h, batch *b)
{
    bool reached = true;

    while (reached) {
        if (b->count == 0)
            b->count = take(h, b->notes);
        if (b->count == 0)
            return;
        reached = record_batch(h, b);
    }
}

static bool is_over(host *h)
{
    bool over;

    pthread_mutex_lock(&h->notes.lock);
    over = h->notes.stopping;
    pthread_mutex_unlock(&h->notes.lock);
    return over;
}

static void *run_recorder(void *payload)
{
    const struct timespec pause = {0, PAUSE_MS * 1000000L};
    host *h = payload;
    batch b = {.count = 0};

    while (!is_over(h)) {
        record_notes(h, &b);
        nanosleep(&pause, NULL);
    }
    record_notes(h, &b);
    if (b.count > 0)
        logging_say(h->log, CONFIG_ANALYTICS, LOG_WARN, "events.lost",
                    "%u events: the service cannot be reached", b.count);
    return NULL;
}

bool host_events_start(host *h)
{
    h->notes.running = pthread_create(&h->notes.thread, NULL, run_recorder, h) == 0;
    return h->notes.running;
}

void host_events_stop(host *h)
{
    if (!h->notes.running)
        return;
    pthread_mutex_lock(&h->notes.lock);
    h->notes.stopping = true;
    pthread_mutex_unlock(&h->notes.lock);
    pthread_join(h->notes.thread, NULL);
    h->notes.running = false;
    if (h->notes.lost > 0)
        logging_say(h->log, CONFIG_ANALYTICS, LOG_WARN, "events.lost", "%llu events: there were too many",
                    (unsigned long long)h->notes.lost);
}
