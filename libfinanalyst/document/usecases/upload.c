/* document/usecases/upload.c: stores a file: its bytes first, then, once they are durable, its record. */
#include <string.h>

#include "base/ids.h"
#include "document/domain/document.h"
#include "document/domain/file_type.h"
#include "document/usecases/bin.h"
#include "document/usecases/fetch.h"
#include "document/usecases/settle.h"

/* How often a record is tried when equal uploads and removals race. */
enum { TRIES = 8 };

/* The bytes on their way from the caller to the store: counted, hashed, and held to the limit. */
typedef struct stream {
    const fa_document_service *svc;
    const fa_upload *in;
    fa_digest digest;
    uint64_t size;
    bool ended;
    size_t head_len, head_at;
    char head[FAI_HEAD_BYTES]; /* read before all else, to know the type; handed on first */
} stream;

static fa_status pull(stream *s, void *buf, size_t cap, size_t *got, fa_error *err)
{
    fa_status st;

    *got = 0;
    st = s->in->read(s->in->payload, buf, cap, got, err);
    if (st != FA_OK)
        return st;
    if (*got > cap)
        return fa_fail_field(err, FA_EINVALID, "read", "more bytes were read than there was room for");
    if (*got > s->svc->with.max_upload_bytes - s->size)
        return fa_fail_field(err, FA_ETOOLARGE, "file", "the file is larger than %llu bytes",
                             (unsigned long long)s->svc->with.max_upload_bytes);
    s->ended = *got == 0;
    s->size += *got;
    fa_hash_update(&s->svc->with.hasher, &s->digest, buf, *got);
    return FA_OK;
}

static fa_status read_head(stream *s, fa_error *err)
{
    fa_status st = FA_OK;
    size_t got = 0;

    while (st == FA_OK && !s->ended && s->head_len < sizeof s->head) {
        st = pull(s, s->head + s->head_len, sizeof s->head - s->head_len, &got, err);
        if (st == FA_OK)
            s->head_len += got;
    }
    if (st == FA_OK && s->head_len == 0)
        st = fa_fail_field(err, FA_EINVALID, "file", "the file is empty");
    return st;
}

static fa_status read_on(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    stream *s = payload;
    size_t left = s->head_len - s->head_at;

    if (left == 0 && s->ended) {
        *got = 0;
        return FA_OK;
    }
    if (left == 0)
        return pull(s, buf, cap, got, err);
    *got = left < cap ? left : cap;
    memcpy(buf, s->head + s->head_at, *got);
    s->head_at += *got;
    return FA_OK;
}

static fa_status make_id(const fa_document_service *svc, fa_time now, fa_id *out, fa_error *err)
{
    uint8_t bytes[10];
    fa_status st = fa_clock_random(&svc->with.clock, bytes, sizeof bytes, err);

    if (st == FA_OK)
        *out = fai_id_make("doc_", now, bytes);
    return st;
}

/* The document that has these bytes already, taken out of the bin if it is in it. FA_ECONFLICT: it went meanwhile, or came
 * out of it. */
static fa_status find_same(const fa_document_service *svc, const fa_document *doc, const fa_document **same,
                           fa_error *err)
{
    const fa_document *found = NULL;
    fa_status st = fai_document_fetch_same(svc, doc->owner, doc->sha256, &found, err);

    if (st != FA_OK || found->deleted == 0) {
        *same = found;
        return st;
    }
    st = fai_document_restore(svc, doc->owner, found->id, same, err);
    fa_document_free(found);
    return st == FA_ENOTFOUND ? FA_ECONFLICT : st;
}

/* Adds the record, or finds the document of the owner that has these bytes already. Equal uploads race for the hash, which
 * is unique: the one that loses finds the winner. */
static fa_status keep_record(const fa_document_service *svc, fa_document *doc, const fa_document **same,
                             fa_error *err)
{
    fa_status st = FA_ECONFLICT;
    fa_error why = {0};
    int i;

    for (i = 0; i < TRIES && st == FA_ECONFLICT; i++) {
        st = find_same(svc, doc, same, &why);
        if (st == FA_ENOTFOUND)
            st = fa_document_repo_add(&svc->with.repo, doc, &doc->legacy_id, &why);
    }
    if (st != FA_OK && err != NULL)
        *err = why;
    return st;
}

/* Takes back the bytes of an upload that has no record. A failed add may have come to pass all the same, so the bytes
 * go only when it is certain that no record names them. */
static void take_back(const fa_document_service *svc, fa_id owner, fa_id id)
{
    if (fai_document_exists(svc, owner, id, NULL) == FA_ENOTFOUND)
        (void)fa_blob_remove(&svc->with.blobs, fai_document_key(owner, id).s, NULL);
}

fa_status fai_document_settle(const fa_document_service *svc, const fa_document *doc, const fa_document **out,
                              bool *duplicate, fa_error *err)
{
    const fa_document *same = NULL;
    fa_document *made = NULL;
    /* Before the record is kept: afterwards nothing may fail. */
    fa_status st = fai_document_copy(doc, &made, err);

    if (st == FA_OK)
        st = keep_record(svc, made, &same, err);
    if (st != FA_OK || same != NULL)
        take_back(svc, doc->owner, doc->id);
    if (st != FA_OK || same != NULL)
        fa_document_free(made);
    if (st != FA_OK)
        return st;
    *out = same != NULL ? same : made;
    if (duplicate != NULL)
        *duplicate = same != NULL;
    return FA_OK;
}

static fa_status store(stream *s, fa_document *doc, const fa_document **out, bool *duplicate, fa_error *err)
{
    const fa_document_service *svc = s->svc;
    char sha256[FA_SHA256_HEX];
    fa_status st = fa_blob_put(&svc->with.blobs, fai_document_key(doc->owner, doc->id).s, read_on, s, err);

    if (st != FA_OK)
        return st;
    if (!s->ended || s->head_at < s->head_len) {
        take_back(svc, doc->owner, doc->id);
        return fa_fail(err, FA_EINTERNAL, "the blob store did not take the whole file");
    }
    fa_hash_finish_hex(&svc->with.hasher, &s->digest, sha256);
    doc->sha256 = sha256;
    doc->size_bytes = s->size;
    return fai_document_settle(svc, doc, out, duplicate, err);
}

fa_document fai_document_begin(fa_id owner)
{
    return (fa_document){.owner = owner,
                         .state = FA_DOCUMENT_STORED,
                         .error = "",
                         .company = "",
                         .ticker = "",
                         .form = "",
                         .currency = "",
                         .tags = "",
                         .detected = FA_DETECTED_NONE,
                         .period_end = FA_DATE_NONE,
                         .version = 1};
}

static fa_status check_input(const fa_document_service *svc, fa_id owner, const fa_upload *in,
                             const void *out, fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err);

    if (st != FA_OK)
        return st;
    if (in == NULL || in->struct_size < sizeof *in)
        return fa_fail_field(err, FA_EINVALID, "upload", "the upload is not filled in");
    if (in->read == NULL)
        return fa_fail_field(err, FA_EINVALID, "read", "there is nothing to read the file from");
    if (out == NULL)
        return fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the document");
    return fai_owner_check(&owner, err);
}

fa_status fa_document_upload(fa_document_service *svc, fa_id owner, const fa_upload *in,
                             const fa_document **out, bool *duplicate, fa_error *err)
{
    fa_document doc = fai_document_begin(owner);
    stream s = {.svc = svc, .in = in};
    fa_status st = check_input(svc, owner, in, out, err);

    if (st == FA_OK)
        st = fai_document_name(in->name, &doc.name, err);
    if (st != FA_OK)
        return st;
    fa_hash_begin(&svc->with.hasher, &s.digest);
    st = read_head(&s, err);
    if (st != FA_OK)
        return st;
    doc.media_type = fai_media_type(s.head, s.head_len, doc.name);
    doc.created = fa_clock_now(&svc->with.clock);
    st = make_id(svc, doc.created, &doc.id, err);
    return st != FA_OK ? st : store(&s, &doc, out, duplicate, err);
}
