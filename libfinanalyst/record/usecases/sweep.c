/* record/usecases/sweep.c: removes what rests on documents that are gone. */
#include "record/service.h"

enum { STEP = 200 };

typedef struct sweeping {
    fa_record_service *svc;
    fa_record_sweep *run;
    uint32_t seen;
} sweeping;

static fa_status see(void *payload, const fa_document *doc, fa_error *err)
{
    (void)payload;
    (void)doc;
    (void)err;
    return FA_OK;
}

/* Ids are never used again: a document that is not there for an owner will not be, unless it is in the bin. */
static fa_status look_at(void *payload, fa_id owner, fa_id document, fa_error *err)
{
    sweeping *s = payload;
    bool returns = false;
    fa_error why = {0};
    fa_status st = fa_analyst_document(&s->svc->with.analyst, owner, document, see, NULL, &why);

    if (st == FA_ENOTFOUND)
        st = fa_analyst_may_return(&s->svc->with.analyst, owner, document, &returns, &why);
    else
        returns = st == FA_OK;
    if (st == FA_OK && !returns) {
        st = fa_record_repo_remove_document(&s->svc->with.repo, &owner, document, err);
        s->run->gone += st == FA_OK;
    } else if (st != FA_OK && err != NULL) {
        *err = why;
    }
    if (st != FA_OK)
        return st;
    s->seen++;
    s->run->owner = owner;
    s->run->document = document;
    return FA_OK;
}

fa_status fa_record_sweep_next(fa_record_service *svc, fa_record_sweep *run, fa_error *err)
{
    sweeping s = {svc, run, 0};
    uint32_t limit;
    fa_status st = fai_record_service_check(svc, err);

    if (st == FA_OK && (run == NULL || run->struct_size < sizeof *run))
        st = fa_fail_field(err, FA_EINVALID, "run", "there is no sweep of this version");
    if (st != FA_OK || run->ended)
        return st;
    limit = run->limit == 0 ? STEP : run->limit;
    st = fa_record_repo_sources(&svc->with.repo, run->owner, run->document, limit, look_at, &s, err);
    if (st == FA_OK)
        run->ended = s.seen < limit;
    return st;
}
