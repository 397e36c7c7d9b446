/* content/columns.c: the columns of a table as a whole: those that are one are merged, and pieces of heads that stand over
 * several with hardly a gap between them are parted. */
#include "content/layout.h"

static float middle(const fai_span *s)
{
    return (s->x0 + s->x1) / 2;
}

/* The column that a stretch stands over: the one that it shares most with, else the nearest. */
static int32_t column_over(const fai_run *r, float x0, float x1)
{
    float best = 0, least = 1e9F;
    int32_t found = -1, near = -1;
    uint32_t i;

    for (i = 0; i < r->column_count; i++) {
        const fai_run_column *k = &r->columns[i];
        float lo = x0 > k->x0 ? x0 : k->x0, hi = x1 < k->x1 ? x1 : k->x1,
              d = (x0 + x1) / 2 - (k->x0 + k->x1) / 2;

        d = d < 0 ? -d : d;
        if (hi - lo > best) {
            best = hi - lo;
            found = (int32_t)i;
        }
        if (d < least) {
            least = d;
            near = (int32_t)i;
        }
    }
    return found >= 0 ? found : near;
}

/* Where to part a piece: the widest of its gaps, where that is clearly wider than the narrowest one and has another
 * column on either side; 0 = nowhere. */
static uint32_t cut_of(const fai_page_draft *page, const fai_run *r, const fai_span *s)
{
    const fa_word *w = page->words.items + s->word;
    float widest = 0, narrowest = 1e9F;
    uint32_t i, at = 0;
    int32_t left, right;

    for (i = 1; i < s->count; i++) {
        float gap = w[i].box.x0 - w[i - 1].box.x1;

        if (gap > widest) {
            widest = gap;
            at = i;
        }
        narrowest = gap < narrowest ? gap : narrowest;
    }
    if (at == 0 || (s->count > 2 && widest < 1.4F * narrowest) ||
        widest < 1.4F * page->blank * (w[0].box.y1 - w[0].box.y0))
        return 0;
    left = column_over(r, s->x0, w[at - 1].box.x1);
    right = column_over(r, w[at].box.x0, s->x1);
    return left >= 0 && right > left ? at : 0;
}

/* A head over the columns from its left edge to its right edge; its halves would be apart as far as the columns are. */
static void part_row(const fai_page_draft *page, const fai_run *r, fai_row *row)
{
    uint32_t i, k, cut;

    for (i = 0; i < row->count; i++) {
        fai_span *s = &row->spans[i];

        if (s->kind != FAI_SPAN_TEXT || s->count < 2 || s->count > 12 || middle(s) < fai_run_label_end(r) - 4)
            continue;
        cut = cut_of(page, r, s);
        if (cut == 0)
            continue;
        for (k = row->count; k > i + 1; k--)
            row->spans[k] = row->spans[k - 1];
        row->spans[i + 1] = (fai_span){0, 0, s->word + cut, s->count - cut, FAI_SPAN_TEXT};
        s->count = cut;
        row->count++;
        fai_span_refresh(page, s);
        fai_span_refresh(page, &row->spans[i + 1]);
        i--; /* what is left of it may stand over two columns still */
    }
}

/* The columns in which a row has figures, as bits. */
static uint64_t taken(const fai_run *r, const fai_row *row)
{
    uint64_t bits = 0;
    uint32_t i;

    for (i = 0; i < row->count; i++) {
        const fai_span *s = &row->spans[i];
        int32_t at = -1;

        if (s->kind == FAI_SPAN_FIGURE || (s->kind == FAI_SPAN_YEAR && i > 0))
            at = fai_run_column_at(r, s, 6);
        bits |= at < 0 ? 0 : (uint64_t)1 << at;
    }
    return bits;
}

/* Whether two neighbours cover the same stretch and no row has figures in both: "21.2 %" over "56.0". */
static bool are_one(const fai_run *r, uint32_t i, const uint64_t *rows, uint32_t count)
{
    const fai_run_column *a = &r->columns[i], *b = a + 1;
    float lo = a->x0 > b->x0 ? a->x0 : b->x0, hi = a->x1 < b->x1 ? a->x1 : b->x1;
    float narrow = a->x1 - a->x0 < b->x1 - b->x0 ? a->x1 - a->x0 : b->x1 - b->x0;
    uint32_t k;

    if (hi - lo < narrow / 2)
        return false;
    for (k = 0; k < count; k++)
        if ((rows[k] >> i & 3) == 3)
            return false;
    return true;
}

/* Takes column i + 1 into column i. */
static void merge(fai_run *r, uint32_t i, uint64_t *rows, uint32_t count)
{
    fai_run_column *a = &r->columns[i], *b = a + 1;
    uint64_t low = ((uint64_t)2 << i) - 1;
    uint32_t k;

    a->x0 = b->x0 < a->x0 ? b->x0 : a->x0;
    a->x1 = b->figures > a->figures ? b->x1 : a->x1;
    a->figures += b->figures;
    for (k = i + 1; k + 1 < r->column_count; k++)
        r->columns[k] = r->columns[k + 1];
    r->column_count--;
    for (k = 0; k < count; k++)
        rows[k] = (rows[k] & low) | (rows[k] >> (i + 1) & 1) << i | (rows[k] >> 1 & ~low);
}

static bool merge_columns(const fai_page_draft *page, fai_arena *scratch, fai_run *r)
{
    uint32_t count = r->last - r->first + 1, i;
    uint64_t *rows = fai_arena_calloc(scratch, count, sizeof *rows);

    if (rows == NULL)
        return false;
    for (i = 0; i < count; i++)
        if (fai_row_is_data(&page->rows[r->first + i]))
            rows[i] = taken(r, &page->rows[r->first + i]);
    for (i = 0; i + 1 < r->column_count;) {
        if (are_one(r, i, rows, count))
            merge(r, i, rows, count);
        else
            i++;
    }
    return true;
}

fa_status fai_columns_settle(fai_layout *l, fa_error *err)
{
    size_t i;
    uint32_t k;

    for (i = 0; i < l->runs.len; i++) {
        fai_run *r = &l->runs.items[i];

        if (!merge_columns(l->page, l->scratch, r))
            return fa_fail(err, FA_ENOMEM, "out of memory while looking for tables");
        for (k = r->top; k < r->last; k++) {
            fai_row *row = &l->page->rows[k];

            if (row->count < 64 && !fai_row_is_data(row))
                part_row(l->page, r, row);
        }
    }
    return FA_OK;
}
