/* content/runs.c: lines to tables: runs of rows whose figures share right edges, with the heads over them. */
#include <string.h>

#include "content/layout.h"

enum {
    BETWEEN_MAX = 8, /* lines without figures between two rows of one table */
    HEADS_MAX = 12,  /* lines of heads above the first row */
    LABELS_MAX = 5
};

typedef struct seeker {
    const fai_page_draft *page;
    fai_runs *out;
    fai_run run;        /* open while data_rows > 0 */
    uint32_t between;   /* lines since its last row, remarks beside it aside */
    uint32_t free_line; /* the first line that belongs to no table above */
} seeker;

static float distance(float a, float b)
{
    return a < b ? b - a : a - b;
}

int32_t fai_run_column_at(const fai_run *r, const fai_span *s, float tolerance)
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

float fai_run_label_end(const fai_run *r)
{
    uint32_t i;

    for (i = 0; i < r->column_count; i++)
        if (r->columns[i].figures * 6 >= r->data_rows)
            return r->columns[i].x0;
    return 1e9F;
}

/* Takes a figure that begins at x0, with the "$" before it, into the columns. */
static void add_figure(fai_run *r, const fai_span *s, float x0)
{
    int32_t at = fai_run_column_at(r, s, 6);
    uint32_t i;

    r->figures++;
    if (at >= 0) {
        r->columns[at].figures++;
        r->columns[at].x0 = x0 < r->columns[at].x0 ? x0 : r->columns[at].x0;
        return;
    }
    if (r->column_count == FAI_RUN_COLUMNS_MAX)
        return;
    for (i = r->column_count; i > 0 && r->columns[i - 1].x1 > s->x1; i--)
        r->columns[i] = r->columns[i - 1];
    r->columns[i] = (fai_run_column){x0, s->x1, 1};
    r->column_count++;
}

static void add_row(seeker *s, uint32_t line)
{
    const fai_row *row = &s->page->rows[line];
    fai_run *r = &s->run;
    uint32_t i;

    if (r->data_rows == 0) {
        memset(r, 0, sizeof *r);
        r->first = line;
        r->x0 = row->spans[0].x0;
    }
    r->last = line;
    s->between = 0;
    r->data_rows++;
    r->x0 = row->spans[0].x0 < r->x0 ? row->spans[0].x0 : r->x0;
    for (i = 0; i < row->count; i++) {
        const fai_span *p = &row->spans[i];
        bool marked = i > 0 && p[-1].kind == FAI_SPAN_MARK && p->x0 - p[-1].x1 < 12 * row->height;

        if (p->kind == FAI_SPAN_FIGURE || (p->kind == FAI_SPAN_YEAR && i > 0))
            add_figure(r, p, marked ? p[-1].x0 : p->x0);
    }
}

/* Whether the next line has figures and goes on with the label of this one. */
static bool is_wrapped(const seeker *s, uint32_t line)
{
    const fai_row *row = &s->page->rows[line], *next = row + 1;
    const char *text;

    if (line + 1 >= s->page->lines.len || !fai_row_is_data(next) || next->spans[0].kind != FAI_SPAN_TEXT ||
        fai_space_below(s->page, line) > 1)
        return false;
    text = s->page->words.items[next->spans[0].word].text;
    return distance(next->spans[0].x0, row->spans[0].x0) < 3 || (*text >= 'a' && *text <= 'z');
}

/* The pieces of a row that are no remarks beside the table. */
static uint32_t body_of(const fai_run *r, const fai_row *row)
{
    uint32_t n = row->count;

    while (r->remark_x0 > 0 && n > 0 && row->spans[n - 1].kind == FAI_SPAN_TEXT &&
           row->spans[n - 1].x0 > r->remark_x0 - 2)
        n--;
    return n;
}

/* A sentence, or a line of one, in the first pieces of a row. */
static bool is_sentence(const seeker *s, uint32_t line, uint32_t pieces)
{
    const fai_span *first = s->page->rows[line].spans, *last = first + pieces - 1;

    return pieces > 0 && pieces <= 2 &&
           fai_words_are_sentence(s->page, first->word, last->word + last->count - first->word);
}

/* One figure behind a sentence, as a dash at the end of a line. */
static bool is_figure_in_prose(const seeker *s, uint32_t line)
{
    const fai_row *row = &s->page->rows[line];

    return row->figures + row->years == 1 && row->count == 2 && is_sentence(s, line, 1);
}

/* A heading of the rows that follow, however long: one text from the labels' edge that ends in a colon. */
static bool is_heading(const seeker *s, uint32_t line)
{
    const fai_row *row = &s->page->rows[line], *next = row + 1;
    const fai_span *only = &row->spans[0];
    const char *last = s->page->words.items[only->word + only->count - 1].text;

    return row->count == 1 && only->kind == FAI_SPAN_TEXT && distance(only->x0, s->run.x0) < 20 &&
           last[strlen(last) - 1] == ':' && line + 1 < s->page->lines.len && fai_row_is_data(next) &&
           next->spans[0].kind == FAI_SPAN_TEXT && fai_space_below(s->page, line) < 1;
}

/* A line that ends a table: a sentence, or a long text set across its columns. */
static bool is_prose(const seeker *s, uint32_t line)
{
    const fai_row *row = &s->page->rows[line];
    uint32_t n = body_of(&s->run, row);

    if (n == 0)
        return false;
    if (is_sentence(s, line, n))
        return true;
    return n == row->count && row->letters >= 75 && row->spans[n - 1].kind == FAI_SPAN_TEXT &&
           row->spans[n - 1].x1 > fai_run_label_end(&s->run) + 10 && (n < 3 || row->letters > 130) &&
           !is_wrapped(s, line) && !is_heading(s, line);
}

/* Whether some figure of a row stands under those of the run. */
static bool is_aligned(const fai_run *r, const fai_row *row)
{
    uint32_t i, k;

    for (i = 0; i < row->count; i++) {
        const fai_span *s = &row->spans[i];

        if (s->kind != FAI_SPAN_FIGURE && s->kind != FAI_SPAN_YEAR)
            continue;
        for (k = 0; k < r->column_count; k++)
            if (distance(s->x1, r->columns[k].x1) < 8 ||
                (s->x0 < r->columns[k].x1 && s->x1 > r->columns[k].x0))
                return true;
    }
    return false;
}

/* Long texts right of all figures are remarks on the rows, and no part of the table. */
static void find_remarks(fai_run *r, const fai_row *row)
{
    const fai_span *last = &row->spans[row->count - 1];

    if (last->kind == FAI_SPAN_TEXT && last->count > 7 && r->column_count > 1 &&
        last->x0 > r->columns[r->column_count - 1].x1 + 2 && (r->remark_x0 <= 0 || last->x0 < r->remark_x0))
        r->remark_x0 = last->x0;
}

/* Whether a piece stands over one column and reaches into no other. */
static bool is_over_one(const fai_run *r, const fai_span *p)
{
    uint32_t i;

    for (i = 0; i < r->column_count; i++)
        if (p->x1 > r->columns[i].x0 && p->x1 < r->columns[i].x1 + 15)
            return p->x0 > (i == 0 ? 2 * r->columns[0].x0 - r->columns[0].x1 - 10 : r->columns[i - 1].x1 - 2);
    return false;
}

/* A line on its own that begins left of the columns, or is set in the middle of the table or the page rather than over
 * them. */
static bool is_caption(const seeker *s, const fai_span *p)
{
    const fai_run *r = &s->run;
    float right = r->column_count == 0 ? p->x1 : r->columns[r->column_count - 1].x1;
    float middle = (p->x0 + p->x1) / 2, columns = (fai_run_label_end(r) + right) / 2;

    if (p->x0 < r->x0 - 8 || p->x0 < fai_run_label_end(r) - 60)
        return true;
    return distance(middle, columns) > 12 && !is_over_one(r, p) &&
           (distance(middle, (r->x0 + right) / 2) < 8 || distance(middle, s->page->width / 2) < 4);
}

/* Whether a line without figures can head columns: pieces over them, none of them long. */
static bool is_head(const seeker *s, uint32_t line)
{
    const fai_row *row = &s->page->rows[line];
    float end = fai_run_label_end(&s->run);
    uint32_t i, over = 0, n = body_of(&s->run, row);

    if (row->letters >= 200 || is_sentence(s, line, n) || (n == 1 && is_caption(s, &row->spans[0])))
        return false;
    for (i = 0; i < n; i++) {
        const fai_span *p = &row->spans[i];

        if ((p->x0 + p->x1) / 2 > end - 4 || (p->x0 > end - 60 && p->x1 > end + 8)) {
            if (p->count > 10)
                return false;
            over++;
        } else if (p->x1 > end + 8) {
            return false;
        }
    }
    return over > 0;
}

/* A line of one text that heads what follows, rather than a row's label. */
static bool is_title(const seeker *s, uint32_t line)
{
    const fai_row *row = &s->page->rows[line];
    const char *text = s->page->words.items[row->spans[0].word].text;

    return row->count == 1 && row->spans[0].kind == FAI_SPAN_TEXT && !(*text >= 'a' && *text <= 'z');
}

/* Whether the lines between the run and the next row of figures begin another table: heads of its own under a title, or
 * much empty space. */
static bool begins_another(const seeker *s, uint32_t line)
{
    uint32_t i;
    bool titled = false;

    for (i = s->run.last; i < line; i++) {
        if (fai_space_below(s->page, i) > 4 && s->run.remark_x0 <= 0)
            return true;
        if (i == s->run.last)
            continue;
        if (titled && s->page->rows[i].years > 0 && is_head(s, i))
            return true;
        titled = titled || (is_title(s, i) && fai_space_below(s->page, i - 1) > 0.6F);
    }
    return false;
}

static bool joins(const seeker *s, uint32_t line)
{
    const fai_run *r = &s->run;

    if (s->between > BETWEEN_MAX || begins_another(s, line))
        return false;
    return is_aligned(r, &s->page->rows[line]) ||
           (line == r->last + 1 && fai_space_below(s->page, r->last) < 1.5F);
}

/* A text left of the columns. */
static bool is_left(const seeker *s, uint32_t line)
{
    const fai_row *row = &s->page->rows[line];

    return row->count == 1 && row->spans[0].kind == FAI_SPAN_TEXT &&
           row->spans[0].x1 < fai_run_label_end(&s->run) + 10 && !is_sentence(s, line, 1);
}

/* One at the left edge, as a label. */
static bool is_label(const seeker *s, uint32_t line)
{
    return is_left(s, line) && s->page->rows[line].spans[0].x0 < s->run.x0 + 40;
}

/* Takes in the heads above, and the labels between them and the figures. */
static void find_top(seeker *s)
{
    fai_run *r = &s->run;
    uint32_t i = r->first, labels = 0;
    bool heads = false;

    r->top = r->first;
    while (i > s->free_line && r->first - i < HEADS_MAX) {
        i--;
        if (fai_space_below(s->page, i) > (heads ? 1.8F : 3.0F))
            break;
        if (is_head(s, i)) {
            heads = true;
            r->top = i;
            continue;
        }
        if (s->page->rows[i].count == 1 && s->page->rows[i].spans[0].kind == FAI_SPAN_MARK)
            continue;
        if (heads || !is_left(s, i) || labels >= LABELS_MAX)
            break;
        labels++;
    }
    if (heads)
        return;
    for (i = r->first;
         i > s->free_line && r->first - i < 2 && is_label(s, i - 1) && fai_space_below(s->page, i - 1) < 1;
         i--)
        r->top = i - 1;
}

/* The end of a label that was wrapped below its figures. */
static void find_end(seeker *s)
{
    fai_run *r = &s->run;
    uint32_t next = r->last + 1;
    const char *text;

    if (next >= s->page->lines.len || !is_label(s, next) || fai_space_below(s->page, r->last) > 0.6F)
        return;
    text = s->page->words.items[s->page->rows[next].spans[0].word].text;
    if ((*text >= 'a' && *text <= 'z') || *text == '(')
        r->last = next;
}

static bool is_labelled(const seeker *s, uint32_t line)
{
    const fai_row *row = &s->page->rows[line];

    return row->spans[0].kind == FAI_SPAN_TEXT && row->letters > 3;
}

/* Ends the run: a table, or nothing where it is too small or a table of contents. */
static bool end_run(seeker *s)
{
    fai_run *r = &s->run;
    bool ok = true;

    if (!fai_run_is_list(s->page, r)) {
        find_top(s);
        if (r->data_rows > 1 || (r->figures > 1 && (r->top < r->first || is_labelled(s, r->first)))) {
            find_end(s);
            s->free_line = r->last + 1;
            ok = fai_vec_push(s->out, *r);
        }
    }
    r->data_rows = 0;
    return ok;
}

static bool seek(seeker *s)
{
    bool ok = true;
    uint32_t i;

    for (i = 0; ok && i < s->page->lines.len; i++) {
        const fai_row *row = &s->page->rows[i];
        bool open = s->run.data_rows > 0;
        bool lone = row->count == 1 && row->figures == 1 && open && is_aligned(&s->run, row);

        if (((fai_row_is_data(row) && !is_figure_in_prose(s, i)) || lone) && !fai_row_is_foot(s->page, i)) {
            if (open && !joins(s, i))
                ok = end_run(s);
            add_row(s, i);
            find_remarks(&s->run, row);
        } else if (open) {
            find_remarks(&s->run, row);
            if (is_prose(s, i))
                ok = end_run(s);
            else
                s->between += body_of(&s->run, row) > 0;
        }
    }
    return ok && s->run.data_rows > 0 ? end_run(s) : ok;
}

fa_status fai_runs_find(fai_layout *l, fa_error *err)
{
    seeker s;

    memset(&s, 0, sizeof s);
    s.page = l->page;
    s.out = &l->runs;
    return seek(&s) ? FA_OK : fa_fail(err, FA_ENOMEM, "out of memory while looking for tables");
}
