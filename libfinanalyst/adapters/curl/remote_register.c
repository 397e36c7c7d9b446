/* adapters/curl/remote_register.c: "http:" and "https:" for the ports by which services see each other. */
#include <finanalyst/adapter/curl.h>

#include <curl/curl.h>
#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/token.h>

#include "remote.h"

enum { NAME_MAX_BYTES = 64 };

/* The options, and behind them the name and the secret. */
typedef struct kept {
    fa_remote_options options;
    char bytes[];
} kept;

static void free_kept(void *options)
{
    kept *k = options;
    volatile char *at = k->bytes;
    size_t size = strlen(k->options.name) + 1 + k->options.secret_len;

    while (size-- > 0)
        *at++ = '\0';
    fa_free(k);
}

static kept *keep(const fa_remote_options *o)
{
    size_t name = strlen(o->name) + 1;
    kept *k = fa_calloc(1, sizeof *k + name + o->secret_len);

    if (k == NULL)
        return NULL;
    memcpy(k->bytes, o->name, name);
    memcpy(k->bytes + name, o->secret, o->secret_len);
    k->options = (fa_remote_options){sizeof k->options, k->bytes, k->bytes + name, o->secret_len};
    return k;
}

static fa_status add(fa_registry *registry, fa_port port, const char *scheme, fa_open_with_fn open,
                     const fa_remote_options *options, fa_error *err)
{
    kept *k = keep(options);
    fa_status st;

    if (k == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the ways to other services");
    st = fa_registry_add_with(registry, port, scheme, open, k, free_kept, err);
    if (st != FA_OK)
        free_kept(k);
    return st;
}

static fa_status check(const fa_remote_options *o, fa_error *err)
{
    if (o == NULL || o->struct_size < sizeof *o)
        return fa_fail_field(err, FA_EINVALID, "options",
                             "there are no options, or they are of another size");
    if (o->name == NULL || o->name[0] == '\0' || strlen(o->name) > NAME_MAX_BYTES ||
        strspn(o->name, "abcdefghijklmnopqrstuvwxyz0123456789_-") != strlen(o->name))
        return fa_fail_field(err, FA_EINVALID, "name", "a service has a name of letters, digits, _ and -");
    if (o->secret == NULL || o->secret_len < FA_TOKEN_SECRET_BYTES)
        return fa_fail_field(err, FA_EINVALID, "secret", "the secret of services has %d bytes at least",
                             FA_TOKEN_SECRET_BYTES);
    return FA_OK;
}

fa_status fa_remote_register(fa_registry *registry, const fa_remote_options *options, fa_error *err)
{
    static const struct {
        fa_port port;
        fa_open_with_fn open;
    } ports[] = {{FA_PORT_DOCUMENT_SOURCE, fai_remote_source_open},
                 {FA_PORT_READINGS, fai_remote_readings_open},
                 {FA_PORT_USER_DIRECTORY, fai_remote_directory_open},
                 {FA_PORT_EVENT_SINK, fai_remote_sink_open},
                 {FA_PORT_BLOB_STORE, fai_remote_blobs_open}};
    fa_status st = check(options, err);

    if (st == FA_OK && curl_global_init(CURL_GLOBAL_DEFAULT) != 0)
        st = fa_fail(err, FA_EUNAVAILABLE, "libcurl cannot start");
    for (size_t i = 0; st == FA_OK && i < sizeof ports / sizeof *ports; i++) {
        st = add(registry, ports[i].port, "http", ports[i].open, options, err);
        if (st == FA_OK)
            st = add(registry, ports[i].port, "https", ports[i].open, options, err);
    }
    return st;
}
