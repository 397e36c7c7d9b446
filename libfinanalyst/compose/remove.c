/* compose/remove.c: removes a document from every service that knows it. */
#include <finanalyst/app.h>

fa_status fa_app_remove(fa_app *app, fa_id document, fa_error *err)
{
    fa_status removed, forgotten;

    if (app == NULL)
        return fa_fail(err, FA_EINVALID, "removing needs the services");
    removed = fa_document_remove(fa_app_documents(app), document, err);
    if (removed != FA_OK && removed != FA_ENOTFOUND)
        return removed;
    forgotten = fa_analysis_forget(fa_app_analysis(app), document, removed == FA_OK ? err : NULL);
    return removed != FA_OK ? removed : forgotten;
}
