/* analysis/usecases/forget.c: forgetting a document that was removed, or all of an owner's. */
#include "analysis/usecases/forget.h"

fa_status fai_forget_kept(fa_analysis_service *svc, fa_id owner, fa_id document, fa_error *err)
{
    fa_error why = {0};
    fa_status st = fa_passage_remove(&svc->passages, owner, document, &why);

    if (st == FA_OK || st == FA_ENOTFOUND)
        st = fa_filing_repo_remove(&svc->filings, owner, document, &why);
    if (st == FA_OK || st == FA_ENOTFOUND)
        return FA_OK;
    if (err != NULL)
        *err = why;
    return st;
}

/* The jobs go first: one that is running finds its record gone, and then removes what it may have kept since. */
fa_status fa_analysis_forget(fa_analysis_service *svc, fa_id owner, fa_id document, fa_error *err)
{
    fa_status st;

    if (svc == NULL)
        return fa_fail(err, FA_EINVALID, "a service is needed");
    st = fa_job_repo_forget(&svc->jobs, owner, document, err);
    return st == FA_OK ? fai_forget_kept(svc, owner, document, err) : st;
}

fa_status fa_analysis_forget_owner(fa_analysis_service *svc, fa_id owner, fa_error *err)
{
    fa_status st;

    if (svc == NULL)
        return fa_fail(err, FA_EINVALID, "a service is needed");
    st = fa_job_repo_forget_owner(&svc->jobs, owner, err);
    if (st == FA_OK)
        st = fa_passage_remove_owner(&svc->passages, owner, err);
    return st == FA_OK ? fa_filing_repo_remove_owner(&svc->filings, owner, err) : st;
}
