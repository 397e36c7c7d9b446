/* Any bytes as a question over the sample filing, as a PDF and as tagged HTML: an answer that can be written down, the
 * same when asked again, or a refusal of the question itself. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/wire.h>

#include "faulty_app.h"

enum { ANSWER_BYTES = 1 << 22 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One for the whole process. */
static fa_app *services(void)
{
    static faults none;
    static fa_app *app;
    const fa_document *pdf = NULL, *html = NULL;

    if (app != NULL)
        return app;
    if (faulty_app_open(&none, &app, NULL) != FA_OK || faulty_app_ingest(app, "a.pdf", &pdf, NULL) != FA_OK ||
        faulty_app_ingest(app, "b.htm", &html, NULL) != FA_OK)
        abort();
    fa_document_free(pdf);
    fa_document_free(html);
    return app;
}

/* Whether there is an answer, written to out. */
static bool ask(const char *question, fa_buf *out)
{
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_answer *answer = NULL;
    fa_error err = {0};
    fa_status st;

    in.question = question;
    st = fa_ask(fa_app_analysis(services()), (fa_id){{0}}, &in, &answer, &err);
    if (st != FA_OK) {
        if (st != FA_EINVALID || err.code != st || answer != NULL)
            abort();
        return false;
    }
    if (answer->text[0] == '\0' || fa_answer_to_json(answer, out, &err) != FA_OK)
        abort();
    fa_answer_free(answer);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *question = malloc(size + 1);
    fa_buf first, second;

    if (question == NULL)
        return 0;
    memcpy(question, data, size);
    question[size] = '\0';
    fa_buf_init(&first, ANSWER_BYTES);
    fa_buf_init(&second, ANSWER_BYTES);
    if (ask(question, &first) && (!ask(question, &second) || first.len != second.len ||
                                  memcmp(first.data, second.data, first.len) != 0))
        abort();
    fa_buf_clear(&first);
    fa_buf_clear(&second);
    free(question);
    return 0;
}
