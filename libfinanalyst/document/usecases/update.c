/* document/usecases/update.c: names, tags, and corrections of what was read. */
#include <finanalyst/alloc.h>

#include "document/domain/access.h"
#include "document/domain/patch.h"
#include "document/usecases/change.h"

typedef struct updating {
    fa_id owner;
    const fa_document_patch *patch;
    char *tags; /* made by the last try */
} updating;

static fa_status apply(void *payload, fa_document *doc, fa_error *err)
{
    updating *u = payload;

    fa_free(u->tags);
    u->tags = NULL;
    if (!fai_may_change(doc, u->owner))
        return fa_fail(err, FA_ENOTFOUND, "there is no such document");
    return fai_document_patch(doc, u->patch, &u->tags, err);
}

fa_status fa_document_update(fa_document_service *svc, fa_id owner, fa_id id, const fa_document_patch *patch,
                             const fa_document **out, fa_error *err)
{
    updating u = {owner, patch, NULL};
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK && (patch == NULL || patch->struct_size < sizeof *patch))
        st = fa_fail_field(err, FA_EINVALID, "patch", "what is to be changed is not filled in");
    if (st == FA_OK)
        st = fai_document_change(svc, owner, id, apply, &u, out, err);
    fa_free(u.tags);
    return st;
}
