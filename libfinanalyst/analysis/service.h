/* analysis/service.h: the ports that the analysis service was given. */
#ifndef FAI_ANALYSIS_SERVICE_H
#define FAI_ANALYSIS_SERVICE_H

#include <finanalyst/analysis.h>
#include <finanalyst/port/clock.h>
#include <finanalyst/port/document_reader.h>
#include <finanalyst/port/document_source.h>
#include <finanalyst/port/filing_repo.h>
#include <finanalyst/port/hasher.h>
#include <finanalyst/port/job_repo.h>
#include <finanalyst/port/passage_index.h>

struct fai_filing_cache;

struct fa_analysis_service {
    fa_document_source source;
    fa_job_repo jobs;
    fa_filing_repo filings;
    fa_passage_index passages;
    fa_document_reader reader;
    fa_clock clock;
    fa_hasher hasher;
    fa_content_limits limits;
    struct fai_filing_cache *cache;
    fa_job_seen_fn seen; /* NULL = nobody is told of jobs */
    void *seen_payload;
};

/* What a service is made of: every port is needed. */
typedef struct fai_analysis_parts {
    fa_document_source source;
    fa_job_repo jobs;
    fa_filing_repo filings;
    fa_passage_index passages;
    fa_document_reader reader;
    fa_clock clock;
    fa_hasher hasher;
    fa_content_limits limits;
} fai_analysis_parts;

/* Makes a service. On FA_OK the ports belong to it; on failure (FA_EINVALID, FA_ENOMEM) they stay the caller's. */
fa_status fai_analysis_service_new(const fai_analysis_parts *parts, fa_analysis_service **out, fa_error *err);
/* Closes the ports, the last named first, and frees the service; NULL is fine. */
void fai_analysis_service_free(fa_analysis_service *svc);

#endif
