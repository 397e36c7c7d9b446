/* document/usecases/sweep.c: bytes that no record tells of. */
#include <stdio.h>
#include <string.h>

#include "base/ids.h"
#include "document/service.h"

enum { PAGE = 200 };

typedef struct sweep {
    fa_document_service *svc;
    fa_id owner;
    size_t prefix_len; /* of keys, before the document's id */
    fa_time before;
    fai_blob_key last;       /* that was looked at */
    fai_blob_key lost[PAGE]; /* to be removed */
    uint32_t seen, count;
} sweep;

/* A list may not know when a blob was stored: then it is asked by itself. */
static fa_status age_of(const sweep *s, const fa_blob_info *listed, fa_time *out, fa_error *err)
{
    fa_blob_info info = *listed;
    fa_status st = listed->modified != 0 ? FA_OK : fa_blob_stat(&s->svc->with.blobs, listed->key, &info, err);

    *out = info.modified;
    return st == FA_ENOTFOUND ? FA_OK : st;
}

static fa_status is_there(void *payload, const fa_document *doc, fa_error *err)
{
    (void)payload;
    (void)doc;
    (void)err;
    return FA_OK;
}

static fa_status look(void *payload, const fa_blob_info *info, fa_error *err)
{
    sweep *s = payload;
    fa_error why = {0};
    fa_time stored = 0;
    fa_id id;
    fa_status st;

    s->seen++;
    if (strlen(info->key) >= sizeof s->last.s)
        return FA_OK;
    (void)snprintf(s->last.s, sizeof s->last.s, "%s", info->key);
    if (fa_id_parse(info->key + s->prefix_len, "doc_", &id, NULL) != FA_OK)
        return FA_OK;
    st = fa_document_repo_get(&s->svc->with.repo, s->owner, id, is_there, NULL, &why);
    if (st == FA_OK)
        return FA_OK;
    if (st != FA_ENOTFOUND)
        return fa_fail(err, st, "%s", why.message);
    st = age_of(s, info, &stored, err);
    if (st == FA_OK && stored != 0 && stored < s->before)
        s->lost[s->count++] = s->last;
    return st;
}

fa_status fa_document_sweep(fa_document_service *svc, fa_id owner, fa_time before, fa_error *err)
{
    sweep s = {.svc = svc, .owner = owner, .before = before};
    fai_blob_key prefix = fai_document_key(owner, (fa_id){"doc_"});
    fa_status st = fai_document_service_check(svc, err);

    s.prefix_len = strlen(prefix.s) - strlen("doc_");
    if (st == FA_OK)
        st = fai_owner_check(&owner, err);
    do {
        fa_error why = {0};

        s.seen = s.count = 0;
        if (st == FA_OK)
            st = fa_blob_list(&svc->with.blobs, prefix.s, s.last.s, PAGE, look, &s, &why);
        if (st == FA_EUNSUPPORTED)
            return FA_OK;
        if (st != FA_OK && why.code != FA_OK && err != NULL)
            *err = why;
        for (uint32_t i = 0; st == FA_OK && i < s.count; i++)
            st = fa_blob_remove(&svc->with.blobs, s.lost[i].s, err);
    } while (st == FA_OK && s.seen == PAGE);
    return st;
}
