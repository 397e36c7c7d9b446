/* document/usecases/removals.c: that a document was removed is kept with the removal itself, for the services that keep something
 * of it: they ask for what they have not seen yet. */
#include "document/usecases/removals.h"

fa_status fai_document_drop(const fa_document_service *svc, fa_id owner, fa_id id, fa_error *err)
{
    fa_removal removal = {0, id, owner, fa_clock_now(&svc->with.clock)};

    return fa_document_repo_remove(&svc->with.repo, &removal, err);
}

fa_status fa_document_removals(fa_document_service *svc, uint64_t after, uint32_t limit,
                               fa_removal_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err);

    return st != FA_OK ? st : fa_document_repo_removals(&svc->with.repo, after, limit, visit, payload, err);
}
