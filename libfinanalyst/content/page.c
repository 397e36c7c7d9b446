/* content/page.c: the steps of laying out a page, and its text. */
#include <string.h>

#include "content/layout.h"

static bool put_text(fai_page_draft *d, const char *text, size_t len)
{
    if (!fai_vec_reserve(&d->text, len))
        return false;
    memcpy(d->text.items + d->text.len, text, len);
    d->text.len += len;
    return true;
}

static bool write_line(fai_page_draft *d, size_t line)
{
    const fai_row *row = &d->rows[line];
    fa_line *l = &d->lines.items[line];
    uint32_t i, k;

    l->text_start = (uint32_t)d->text.len;
    for (i = 0; i < row->count; i++) {
        if (i > 0 && !put_text(d, "  ", 2))
            return false;
        for (k = 0; k < row->spans[i].count; k++) {
            const fa_word *w = &d->words.items[row->spans[i].word + k];

            if (k > 0 && !put_text(d, " ", 1))
                return false;
            d->starts[row->spans[i].word + k] = (uint32_t)d->text.len;
            if (!put_text(d, w->text, strlen(w->text)))
                return false;
        }
    }
    l->text_end = (uint32_t)d->text.len;
    return put_text(d, "\n", 1);
}

static fa_status write_text(fai_layout *l, fa_error *err)
{
    fai_page_draft *d = l->page;
    size_t i;

    d->starts = fai_arena_calloc(l->scratch, d->words.len + 1, sizeof *d->starts);
    if (d->starts == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while laying out a page");
    for (i = 0; i < d->lines.len; i++) {
        if (!write_line(d, i))
            return fa_fail(err, FA_ENOMEM, "out of memory while laying out a page");
        if (d->text.len > UINT32_MAX / 2)
            return fa_fail_field(err, FA_ETOOLARGE, "memory_bytes", "a page holds too much text");
    }
    return FA_OK;
}

fa_status fai_layout_page(fai_page_draft *page, fai_pool *pool, uint32_t max_cells, uint32_t *cells,
                          fai_tables *out, fa_error *err)
{
    fai_arena scratch;
    fai_layout l;
    fa_status st;
    size_t i;

    fai_arena_init(&scratch, 0);
    memset(&l, 0, sizeof l);
    l.page = page;
    l.pool = pool;
    l.scratch = &scratch;
    st = fai_lines_find(&l, err);
    if (st == FA_OK)
        st = fai_spans_find(&l, err);
    if (st == FA_OK)
        st = fai_runs_find(&l, err);
    if (st == FA_OK)
        st = fai_columns_settle(&l, err);
    if (st == FA_OK)
        st = write_text(&l, err);
    for (i = 0; st == FA_OK && i < l.runs.len; i++)
        st = fai_cells_make(&l, &l.runs.items[i], max_cells, cells, out, err);
    fai_vec_clear(&l.runs);
    fai_arena_clear(&scratch);
    return st;
}
