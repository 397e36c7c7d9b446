/* reading/tables.c: content tables to tables of figures: grid, heads and rows, then statements, units and values. */
#include <string.h>

#include "base/text.h"
#include "reading/drafts.h"

/* One table under way. */
typedef struct maker {
    fai_reading *r;
    fai_drafts *drafts;
    fai_arena *scratch;
    fai_arena *kept; /* what drafts point to */
    fai_grid grid;
    fai_heads heads;
    fai_rows rows;
} maker;

static fa_status no_memory(fa_error *err)
{
    return fa_fail(err, FA_ENOMEM, "out of memory while reading tables");
}

/* The first line of the page that belongs to no table above this one. */
static uint32_t first_free_line(const maker *m, const fa_table *t)
{
    const fai_draft *last = m->drafts->len == 0 ? NULL : &m->drafts->items[m->drafts->len - 1];
    const fai_table_view *view = m->r->tables.len == 0 ? NULL : &m->r->tables.items[m->r->tables.len - 1];

    return last != NULL && view->table.last_page == t->page && last->line_end <= t->line_first
               ? last->line_end
               : 0;
}

/* Whether a table without dates of its own goes on with the one before: next to it, with as many columns, set in the
 * same places. */
static bool goes_on(const maker *m, const fa_table *t)
{
    const fai_draft *d = m->drafts->len == 0 ? NULL : &m->drafts->items[m->drafts->len - 1];
    const fai_table_view *v;
    int32_t i, near = 0;

    if (d == NULL || !d->dated || m->heads.segments.items[0].dated)
        return false;
    v = &m->r->tables.items[m->r->tables.len - 1];
    if (t->page - v->table.last_page > 1 || d->column_count != m->grid.column_count)
        return false;
    for (i = 0; i < d->column_count; i++) {
        float a = d->columns[i].x1 - m->grid.columns[i].x1, limit = m->grid.geometry ? 24 : 2;

        near += a <= limit && a >= -limit;
    }
    if (near * 3 < d->column_count * 2)
        return false;
    /* A table with a heading of its own right below another is another table, unless it says "continued". */
    return m->heads.continued || !m->heads.own_title || t->page != v->table.last_page ||
           !fai_head_dated(&m->heads.around);
}

static fa_table_column column_from(const maker *m, const fai_segment *s, int32_t c)
{
    fai_head h = s->columns[c].head;
    fa_table_column out;

    if (s->columns[c].dated || !s->dated) {
        if (!h.change || s->columns[c].dated)
            fai_head_inherit(&h, &s->context);
        fai_head_inherit(&h, &m->heads.around);
    }
    out.head = s->columns[c].text;
    out.period = fai_head_period(&h);
    return out;
}

static fa_status make_columns(maker *m, fai_table_view *v, fai_draft *d, fa_error *err)
{
    size_t blocks = m->heads.segments.len, b;
    fa_table_column *columns;
    int32_t c, n = 0;

    d->out_of = fai_arena_calloc(m->kept, (size_t)m->grid.column_count + 1, sizeof *d->out_of);
    if (d->out_of == NULL)
        return no_memory(err);
    for (c = 0; c < m->grid.column_count; c++)
        d->out_of[c] = m->grid.columns[c].note ? -1 : n++;
    columns = fai_arena_calloc(m->r->arena, blocks * (size_t)n + 1, sizeof *columns);
    if (columns == NULL)
        return no_memory(err);
    for (b = 0; b < blocks; b++)
        for (c = 0; c < m->grid.column_count; c++)
            if (d->out_of[c] >= 0)
                columns[b * (size_t)n + (size_t)d->out_of[c]] =
                    column_from(m, &m->heads.segments.items[b], c);
    v->table.columns = columns;
    v->table.column_count = (uint32_t)(blocks * (size_t)n);
    d->out_columns = n;
    d->blocks = (int32_t)blocks;
    d->heads = m->heads.segments.items[blocks - 1].columns;
    d->dated = m->heads.segments.items[blocks - 1].dated;
    return FA_OK;
}

static fa_status make_rows(maker *m, fai_table_view *v, fai_draft *d, fa_error *err)
{
    size_t count = m->rows.len, i;
    fa_table_row *rows = fai_arena_calloc(m->r->arena, count + 1, sizeof *rows);
    int32_t r;

    v->row_of = fai_arena_calloc(m->r->arena, (size_t)m->grid.row_count + 1, sizeof *v->row_of);
    v->block_of = fai_arena_calloc(m->r->arena, (size_t)m->grid.row_count + 1, sizeof *v->block_of);
    d->row_flags = fai_arena_calloc(m->kept, count + 1, sizeof *d->row_flags);
    d->bare = fai_arena_calloc(m->kept, count + 1, sizeof *d->bare);
    d->kinds = fai_arena_calloc(m->kept, count + 1, sizeof *d->kinds);
    if (rows == NULL || v->row_of == NULL || v->block_of == NULL || d->row_flags == NULL || d->bare == NULL ||
        d->kinds == NULL)
        return no_memory(err);
    for (r = 0; r < m->grid.row_count; r++) {
        v->row_of[r] = -1;
        v->block_of[r] = m->grid.rows[r].segment;
    }
    for (i = 0; i < count; i++) {
        rows[i] = m->rows.items[i].row;
        v->row_of[m->rows.items[i].grid_row] = (int32_t)i;
        d->bare[i] = m->rows.items[i].unlabelled;
        d->kinds[i] = fai_row_kind_of(rows[i].label, rows[i].path);
        d->row_flags[i] = m->rows.items[i].total ? FA_FACT_TOTAL : 0;
    }
    v->table.rows = rows;
    v->table.row_count = (uint32_t)count;
    v->grid_rows = m->grid.row_count;
    return FA_OK;
}

static fa_status make_cell_map(maker *m, fai_table_view *v, const fai_draft *d, fa_error *err)
{
    size_t cols = (size_t)(m->grid.table->cols < 1 ? 1 : m->grid.table->cols), i;
    int32_t r;

    v->grid_cols = (int32_t)cols;
    v->col_of = fai_arena_calloc(m->r->arena, cols * (size_t)d->blocks, sizeof *v->col_of);
    if (v->col_of == NULL)
        return no_memory(err);
    for (i = 0; i < cols * (size_t)d->blocks; i++)
        v->col_of[i] = -1;
    for (r = 0; r < m->grid.row_count; r++) {
        const fai_grow *row = &m->grid.rows[r];
        uint32_t k;

        for (k = 0; row->data && k < row->count; k++) {
            const fai_gcell *c = &row->cells[k];

            if (c->column < 0 || d->out_of[c->column] < 0 || c->cell->col < 0 ||
                c->cell->col >= (int32_t)cols)
                continue;
            v->col_of[(size_t)row->segment * cols + (size_t)c->cell->col] =
                row->segment * d->out_columns + d->out_of[c->column];
        }
    }
    return FA_OK;
}

/* A figure as it stands there; value, unit and concept are filled once the tables around are known. */
static fa_status make_fact(maker *m, const fai_table_view *v, const fai_draft *d, const fai_grow *row,
                           const fai_gcell *c, int32_t index, fa_error *err)
{
    int32_t col = row->segment * d->out_columns + d->out_of[c->column];
    const fai_column *head = &m->heads.segments.items[row->segment].columns[c->column];
    fa_fact f;

    memset(&f, 0, sizeof f);
    f.concept = "";
    f.label = v->table.rows[index].label;
    f.path = v->table.rows[index].path;
    f.column = v->table.columns[col].head;
    f.table = (int32_t)m->r->tables.len;
    f.row = index;
    f.col = col;
    f.period = v->table.columns[col].period;
    f.unit = c->amount.percent ? "%" : "";
    f.decimals = FA_DECIMALS_NONE;
    f.value = c->amount.value;
    f.text = c->text == c->cell->text ? c->text : fai_arena_strdup(m->r->arena, c->text);
    f.place = c->place;
    f.source = FA_SOURCE_TABLE;
    f.known = FA_DATE_NONE;
    f.flags = d->row_flags[index] | head->head.flags | m->heads.around.flags;
    if (head->head.change || (head->head.percent && !head->dated))
        f.flags |= FA_FACT_CHANGE;
    if (c->amount.percent)
        f.flags |= FA_FACT_PERCENT;
    if (c->amount.kind != FA_AMOUNT_NUMBER)
        f.flags |= c->amount.kind == FA_AMOUNT_DASH ? FA_FACT_DASH : FA_FACT_NIL;
    if (f.text == NULL || !fai_vec_push(&m->r->facts, f))
        return no_memory(err);
    return FA_OK;
}

static fa_status make_facts(maker *m, const fai_table_view *v, fai_draft *d, fa_error *err)
{
    size_t i;

    d->facts_first = (uint32_t)m->r->facts.len;
    for (i = 0; i < m->rows.len; i++) {
        const fai_grow *row = &m->grid.rows[m->rows.items[i].grid_row];
        uint64_t taken = 0;
        uint32_t k;

        for (k = 0; k < row->count; k++) {
            const fai_gcell *c = &row->cells[k];
            fa_status st;

            if (c->kind == FAI_CELL_TEXT || c->column < 0 || d->out_of[c->column] < 0 || c->tagged)
                continue;
            /* Two figures in one column: the second belongs to nothing that is known. */
            if ((taken >> c->column & 1) != 0)
                continue;
            taken |= (uint64_t)1 << c->column;
            st = make_fact(m, v, d, row, c, (int32_t)i, err);
            if (st != FA_OK)
                return st;
        }
    }
    d->facts_count = (uint32_t)m->r->facts.len - d->facts_first;
    return FA_OK;
}

static fa_status section_of(maker *m, const fa_table *t, fai_table_view *v, fa_error *err)
{
    char path[512];

    fa_content_section_path(m->r->content, t->page, t->line_first, path, sizeof path);
    v->table.section = fai_arena_strdup(m->r->arena, path);
    return v->table.section == NULL ? no_memory(err) : FA_OK;
}

/* Takes over heads, title and units of the table before. */
static void inherit(maker *m, fai_draft *d)
{
    const fai_draft *last = &m->drafts->items[m->drafts->len - 1];
    fai_segment *s = &m->heads.segments.items[0];
    int32_t c;

    for (c = 0; c < m->grid.column_count; c++)
        s->columns[c] = last->heads[c];
    s->dated = true;
    if (!fai_head_dated(&m->heads.around) || !m->heads.own_title)
        m->heads.around = last->around;
    if (!m->heads.units.stated)
        m->heads.units = last->units;
    if (!m->heads.own_title || m->heads.continued || *m->heads.title == '\0')
        m->heads.title = m->r->tables.items[m->r->tables.len - 1].table.title;
    d->inherits = true;
}

static fa_status fill_view(maker *m, const fa_table *t, int32_t source, fa_error *err)
{
    fai_table_view v;
    fai_draft d;
    fa_status st;

    memset(&v, 0, sizeof v);
    memset(&d, 0, sizeof d);
    if (goes_on(m, t))
        inherit(m, &d);
    d.units = m->heads.units;
    d.around = m->heads.around;
    d.continued = m->heads.continued;
    d.own_title = m->heads.own_title;
    d.geometry = m->grid.geometry;
    d.column_count = m->grid.column_count;
    d.line_end = t->line_first + t->line_count;
    memcpy(d.columns, m->grid.columns, sizeof d.columns);
    v.source = source;
    v.table.title = m->heads.title;
    v.table.page = t->page;
    v.table.last_page = t->page;
    v.table.unit = "";
    v.table.scale_place = m->heads.units_place;
    v.table.scale_place.element = "";
    st = section_of(m, t, &v, err);
    if (st == FA_OK)
        st = make_columns(m, &v, &d, err);
    if (st == FA_OK)
        st = make_rows(m, &v, &d, err);
    if (st == FA_OK)
        st = make_cell_map(m, &v, &d, err);
    if (st == FA_OK)
        st = make_facts(m, &v, &d, err);
    if (st == FA_OK && (!fai_vec_push(&m->r->tables, v) || !fai_vec_push(m->drafts, d)))
        st = no_memory(err);
    return st;
}

static fa_status read_table(maker *m, int32_t index, fa_error *err)
{
    const fa_table *t = &m->r->content->tables[index];
    uint32_t from = first_free_line(m, t);
    fa_status st = fai_grid_build(m->r->content, t, m->scratch, &m->grid, err);

    if (st != FA_OK || m->grid.column_count == 0)
        return st;
    memset(&m->heads.around, 0, sizeof m->heads.around);
    memset(&m->heads.units, 0, sizeof m->heads.units);
    memset(&m->heads.units_place, 0, sizeof m->heads.units_place);
    m->heads.continued = m->heads.own_title = false;
    m->heads.segments.len = 0;
    m->rows.len = 0;
    st = fai_heads_above(m->r->content, t, from, m->r->arena, &m->heads, err);
    if (st == FA_OK)
        st = fai_heads_read(m->r->content, &m->grid, from, m->r->arena, m->scratch, &m->heads, err);
    if (st == FA_OK)
        fai_heads_around(m->r->content, t, &m->grid, &m->heads);
    if (st == FA_OK)
        st = fai_rows_read(&m->grid, m->r->arena, m->scratch, &m->rows, err);
    if (st == FA_OK && m->rows.len > 0)
        st = fill_view(m, t, index, err);
    return st;
}

fa_status fai_read_tables(fai_reading *r, fa_error *err)
{
    fai_arena scratch, kept;
    fai_drafts drafts;
    fa_status st = FA_OK;
    uint32_t i;
    maker m;

    memset(&m, 0, sizeof m);
    memset(&drafts, 0, sizeof drafts);
    fai_arena_init(&scratch, 0);
    fai_arena_init(&kept, 0);
    m.r = r;
    m.drafts = &drafts;
    m.scratch = &scratch;
    m.kept = &kept;
    for (i = 0; st == FA_OK && i < r->content->table_count; i++) {
        st = read_table(&m, (int32_t)i, err);
        fai_arena_clear(&scratch);
    }
    if (st == FA_OK)
        st = fai_statements_find(r, &drafts, err);
    if (st == FA_OK)
        st = fai_figures_finish(r, &drafts, err);
    fai_vec_clear(&m.heads.segments);
    fai_vec_clear(&m.rows);
    fai_vec_clear(&drafts);
    fai_arena_clear(&scratch);
    fai_arena_clear(&kept);
    return st;
}

int32_t fai_view_column(const fai_table_view *v, int32_t grid_row, int32_t grid_col)
{
    if (grid_row < 0 || grid_row >= v->grid_rows || grid_col < 0 || grid_col >= v->grid_cols)
        return -1;
    return v->col_of[v->block_of[grid_row] * v->grid_cols + grid_col];
}

const fai_table_view *fai_view_of(const fai_reading *r, int32_t content_table)
{
    size_t low = 0, high = r->tables.len;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (r->tables.items[mid].source == content_table)
            return &r->tables.items[mid];
        if (r->tables.items[mid].source < content_table)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}
