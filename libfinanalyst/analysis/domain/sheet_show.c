/* analysis/domain/sheet_show.c: texts, citations and the answer of a small document. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "analysis/domain/sheet.h"

const char *fai_sheet_print(fai_sheet *s, const char *format, ...)
{
    char text[4096];
    const char *kept;
    va_list args;

    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    text[fai_utf8_whole(text, strlen(text))] = '\0';
    kept = fai_arena_strdup(fai_draft_arena(s->draft), text);
    if (kept == NULL) {
        s->failed = true;
        return "";
    }
    return kept;
}

const char *fai_sheet_cite(fai_sheet *s, const fa_fact *cell)
{
    const char *title = cell->table >= 0 && (uint32_t)cell->table < s->filing->table_count
                            ? s->filing->tables[cell->table].title
                            : "";
    int32_t at;

    (void)fai_draft_figure(s->draft, 0, cell, "");
    at = fai_draft_cite(s->draft, 0, &cell->place, "", title, cell->label, cell->column);
    return fai_sheet_print(s, "[%d]", (int)at + 1);
}

void fai_sheet_give(fai_sheet *s, fa_answer_kind kind, const char *choice, const char *text)
{
    fa_answer *a = fai_draft_answer(s->draft);

    a->kind = kind;
    a->choice = choice;
    a->text = text;
    a->confidence = 0.7;
}
