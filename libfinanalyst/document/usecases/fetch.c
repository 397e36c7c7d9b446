/* document/usecases/fetch.c: copies of records out of the repository. */
#include "document/usecases/fetch.h"

#include "document/domain/access.h"
#include "document/domain/document.h"

static fa_status copy(void *payload, const fa_document *doc, fa_error *err)
{
    return fai_document_copy(doc, payload, err);
}

static fa_status hand_over(fa_status st, fa_document *made, const fa_document **out)
{
    if (st == FA_OK)
        *out = made;
    else
        fa_document_free(made);
    return st;
}

fa_status fai_document_fetch(const fa_document_service *svc, fa_id owner, fa_id id, const fa_document **out,
                             fa_error *err)
{
    fa_document *made = NULL;
    fa_status st = fa_document_repo_get(&svc->with.repo, owner, id, copy, &made, err);

    return hand_over(st, made, out);
}

fa_status fai_document_fetch_same(const fa_document_service *svc, fa_id owner, const char *sha256,
                                  const fa_document **out, fa_error *err)
{
    fa_document *made = NULL;
    fa_status st = fa_document_repo_find(&svc->with.repo, owner, sha256, copy, &made, err);

    return hand_over(st, made, out);
}

fa_status fai_document_fetch_legacy(const fa_document_service *svc, fa_id owner, uint32_t legacy_id,
                                    const fa_document **out, fa_error *err)
{
    fa_document *made = NULL;
    fa_status st = fa_document_repo_get_legacy(&svc->with.repo, owner, legacy_id, copy, &made, err);

    return hand_over(st, made, out);
}

fa_status fai_document_fetch_readable(const fa_document_service *svc, fa_id user, fa_id id,
                                      const fa_document **out, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_error why = {0};
    fa_status st = fai_document_fetch(svc, user, id, &doc, &why);
    bool shared = st == FA_ENOTFOUND && user.s[0] != '\0';

    if (shared) {
        fa_document *made = NULL;

        st = fa_document_repo_get_shared(&svc->with.repo, user, id, copy, &made, &why);
        st = hand_over(st, made, &doc);
    }
    if (st == FA_OK && !fai_may_read(doc, user, shared))
        st = fa_fail(&why, FA_ENOTFOUND, "there is no such document");
    if (st == FA_OK)
        *out = doc;
    else
        fa_document_free(doc);
    if (st != FA_OK && err != NULL)
        *err = why;
    return st;
}

static fa_status ignore(void *payload, const fa_document *doc, fa_error *err)
{
    (void)payload;
    (void)doc;
    (void)err;
    return FA_OK;
}

fa_status fai_document_exists(const fa_document_service *svc, fa_id owner, fa_id id, fa_error *err)
{
    return fa_document_repo_get(&svc->with.repo, owner, id, ignore, NULL, err);
}
