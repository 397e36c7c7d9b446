/* reading/tags.c: tagged figures to facts: exact values, periods, dimensions, and the rows that show them. */
#include <string.h>

#include "reading/heads.h"
#include "reading/rows.h"
#include "reading/tags.h"

/* Contexts share their dimensions with the content until members are named. */
static fa_period period_of(const fa_content *c, int32_t context)
{
    fa_period p = {FA_PERIOD_UNKNOWN, FA_DATE_NONE, FA_DATE_NONE, 0, FA_FISCAL_NONE};
    const fa_context *x;

    if (context < 0)
        return p;
    x = &c->contexts[context];
    p.start = x->start;
    p.end = x->end;
    if (x->end != FA_DATE_NONE)
        p.type = x->start == FA_DATE_NONE ? FA_PERIOD_INSTANT : FA_PERIOD_DURATION;
    return p;
}

/* The exact value; a text that states none makes the fact one that is not stated. */
static void read_value(const fa_tag *t, fa_fact *f)
{
    fai_format format = fai_format_of(t->format);
    fa_decimal value;

    f->value = fa_decimal_make(0, 0);
    if (t->nil || fai_format_number(format, t->text, &value) != FA_OK ||
        fa_decimal_shift(value, t->scale, &value, NULL) != FA_OK) {
        f->flags |= FA_FACT_NIL;
        return;
    }
    if (format == FAI_FORMAT_ZERO)
        f->flags |= FA_FACT_DASH;
    f->value = t->negative ? fa_decimal_negate(value) : value;
}

/* Brackets and the sign of per cent that stand right around the tag belong to what is printed. */
static fa_status printed_text(fai_reading *r, const fa_tag *t, fa_fact *f)
{
    const fa_page *page;
    uint32_t from = f->place.text_start, to = f->place.text_end;

    f->text = t->text;
    if (f->place.page < 1 || from >= to)
        return FA_OK;
    page = &r->content->pages[f->place.page - 1];
    if (from > 0 && page->text[from - 1] == '(' && to < page->text_len && page->text[to] == ')')
        from--, to++;
    if (to < page->text_len && page->text[to] == '%')
        to++;
    if (to == f->place.text_end || to - from > 60)
        return FA_OK;
    f->place.text_start = from;
    f->place.text_end = to;
    f->text = fai_arena_strndup(r->arena, page->text + from, to - from);
    return f->text == NULL ? FA_ENOMEM : FA_OK;
}

static bool reads_as_label(const char *text)
{
    size_t n = strlen(text), i;

    for (i = 0; n >= 3 && n < 150 && i < n; i++)
        if (fai_is_alpha(text[i]) || (unsigned char)text[i] >= 0xC3)
            return true;
    return false;
}

/* The first text of the row, as it stands in the content; "" = none. */
static const char *label_in_content(const fai_reading *r, const fa_tag *t)
{
    const fa_table *table = &r->content->tables[t->table];
    uint32_t low = 0, high = table->cell_count;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (table->cells[mid].row < t->row)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < table->cell_count && table->cells[low].row == t->row; low++)
        if (reads_as_label(table->cells[low].text))
            return table->cells[low].text;
    return "";
}

/* A row that the reader of tables named by its section, since its words stand among the figures, has its own words. */
static fa_status read_label(fai_reading *r, const fa_tag *t, const char *named, fa_fact *f)
{
    const char *own = fai_label_clean(label_in_content(r, t), r->arena);

    if (own == NULL)
        return FA_ENOMEM;
    f->label = *own != '\0' && !fai_has_ci(named, own) ? own : named;
    return FA_OK;
}

static uint32_t flags_of_column(const char *head)
{
    fai_head h;

    fai_head_parse(head, strlen(head), &h);
    return h.flags;
}

/* Label, path, column and statement from the row that shows the figure. */
static fa_status place_in_table(fai_reading *r, const fa_tag *t, fa_fact *f)
{
    const fai_table_view *v = t->table < 0 ? NULL : fai_view_of(r, t->table);
    int32_t row = v == NULL || t->row < 0 || t->row >= v->grid_rows ? -1 : v->row_of[t->row];

    if (t->table < 0)
        return FA_OK;
    if (row < 0)
        return read_label(r, t, "", f);
    f->table = (int32_t)(v - r->tables.items);
    f->row = row;
    f->path = v->table.rows[row].path;
    f->statement = v->table.statement;
    f->col = fai_view_column(v, t->row, t->col);
    if (f->col >= 0) {
        f->column = v->table.columns[f->col].head;
        f->flags |= flags_of_column(f->column);
    }
    f->flags |= v->table.primary ? FA_FACT_PRIMARY : 0;
    f->flags |= v->table.parent_only ? FA_FACT_PARENT_ONLY : 0;
    if (read_label(r, t, v->table.rows[row].label, f) != FA_OK)
        return FA_ENOMEM;
    if (fai_has_ci(f->label, "discontinued") || fai_has_ci(f->path, "discontinued"))
        f->flags |= FA_FACT_DISCONTINUED;
    if (fai_str_starts_ci(fai_str_of(f->label), FAI_STR("total")))
        f->flags |= FA_FACT_TOTAL;
    return FA_OK;
}

static fa_status read_tag(fai_reading *r, const fa_tag *t)
{
    const fa_content *c = r->content;
    fa_status st;
    fa_fact f;

    memset(&f, 0, sizeof f);
    f.concept = t->name;
    f.label = f.path = f.column = "";
    f.table = f.row = f.col = -1;
    f.period = period_of(c, t->context);
    f.unit = t->unit < 0 ? "" : c->units[t->unit].measure;
    f.scale = t->scale;
    f.decimals = t->decimals;
    f.place = t->place;
    f.source = FA_SOURCE_IXBRL;
    f.known = FA_DATE_NONE;
    f.flags = t->hidden ? FA_FACT_HIDDEN : 0;
    if (t->context >= 0) {
        f.dims = c->contexts[t->context].dims;
        f.dim_count = c->contexts[t->context].dim_count;
    }
    read_value(t, &f);
    st = printed_text(r, t, &f);
    if (st == FA_OK)
        st = place_in_table(r, t, &f);
    return st == FA_OK && !fai_vec_push(&r->facts, f) ? FA_ENOMEM : st;
}

fa_status fai_read_tags(fai_reading *r, fa_error *err)
{
    size_t first = r->facts.len;
    fa_status st = FA_OK;
    uint32_t i;

    for (i = 0; st == FA_OK && i < r->content->tag_count; i++)
        if (r->content->tags[i].numeric)
            st = read_tag(r, &r->content->tags[i]);
    if (st != FA_OK)
        return fa_fail(err, st, "out of memory while reading tagged figures");
    st = fai_tags_date_columns(r, first, err);
    return st == FA_OK ? fai_tags_name_members(r, first, err) : st;
}
