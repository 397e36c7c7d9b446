/* document/usecases/report.c: takes over how the reading of a document went, also of one in the bin. */
#include "document/domain/state.h"
#include "document/usecases/change.h"

typedef struct reporting {
    const fa_document *report;
} reporting;

static fa_status apply(void *payload, fa_document *doc, fa_error *err)
{
    return fai_document_apply(doc, ((const reporting *)payload)->report, err);
}

fa_status fa_document_report(fa_document_service *svc, const fa_document *doc, fa_error *err)
{
    reporting r = {doc};
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK && doc == NULL)
        st = fa_fail_field(err, FA_EINVALID, "document", "there is no report on a document");
    return st != FA_OK ? st : fai_document_change(svc, doc->owner, doc->id, apply, &r, NULL, err);
}
