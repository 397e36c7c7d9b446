/* host/blobs.c: where the bytes of documents are: those of users with the storage service, under quota; the host's own, which no
 * quota limits, beside them in the same store. */
#include <stdlib.h>
#include <string.h>

#include <finanalyst/adapter/local.h>

#include "host/internal.h"

typedef struct blobs {
    fa_blob_store users, own;
} blobs;

static const fa_blob_store *store_of(const void *self, const char *key)
{
    const blobs *b = self;

    return strncmp(key, "usr_", 4) == 0 ? &b->users : &b->own;
}

static fa_status put(void *self, const char *key, fa_read_fn read, void *payload, fa_error *err)
{
    return fa_blob_put(store_of(self, key), key, read, payload, err);
}

static fa_status get(void *self, const char *key, fa_write_fn write, void *payload, fa_error *err)
{
    return fa_blob_get(store_of(self, key), key, write, payload, err);
}

static fa_status get_range(void *self, const char *key, uint64_t offset, uint64_t len, fa_write_fn write,
                           void *payload, fa_error *err)
{
    return fa_blob_get_range(store_of(self, key), key, offset, len, write, payload, err);
}

static fa_status remove_blob(void *self, const char *key, fa_error *err)
{
    return fa_blob_remove(store_of(self, key), key, err);
}

static fa_status size(void *self, const char *key, uint64_t *out, fa_error *err)
{
    return fa_blob_size(store_of(self, key), key, out, err);
}

static fa_status stat_blob(void *self, const char *key, fa_blob_info *out, fa_error *err)
{
    return fa_blob_stat(store_of(self, key), key, out, err);
}

static fa_status list(void *self, const char *prefix, const char *after, uint32_t limit,
                      fa_blob_visit_fn visit, void *payload, fa_error *err)
{
    return fa_blob_list(store_of(self, prefix), prefix, after, limit, visit, payload, err);
}

static fa_status presign(void *self, fa_blob_action action, const char *key, uint32_t seconds, fa_buf *url,
                         fa_error *err)
{
    return fa_blob_presign(store_of(self, key), action, key, seconds, url, err);
}

static fa_status presign_put(void *self, const char *key, uint64_t size_bytes, uint32_t seconds, fa_buf *url,
                             fa_error *err)
{
    return fa_blob_presign_put(store_of(self, key), key, size_bytes, seconds, url, err);
}

static fa_status accept_blob(void *self, const char *key, fa_error *err)
{
    return fa_blob_accept(store_of(self, key), key, err);
}

static void close_blobs(void *self)
{
    blobs *b = self;

    fa_blob_store_close(&b->users);
    fa_blob_store_close(&b->own);
    free(b);
}

/* "host:<URL of the store below>" */
static fa_status open_blobs(const fa_registry *registry, const void *options, const fa_open_context *context,
                            const char *url, void *out, fa_error *err)
{
    static const fa_blob_store_ops ops = {.struct_size = sizeof ops,
                                          .name = "host",
                                          .put = put,
                                          .get = get,
                                          .remove = remove_blob,
                                          .size = size,
                                          .get_range = get_range,
                                          .stat = stat_blob,
                                          .list = list,
                                          .presign = presign,
                                          .presign_put = presign_put,
                                          .accept = accept_blob,
                                          .close = close_blobs};
    const host_storage *storage = options;
    blobs *b = calloc(1, sizeof *b);
    fa_status st;

    if (b == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    st = fa_registry_open(registry, FA_PORT_BLOB_STORE, context, strchr(url, ':') + 1, &b->own, err);
    if (st == FA_OK)
        st = fa_local_blob_store_open(storage->service, &b->users, err);
    if (st != FA_OK) {
        close_blobs(b);
        return st;
    }
    *(fa_blob_store *)out = (fa_blob_store){&ops, b};
    return FA_OK;
}

fa_status host_blobs_register(fa_registry *registry, host_storage *storage, fa_error *err)
{
    return fa_registry_add_with(registry, FA_PORT_BLOB_STORE, "host", open_blobs, storage, NULL, err);
}
