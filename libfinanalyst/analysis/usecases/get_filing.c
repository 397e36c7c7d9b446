/* analysis/usecases/get_filing.c: the typed filing of a document, whole or fact by fact. */
#include <string.h>

#include "analysis/service.h"
#include "analysis/usecases/filing_cache.h"
#include "base/text.h"

/* What is kept of a document that was read is found by its owner and its version. */
typedef struct ready {
    fa_id owner;
    uint32_t version;
} ready;

static fa_status see_ready(void *payload, const fa_document *doc, fa_error *err)
{
    if (doc->state != FA_DOCUMENT_READY)
        return fa_fail_field(err, FA_ECONFLICT, "document", "the document has not been read");
    *(ready *)payload = (ready){doc->owner, doc->version};
    return FA_OK;
}

static fa_status copy_filing(void *payload, const fa_filing *filing, fa_error *err)
{
    return fa_filing_copy(filing, payload, err);
}

fa_status fa_filing_get(fa_analysis_service *svc, fa_id owner, fa_id document, const fa_filing **out,
                        fa_error *err)
{
    const fa_filing *made = NULL;
    ready found;
    fa_status st;

    if (svc == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a service and a place for the filing are needed");
    st = fa_source_get(&svc->source, owner, document, see_ready, &found, err);
    if (st == FA_OK)
        st = fa_filing_repo_get(&svc->filings, found.owner, document, copy_filing, &made, err);
    if (st == FA_OK)
        *out = made;
    else
        fa_filing_free(made);
    return st;
}

static bool fits(const fa_fact_query *query, const fa_fact *fact)
{
    return (query->concept == NULL || strcmp(query->concept, fact->concept) == 0) &&
           (query->label == NULL || fai_has_ci(fact->label, query->label)) &&
           (query->statement == FA_STATEMENT_NONE || query->statement == fact->statement);
}

static fa_status visit_facts(const fa_filing *filing, const fa_fact_query *query, fa_fact_visit_fn visit,
                             void *payload, fa_error *err)
{
    uint32_t found = 0;
    fa_status st = FA_OK;

    for (uint32_t i = 0; st == FA_OK && i < filing->fact_count; i++) {
        if (!fits(query, &filing->facts[i]) || found++ < query->offset)
            continue;
        if (query->limit > 0 && found - query->offset > query->limit)
            break;
        st = visit(payload, &filing->facts[i], err);
    }
    return st;
}

fa_status fa_fact_list(fa_analysis_service *svc, fa_id owner, const fa_fact_query *query,
                       fa_fact_visit_fn visit, void *payload, fa_error *err)
{
    const fa_filing *filing;
    ready found;
    fa_status st;

    if (svc == NULL || query == NULL || visit == NULL)
        return fa_fail(err, FA_EINVALID, "a service, a query and a visitor are needed");
    st = fa_source_get(&svc->source, owner, query->document, see_ready, &found, err);
    if (st == FA_OK)
        st = fai_filing_cache_take(svc->cache, &svc->filings, found.owner, query->document, found.version,
                                   &filing, err);
    if (st != FA_OK)
        return st;
    st = visit_facts(filing, query, visit, payload, err);
    fai_filing_cache_give(svc->cache, filing);
    return st;
}
