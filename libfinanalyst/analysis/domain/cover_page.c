/* analysis/domain/cover_page.c: the table of the cover page, line by line. */
#include "analysis/domain/cover_page.h"

#include <string.h>

#include "analysis/domain/quote.h"
#include "base/text.h"
#include "retrieval/terms.h"

#define DEBT "note*|debenture*|bond*|senior|due 20*|due 19*|obligation*"

bool fai_cover_is_asked(const char *question)
{
    return fai_mentions(question, "securities|security|notes|bonds|debentures") &&
           fai_mentions(question, "registered|listed|exchange|trade|traded") &&
           fai_mentions(question, "exchange|registered|listed");
}

/* The lines of the table: [*from, *to). */
static bool find_table(const fa_passage *page, uint32_t *from, uint32_t *to)
{
    bool inside = false;

    for (uint32_t i = 0; i < page->line_count; i++) {
        fai_str line = {page->text + page->lines[i].text_start,
                        page->lines[i].text_end - page->lines[i].text_start};

        if (!inside && fai_str_find(line, FAI_STR("12(b)"), 0) != FAI_NPOS) {
            inside = true;
            *from = *to = i + 1;
            continue;
        }
        if (!inside)
            continue;
        if (fai_str_find(line, FAI_STR("12(g)"), 0) != FAI_NPOS ||
            fai_str_find_ci(line, FAI_STR("indicate by"), 0) != FAI_NPOS)
            break;
        *to = i + 1;
    }
    return inside && *to > *from;
}

static bool is_head(const char *line)
{
    return fai_mentions(
        line, "title of each class|trading symbol*|name of each exchange|on which registered|each class");
}

/* Cites a line and adds it to the text; NULL: out of memory. */
static const char *add_line(const char *text, const fai_leaf *leaf, uint32_t i, fai_draft *draft)
{
    const fa_line *line = &leaf->page->lines[i];
    fai_arena *arena = fai_draft_arena(draft);
    fa_place place = {.page = leaf->page->page,
                      .box = line->box,
                      .text_start = line->text_start,
                      .text_end = line->text_end,
                      .element = ""};
    const char *quote = fai_quote_text(leaf->page, line->text_start, line->text_end, arena);
    int32_t mark;

    if (quote == NULL || text == NULL)
        return NULL;
    mark = fai_draft_cite(draft, leaf->doc, &place, quote, leaf->page->section, "", "");
    return fai_arena_printf(arena, "%s%s%s [%d]", text, text[0] != '\0' ? "; " : "", quote, (int)mark + 1);
}

/* Cites the rows, those of debt only or all. Returns how many. */
static uint32_t add_rows(const fai_leaf *leaf, uint32_t from, uint32_t to, bool debt, fai_draft *draft,
                         const char **text)
{
    uint32_t count = 0;

    for (uint32_t i = from; i < to && *text != NULL; i++) {
        const fa_line *line = &leaf->page->lines[i];
        char *words = fai_quote_text(leaf->page, line->text_start, line->text_end, fai_draft_arena(draft));

        if (words == NULL)
            *text = NULL;
        else if (words[0] != '\0' && !is_head(words) && (!debt || fai_mentions(words, DEBT))) {
            *text = add_line(*text, leaf, i, draft);
            count++;
        }
    }
    return count;
}

fa_status fai_cover_answer(const char *question, const fai_leaf *leaves, uint32_t count, fai_draft *draft,
                           bool *claimed, fa_error *err)
{
    bool debt = fai_mentions(question, "debt|notes|bonds|debentures");
    fa_answer *a = fai_draft_answer(draft);
    const char *text = "";
    uint32_t from, to, rows = 0;
    uint32_t i = 0;

    while (i < count && !find_table(leaves[i].page, &from, &to))
        i++;
    *claimed = i < count;
    if (!*claimed)
        return FA_OK;
    rows = add_rows(&leaves[i], from, to, debt, draft, &text);
    if (rows == 0 && debt && text != NULL && add_rows(&leaves[i], from, to, false, draft, &text) > 0 &&
        text != NULL)
        text = fai_arena_printf(
            fai_draft_arena(draft),
            "There are none: no debt securities are registered under Section 12(b). The cover lists: %s",
            text);
    else if (text != NULL && rows > 0)
        text = fai_arena_printf(fai_draft_arena(draft), "Registered under Section 12(b): %s", text);
    if (text == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    *claimed = text[0] != '\0';
    a->kind = FA_ANSWER_LIST;
    a->text = text;
    a->confidence = 0.9;
    return FA_OK;
}
