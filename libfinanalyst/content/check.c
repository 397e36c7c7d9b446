/* content/check.c: whether all that a content refers to is there. */
#include <math.h>

#include "content/store.h"

static bool box_holds(const fa_box *b)
{
    return isfinite(b->x0) && isfinite(b->y0) && isfinite(b->x1) && isfinite(b->y1);
}

/* Whether a range of bytes lies in a text and cuts no character. */
static bool range_holds(const char *text, uint32_t len, uint32_t start, uint32_t end)
{
    return start <= end && end <= len && (start == len || ((unsigned char)text[start] & 0xC0) != 0x80) &&
           (end == len || ((unsigned char)text[end] & 0xC0) != 0x80);
}

static bool place_holds(const fa_content *c, const fa_place *p)
{
    if (p->page < 0 || (uint32_t)p->page > c->page_count || !box_holds(&p->box) ||
        p->source_start > p->source_end || p->element == NULL)
        return false;
    if (p->page == 0)
        return p->text_start == p->text_end;
    return range_holds(c->pages[p->page - 1].text, c->pages[p->page - 1].text_len, p->text_start,
                       p->text_end);
}

static bool page_holds(const fa_page *p, int32_t number)
{
    uint32_t i;

    if (p->number != number || !isfinite(p->width) || !isfinite(p->height))
        return false;
    for (i = 0; i < p->word_count; i++)
        if (!box_holds(&p->words[i].box))
            return false;
    for (i = 0; i < p->line_count; i++) {
        const fa_line *l = &p->lines[i];

        if (!box_holds(&l->box) || !range_holds(p->text, p->text_len, l->text_start, l->text_end) ||
            (i > 0 && l->text_start < p->lines[i - 1].text_end) || l->word_first > p->word_count ||
            l->word_count > p->word_count - l->word_first)
            return false;
    }
    return true;
}

static bool cells_hold(const fa_content *c, const fa_table *t)
{
    uint32_t i;

    for (i = 0; i < t->cell_count; i++) {
        const fa_cell *x = &t->cells[i], *last = i == 0 ? NULL : &t->cells[i - 1];

        if (x->row < 0 || x->row >= t->rows || x->col < 0 || x->col_span < 1 || x->row_span < 1 ||
            x->col_span > t->cols - x->col || x->row_span > FAI_GRID_ROWS_MAX || !place_holds(c, &x->place) ||
            x->tag_first > c->tag_count || x->tag_count > c->tag_count - x->tag_first)
            return false;
        if (last != NULL && (x->row < last->row || (x->row == last->row && x->col < last->col)))
            return false;
    }
    return true;
}

static bool table_holds(const fa_content *c, const fa_table *t)
{
    const fa_page *p;

    if (t->page < 1 || (uint32_t)t->page > c->page_count || !box_holds(&t->box) || t->rows < 0 ||
        t->rows > FAI_GRID_ROWS_MAX || t->cols < 0 || t->cols > FAI_GRID_COLS_MAX)
        return false;
    p = &c->pages[t->page - 1];
    return t->line_first <= p->line_count && t->line_count <= p->line_count - t->line_first &&
           cells_hold(c, t);
}

static bool sections_hold(const fa_content *c)
{
    uint32_t i;

    for (i = 0; i < c->section_count; i++) {
        const fa_section *s = &c->sections[i], *last = i == 0 ? NULL : &c->sections[i - 1];

        if (s->level < 1 || s->page < 1 || (uint32_t)s->page > c->page_count ||
            s->line > c->pages[s->page - 1].line_count)
            return false;
        if (last != NULL && (s->page < last->page || (s->page == last->page && s->line < last->line)))
            return false;
    }
    return true;
}

static bool tag_holds(const fa_content *c, const fa_tag *t)
{
    if (t->context < -1 || t->context >= (int32_t)c->context_count || t->unit < -1 ||
        t->unit >= (int32_t)c->unit_count || t->table < -1 || t->table >= (int32_t)c->table_count ||
        !place_holds(c, &t->place))
        return false;
    if (t->table < 0)
        return true;
    return t->row >= 0 && t->row < c->tables[t->table].rows && t->col >= 0 &&
           t->col < c->tables[t->table].cols;
}

bool fai_content_holds(const fa_content *c, const char **what)
{
    uint32_t i;

    *what = "pages";
    for (i = 0; i < c->page_count; i++)
        if (!page_holds(&c->pages[i], (int32_t)i + 1))
            return false;
    *what = "tables";
    for (i = 0; i < c->table_count; i++)
        if (!table_holds(c, &c->tables[i]))
            return false;
    *what = "sections";
    if (!sections_hold(c))
        return false;
    *what = "tags";
    for (i = 0; i < c->tag_count; i++)
        if (!tag_holds(c, &c->tags[i]))
            return false;
    return c->kind >= FA_CONTENT_PDF && c->kind <= FA_CONTENT_CSV;
}
