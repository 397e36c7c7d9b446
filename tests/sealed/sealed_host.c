/* sealed/sealed_host.c: sealed stores for tests. */
#include "sealed_host.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host.h"

static fa_blob_store under;

/* ---- a view of the one store, which outlives it ---- */

static fa_status put(void *self, const char *key, fa_read_fn read, void *payload, fa_error *err)
{
    return fa_blob_put(self, key, read, payload, err);
}

static fa_status get(void *self, const char *key, fa_write_fn write, void *payload, fa_error *err)
{
    return fa_blob_get(self, key, write, payload, err);
}

static fa_status remove_blob(void *self, const char *key, fa_error *err)
{
    return fa_blob_remove(self, key, err);
}

static fa_status open_view(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_blob_store_ops ops = {
        .struct_size = sizeof ops, .name = "under", .put = put, .get = get, .remove = remove_blob};

    (void)context;
    (void)url;
    (void)err;
    *(fa_blob_store *)out = (fa_blob_store){&ops, &under};
    return FA_OK;
}

fa_status sealed_host_register(fa_registry *registry, fa_error *err)
{
    if (under.ops == NULL && host_open(FA_PORT_BLOB_STORE, "memory:", &under, err) != FA_OK)
        abort();
    return fa_registry_add(registry, FA_PORT_BLOB_STORE, "under", open_view, err);
}

fa_blob_store *sealed_host_under(void)
{
    return &under;
}

void sealed_host_keys(const char *path, const char *lines, int mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    if (fd < 0 || write(fd, lines, strlen(lines)) != (ssize_t)strlen(lines) || fchmod(fd, (mode_t)mode) != 0)
        abort();
    (void)close(fd);
}

fa_status sealed_host_open(const char *url, fa_blob_store *out, fa_error *err)
{
    static fa_clock clock;
    static fa_hasher hasher;
    fa_open_context context = {.struct_size = sizeof context, .clock = &clock, .hasher = &hasher};
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    clock = host_clock();
    hasher = host_hasher();
    if (st == FA_OK)
        st = fa_sodium_register(registry, err);
    if (st == FA_OK)
        st = sealed_host_register(registry, err);
    if (st == FA_OK)
        st = fa_registry_open(registry, FA_PORT_BLOB_STORE, &context, url, out, err);
    fa_registry_free(registry);
    return st;
}
