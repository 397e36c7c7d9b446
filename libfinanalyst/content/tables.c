/* content/tables.c: lines to tables: runs of rows whose figures share right edges, with the heads over them. */
#include <string.h>

#include "base/text.h"
#include "content/spans.h"

enum { COLUMNS_MAX = 48, BETWEEN_MAX = 8, HEADS_MAX = 10 };

/* A column of figures. */
typedef struct column {
    float x0, x1;
    uint32_t figures;
} column;

/* A table under way: its lines, and where its figures stand. */
typedef struct run {
    uint32_t top, first, last; /* lines: with heads, of the first and the last figures */
    column columns[COLUMNS_MAX];
    uint32_t column_count;
    uint32_t data_rows, figures;
    float x0; /* the left edge of the labels */
} run;

typedef struct seeker {
    const fai_page_draft *page;
    fai_pool *pool;
    fai_arena *scratch;
    fai_row *rows; /* by line */
    uint32_t max_cells;
    uint32_t *cells;
    fai_tables *out;
    run run;            /* open while data_rows > 0 */
    uint32_t free_line; /* the first line that belongs to no table above */
} seeker;

static const fa_line *line_at(const seeker *s, uint32_t i)
{
    return &s->page->lines.items[i];
}

static float line_height(const seeker *s, uint32_t i)
{
    const fa_word *w = s->page->words.items + line_at(s, i)->word_first;
    float h = 0;
    uint32_t k;

    for (k = 0; k < line_at(s, i)->word_count; k++)
        h = w[k].box.y1 - w[k].box.y0 > h ? w[k].box.y1 - w[k].box.y0 : h;
    return h;
}

/* The empty space between a line and the next, in heights of a line. */
static float space_below(const seeker *s, uint32_t i)
{
    float h = line_height(s, i), gap;

    if (i + 1 >= s->page->lines.len || h <= 0)
        return 0;
    gap = line_at(s, i + 1)->box.y0 - line_at(s, i)->box.y1;
    return gap / h;
}

/* Whether a row holds figures as a table does: not a number inside a text or in front of one. */
static bool is_data(const fai_row *row)
{
    uint32_t i, last = UINT32_MAX, behind = 0;

    for (i = 0; i < row->count; i++) {
        if (row->spans[i].kind == FAI_SPAN_FIGURE) {
            last = i;
            behind = 0;
        } else if (row->spans[i].kind == FAI_SPAN_TEXT) {
            behind++;
        }
    }
    if (last == UINT32_MAX || row->letters > 200)
        return false;
    if (row->figures + row->years > 1 && row->figures > 0 && (row->figures > 1 || last > 0))
        return true;
    return last > 0 && behind == 0;
}

static float distance(float a, float b)
{
    return a < b ? b - a : a - b;
}

/* The column of a run that a figure ends in; -1 = none. */
static int32_t column_of(const run *r, const fai_span *s, float tolerance)
{
    float least = tolerance;
    int32_t found = -1;
    uint32_t i;

    for (i = 0; i < r->column_count; i++) {
        float d = distance(r->columns[i].x1, s->x1);

        if (d <= least) {
            least = d;
            found = (int32_t)i;
        }
    }
    return found;
}

static void add_figure(run *r, const fai_span *s)
{
    int32_t at = column_of(r, s, 6);
    uint32_t i;

    r->figures++;
    if (at >= 0) {
        r->columns[at].figures++;
        r->columns[at].x0 = s->x0 < r->columns[at].x0 ? s->x0 : r->columns[at].x0;
        return;
    }
    if (r->column_count == COLUMNS_MAX)
        return;
    for (i = r->column_count; i > 0 && r->columns[i - 1].x1 > s->x1; i--)
        r->columns[i] = r->columns[i - 1];
    r->columns[i] = (column){s->x0, s->x1, 1};
    r->column_count++;
}

static void add_row(seeker *s, uint32_t line)
{
    const fai_row *row = &s->rows[line];
    run *r = &s->run;
    uint32_t i;

    if (r->data_rows == 0) {
        memset(r, 0, sizeof *r);
        r->first = line;
        r->x0 = row->spans[0].x0;
    }
    r->last = line;
    r->data_rows++;
    r->x0 = row->spans[0].x0 < r->x0 ? row->spans[0].x0 : r->x0;
    for (i = 0; i < row->count; i++)
        if (row->spans[i].kind == FAI_SPAN_FIGURE || (row->spans[i].kind == FAI_SPAN_YEAR && i > 0))
            add_figure(r, &row->spans[i]);
}

/* Where the labels of a run end: left of the first column that many of its rows have. */
static float label_end(const run *r)
{
    uint32_t i;

    for (i = 0; i < r->column_count; i++)
        if (r->columns[i].figures * 6 >= r->data_rows)
            return r->columns[i].x0;
    return 1e9F;
}

/* A line of prose, which ends a table: long, and set across its columns. */
static bool is_prose(const seeker *s, uint32_t line)
{
    const fai_row *row = &s->rows[line];
    const fai_span *last = &row->spans[row->count - 1];

    return row->letters >= 75 && last->kind == FAI_SPAN_TEXT && last->x1 > label_end(&s->run) + 10 &&
           (row->count < 3 || row->letters > 130);
}

/* Whether some figure of a row ends where those of the run do. */
static bool is_aligned(const run *r, const fai_row *row)
{
    uint32_t i;

    for (i = 0; i < row->count; i++)
        if (row->spans[i].kind != FAI_SPAN_TEXT && row->spans[i].kind != FAI_SPAN_MARK &&
            column_of(r, &row->spans[i], 8) >= 0)
            return true;
    return false;
}

/* Whether a line without figures can head columns: pieces over them, none of them long. */
static bool is_head(const seeker *s, uint32_t line)
{
    const fai_row *row = &s->rows[line];
    float end = label_end(&s->run);
    uint32_t i, over = 0;

    for (i = 0; i < row->count; i++) {
        const fai_span *p = &row->spans[i];

        if ((p->x0 + p->x1) / 2 > end - 4 || (p->x0 > end - 60 && p->x1 > end + 8))
            over++;
        else if (p->x1 > end + 8)
            return false;
    }
    return over > 0 && row->letters < 200;
}

/* Whether the lines between the run and the next row of figures begin another table: heads of its own under a title, or
 * much empty space. */
static bool begins_another(const seeker *s, uint32_t line)
{
    uint32_t i, heads = 0;
    bool apart = false;

    for (i = s->run.last; i < line; i++) {
        float space = space_below(s, i);

        if (space > 4)
            return true;
        if (i > s->run.last) {
            if (s->rows[i].count == 1 && !is_head(s, i))
                apart = apart || space_below(s, i - 1) > 0.6F;
            else if (apart && is_head(s, i) && s->rows[i].years > 0)
                heads++;
        }
    }
    return apart && heads > 0;
}

static bool joins(const seeker *s, uint32_t line)
{
    const run *r = &s->run;

    if (line - r->last > BETWEEN_MAX || begins_another(s, line))
        return false;
    return is_aligned(r, &s->rows[line]) || (line == r->last + 1 && space_below(s, r->last) < 1.5F);
}

/* A label above the first row of figures: short, left of the columns. */
static bool is_label(const seeker *s, uint32_t line)
{
    const fai_row *row = &s->rows[line];

    return row->count == 1 && row->spans[0].kind == FAI_SPAN_TEXT &&
           row->spans[0].x1 < label_end(&s->run) + 10 && row->spans[0].x0 < s->run.x0 + 40;
}

/* Takes in the heads above, and the labels between them and the figures. */
static void find_top(seeker *s)
{
    run *r = &s->run;
    uint32_t i = r->first, labels = 0;
    bool heads = false;

    r->top = r->first;
    while (i > s->free_line && r->first - i < HEADS_MAX) {
        i--;
        if (space_below(s, i) > (heads ? 1.8F : 3.0F) || s->rows[i].count == 0)
            break;
        if (is_head(s, i)) {
            heads = true;
            r->top = i;
            continue;
        }
        if (heads || !is_label(s, i) || labels >= 5)
            break;
        labels++;
    }
    if (!heads)
        for (i = r->first;
             i > s->free_line && r->first - i < 2 && is_label(s, i - 1) && space_below(s, i - 1) < 1; i--)
            r->top = i - 1;
}

/* Page numbers of a table of contents: one column of small whole numbers that never fall. */
static bool is_contents(const seeker *s)
{
    const run *r = &s->run;
    uint32_t i, rows = 0;
    long last = 0;

    for (i = r->first; i <= r->last; i++) {
        const fai_row *row = &s->rows[i];
        const fai_span *p = &row->spans[row->count - 1];
        const char *text = s->page->words.items[p->word].text;
        long n = 0;

        if (!is_data(row))
            continue;
        if (row->figures + row->years != 1 || p->count != 1 || p->kind != FAI_SPAN_FIGURE ||
            row->spans[0].kind != FAI_SPAN_TEXT)
            return false;
        for (; fai_is_digit(*text); text++)
            n = n < 10000 ? n * 10 + (*text - '0') : n;
        if (*text != '\0' || n < last || n > 999)
            return false;
        last = n;
        rows++;
    }
    return rows >= 4;
}

/* The grid column of a piece: the column of figures whose stretch it shares, else that of the labels. */
static int32_t grid_column(const run *r, const fai_span *p)
{
    float best = 0, middle = (p->x0 + p->x1) / 2, least = 1e9F;
    int32_t found = -1, near = 0;
    uint32_t i;

    if (p->x1 <= label_end(r))
        return 0;
    for (i = 0; i < r->column_count; i++) {
        float lo = p->x0 > r->columns[i].x0 ? p->x0 : r->columns[i].x0;
        float hi = p->x1 < r->columns[i].x1 ? p->x1 : r->columns[i].x1;
        float d = distance(middle, r->columns[i].x1);

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

static void make_place(const seeker *s, const fai_span *p, fa_place *out)
{
    const fa_word *w = s->page->words.items + p->word;
    uint32_t i, last = p->word + p->count - 1;

    memset(out, 0, sizeof *out);
    out->page = s->page->number;
    out->element = "";
    out->box = w[0].box;
    for (i = 1; i < p->count; i++) {
        out->box.y0 = w[i].box.y0 < out->box.y0 ? w[i].box.y0 : out->box.y0;
        out->box.x1 = w[i].box.x1 > out->box.x1 ? w[i].box.x1 : out->box.x1;
        out->box.y1 = w[i].box.y1 > out->box.y1 ? w[i].box.y1 : out->box.y1;
    }
    out->text_start = s->page->starts[p->word];
    out->text_end = s->page->starts[last] + (uint32_t)strlen(s->page->words.items[last].text);
}

static const char *text_of(const seeker *s, const fai_span *p)
{
    const fa_word *w = s->page->words.items + p->word;
    size_t len = p->count - 1;
    uint32_t i;
    char *text;

    if (p->count == 1)
        return w->text;
    for (i = 0; i < p->count; i++)
        len += strlen(w[i].text);
    text = fai_pool_room(s->pool, len);
    for (len = 0, i = 0; text != NULL && i < p->count; i++) {
        size_t n = strlen(w[i].text);

        if (i > 0)
            text[len++] = ' ';
        memcpy(text + len, w[i].text, n);
        len += n;
    }
    return text;
}

static fa_status make_cells(seeker *s, fa_cell *cells, uint32_t *count, fa_error *err)
{
    const run *r = &s->run;
    uint32_t i, k;

    for (i = r->top; i <= r->last; i++) {
        int32_t col = 0;

        for (k = 0; k < s->rows[i].count; k++) {
            const fai_span *p = &s->rows[i].spans[k];
            fa_cell *c = &cells[(*count)++];
            float indent = (p->x0 - r->x0) / 6;

            c->row = (int32_t)(i - r->top);
            c->col = grid_column(r, p);
            col = c->col > col ? c->col : col;
            c->col = col;
            c->col_span = c->row_span = 1;
            make_place(s, p, &c->place);
            c->text = text_of(s, p);
            if (c->text == NULL)
                return fai_no_room(s->pool->arena, 64, err);
            c->indent = k > 0 || indent < 0.5F ? 0 : indent > 20 ? 20 : (uint8_t)(indent + 0.5F);
        }
    }
    return FA_OK;
}

static fa_status emit(seeker *s, fa_error *err)
{
    const run *r = &s->run;
    uint32_t i, most = 0;
    fa_cell *cells;
    fa_status st;
    fa_table t;

    for (i = r->top; i <= r->last; i++)
        most += s->rows[i].count;
    if (most > s->max_cells - *s->cells)
        return fa_fail_field(err, FA_ETOOLARGE, "cells", "the document has more than %u cells", s->max_cells);
    cells = fai_arena_calloc(s->pool->arena, most, sizeof *cells);
    if (cells == NULL)
        return fai_no_room(s->pool->arena, most * sizeof *cells, err);
    memset(&t, 0, sizeof t);
    st = make_cells(s, cells, &t.cell_count, err);
    if (st != FA_OK)
        return st;
    *s->cells += t.cell_count;
    t.page = s->page->number;
    t.line_first = r->top;
    t.line_count = r->last - r->top + 1;
    t.rows = (int32_t)t.line_count;
    t.cols = (int32_t)r->column_count + 1;
    t.cells = cells;
    t.box = line_at(s, r->top)->box;
    for (i = r->top; i <= r->last; i++) {
        const fa_box *b = &line_at(s, i)->box;

        t.box.x0 = b->x0 < t.box.x0 ? b->x0 : t.box.x0;
        t.box.x1 = b->x1 > t.box.x1 ? b->x1 : t.box.x1;
        t.box.y1 = b->y1 > t.box.y1 ? b->y1 : t.box.y1;
    }
    s->free_line = r->last + 1;
    return fai_vec_push(s->out, t) ? FA_OK
                                   : fa_fail(err, FA_ENOMEM, "out of memory while looking for tables");
}

/* Ends the run: a table, or nothing where it is too small or a table of contents. */
static fa_status end_run(seeker *s, fa_error *err)
{
    fa_status st = FA_OK;

    if (s->run.data_rows > 1 || s->run.figures > 1) {
        if (!is_contents(s)) {
            find_top(s);
            st = emit(s, err);
        }
    }
    s->run.data_rows = 0;
    return st;
}

static fa_status seek(seeker *s, fa_error *err)
{
    fa_status st = FA_OK;
    uint32_t i;

    for (i = 0; st == FA_OK && i < s->page->lines.len; i++) {
        const fai_row *row = &s->rows[i];
        bool open = s->run.data_rows > 0;
        bool lone = row->count == 1 && row->figures == 1 && open && is_aligned(&s->run, row);

        if (is_data(row) || lone) {
            if (open && !joins(s, i))
                st = end_run(s, err);
            add_row(s, i);
        } else if (open && is_prose(s, i)) {
            st = end_run(s, err);
        }
    }
    if (st == FA_OK && s->run.data_rows > 0)
        st = end_run(s, err);
    return st;
}

fa_status fai_layout_tables(const fai_page_draft *page, fai_pool *pool, fai_arena *scratch,
                            uint32_t max_cells, uint32_t *cells, fai_tables *out, fa_error *err)
{
    fa_status st = FA_OK;
    uint32_t i;
    seeker s;

    memset(&s, 0, sizeof s);
    s.page = page;
    s.pool = pool;
    s.scratch = scratch;
    s.max_cells = max_cells;
    s.cells = cells;
    s.out = out;
    s.rows = fai_arena_calloc(scratch, page->lines.len + 1, sizeof *s.rows);
    if (s.rows == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while looking for tables");
    for (i = 0; st == FA_OK && i < page->lines.len; i++)
        st = fai_row_of(page, i, scratch, &s.rows[i], err);
    return st == FA_OK ? seek(&s, err) : st;
}
