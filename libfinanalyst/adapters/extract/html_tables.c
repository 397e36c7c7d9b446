/* extract/html_tables.c: table elements to tables of cells, or to lines where they only lay out text. */
#include <string.h>

#include "html.h"

enum { SMALL_TEXT = 400 }; /* bytes of a column of text that may stand in one cell */

html_table *html_open_cell(html_doc *d)
{
    int i = d->depth;

    /* Text between the cells of an inner table belongs to the cell around it, or in front of all. */
    while (i > 0 && !d->tables[i - 1].in_cell)
        i--;
    return i == 0 ? NULL : &d->tables[i - 1];
}

static html_table *top(html_doc *d)
{
    return d->depth == 0 ? NULL : &d->tables[d->depth - 1];
}

static html_cell *last_cell(html_table *t)
{
    return &t->cells.items[t->cells.len - 1];
}

static fa_status no_memory(html_doc *d)
{
    return fa_fail(d->err, FA_ENOMEM, "out of memory while reading a table");
}

static void empty_table(html_table *t)
{
    fa_buf_reset(&t->text);
    t->cells.len = 0;
    t->marks.len = 0;
    t->breaks.len = 0;
    t->until.len = 0;
    t->row = -1;
    t->col = 0;
    t->in_row = t->in_cell = false;
}

fa_status html_row_open(html_doc *d)
{
    html_table *t = top(d);

    if (t == NULL)
        return html_end_block(d);
    html_row_close(d);
    if (t->row >= HTML_ROWS_MAX)
        return fa_fail_field(d->err, FA_ETOOLARGE, "rows", "a table has more than %d rows", HTML_ROWS_MAX);
    t->row++;
    t->col = 0;
    t->in_row = true;
    return FA_OK;
}

void html_row_close(html_doc *d)
{
    html_table *t = top(d);

    if (t == NULL)
        return;
    if (t->in_cell)
        html_cell_close(d, last_cell(t)->sink.source_end);
    t->in_row = false;
}

/* Reserves the columns of a cell for the rows below that it reaches into. */
static bool reserve_columns(html_table *t, const html_cell *c)
{
    int32_t k;

    if (c->row_span < 2)
        return true;
    while (t->until.len < (size_t)(c->col + c->col_span))
        if (!text_list_push(&t->until, 0))
            return false;
    for (k = 0; k < c->col_span; k++)
        t->until.items[c->col + k] = c->row + c->row_span;
    return true;
}

static int32_t clamp(int32_t value, int32_t least, int32_t most)
{
    return value < least ? least : value > most ? most : value;
}

static fa_status begin_cell(html_doc *d, html_table *t, html_cell *c)
{
    c->sink.start = c->text_end = t->text.len;
    c->tag_first = (uint32_t)d->ix.tags.len;
    if (!text_list_push(&t->cells, *c) || !reserve_columns(t, c))
        return no_memory(d);
    t->col = c->col + c->col_span;
    t->in_cell = true;
    return FA_OK;
}

fa_status html_cell_open(html_doc *d, int32_t col_span, int32_t row_span, bool head, uint32_t source_start)
{
    html_table *t = top(d);
    html_cell c;

    if (t == NULL)
        return html_end_block(d);
    if (t->in_cell)
        html_cell_close(d, last_cell(t)->sink.source_end);
    if (!t->in_row) {
        fa_status st = html_row_open(d);

        if (st != FA_OK)
            return st;
    }
    while ((size_t)t->col < t->until.len && t->until.items[t->col] > t->row)
        t->col++;
    memset(&c, 0, sizeof c);
    c.row = t->row;
    c.col = t->col < HTML_COLS_MAX ? t->col : HTML_COLS_MAX;
    c.col_span = clamp(col_span, 1, HTML_SPAN_MAX);
    if (c.col + c.col_span > HTML_COLS_MAX)
        c.col_span = 1;
    c.row_span = clamp(row_span, 1, HTML_ROWS_MAX - t->row);
    c.head = head;
    c.source_start = source_start;
    if (d->block_id != 0)
        d->last_id = d->block_id;
    d->block_id = 0;
    return begin_cell(d, t, &c);
}

void html_cell_close(html_doc *d, uint32_t source_end)
{
    html_table *t = top(d);
    html_cell *c;

    if (t == NULL || !t->in_cell)
        return;
    c = last_cell(t);
    c->text_end = t->text.len;
    c->tag_count = (uint32_t)d->ix.tags.len - c->tag_first;
    c->source_end = source_end < c->source_start ? c->source_start : source_end;
    t->in_cell = false;
}

/* A table goes on after what it held so far was written: its open cell begins anew. */
static fa_status go_on(html_doc *d, html_table *t)
{
    bool in_row = t->in_row, in_cell = t->in_cell;
    html_cell c;

    if (in_cell)
        c = *last_cell(t);
    empty_table(t);
    t->in_row = in_row;
    t->row = in_row ? 0 : -1;
    if (!in_cell)
        return FA_OK;
    c.row = c.col = 0;
    c.row_span = 1;
    memset(&c.sink, 0, sizeof c.sink);
    return begin_cell(d, t, &c);
}

fa_status html_tables_flush(html_doc *d, int levels)
{
    fa_status st = html_end_line(d);
    int i;

    for (i = 0; st == FA_OK && i < levels; i++) {
        html_table *t = &d->tables[i];

        if (t->in_cell) {
            html_cell *c = last_cell(t);

            c->text_end = t->text.len;
            c->tag_count = (uint32_t)d->ix.tags.len - c->tag_first;
            c->source_end = c->sink.source_end < c->source_start ? c->source_start : c->sink.source_end;
        }
        if (t->text.len == 0)
            continue;
        st = html_table_emit(d, t);
        if (st == FA_OK)
            st = go_on(d, t);
    }
    return st;
}

fa_status html_table_open(html_doc *d)
{
    fa_status st = html_end_block(d);

    if (st == FA_OK && d->depth < HTML_TABLES_DEEP)
        empty_table(&d->tables[d->depth++]);
    return st;
}

/* Puts the text of an inner table into the cell around it. */
static fa_status merge_into(html_doc *d, html_table *outer, const html_table *inner)
{
    html_sink *sink = &last_cell(outer)->sink;
    size_t i, mark = 0;

    for (i = 0; i < inner->cells.len; i++) {
        const html_cell *c = &inner->cells.items[i];
        size_t at;

        if (!html_cell_filled(c))
            continue;
        if (outer->text.len > sink->start)
            (void)fa_buf_append(&outer->text, " ", 1);
        if (sink->chars == 0)
            sink->indent = c->sink.indent;
        if (sink->chars == 0)
            sink->element = c->sink.element;
        at = outer->text.len;
        (void)fa_buf_append(&outer->text, inner->text.data + c->sink.start, c->text_end - c->sink.start);
        sink->chars += c->sink.chars;
        sink->bold += c->head ? c->sink.chars : c->sink.bold;
        sink->source_end = c->sink.source_end;
        for (; mark < inner->marks.len; mark++) {
            html_mark m = inner->marks.items[mark];

            if (m.at > c->text_end || (m.at == c->text_end && !m.end))
                break;
            m.at = at + (m.at < c->sink.start ? 0 : m.at - c->sink.start);
            if (!text_list_push(&outer->marks, m))
                return no_memory(d);
        }
    }
    sink->blank = true;
    return fa_buf_check(&outer->text, d->err);
}

fa_status html_table_close(html_doc *d)
{
    html_table *t = top(d), *outer;
    fa_status st;
    html_shape s;

    if (t == NULL)
        return FA_OK;
    html_row_close(d);
    d->depth--;
    outer = top(d);
    s = html_shape_of(t);
    if (s.filled == 0)
        return FA_OK;
    if (outer != NULL && outer->in_cell && (s.rows <= 1 || (s.widest <= 1 && t->text.len < SMALL_TEXT)))
        return merge_into(d, outer, t);
    st = html_tables_flush(d, d->depth);
    return st == FA_OK ? html_table_emit(d, t) : st;
}
