/* host/internal.h: what the files of the host share. */
#ifndef SERVERS_HOST_INTERNAL_H
#define SERVERS_HOST_INTERNAL_H

#include <pthread.h>

#include "host/host.h"

enum { HOST_WORKERS_MAX = 64, HOST_TABLES = 12 };

/* Threads that run jobs; they sleep until one waits, and look by themselves once a second for jobs that another process left
 * behind. */
typedef struct host_pool {
    pthread_t threads[HOST_WORKERS_MAX];
    unsigned count;
    unsigned waiting; /* jobs said to wait that no thread has looked for */
} host_pool;

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
    compat_routes compat;
    fa_token_signer signer; /* of links */
    http_table tables[HOST_TABLES];
    gateway *door; /* NULL = none is open */

    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t wakes; /* workers and the tidier */
    host_pool pool;
    pthread_t tidier;
    bool tidying, mail_waits, stopping;
    uint64_t events_seen; /* of the user service, by the door */
};

/* ---- blobs.c ---- */
/* Registers "host:<URL of a store>" for blobs. The storage service is opened before it is. */
fa_status host_blobs_register(fa_registry *registry, host_storage *storage, fa_error *err);

/* ---- background.c ---- */
void host_job_waits(void *h);
void host_mail_waits(void *h);

/* ---- door.c ---- */
/* Credentials may have ended: the door forgets them. */
void host_users_changed(host *h);

#endif
