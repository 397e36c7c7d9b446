/* analysis/domain/quote.c: the words of a page that a citation stands on. */
#include "analysis/domain/quote.h"

#include <string.h>

#include "base/text.h"

char *fai_quote_text(const fa_passage *page, uint32_t start, uint32_t end, fai_arena *arena)
{
    char *out = fai_arena_calloc(arena, end - start + 1u, 1);
    size_t n = 0;

    if (out == NULL)
        return NULL;
    for (uint32_t i = start; i < end; i++) {
        if (!fai_is_space(page->text[i]))
            out[n++] = page->text[i];
        else if (n > 0 && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    if (n > 0 && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    return out;
}

static bool is_empty(fa_box b)
{
    return b.x1 <= b.x0 || b.y1 <= b.y0;
}

static void widen(fa_box *b, fa_box by)
{
    if (is_empty(by))
        return;
    if (is_empty(*b)) {
        *b = by;
        return;
    }
    b->x0 = by.x0 < b->x0 ? by.x0 : b->x0;
    b->y0 = by.y0 < b->y0 ? by.y0 : b->y0;
    b->x1 = by.x1 > b->x1 ? by.x1 : b->x1;
    b->y1 = by.y1 > b->y1 ? by.y1 : b->y1;
}

fa_box fai_quote_box(const fa_passage *page, uint32_t start, uint32_t end)
{
    fa_box box = {0, 0, 0, 0};

    for (uint32_t i = 0; i < page->line_count; i++)
        if (page->lines[i].text_start < end && page->lines[i].text_end > start)
            widen(&box, page->lines[i].box);
    return box;
}

/* Whether a line runs through the middle of the box. */
static bool crosses(fa_box line, fa_box box)
{
    float middle = (box.y0 + box.y1) / 2;

    return !is_empty(line) && line.y0 <= middle && line.y1 >= middle && line.x0 < box.x1 && line.x1 > box.x0;
}

/* The text range of the whole lines that the citation's place touches. */
static bool lines_of(const fa_place *place, const fa_passage *page, uint32_t *start, uint32_t *end)
{
    bool ranged = place->text_end > place->text_start;
    bool found = false;

    for (uint32_t i = 0; i < page->line_count; i++) {
        const fa_line *line = &page->lines[i];
        bool hit = ranged ? line->text_start < place->text_end && line->text_end > place->text_start
                          : !is_empty(place->box) && crosses(line->box, place->box);

        if (!hit)
            continue;
        if (!found)
            *start = line->text_start;
        *end = line->text_end;
        found = true;
    }
    return found;
}

bool fai_quote_fill(fa_citation *c, const fa_passage *page, fai_arena *arena)
{
    uint32_t start = 0, end = 0;

    if (c->section[0] == '\0' && page->section[0] != '\0') {
        c->section = fai_arena_strdup(arena, page->section);
        if (c->section == NULL)
            c->section = "";
        if (c->section[0] == '\0')
            return false;
    }
    if (!lines_of(&c->place, page, &start, &end))
        return true;
    if (is_empty(c->place.box))
        c->place.box = fai_quote_box(page, start, end);
    if (c->quote[0] == '\0') {
        char *quote = fai_quote_text(page, start, end, arena);

        if (quote == NULL)
            return false;
        c->quote = quote;
    }
    return true;
}
