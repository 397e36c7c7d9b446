/* support/document_host.c: a document service over memory, with ports that can be made to fail. */
#include "document_host.h"

#include <string.h>

#include "document/service.h"
#include "host.h"

fa_status document_host_open(document_host *host, uint64_t max_upload_bytes, fa_error *err)
{
    fai_document_parts parts = {
        .clock = host_clock(), .hasher = host_hasher(), .max_upload_bytes = max_upload_bytes};
    fa_status st;

    memset(host, 0, sizeof *host);
    st = host_open(FA_PORT_DOCUMENT_REPO, "memory:", &parts.repo, err);
    if (st == FA_OK)
        st = host_open(FA_PORT_BLOB_STORE, "memory:", &parts.blobs, err);
    if (st == FA_OK)
        st = host_open(FA_PORT_TRANSFER_STORE, "memory:", &parts.transfers, err);
    if (st == FA_OK) {
        parts.repo = faulty_document_repo(parts.repo, &host->faults);
        parts.blobs = faulty_blob_store(parts.blobs, &host->faults);
        st = fai_document_service_new(&parts, &host->svc, err);
    }
    if (st != FA_OK) {
        fa_transfer_store_close(&parts.transfers);
        fa_blob_store_close(&parts.blobs);
        fa_document_repo_close(&parts.repo);
    }
    return st;
}

void document_host_close(document_host *host)
{
    fai_document_service_free(host->svc);
    host->svc = NULL;
}

fa_status bytes_feed_read(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    bytes_feed *f = payload;
    size_t left = f->len - f->at;

    (void)err;
    *got = left < cap ? left : cap;
    if (f->piece != 0 && *got > f->piece)
        *got = f->piece;
    memcpy(buf, (const char *)f->bytes + f->at, *got);
    f->at += *got;
    return FA_OK;
}

fa_status document_host_upload(document_host *host, const char *name, const char *text,
                               const fa_document **out, bool *duplicate, fa_error *err)
{
    bytes_feed feed = {.bytes = text, .len = strlen(text)};
    fa_upload in = FA_UPLOAD_INIT;

    in.name = name;
    in.read = bytes_feed_read;
    in.payload = &feed;
    return fa_document_upload(host->svc, (fa_id){{0}}, &in, out, duplicate, err);
}

static fa_status count_one(void *payload, const fa_document *doc, fa_error *err)
{
    (void)doc;
    (void)err;
    ++*(uint32_t *)payload;
    return FA_OK;
}

uint32_t document_host_count(document_host *host)
{
    fa_id none = {{0}};
    uint32_t count = 0;

    return fa_document_list(host->svc, (fa_id){{0}}, none, UINT32_MAX, count_one, &count, NULL) == FA_OK
               ? count
               : UINT32_MAX;
}

static fa_status compare(void *payload, const void *buf, size_t len, fa_error *err)
{
    bytes_feed *f = payload;

    if (len > f->len - f->at || memcmp((const char *)f->bytes + f->at, buf, len) != 0)
        return fa_fail(err, FA_EINTERNAL, "other bytes came than were expected");
    f->at += len;
    return FA_OK;
}

fa_status document_host_expect(document_host *host, fa_id id, const char *text, fa_error *err)
{
    bytes_feed want = {.bytes = text, .len = strlen(text)};
    fa_status st = fa_document_content(host->svc, (fa_id){{0}}, id, compare, &want, err);

    if (st == FA_OK && want.at != want.len)
        st = fa_fail(err, FA_EINTERNAL, "fewer bytes came than were expected");
    return st;
}
