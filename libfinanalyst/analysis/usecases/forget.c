/* analysis/usecases/forget.c: forgetting a document that was removed. */
#include "analysis/usecases/forget.h"

fa_status fai_forget_kept(fa_analysis_service *svc, fa_id document, fa_error *err)
{
    fa_error why = {0};
    fa_status st = fa_passage_remove(&svc->passages, document, &why);

    if (st == FA_OK || st == FA_ENOTFOUND)
        st = fa_filing_repo_remove(&svc->filings, document, &why);
    if (st == FA_OK || st == FA_ENOTFOUND)
        return FA_OK;
    if (err != NULL)
        *err = why;
    return st;
}

/* The jobs go first: one that is running finds its record gone, and then removes what it may have kept since. */
fa_status fa_analysis_forget(fa_analysis_service *svc, fa_id document, fa_error *err)
{
    fa_status st;

    if (svc == NULL)
        return fa_fail(err, FA_EINVALID, "a service is needed");
    st = fa_job_repo_forget(&svc->jobs, document, err);
    return st == FA_OK ? fai_forget_kept(svc, document, err) : st;
}
