/* storage/blob_port.c: the checking wrappers of the blob store port, and what stands in for ops that an adapter lacks. */
#include <string.h>

#include <finanalyst/port/blob_store.h>

#include "base/port.h"

enum { KEY_BYTES = 200 };

static fa_status no_op(fa_error *err, const char *name, const char *op)
{
    return fa_fail(err, FA_EUNSUPPORTED, "the adapter %s cannot %s", name == NULL ? "without a name" : name,
                   op);
}

#define NEED(port, op)                                                                                       \
    do {                                                                                                     \
        if (FAI_PORT_IS_NONE(port))                                                                          \
            return fa_fail(err, FA_EINVALID, "there is no blob store");                                      \
        if (!FAI_PORT_HAS(port, op))                                                                         \
            return no_op(err, (port)->ops->name, #op);                                                       \
    } while (0)

static bool is_key_text(const char *text)
{
    size_t len = strlen(text);

    return len <= KEY_BYTES && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789/_-") == len;
}

static fa_status check_key(const char *key, fa_error *err)
{
    if (key == NULL || *key == '\0' || !is_key_text(key))
        return fa_fail_field(err, FA_EINVALID, "key", "a blob's key is 1 to %d bytes of a-z 0-9 / _ -",
                             KEY_BYTES);
    return FA_OK;
}

static fa_status check_write(fa_write_fn write, fa_error *err)
{
    if (write == NULL)
        return fa_fail_field(err, FA_EINVALID, "write", "there is nothing to write the blob to");
    return FA_OK;
}

static fa_status check_out(const void *out, fa_error *err)
{
    if (out == NULL)
        return fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put what is known of the blob");
    return FA_OK;
}

fa_status fa_blob_put(const fa_blob_store *store, const char *key, fa_read_fn read, void *payload,
                      fa_error *err)
{
    fa_status st;

    NEED(store, put);
    st = check_key(key, err);
    if (st == FA_OK && read == NULL)
        st = fa_fail_field(err, FA_EINVALID, "read", "there is nothing to read the blob from");
    return st != FA_OK ? st : store->ops->put(store->self, key, read, payload, err);
}

fa_status fa_blob_get(const fa_blob_store *store, const char *key, fa_write_fn write, void *payload,
                      fa_error *err)
{
    fa_status st;

    NEED(store, get);
    st = check_key(key, err);
    if (st == FA_OK)
        st = check_write(write, err);
    return st != FA_OK ? st : store->ops->get(store->self, key, write, payload, err);
}

fa_status fa_blob_remove(const fa_blob_store *store, const char *key, fa_error *err)
{
    fa_status st;

    NEED(store, remove);
    st = check_key(key, err);
    return st != FA_OK ? st : store->ops->remove(store->self, key, err);
}

static fa_status count_bytes(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)buf;
    (void)err;
    *(uint64_t *)payload += len;
    return FA_OK;
}

fa_status fa_blob_size(const fa_blob_store *store, const char *key, uint64_t *out, fa_error *err)
{
    uint64_t size = 0;
    fa_status st;

    NEED(store, get);
    st = check_key(key, err);
    if (st == FA_OK)
        st = check_out(out, err);
    if (st != FA_OK)
        return st;
    if (FAI_PORT_HAS(store, size))
        st = store->ops->size(store->self, key, &size, err);
    else
        st = store->ops->get(store->self, key, count_bytes, &size, err);
    if (st == FA_OK)
        *out = size;
    return st;
}

/* ---- ops that came later ---- */

fa_status fa_blob_stat(const fa_blob_store *store, const char *key, fa_blob_info *out, fa_error *err)
{
    fa_blob_info info = {.key = key};
    fa_status st;

    NEED(store, get);
    st = check_key(key, err);
    if (st == FA_OK)
        st = check_out(out, err);
    if (st != FA_OK)
        return st;
    if (FAI_PORT_HAS(store, stat))
        st = store->ops->stat(store->self, key, &info, err);
    else
        st = fa_blob_size(store, key, &info.size_bytes, err);
    if (st == FA_OK) {
        info.key = key;
        *out = info;
    }
    return st;
}

/* A stretch of a blob that is read whole. Its last byte is handed on only once the store has found all in order. */
typedef struct stretch {
    uint64_t at, from, to; /* of the blob */
    fa_write_fn write;
    void *payload;
    bool has_last;
    char last;
} stretch;

static fa_status pass_stretch(void *payload, const void *buf, size_t len, fa_error *err)
{
    stretch *s = payload;
    uint64_t begin = s->at < s->from ? s->from : s->at, end = s->at + len < s->to ? s->at + len : s->to;
    const char *bytes = (const char *)buf + (begin - s->at);
    fa_status st = FA_OK;

    s->at += len;
    if (begin >= end)
        return FA_OK;
    if (s->has_last)
        st = s->write(s->payload, &s->last, 1, err);
    s->has_last = true;
    s->last = bytes[end - begin - 1];
    if (st == FA_OK && end - begin > 1)
        st = s->write(s->payload, bytes, (size_t)(end - begin - 1), err);
    return st;
}

fa_status fa_blob_get_range(const fa_blob_store *store, const char *key, uint64_t offset, uint64_t len,
                            fa_write_fn write, void *payload, fa_error *err)
{
    stretch s = {.from = offset, .write = write, .payload = payload};
    fa_status st;

    NEED(store, get);
    st = check_key(key, err);
    if (st == FA_OK)
        st = check_write(write, err);
    if (st != FA_OK)
        return st;
    if (len > UINT64_MAX - offset)
        len = UINT64_MAX - offset;
    if (FAI_PORT_HAS(store, get_range))
        return store->ops->get_range(store->self, key, offset, len, write, payload, err);
    s.to = offset + len;
    st = store->ops->get(store->self, key, pass_stretch, &s, err);
    if (st == FA_OK && s.has_last)
        st = write(payload, &s.last, 1, err);
    return st;
}

fa_status fa_blob_list(const fa_blob_store *store, const char *prefix, const char *after, uint32_t limit,
                       fa_blob_visit_fn visit, void *payload, fa_error *err)
{
    NEED(store, list);
    if (prefix == NULL || !is_key_text(prefix) || after == NULL || !is_key_text(after))
        return fa_fail_field(err, FA_EINVALID, "prefix", "a list begins with pieces of keys: a-z 0-9 / _ -");
    if (visit == NULL)
        return fa_fail_field(err, FA_EINVALID, "visit", "there is nobody to show the blobs to");
    return limit == 0 ? FA_OK : store->ops->list(store->self, prefix, after, limit, visit, payload, err);
}

fa_status fa_blob_presign(const fa_blob_store *store, fa_blob_action action, const char *key,
                          uint32_t seconds, fa_buf *url, fa_error *err)
{
    fa_status st;

    NEED(store, presign);
    st = check_key(key, err);
    if (st == FA_OK && action != FA_BLOB_GET && action != FA_BLOB_PUT)
        st = fa_fail_field(err, FA_EINVALID, "action", "a URL is for getting or for putting");
    if (st == FA_OK && (seconds == 0 || seconds > FA_BLOB_PRESIGN_MAX))
        st = fa_fail_field(err, FA_EINVALID, "seconds", "a URL lasts 1 to %d seconds",
                           (int)FA_BLOB_PRESIGN_MAX);
    if (st == FA_OK)
        st = check_out(url, err);
    return st != FA_OK ? st : store->ops->presign(store->self, action, key, seconds, url, err);
}

fa_status fa_blob_presign_put(const fa_blob_store *store, const char *key, uint64_t size_bytes,
                              uint32_t seconds, fa_buf *url, fa_error *err)
{
    fa_status st;

    if (FAI_PORT_IS_NONE(store) || !FAI_PORT_HAS(store, presign_put))
        return fa_blob_presign(store, FA_BLOB_PUT, key, seconds, url, err);
    st = check_key(key, err);
    if (st == FA_OK && (seconds == 0 || seconds > FA_BLOB_PRESIGN_MAX))
        st = fa_fail_field(err, FA_EINVALID, "seconds", "a URL lasts 1 to %d seconds",
                           (int)FA_BLOB_PRESIGN_MAX);
    if (st == FA_OK)
        st = check_out(url, err);
    return st != FA_OK ? st : store->ops->presign_put(store->self, key, size_bytes, seconds, url, err);
}

static fa_status take_piece(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)payload;
    (void)buf;
    (void)len;
    (void)err;
    return FA_OK;
}

fa_status fa_blob_accept(const fa_blob_store *store, const char *key, fa_error *err)
{
    fa_status st;

    NEED(store, get);
    st = check_key(key, err);
    if (st != FA_OK)
        return st;
    if (!FAI_PORT_HAS(store, accept))
        return fa_blob_get_range(store, key, 0, 1, take_piece, NULL, err);
    return store->ops->accept(store->self, key, err);
}

void fa_blob_store_close(fa_blob_store *store)
{
    if (FAI_PORT_IS_NONE(store))
        return;
    if (FAI_PORT_HAS(store, close))
        store->ops->close(store->self);
    memset(store, 0, sizeof *store);
}
