/* document/usecases/bin.c: into the bin and out of it. */
#include "document/usecases/bin.h"

#include "document/domain/access.h"
#include "document/usecases/change.h"
#include "document/usecases/fetch.h"

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

fa_status fa_document_may_return(fa_document_service *svc, fa_id owner, fa_id id, bool *out, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the answer");
    if (st == FA_OK)
        st = fai_document_fetch(svc, owner, id, &doc, err);
    if (st == FA_OK || st == FA_ENOTFOUND)
        *out = st == FA_OK && doc->deleted != 0;
    fa_document_free(doc);
    return st == FA_ENOTFOUND ? FA_OK : st;
}
