/* curl/s3_host.c: stores on the S3 server that radosgw.py started. */
#include "s3_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <finanalyst/adapter/sodium.h>

#include "host.h"

static char last_url[512];
static unsigned opened;

static const char *setting(const char *name)
{
    const char *value = getenv(name);

    return value == NULL ? "" : value;
}

bool s3_host_is_there(void)
{
    return setting("FA_TEST_S3_ENDPOINT")[0] != '\0';
}

static fa_time now(void *self)
{
    struct timespec t;

    (void)self;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    return (fa_time)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static fa_status fill_random(void *self, void *out, size_t len, fa_error *err)
{
    fa_clock clock = host_clock();

    (void)self;
    return fa_clock_random(&clock, out, len, err);
}

static void close_nothing(void *self)
{
    (void)self;
}

static fa_clock real_clock(void)
{
    static const fa_clock_ops ops = {sizeof ops, "real", now, fill_random, close_nothing};

    return (fa_clock){&ops, NULL};
}

fa_time s3_host_now(void)
{
    return now(NULL);
}

static fa_status open_clock(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    (void)context;
    (void)url;
    (void)err;
    *(fa_clock *)out = real_clock();
    return FA_OK;
}

static fa_status make_registry(const fa_s3_credentials *credentials, fa_registry **out, fa_error *err)
{
    fa_s3_credentials servers = FA_S3_CREDENTIALS_INIT;
    fa_status st = fa_registry_new(out, err);

    servers.access_key = setting("FA_TEST_S3_ACCESS_KEY");
    servers.secret_key = setting("FA_TEST_S3_SECRET_KEY");
    if (st == FA_OK)
        st = host_register(*out, err);
    if (st == FA_OK)
        st = fa_registry_add(*out, FA_PORT_CLOCK, "real", open_clock, err);
    if (st == FA_OK)
        st = fa_curl_register(*out, credentials == NULL ? &servers : credentials, err);
    return st == FA_OK ? fa_sodium_register(*out, err) : st;
}

fa_status s3_host_open_url(const char *url, const fa_s3_credentials *credentials, fa_blob_store *out,
                           fa_error *err)
{
    static fa_clock clock;
    static fa_hasher hasher;
    fa_open_context context = {.struct_size = sizeof context, .clock = &clock, .hasher = &hasher};
    fa_registry *registry = NULL;
    fa_status st = make_registry(credentials, &registry, err);

    clock = real_clock();
    hasher = host_hasher();
    if (st == FA_OK)
        st = fa_registry_open(registry, FA_PORT_BLOB_STORE, &context, url, out, err);
    fa_registry_free(registry);
    return st;
}

static void next_url(void)
{
    (void)snprintf(last_url, sizeof last_url, "s3://%s?endpoint=%s&region=%s&prefix=t%ld-%u/",
                   setting("FA_TEST_S3_BUCKET"), setting("FA_TEST_S3_ENDPOINT"), setting("FA_TEST_S3_REGION"),
                   (long)getpid(), opened++);
}

fa_status s3_host_open(fa_blob_store *out, fa_error *err)
{
    next_url();
    return s3_host_open_url(last_url, NULL, out, err);
}

fa_status s3_host_open_sealed(const char *key_file, fa_blob_store *out, fa_error *err)
{
    char url[1024];

    next_url();
    (void)snprintf(url, sizeof url, "sealed:%s:%s", key_file, last_url);
    return s3_host_open_url(url, NULL, out, err);
}

const char *s3_host_url(void)
{
    return last_url;
}

fa_status s3_host_open_storage(fa_storage_service **out, fa_error *err)
{
    fa_storage_config config = FA_STORAGE_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_status st = make_registry(NULL, &registry, err);

    next_url();
    config.blobs = last_url;
    config.clock = "real:";
    config.hasher = "test:";
    if (st == FA_OK)
        st = fa_storage_open(registry, &config, out, err);
    fa_registry_free(registry);
    return st;
}
