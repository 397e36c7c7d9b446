/* extract/html_tables_emit.c: tables to the builder: as cells and a line for each row, or as lines. */
#include <string.h>

#include "html.h"

bool html_cell_filled(const html_cell *c)
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

html_shape html_shape_of(const html_table *t)
{
    html_shape s = {0, 0, 0, true};
    size_t i = 0;

    while (i < t->cells.len) {
        const html_cell *filled[2] = {NULL, NULL};
        int32_t row = t->cells.items[i].row, n = 0;

        for (; i < t->cells.len && t->cells.items[i].row == row; i++) {
            if (!html_cell_filled(&t->cells.items[i]))
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

    return (uint8_t)(steps < 0 ? 0 : steps > 255 ? 255 : steps);
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
    if (html_cell_filled(c)) {
        kept = text[c->text_end];
        text[c->text_end] = '\0';
        cell.text = text + c->sink.start;
    }
    st = fa_content_add_cell(d->pages.builder, &cell, d->err);
    if (html_cell_filled(c))
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

        if (html_cell_filled(c) && d->row_text.len != 0)
            (void)fa_buf_append(&d->row_text, " ", 1);
        if (html_cell_filled(c))
            (void)fa_buf_append(&d->row_text, t->text.data + c->sink.start, c->text_end - c->sink.start);
    }
    if (st == FA_OK)
        st = fa_buf_check(&d->row_text, d->err);
    if (st == FA_OK)
        st = text_pages_add(&d->pages, d->row_text.data, d->row_text.len, &place);
    for (i = first; st == FA_OK && i < last; i++) {
        const html_cell *c = &t->cells.items[i];

        if (!html_cell_filled(c))
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
            if (html_cell_filled(&t->cells.items[i])) {
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

fa_status html_table_emit(html_doc *d, const html_table *t)
{
    html_shape s = html_shape_of(t);

    return s.widest >= 2 && !s.list ? emit_table(d, t) : emit_lines(d, t);
}
