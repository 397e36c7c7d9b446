/* analysis/domain/sheet.c: a question held against a small document: reckonings, choices, cells, then phrases. */
#include "analysis/domain/sheet.h"

#include "question/question.h"

/* Advice and forecasts are for those who refuse them. */
static bool is_refusable(const char *question, fai_arena *arena, bool *failed)
{
    fai_question q;
    bool found;

    if (!fai_question_read(question, false, arena, &q, &found)) {
        *failed = true;
        return true;
    }
    return found && (q.ask == FAI_ASK_ADVICE || q.ask == FAI_ASK_FORECAST);
}

fa_status fai_sheet_answer(const fai_scope *scope, const fai_leaf *leaves, uint32_t leaf_count,
                           const char *question, fai_draft *draft, bool *claimed, fa_error *err)
{
    fai_arena arena;
    fai_sheet s = {.filing = scope->docs[0].filing,
                   .leaves = leaves,
                   .leaf_count = leaf_count,
                   .arena = &arena,
                   .draft = draft};

    *claimed = false;
    fai_arena_init(&arena, 0);
    if (!is_refusable(question, &arena, &s.failed))
        fai_sheet_read(&s, question);
    if (!s.failed && s.words.count + s.years.count > 0)
        *claimed = fai_sheet_choose(&s) || fai_sheet_reckon(&s) || fai_sheet_value(&s) || fai_sheet_tell(&s);
    fai_map_clear(&s.stems);
    fai_arena_clear(&arena);
    if (s.failed)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    if (!*claimed)
        fai_draft_reset(draft);
    return FA_OK;
}
