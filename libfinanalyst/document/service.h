/* document/service.h: the ports that the document service was given. */
#ifndef FAI_DOCUMENT_SERVICE_H
#define FAI_DOCUMENT_SERVICE_H

#include <finanalyst/port/blob_store.h>
#include <finanalyst/port/clock.h>
#include <finanalyst/port/document_repo.h>
#include <finanalyst/port/hasher.h>
#include <finanalyst/port/transfer_store.h>

/* What a service is made of: every port is needed. */
typedef struct fai_document_parts {
    fa_document_repo repo;
    fa_blob_store blobs;
    fa_transfer_store transfers;
    fa_clock clock;
    fa_hasher hasher;
    uint64_t max_upload_bytes; /* 0 = 100 MiB */
} fai_document_parts;

struct fa_document_service {
    fai_document_parts with;
};

/* Makes a service. On FA_OK the ports belong to it; on failure (FA_EINVALID, FA_ENOMEM) they stay the caller's. */
fa_status fai_document_service_new(const fai_document_parts *parts, fa_document_service **out, fa_error *err);
/* Closes the ports, the last named first, and frees the service; NULL is fine. */
void fai_document_service_free(fa_document_service *svc);

/* The key of a document's bytes, "<owner>/<id>", with "documents" for the host itself: its own, not one of the content,
 * so that removing a document never takes the bytes of another upload that is under way. */
typedef struct fai_blob_key {
    char s[80];
} fai_blob_key;
fai_blob_key fai_document_key(fa_id owner, fa_id id);

/* FA_EINVALID: no service. */
fa_status fai_document_service_check(const fa_document_service *svc, fa_error *err);

#endif
