/* adapters/curl/remote_open.c: another service of ours: where it is, and with what it is shown who asks. */
#include <stdio.h>
#include <string.h>

#include <finanalyst/adapter/curl.h>
#include <finanalyst/alloc.h>

#include "remote.h"

enum { AWAY_MS = 5000 };

static bool is_host(const char *text, size_t len)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";

    if (len > 2 && text[0] == '[' && text[len - 1] == ']') {
        text++;
        len -= 2;
        return strspn(text, "0123456789abcdefABCDEF:.") >= len;
    }
    return len > 0 && strspn(text, letters) >= len;
}

static bool is_port(const char *text, size_t len)
{
    return len > 0 && len <= 5 && strspn(text, "0123456789") >= len;
}

/* One address of len bytes: scheme, host and maybe a port. */
static bool is_origin(const char *text, size_t len, bool *https)
{
    size_t scheme = strncmp(text, "https://", 8) == 0 ? 8 : strncmp(text, "http://", 7) == 0 ? 7 : 0;
    const char *host = text + scheme, *end = text + len, *colon = end;

    *https = scheme == 8;
    if (scheme == 0 || scheme >= len || len >= FAI_REMOTE_ORIGIN)
        return false;
    for (const char *s = end; s > host && s[-1] != ']'; s--)
        if (s[-1] == ':')
            colon = s - 1;
    return is_host(host, (size_t)(colon - host)) &&
           (colon == end || is_port(colon + 1, (size_t)(end - colon - 1)));
}

static size_t count_of(const char *url)
{
    size_t count = 1;

    for (; *url != '\0'; url++)
        count += *url == ',';
    return count;
}

static fa_status add_address(fai_remote *r, const char *text, size_t len, bool alone, fa_error *err)
{
    fai_curl_options client = {
        .clock = r->clock, .what = r->what, .connect_tries = alone ? 3 : 1, .away_max_ms = AWAY_MS};
    fai_remote_address *a = &r->addresses[r->count];
    fa_status st;

    if (len > 0 && text[len - 1] == '/')
        len--;
    if (!is_origin(text, len, &client.https))
        return fa_fail_field(err, FA_EINVALID, "url",
                             "a service is named by http://host:port, several with commas between");
    memcpy(a->origin, text, len);
    st = fai_curl_client_new(&client, &a->client, err);
    if (st == FA_OK)
        r->count++;
    return st;
}

static fa_status add_addresses(fai_remote *r, const char *url, fa_error *err)
{
    size_t count = count_of(url);
    fa_status st = FA_OK;

    if (count > FAI_REMOTE_ADDRESSES)
        return fa_fail_field(err, FA_EINVALID, "url", "a service has at most %d addresses",
                             FAI_REMOTE_ADDRESSES);
    for (size_t i = 0; st == FA_OK && i < count; i++) {
        size_t len = strcspn(url, ",");

        st = add_address(r, url, len, count == 1, err);
        url += len + (url[len] == ',');
    }
    return st;
}

static fa_status take_options(fai_remote *r, const fa_remote_options *o, fa_error *err)
{
    void *secret = fa_alloc(o->secret_len);

    r->name = fa_strdup(o->name);
    if (secret == NULL || r->name == NULL) {
        fa_free(secret);
        return fa_fail(err, FA_ENOMEM, "out of memory for a service");
    }
    memcpy(secret, o->secret, o->secret_len);
    r->key = (fa_token_key){.secret = secret, .secret_len = o->secret_len};
    return FA_OK;
}

fa_status fai_remote_open(const fa_registry *registry, const void *options, const fa_open_context *context,
                          const char *url, const char *audience, fai_remote **out, fa_error *err)
{
    fai_remote *r;
    fa_status st;

    if (context->clock == NULL || context->clock->ops == NULL || context->hasher == NULL ||
        context->hasher->ops == NULL)
        return fa_fail(err, FA_EINVALID, "a service that is asked over HTTP needs a clock and a hasher");
    r = fa_calloc(1, sizeof *r);
    if (r == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a service");
    r->clock = context->clock;
    r->hasher = context->hasher;
    r->audience = audience;
    (void)snprintf(r->what, sizeof r->what, "the %s service", audience);
    st = take_options(r, options, err);
    if (st == FA_OK)
        st = fa_registry_open(registry, FA_PORT_TOKEN_SIGNER, context, "sodium:", &r->signer, err);
    if (st == FA_OK)
        st = add_addresses(r, url, err);
    if (st == FA_OK)
        *out = r;
    else
        fai_remote_close(r);
    return st;
}

void fai_remote_close(void *remote)
{
    fai_remote *r = remote;
    volatile char *at;

    if (r == NULL)
        return;
    while (r->count > 0)
        fai_curl_client_free(r->addresses[--r->count].client);
    fa_token_signer_close(&r->signer);
    at = (volatile char *)(uintptr_t)r->key.secret;
    for (size_t i = 0; at != NULL && i < r->key.secret_len; i++)
        at[i] = '\0';
    fa_free((void *)(uintptr_t)r->key.secret);
    fa_free(r->name);
    fa_free(r);
}
