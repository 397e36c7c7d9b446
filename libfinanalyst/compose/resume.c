/* compose/resume.c: takes up what an upload that was cut off left undone. */
#include <finanalyst/app.h>

enum { PAGE = 256 };

/* A look at some of the documents. */
typedef struct look {
    fa_app *app;
    fa_id last;
    uint32_t seen;
} look;

/* A job that is there already is left as it is. */
static fa_status start_if_left(void *payload, const fa_document *doc, fa_error *err)
{
    look *l = payload;

    l->last = doc->id;
    l->seen++;
    if (doc->state != FA_DOCUMENT_STORED || doc->deleted != 0)
        return FA_OK;
    return fa_readings_start(fa_app_readings(l->app), doc->owner, doc->id, NULL, NULL, err);
}

fa_status fa_app_resume(fa_app *app, fa_error *err)
{
    look l = {.app = app};
    fa_status st;

    if (app == NULL)
        return fa_fail(err, FA_EINVALID, "resuming needs the services");
    do {
        l.seen = 0;
        st = fa_document_scan(fa_app_documents(app), l.last, PAGE, start_if_left, &l, err);
    } while (st == FA_OK && l.seen == PAGE);
    return st;
}
