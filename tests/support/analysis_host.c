/* support/analysis_host.c: an analysis service over memory and the sample reader. */
#include "analysis_host.h"

#include <stdlib.h>
#include <string.h>

#include <finanalyst/adapter/local.h>

#include "analysis/service.h"
#include "host.h"
#include "sample_reader.h"

static void must(fa_status st)
{
    if (st != FA_OK)
        abort();
}

void analysis_host_open(analysis_host *host)
{
    fai_analysis_parts parts = {.clock = host_clock(), .hasher = host_hasher(), .reader = sample_reader()};

    memset(host, 0, sizeof *host);
    must(document_host_open(&host->documents, 0, NULL));
    must(fa_local_document_source_open(host->documents.svc, &parts.source, NULL));
    must(host_open(FA_PORT_JOB_REPO, "memory:", &parts.jobs, NULL));
    must(host_open(FA_PORT_FILING_REPO, "memory:", &parts.filings, NULL));
    must(host_open(FA_PORT_PASSAGE_INDEX, "memory:", &parts.passages, NULL));
    host->jobs = parts.jobs;
    host->filings = parts.filings;
    host->passages = parts.passages;
    parts.source = faulty_document_source(parts.source, &host->faults);
    parts.jobs = faulty_job_repo(parts.jobs, &host->faults);
    parts.filings = faulty_filing_repo(parts.filings, &host->faults);
    parts.passages = faulty_passage_index(parts.passages, &host->faults);
    parts.reader = faulty_document_reader(parts.reader, &host->faults);
    parts.clock = faulty_clock(parts.clock, &host->faults);
    must(fai_analysis_service_new(&parts, &host->svc, NULL));
}

void analysis_host_close(analysis_host *host)
{
    fai_analysis_service_free(host->svc);
    document_host_close(&host->documents);
}

fa_id analysis_host_upload(analysis_host *host, const char *name, const char *text)
{
    const fa_document *doc = NULL;
    fa_id id;

    must(document_host_upload(&host->documents, name, text, &doc, NULL, NULL));
    id = doc->id;
    fa_document_free(doc);
    return id;
}

fa_id analysis_host_ingest(analysis_host *host, const char *name, const char *text)
{
    fa_id id = analysis_host_upload(host, name, text);
    const fa_job *job = NULL;
    bool worked = false;

    must(fa_job_start(host->svc, (fa_id){{0}}, id, &job, NULL));
    fa_job_free(job);
    must(fa_job_run_next(host->svc, &worked, NULL));
    return id;
}

fa_document_state analysis_host_state(analysis_host *host, fa_id document)
{
    const fa_document *doc = NULL;
    fa_document_state state;

    must(fa_document_get(host->documents.svc, (fa_id){{0}}, document, &doc, NULL));
    state = doc->state;
    fa_document_free(doc);
    return state;
}
