/* analysis/service.c: the life of the service. */
#include "analysis/service.h"

#include <finanalyst/alloc.h>

#include "analysis/usecases/filing_cache.h"

/* What unused filings may take in memory: a dozen annual reports. */
static const size_t cache_bytes = (size_t)24 << 20;

fa_status fai_analysis_service_new(const fai_analysis_parts *parts, fa_analysis_service **out, fa_error *err)
{
    fa_analysis_service *svc;

    if (parts->source.ops == NULL || parts->jobs.ops == NULL || parts->filings.ops == NULL ||
        parts->passages.ops == NULL || parts->reader.ops == NULL || parts->clock.ops == NULL ||
        parts->hasher.ops == NULL)
        return fa_fail(err, FA_EINVALID, "the analysis service needs each of its ports");
    svc = fa_calloc(1, sizeof *svc);
    if (svc == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    svc->cache = fai_filing_cache_new(cache_bytes);
    if (svc->cache == NULL) {
        fa_free(svc);
        return fa_fail(err, FA_ENOMEM, "out of memory");
    }
    svc->source = parts->source;
    svc->jobs = parts->jobs;
    svc->filings = parts->filings;
    svc->passages = parts->passages;
    svc->reader = parts->reader;
    svc->clock = parts->clock;
    svc->hasher = parts->hasher;
    svc->limits = parts->limits;
    *out = svc;
    return FA_OK;
}

void fai_analysis_service_free(fa_analysis_service *svc)
{
    if (svc == NULL)
        return;
    fai_filing_cache_free(svc->cache);
    fa_hasher_close(&svc->hasher);
    fa_clock_close(&svc->clock);
    fa_document_reader_close(&svc->reader);
    fa_passage_index_close(&svc->passages);
    fa_filing_repo_close(&svc->filings);
    fa_job_repo_close(&svc->jobs);
    fa_document_source_close(&svc->source);
    fa_free(svc);
}
