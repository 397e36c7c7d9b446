/* support/analysis_host.h: an analysis service over memory and the sample reader, with ports that can be made to fail. */
#ifndef FA_TEST_ANALYSIS_HOST_H
#define FA_TEST_ANALYSIS_HOST_H

#include <finanalyst/analysis.h>

#include "document_host.h"
#include "faulty_analysis.h"

typedef struct analysis_host {
    document_host documents;
    fa_analysis_service *svc;
    faults faults; /* of the analysis service's own ports */
    /* The stores behind the service, to look at and to change; lent by it. */
    fa_job_repo jobs;
    fa_filing_repo filings;
    fa_passage_index passages;
} analysis_host;

/* Aborts the test when it cannot be opened. */
void analysis_host_open(analysis_host *host);
void analysis_host_close(analysis_host *host);
/* Uploads a text as a document. */
fa_id analysis_host_upload(analysis_host *host, const char *name, const char *text);
/* Uploads it, starts its job and runs it to the end. */
fa_id analysis_host_ingest(analysis_host *host, const char *name, const char *text);
/* The state of a document's record. */
fa_document_state analysis_host_state(analysis_host *host, fa_id document);

#endif
