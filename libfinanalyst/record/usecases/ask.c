/* record/usecases/ask.c: answers a question once, and tells the same bytes again. */
#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/wire.h>

#include "record/domain/record.h"
#include "record/usecases/tell.h"

/* An answer is a few kilobytes. */
enum { JSON_BYTES = 8 << 20 };

typedef struct asking {
    fa_record_service *svc;
    const fa_question_input *in;
    const fai_record_scope *scope;
    fa_record *record;
    fa_record_source *sources;
    fa_buf json;
} asking;

static uint32_t add_source(const asking *a, uint32_t count, fa_id document)
{
    const char *sha256 = fai_record_scope_hash(a->scope, document);

    if (sha256 == NULL)
        return count;
    a->sources[count] = (fa_record_source){document, sha256};
    return count + 1;
}

/* Named documents are sources all of them; of all that there are, those that are cited. */
static fa_status find_sources(asking *a, const fa_answer *answer, fa_error *err)
{
    bool all = a->in->documents == NULL;
    size_t most = all ? answer->citation_count : a->scope->len;
    uint32_t count = 0;

    fa_free(a->sources);
    a->sources = fa_calloc(most, sizeof *a->sources);
    if (a->sources == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the sources of an answer");
    for (size_t i = 0; i < most; i++)
        count = add_source(a, count, all ? answer->citations[i].document : a->scope->items[i].id);
    a->record->sources = a->sources;
    a->record->source_count = fai_record_sort_sources(a->sources, count);
    return FA_OK;
}

static fa_status take_answer(void *payload, const fa_answer *answer, fa_error *err)
{
    asking *a = payload;
    fa_status st;

    a->record->id = answer->id;
    a->record->outcome = answer->kind == FA_ANSWER_REFUSAL ? FA_RECORD_REFUSED : FA_RECORD_ANSWERED;
    fa_buf_reset(&a->json);
    st = find_sources(a, answer, err);
    if (st == FA_OK)
        st = fa_answer_to_json(answer, &a->json, err);
    a->record->json = a->json.data;
    a->record->json_len = a->json.len;
    return st;
}

static fa_status answer(void *payload, const fai_record_scope *scope, fa_record *record, fa_error *err)
{
    asking *a = payload;

    a->scope = scope;
    a->record = record;
    record->title = a->in->question;
    return fa_analyst_answer(&a->svc->with.analyst, record->owner, a->in, take_answer, a, err);
}

fa_status fa_record_ask(fa_record_service *svc, fa_id owner, const fa_question_input *in,
                        const fa_record **out, bool *cached, fa_error *err)
{
    asking a = {.svc = svc, .in = in};
    fai_subject subject = {.kind = FA_RECORD_ANSWER, .owner = owner};
    fa_status st = fai_record_service_check(svc, err);

    if (st != FA_OK)
        return st;
    if (in == NULL || in->struct_size < sizeof *in || in->question == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a question and a place for the answer are needed");
    subject.what = in->question;
    subject.ids = in->documents;
    subject.count = in->document_count;
    fa_buf_init(&a.json, JSON_BYTES);
    st = fai_record_tell(svc, &subject, answer, &a, out, cached, err);
    fa_buf_clear(&a.json);
    fa_free(a.sources);
    return st;
}
