/* host/internal.h: what the files of the host share. */
#ifndef SERVERS_HOST_INTERNAL_H
#define SERVERS_HOST_INTERNAL_H

#include <pthread.h>

#include "host/host.h"

enum { HOST_WORKERS_MAX = 64, HOST_TABLES = 13 };

/* Threads that run jobs; they sleep until one waits, and look by themselves once a second for jobs that another process left
 * behind. */
typedef struct host_pool {
    pthread_t threads[HOST_WORKERS_MAX];
    unsigned count;
    unsigned waiting; /* jobs said to wait that no thread has looked for */
} host_pool;

enum { HOST_NOTES = 4096 };

/* What a request was, until it is recorded. */
typedef struct host_note {
    fa_event_type type;
    fa_operation operation;
    fa_id user, document;
    fa_time at;
    int64_t micros;
    uint64_t size;
    fa_outcome outcome;
    bool failed;
} host_note;

typedef struct host_notes {
    pthread_mutex_t lock; /* of all that follows */
    host_note items[HOST_NOTES];
    size_t first, count;
    uint64_t lost;
    pthread_t thread;
    bool running, stopping;
} host_notes;

/* What the blobs of users are opened from. */
typedef struct host_storage {
    fa_storage_service *service;
} host_storage;

struct host {
    const server_config *config;
    logging *log;
    host_storage storage;
    fa_app *app;
    fa_user_service *users;
    fa_analytics_service *analytics;
    fa_record_service *records;
    fa_clock clock;

    document_routes documents;
    user_routes user_handlers;
    analytics_routes analytics_handlers;
    storage_routes storage_handlers;
    logging_routes logging_handlers;
    compat_routes compat;
    fa_token_signer signer; /* of links */
    http_table tables[HOST_TABLES];
    gateway *door; /* NULL = none is open */

    host_notes notes;

    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t wakes; /* workers and the tidier */
    host_pool pool;
    pthread_t tidier;
    bool tidying, mail_waits, stopping;
    fa_time started;
    uint64_t events_seen; /* of the user service, by the door */
    uint64_t cascaded;    /* of the same, by the tidier alone */
};

/* ---- blobs.c ---- */
/* Registers "host:<URL of a store>" for blobs. The storage service is opened before it is. */
fa_status host_blobs_register(fa_registry *registry, host_storage *storage, fa_error *err);

/* ---- background.c ---- */
void host_job_waits(void *h);
void host_mail_waits(void *h);

/* ---- trail.c ---- */
/* Puts what an administrator did to this host into the trail of the user service; for the routes that do it. */
fa_status host_note_deed(void *host, const http_request *req, const char *action, const char *target,
                         const char *detail, fa_error *err);

/* ---- events.c ---- */
/* For fa_job_watch: the readings of documents become events. */
void host_job_seen(void *host, const fa_job *job, int64_t elapsed_ms);
bool host_events_start(host *h);
/* Records what is left. */
void host_events_stop(host *h);

/* ---- cascade.c ---- */
/* Removes all that is left of users who are gone. Whatever fails is done again by the next call. */
void host_cascade(host *h);
/* Removes bytes of documents that have no record, stored before the host was started: what a killed process left. */
void host_sweep(host *h, fa_time started);

/* ---- door.c ---- */
/* What the records have of a document goes with it. */
fa_status host_forget_document(void *host, fa_id document, fa_error *err);
/* Credentials may have ended: the door forgets them. */
void host_users_changed(host *h);

#endif
