/* record/usecases/scope.c: the documents that something is told of, under one hash. */
#include "record/usecases/scope.h"

#include <stdio.h>
#include <string.h>

#include "base/vec.h"
#include "record/usecases/tell.h"

enum { PAGE = 200, NUMBERS = 96 };

typedef struct looking {
    const fa_hasher *hasher;
    fa_digest digest;
    fai_record_scope *scope;
    bool all;       /* those that have not been read are passed over */
    uint32_t shown; /* of the page under way */
    fa_id last;
} looking;

/* Each text ends in its NUL, so that no two rows of texts have the same bytes. */
static void hash_text(looking *l, const char *text)
{
    fa_hash_update(l->hasher, &l->digest, text, strlen(text) + 1);
}

static fa_status add_document(void *payload, const fa_document *doc, fa_error *err)
{
    looking *l = payload;
    fai_scope_document item = {.id = doc->id};
    char numbers[NUMBERS];

    l->shown++;
    l->last = doc->id;
    if (l->all && doc->state != FA_DOCUMENT_READY)
        return FA_OK;
    (void)snprintf(item.sha256, sizeof item.sha256, "%s", doc->sha256);
    (void)snprintf(numbers, sizeof numbers, "%d %d %d %d", (int)doc->state, (int)doc->period_end,
                   (int)doc->fiscal_year, (int)doc->fiscal);
    hash_text(l, doc->id.s);
    hash_text(l, doc->sha256);
    hash_text(l, doc->name);
    hash_text(l, doc->company);
    hash_text(l, doc->ticker);
    hash_text(l, doc->form);
    hash_text(l, doc->currency);
    hash_text(l, numbers);
    if (!fai_vec_push(l->scope, item))
        return fa_fail(err, FA_ENOMEM, "out of memory for the documents that are asked");
    return FA_OK;
}

static fa_status look_at_all(const fa_record_service *svc, fa_id owner, looking *l, fa_error *err)
{
    fa_status st;

    do {
        l->shown = 0;
        st = fa_analyst_documents(&svc->with.analyst, owner, l->last, PAGE, add_document, l, err);
    } while (st == FA_OK && l->shown == PAGE);
    return st;
}

fa_status fai_record_scope_read(const fa_record_service *svc, const fai_subject *subject,
                                fai_record_scope *out, fa_error *err)
{
    looking l = {.hasher = &svc->with.hasher, .scope = out, .all = subject->ids == NULL};
    fa_status st = FA_OK;

    out->len = 0;
    fa_hash_begin(l.hasher, &l.digest);
    hash_text(&l, fa_version());
    hash_text(&l, subject->kind == FA_RECORD_ANSWER ? "answer" : "analysis");
    hash_text(&l, subject->what);
    hash_text(&l, l.all ? "all" : "these");
    if (l.all)
        st = look_at_all(svc, subject->owner, &l, err);
    for (uint32_t i = 0; st == FA_OK && !l.all && i < subject->count; i++)
        st = fa_analyst_document(&svc->with.analyst, subject->owner, subject->ids[i], add_document, &l, err);
    fa_hash_finish_hex(l.hasher, &l.digest, out->key);
    return st;
}

const char *fai_record_scope_hash(const fai_record_scope *scope, fa_id document)
{
    for (size_t i = 0; i < scope->len; i++)
        if (fa_id_equal(scope->items[i].id, document))
            return scope->items[i].sha256;
    return NULL;
}

void fai_record_scope_clear(fai_record_scope *scope)
{
    fai_vec_clear(scope);
}
