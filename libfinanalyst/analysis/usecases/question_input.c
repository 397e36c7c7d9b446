/* analysis/usecases/question_input.c: what a question must be like. */
#include "analysis/usecases/question_input.h"

#include <string.h>

#include "base/text.h"

fa_status fai_question_check(const fa_question_input *in, fa_error *err)
{
    size_t len;

    if (in == NULL || in->question == NULL)
        return fa_fail_field(err, FA_EINVALID, "question", "a question is needed");
    len = strnlen(in->question, FAI_QUESTION_BYTES + 1);
    if (len > FAI_QUESTION_BYTES)
        return fa_fail_field(err, FA_EINVALID, "question", "a question has at most %d bytes",
                             FAI_QUESTION_BYTES);
    if (!fai_utf8_valid(in->question, len))
        return fa_fail_field(err, FA_EINVALID, "question", "the question is not valid UTF-8");
    if (fai_str_trim((fai_str){in->question, len}).n == 0)
        return fa_fail_field(err, FA_EINVALID, "question", "the question is empty");
    if (in->documents == NULL && in->document_count > 0)
        return fa_fail_field(err, FA_EINVALID, "documents", "a count of documents without the documents");
    return FA_OK;
}
