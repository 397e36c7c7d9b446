/* analysis/usecases/filing_cache.h: the filings that were asked about lately, kept in memory within a bound. */
#ifndef FAI_ANALYSIS_FILING_CACHE_H
#define FAI_ANALYSIS_FILING_CACHE_H

#include <finanalyst/port/filing_repo.h>

/* Filings by owner, document and version of its record, so that a document that was read again is loaded again. Any thread. */
typedef struct fai_filing_cache fai_filing_cache;

/* max_bytes: what unused filings may take; those in use are kept whatever they take. NULL: out of memory. */
fai_filing_cache *fai_filing_cache_new(size_t max_bytes);
void fai_filing_cache_free(fai_filing_cache *cache);
/* Lends the filing of an owner's document until it is given back. FA_ENOTFOUND: the document was not read; FA_ENOMEM and what the repo fails
 * with. */
fa_status fai_filing_cache_take(fai_filing_cache *cache, const fa_filing_repo *repo, fa_id owner,
                                fa_id document, uint32_t version, const fa_filing **out, fa_error *err);
void fai_filing_cache_give(fai_filing_cache *cache, const fa_filing *filing);

#endif
