/* wire/problem_json.c: the failure that a problem document (RFC 9457) tells of. */
#include "wire/read.h"

enum { PROBLEM_MAX = 64 << 10 };

static const char *text_of(const fai_json *object, const char *key)
{
    const char *text = fai_json_text(fai_json_get(object, key));

    return text == NULL ? "" : text;
}

fa_status fa_problem_from_json(const char *text, size_t len, fa_error *out)
{
    fai_json *doc = NULL;
    fa_status code = FA_OK;

    if (text != NULL && fai_json_parse(text, len, PROBLEM_MAX, &doc, NULL) == FA_OK)
        (void)fai_wire_status_of(fai_json_text(fai_json_get(doc, "code")), &code);
    if (code == FA_OK)
        (void)fa_fail(out, code = FA_EINTERNAL, "what a service wrote tells of no failure that is known");
    else
        (void)fa_fail_field(out, code, text_of(fai_json_at(fai_json_get(doc, "errors"), 0), "pointer"), "%s",
                            text_of(doc, "detail"));
    fai_json_free(doc);
    return code;
}
