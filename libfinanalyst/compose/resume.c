/* compose/resume.c: takes up what an upload that was cut off left undone. */
#include <finanalyst/app.h>

/* A job that is there already is left as it is. */
static fa_status start_if_left(void *payload, const fa_document *doc, fa_error *err)
{
    const fa_job *job = NULL;
    fa_status st;

    if (doc->state != FA_DOCUMENT_STORED)
        return FA_OK;
    st = fa_job_start(fa_app_analysis(payload), doc->id, &job, err);
    fa_job_free(job);
    return st;
}

fa_status fa_app_resume(fa_app *app, fa_error *err)
{
    if (app == NULL)
        return fa_fail(err, FA_EINVALID, "resuming needs the services");
    return fa_document_list(fa_app_documents(app), (fa_id){{0}}, UINT32_MAX, start_if_left, app, err);
}
