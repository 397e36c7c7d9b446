/* content/cells.c: the rows of a table to cells; "$", brackets and per cent signs go with their figures. */
#include <string.h>

#include "content/layout.h"

enum { INDENT_STEP = 6, INDENT_MAX = 40 };

typedef struct maker {
    const fai_page_draft *page;
    const fai_run *run;
    fai_pool *pool;
    float label_end;
    fa_cell *cells;
    uint32_t count;
} maker;

/* The grid column of a piece: the column of figures whose stretch it shares, else the nearest; 0 for labels. */
static int32_t grid_column(const maker *m, float x0, float x1)
{
    const fai_run *r = m->run;
    float best = 0, least = 1e9F;
    int32_t found = -1, near = 0;
    uint32_t i;

    if (x1 <= m->label_end)
        return 0;
    for (i = 0; i < r->column_count; i++) {
        const fai_run_column *k = &r->columns[i];
        float lo = x0 > k->x0 ? x0 : k->x0, hi = x1 < k->x1 ? x1 : k->x1, d = (x0 + x1) / 2 - k->x1;

        d = d < 0 ? -d : d;
        if (hi - lo > best) {
            best = hi - lo;
            found = (int32_t)i + 1;
        }
        if (d < least) {
            least = d;
            near = (int32_t)i + 1;
        }
    }
    return found >= 0 ? found : near;
}

static fa_place place_of(const maker *m, uint32_t word, uint32_t count)
{
    const fa_word *w = m->page->words.items + word;
    fa_place out;
    uint32_t i;

    memset(&out, 0, sizeof out);
    out.page = m->page->number;
    out.element = "";
    out.box = w[0].box;
    for (i = 1; i < count; i++) {
        out.box.y0 = w[i].box.y0 < out.box.y0 ? w[i].box.y0 : out.box.y0;
        out.box.x1 = w[i].box.x1 > out.box.x1 ? w[i].box.x1 : out.box.x1;
        out.box.y1 = w[i].box.y1 > out.box.y1 ? w[i].box.y1 : out.box.y1;
    }
    out.text_start = m->page->starts[word];
    out.text_end = m->page->starts[word + count - 1] + (uint32_t)strlen(w[count - 1].text);
    return out;
}

static const char *text_of(const maker *m, uint32_t word, uint32_t count)
{
    const fa_word *w = m->page->words.items + word;
    size_t len = count - 1;
    uint32_t i;
    char *text;

    if (count == 1)
        return w->text;
    for (i = 0; i < count; i++)
        len += strlen(w[i].text);
    text = fai_pool_room(m->pool, len);
    for (len = 0, i = 0; text != NULL && i < count; i++) {
        size_t n = strlen(w[i].text);

        if (i > 0)
            text[len++] = ' ';
        memcpy(text + len, w[i].text, n);
        len += n;
    }
    return text;
}

static bool closes(const fai_page_draft *page, const fai_span *s)
{
    const char *text = page->words.items[s->word].text;

    return s->kind == FAI_SPAN_MARK && (*text == ')' || *text == '%');
}

/* How many pieces from `at` on make one cell: "$" "1,234", "(" "12" ")" "%". */
static uint32_t glued(const maker *m, const fai_row *row, uint32_t at)
{
    uint32_t end = at + 1;
    float limit = row->height * 12;

    while (end < row->count && row->spans[end - 1].kind == FAI_SPAN_MARK &&
           !closes(m->page, &row->spans[end - 1]) && row->spans[end].kind != FAI_SPAN_TEXT &&
           row->spans[end].x0 - row->spans[end - 1].x1 < limit)
        end++;
    while (end < row->count && row->spans[end - 1].kind != FAI_SPAN_TEXT &&
           closes(m->page, &row->spans[end]) && row->spans[end].x0 - row->spans[end - 1].x1 < row->height * 2)
        end++;
    return end - at;
}

static bool is_remark(const fai_run *r, const fai_span *s)
{
    return r->remark_x0 > 0 && s->kind == FAI_SPAN_TEXT && s->x0 > r->remark_x0 - 2;
}

static fa_status make_row(maker *m, uint32_t line, fa_error *err)
{
    const fai_row *row = &m->page->rows[line];
    uint32_t i = 0;
    int32_t last = 0;

    while (i < row->count && !is_remark(m->run, &row->spans[i])) {
        uint32_t n = glued(m, row, i);
        const fai_span *a = &row->spans[i], *b = &row->spans[i + n - 1];
        uint32_t words = b->word + b->count - b->marks - a->word;
        fa_cell *c = &m->cells[m->count++];
        float indent = (a->x0 - m->run->x0) / INDENT_STEP;

        c->row = (int32_t)(line - m->run->top);
        c->col = grid_column(m, a->x0, b->x1);
        c->col = last = c->col > last ? c->col : last;
        c->col_span = c->row_span = 1;
        c->place = place_of(m, a->word, words);
        c->text = text_of(m, a->word, words);
        if (c->text == NULL)
            return fai_no_room(m->pool->arena, 256, err);
        if (i == 0 && indent >= 0.5F)
            c->indent = indent > INDENT_MAX ? INDENT_MAX : (uint8_t)(indent + 0.5F);
        i += n;
    }
    return FA_OK;
}

static fa_box box_of(const fai_page_draft *page, uint32_t first, uint32_t last)
{
    fa_box out = page->lines.items[first].box;
    uint32_t i;

    for (i = first; i <= last; i++) {
        const fa_box *b = &page->lines.items[i].box;

        out.x0 = b->x0 < out.x0 ? b->x0 : out.x0;
        out.y0 = b->y0 < out.y0 ? b->y0 : out.y0;
        out.x1 = b->x1 > out.x1 ? b->x1 : out.x1;
        out.y1 = b->y1 > out.y1 ? b->y1 : out.y1;
    }
    return out;
}

fa_status fai_cells_make(fai_layout *l, const fai_run *run, uint32_t max_cells, uint32_t *cells,
                         fai_tables *out, fa_error *err)
{
    maker m = {l->page, run, l->pool, fai_run_label_end(run), NULL, 0};
    uint32_t i, most = 0;
    fa_status st = FA_OK;
    fa_table t;

    for (i = run->top; i <= run->last; i++)
        most += l->page->rows[i].count;
    if (most > max_cells - *cells)
        return fa_fail_field(err, FA_ETOOLARGE, "cells", "the document has more than %u cells", max_cells);
    m.cells = fai_arena_calloc(l->pool->arena, most, sizeof *m.cells);
    if (m.cells == NULL)
        return fai_no_room(l->pool->arena, most * sizeof *m.cells, err);
    for (i = run->top; st == FA_OK && i <= run->last; i++)
        st = make_row(&m, i, err);
    if (st != FA_OK)
        return st;
    *cells += m.count;
    memset(&t, 0, sizeof t);
    t.page = l->page->number;
    t.box = box_of(l->page, run->top, run->last);
    t.line_first = run->top;
    t.line_count = run->last - run->top + 1;
    t.rows = (int32_t)t.line_count;
    t.cols = (int32_t)run->column_count + 1;
    t.cells = m.cells;
    t.cell_count = m.count;
    return fai_vec_push(out, t) ? FA_OK : fa_fail(err, FA_ENOMEM, "out of memory while looking for tables");
}
