/* config/config.h: the environment as one struct. The only place that reads it. */
#ifndef SERVERS_CONFIG_H
#define SERVERS_CONFIG_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <finanalyst/gateway.h>

#include "config/services.h"

enum {
    CONFIG_PATH_MAX = 3072,
    CONFIG_URL_MAX = 512,
    CONFIG_TEXT_MAX = 256,
    CONFIG_SECRET_MAX = 1024, /* bytes of a secret */
    CONFIG_LIST_MAX = 16,     /* items of a list */
    CONFIG_LIST_BYTES = 4096,
    CONFIG_SECRET_MIN = 32,                       /* bytes of a secret that signs */
    CONFIG_BLOBS_MAX = 2 * CONFIG_PATH_MAX + 1024 /* of config_blobs_url */
};

/* Not printed, not logged, and not handed on but to what it opens. */
typedef struct config_secret {
    char text[CONFIG_SECRET_MAX + 1]; /* ends with a NUL, and holds none */
    size_t len;                       /* 0 = not set */
} config_secret;

/* What stood between commas. The items point into the list itself: it is not to be copied. */
typedef struct config_list {
    char text[CONFIG_LIST_BYTES];
    const char *items[CONFIG_LIST_MAX + 1]; /* NULL behind the last */
    size_t count;
} config_list;

/* The classes of requests that have a limit each; numbers for fa_gateway_route.rate_class. */
typedef enum config_rate {
    CONFIG_RATE_DEFAULT = 0,
    CONFIG_RATE_AUTH = 1,
    CONFIG_RATE_UPLOAD = 2,
    CONFIG_RATE_ASK = 3,
    CONFIG_RATES = 4
} config_rate;

/* Texts are "" and numbers as the table says where nothing is set. Lives where config_read filled it: see config_list. */
typedef struct server_config {
    /* all services */
    char data_dir[CONFIG_PATH_MAX]; /* FINANALYST_DATA_DIR: databases, blobs, mails, keys */
    char bind[64];                  /* FINANALYST_BIND: an IP address */
    uint16_t port;                  /* FINANALYST_PORT; 0 = any free one */
    bool has_port;                  /* it was set: a service alone has a port of its own otherwise */
    bool demo;                      /* FINANALYST_DEMO: never with a bind that is not loopback */
    char database
        [CONFIG_PATH_MAX]; /* DATABASE_URL: the path in it, of a service that runs alone; "" = in data_dir */
    config_secret internal_key;        /* INTERNAL_API_KEY: signs identities between services */
    log_level levels[CONFIG_SERVICES]; /* LOG_LEVEL, LOG_LEVEL_<SERVICE> */

    /* gateway: where the instances of each service are; count 0 = in this process */
    config_list service_urls[CONFIG_SERVICES]; /* <SERVICE>_SERVICE_URL; none for CONFIG_GATEWAY */
    config_list legacy_urls;                   /* LEGACY_BACKEND_URL; count 0 = there is none */
    config_list origins;                       /* ALLOWED_ORIGINS: "scheme://host[:port]" */
    unsigned connections_max;                  /* FINANALYST_MAX_CONNECTIONS: of clients, at a time */
    fa_rate rates[CONFIG_RATES];               /* RATE_LIMIT_<CLASS> */

    /* user */
    config_secret jwt_secret;      /* JWT_SECRET_KEY: HS256 instead of Ed25519 */
    uint32_t access_token_s;       /* ACCESS_TOKEN_SECONDS */
    uint32_t session_s;            /* SESSION_SECONDS */
    uint32_t session_idle_s;       /* SESSION_IDLE_SECONDS; never more than session_s */
    bool registration_closed;      /* REGISTRATION */
    bool verify_email;             /* VERIFY_EMAIL */
    char smtp_url[CONFIG_URL_MAX]; /* SMTP_URL; "" = mails are files in data_dir/mail */
    char smtp_username[CONFIG_TEXT_MAX];
    config_secret smtp_password;
    char mail_from[CONFIG_TEXT_MAX]; /* MAIL_FROM; never "" with smtp_url */
    bool query_token; /* ALLOW_QUERY_TOKEN: an access token in the query of a download counts */
    char public_url[CONFIG_URL_MAX]; /* PUBLIC_URL: of the web pages, without a slash at its end */

    /* document and storage */
    uint64_t max_upload_bytes; /* FINANALYST_MAX_UPLOAD_BYTES */
    char minio_endpoint
        [CONFIG_TEXT_MAX];          /* MINIO_ENDPOINT: "host:port"; "" = blobs are files in data_dir/blobs */
    config_secret minio_access_key; /* MINIO_ACCESS_KEY; set with minio_endpoint, as the next is */
    config_secret minio_secret_key; /* MINIO_SECRET_KEY */
    char minio_bucket[64];          /* MINIO_BUCKET */
    char minio_region[64];          /* MINIO_REGION */
    bool minio_secure;              /* MINIO_SECURE: https */
    char
        blob_key_file[CONFIG_PATH_MAX]; /* BLOB_KEY_FILE: blobs are sealed with its keys; "" = they are not */
    uint64_t quota_bytes;               /* QUOTA_MAX_BYTES of a user */
    uint64_t quota_objects;             /* QUOTA_MAX_OBJECTS */

    /* analysis */
    char reader[CONFIG_PATH_MAX]; /* FINANALYST_READER: the reading program, "" = beside this one */
    unsigned workers;             /* FINANALYST_WORKERS: threads that read documents */

    /* analytics */
    unsigned event_retention_days; /* EVENT_RETENTION_DAYS; 0 = events stay */
} server_config;

/* Reads the environment; what is not set, or empty, has its default. serves: for a server, else for a command on the data folder,
 * for which only variables named FINANALYST_… and those of the storage service count: the other names may be there for other
 * programs. false: a value is not valid; stderr says the variable's name and what is allowed, and never a secret. */
bool config_read(server_config *out, bool serves);
/* Lists every variable with its type, default and meaning, by service. */
void config_help(FILE *out);
/* The URL of the blob store that is configured: files, or S3, sealed or not. */
void config_blobs_url(const server_config *config, char out[CONFIG_BLOBS_MAX]);

#endif
