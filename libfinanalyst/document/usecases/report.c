/* document/usecases/report.c: takes over how the reading of a document went. */
#include "document/domain/state.h"
#include "document/usecases/fetch.h"

/* How often a change is tried when others change the same record. */
enum { TRIES = 8 };

/* *lost: the record changed between reading and replacing it. */
static fa_status try_report(fa_document_service *svc, const fa_document *report, bool *lost, fa_error *err)
{
    const fa_document *now = NULL;
    fa_document next;
    fa_status st = fai_document_fetch(svc, report->owner, report->id, &now, err);

    *lost = false;
    if (st != FA_OK)
        return st;
    next = *now;
    st = fai_document_apply(&next, report, err);
    if (st == FA_OK) {
        st = fa_document_repo_replace(&svc->with.repo, &next, err);
        *lost = st == FA_ECONFLICT;
    }
    fa_document_free(now);
    return st;
}

fa_status fa_document_report(fa_document_service *svc, const fa_document *doc, fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err);
    fa_error why = {0};
    bool lost = true;
    int i;

    if (st == FA_OK && doc == NULL)
        st = fa_fail_field(err, FA_EINVALID, "document", "there is no report on a document");
    if (st != FA_OK)
        return st;
    for (i = 0; i < TRIES && lost; i++)
        st = try_report(svc, doc, &lost, &why);
    if (st != FA_OK && err != NULL)
        *err = why;
    return st;
}
