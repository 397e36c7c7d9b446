/* host/open.c: every service over the data folder. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <finanalyst/adapter/crypt.h>
#include <finanalyst/adapter/curl.h>
#include <finanalyst/adapter/extract.h>
#include <finanalyst/adapter/openssl.h>
#include <finanalyst/adapter/sodium.h>
#include <finanalyst/adapter/sqlite.h>

#include "host/internal.h"

fa_status host_registry(const server_config *c, fa_registry **out, fa_error *err)
{
    static fa_status (*const adapters[])(fa_registry *, fa_error *) = {
        fa_sqlite_register, fa_openssl_register, fa_sodium_register, fa_crypt_register, fa_extract_register};
    fa_s3_credentials credentials = FA_S3_CREDENTIALS_INIT;
    fa_smtp_options smtp = FA_SMTP_OPTIONS_INIT;
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    credentials.access_key = c->minio_access_key.text;
    credentials.secret_key = c->minio_secret_key.text;
    if (st == FA_OK && *c->minio_endpoint != '\0')
        st = fa_curl_register(registry, &credentials, err);
    smtp.username = c->smtp_username;
    smtp.password = c->smtp_password.text;
    smtp.from = c->mail_from;
    if (st == FA_OK && *c->smtp_url != '\0')
        st = fa_smtp_register(registry, &smtp, err);
    for (size_t i = 0; st == FA_OK && i < sizeof adapters / sizeof *adapters; i++)
        st = adapters[i](registry, err);
    if (st == FA_OK)
        *out = registry;
    else
        fa_registry_free(registry);
    return st;
}

/* "file:<data>/mail" */
static const char *url_of(const server_config *c, const char *scheme, const char *name,
                          char out[HOST_URL_BYTES])
{
    (void)snprintf(out, HOST_URL_BYTES, "%s%s/%s", scheme, c->data_dir, name);
    return out;
}

/* "sqlite:<data>/user.db", or the database that a service alone was given. */
static const char *database_of(const host *h, const char *name, const char *suffix, char out[HOST_URL_BYTES])
{
    if (h == NULL || h->service == CONFIG_SERVICES || *h->config->database == '\0')
        (void)snprintf(out, HOST_URL_BYTES, "sqlite:%s/%s.db", h->config->data_dir, name);
    else
        (void)snprintf(out, HOST_URL_BYTES, "sqlite:%s%s", h->config->database, suffix);
    return out;
}

/* Makes a folder and those above it. */
static fa_status make_folder(const char *path, fa_error *err)
{
    char part[CONFIG_PATH_MAX];
    size_t length = strlen(path);

    for (size_t i = 1; i <= length && length < sizeof part; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0700) != 0 && errno != EEXIST)
            return fa_fail(err, FA_EUNAVAILABLE, "the folder %s cannot be made: %s", part, strerror(errno));
    }
    return FA_OK;
}

static fa_status open_app(host *h, const fa_registry *registry, fa_error *err)
{
    char documents[HOST_URL_BYTES], analysis[HOST_URL_BYTES], reader[HOST_URL_BYTES], source[HOST_URL_BYTES],
        readings[HOST_URL_BYTES], transfers[HOST_URL_BYTES], blobs[CONFIG_BLOBS_MAX + 8] = "host:";
    fa_app_config config = FA_APP_CONFIG_INIT;

    config.document_db = database_of(h, "document", "", documents);
    config.analysis_db = database_of(h, "analysis", "", analysis);
    config_blobs_url(h->config, blobs + strlen(blobs));
    config.blobs = host_has(h, CONFIG_STORAGE) ? blobs : host_peer_url(h->config, CONFIG_STORAGE, blobs);
    /* Its files change: a backup passes over what begins with a dot. */
    config.transfers = url_of(h->config, "file:", ".uploads", transfers);
    (void)snprintf(reader, sizeof reader, "sandbox:%s", h->config->reader);
    config.reader = reader;
    config.hasher = "openssl:";
    config.max_upload_bytes = h->config->max_upload_bytes;
    if (!host_has(h, CONFIG_DOCUMENT))
        config.documents = host_peer_url(h->config, CONFIG_DOCUMENT, source);
    if (!host_has(h, CONFIG_ANALYSIS))
        config.readings = host_peer_url(h->config, CONFIG_ANALYSIS, readings);
    return fa_app_open(registry, &config, &h->app, err);
}

static fa_status open_users(const host *h, const fa_registry *registry, fa_user_service **out, fa_error *err)
{
    const server_config *c = h->config;
    char db[HOST_URL_BYTES], mails[HOST_URL_BYTES];
    fa_user_config config = FA_USER_CONFIG_INIT;

    config.db = database_of(h, "user", "", db);
    config.mailer = *c->smtp_url != '\0' ? c->smtp_url : url_of(c, "file:", "mail", mails);
    config.legacy_hasher = "crypt:";
    config.hasher = "openssl:";
    if (c->jwt_secret.len > 0) {
        config.secret = c->jwt_secret.text;
        config.secret_len = c->jwt_secret.len;
    }
    config.base_url = *c->public_url == '\0' ? NULL : c->public_url;
    config.access_s = c->access_token_s;
    config.session_s = c->session_s;
    config.session_idle_s = c->session_idle_s;
    config.verify_email = c->verify_email;
    config.closed = c->registration_closed;
    return fa_user_open(registry, &config, out, err);
}

fa_status host_open_users(const server_config *config, fa_user_service **out, fa_error *err)
{
    const host only = {.config = config, .service = CONFIG_USER};
    fa_registry *registry = NULL;
    fa_status st = make_folder(config->data_dir, err);

    if (st == FA_OK)
        st = host_registry(config, &registry, err);
    if (st == FA_OK)
        st = open_users(&only, registry, out, err);
    fa_registry_free(registry);
    return st;
}

static fa_status open_analytics(host *h, const fa_registry *registry, fa_error *err)
{
    char db[HOST_URL_BYTES];
    fa_analytics_config config = FA_ANALYTICS_CONFIG_INIT;

    config.analytics_db = database_of(h, "analytics", "", db);
    return fa_analytics_open(registry, &config, &h->analytics, err);
}

static fa_status open_storage(host *h, const fa_registry *registry, fa_error *err)
{
    char db[HOST_URL_BYTES], blobs[CONFIG_BLOBS_MAX];
    fa_storage_config config = FA_STORAGE_CONFIG_INIT;

    config.db = database_of(h, "storage", "", db);
    config_blobs_url(h->config, blobs);
    config.blobs = blobs;
    config.hasher = "openssl:";
    config.quota = (fa_quota){h->config->quota_bytes, h->config->quota_objects, h->config->max_upload_bytes};
    return fa_storage_open(registry, &config, &h->storage.service, err);
}

static fa_status open_records(host *h, const fa_registry *registry, fa_error *err)
{
    char db[HOST_URL_BYTES];
    fa_record_config config = FA_RECORD_CONFIG_INIT;

    config.db = database_of(h, "records", ".records", db);
    config.hasher = "openssl:";
    config.documents = fa_app_source(h->app);
    config.analysis = fa_app_analysis(h->app);
    return fa_record_open(registry, &config, &h->records, err);
}

/* What the other services keep of users and documents is shown to them through the same store. */
static fa_status open_blobs(host *h, fa_registry *registry, fa_error *err)
{
    const fa_open_context context = {sizeof context, &h->clock, &h->hasher};
    char blobs[CONFIG_BLOBS_MAX + 8] = "host:";
    fa_status st = open_storage(h, registry, err);

    if (st == FA_OK)
        st = host_blobs_register(registry, &h->storage, err);
    config_blobs_url(h->config, blobs + strlen(blobs));
    if (st == FA_OK && h->service == CONFIG_STORAGE)
        st = fa_registry_open(registry, FA_PORT_BLOB_STORE, &context, blobs, &h->blobs, err);
    return st;
}

/* Links hold for minutes: a key of one process need not outlive it. Services apart make theirs from what they share. */
static fa_status make_link_key(host *h, fa_error *err)
{
    static const char purpose[] = "finanalyst links";
    char hex[FA_SHA256_HEX];
    fa_digest digest;

    if (h->service == CONFIG_SERVICES)
        return fa_clock_random(&h->clock, h->compat.link_key, sizeof h->compat.link_key, err);
    fa_hash_begin(&h->hasher, &digest);
    fa_hash_update(&h->hasher, &digest, purpose, sizeof purpose);
    fa_hash_update(&h->hasher, &digest, h->config->internal_key.text, h->config->internal_key.len);
    fa_hash_finish_hex(&h->hasher, &digest, hex);
    memcpy(h->compat.link_key, hex, sizeof h->compat.link_key);
    return FA_OK;
}

static fa_status open_tools(host *h, const fa_registry *registry, fa_error *err)
{
    const fa_open_context none = {sizeof none, NULL, NULL};
    fa_status st = fa_registry_open(registry, FA_PORT_CLOCK, &none, "system:", &h->clock, err);

    if (st == FA_OK)
        st = fa_registry_open(registry, FA_PORT_HASHER, &none, "openssl:", &h->hasher, err);
    if (st == FA_OK)
        st = fa_registry_open(registry, FA_PORT_TOKEN_SIGNER, &none, "sodium:", &h->signer, err);
    return st == FA_OK ? make_link_key(h, err) : st;
}

static fa_status open_services(host *h, fa_registry *registry, bool whole, fa_error *err)
{
    fa_status st = FA_OK;

    if (host_has(h, CONFIG_STORAGE))
        st = open_blobs(h, registry, err);
    if (st == FA_OK && (host_has(h, CONFIG_DOCUMENT) || host_has(h, CONFIG_ANALYSIS)))
        st = open_app(h, registry, err);
    if (st == FA_OK && whole && host_has(h, CONFIG_USER))
        st = open_users(h, registry, &h->users, err);
    if (st == FA_OK && whole && host_has(h, CONFIG_ANALYTICS))
        st = open_analytics(h, registry, err);
    if (st == FA_OK && whole && host_has(h, CONFIG_ANALYSIS))
        st = open_records(h, registry, err);
    return st;
}

static fa_status open_host(const server_config *config, logging *log, config_service service, bool whole,
                           host **out, fa_error *err)
{
    host *h = calloc(1, sizeof *h);
    fa_registry *registry = NULL;
    fa_status st;

    if (h == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    h->config = config;
    h->service = service;
    h->log = log;
    pthread_mutex_init(&h->lock, NULL);
    pthread_mutex_init(&h->notes.lock, NULL);
    pthread_cond_init(&h->wakes, NULL);
    st = make_folder(config->data_dir, err);
    if (st == FA_OK)
        st = host_registry(config, &registry, err);
    if (st == FA_OK)
        st = open_tools(h, registry, err);
    if (st == FA_OK)
        st = host_peers_register(h, registry, err);
    if (st == FA_OK)
        st = open_services(h, registry, whole, err);
    if (st == FA_OK && whole)
        st = host_peers_open(h, registry, err);
    if (st == FA_OK && service == CONFIG_GATEWAY)
        st = host_outside_open(h, err);
    fa_registry_free(registry);
    if (st == FA_OK)
        *out = h;
    else
        host_close(h);
    return st;
}

fa_status host_open(const server_config *config, logging *log, config_service service, host **out,
                    fa_error *err)
{
    fa_status st = open_host(config, log, service, true, out, err);

    if (st == FA_OK && host_has(*out, CONFIG_ANALYSIS))
        fa_job_watch(fa_app_analysis((*out)->app), host_job_seen, *out);
    return st;
}

fa_status host_open_documents(const server_config *config, host **out, fa_error *err)
{
    return open_host(config, NULL, CONFIG_SERVICES, false, out, err);
}

void host_close(host *h)
{
    if (h == NULL)
        return;
    host_outside_close(h);
    host_peers_close(h);
    fa_record_close(h->records);
    fa_analytics_close(h->analytics);
    fa_user_close(h->users);
    fa_app_close(h->app);
    fa_blob_store_close(&h->blobs);
    fa_storage_close(h->storage.service);
    fa_token_signer_close(&h->signer);
    fa_hasher_close(&h->hasher);
    fa_clock_close(&h->clock);
    pthread_cond_destroy(&h->wakes);
    pthread_mutex_destroy(&h->notes.lock);
    pthread_mutex_destroy(&h->lock);
    free(h);
}

fa_user_service *host_users(host *h)
{
    return h->users;
}

fa_app *host_app(host *h)
{
    return h->app;
}
