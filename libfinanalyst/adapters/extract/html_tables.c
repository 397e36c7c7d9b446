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

/* ---- what a table is ---- */

typedef struct shape {
    int32_t rows;    /* with text */
    int32_t widest;  /* cells with text in one row */
    uint32_t filled; /* cells with text */
    bool list;       /* marks and texts, row by row */
} shape;

static bool has_text(const html_cell *c)
{
    return c->text_end > c->sink.start;
}

/* "•", "(1)", "*", "a)", "–": what stands in front of the items of a list. */
static bool is_list_mark(const char *p, size_t n)
{
    static const char *const bullets[] = {"\xE2\x80\xA2", "\xE2\x97\x8F", "\xE2\x97\x8B", "\xE2\x96\xAA",
                                          "\xE2\x96\xA0", "\xC2\xB7",     "\xE2\x80\xA3", "\xE2\x97\xA6",
                                          "\xE2\x9E\xA2", "\xEF\x82\xB7", "\xE2\x96\xBA", "*",
                                          "\xE2\x80\xA0", "\xE2\x80\xA1", "\xC2\xA7",     "o"};
    size_t i, inner = 0;

    for (i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (strlen(bullets[i]) == n && memcmp(p, bullets[i], n) == 0)
            return true;
    if (n < 2 || n > 7 || (p[n - 1] != ')' && p[n - 1] != '.'))
        return false;
    for (i = p[0] == '(' ? 1 : 0; i + 1 < n; i++) {
        if (!((p[i] >= '0' && p[i] <= '9') || (p[i] >= 'a' && p[i] <= 'z') || (p[i] >= 'A' && p[i] <= 'Z')))
            return false;
        inner++;
    }
    return inner >= 1 && inner <= 4;
}

static bool reads_as_text(const char *p, size_t n)
{
    size_t i, letters = 0;

    for (i = 0; i < n; i++)
        letters +=
            (p[i] >= 'a' && p[i] <= 'z') || (p[i] >= 'A' && p[i] <= 'Z') || (unsigned char)p[i] >= 0xC3;
    return letters >= 3 && letters * 2 > n;
}

static shape shape_of(const html_table *t)
{
    shape s = {0, 0, 0, true};
    size_t i = 0;

    while (i < t->cells.len) {
        const html_cell *filled[2] = {NULL, NULL};
        int32_t row = t->cells.items[i].row, n = 0;

        for (; i < t->cells.len && t->cells.items[i].row == row; i++) {
            if (!has_text(&t->cells.items[i]))
                continue;
            if (n < 2)
                filled[n] = &t->cells.items[i];
            n++;
        }
        s.rows += n > 0;
        s.filled += (uint32_t)n;
        s.widest = n > s.widest ? n : s.widest;
        if (n == 2)
            s.list = s.list &&
                     is_list_mark(t->text.data + filled[0]->sink.start,
                                  filled[0]->text_end - filled[0]->sink.start) &&
                     reads_as_text(t->text.data + filled[1]->sink.start,
                                   filled[1]->text_end - filled[1]->sink.start);
    }
    s.list = s.list && s.widest == 2;
    return s;
}

/* ---- tables to the builder ---- */

/* Settles the marks before byte `end` of the table's text, and what ends there; `from` stands at byte `to` of the
 * page. */
static void settle_marks(html_doc *d, const html_table *t, size_t *mark, size_t from, size_t end, uint32_t to)
{
    for (; *mark < t->marks.len; ++*mark) {
        const html_mark *m = &t->marks.items[*mark];

        if (m->at > end || (m->at == end && !m->end))
            break;
        html_settle_mark(d, m, to + (uint32_t)(m->at < from ? 0 : m->at - from));
    }
}

static bool is_one_of(const char *p, size_t n, const char *const *words, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (strlen(words[i]) == n && memcmp(words[i], p, n) == 0)
            return true;
    return false;
}

/* Whether two cells print one figure: "$" and "1,234", "(1,234" and ")". */
static bool glues(const char *a, size_t an, const char *b, size_t bn)
{
    static const char *const before[] = {"$",  "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5", "(",
                                         "$(", "($",           "US$",      "C$"};
    static const char *const after[] = {")", "%", ")%", "%)", "pp", "x", "bps"};

    return is_one_of(a, an, before, sizeof before / sizeof *before) ||
           is_one_of(b, bn, after, sizeof after / sizeof *after);
}

static uint8_t indent_steps(int32_t hundredths)
{
    int32_t steps = (hundredths + 100) / 400;

    return (uint8_t)clamp(steps, 0, 255);
}

/* The id of a cell: of the figure in it, which a bracket may stand before, else the nearest. */
static uint32_t element_of(const html_doc *d, const html_cell *c)
{
    uint32_t own = c->tag_count == 0 ? 0 : d->ix.tags.items[c->tag_first].element;

    return own != 0 ? own : c->sink.element;
}

static fa_status add_cell(html_doc *d, const html_table *t, const html_cell *c, fa_place place)
{
    fa_cell cell;
    char *text = t->text.len == 0 ? NULL : t->text.data, kept = '\0';
    fa_status st;
    uint32_t i;

    memset(&cell, 0, sizeof cell);
    cell.row = c->row;
    cell.col = c->col;
    cell.col_span = c->col_span;
    cell.row_span = c->row_span;
    cell.place = place;
    cell.place.source_start = c->source_start;
    cell.place.source_end = c->source_end;
    cell.place.element = html_id(d, element_of(d, c));
    cell.tag_first = c->tag_first;
    cell.tag_count = c->tag_count;
    cell.bold = c->head || c->sink.bold * 2 > c->sink.chars;
    cell.indent = indent_steps(c->sink.indent);
    cell.text = "";
    if (has_text(c)) {
        kept = text[c->text_end];
        text[c->text_end] = '\0';
        cell.text = text + c->sink.start;
    }
    st = fa_content_add_cell(d->pages.builder, &cell, d->err);
    if (has_text(c))
        text[c->text_end] = kept;
    for (i = c->tag_first; i < c->tag_first + c->tag_count; i++) {
        ixbrl_tag *tag = &d->ix.tags.items[i];

        if (tag->hidden)
            continue;
        tag->table = d->pages.tables;
        tag->row = c->row;
        tag->col = c->col;
        if (tag->place.page == 0) {
            tag->place.page = place.page;
            tag->place.text_start = tag->place.text_end = place.text_start;
        }
    }
    return st;
}

/* Prints cells first..last of one row as a line and adds them. */
static fa_status emit_row(html_doc *d, const html_table *t, size_t first, size_t last, size_t *mark)
{
    const html_cell *before = NULL;
    fa_place place;
    fa_status st = FA_OK;
    size_t i, at = 0;

    fa_buf_reset(&d->row_text);
    for (i = first; i < last; i++) {
        const html_cell *c = &t->cells.items[i];
        const char *text = t->text.data + c->sink.start;
        size_t n = c->text_end - c->sink.start;

        if (n == 0)
            continue;
        if (before != NULL &&
            !glues(t->text.data + before->sink.start, before->text_end - before->sink.start, text, n))
            (void)fa_buf_append(&d->row_text, "  ", 2);
        (void)fa_buf_append(&d->row_text, text, n);
        before = c;
    }
    st = fa_buf_check(&d->row_text, d->err);
    memset(&place, 0, sizeof place);
    place.page = d->pages.page;
    place.text_start = place.text_end = text_pages_end(&d->pages);
    if (st == FA_OK && before != NULL) {
        st = text_pages_add(&d->pages, d->row_text.data, d->row_text.len, &place);
    }
    for (i = first, before = NULL; st == FA_OK && i < last; i++) {
        const html_cell *c = &t->cells.items[i];
        size_t n = c->text_end - c->sink.start;
        fa_place own = place;

        if (n == 0 && c->tag_count == 0)
            continue;
        if (n != 0 && before != NULL &&
            !glues(t->text.data + before->sink.start, before->text_end - before->sink.start,
                   t->text.data + c->sink.start, n))
            at += 2;
        own.text_start = place.text_start + (uint32_t)at;
        own.text_end = own.text_start + (uint32_t)n;
        at += n;
        before = n != 0 ? c : before;
        settle_marks(d, t, mark, c->sink.start, c->text_end, own.text_start);
        st = add_cell(d, t, c, own);
    }
    return st;
}

static fa_status emit_table(html_doc *d, const html_table *t)
{
    fa_status st = text_pages_need(&d->pages, true);
    uint32_t first = 0;
    size_t i = 0, mark = 0;

    first = d->pages.lines;
    if (st == FA_OK)
        st = fa_content_begin_table(d->pages.builder, d->err);
    while (st == FA_OK && i < t->cells.len) {
        size_t end = i;

        while (end < t->cells.len && t->cells.items[end].row == t->cells.items[i].row)
            end++;
        st = emit_row(d, t, i, end, &mark);
        i = end;
    }
    return st == FA_OK ? text_pages_end_table(&d->pages, first) : st;
}

/* Adds one piece of the text of a table that only lays out. */
static fa_status emit_piece(html_doc *d, const html_table *t, size_t from, size_t to, size_t *mark)
{
    fa_place place;
    fa_status st;

    while (from < to && t->text.data[from] == ' ')
        from++;
    if (from == to)
        return FA_OK;
    st = text_pages_need(&d->pages, false);
    if (st == FA_OK)
        st = text_pages_add(&d->pages, t->text.data + from, to - from, &place);
    if (st == FA_OK)
        settle_marks(d, t, mark, from, to, place.text_start);
    return st;
}

/* A cell alone in its row: a line for each of its blocks. */
static fa_status emit_blocks(html_doc *d, const html_table *t, const html_cell *c, size_t *brk, size_t *mark)
{
    size_t from = c->sink.start;
    fa_status st = FA_OK;

    for (; st == FA_OK && *brk < t->breaks.len && t->breaks.items[*brk] < c->text_end; ++*brk) {
        if (t->breaks.items[*brk] <= from)
            continue;
        st = emit_piece(d, t, from, t->breaks.items[*brk], mark);
        from = t->breaks.items[*brk];
    }
    return st == FA_OK ? emit_piece(d, t, from, c->text_end, mark) : st;
}

/* Several cells as one line, a blank between them. */
static fa_status emit_joined(html_doc *d, const html_table *t, size_t first, size_t last, size_t *mark)
{
    fa_place place;
    size_t i, at = 0;
    fa_status st = text_pages_need(&d->pages, false);

    fa_buf_reset(&d->row_text);
    for (i = first; i < last; i++) {
        const html_cell *c = &t->cells.items[i];

        if (has_text(c) && d->row_text.len != 0)
            (void)fa_buf_append(&d->row_text, " ", 1);
        if (has_text(c))
            (void)fa_buf_append(&d->row_text, t->text.data + c->sink.start, c->text_end - c->sink.start);
    }
    if (st == FA_OK)
        st = fa_buf_check(&d->row_text, d->err);
    if (st == FA_OK)
        st = text_pages_add(&d->pages, d->row_text.data, d->row_text.len, &place);
    for (i = first; st == FA_OK && i < last; i++) {
        const html_cell *c = &t->cells.items[i];

        if (!has_text(c))
            continue;
        at += at != 0;
        settle_marks(d, t, mark, c->sink.start, c->text_end, place.text_start + (uint32_t)at);
        at += c->text_end - c->sink.start;
    }
    return st;
}

static fa_status emit_lines(html_doc *d, const html_table *t)
{
    size_t i = 0, mark = 0, brk = 0;
    fa_status st = FA_OK;

    while (st == FA_OK && i < t->cells.len) {
        size_t first = i, filled = 0, only = i;

        for (; i < t->cells.len && t->cells.items[i].row == t->cells.items[first].row; i++)
            if (has_text(&t->cells.items[i])) {
                filled++;
                only = i;
            }
        if (filled == 1)
            st = emit_blocks(d, t, &t->cells.items[only], &brk, &mark);
        else if (filled > 1)
            st = emit_joined(d, t, first, i, &mark);
    }
    return st;
}

static fa_status emit(html_doc *d, const html_table *t)
{
    shape s = shape_of(t);

    return s.widest >= 2 && !s.list ? emit_table(d, t) : emit_lines(d, t);
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
        st = emit(d, t);
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

        if (!has_text(c))
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
    shape s;

    if (t == NULL)
        return FA_OK;
    html_row_close(d);
    d->depth--;
    outer = top(d);
    s = shape_of(t);
    if (s.filled == 0)
        return FA_OK;
    if (outer != NULL && outer->in_cell && (s.rows <= 1 || (s.widest <= 1 && t->text.len < SMALL_TEXT)))
        return merge_into(d, outer, t);
    st = html_tables_flush(d, d->depth);
    return st == FA_OK ? emit(d, t) : st;
}
