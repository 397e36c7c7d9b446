/* content/builder.c: puts a content together in document order; its arrays grow on the heap and end in one arena. */
#include <math.h>
#include <string.h>

#include "content/builder.h"

fa_content_builder *fa_content_builder_new(fa_content_kind kind, const fa_content_limits *limits)
{
    fa_content_builder *b = fa_calloc(1, sizeof *b);

    if (b == NULL)
        return NULL;
    b->limits = fai_limits_of(limits);
    b->element = "";
    b->holder = fai_content_holder_new(kind, &b->limits);
    if (b->holder == NULL) {
        fa_free(b);
        return NULL;
    }
    return b;
}

void fa_content_builder_free(fa_content_builder *b)
{
    if (b == NULL)
        return;
    fai_vec_clear(&b->page.words);
    fai_vec_clear(&b->page.lines);
    fai_vec_clear(&b->page.text);
    fai_vec_clear(&b->cells);
    fai_vec_clear(&b->pages);
    fai_vec_clear(&b->tables);
    fai_vec_clear(&b->sections);
    fai_vec_clear(&b->contexts);
    fai_vec_clear(&b->units);
    fai_vec_clear(&b->tags);
    fa_content_free(b->holder == NULL ? NULL : &b->holder->content);
    fa_free(b);
}

/* Moves an array to the arena. */
static fa_status settle(fa_content_builder *b, const void *items, size_t count, size_t size, void *out,
                        fa_error *err)
{
    void *copy = NULL;

    if (count != 0) {
        copy = fai_arena_calloc(&b->holder->arena, count, size);
        if (copy == NULL)
            return fai_no_room(&b->holder->arena, count * size, err);
        memcpy(copy, items, count * size);
    }
    memcpy(out, &copy, sizeof copy);
    return FA_OK;
}

fa_status fa_content_set_title(fa_content_builder *b, const char *title, fa_error *err)
{
    fa_status st = fai_builder_ready(b, false, err);

    if (st == FA_OK)
        st = fai_builder_keep_folded(b, &title, err);
    if (st == FA_OK)
        b->holder->content.title = title;
    return b == NULL ? st : fai_builder_ended(b, st);
}

static fa_status close_page(fa_content_builder *b, fa_error *err)
{
    fai_page_draft *d = &b->page;
    fa_status st = FA_OK;
    fa_page p;
    char *text;

    if (!b->open)
        return FA_OK;
    if (b->in_table)
        return fa_fail(err, FA_EINVALID, "a table was not ended on its page");
    if (b->holder->content.kind == FA_CONTENT_PDF)
        st = fai_layout_page(d, &b->holder->pool, b->limits.cells, &b->cell_count, &b->tables, err);
    memset(&p, 0, sizeof p);
    p.number = d->number;
    p.width = d->width;
    p.height = d->height;
    p.text_len = (uint32_t)d->text.len;
    p.line_count = (uint32_t)d->lines.len;
    p.word_count = (uint32_t)d->words.len;
    if (st == FA_OK) {
        text = fai_pool_room(&b->holder->pool, d->text.len);
        if (text == NULL)
            return fai_no_room(&b->holder->arena, d->text.len + 1, err);
        if (d->text.len != 0)
            memcpy(text, d->text.items, d->text.len);
        p.text = text;
        st = settle(b, d->lines.items, d->lines.len, sizeof *d->lines.items, &p.lines, err);
    }
    if (st == FA_OK)
        st = settle(b, d->words.items, d->words.len, sizeof *d->words.items, &p.words, err);
    if (st == FA_OK && !fai_vec_push(&b->pages, p))
        st = fai_builder_no_memory(err);
    d->words.len = d->lines.len = d->text.len = 0;
    b->open = false;
    return st;
}

fa_status fa_content_begin_page(fa_content_builder *b, float width, float height, fa_error *err)
{
    fa_status st = fai_builder_ready(b, false, err);

    if (b == NULL)
        return st;
    if (st == FA_OK)
        st = close_page(b, err);
    if (st == FA_OK && b->pages.len >= b->limits.pages)
        st = fai_builder_too_many("pages", b->limits.pages, err);
    if (st == FA_OK && (!isfinite(width) || !isfinite(height)))
        st = fa_fail(err, FA_EINVALID, "a page without a size");
    if (st == FA_OK)
        st = fai_builder_check_memory(b, err);
    if (st == FA_OK) {
        b->page.number = (int32_t)b->pages.len + 1;
        b->page.width = width;
        b->page.height = height;
        b->open = true;
    }
    return fai_builder_ended(b, st);
}

static bool is_finite_box(const fa_box *x)
{
    return isfinite(x->x0) && isfinite(x->y0) && isfinite(x->x1) && isfinite(x->y1);
}

fa_status fa_content_add_word(fa_content_builder *b, fa_box box, const char *text, size_t len, fa_error *err)
{
    fa_status st = fai_builder_ready(b, true, err);
    fa_word w = {box, NULL};

    if (b == NULL)
        return st;
    if (st == FA_OK && b->holder->content.kind != FA_CONTENT_PDF)
        st = fa_fail(err, FA_EINVALID, "only the pages of a PDF have words");
    if (st == FA_OK && !is_finite_box(&box))
        st = fa_fail(err, FA_EINVALID, "a word without a place");
    if (st == FA_OK && b->words >= b->limits.words)
        st = fai_builder_too_many("words", b->limits.words, err);
    if (st != FA_OK)
        return fai_builder_ended(b, st);
    w.text = fai_pool_fold(&b->holder->pool, text, len);
    if (w.text == NULL)
        return fai_builder_ended(b, fai_no_room(&b->holder->arena, len + 1, err));
    if (*w.text == '\0')
        return FA_OK;
    if (!fai_vec_push(&b->page.words, w))
        return fai_builder_ended(b, fai_builder_no_memory(err));
    b->words++;
    return FA_OK;
}

/* Appends a line to the text of the page; line ends inside it become blanks. */
static fa_status append_line(fa_content_builder *b, const char *text, size_t len, fa_line *line,
                             fa_error *err)
{
    size_t n = fai_clean_len(text, len), i;
    char *to;

    if (n > UINT32_MAX / 2 || n > b->limits.memory_bytes)
        return fa_fail_field(err, FA_ETOOLARGE, "memory_bytes", "the document needs more than %llu bytes",
                             (unsigned long long)b->limits.memory_bytes);
    if (!fai_vec_reserve(&b->page.text, n + 1))
        return fai_builder_no_memory(err);
    to = b->page.text.items + b->page.text.len;
    fai_clean_copy(to, text, len);
    for (i = 0; i < n; i++)
        if (to[i] == '\n' || to[i] == '\r')
            to[i] = ' ';
    to[n] = '\n';
    memset(line, 0, sizeof *line);
    line->text_start = (uint32_t)b->page.text.len;
    line->text_end = line->text_start + (uint32_t)n;
    b->page.text.len += n + 1;
    return FA_OK;
}

fa_status fa_content_add_line(fa_content_builder *b, const char *text, size_t len, fa_place *place,
                              uint32_t *line, fa_error *err)
{
    fa_status st = fai_builder_ready(b, true, err);
    fa_line l;

    if (b == NULL)
        return st;
    if (st == FA_OK && b->holder->content.kind == FA_CONTENT_PDF)
        st = fa_fail(err, FA_EINVALID, "the lines of a PDF are found from its words");
    if (st == FA_OK)
        st = fai_builder_check_memory(b, err);
    if (st == FA_OK)
        st = append_line(b, text, len, &l, err);
    if (st == FA_OK && !fai_vec_push(&b->page.lines, l))
        st = fai_builder_no_memory(err);
    if (st != FA_OK)
        return fai_builder_ended(b, st);
    if (place != NULL) {
        memset(place, 0, sizeof *place);
        place->page = b->page.number;
        place->text_start = l.text_start;
        place->text_end = l.text_end;
        place->element = "";
    }
    if (line != NULL)
        *line = (uint32_t)b->page.lines.len - 1;
    return FA_OK;
}

fa_status fa_content_begin_table(fa_content_builder *b, fa_error *err)
{
    fa_status st = fai_builder_ready(b, true, err);

    if (b == NULL)
        return st;
    if (st == FA_OK && b->in_table)
        st = fa_fail(err, FA_EINVALID, "a table inside a table");
    if (st == FA_OK && b->holder->content.kind == FA_CONTENT_PDF)
        st = fa_fail(err, FA_EINVALID, "the tables of a PDF are found from its words");
    if (st != FA_OK)
        return fai_builder_ended(b, st);
    memset(&b->table, 0, sizeof b->table);
    b->table.page = b->page.number;
    b->cells.len = 0;
    b->in_table = true;
    return FA_OK;
}

static fa_status check_cell(const fa_content_builder *b, const fa_cell *cell, fa_error *err)
{
    const fa_cell *last = b->cells.len == 0 ? NULL : &b->cells.items[b->cells.len - 1];

    if (!b->in_table || cell == NULL)
        return fa_fail(err, FA_EINVALID, "a cell outside of a table");
    if (cell->row < 0 || cell->col < 0 ||
        (last != NULL && (cell->row < last->row || (cell->row == last->row && cell->col < last->col))))
        return fa_fail(err, FA_EINVALID, "a cell out of order");
    if (cell->row >= FAI_GRID_ROWS_MAX || cell->col >= FAI_GRID_COLS_MAX)
        return fa_fail_field(err, FA_ETOOLARGE, "cells", "a table with more than %d rows or %d columns",
                             FAI_GRID_ROWS_MAX, FAI_GRID_COLS_MAX);
    if (b->cell_count >= b->limits.cells)
        return fai_builder_too_many("cells", b->limits.cells, err);
    return FA_OK;
}

static int32_t span_of(int32_t span, int32_t most)
{
    return span < 1 ? 1 : span > most ? most : span;
}

fa_status fa_content_add_cell(fa_content_builder *b, const fa_cell *cell, fa_error *err)
{
    fa_status st = fai_builder_ready(b, true, err);
    fa_cell c;

    if (b == NULL)
        return st;
    if (st == FA_OK)
        st = check_cell(b, cell, err);
    if (st != FA_OK)
        return fai_builder_ended(b, st);
    c = *cell;
    c.col_span = span_of(c.col_span, FAI_GRID_COLS_MAX - c.col);
    c.row_span = span_of(c.row_span, FAI_GRID_ROWS_MAX);
    st = fai_builder_keep_folded(b, &c.text, err);
    if (st == FA_OK)
        st = fai_builder_keep_element(b, &c.place.element, err);
    if (st == FA_OK)
        st = fai_builder_check_memory(b, err);
    if (st == FA_OK && !fai_vec_push(&b->cells, c))
        st = fai_builder_no_memory(err);
    if (st != FA_OK)
        return fai_builder_ended(b, st);
    b->cell_count++;
    b->table.rows = c.row + 1;
    b->table.cols = c.col + c.col_span > b->table.cols ? c.col + c.col_span : b->table.cols;
    return FA_OK;
}

fa_status fa_content_end_table(fa_content_builder *b, uint32_t line_first, uint32_t line_count, fa_error *err)
{
    fa_status st = fai_builder_ready(b, true, err);

    if (b == NULL)
        return st;
    if (st == FA_OK && !b->in_table)
        st = fa_fail(err, FA_EINVALID, "no table was begun");
    if (st == FA_OK)
        st = settle(b, b->cells.items, b->cells.len, sizeof *b->cells.items, &b->table.cells, err);
    if (st != FA_OK)
        return fai_builder_ended(b, st);
    b->table.cell_count = (uint32_t)b->cells.len;
    b->table.line_first = line_first;
    b->table.line_count = line_count;
    b->in_table = false;
    b->cells.len = 0;
    if (!fai_vec_push(&b->tables, b->table))
        st = fai_builder_no_memory(err);
    return fai_builder_ended(b, st);
}

fa_status fa_content_add_section(fa_content_builder *b, const fa_section *section, fa_error *err)
{
    fa_status st = fai_builder_ready(b, false, err);
    fa_section s;

    if (b == NULL)
        return st;
    if (st == FA_OK && (section == NULL || section->level < 1))
        st = fa_fail(err, FA_EINVALID, "a section without a level");
    if (st != FA_OK)
        return fai_builder_ended(b, st);
    s = *section;
    st = fai_builder_keep_folded(b, &s.title, err);
    if (st == FA_OK)
        st = fai_builder_check_memory(b, err);
    if (st == FA_OK && !fai_vec_push(&b->sections, s))
        st = fai_builder_no_memory(err);
    return fai_builder_ended(b, st);
}

/* Moves all arrays but the sections to the arena. */
static fa_status settle_all(fa_content_builder *b, fa_error *err)
{
    fa_content *c = &b->holder->content;
    fa_status st = settle(b, b->pages.items, b->pages.len, sizeof *b->pages.items, &c->pages, err);

    if (st == FA_OK)
        st = settle(b, b->tables.items, b->tables.len, sizeof *b->tables.items, &c->tables, err);
    if (st == FA_OK)
        st = settle(b, b->contexts.items, b->contexts.len, sizeof *b->contexts.items, &c->contexts, err);
    if (st == FA_OK)
        st = settle(b, b->units.items, b->units.len, sizeof *b->units.items, &c->units, err);
    if (st == FA_OK)
        st = settle(b, b->tags.items, b->tags.len, sizeof *b->tags.items, &c->tags, err);
    c->page_count = (uint32_t)b->pages.len;
    c->table_count = (uint32_t)b->tables.len;
    c->context_count = (uint32_t)b->contexts.len;
    c->unit_count = (uint32_t)b->units.len;
    c->tag_count = (uint32_t)b->tags.len;
    return st;
}

fa_status fa_content_finish(fa_content_builder *b, const fa_content **out, fa_error *err)
{
    fa_status st = fai_builder_ready(b, false, err);
    const char *what;

    if (st == FA_OK && out == NULL)
        st = fa_fail(err, FA_EINVALID, "a place for the content is needed");
    if (st == FA_OK)
        st = close_page(b, err);
    if (st == FA_OK)
        st = settle_all(b, err);
    if (st == FA_OK && b->sections.len == 0)
        st = fai_outline_find(&b->holder->content, &b->holder->pool, &b->sections, err);
    if (st == FA_OK)
        st = settle(b, b->sections.items, b->sections.len, sizeof *b->sections.items,
                    &b->holder->content.sections, err);
    if (st == FA_OK) {
        b->holder->content.section_count = (uint32_t)b->sections.len;
        if (!fai_content_holds(&b->holder->content, &what))
            st = fa_fail_field(err, FA_EINVALID, what, "the %s of the document refer to what is not there",
                               what);
    }
    if (st == FA_OK) {
        *out = &b->holder->content;
        b->holder = NULL;
    }
    fa_content_builder_free(b);
    return st;
}
