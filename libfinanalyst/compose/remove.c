/* compose/remove.c: removes a document, or all that an owner has, from every service that knows
 * of it. */
#include <finanalyst/app.h>

fa_status fa_app_remove(fa_app *app, fa_id owner, fa_id document, fa_error *err)
{
    fa_status removed, forgotten;

    if (app == NULL)
        return fa_fail(err, FA_EINVALID, "removing needs the services");
    removed = fa_document_remove(fa_app_documents(app), owner, document, err);
    if (removed != FA_OK && removed != FA_ENOTFOUND)
        return removed;
    forgotten = fa_analysis_forget(fa_app_analysis(app), owner, document, removed == FA_OK ? err : NULL);
    return removed != FA_OK ? removed : forgotten;
}

/* The documents first: afterwards no job can begin for one of them. */
fa_status fa_app_remove_owner(fa_app *app, fa_id owner, fa_error *err)
{
    fa_status st;

    if (app == NULL)
        return fa_fail(err, FA_EINVALID, "removing needs the services");
    st = fa_document_remove_owner(fa_app_documents(app), owner, err);
    return st == FA_OK ? fa_analysis_forget_owner(fa_app_analysis(app), owner, err) : st;
}
