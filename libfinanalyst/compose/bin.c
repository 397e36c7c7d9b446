/* compose/bin.c: the bin across the services: a document in it is not read, and goes for good in the end. */
#include <finanalyst/app.h>

#include "compose/app.h"

enum { PAGE = 64 };
static const fa_time day_ms = (fa_time)24 * 60 * 60 * 1000;

/* The reading of what nobody can see is not worth its time; that it goes on is no failure. It stops first, since nobody finds the
 * job of what is in the bin. */
fa_status fa_app_discard(fa_app *app, fa_id owner, fa_id document, fa_error *err)
{
    if (app == NULL)
        return fa_fail(err, FA_EINVALID, "discarding needs the services");
    (void)fa_readings_cancel(fa_app_readings(app), owner, document, NULL);
    return fa_document_discard(fa_app_documents(app), owner, document, err);
}

fa_status fa_app_restore(fa_app *app, fa_id owner, fa_id document, const fa_document **out, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_status st;

    if (app == NULL)
        return fa_fail(err, FA_EINVALID, "restoring needs the services");
    st = fa_document_restore(fa_app_documents(app), owner, document, &doc, err);
    if (st == FA_OK && doc->state != FA_DOCUMENT_READY)
        st = fai_app_tell_readings(
            app, fa_readings_start(fa_app_readings(app), owner, document, NULL, NULL, err), err);
    if (st == FA_OK && out != NULL)
        *out = doc;
    else
        fa_document_free(doc);
    return st;
}

/* What is to go, of one look at the documents. */
typedef struct looking {
    fa_time before;
    fa_id last;
    uint32_t seen, count, room;
    struct {
        fa_id owner, id;
    } gone[PAGE];
} looking;

static fa_status look_at(void *payload, const fa_document *doc, fa_error *err)
{
    looking *l = payload;

    (void)err;
    l->last = doc->id;
    l->seen++;
    if (doc->deleted != 0 && doc->deleted <= l->before && l->count < l->room) {
        l->gone[l->count].owner = doc->owner;
        l->gone[l->count++].id = doc->id;
    }
    return FA_OK;
}

fa_status fa_app_tidy(fa_app *app, fa_time now, uint32_t limit, uint32_t *removed, fa_error *err)
{
    looking l = {.seen = PAGE};
    uint32_t done = 0;
    fa_status st = FA_OK;

    if (app == NULL)
        return fa_fail(err, FA_EINVALID, "tidying needs the services");
    l.before = (now != 0 ? now : fa_clock_now(fai_app_clock(app))) - FA_BIN_DAYS * day_ms;
    while (st == FA_OK && l.seen == PAGE && done < limit) {
        l.seen = l.count = 0;
        l.room = limit - done < PAGE ? limit - done : PAGE;
        st = fa_document_scan(fa_app_documents(app), l.last, PAGE, look_at, &l, err);
        for (uint32_t i = 0; st == FA_OK && i < l.count; i++, done++)
            st = fa_app_remove(app, l.gone[i].owner, l.gone[i].id, err);
    }
    if (removed != NULL)
        *removed = done;
    return st;
}
