/* support/document_host.h: a document service over memory, with ports that can be made to fail. */
#ifndef FA_TEST_DOCUMENT_HOST_H
#define FA_TEST_DOCUMENT_HOST_H

#include <finanalyst/document.h>

#include "faulty.h"

typedef struct document_host {
    fa_document_service *svc;
    faults faults;
} document_host;

/* Opens the service; max_upload_bytes 0 = its default. */
fa_status document_host_open(document_host *host, uint64_t max_upload_bytes, fa_error *err);
void document_host_close(document_host *host);

/* Bytes to upload. */
typedef struct bytes_feed {
    const void *bytes;
    size_t len;
    size_t at;
    size_t piece; /* at most so many at a time, 0 = all that there is room for */
} bytes_feed;
/* An fa_read_fn; payload is a bytes_feed. */
fa_status bytes_feed_read(void *payload, void *buf, size_t cap, size_t *got, fa_error *err);

/* Uploads a text. */
fa_status document_host_upload(document_host *host, const char *name, const char *text,
                               const fa_document **out, bool *duplicate, fa_error *err);
/* How many records there are. */
uint32_t document_host_count(document_host *host);
/* Reads the bytes of a document, which must be that text. Anything else: FA_EINTERNAL. */
fa_status document_host_expect(document_host *host, fa_id id, const char *text, fa_error *err);

#endif
