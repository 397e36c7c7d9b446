/* record/usecases/remove.c: removing a record, and all of a document or of an owner. */
#include "record/service.h"

static fa_status see(void *payload, const fa_record *record, fa_error *err)
{
    (void)payload;
    (void)record;
    (void)err;
    return FA_OK;
}

fa_status fa_record_remove(fa_record_service *svc, fa_id owner, fa_id id, fa_error *err)
{
    fa_status st = fai_record_service_check(svc, err);

    if (st == FA_OK)
        st = fa_record_repo_get(&svc->with.repo, owner, id, see, NULL, err);
    return st != FA_OK ? st : fa_record_repo_remove(&svc->with.repo, owner, id, err);
}

fa_status fa_record_forget(fa_record_service *svc, fa_id document, fa_error *err)
{
    fa_status st = fai_record_service_check(svc, err);

    return st != FA_OK ? st : fa_record_repo_remove_document(&svc->with.repo, NULL, document, err);
}

fa_status fa_record_erase(fa_record_service *svc, fa_id owner, fa_error *err)
{
    fa_status st = fai_record_service_check(svc, err);

    return st != FA_OK ? st : fa_record_repo_remove_owner(&svc->with.repo, owner, err);
}
