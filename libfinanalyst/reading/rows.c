/* reading/rows.c: labels, wrapped and bare, and the headings over them. */
#include "reading/rows.h"

#include <string.h>

#include "base/text.h"

enum { DEPTH_MAX = 8, PATH_MAX_BYTES = 400, SUM_ROWS_MAX = 400 };

typedef struct heading {
    const char *text;
    float indent;
    size_t first_row; /* the first row under it */
} heading;

typedef struct reader {
    const fai_grid *g;
    fai_arena *arena;
    fai_arena *scratch;
    fai_rows *out;
    heading stack[DEPTH_MAX];
    int depth;
    const char *pending; /* a label without figures, not yet known to be a heading; NULL = none */
    float pending_indent;
    float tolerance;
} reader;

/* Strips one mark from the end: "(1)", "(a)", "*", "†", a raised digit, "(Note 4)". false: there is none. */
static bool strip_mark(fai_str *s)
{
    static const char *const marks[] = {
        "*", "\xE2\x80\xA0", "\xE2\x80\xA1", "\xC2\xB9", "\xC2\xB2", "\xC2\xB3", "#", ":", "\xE2\x80\xA6",
        "|"};
    size_t i, open;

    *s = fai_str_trim(*s);
    for (i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i]);

        if (s->n > n && memcmp(s->p + s->n - n, marks[i], n) == 0) {
            s->n -= n;
            return true;
        }
    }
    if (s->n > 3 && s->p[s->n - 1] == '.' && (s->p[s->n - 2] == '.' || s->p[s->n - 2] == ' ')) {
        s->n--;
        return true;
    }
    if (s->n < 4 || s->p[s->n - 1] != ')')
        return false;
    for (open = s->n - 1; open > 0 && s->p[open] != '('; open--)
        continue;
    if (open == 0)
        return false;
    if (s->n - open <= 4 && (fai_is_digit(s->p[open + 1]) || s->n - open == 3) &&
        !fai_is_alpha(s->p[open - 1])) {
        s->n = open;
        return true;
    }
    if (s->n - open <= 4 && fai_is_digit(s->p[open + 1])) {
        s->n = open;
        return true;
    }
    if (fai_str_find_word_ci(fai_str_sub(*s, open, s->n), FAI_STR("note"), 0) != FAI_NPOS ||
        fai_str_find_word_ci(fai_str_sub(*s, open, s->n), FAI_STR("notes"), 0) != FAI_NPOS) {
        s->n = open;
        return true;
    }
    return false;
}

/* "operations 1": a small raised digit that was printed as a word. Digits that count or number something stay. */
static bool strip_raised_digit(fai_str *s)
{
    static const char *const counted[] = {
        "level", "class",  "series", "note",    "type",      "tier",    "phase",    "stage",    "category",
        "step",  "part",   "item",   "quarter", "group",     "january", "february", "march",    "april",
        "may",   "june",   "july",   "august",  "september", "october", "november", "december", "year",
        "no.",   "number", "day",    "section", "schedule",  "exhibit"};
    size_t start, i;

    if (s->n < 6 || !fai_is_digit(s->p[s->n - 1]) || s->p[s->n - 2] != ' ' ||
        !(s->p[s->n - 3] >= 'a' && s->p[s->n - 3] <= 'z'))
        return false;
    for (start = s->n - 2; start > 0 && s->p[start - 1] != ' ';)
        start--;
    for (i = 0; i < sizeof counted / sizeof *counted; i++)
        if (fai_str_equal_ci(fai_str_sub(*s, start, s->n - 2), fai_str_of(counted[i])))
            return false;
    s->n -= 2;
    return true;
}

const char *fai_label_clean(const char *label, fai_arena *arena)
{
    fai_str s = fai_str_trim(fai_str_of(label));

    while (s.n > 1 && (strip_mark(&s) || strip_raised_digit(&s)))
        continue;
    s = fai_str_trim(s);
    return fai_arena_strndup(arena, s.p, s.n);
}

static bool starts_low(const char *text)
{
    return (*text >= 'a' && *text <= 'z') || (*text == '(' && text[1] >= 'a' && text[1] <= 'z');
}

/* Whether a label cannot end here. */
static bool is_open(const char *text)
{
    static const char *const ends[] = {
        " and", " of",   " by",   ",",     " to",          " in",           " the", " for",
        " or",  " from", " with", " on",   "\xE2\x80\x94", "\xE2\x80\x93",  " -",   " net cash",
        "(",    " on",   " a",    " than", " at",          " attributable", " per", " before"};
    fai_str s = fai_str_trim(fai_str_of(text));
    size_t i;

    for (i = 0; i < sizeof ends / sizeof *ends; i++)
        if (fai_str_ends_ci(s, fai_str_of(ends[i])))
            return true;
    return false;
}

static bool ends_with_colon(const char *text)
{
    fai_str s = fai_str_trim(fai_str_of(text));

    return s.n > 0 && s.p[s.n - 1] == ':';
}

static float indent_of(const fai_grid *g, const fai_grow *row)
{
    if (row->count == 0)
        return 0;
    return g->geometry ? row->cells[0].x0 : (float)row->cells[0].cell->indent;
}

static void push_heading(reader *r, const char *text, float indent)
{
    heading *h;

    while (r->depth > 0 && r->stack[r->depth - 1].indent >= indent - r->tolerance)
        r->depth--;
    if (r->depth == DEPTH_MAX)
        r->depth--;
    h = &r->stack[r->depth++];
    h->text = text;
    h->indent = indent;
    h->first_row = r->out->len;
}

static bool settle_pending(reader *r)
{
    const char *clean;

    if (r->pending == NULL)
        return true;
    clean = fai_label_clean(r->pending, r->arena);
    r->pending = NULL;
    if (clean == NULL)
        return false;
    if (*clean != '\0')
        push_heading(r, clean, r->pending_indent);
    return true;
}

static const char *joined(reader *r, const char *a, const char *b)
{
    return *b == '\0' ? a : fai_arena_printf(r->scratch, "%s %s", a, b);
}

/* A row without figures: the start of a label, the rest of the last one, or a heading. */
static bool take_label(reader *r, const char *label, float indent, bool after_figures, bool low_next)
{
    if (r->pending != NULL && !ends_with_colon(r->pending) && (starts_low(label) || is_open(r->pending))) {
        r->pending = joined(r, r->pending, label);
        return r->pending != NULL;
    }
    if (r->pending == NULL && after_figures && starts_low(label) && !ends_with_colon(label) && !low_next &&
        r->out->len > 0 && strlen(label) < 80) {
        fai_row *last = &r->out->items[r->out->len - 1];
        const char *text = joined(r, last->row.label, label);

        text = text == NULL ? NULL : fai_label_clean(text, r->arena);
        if (text != NULL && !last->unlabelled)
            last->row.label = text;
        return text != NULL;
    }
    if (!settle_pending(r))
        return false;
    r->pending = label;
    r->pending_indent = indent;
    return true;
}

static const char *path_of(reader *r, int depth)
{
    char path[PATH_MAX_BYTES];
    size_t len = 0;
    int i;

    path[0] = '\0';
    for (i = 0; i < depth; i++) {
        size_t n = strlen(r->stack[i].text), sep = i == 0 ? 0 : 5;

        if (len + n + sep + 1 > sizeof path)
            break;
        if (sep != 0)
            memcpy(path + len, " \xE2\x80\xBA ", sep);
        memcpy(path + len + sep, r->stack[i].text, n);
        len += n + sep;
        path[len] = '\0';
    }
    return fai_arena_strndup(r->arena, path, len);
}

static bool is_total_label(const char *label)
{
    fai_str s = fai_str_of(label);

    return fai_str_starts_ci(s, FAI_STR("total")) ||
           fai_str_find_word_ci(s, FAI_STR("total"), 0) != FAI_NPOS ||
           fai_str_starts_ci(s, FAI_STR("net cash")) || fai_str_starts_ci(s, FAI_STR("gross profit")) ||
           fai_str_starts_ci(s, FAI_STR("operating income")) || fai_str_starts_ci(s, FAI_STR("net income")) ||
           fai_str_starts_ci(s, FAI_STR("net earnings")) || fai_str_starts_ci(s, FAI_STR("net loss"));
}

/* "Total current assets" ends the heading "Current assets" and all below it. */
static void close_headings(reader *r, const char *label)
{
    fai_str s = fai_str_of(label);
    int i;

    if (!fai_str_starts_ci(s, FAI_STR("total ")))
        return;
    s = fai_str_trim(fai_str_sub(s, 6, s.n));
    for (i = 0; i < r->depth; i++) {
        fai_str h = fai_str_of(r->stack[i].text);

        if (fai_str_equal_ci(h, s) || (h.n > 5 && fai_str_starts_ci(s, h)) ||
            (s.n > 5 && fai_str_starts_ci(h, s))) {
            r->depth = i;
            return;
        }
    }
}

static bool all_money(const fai_grow *row)
{
    uint32_t i;

    for (i = 0; i < row->count; i++)
        if (row->cells[i].kind != FAI_CELL_TEXT && row->cells[i].amount.percent)
            return false;
    return true;
}

/* The figure of a row in a column; false: it has none there. */
static bool figure_at(const reader *r, int32_t grid_row, int32_t column, fa_decimal *out)
{
    const fai_grow *row = &r->g->rows[grid_row];
    uint32_t i;

    for (i = 0; i < row->count; i++) {
        if (row->cells[i].kind == FAI_CELL_TEXT || row->cells[i].column != column ||
            row->cells[i].amount.percent)
            continue;
        *out = row->cells[i].amount.value;
        return row->cells[i].amount.kind == FA_AMOUNT_NUMBER;
    }
    return false;
}

/* Whether a bare figure is the sum of the rows from `first` on, within what rounding them can do. */
static bool is_sum(const reader *r, size_t first, const fai_gcell *bare)
{
    fa_decimal sum = fa_decimal_make(0, 0), value;
    int64_t count = 0;
    size_t i;

    if (r->out->len - first > SUM_ROWS_MAX)
        return false;
    for (i = first; i < r->out->len; i++) {
        if (r->out->items[i].total || r->out->items[i].unlabelled ||
            !figure_at(r, r->out->items[i].grid_row, bare->column, &value))
            continue;
        count++;
        if (fa_decimal_add(sum, value, &sum, NULL) != FA_OK)
            return false;
    }
    if (count < 2 || fa_decimal_sub(sum, bare->amount.value, &sum, NULL) != FA_OK)
        return false;
    return fa_decimal_compare(fa_decimal_abs(sum),
                              fa_decimal_make((count + 1) / 2, bare->amount.value.scale)) <= 0;
}

static const fai_gcell *first_amount(const fai_grow *row)
{
    uint32_t i;

    for (i = 0; i < row->count; i++)
        if (row->cells[i].kind != FAI_CELL_TEXT && row->cells[i].column >= 0)
            return &row->cells[i];
    return NULL;
}

/* Of several bare totals in one section only the last bears its name alone. */
static bool rename_subtotals(reader *r, const heading *h)
{
    size_t i;

    for (i = h->first_row; i < r->out->len; i++) {
        fai_row *row = &r->out->items[i];

        if (!row->unlabelled || strcmp(row->row.label, h->text) != 0)
            continue;
        row->row.label = fai_arena_printf(r->arena, "Subtotal of %s", h->text);
        if (row->row.label == NULL)
            return false;
    }
    return true;
}

static bool has_bare_total(const reader *r, const heading *h)
{
    size_t i;

    for (i = h->first_row; i < r->out->len; i++)
        if (r->out->items[i].unlabelled && strcmp(r->out->items[i].row.label, h->text) == 0)
            return true;
    return false;
}

/* A row of figures without a label bears the name of the section whose rows add up to it; where none do, that of the
 * innermost section that has no total yet. */
static bool name_bare_row(reader *r, const fai_grow *row, fai_row *to)
{
    const fai_gcell *bare = first_amount(row);
    int at = -1, i;

    to->unlabelled = true;
    to->total = all_money(row);
    for (i = r->depth - 1; bare != NULL && at < 0 && i >= 0; i--)
        if (is_sum(r, r->stack[i].first_row, bare))
            at = i;
    if (at < 0 && r->depth > 0 && !has_bare_total(r, &r->stack[r->depth - 1]))
        at = r->depth - 1;
    to->row.label = at < 0 ? "Total" : r->stack[at].text;
    to->row.path = path_of(r, at < 0 ? 0 : at);
    to->row.level = at < 0 ? 0 : at;
    if (to->row.path == NULL || (at >= 0 && !rename_subtotals(r, &r->stack[at])))
        return false;
    /* What is current ends with its total; other sections may go on to a larger one. */
    if (at >= 0 && fai_str_starts_ci(fai_str_of(r->stack[at].text), FAI_STR("current")))
        r->depth = at;
    return true;
}

static fa_place label_place(const fai_grow *row)
{
    return row->cells[0].place;
}

/* Whether bare figures right below a label are its own, set a little lower: the total of a section stands behind the
 * rows that it sums, not before them. A colon, or capitals throughout, make a heading all the same. */
static bool owns_figures_below(const char *label)
{
    const char *s = label;

    while (*s != '\0' && !(*s >= 'a' && *s <= 'z'))
        s++;
    return *s != '\0' && !ends_with_colon(label);
}

static bool take_row(reader *r, const fai_grow *row, int32_t index, const char *label)
{
    float indent = indent_of(r->g, row);
    fai_row to;

    memset(&to, 0, sizeof to);
    to.grid_row = index;
    if (r->pending != NULL && *label != '\0' && !ends_with_colon(r->pending) &&
        (starts_low(label) || is_open(r->pending))) {
        label = joined(r, r->pending, label);
        indent = r->pending_indent;
        r->pending = NULL;
    }
    if (label != NULL && *label == '\0' && r->pending != NULL && owns_figures_below(r->pending)) {
        label = r->pending;
        indent = r->pending_indent;
        r->pending = NULL;
    }
    if (label == NULL || !settle_pending(r))
        return false;
    to.row.place = label_place(row);
    if (*label == '\0') {
        if (!name_bare_row(r, row, &to))
            return false;
        return fai_vec_push(r->out, to);
    }
    while (r->depth > 0 && r->stack[r->depth - 1].indent > indent + r->tolerance)
        r->depth--;
    to.row.label = fai_label_clean(label, r->arena);
    if (to.row.label == NULL)
        return false;
    to.total = is_total_label(to.row.label);
    /* A total set out to the left of its section, or in line with its heading, does not stand under it. */
    close_headings(r, to.row.label);
    to.row.path = path_of(r, r->depth);
    to.row.level = r->depth;
    return to.row.path != NULL && fai_vec_push(r->out, to);
}

/* "(In millions except per share data)" is no heading. */
static bool speaks_of_units(const char *label)
{
    fai_units u;

    fai_units_parse(label, strlen(label), &u);
    return (u.stated || u.shares_stated) && strlen(label) < 100;
}

fa_status fai_rows_read(const fai_grid *g, fai_arena *arena, fai_arena *scratch, fai_rows *out, fa_error *err)
{
    bool after_figures = false, ok = true;
    reader r;
    int32_t i;

    memset(&r, 0, sizeof r);
    r.g = g;
    r.arena = arena;
    r.scratch = scratch;
    r.out = out;
    r.tolerance = g->geometry ? 1.5F : 0.5F;
    for (i = 0; ok && i < g->row_count; i++) {
        const fai_grow *row = &g->rows[i];
        const char *label;

        if (row->count == 0 || row->head) {
            after_figures = false;
            continue;
        }
        label = fai_grid_label(g, row, scratch);
        ok = label != NULL;
        if (ok && row->data) {
            ok = take_row(&r, row, i, label);
        } else if (ok && *label != '\0' && !speaks_of_units(label)) {
            const fai_grow *next = i + 1 < g->row_count ? &g->rows[i + 1] : NULL;
            bool low_next = next != NULL && next->count > 0 && starts_low(next->cells[0].text);

            ok = take_label(&r, label, indent_of(g, row), after_figures, low_next);
        }
        after_figures = row->data;
    }
    return ok ? FA_OK : fa_fail(err, FA_ENOMEM, "out of memory while reading the rows of a table");
}
