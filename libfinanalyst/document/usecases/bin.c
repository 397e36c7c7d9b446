/* document/usecases/bin.c: into the bin and out of it. */
#include "document/usecases/bin.h"

#include "document/domain/access.h"
#include "document/usecases/change.h"

typedef struct binning {
    fa_id owner;
    fa_time now;
} binning;

static fa_status discard(void *payload, fa_document *doc, fa_error *err)
{
    const binning *b = payload;

    if (!fai_may_change(doc, b->owner))
        return fa_fail(err, FA_ENOTFOUND, "there is no such document");
    doc->deleted = b->now;
    return FA_OK;
}

fa_status fa_document_discard(fa_document_service *svc, fa_id owner, fa_id id, fa_error *err)
{
    binning b = {.owner = owner};
    fa_status st = fai_document_service_check(svc, err);

    if (st != FA_OK)
        return st;
    b.now = fa_clock_now(&svc->with.clock);
    return fai_document_change(svc, owner, id, discard, &b, NULL, err);
}

static fa_status restore(void *payload, fa_document *doc, fa_error *err)
{
    (void)payload;
    if (doc->deleted == 0)
        return fa_fail(err, FA_ECONFLICT, "the document is not in the bin");
    doc->deleted = 0;
    return FA_OK;
}

fa_status fai_document_restore(const fa_document_service *svc, fa_id owner, fa_id id, const fa_document **out,
                               fa_error *err)
{
    return fai_document_change(svc, owner, id, restore, NULL, out, err);
}

fa_status fa_document_restore(fa_document_service *svc, fa_id owner, fa_id id, const fa_document **out,
                              fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err);

    return st != FA_OK ? st : fai_document_restore(svc, owner, id, out, err);
}
