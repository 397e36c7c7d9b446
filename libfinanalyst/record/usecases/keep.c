/* record/usecases/keep.c: records out of the repository, and into it. */
#include "record/usecases/keep.h"

fa_status fai_record_take(void *payload, const fa_record *record, fa_error *err)
{
    return fa_record_copy(record, payload, err);
}

fa_status fai_record_hand_over(fa_status st, const fa_record *made, const fa_record **out)
{
    if (st == FA_OK)
        *out = made;
    else
        fa_record_free(made);
    return st;
}

fa_status fai_record_find(const fa_record_service *svc, fa_id owner, const char *key, const fa_record **out,
                          fa_error *err)
{
    const fa_record *made = NULL;
    fa_error why = {0};
    fa_status st = fa_record_repo_find(&svc->with.repo, owner, key, fai_record_take, &made, &why);

    if (st == FA_ENOTFOUND && made == NULL)
        return FA_OK;
    if (st != FA_OK && err != NULL)
        *err = why;
    return fai_record_hand_over(st, made, out);
}

static fa_status see(void *payload, const fa_document *doc, fa_error *err)
{
    (void)payload;
    (void)doc;
    (void)err;
    return FA_OK;
}

/* Whoever removes a document has its records removed after it. So a record that is kept after that, of an answer that was on
 * its way, sees here that the document is gone. */
static fa_status check_sources(const fa_record_service *svc, const fa_record *record, fa_error *err)
{
    fa_status st = FA_OK;

    for (uint32_t i = 0; st == FA_OK && i < record->source_count; i++)
        st = fa_analyst_document(&svc->with.analyst, record->owner, record->sources[i].document, see, NULL,
                                 err);
    return st;
}

fa_status fai_record_keep(const fa_record_service *svc, const fa_record *record, const fa_record **out,
                          fa_error *err)
{
    fa_record stored = *record;
    const fa_record *made = NULL;
    fa_error why = {0};
    fa_status st;

    stored.created = fa_clock_now(&svc->with.clock);
    st = fa_record_copy(&stored, &made, err);
    if (st != FA_OK)
        return st;
    st = fa_record_repo_add(&svc->with.repo, &stored, &stored.legacy_id, &why);
    if (st == FA_ECONFLICT) {
        fa_record_free(made);
        made = NULL;
        st = fa_record_repo_find(&svc->with.repo, record->owner, record->key, fai_record_take, &made, err);
        return fai_record_hand_over(st, made, out);
    }
    if (st != FA_OK && err != NULL)
        *err = why;
    if (st == FA_OK) {
        ((fa_record *)(uintptr_t)made)->legacy_id = stored.legacy_id;
        st = check_sources(svc, made, err);
        if (st == FA_ENOTFOUND)
            (void)fa_record_repo_remove(&svc->with.repo, made->owner, made->id, NULL);
    }
    return fai_record_hand_over(st, made, out);
}
