/* document/usecases/read.c: one document: its record, and its bytes checked against its hash. */
#include <string.h>

#include "document/domain/access.h"
#include "document/usecases/fetch.h"

fa_status fa_document_get(fa_document_service *svc, fa_id owner, fa_id id, const fa_document **out,
                          fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the document");
    if (st != FA_OK)
        return st;
    return fai_document_fetch_readable(svc, owner, id, out, err);
}

fa_status fa_document_get_legacy(fa_document_service *svc, fa_id owner, uint32_t legacy_id,
                                 const fa_document **out, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the document");
    if (st == FA_OK)
        st = fai_document_fetch_legacy(svc, owner, legacy_id, &doc, err);
    if (st == FA_OK && !fai_may_read(doc, owner, false))
        st = fa_fail(err, FA_ENOTFOUND, "there is no such document");
    if (st == FA_OK)
        *out = doc;
    else
        fa_document_free(doc);
    return st;
}

/* The bytes on their way out. */
typedef struct passage {
    const fa_hasher *hasher;
    const fa_document *want;
    fa_digest digest;
    uint64_t size;
    fa_write_fn write;
    void *payload;
} passage;

static fa_status damaged(fa_error *err)
{
    return fa_fail(err, FA_ECORRUPT, "the stored bytes of the document are damaged");
}

/* The piece that completes the file is handed on only when the hash agrees: a damaged file never arrives whole. */
static fa_status pass(void *payload, const void *buf, size_t len, fa_error *err)
{
    passage *p = payload;
    char sha256[FA_SHA256_HEX];

    if (len == 0)
        return FA_OK;
    if (len > p->want->size_bytes - p->size)
        return damaged(err);
    fa_hash_update(p->hasher, &p->digest, buf, len);
    p->size += len;
    if (p->size == p->want->size_bytes) {
        fa_hash_finish_hex(p->hasher, &p->digest, sha256);
        if (strcmp(sha256, p->want->sha256) != 0)
            return damaged(err);
    }
    return p->write(p->payload, buf, len, err);
}

/* Bytes that are not there: lost, unless the document was removed in the meantime. */
static fa_status missing(const fa_document_service *svc, fa_id owner, fa_id id, fa_error *err)
{
    fa_status st = fai_document_exists(svc, owner, id, err);

    return st != FA_OK ? st : fa_fail(err, FA_ECORRUPT, "the stored bytes of the document are gone");
}

static fa_status send(fa_document_service *svc, const fa_document *doc, fa_write_fn write, void *payload,
                      fa_error *err)
{
    passage p = {.hasher = &svc->with.hasher, .want = doc, .write = write, .payload = payload};
    fa_status st;

    fa_hash_begin(p.hasher, &p.digest);
    st = fa_blob_get(&svc->with.blobs, fai_document_key(doc->owner, doc->id).s, pass, &p, err);
    if (st == FA_ENOTFOUND && p.size == 0)
        return missing(svc, doc->owner, doc->id, err);
    return st == FA_OK && p.size != doc->size_bytes ? damaged(err) : st;
}

fa_status fa_document_content(fa_document_service *svc, fa_id owner, fa_id id, fa_write_fn write,
                              void *payload, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK && write == NULL)
        st = fa_fail_field(err, FA_EINVALID, "write", "there is nothing to write the file to");
    if (st == FA_OK)
        st = fai_document_fetch_readable(svc, owner, id, &doc, err);
    if (st == FA_OK)
        st = send(svc, doc, write, payload, err);
    fa_document_free(doc);
    return st;
}
