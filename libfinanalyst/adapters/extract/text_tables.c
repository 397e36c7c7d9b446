/* extract/text_tables.c: tables that plain text sets with blanks: columns by the right edges of their figures. */
#include <string.h>

#include "text_flow.h"

enum { COLUMNS_MAX = 24, HEAD_LINES = 10, GAP_LINES = 7, OVER = 16, ROWS_MAX = 10000 };

/* A column of figures on the screen. */
typedef struct column {
    int32_t x0, x1;
    uint32_t figures;
} column;

typedef struct layout {
    column columns[COLUMNS_MAX];
    int32_t count;
    int32_t label_end;
} layout;

static uint32_t cells_of(const text_flow *f, const text_line *l, text_cell out[TEXT_CELLS_MAX])
{
    return text_cells(f->text + l->start, l->end - l->start, out);
}

/* ---- regions ---- */

/* Where the first figure of a row begins. */
static int32_t first_figure(const text_flow *f, const text_line *l)
{
    text_cell cells[TEXT_CELLS_MAX];
    uint32_t count = cells_of(f, l, cells), i;

    for (i = count > 1 ? 1 : 0; i < count; i++)
        if (cells[i].figure)
            return cells[i].x0;
    return l->width;
}

/* Whether a line can stand over columns that begin at x: every cell behind its first one does. */
static bool heads_over(const text_flow *f, const text_line *l, int32_t x)
{
    text_cell cells[TEXT_CELLS_MAX];
    uint32_t count = cells_of(f, l, cells), i;

    for (i = 0; i < count; i++)
        if (cells[i].end - cells[i].start > 44 || (i > 0 && cells[i].x0 < x - OVER))
            return false;
    return count > 0 && (cells[0].x0 >= x - OVER || count > 1);
}

static bool is_label_line(const text_line *l, int32_t x)
{
    return l->width <= x + 4 && l->width - l->indent < 76;
}

/* The line behind the last row of the region that begins with row r. */
static size_t region_end(const text_flow *f, const text_lines *lines, size_t r, int32_t x, size_t *rows)
{
    size_t last = r, i, blanks = 0;

    *rows = 1;
    for (i = r + 1; i < lines->len && i - last <= GAP_LINES && *rows < ROWS_MAX; i++) {
        const text_line *l = &lines->items[i];

        blanks = l->kind == TEXT_LINE_BLANK ? blanks + 1 : 0;
        if (l->kind == TEXT_LINE_PAGE || blanks > 2)
            break;
        if (l->kind == TEXT_LINE_ROW) {
            last = i;
            ++*rows;
        } else if ((l->kind == TEXT_LINE_PROSE || l->kind == TEXT_LINE_HEADS) && !is_label_line(l, x) &&
                   !heads_over(f, l, x)) {
            break;
        }
    }
    return last + 1;
}

/* The first line of heads over row r. */
static size_t region_first(const text_flow *f, const text_lines *lines, size_t from, size_t r, int32_t x)
{
    size_t first = r, i = r, blanks = 0;
    bool heads = false;

    while (i-- > from && r - i <= HEAD_LINES) {
        const text_line *l = &lines->items[i];

        if (l->kind == TEXT_LINE_PAGE || l->kind == TEXT_LINE_ROW)
            break;
        blanks = l->kind == TEXT_LINE_BLANK ? blanks + 1 : 0;
        if (blanks > 1)
            break;
        if (l->kind == TEXT_LINE_BLANK)
            continue;
        if (l->kind == TEXT_LINE_RULE || l->kind == TEXT_LINE_MARK || heads_over(f, l, x))
            heads = heads || l->kind != TEXT_LINE_MARK;
        else if (heads || !is_label_line(l, x))
            break;
        first = i;
    }
    return first;
}

bool text_region_find(const text_flow *f, const text_lines *lines, size_t from, text_region *out)
{
    size_t r, rows;

    for (r = from; r < lines->len; r++) {
        int32_t x;

        if (lines->items[r].kind != TEXT_LINE_ROW)
            continue;
        x = first_figure(f, &lines->items[r]);
        out->end = region_end(f, lines, r, x, &rows);
        if (rows < 2)
            continue;
        out->first = region_first(f, lines, from, r, x);
        return true;
    }
    return false;
}

/* ---- columns ---- */

/* The right edge of the digits: brackets and per cent hang over. */
static int32_t right_edge(const char *line, const text_cell *c)
{
    int32_t x = c->x1;
    uint32_t end = c->end;

    while (end > c->start + 1 && (line[end - 1] == ')' || line[end - 1] == '%' || line[end - 1] == ' ')) {
        end--;
        x--;
    }
    return x;
}

static column *near_column(layout *y, int32_t x1, int32_t tolerance)
{
    column *best = NULL;
    int32_t i, least = tolerance + 1;

    for (i = 0; i < y->count; i++) {
        int32_t d = x1 - y->columns[i].x1;

        d = d < 0 ? -d : d;
        if (d < least) {
            least = d;
            best = &y->columns[i];
        }
    }
    return best;
}

static bool take_figure(layout *y, const char *line, const text_cell *c)
{
    int32_t x1 = right_edge(line, c), at;
    column *k = near_column(y, x1, 2);

    if (k != NULL) {
        k->x0 = c->x0 < k->x0 ? c->x0 : k->x0;
        k->figures++;
        return true;
    }
    if (y->count == COLUMNS_MAX)
        return false;
    for (at = y->count++; at > 0 && y->columns[at - 1].x1 > x1; at--)
        y->columns[at] = y->columns[at - 1];
    y->columns[at] = (column){c->x0, x1, 1};
    return true;
}

/* A figure that begins a row of several cells may be part of its label: "4 Assets". */
static bool counts(const text_cell *cells, uint32_t count, uint32_t i)
{
    return cells[i].figure && (i > 0 || count == 1 || cells[0].x0 > 20);
}

/* Columns of the region; false: they are not clear. */
static bool find_columns(const text_flow *f, const text_lines *lines, const text_region *g, layout *out)
{
    text_cell cells[TEXT_CELLS_MAX];
    uint32_t all = 0, shared = 0, i;
    int32_t c;
    size_t r;

    memset(out, 0, sizeof *out);
    for (r = g->first; r < g->end; r++) {
        const text_line *l = &lines->items[r];
        uint32_t count = l->kind == TEXT_LINE_ROW ? cells_of(f, l, cells) : 0;

        for (i = 0; i < count; i++) {
            if (!counts(cells, count, i))
                continue;
            all++;
            if (!take_figure(out, f->text + l->start, &cells[i]))
                return false;
        }
    }
    out->label_end = INT32_MAX;
    for (c = 0; c < out->count; c++) {
        if (out->columns[c].figures < 2)
            continue;
        shared += out->columns[c].figures;
        out->label_end = out->columns[c].x0 < out->label_end ? out->columns[c].x0 : out->label_end;
    }
    return all >= 2 && shared * 10 >= all * 7;
}

/* ---- cells ---- */

typedef struct placed {
    uint32_t start, end; /* bytes of the line */
    int32_t col, span;
    int32_t x0;
} placed;

static void cover(const layout *y, const text_cell *c, int32_t *col, int32_t *span)
{
    int32_t i, middle = (c->x0 + c->x1) / 2, least = INT32_MAX, nearest = 0;

    *span = 0;
    for (i = 0; i < y->count; i++) {
        int32_t d = (y->columns[i].x0 + y->columns[i].x1) / 2 - middle;

        if (c->x0 < y->columns[i].x1 && c->x1 > y->columns[i].x0) {
            *col = *span == 0 ? i : *col;
            *span = i - *col + 1;
        }
        d = d < 0 ? -d : d;
        if (d < least) {
            least = d;
            nearest = i;
        }
    }
    if (*span == 0) {
        *col = nearest;
        *span = 1;
    }
}

static int32_t column_of(const layout *y, const char *line, const text_cell *c)
{
    int32_t x1 = right_edge(line, c), i, least = INT32_MAX, best = 0;

    for (i = 0; i < y->count; i++) {
        int32_t d = x1 - y->columns[i].x1;

        d = d < 0 ? -d : d;
        if (d < least) {
            least = d;
            best = i;
        }
    }
    return best;
}

/* Cells of a line with their columns of the table: the label is column 0. */
static uint32_t place_cells(const text_flow *f, const layout *y, const text_line *l,
                            placed out[TEXT_CELLS_MAX])
{
    const char *line = f->text + l->start;
    text_cell cells[TEXT_CELLS_MAX];
    uint32_t count = cells_of(f, l, cells), i, n = 0;

    for (i = 0; i < count; i++) {
        placed p = {cells[i].start, cells[i].end, 0, 1, cells[i].x0};
        bool data = l->kind == TEXT_LINE_ROW && counts(cells, count, i);

        if (data)
            p.col = column_of(y, line, &cells[i]) + 1;
        else if (cells[i].x0 >= y->label_end - OVER / 2 || (i > 0 && cells[i].x1 > y->label_end)) {
            cover(y, &cells[i], &p.col, &p.span);
            p.col++;
        }
        /* What comes before its turn, or into a place that is taken, goes on with the cell before it. */
        if (n > 0 && p.col <= out[n - 1].col + (out[n - 1].col == 0 ? 0 : out[n - 1].span - 1)) {
            out[n - 1].end = p.end;
            continue;
        }
        out[n++] = p;
    }
    return n;
}

static fa_status add_cell(const text_flow *f, const text_line *l, const placed *p, int32_t row,
                          const fa_place *line, uint32_t lead)
{
    char text[512];
    size_t n = p->end - p->start;
    fa_cell c;

    /* The builder folds the blanks inside. A longer cell is no cell of a table of figures. */
    if (n >= sizeof text)
        for (n = sizeof text - 1; n > 0 && (f->text[l->start + p->start + n] & 0xC0) == 0x80;)
            n--;
    memcpy(text, f->text + l->start + p->start, n);
    text[n] = '\0';
    memset(&c, 0, sizeof c);
    c.row = row;
    c.col = p->col;
    c.col_span = p->span;
    c.row_span = 1;
    c.text = text;
    c.place.page = line->page;
    c.place.element = "";
    c.place.text_start = line->text_start + p->start - lead;
    c.place.text_end = line->text_start + p->end - lead;
    c.place.source_start = f->origin(f->payload, l->start + p->start);
    c.place.source_end = f->origin(f->payload, l->start + p->end);
    c.indent = (uint8_t)(p->col != 0 ? 0 : p->x0 / 2 > 255 ? 255 : p->x0 / 2);
    return fa_content_add_cell(f->pages->builder, &c, f->pages->err);
}

static fa_status write_line(const text_flow *f, const layout *y, const text_line *l, int32_t row)
{
    placed cells[TEXT_CELLS_MAX];
    uint32_t count = place_cells(f, y, l, cells), lead = count == 0 ? 0 : cells[0].start, i;
    fa_status st;
    fa_place line;

    st = text_pages_add(f->pages, f->text + l->start + lead, l->end - l->start - lead, &line);
    for (i = 0; st == FA_OK && i < count; i++)
        st = add_cell(f, l, &cells[i], row, &line, lead);
    return st;
}

fa_status text_region_write(const text_flow *f, const text_lines *lines, const text_region *region,
                            bool *done)
{
    uint32_t first;
    int32_t row = 0;
    fa_status st;
    layout y;
    size_t i;

    *done = find_columns(f, lines, region, &y);
    if (!*done)
        return FA_OK;
    st = text_pages_need(f->pages, true);
    first = f->pages->lines;
    if (st == FA_OK)
        st = fa_content_begin_table(f->pages->builder, f->pages->err);
    for (i = region->first; st == FA_OK && i < region->end; i++) {
        const text_line *l = &lines->items[i];

        if (l->kind == TEXT_LINE_BLANK || l->kind == TEXT_LINE_RULE || l->kind == TEXT_LINE_MARK)
            continue;
        st = write_line(f, &y, l, row++);
    }
    return st == FA_OK ? text_pages_end_table(f->pages, first) : st;
}
