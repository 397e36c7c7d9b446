/* host/internal.h: what the files of the host share. */
#ifndef SERVERS_HOST_INTERNAL_H
#define SERVERS_HOST_INTERNAL_H

#include <pthread.h>

#include <finanalyst/analytics.h>
#include <finanalyst/port/event_sink.h>
#include <finanalyst/port/user_directory.h>
#include <finanalyst/record.h>
#include <finanalyst/storage.h>
#include <finanalyst/token.h>

#include "analysis/routes.h"
#include "analytics/routes.h"
#include "compat/routes.h"
#include "document/routes.h"
#include "gateway/token_auth.h"
#include "host/host.h"
#include "logging/routes.h"
#include "peer/peer.h"
#include "storage/routes.h"
#include "user/routes.h"

enum {
    HOST_WORKERS_MAX = 64,
    HOST_TABLES_MAX = 32,
    HOST_ROUTES_MAX = 640,
    HOST_ENDED_BYTES = 240,
    HOST_URL_BYTES = CONFIG_PATH_MAX + 32
};

/* Threads that run jobs; they sleep until one waits, and look by themselves once a second for jobs that another process left
 * behind. */
typedef struct host_pool {
    pthread_t threads[HOST_WORKERS_MAX];
    unsigned count;
    unsigned waiting; /* jobs said to wait that no thread has looked for */
} host_pool;

enum { HOST_NOTES = 4096, HOST_BATCH = 200 };

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

/* What was ended at the user service, as the gateway alone hears of it. */
typedef struct host_revoked host_revoked;

struct host {
    const server_config *config;
    config_service service; /* CONFIG_SERVICES = all of them */
    logging *log;
    fa_clock clock;
    fa_hasher hasher;
    fa_token_signer signer;

    /* The services that are here; NULL = elsewhere. */
    host_storage storage;
    fa_app *app; /* with the document or the analysis service, or both */
    fa_user_service *users;
    fa_analytics_service *analytics;
    fa_record_service *records;

    /* All of them as the others see them. Those that begin with "own" are closed with the host; none where nobody needs it. */
    const fa_document_source *documents;
    const fa_readings *readings;
    fa_document_source own_documents;
    fa_readings own_readings;
    fa_user_directory directory;
    fa_event_sink events;
    fa_blob_store blobs; /* of the storage service, for the document service elsewhere */

    /* Who may ask a service alone, and how the gateway alone tells who asks. */
    fa_token_keys *identities;
    peer_door peers;
    fa_token_keys *user_keys;
    fa_token_key identity_key;
    token_auth auth;
    host_revoked *revoked;

    document_routes document_handlers;
    analysis_routes analysis_handlers;
    user_routes user_handlers;
    analytics_routes analytics_handlers;
    storage_routes storage_handlers;
    logging_routes logging_handlers;
    compat_routes compat;
    http_table tables[HOST_TABLES_MAX];
    gateway *door; /* NULL = none is open */

    host_notes notes;

    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t wakes; /* workers and the tidier */
    host_pool pool;
    pthread_t tidier;
    bool tidying, mail_waits, stopping;
    bool swept; /* bytes that a crash left are gone */
    bool
        reading_waits; /* a document may be stored that no job reads, as the analysis service could not be asked */
    fa_time started;
    uint64_t events_seen;    /* of the user service, by the door */
    uint64_t users_followed; /* of the same, by the tidier alone */
    uint64_t removals_followed;
};

/* Whether a service is in this process. */
static inline bool host_has(const host *h, config_service service)
{
    return h->service == CONFIG_SERVICES || h->service == service;
}

/* ---- blobs.c ---- */
/* Registers "host:<URL of a store>" for blobs. The storage service is opened before it is. */
fa_status host_blobs_register(fa_registry *registry, host_storage *storage, fa_error *err);

/* ---- peers.c ---- */
/* Where a service is, for its ports: "http://host:port" or several with commas. */
const char *host_peer_url(const server_config *c, config_service service, char out[HOST_URL_BYTES]);
/* Registers the ports of the others, and the key of identities. */
fa_status host_peers_register(host *h, fa_registry *registry, fa_error *err);
/* Opens the ports through which the services here see the others, after the services. */
fa_status host_peers_open(host *h, const fa_registry *registry, fa_error *err);
void host_peers_close(host *h);
/* /health, /live and /ready of a service alone; its service is the host. */
extern const http_route host_alone_table[];

/* ---- outside.c: who asks the gateway alone ---- */
enum { HOST_FEEDS = 2 };
fa_status host_outside_open(host *h, fa_error *err);
void host_outside_close(host *h);
/* How it tells who asks: for gateway_options. user: the upstream that is the user service. */
void host_outside_options(host *h, uint32_t user, gateway_options *options, gateway_feed feeds[HOST_FEEDS]);

/* ---- tables.c ---- */
/* A table and whose it is. */
typedef struct host_table {
    config_service service;
    http_table table;
} host_table;
extern const host_table host_layout[];
extern const size_t host_layout_count;
/* Whether a service's store answers. */
fa_status host_check(host *h, config_service service, fa_error *err);

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

/* ---- follow.c ---- */
/* Follows what other services removed. Whatever fails is done again by the next call. */
void host_follow(host *h);
/* Removes bytes of documents that have no record, stored before the host was started: what a killed process left. Once; whatever
 * fails is done again by the next call. */
void host_sweep(host *h);

/* ---- door.c ---- */
/* Credentials may have ended: the door forgets them, or, if it is elsewhere, is told with the reply (NULL = what ended so far is
 * passed over). */
void host_users_changed(host *h, http_reply *reply);

#endif
