/* wire/question_json.c: a question as clients send it. */
#include <finanalyst/wire.h>

#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "base/json.h"

enum { BODY_MAX = 1 << 20, DOCUMENTS_MAX = 1000 };

fa_status fa_json_quote(const char *text, fa_buf *out)
{
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_string(&w, NULL, text);
    return out->bad;
}

static fa_status unknown_member(const char *name, fa_error *err)
{
    fa_error about;

    (void)snprintf(about.field, sizeof about.field, "/%s", name);
    return fa_fail_field(err, FA_EINVALID, about.field,
                         "there is no member \"%s\": question and document_ids are known", name);
}

static fa_status read_members(const fai_json *body, const char **question, const fai_json **list,
                              fa_error *err)
{
    static const char *const known[] = {"question", "document_ids", NULL};
    const char *unknown;

    if (!fai_json_is_object(body))
        return fa_fail_field(err, FA_EINVALID, "", "the body is not a JSON object");
    unknown = fai_json_unknown(body, known);
    if (unknown != NULL)
        return unknown_member(unknown, err);
    *question = fai_json_text(fai_json_get(body, "question"));
    if (*question == NULL)
        return fa_fail_field(err, FA_EINVALID, "/question", "question is missing, or not a string");
    *list = fai_json_get(body, "document_ids");
    if (*list != NULL && (!fai_json_is_array(*list) || fai_json_count(*list) > DOCUMENTS_MAX))
        return fa_fail_field(err, FA_EINVALID, "/document_ids",
                             "document_ids is not a list of at most %d ids", DOCUMENTS_MAX);
    return FA_OK;
}

/* The input, its ids and its text in one allocation. */
static fa_status build(const char *question, const fai_json *list, fa_question_input **out, fa_error *err)
{
    size_t count = list == NULL ? 0 : fai_json_count(list), length = strlen(question) + 1;
    fa_question_input *in = fa_calloc(1, sizeof *in + count * sizeof(fa_id) + length);
    fa_id *ids = (fa_id *)(void *)(in + 1);

    if (in == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a question");
    for (size_t i = 0; i < count; i++) {
        const char *text = fai_json_text(fai_json_at(list, i));

        if (text == NULL || fa_id_parse(text, "doc_", &ids[i], NULL) != FA_OK) {
            fa_free(in);
            return fa_fail_field(err, FA_EINVALID, "/document_ids",
                                 "document_ids[%zu] is not a document's id", i);
        }
    }
    memcpy(ids + count, question, length);
    *in = (fa_question_input){sizeof *in, (const char *)(ids + count), list == NULL ? NULL : ids,
                              (uint32_t)count};
    *out = in;
    return FA_OK;
}

fa_status fa_question_from_json(const char *text, size_t len, fa_question_input **out, fa_error *err)
{
    fai_json *body = NULL;
    const fai_json *list = NULL;
    const char *question = NULL;
    fa_status st;

    if (text == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a text and a place for the question are needed");
    st = fai_json_parse(text, len, BODY_MAX, &body, err);
    if (st == FA_OK)
        st = read_members(body, &question, &list, err);
    if (st == FA_OK)
        st = build(question, list, out, err);
    fai_json_free(body);
    return st;
}

void fa_question_input_free(fa_question_input *in)
{
    fa_free(in);
}
