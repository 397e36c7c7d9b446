/* document/ports.c: the checking wrappers of the document feature's ports. */
#include <string.h>

#include <finanalyst/port/blob_store.h>
#include <finanalyst/port/document_repo.h>

#include "base/port.h"
#include "document/domain/document.h"

enum { KEY_BYTES = 200 };

static fa_status no_port(fa_error *err, const char *what)
{
    return fa_fail(err, FA_EINVALID, "there is no %s", what);
}

static fa_status no_op(fa_error *err, const char *name, const char *op)
{
    return fa_fail(err, FA_EUNSUPPORTED, "the adapter %s cannot %s", name == NULL ? "without a name" : name,
                   op);
}

#define NEED(port, op, what)                                                                                 \
    do {                                                                                                     \
        if (FAI_PORT_IS_NONE(port))                                                                          \
            return no_port(err, what);                                                                       \
        if (!FAI_PORT_HAS(port, op))                                                                         \
            return no_op(err, (port)->ops->name, #op);                                                       \
    } while (0)

/* ---- blobs ---- */

static fa_status check_key(const char *key, fa_error *err)
{
    size_t len = key == NULL ? 0 : strlen(key);

    if (len == 0 || len > KEY_BYTES || strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789/_-") != len)
        return fa_fail_field(err, FA_EINVALID, "key", "a blob's key is 1 to %d bytes of a-z 0-9 / _ -",
                             KEY_BYTES);
    return FA_OK;
}

fa_status fa_blob_put(const fa_blob_store *store, const char *key, fa_read_fn read, void *payload,
                      fa_error *err)
{
    fa_status st;

    NEED(store, put, "blob store");
    st = check_key(key, err);
    if (st == FA_OK && read == NULL)
        st = fa_fail_field(err, FA_EINVALID, "read", "there is nothing to read the blob from");
    return st != FA_OK ? st : store->ops->put(store->self, key, read, payload, err);
}

fa_status fa_blob_get(const fa_blob_store *store, const char *key, fa_write_fn write, void *payload,
                      fa_error *err)
{
    fa_status st;

    NEED(store, get, "blob store");
    st = check_key(key, err);
    if (st == FA_OK && write == NULL)
        st = fa_fail_field(err, FA_EINVALID, "write", "there is nothing to write the blob to");
    return st != FA_OK ? st : store->ops->get(store->self, key, write, payload, err);
}

fa_status fa_blob_remove(const fa_blob_store *store, const char *key, fa_error *err)
{
    fa_status st;

    NEED(store, remove, "blob store");
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

    NEED(store, get, "blob store");
    st = check_key(key, err);
    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to write the size to");
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

void fa_blob_store_close(fa_blob_store *store)
{
    if (FAI_PORT_IS_NONE(store))
        return;
    if (FAI_PORT_HAS(store, close))
        store->ops->close(store->self);
    memset(store, 0, sizeof *store);
}

/* ---- records ---- */

static fa_status check_visit(fa_document_visit_fn visit, fa_error *err)
{
    if (visit == NULL)
        return fa_fail_field(err, FA_EINVALID, "visit", "there is nobody to show the document to");
    return FA_OK;
}

fa_status fa_document_repo_add(const fa_document_repo *r, const fa_document *doc, fa_error *err)
{
    fa_status st;

    NEED(r, add, "document repository");
    st = fai_document_check(doc, err);
    return st != FA_OK ? st : r->ops->add(r->self, doc, err);
}

fa_status fa_document_repo_get(const fa_document_repo *r, fa_id id, fa_document_visit_fn visit, void *payload,
                               fa_error *err)
{
    fa_status st;

    NEED(r, get, "document repository");
    st = fai_document_check_id(&id, err);
    if (st == FA_OK)
        st = check_visit(visit, err);
    return st != FA_OK ? st : r->ops->get(r->self, id, visit, payload, err);
}

fa_status fa_document_repo_find(const fa_document_repo *r, const char *sha256, fa_document_visit_fn visit,
                                void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, find, "document repository");
    if (!fai_is_sha256(sha256))
        return fa_fail_field(err, FA_EINVALID, "sha256", "a SHA-256 has 64 lower-case hexadecimal digits");
    st = check_visit(visit, err);
    return st != FA_OK ? st : r->ops->find(r->self, sha256, visit, payload, err);
}

fa_status fa_document_repo_list(const fa_document_repo *r, fa_id after, uint32_t limit,
                                fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st = FA_OK;

    NEED(r, list, "document repository");
    if (after.s[0] != '\0')
        st = fai_document_check_id(&after, err);
    if (st == FA_OK)
        st = check_visit(visit, err);
    if (st != FA_OK || limit == 0)
        return st;
    return r->ops->list(r->self, after, limit, visit, payload, err);
}

fa_status fa_document_repo_replace(const fa_document_repo *r, const fa_document *doc, fa_error *err)
{
    fa_status st;

    NEED(r, replace, "document repository");
    st = fai_document_check(doc, err);
    return st != FA_OK ? st : r->ops->replace(r->self, doc, err);
}

fa_status fa_document_repo_remove(const fa_document_repo *r, fa_id id, fa_error *err)
{
    fa_status st;

    NEED(r, remove, "document repository");
    st = fai_document_check_id(&id, err);
    return st != FA_OK ? st : r->ops->remove(r->self, id, err);
}

void fa_document_repo_close(fa_document_repo *r)
{
    if (FAI_PORT_IS_NONE(r))
        return;
    if (FAI_PORT_HAS(r, close))
        r->ops->close(r->self);
    memset(r, 0, sizeof *r);
}
