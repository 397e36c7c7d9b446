/* compose/upload.c: stores a file, and has it read. */
#include "analysis/domain/job.h"
#include "compose/app.h"

static fa_status keep_job(void *payload, const fa_job *job, fa_error *err)
{
    const fa_job **out = payload;

    return out == NULL ? FA_OK : fai_job_copy(job, out, err);
}

fa_status fa_app_read(fa_app *app, fa_id owner, const fa_document *doc, const fa_job **job, fa_error *err)
{
    const fa_job *queued = NULL;
    fa_status st = FA_OK;

    if (app == NULL || doc == NULL)
        return fa_fail(err, FA_EINVALID, "reading needs the services and a document");
    if (doc->state != FA_DOCUMENT_READY)
        st = fai_app_tell_readings(app,
                                   fa_readings_start(fa_app_readings(app), owner, doc->id, keep_job,
                                                     job == NULL ? NULL : (void *)&queued, err),
                                   err);
    if (st == FA_OK && job != NULL)
        *job = queued;
    else
        fa_job_free(queued);
    return st;
}

fa_status fa_app_upload(fa_app *app, fa_id owner, const fa_upload *in, const fa_document **out,
                        bool *duplicate, const fa_job **job, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_status st;

    if (app == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "uploading needs the services and an out");
    st = fa_document_upload(fa_app_documents(app), owner, in, &doc, duplicate, err);
    if (st == FA_OK)
        st = fa_app_read(app, owner, doc, job, err);
    if (st == FA_OK)
        *out = doc;
    else
        fa_document_free(doc);
    return st;
}
