/* compose/remove.c: removes a document, or all that an owner has, from every service that knows of it. */
#include "compose/app.h"

static fa_status forget(fa_app *app, fa_id owner, fa_id document, fa_error *err)
{
    return fai_app_tell_readings(app, fa_readings_forget(fa_app_readings(app), owner, document, err), err);
}

/* What others have of the document goes before it, while a failure can be made good by the next try, and again behind it, for what
 * was on its way. One in the bin is looked for behind it only; of another's document nothing goes. */
fa_status fa_app_remove(fa_app *app, fa_id owner, fa_id document, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_status removed, forgotten = FA_OK;

    if (app == NULL)
        return fa_fail(err, FA_EINVALID, "removing needs the services");
    removed = fa_document_get(fa_app_documents(app), owner, document, &doc, err);
    if (removed == FA_OK && fa_id_equal(doc->owner, owner))
        forgotten = forget(app, owner, document, err);
    fa_document_free(doc);
    if (forgotten != FA_OK)
        return forgotten;
    if (removed == FA_OK || removed == FA_ENOTFOUND)
        removed = fa_document_remove(fa_app_documents(app), owner, document, err);
    if (removed != FA_OK && removed != FA_ENOTFOUND)
        return removed;
    forgotten = forget(app, owner, document, removed == FA_OK ? err : NULL);
    return removed != FA_OK ? removed : forgotten;
}

/* The documents first: afterwards no job can begin for one of them. */
fa_status fa_app_remove_owner(fa_app *app, fa_id owner, fa_error *err)
{
    fa_status st;

    if (app == NULL)
        return fa_fail(err, FA_EINVALID, "removing needs the services");
    st = fa_document_remove_owner(fa_app_documents(app), owner, err);
    if (st == FA_OK)
        st = fai_app_tell_readings(app, fa_readings_forget_owner(fa_app_readings(app), owner, err), err);
    return st;
}
