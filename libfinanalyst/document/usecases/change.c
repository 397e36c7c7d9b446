/* document/usecases/change.c: read, change, replace the version that was read; again when others were faster. */
#include "document/usecases/change.h"

#include "document/domain/document.h"
#include "document/usecases/fetch.h"

enum { TRIES = 8 };

typedef struct change {
    fai_change_fn make;
    void *payload;
    bool lost; /* the record changed between reading and replacing it */
} change;

static fa_status try_change(const fa_document_service *svc, fa_id owner, fa_id id, change *c,
                            const fa_document **out, fa_error *err)
{
    const fa_document *now = NULL;
    fa_document *after = NULL;
    fa_document next;
    fa_status st = fai_document_fetch(svc, owner, id, &now, err);

    c->lost = false;
    if (st != FA_OK)
        return st;
    next = *now;
    st = c->make(c->payload, &next, err);
    if (st == FA_OK && out != NULL) /* before it is kept: afterwards nothing may fail */
        st = fai_document_copy(&next, &after, err);
    if (st == FA_OK) {
        st = fa_document_repo_replace(&svc->with.repo, &next, err);
        c->lost = st == FA_ECONFLICT;
    }
    if (st == FA_OK && out != NULL) {
        after->version++;
        *out = after;
    } else {
        fa_document_free(after);
    }
    fa_document_free(now);
    return st;
}

fa_status fai_document_change(const fa_document_service *svc, fa_id owner, fa_id id, fai_change_fn make,
                              void *payload, const fa_document **out, fa_error *err)
{
    change c = {make, payload, true};
    fa_error why = {0};
    fa_status st = FA_ECONFLICT;

    for (int i = 0; i < TRIES && c.lost; i++)
        st = try_change(svc, owner, id, &c, out, &why);
    if (st != FA_OK && err != NULL)
        *err = why;
    return st;
}
