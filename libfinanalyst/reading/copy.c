/* reading/copy.c: making, copying and freeing filings. Equal strings are kept once. */
#include <string.h>

#include "base/map.h"
#include "reading/holder.h"

/* One copy under way. failed is looked at once, at the end. */
typedef struct copier {
    fai_arena *arena;
    fai_map seen; /* from text to its copy */
    bool failed;
} copier;

fai_filing_holder *fai_filing_holder_new(void)
{
    fai_filing_holder *h = fa_calloc(1, sizeof *h);

    if (h == NULL)
        return NULL;
    fai_arena_init(&h->arena, 0);
    h->filing.identity.period_end = FA_DATE_NONE;
    h->filing.identity.filed = FA_DATE_NONE;
    return h;
}

void fa_filing_free(const fa_filing *f)
{
    union {
        const fa_filing *filing;
        fai_filing_holder *holder;
    } u;

    if (f == NULL)
        return;
    u.filing = f;
    fai_arena_clear(&u.holder->arena);
    fa_free(u.holder);
}

static const char *copy_text(copier *c, const char *text)
{
    size_t len;
    char *copy;

    if (text == NULL || *text == '\0')
        return "";
    len = strlen(text);
    copy = fai_map_get(&c->seen, text, len);
    if (copy != NULL)
        return copy;
    copy = fai_arena_strndup(c->arena, text, len);
    if (copy == NULL || !fai_map_put(&c->seen, copy, len, copy)) {
        c->failed = true;
        return "";
    }
    return copy;
}

/* A zeroed array; NULL for none, or with `failed` set. */
static void *make_array(copier *c, size_t count, size_t size)
{
    void *p = count == 0 ? NULL : fai_arena_calloc(c->arena, count, size);

    if (p == NULL && count != 0)
        c->failed = true;
    return p;
}

static fa_place copy_place(copier *c, fa_place place)
{
    place.element = copy_text(c, place.element);
    return place;
}

static fa_identity_item copy_item(copier *c, fa_identity_item item)
{
    item.text = copy_text(c, item.text);
    item.place = copy_place(c, item.place);
    return item;
}

static void copy_identity(copier *c, const fa_identity *from, fa_identity *to)
{
    *to = *from;
    to->company = copy_item(c, from->company);
    to->ticker = copy_item(c, from->ticker);
    to->cik = copy_item(c, from->cik);
    to->form = copy_item(c, from->form);
    to->period = copy_item(c, from->period);
    to->currency = copy_item(c, from->currency);
    to->industry = copy_text(c, from->industry);
}

static const fa_dimension *copy_dims(copier *c, const fa_dimension *dims, uint32_t count)
{
    fa_dimension *to = make_array(c, count, sizeof *to);
    uint32_t i;

    for (i = 0; to != NULL && i < count; i++) {
        to[i].axis = copy_text(c, dims[i].axis);
        to[i].member = copy_text(c, dims[i].member);
        to[i].label = copy_text(c, dims[i].label);
    }
    return to;
}

static void copy_facts(copier *c, const fa_filing *from, fa_filing *to)
{
    fa_fact *facts = make_array(c, from->fact_count, sizeof *facts);
    uint32_t i;

    for (i = 0; facts != NULL && i < from->fact_count; i++) {
        const fa_fact *f = &from->facts[i];
        fa_fact *t = &facts[i];

        *t = *f;
        t->concept = copy_text(c, f->concept);
        t->label = copy_text(c, f->label);
        t->path = copy_text(c, f->path);
        t->column = copy_text(c, f->column);
        t->unit = copy_text(c, f->unit);
        t->text = copy_text(c, f->text);
        t->dims = copy_dims(c, f->dims, f->dim_count);
        t->place = copy_place(c, f->place);
    }
    to->facts = facts;
    to->fact_count = facts == NULL ? 0 : from->fact_count;
}

static void copy_table(copier *c, const fa_fact_table *from, fa_fact_table *to)
{
    fa_table_column *columns = make_array(c, from->column_count, sizeof *columns);
    fa_table_row *rows = make_array(c, from->row_count, sizeof *rows);
    uint32_t i;

    *to = *from;
    to->title = copy_text(c, from->title);
    to->section = copy_text(c, from->section);
    to->unit = copy_text(c, from->unit);
    to->scale_place = copy_place(c, from->scale_place);
    for (i = 0; columns != NULL && i < from->column_count; i++) {
        columns[i] = from->columns[i];
        columns[i].head = copy_text(c, from->columns[i].head);
    }
    for (i = 0; rows != NULL && i < from->row_count; i++) {
        rows[i] = from->rows[i];
        rows[i].label = copy_text(c, from->rows[i].label);
        rows[i].path = copy_text(c, from->rows[i].path);
        rows[i].place = copy_place(c, from->rows[i].place);
    }
    to->columns = columns;
    to->column_count = columns == NULL ? 0 : from->column_count;
    to->rows = rows;
    to->row_count = rows == NULL ? 0 : from->row_count;
}

static void copy_tables(copier *c, const fa_filing *from, fa_filing *to)
{
    fa_fact_table *tables = make_array(c, from->table_count, sizeof *tables);
    uint32_t i;

    for (i = 0; tables != NULL && i < from->table_count; i++)
        copy_table(c, &from->tables[i], &tables[i]);
    to->tables = tables;
    to->table_count = tables == NULL ? 0 : from->table_count;
}

static void copy_checks(copier *c, const fa_filing *from, fa_filing *to)
{
    fa_check *checks = make_array(c, from->check_count, sizeof *checks);
    uint32_t i;

    for (i = 0; checks != NULL && i < from->check_count; i++) {
        checks[i] = from->checks[i];
        checks[i].name = copy_text(c, from->checks[i].name);
    }
    to->checks = checks;
    to->check_count = checks == NULL ? 0 : from->check_count;
}

fa_status fa_filing_copy(const fa_filing *f, const fa_filing **out, fa_error *err)
{
    fai_filing_holder *h;
    copier c;

    if (f == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a filing and a place for its copy are needed");
    h = fai_filing_holder_new();
    if (h == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while copying a filing");
    memset(&c, 0, sizeof c);
    c.arena = &h->arena;
    copy_identity(&c, &f->identity, &h->filing.identity);
    copy_facts(&c, f, &h->filing);
    copy_tables(&c, f, &h->filing);
    copy_checks(&c, f, &h->filing);
    fai_map_clear(&c.seen);
    if (c.failed) {
        fa_filing_free(&h->filing);
        return fa_fail(err, FA_ENOMEM, "out of memory while copying a filing");
    }
    *out = &h->filing;
    return FA_OK;
}
