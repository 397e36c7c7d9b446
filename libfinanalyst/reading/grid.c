/* reading/grid.c: cells to figures and figures to columns, by right edges. */
#include "reading/grid.h"

#include <string.h>

#include "base/text.h"

static bool is_currency_mark(fai_str s)
{
    static const char *const marks[] = {
        "$",   "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5",       "US$",           "C$", "$(", "$ (", "(",
        "RMB", "R$",           "HK$",      "\xE2\x82\xAC (", "(\xE2\x82\xAC", "($"};
    size_t i;

    for (i = 0; i < sizeof marks / sizeof *marks; i++)
        if (fai_str_equal(s, fai_str_of(marks[i])))
            return true;
    return false;
}

static bool is_closing_mark(fai_str s)
{
    static const char *const marks[] = {")", "%", ")%", ") %", "%)", "x"};
    size_t i;

    for (i = 0; i < sizeof marks / sizeof *marks; i++)
        if (fai_str_equal(s, fai_str_of(marks[i])))
            return true;
    return false;
}

static bool is_year_text(fai_str s)
{
    size_t i;
    int n = 0;

    while (s.n > 4 && (s.p[s.n - 1] == '*' || s.p[s.n - 1] == ' '))
        s.n--;
    if (s.n == 7 && s.p[4] == '(' && s.p[6] == ')')
        s.n = 4;
    if (s.n != 4)
        return false;
    for (i = 0; i < 4; i++) {
        if (!fai_is_digit(s.p[i]))
            return false;
        n = n * 10 + (s.p[i] - '0');
    }
    return n >= 1960 && n <= 2079;
}

/* Text, figure or year. */
static void classify(fai_gcell *c)
{
    fai_str s = fai_str_trim(fai_str_of(c->text));
    size_t i;

    c->kind = FAI_CELL_TEXT;
    if (s.n == 0 || s.n > 40)
        return;
    /* Words are not figures: a cheap look before the parser. */
    for (i = 0; i < s.n && i < 4; i++)
        if (fai_is_digit(s.p[i]))
            break;
    if (fai_is_alpha(s.p[0]) && s.n > 8 && i >= 4)
        return;
    if (fa_amount_parse(s.p, s.n, &c->amount, NULL) != FA_OK)
        return;
    c->kind = is_year_text(s) ? FAI_CELL_YEAR : FAI_CELL_FIGURE;
}

static void widen(fai_gcell *to, const fai_gcell *more)
{
    if (more->x0 < to->x0)
        to->x0 = more->x0;
    if (more->x1 > to->x1)
        to->x1 = more->x1;
    if (more->place.page != 0 && more->place.page == to->place.page) {
        fa_box *a = &to->place.box;
        const fa_box *b = &more->place.box;

        a->x0 = b->x0 < a->x0 ? b->x0 : a->x0;
        a->y0 = b->y0 < a->y0 ? b->y0 : a->y0;
        a->x1 = b->x1 > a->x1 ? b->x1 : a->x1;
        a->y1 = b->y1 > a->y1 ? b->y1 : a->y1;
        if (more->place.text_start < to->place.text_start)
            to->place.text_start = more->place.text_start;
        if (more->place.text_end > to->place.text_end)
            to->place.text_end = more->place.text_end;
    }
}

static void start_cell(fai_gcell *c, const fa_cell *from, const fa_content *content, bool geometry)
{
    uint32_t i;

    memset(c, 0, sizeof *c);
    c->text = from->text;
    c->place = from->place;
    c->cell = from;
    c->column = -1;
    c->x0 = geometry ? from->place.box.x0 : (float)from->col;
    c->x1 = geometry ? from->place.box.x1 : (float)(from->col + (from->col_span < 1 ? 1 : from->col_span));
    for (i = 0; i < from->tag_count && from->tag_first + i < content->tag_count; i++)
        if (content->tags[from->tag_first + i].numeric)
            c->tagged = true;
}

/* Joins the text of two cells; keeps a on failure. */
static const char *join(fai_arena *scratch, const char *a, const char *b, bool *ok)
{
    const char *text = fai_arena_printf(scratch, "%s %s", a, b);

    if (text == NULL)
        *ok = false;
    return text == NULL ? a : text;
}

/* "(1)" right behind a text: the mark of a footnote, not minus one. */
static bool is_footnote_mark(const fai_gcell *text, const fai_gcell *c)
{
    size_t n = strlen(c->text), i;

    if (text->kind != FAI_CELL_TEXT || c->kind != FAI_CELL_FIGURE || n < 3 || n > 4 || c->text[0] != '(' ||
        c->text[n - 1] != ')' || c->x0 - text->x1 > 4)
        return false;
    for (i = 1; i + 1 < n; i++)
        if (!fai_is_digit(c->text[i]))
            return false;
    return true;
}

/* "December 31," right before "2018". */
static bool wants_year(const fai_gcell *date, const fai_gcell *year)
{
    fai_str s = fai_str_trim(fai_str_of(date->text));
    fai_head h;

    if (date->kind != FAI_CELL_TEXT || s.n == 0 || s.n > 40 || s.p[s.n - 1] != ',' ||
        year->x0 - date->x1 > 12 || year->kind != FAI_CELL_YEAR)
        return false;
    fai_head_parse(s.p, s.n, &h);
    return h.month != 0 && h.day != 0 && h.year == 0;
}

static bool glue_row(const fa_content *content, const fa_cell *cells, uint32_t count, bool geometry,
                     fai_arena *scratch, fai_grow *row)
{
    fai_gcell pending;
    bool has_pending = false, ok = true;
    uint32_t i;

    row->cells = fai_arena_calloc(scratch, count + 1, sizeof *row->cells);
    if (row->cells == NULL)
        return false;
    for (i = 0; i < count; i++) {
        fai_str s = fai_str_trim(fai_str_of(cells[i].text));
        fai_gcell c;

        if (s.n == 0)
            continue;
        start_cell(&c, &cells[i], content, geometry);
        if (is_currency_mark(s)) {
            if (has_pending)
                pending.text = join(scratch, pending.text, c.text, &ok);
            else
                pending = c;
            has_pending = true;
            continue;
        }
        if (is_closing_mark(s) && row->count > 0 && row->cells[row->count - 1].kind != FAI_CELL_TEXT) {
            fai_gcell *last = &row->cells[row->count - 1];
            float x1 = last->x1;

            last->text = join(scratch, last->text, c.text, &ok);
            last->tagged = last->tagged || c.tagged;
            widen(last, &c);
            if (!geometry)
                last->x1 = x1;
            classify(last);
            continue;
        }
        if (has_pending) {
            float x0 = c.x0;

            c.text = join(scratch, pending.text, c.text, &ok);
            widen(&c, &pending);
            if (!geometry)
                c.x0 = x0;
            has_pending = false;
        }
        classify(&c);
        if (geometry && row->count > 0 &&
            (wants_year(&row->cells[row->count - 1], &c) ||
             is_footnote_mark(&row->cells[row->count - 1], &c))) {
            fai_gcell *last = &row->cells[row->count - 1];

            last->text = join(scratch, last->text, c.text, &ok);
            widen(last, &c);
            continue;
        }
        row->cells[row->count++] = c;
    }
    return ok;
}

/* Whether a row of years is a row of heads: its years lie close together and its label is none, or speaks of time. */
static bool is_year_row(const fai_grow *row)
{
    uint32_t i, years = 0, texts = 0;

    for (i = 0; i < row->count; i++) {
        if (row->cells[i].kind == FAI_CELL_FIGURE)
            return false;
        if (row->cells[i].kind == FAI_CELL_YEAR)
            years++;
        else
            texts++;
    }
    if (years == 0)
        return false;
    if (texts == 0)
        return years > 1 || row->cells[0].x0 > 0;
    if (row->cells[0].kind == FAI_CELL_TEXT) {
        fai_head h;
        fai_units u;
        const char *t = row->cells[0].text;

        fai_head_parse(t, strlen(t), &h);
        fai_units_parse(t, strlen(t), &u);
        return fai_head_dated(&h) || h.fiscal || u.stated || strlen(t) < 4 || fai_has_ci(t, "except") ||
               fai_has_ci(t, "ended") || fai_has_ci(t, "million") || fai_has_ci(t, "thousand") || years > 1;
    }
    return true;
}

/* Index of the first cell of a row that can be a figure: labels begin with text, or with a number that text follows
 * ("4 Assets"), or with a year that figures follow. */
static uint32_t first_figure(const fai_grow *row)
{
    uint32_t i;

    if (row->count > 1 && row->cells[0].kind == FAI_CELL_YEAR)
        return 1;
    for (i = 1; i < row->count && row->cells[0].kind == FAI_CELL_FIGURE; i++)
        if (row->cells[i].kind == FAI_CELL_TEXT)
            return i;
    return 0;
}

static void mark_rows(fai_grid *g)
{
    int32_t r;

    for (r = 0; r < g->row_count; r++) {
        fai_grow *row = &g->rows[r];
        uint32_t i, figures = 0, years = 0;

        for (i = first_figure(row); i < row->count; i++) {
            figures += row->cells[i].kind == FAI_CELL_FIGURE;
            years += row->cells[i].kind == FAI_CELL_YEAR;
        }
        /* A year that begins the row is its label, a figure alone at the left edge a page number or a mark. */
        if (figures > 0 || (years > 0 && !is_year_row(row)))
            row->data = true;
        if (figures == 1 && row->count == 1 && !g->geometry && row->cells[0].cell->col == 0)
            row->data = false;
    }
}

/* Whether the last row of figures is the foot of the page: one bare whole number under no other figure. */
static bool is_page_foot(const fai_grid *g, int32_t r)
{
    const fai_gcell *c = NULL;
    uint32_t i;
    int32_t k;

    for (i = 0; i < g->rows[r].count; i++) {
        if (g->rows[r].cells[i].kind == FAI_CELL_TEXT)
            continue;
        if (c != NULL)
            return false;
        c = &g->rows[r].cells[i];
    }
    if (c == NULL || c->amount.kind != FA_AMOUNT_NUMBER || c->amount.currency[0] != '\0' ||
        strlen(c->text) > 4 || strpbrk(c->text, ",.(%") != NULL)
        return false;
    for (k = 0; k < r; k++)
        for (i = 0; g->rows[k].data && i < g->rows[k].count; i++) {
            float d = g->rows[k].cells[i].x1 - c->x1;

            if (g->rows[k].cells[i].kind != FAI_CELL_TEXT && d < 12 && d > -12)
                return false;
        }
    return true;
}

/* A raised "(1)" that was read as a line of its own. */
static bool is_lone_mark(const fai_grow *row)
{
    const fai_gcell *c = &row->cells[0];
    size_t n = strlen(c->text);

    return row->count == 1 && c->kind == FAI_CELL_FIGURE && n >= 3 && n <= 4 && c->text[0] == '(' &&
           c->text[n - 1] == ')' && c->amount.value.scale == 0 && c->amount.currency[0] == '\0' &&
           !c->amount.percent;
}

static void drop_strays(fai_grid *g)
{
    int32_t r, first = 0;

    while (first < g->row_count && g->geometry && (!g->rows[first].data || is_lone_mark(&g->rows[first]))) {
        if (g->rows[first].data) {
            g->rows[first].data = false;
            g->rows[first].count = 0;
        }
        first++;
    }
    for (r = g->row_count - 1; r > 0 && !g->rows[r].data;)
        r--;
    if (r <= 0 || !g->geometry || !is_page_foot(g, r))
        return;
    g->rows[r].data = false;
    g->rows[r].count = 0;
}

/* A label and its figures that stand on one line, but were set a little apart, are one row. */
static bool join_split_rows(fai_grid *g, fai_arena *scratch)
{
    int32_t r;

    for (r = 0; g->geometry && r + 1 < g->row_count; r++) {
        fai_grow *a = &g->rows[r], *b = &g->rows[r + 1];
        const fai_grow *left, *right;
        fai_gcell *cells;
        const fa_box *x, *y;
        float top, foot, low;

        if (a->count == 0 || b->count == 0 || a->cells[0].place.page != b->cells[0].place.page)
            continue;
        left = a->cells[0].x0 < b->cells[0].x0 ? a : b;
        right = left == a ? b : a;
        x = &left->cells[0].place.box;
        y = &right->cells[0].place.box;
        top = x->y0 > y->y0 ? x->y0 : y->y0;
        foot = x->y1 < y->y1 ? x->y1 : y->y1;
        low = x->y1 - x->y0 < y->y1 - y->y0 ? x->y1 - x->y0 : y->y1 - y->y0;
        if (left->data || !right->data || left->cells[left->count - 1].x1 > right->cells[0].x0 ||
            (foot - top) * 2 < low)
            continue;
        cells = fai_arena_calloc(scratch, (size_t)a->count + b->count + 1, sizeof *cells);
        if (cells == NULL)
            return false;
        memcpy(cells, left->cells, left->count * sizeof *cells);
        memcpy(cells + left->count, right->cells, right->count * sizeof *cells);
        b->count += a->count;
        b->cells = cells;
        b->data = true;
        a->count = 0;
        a->data = false;
    }
    return true;
}

static float distance(float a, float b)
{
    return a < b ? b - a : a - b;
}

/* Takes one figure into the columns: into the one whose right edge it shares, else as a new one. */
static void place_figure(fai_grid *g, const fai_gcell *c, float tolerance)
{
    int32_t i, at;

    for (i = 0; i < g->column_count; i++) {
        fai_gcolumn *k = &g->columns[i];

        if (distance(c->x1, k->x1) <= tolerance) {
            k->x0 = c->x0 < k->x0 ? c->x0 : k->x0;
            k->figures++;
            return;
        }
    }
    if (g->column_count == FAI_COLUMNS_MAX)
        return;
    for (at = g->column_count; at > 0 && g->columns[at - 1].x1 > c->x1; at--)
        g->columns[at] = g->columns[at - 1];
    memset(&g->columns[at], 0, sizeof g->columns[at]);
    g->columns[at].x0 = c->x0;
    g->columns[at].x1 = c->x1;
    g->columns[at].figures = 1;
    g->column_count++;
}

static float overlap(float a0, float a1, float b0, float b1)
{
    float lo = a0 > b0 ? a0 : b0, hi = a1 < b1 ? a1 : b1;

    return hi > lo ? hi - lo : 0;
}

/* Whether some row has figures in both columns: then they are two. A figure between them is in the nearer one. */
static bool share_a_row(const fai_grid *g, const fai_gcolumn *a, const fai_gcolumn *b, float tolerance)
{
    int32_t r;

    for (r = 0; r < g->row_count; r++) {
        const fai_grow *row = &g->rows[r];
        bool in_a = false, in_b = false;
        uint32_t i;

        for (i = first_figure(row); row->data && i < row->count; i++) {
            float da = distance(row->cells[i].x1, a->x1), db = distance(row->cells[i].x1, b->x1);

            if (row->cells[i].kind == FAI_CELL_TEXT)
                continue;
            in_a = in_a || (da <= tolerance && da <= db);
            in_b = in_b || (db <= tolerance && db < da);
        }
        if (in_a && in_b)
            return true;
    }
    return false;
}

/* Columns that cover the same stretch and never stand in one row are one column, set flush in two ways. */
static void merge_columns(fai_grid *g, float tolerance)
{
    int32_t i = 0;

    while (i + 1 < g->column_count) {
        fai_gcolumn *a = &g->columns[i], *b = &g->columns[i + 1];
        float narrow = a->x1 - a->x0 < b->x1 - b->x0 ? a->x1 - a->x0 : b->x1 - b->x0;
        float near_edge = g->geometry ? 16 : 1;
        bool same = overlap(a->x0, a->x1, b->x0, b->x1) > narrow / 2 || b->x1 - a->x1 <= near_edge;

        if (same && !share_a_row(g, a, b, tolerance)) {
            a->x0 = b->x0 < a->x0 ? b->x0 : a->x0;
            a->x1 = b->figures > a->figures ? b->x1 : a->x1;
            a->figures += b->figures;
            memmove(b, b + 1, (size_t)(g->column_count - i - 2) * sizeof *b);
            g->column_count--;
            if (i > 0)
                i--;
        } else {
            i++;
        }
    }
}

static int32_t column_of(const fai_grid *g, const fai_gcell *c)
{
    int32_t i, best = -1;
    float least = g->geometry ? 30 : 2;

    for (i = 0; i < g->column_count; i++) {
        float d = distance(c->x1, g->columns[i].x1);

        if (d < least || (best < 0 && overlap(c->x0, c->x1, g->columns[i].x0, g->columns[i].x1) > 0)) {
            best = i;
            least = d;
        }
    }
    return best;
}

static void find_columns(fai_grid *g)
{
    float tolerance = g->geometry ? 5.0F : 0.5F;
    int32_t r;

    for (r = 0; r < g->row_count; r++) {
        fai_grow *row = &g->rows[r];
        uint32_t i;

        for (i = first_figure(row); row->data && i < row->count; i++) {
            if (row->cells[i].kind == FAI_CELL_TEXT)
                continue;
            place_figure(g, &row->cells[i], tolerance);
            g->figures++;
        }
    }
    merge_columns(g, tolerance);
    for (r = 0; r < g->row_count; r++) {
        fai_grow *row = &g->rows[r];
        uint32_t i;

        for (i = first_figure(row); row->data && i < row->count; i++)
            if (row->cells[i].kind != FAI_CELL_TEXT)
                row->cells[i].column = column_of(g, &row->cells[i]);
    }
}

/* Whether a figure can be the number of a note: a bare whole number up to 40. */
static bool can_be_note(const fai_gcell *c)
{
    return c->kind == FAI_CELL_FIGURE && c->amount.kind == FA_AMOUNT_NUMBER &&
           c->amount.currency[0] == '\0' && !c->amount.percent && c->amount.value.scale == 0 &&
           c->amount.value.hi == 0 && c->amount.value.lo >= 1 && c->amount.value.lo <= 40;
}

/* A first column that holds nothing but small whole numbers, in fewer rows than the next one, numbers notes. */
static void find_note_column(fai_grid *g)
{
    uint32_t notes = 0, rows = 0;
    int32_t r;

    if (g->column_count < 2)
        return;
    for (r = 0; r < g->row_count; r++) {
        const fai_grow *row = &g->rows[r];
        uint32_t i;

        for (i = 0; row->data && i < row->count; i++) {
            if (row->cells[i].column == 0 && !can_be_note(&row->cells[i]))
                return;
            notes += row->cells[i].column == 0;
            rows += row->cells[i].column == 1;
        }
    }
    if (rows >= 8 && notes >= 2 && notes * 10 < rows * 7)
        g->columns[0].note = true;
}

/* Left of the first column that is a column, not a figure or two inside a text. */
static float where_labels_end(const fai_grid *g)
{
    uint32_t most = 0;
    int32_t c;

    for (c = 0; c < g->column_count; c++)
        if (!g->columns[c].note && g->columns[c].figures > most)
            most = g->columns[c].figures;
    for (c = 0; c < g->column_count; c++)
        if (!g->columns[c].note && g->columns[c].figures * 8 >= most)
            return g->columns[c].x0;
    return 1e9F;
}

fa_status fai_grid_build(const fa_content *content, const fa_table *table, fai_arena *scratch, fai_grid *out,
                         fa_error *err)
{
    uint32_t i = 0;

    memset(out, 0, sizeof *out);
    out->table = table;
    out->row_count = table->rows;
    out->geometry = content->kind == FA_CONTENT_PDF;
    out->rows = fai_arena_calloc(scratch, (size_t)table->rows + 1, sizeof *out->rows);
    if (out->rows == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while reading a table");
    while (i < table->cell_count) {
        int32_t row = table->cells[i].row;
        uint32_t first = i;

        while (i < table->cell_count && table->cells[i].row == row)
            i++;
        if (row < 0 || row >= out->row_count)
            continue;
        if (!glue_row(content, &table->cells[first], i - first, out->geometry, scratch, &out->rows[row]))
            return fa_fail(err, FA_ENOMEM, "out of memory while reading a table");
    }
    mark_rows(out);
    drop_strays(out);
    if (!join_split_rows(out, scratch))
        return fa_fail(err, FA_ENOMEM, "out of memory while reading a table");
    find_columns(out);
    find_note_column(out);
    out->label_end = where_labels_end(out);
    return FA_OK;
}

const char *fai_grid_label(const fai_grid *g, const fai_grow *row, fai_arena *scratch)
{
    const char *label = "";
    uint32_t i;

    for (i = 0; i < row->count; i++) {
        const fai_gcell *c = &row->cells[i];
        bool text = c->kind == FAI_CELL_TEXT || (c->column < 0 && c->kind == FAI_CELL_YEAR);

        if (!text || (c->x0 >= g->label_end && i > 0))
            break;
        if (c->x0 >= g->label_end)
            break;
        label = *label == '\0' ? c->text : fai_arena_printf(scratch, "%s %s", label, c->text);
        if (label == NULL)
            return NULL;
    }
    return label;
}
