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

enum { URL_BYTES = CONFIG_PATH_MAX + 32 };

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

/* "sqlite:<data>/user.db" */
static const char *url_of(const server_config *c, const char *scheme, const char *name, char out[URL_BYTES])
{
    (void)snprintf(out, URL_BYTES, "%s%s/%s", scheme, c->data_dir, name);
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
    char documents[URL_BYTES], analysis[URL_BYTES], blobs[CONFIG_BLOBS_MAX + 8] = "host:", reader[URL_BYTES];
    fa_app_config config = FA_APP_CONFIG_INIT;

    config.document_db = url_of(h->config, "sqlite:", "document.db", documents);
    config.analysis_db = url_of(h->config, "sqlite:", "analysis.db", analysis);
    config_blobs_url(h->config, blobs + strlen(blobs));
    config.blobs = blobs;
    (void)snprintf(reader, sizeof reader, "sandbox:%s", h->config->reader);
    config.reader = reader;
    config.hasher = "openssl:";
    config.max_upload_bytes = h->config->max_upload_bytes;
    return fa_app_open(registry, &config, &h->app, err);
}

static fa_status open_users(const server_config *c, const fa_registry *registry, fa_user_service **out,
                            fa_error *err)
{
    char db[URL_BYTES], mails[URL_BYTES];
    fa_user_config config = FA_USER_CONFIG_INIT;

    config.db = url_of(c, "sqlite:", "user.db", db);
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
    fa_registry *registry = NULL;
    fa_status st = make_folder(config->data_dir, err);

    if (st == FA_OK)
        st = host_registry(config, &registry, err);
    if (st == FA_OK)
        st = open_users(config, registry, out, err);
    fa_registry_free(registry);
    return st;
}

static fa_status open_analytics(host *h, const fa_registry *registry, fa_error *err)
{
    char db[URL_BYTES];
    fa_analytics_config config = FA_ANALYTICS_CONFIG_INIT;

    config.analytics_db = url_of(h->config, "sqlite:", "analytics.db", db);
    return fa_analytics_open(registry, &config, &h->analytics, err);
}

static fa_status open_storage(host *h, const fa_registry *registry, fa_error *err)
{
    char db[URL_BYTES], blobs[CONFIG_BLOBS_MAX];
    fa_storage_config config = FA_STORAGE_CONFIG_INIT;

    config.db = url_of(h->config, "sqlite:", "storage.db", db);
    config_blobs_url(h->config, blobs);
    config.blobs = blobs;
    config.hasher = "openssl:";
    config.quota = (fa_quota){h->config->quota_bytes, h->config->quota_objects, h->config->max_upload_bytes};
    return fa_storage_open(registry, &config, &h->storage.service, err);
}

static fa_status open_records(host *h, const fa_registry *registry, fa_error *err)
{
    char db[URL_BYTES];
    fa_record_config config = FA_RECORD_CONFIG_INIT;

    config.db = url_of(h->config, "sqlite:", "records.db", db);
    config.hasher = "openssl:";
    config.documents = fa_app_documents(h->app);
    config.analysis = fa_app_analysis(h->app);
    return fa_record_open(registry, &config, &h->records, err);
}

static fa_status open_documents(host *h, fa_registry *registry, fa_error *err)
{
    const fa_open_context none = {sizeof none, NULL, NULL};
    fa_status st = fa_registry_open(registry, FA_PORT_CLOCK, &none, "system:", &h->clock, err);

    if (st == FA_OK)
        st = open_storage(h, registry, err);
    if (st == FA_OK)
        st = host_blobs_register(registry, &h->storage, err);
    return st == FA_OK ? open_app(h, registry, err) : st;
}

/* Links hold for minutes: their key need not outlive the process. */
static fa_status open_links(host *h, const fa_registry *registry, fa_error *err)
{
    const fa_open_context none = {sizeof none, NULL, NULL};
    fa_status st = fa_registry_open(registry, FA_PORT_TOKEN_SIGNER, &none, "sodium:", &h->signer, err);

    if (st == FA_OK)
        st = fa_clock_random(&h->clock, h->compat.link_key, sizeof h->compat.link_key, err);
    return st;
}

static fa_status open_others(host *h, const fa_registry *registry, fa_error *err)
{
    fa_status st = open_users(h->config, registry, &h->users, err);

    if (st == FA_OK)
        st = open_links(h, registry, err);

    if (st == FA_OK)
        st = open_analytics(h, registry, err);
    return st == FA_OK ? open_records(h, registry, err) : st;
}

static fa_status open_host(const server_config *config, logging *log, bool whole, host **out, fa_error *err)
{
    host *h = calloc(1, sizeof *h);
    fa_registry *registry = NULL;
    fa_status st;

    if (h == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    h->config = config;
    h->log = log;
    pthread_mutex_init(&h->lock, NULL);
    pthread_mutex_init(&h->notes.lock, NULL);
    pthread_cond_init(&h->wakes, NULL);
    st = make_folder(config->data_dir, err);
    if (st == FA_OK)
        st = host_registry(config, &registry, err);
    if (st == FA_OK)
        st = open_documents(h, registry, err);
    if (st == FA_OK && whole)
        st = open_others(h, registry, err);
    fa_registry_free(registry);
    if (st == FA_OK)
        *out = h;
    else
        host_close(h);
    return st;
}

fa_status host_open(const server_config *config, logging *log, host **out, fa_error *err)
{
    fa_status st = open_host(config, log, true, out, err);

    if (st == FA_OK)
        fa_job_watch(fa_app_analysis((*out)->app), host_job_seen, *out);
    return st;
}

fa_status host_open_documents(const server_config *config, host **out, fa_error *err)
{
    return open_host(config, NULL, false, out, err);
}

void host_close(host *h)
{
    if (h == NULL)
        return;
    fa_record_close(h->records);
    fa_analytics_close(h->analytics);
    fa_user_close(h->users);
    fa_app_close(h->app);
    fa_storage_close(h->storage.service);
    fa_token_signer_close(&h->signer);
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
