/* adapters/curl/register.c: "s3:" for the blob store port. */
#include <finanalyst/adapter/curl.h>

#include <curl/curl.h>

#include <finanalyst/alloc.h>

#include "s3.h"

void fai_s3_forget(const char *secret)
{
    char *mine = (char *)(uintptr_t)secret;
    volatile char *at = mine; /* or the compiler sees that nobody reads it any more */

    while (at != NULL && *at != '\0')
        *at++ = '\0';
    fa_free(mine);
}

static void free_credentials(void *options)
{
    fa_s3_credentials *c = options;

    if (c == NULL)
        return;
    fai_s3_forget(c->session_token);
    fai_s3_forget(c->secret_key);
    fai_s3_forget(c->access_key);
    fa_free(c);
}

/* A header's value: printable ASCII. */
static bool is_value(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text < 0x21 || *text > 0x7e)
            return false;
    }
    return true;
}

static fa_status copy_credentials(const fa_s3_credentials *from, fa_s3_credentials **out, fa_error *err)
{
    fa_s3_credentials *c;

    if (from->struct_size < sizeof *from || from->access_key == NULL || from->access_key[0] == '\0' ||
        from->secret_key == NULL || from->secret_key[0] == '\0' || !is_value(from->access_key) ||
        (from->session_token != NULL && !is_value(from->session_token)))
        return fa_fail_field(err, FA_EINVALID, "credentials",
                             "an S3 store needs an access key and a secret key");
    c = fa_calloc(1, sizeof *c);
    if (c == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for credentials");
    c->struct_size = sizeof *c;
    c->access_key = fa_strdup(from->access_key);
    c->secret_key = fa_strdup(from->secret_key);
    c->session_token = fa_strdup(from->session_token);
    if (c->access_key == NULL || c->secret_key == NULL ||
        (c->session_token == NULL) != (from->session_token == NULL)) {
        free_credentials(c);
        return fa_fail(err, FA_ENOMEM, "out of memory for credentials");
    }
    *out = c;
    return FA_OK;
}

fa_status fa_curl_register(fa_registry *registry, const fa_s3_credentials *credentials, fa_error *err)
{
    fa_s3_credentials *copy = NULL;
    fa_status st = FA_OK;

    if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0)
        return fa_fail(err, FA_EUNAVAILABLE, "libcurl cannot start");
    if (credentials != NULL)
        st = copy_credentials(credentials, &copy, err);
    if (st == FA_OK)
        st = fa_registry_add_with(registry, FA_PORT_BLOB_STORE, "s3", fai_s3_open, copy, free_credentials,
                                  err);
    if (st != FA_OK)
        free_credentials(copy);
    return st;
}
