/* record/usecases/tell.c: telling something once, and the same bytes again. */
#include "record/usecases/tell.h"

#include <string.h>

#include "record/domain/record.h"

/* Documents that change while something is told of them are looked at again, a few times. */
enum { TRIES = 4 };

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

/* The record of a key; *out stays as it was where there is none, which is FA_OK. */
static fa_status find(const fa_record_service *svc, fa_id owner, const char *key, const fa_record **out,
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
    if (st == FA_ENOTFOUND)
        (void)fa_record_repo_remove(&svc->with.repo, record->owner, record->id, NULL);
    return st;
}

/* Keeps a record. Another may have been quicker: then *out is that one. */
static fa_status keep(const fa_record_service *svc, fa_record *record, const fa_record **out, fa_error *err)
{
    const fa_record *made = NULL;
    fa_error why = {0};
    fa_status st;

    record->created = fa_clock_now(&svc->with.clock);
    st = fa_record_repo_add(&svc->with.repo, record, &record->legacy_id, &why);
    if (st == FA_ECONFLICT)
        return find(svc, record->owner, record->key, out, err);
    if (st != FA_OK) {
        if (err != NULL)
            *err = why;
        return st;
    }
    st = fa_record_copy(record, &made, err);
    if (st == FA_OK)
        st = check_sources(svc, made, err);
    return fai_record_hand_over(st, made, out);
}

/* Tells, with a key that holds for the whole of the time that it took. */
static fa_status tell_steadily(const fa_record_service *svc, const fai_subject *subject, fai_tell_fn tell,
                               void *payload, fai_record_scope *scope, fa_record *record, fa_error *err)
{
    for (int i = 0; i < TRIES; i++) {
        char key[FA_SHA256_HEX];
        fa_status st;

        memcpy(key, scope->key, sizeof key);
        st = tell(payload, scope, record, err);
        /* The sources lend their hashes from the scope: it is looked at anew only if it changed, in another one. */
        if (st == FA_OK) {
            fai_record_scope after = {.items = NULL};

            st = fai_record_scope_read(svc, subject, &after, err);
            if (st == FA_OK && strcmp(key, after.key) == 0) {
                fai_record_scope_clear(&after);
                return FA_OK;
            }
            fai_record_scope_clear(scope);
            *scope = after;
        }
        if (st != FA_OK)
            return st;
    }
    return fa_fail(err, FA_ECONFLICT, "the documents changed while they were looked into");
}

fa_status fai_record_tell(const fa_record_service *svc, const fai_subject *subject, fai_tell_fn tell,
                          void *payload, const fa_record **out, bool *cached, fa_error *err)
{
    fa_record record = {.kind = subject->kind, .owner = subject->owner, .engine = fa_version()};
    fai_record_scope scope = {.items = NULL};
    const fa_record *made = NULL;
    bool there;
    fa_status st = fai_record_check_owner(&subject->owner, err);

    if (st == FA_OK)
        st = fai_record_scope_read(svc, subject, &scope, err);
    if (st == FA_OK)
        st = find(svc, subject->owner, scope.key, &made, err);
    there = made != NULL;
    if (st == FA_OK && !there) {
        st = tell_steadily(svc, subject, tell, payload, &scope, &record, err);
        record.key = scope.key;
        record.all = subject->ids == NULL;
        if (st == FA_OK)
            st = keep(svc, &record, &made, err);
        if (st == FA_OK && made == NULL)
            st = fa_fail(err, FA_ECONFLICT, "the record was removed while it was made");
    }
    st = fai_record_hand_over(st, made, out);
    if (st == FA_OK && cached != NULL)
        *cached = there;
    fai_record_scope_clear(&scope);
    return st;
}
