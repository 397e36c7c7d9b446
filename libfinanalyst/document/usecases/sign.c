/* document/usecases/sign.c: addresses at which the blob store itself takes and gives bytes. */
#include <string.h>

#include "document/domain/document.h"
#include "document/domain/file_type.h"
#include "document/usecases/fetch.h"
#include "document/usecases/settle.h"
#include "document/usecases/transfer.h"

/* A transfer that is signed for and its document have the same digits. */
static fa_id with_prefix(fa_id id, const char *prefix)
{
    memcpy(id.s, prefix, 4);
    return id;
}

static fa_status none(fa_status st, fa_error *err)
{
    return st != FA_EUNSUPPORTED ? st
                                 : fa_fail_field(err, st, "presign",
                                                 "the store that is configured signs no addresses: send the "
                                                 "bytes to the service");
}

fa_status fa_transfer_sign(fa_document_service *svc, fa_id owner, const fa_transfer_start *in,
                           fa_id *document, fa_buf *url, fa_error *err)
{
    const fa_transfer *made = NULL;
    fa_status st;

    if (document == NULL || url == NULL)
        return fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the address");
    st = fa_transfer_begin(svc, owner, in, &made, err);
    if (st != FA_OK)
        return st;
    *document = with_prefix(made->id, "doc_");
    st = none(fa_blob_presign_put(&svc->with.blobs, fai_document_key(owner, *document).s, in->size_bytes,
                                  FA_SIGNED_SECONDS, url, err),
              err);
    if (st != FA_OK)
        (void)fa_transfer_store_remove(&svc->with.transfers, owner, made->id, NULL);
    fa_transfer_free(made);
    return st;
}

fa_status fa_document_sign(fa_document_service *svc, fa_id owner, fa_id id, fa_buf *url, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK)
        st = fai_document_fetch_readable(svc, owner, id, &doc, err);
    if (st == FA_OK)
        st = none(fa_blob_presign(&svc->with.blobs, FA_BLOB_GET, fai_document_key(doc->owner, doc->id).s,
                                  FA_SIGNED_SECONDS, url, err),
                  err);
    fa_document_free(doc);
    return st;
}

/* ---- what was put ---- */

typedef struct arrival {
    const fa_document_service *svc;
    uint64_t size, most;
    fa_digest digest;
    size_t head_len;
    char head[FAI_HEAD_BYTES];
} arrival;

static fa_status wrong_size(fa_error *err)
{
    return fa_fail_field(err, FA_EINVALID, "size", "the file that was put has another size than was told");
}

static fa_status look_at(void *payload, const void *buf, size_t len, fa_error *err)
{
    arrival *a = payload;
    size_t room = sizeof a->head - a->head_len, taken = len < room ? len : room;

    if (len > a->most - a->size)
        return wrong_size(err);
    memcpy(a->head + a->head_len, buf, taken);
    a->head_len += taken;
    a->size += len;
    fa_hash_update(&a->svc->with.hasher, &a->digest, buf, len);
    return FA_OK;
}

static fa_status read_arrival(const fa_document_service *svc, const char *key, const fa_transfer *told,
                              const char *sha256, arrival *a, fa_error *err)
{
    char got[FA_SHA256_HEX];
    fa_status st = fa_blob_accept(&svc->with.blobs, key, err);

    if (st == FA_ENOTFOUND)
        return fa_fail_field(err, FA_ECONFLICT, "upload", "nothing was put at the address yet");
    if (st == FA_ETOOLARGE)
        return wrong_size(err);
    *a = (arrival){.svc = svc, .most = told->size_bytes};
    fa_hash_begin(&svc->with.hasher, &a->digest);
    if (st == FA_OK)
        st = fa_blob_get(&svc->with.blobs, key, look_at, a, err);
    if (st != FA_OK)
        return st;
    fa_hash_finish_hex(&svc->with.hasher, &a->digest, got);
    if (a->size != told->size_bytes)
        return wrong_size(err);
    if (strcmp(got, sha256) != 0)
        return fa_fail_field(err, FA_EINVALID, "sha256", "the file that was put has another SHA-256");
    return FA_OK;
}

static fa_status accept(fa_document_service *svc, const fa_transfer *told, fa_id document, const char *sha256,
                        const fa_document **out, bool *duplicate, fa_error *err)
{
    fai_blob_key key = fai_document_key(told->owner, document);
    fa_document doc = fai_document_begin(told->owner);
    arrival a;
    fa_status st = read_arrival(svc, key.s, told, sha256, &a, err);

    if (st == FA_EINVALID) { /* an address takes bytes once: it is begun anew with another */
        (void)fa_blob_remove(&svc->with.blobs, key.s, NULL);
        (void)fa_transfer_store_end(&svc->with.transfers, told->owner, told->id, (fa_id){{0}}, NULL);
    }
    if (st != FA_OK)
        return st;
    doc.id = document;
    doc.name = told->name;
    doc.sha256 = sha256;
    doc.size_bytes = a.size;
    doc.media_type = fai_media_type(a.head, a.head_len, told->name);
    doc.created = fa_clock_now(&svc->with.clock);
    st = fai_document_settle(svc, &doc, out, duplicate, err);
    if (st == FA_OK)
        (void)fa_transfer_store_end(&svc->with.transfers, told->owner, told->id, (*out)->id, NULL);
    return st;
}

fa_status fa_transfer_accept(fa_document_service *svc, fa_id owner, fa_id document, const char *sha256,
                             const fa_document **out, bool *duplicate, fa_error *err)
{
    const fa_transfer *told = NULL;
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the document");
    if (st == FA_OK)
        st = fai_document_check_id(&document, err);
    if (st == FA_OK && !fai_is_sha256(sha256))
        st = fa_fail_field(err, FA_EINVALID, "sha256", "a SHA-256 has 64 lower-case hexadecimal digits");
    if (st == FA_OK)
        st = fa_transfer_get(svc, owner, with_prefix(document, "upl_"), &told, err);
    if (st != FA_OK)
        return st;
    if (!told->ended)
        st = accept(svc, told, document, sha256, out, duplicate, err);
    else
        st = fa_document_get(svc, owner, told->document, out, err);
    if (st == FA_OK && told->ended && duplicate != NULL)
        *duplicate = true;
    fa_transfer_free(told);
    return st;
}
