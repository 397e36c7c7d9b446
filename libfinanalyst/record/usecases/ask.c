/* record/usecases/ask.c: answers a question once, and tells the same bytes again. */
#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/wire.h>

#include "record/domain/record.h"
#include "record/usecases/keep.h"
#include "record/usecases/scope.h"

/* An answer is a few kilobytes; documents that change while it is made are looked at again, a few times. */
enum { JSON_BYTES = 8 << 20, TRIES = 4 };

typedef struct asking {
    fa_record record; /* as far as it is known */
    fa_record_source *sources;
    fai_record_scope scope;
    fai_record_scope after; /* the same, looked at when the answer was there */
    fa_buf json;
} asking;

static uint32_t add_source(const asking *a, uint32_t count, fa_id document)
{
    const char *sha256 = fai_record_scope_hash(&a->scope, document);

    if (sha256 == NULL)
        return count;
    a->sources[count] = (fa_record_source){document, sha256};
    return count + 1;
}

/* Named documents are sources all of them; of all that there are, those that are cited. */
static fa_status find_sources(asking *a, const fa_answer *answer, fa_error *err)
{
    size_t most = a->record.all ? answer->citation_count : a->scope.len;
    uint32_t count = 0;

    fa_free(a->sources);
    a->sources = fa_calloc(most, sizeof *a->sources);
    if (a->sources == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the sources of an answer");
    for (size_t i = 0; i < most; i++)
        count = add_source(a, count, a->record.all ? answer->citations[i].document : a->scope.items[i].id);
    a->record.sources = a->sources;
    a->record.source_count = fai_record_sort_sources(a->sources, count);
    return FA_OK;
}

static fa_status take_answer(void *payload, const fa_answer *answer, fa_error *err)
{
    asking *a = payload;

    a->record.id = answer->id;
    a->record.outcome = answer->kind == FA_ANSWER_REFUSAL ? FA_RECORD_REFUSED : FA_RECORD_ANSWERED;
    fa_buf_reset(&a->json);
    if (find_sources(a, answer, err) != FA_OK)
        return FA_ENOMEM;
    return fa_answer_to_json(answer, &a->json, err);
}

static fa_status look(const fa_record_service *svc, const asking *a, const fa_question_input *in,
                      fai_record_scope *out, fa_error *err)
{
    return fai_record_scope_read(svc, a->record.owner, in->question, in->documents, in->document_count, out,
                                 err);
}

/* Answers, with a key that holds for the whole of the time that it took. */
static fa_status answer(fa_record_service *svc, asking *a, const fa_question_input *in, fa_error *err)
{
    for (int i = 0; i < TRIES; i++) {
        fa_status st = fa_analyst_answer(&svc->with.analyst, a->record.owner, in, take_answer, a, err);

        if (st == FA_OK)
            st = look(svc, a, in, &a->after, err);
        if (st != FA_OK || strcmp(a->scope.key, a->after.key) == 0)
            return st;
        st = look(svc, a, in, &a->scope, err);
        if (st != FA_OK)
            return st;
    }
    return fa_fail(err, FA_ECONFLICT, "the documents changed while the question was answered");
}

static fa_status answer_and_keep(fa_record_service *svc, asking *a, const fa_question_input *in,
                                 const fa_record **out, fa_error *err)
{
    fa_status st = answer(svc, a, in, err);

    if (st != FA_OK)
        return st;
    a->record.key = a->scope.key;
    a->record.json = a->json.data;
    a->record.json_len = a->json.len;
    return fai_record_keep(svc, &a->record, out, err);
}

fa_status fa_record_ask(fa_record_service *svc, fa_id owner, const fa_question_input *in,
                        const fa_record **out, bool *cached, fa_error *err)
{
    asking a = {.record = {.kind = FA_RECORD_ANSWER, .owner = owner, .engine = fa_version()}};
    const fa_record *made = NULL;
    bool there;
    fa_status st = fai_record_service_check(svc, err);

    if (st != FA_OK)
        return st;
    if (in == NULL || in->struct_size < sizeof *in || in->question == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a question and a place for the answer are needed");
    a.record.title = in->question;
    a.record.all = in->documents == NULL;
    fa_buf_init(&a.json, JSON_BYTES);
    st = fai_record_check_owner(&owner, err);
    if (st == FA_OK)
        st = look(svc, &a, in, &a.scope, err);
    if (st == FA_OK)
        st = fai_record_find(svc, owner, a.scope.key, &made, err);
    there = made != NULL;
    if (st == FA_OK && !there)
        st = answer_and_keep(svc, &a, in, &made, err);
    st = fai_record_hand_over(st, made, out);
    if (st == FA_OK && cached != NULL)
        *cached = there;
    fa_buf_clear(&a.json);
    fai_record_scope_clear(&a.after);
    fai_record_scope_clear(&a.scope);
    fa_free(a.sources);
    return st;
}
