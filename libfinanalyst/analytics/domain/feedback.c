/* analytics/domain/feedback.c: what a good feedback looks like. */
#include "analytics/domain/feedback.h"

#include <string.h>

#include <finanalyst/alloc.h>

#include "analytics/domain/event.h"
#include "base/text.h"

static const char *const kinds[] = {"", "question", "answer", "figure", "document", "summary"};

enum { KINDS = sizeof kinds / sizeof *kinds };

const char *fa_target_kind_name(fa_target_kind kind)
{
    return (int)kind < 0 || (int)kind >= KINDS ? "" : kinds[kind];
}

fa_target_kind fa_target_kind_of(const char *name)
{
    for (int i = 1; name != NULL && i < KINDS; i++)
        if (strcmp(kinds[i], name) == 0)
            return (fa_target_kind)i;
    return (fa_target_kind)0;
}

/* Text that people wrote: no control characters but line ends and tabs. */
static bool is_text(const char *text, size_t max)
{
    size_t n = text == NULL ? max + 1 : strnlen(text, max + 1);

    if (n > max || !fai_utf8_valid(text, n))
        return false;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];

        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

static fa_status check_ids(const fa_feedback *f, fa_error *err)
{
    fa_id id;

    if (fa_id_parse(f->id.s, "fbk_", &id, NULL) != FA_OK)
        return fa_fail_field(err, FA_EINVALID, "id", "that is no feedback's id");
    if (fa_id_parse(f->user.s, "usr_", &id, NULL) != FA_OK)
        return fa_fail_field(err, FA_EINVALID, "user_id", "a feedback has a user");
    if (*fa_target_kind_name(f->target_kind) == '\0')
        return fa_fail_field(err, FA_EINVALID, "target/type",
                             "feedback is on a question, answer, figure, document or summary");
    if (!fai_is_name(f->target, FA_FEEDBACK_TARGET_MAX, "._:/#-"))
        return fa_fail_field(err, FA_EINVALID, "target/id",
                             "a target's id is 1 to %d letters, digits and . _ : / # -",
                             FA_FEEDBACK_TARGET_MAX);
    return FA_OK;
}

fa_status fai_feedback_check(const fa_feedback *f, fa_error *err)
{
    fa_status st = check_ids(f, err);

    if (st != FA_OK)
        return st;
    if (f->thumbs < -1 || f->thumbs > 1)
        return fa_fail_field(err, FA_EINVALID, "thumbs", "a thumb is up or down");
    if (f->rating < 0 || f->rating > 5)
        return fa_fail_field(err, FA_EINVALID, "rating", "a rating is 1 to 5");
    if (!is_text(f->comment, FA_FEEDBACK_COMMENT_MAX))
        return fa_fail_field(err, FA_EINVALID, "comment", "a comment is at most %d bytes of text",
                             FA_FEEDBACK_COMMENT_MAX);
    if (f->thumbs == 0 && f->rating == 0 && *f->comment == '\0')
        return fa_fail_field(err, FA_EINVALID, "rating", "feedback has a thumb, a rating or a comment");
    return FA_OK;
}

fa_status fai_feedback_copy(const fa_feedback *f, const fa_feedback **out, fa_error *err)
{
    size_t target = strlen(f->target) + 1, comment = strlen(f->comment) + 1;
    fa_feedback *copy = fa_alloc(sizeof *copy + target + comment);

    if (copy == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a feedback");
    *copy = *f;
    copy->target = memcpy(copy + 1, f->target, target);
    copy->comment = memcpy((char *)(copy + 1) + target, f->comment, comment);
    *out = copy;
    return FA_OK;
}

void fa_feedback_free(const fa_feedback *feedback)
{
    fa_free((void *)(uintptr_t)feedback);
}
