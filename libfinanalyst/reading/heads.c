/* reading/heads.c: rows of heads to columns: stacked heads, spans, a second block of heads further down. */
#include "reading/heads.h"

#include <string.h>

static float center(const fai_gcell *c)
{
    return (c->x0 + c->x1) / 2;
}

/* Whether a cell stands over the figures rather than over the labels. */
static bool over_figures(const fai_grid *g, const fai_gcell *c)
{
    if (g->geometry)
        return center(c) > g->label_end - 4 || (c->x0 > g->label_end * 0.6F && c->x1 > g->label_end + 8);
    return c->x1 > g->label_end && c->x0 > 0;
}

static bool says_time(const char *text)
{
    fai_head h;

    fai_head_parse(text, strlen(text), &h);
    return fai_head_dated(&h);
}

static bool only_units(const char *text)
{
    fai_units u;

    fai_units_parse(text, strlen(text), &u);
    return (u.stated || u.shares_stated) && !says_time(text);
}

/* The head cell of a row that speaks for a column; -1 = none. */
static int32_t head_for(const fai_grid *g, const fai_grow *row, const uint32_t *heads, uint32_t count,
                        int32_t column)
{
    const fai_gcolumn *k = &g->columns[column];
    float best = 0, middle = (k->x0 + k->x1) / 2, nearest = 1e9F;
    int32_t found = -1, near = -1;
    uint32_t i;

    for (i = 0; i < count; i++) {
        const fai_gcell *c = &row->cells[heads[i]];
        float lo = c->x0 > k->x0 ? c->x0 : k->x0, hi = c->x1 < k->x1 ? c->x1 : k->x1, d = center(c) - middle;

        if (hi - lo > best) {
            best = hi - lo;
            found = (int32_t)i;
        }
        d = d < 0 ? -d : d;
        if (d < nearest) {
            nearest = d;
            near = (int32_t)i;
        }
    }
    if (found >= 0)
        return found;
    /* A head over several columns reaches those beside it; one that stands alone over all of them, all. */
    if (near >= 0 && g->geometry && (count < (uint32_t)g->column_count) &&
        (nearest < 60 || says_time(row->cells[heads[near]].text)))
        return near;
    return near >= 0 && !g->geometry && nearest <= 1.6F ? near : -1;
}

static fa_status append(fai_arena *arena, fai_column *column, const char *text, fa_error *err)
{
    if (*column->text == '\0')
        column->text = fai_arena_strdup(arena, text);
    else
        column->text = fai_arena_printf(arena, "%s %s", column->text, text);
    return column->text == NULL ? fa_fail(err, FA_ENOMEM, "out of memory while reading heads") : FA_OK;
}

/* Words beside the heads: units, and times that hold for all columns. */
static void take_aside(const fai_gcell *cell, fai_segment *s, fai_heads *out)
{
    fai_units u;
    fai_head h;

    fai_units_parse(cell->text, strlen(cell->text), &u);
    if (u.stated && !out->units.stated) {
        out->units = u;
        out->units_place = cell->place;
    }
    fai_head_parse(cell->text, strlen(cell->text), &h);
    if (fai_head_dated(&h))
        s->context = h;
}

/* A line set across the table, over labels and figures: its title, or what all its columns have in common. */
static bool is_caption(const fai_grid *g, const fai_grow *row)
{
    const fai_gcell *c;
    fai_head h;

    if (row->count != 1)
        return false;
    c = &row->cells[0];
    fai_head_parse(c->text, strlen(c->text), &h);
    return h.years > 1 ||
           (g->geometry && c->x0 < g->label_end - 10 && (!fai_head_dated(&h) || g->column_count > 1));
}

/* Takes one row of heads into the columns of a segment. */
static fa_status take_row(const fai_grid *g, const fai_grow *row, fai_segment *s, fai_heads *out,
                          fai_arena *arena, fa_error *err)
{
    uint32_t heads[64], count = 0, i;
    fa_status st = FA_OK;
    int32_t c;

    if (is_caption(g, row)) {
        take_aside(&row->cells[0], s, out);
        return FA_OK;
    }
    for (i = 0; i < row->count; i++) {
        const fai_gcell *cell = &row->cells[i];

        if (over_figures(g, cell) && !only_units(cell->text) && count < 64)
            heads[count++] = i;
        else
            take_aside(cell, s, out);
    }
    for (c = 0; st == FA_OK && c < g->column_count; c++) {
        int32_t at = count == (uint32_t)g->column_count ? c : head_for(g, row, heads, count, c);

        if (at >= 0)
            st = append(arena, &s->columns[c], row->cells[heads[at]].text, err);
    }
    return st;
}

static fa_status new_segment(const fai_grid *g, fai_arena *arena, fai_heads *out, fai_segment **s,
                             fa_error *err)
{
    fai_segment fresh;
    int32_t c;

    memset(&fresh, 0, sizeof fresh);
    fresh.columns = fai_arena_calloc(arena, (size_t)g->column_count + 1, sizeof *fresh.columns);
    if (fresh.columns == NULL || !fai_vec_push(&out->segments, fresh))
        return fa_fail(err, FA_ENOMEM, "out of memory while reading heads");
    for (c = 0; c < g->column_count; c++)
        fresh.columns[c].text = "";
    fresh.context.start = FA_DATE_NONE;
    *s = &out->segments.items[out->segments.len - 1];
    (*s)->context.start = FA_DATE_NONE;
    return FA_OK;
}

static void finish_segment(const fai_grid *g, fai_segment *s)
{
    int32_t c;

    for (c = 0; c < g->column_count; c++) {
        fai_column *k = &s->columns[c];

        fai_head_parse(k->text, strlen(k->text), &k->head);
        k->dated = fai_head_dated(&k->head);
        s->dated = s->dated || k->dated;
    }
}

/* Whether a row without figures has cells over the figures; dated: that name times. */
static bool has_heads(const fai_grid *g, const fai_grow *row, bool dated)
{
    uint32_t i;

    for (i = 0; i < row->count; i++) {
        const fai_gcell *c = &row->cells[i];

        if (!over_figures(g, c) || (row->count == 1 && c->x0 < g->label_end && !says_time(c->text)))
            continue;
        if (!dated || c->kind == FAI_CELL_YEAR || (strlen(c->text) < 60 && says_time(c->text)))
            return true;
    }
    return false;
}

/* Cells of a line above the table, from its words: gaps of more than a blank part them. */
static fa_status line_row(const fa_page *page, const fa_line *line, fai_arena *scratch, fai_grow *row,
                          fa_error *err)
{
    uint32_t i;

    memset(row, 0, sizeof *row);
    row->cells = fai_arena_calloc(scratch, (size_t)line->word_count + 1, sizeof *row->cells);
    for (i = 0; row->cells != NULL && i < line->word_count; i++) {
        const fa_word *w = &page->words[line->word_first + i];
        fai_gcell *last = row->count == 0 ? NULL : &row->cells[row->count - 1];

        if (last != NULL && w->box.x0 - last->x1 < 7) {
            last->text = fai_arena_printf(scratch, "%s %s", last->text, w->text);
            if (last->text == NULL)
                break;
            last->x1 = w->box.x1;
        } else {
            last = &row->cells[row->count++];
            last->text = w->text;
            last->x0 = w->box.x0;
            last->x1 = w->box.x1;
            last->column = -1;
        }
    }
    return row->cells == NULL || i < line->word_count
               ? fa_fail(err, FA_ENOMEM, "out of memory while reading heads")
               : FA_OK;
}

/* Heads that the table was cut off from: the lines right above it, where they name times over its columns. */
static fa_status heads_from_lines(const fa_content *content, const fai_grid *g, uint32_t from, fai_segment *s,
                                  fai_heads *out, fai_arena *arena, fai_arena *scratch, fa_error *err)
{
    const fa_table *t = g->table;
    const fa_page *page;
    uint32_t line, top;
    fa_status st = FA_OK;

    if (!g->geometry || t->page < 1 || (uint32_t)t->page > content->page_count)
        return FA_OK;
    page = &content->pages[t->page - 1];
    top = t->line_first > 6 ? t->line_first - 6 : 0;
    top = top < from ? from : top;
    for (line = top; st == FA_OK && line < t->line_first && line < page->line_count; line++) {
        fai_grow row;

        st = line_row(page, &page->lines[line], scratch, &row, err);
        if (st == FA_OK && row.count > 0 && row.count < 12 && has_heads(g, &row, true) &&
            (row.count > 1 || row.cells[0].x0 > g->label_end - 40))
            st = take_row(g, &row, s, out, arena, err);
    }
    return st;
}

/* Whether a run of rows without figures begins a new block of heads. */
static bool begins_block(const fai_grid *g, int32_t from, int32_t to)
{
    int32_t r;

    for (r = from; r < to; r++) {
        const fai_grow *row = &g->rows[r];

        if (has_heads(g, row, true) && (row->count > 1 || row->cells[0].x0 >= g->label_end - 2))
            return true;
    }
    return false;
}

/* The heads before the first row of figures; none in the table: those in the lines above it. */
static fa_status read_block(const fa_content *content, fai_grid *g, int32_t first, int32_t end, uint32_t from,
                            fai_segment *s, fai_heads *out, fai_arena *arena, fai_arena *scratch,
                            fa_error *err)
{
    int32_t last = first - 1, k;
    fa_status st = FA_OK;

    for (k = first; k < end; k++)
        if (has_heads(g, &g->rows[k], false))
            last = k;
    for (k = first; st == FA_OK && k <= last; k++) {
        g->rows[k].head = true;
        st = take_row(g, &g->rows[k], s, out, arena, err);
    }
    for (k = last + 1; k < end; k++)
        if (g->rows[k].count == 1 && only_units(g->rows[k].cells[0].text))
            take_aside(&g->rows[k].cells[0], s, out);
    if (st == FA_OK)
        finish_segment(g, s);
    if (st == FA_OK && first == 0 && !s->dated) {
        st = heads_from_lines(content, g, from, s, out, arena, scratch, err);
        finish_segment(g, s);
    }
    return st;
}

fa_status fai_heads_read(const fa_content *content, fai_grid *g, uint32_t from, fai_arena *arena,
                         fai_arena *scratch, fai_heads *out, fa_error *err)
{
    fai_segment *s = NULL;
    int32_t r = 0;
    fa_status st = new_segment(g, arena, out, &s, err);

    while (st == FA_OK && r < g->row_count) {
        int32_t first = r, k;
        bool fresh = first == 0;

        while (r < g->row_count && !g->rows[r].data)
            r++;
        if (first > 0 && r > first && begins_block(g, first, r)) {
            fresh = true;
            st = new_segment(g, arena, out, &s, err);
        }
        if (st == FA_OK && fresh)
            st = read_block(content, g, first, r, from, s, out, arena, scratch, err);
        while (r < g->row_count && g->rows[r].data)
            r++;
        for (k = first; k < r; k++)
            g->rows[k].segment = (int32_t)out->segments.len - 1;
    }
    return st;
}
