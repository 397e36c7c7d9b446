/* support/record_host.h: a record service over memory and the sample reader, with ports that can be made to fail. */
#ifndef FA_TEST_RECORD_HOST_H
#define FA_TEST_RECORD_HOST_H

#include <finanalyst/port/analyst.h>
#include <finanalyst/port/record_repo.h>

#include "analysis_host.h"

typedef struct record_host {
    analysis_host analysis;
    fa_document_source documents; /* of its document service */
    fa_record_service *svc;
    faults faults;       /* of the record service's own ports */
    fa_record_repo repo; /* the repository behind the service, lent */
    /* Called before each question that reaches the analysis service; NULL = nothing. */
    void (*meanwhile)(struct record_host *host);
    unsigned asked; /* questions that reached it */
} record_host;

/* Aborts the test when it cannot be opened. */
void record_host_open(record_host *host);
void record_host_close(record_host *host);
/* Uploads a text as an owner's document; _ingest has it read, too. */
fa_id record_host_upload(record_host *host, fa_id owner, const char *name, const char *text);
fa_id record_host_ingest(record_host *host, fa_id owner, const char *name, const char *text);
/* "usr_…" of a number. */
fa_id record_user(unsigned n);
/* How many answers an owner has. */
uint32_t record_host_count(record_host *host, fa_id owner, fa_record_kind kind);

#endif
