/* wire/statement_json.c: a primary statement, with all tables that it is continued in, as one table of JSON.
 * */
#include "wire/shapes.h"

#include <string.h>

#include <finanalyst/alloc.h>

#include "base/arena.h"

/* One of the filing's tables on its way into the statement. */
typedef struct part {
    const fa_fact_table *table;
    uint32_t row_first;  /* of the statement's rows */
    uint32_t *column_of; /* by its own column, the statement's */
} part;

typedef struct sheet {
    const fa_filing *filing;
    fai_arena arena;
    part *parts; /* by table of the filing; table NULL = not of this statement */
    const part *first;
    const fa_table_column **columns;
    const part **taken_by; /* by column: the last table that has a column in it */
    uint32_t column_count;
    uint32_t row_count;
    const fa_fact **cells; /* by row, then column; NULL = empty */
} sheet;

static bool is_same_period(const fa_period *a, const fa_period *b)
{
    return a->type == b->type && a->start == b->start && a->end == b->end &&
           a->fiscal_year == b->fiscal_year && a->fiscal == b->fiscal;
}

/* The statement's column that a column of a table goes on: the one of its period, by preference under the
 * same head. Two columns of one table never become one. */
static uint32_t find_column(const sheet *s, const part *p, uint32_t col)
{
    const fa_table_column *want = &p->table->columns[col];
    uint32_t i, best = s->column_count;

    for (i = 0; i < s->column_count; i++) {
        if (s->taken_by[i] == p || !is_same_period(&s->columns[i]->period, &want->period))
            continue;
        if (strcmp(s->columns[i]->head, want->head) == 0)
            return i;
        if (best == s->column_count)
            best = i;
    }
    return best;
}

static bool is_part(const fa_fact_table *t, fa_statement_kind kind)
{
    return t->statement == kind && t->primary && !t->parent_only;
}

static bool gather_parts(sheet *s, fa_statement_kind kind)
{
    uint32_t i, col, most = 0;

    for (i = 0; i < s->filing->table_count; i++)
        if (is_part(&s->filing->tables[i], kind))
            most += s->filing->tables[i].column_count;
    s->parts = fai_arena_calloc(&s->arena, s->filing->table_count, sizeof *s->parts);
    s->columns = fai_arena_calloc(&s->arena, most, sizeof *s->columns);
    s->taken_by = fai_arena_calloc(&s->arena, most, sizeof *s->taken_by);
    if (s->parts == NULL || s->columns == NULL || s->taken_by == NULL)
        return false;
    for (i = 0; i < s->filing->table_count; i++) {
        part *p = &s->parts[i];

        if (!is_part(&s->filing->tables[i], kind))
            continue;
        p->table = &s->filing->tables[i];
        p->row_first = s->row_count;
        p->column_of = fai_arena_calloc(&s->arena, p->table->column_count, sizeof *p->column_of);
        if (p->column_of == NULL)
            return false;
        for (col = 0; col < p->table->column_count; col++) {
            p->column_of[col] = find_column(s, p, col);
            if (p->column_of[col] == s->column_count)
                s->columns[s->column_count++] = &p->table->columns[col];
            s->taken_by[p->column_of[col]] = p;
        }
        s->row_count += p->table->row_count;
        s->first = s->first == NULL ? p : s->first;
    }
    return true;
}

/* Puts the facts into their cells. Of several facts that one cell shows, the better source is kept, then the
 * first. */
static bool gather_cells(sheet *s)
{
    uint32_t i;

    s->cells = fai_arena_calloc(&s->arena, (size_t)s->row_count * s->column_count, sizeof *s->cells);
    if (s->cells == NULL)
        return false;
    for (i = 0; i < s->filing->fact_count; i++) {
        const fa_fact *f = &s->filing->facts[i];
        const part *p =
            f->table < 0 || (uint32_t)f->table >= s->filing->table_count ? NULL : &s->parts[f->table];
        const fa_fact **cell;

        if (p == NULL || p->table == NULL || f->row < 0 || (uint32_t)f->row >= p->table->row_count ||
            f->col < 0 || (uint32_t)f->col >= p->table->column_count)
            continue;
        cell = &s->cells[(size_t)(p->row_first + (uint32_t)f->row) * s->column_count + p->column_of[f->col]];
        if (*cell == NULL || f->source < (*cell)->source)
            *cell = f;
    }
    return true;
}

static void put_columns(fai_json_writer *w, const sheet *s)
{
    uint32_t i;

    fai_json_array(w, "columns");
    for (i = 0; i < s->column_count; i++) {
        fai_json_object(w, NULL);
        fai_wire_text(w, "head", s->columns[i]->head);
        fai_wire_period(w, "period", &s->columns[i]->period);
        fai_json_end_object(w);
    }
    fai_json_end_array(w);
}

static void put_cell(fai_json_writer *w, const fa_fact *f)
{
    if (f == NULL) {
        fai_json_null(w, NULL);
        return;
    }
    fai_json_object(w, NULL);
    if ((f->flags & FA_FACT_NIL) != 0)
        fai_json_null(w, "value");
    else
        fai_wire_decimal(w, "value", f->value);
    fai_wire_text(w, "unit", f->unit);
    fai_wire_text(w, "text", f->text);
    fai_json_number(w, "fact", f->index);
    fai_wire_verification(w, f);
    fai_wire_place(w, "place", &f->place);
    fai_json_end_object(w);
}

/* The concept of a row is that of its figures; a row of figures under several concepts has none of its own.
 * */
static const char *concept_of(const fa_fact *const *cells, uint32_t count)
{
    const char *concept = NULL;
    uint32_t i;

    for (i = 0; i < count; i++) {
        if (cells[i] == NULL || *cells[i]->concept == '\0')
            continue;
        if (concept != NULL && strcmp(concept, cells[i]->concept) != 0)
            return NULL;
        concept = cells[i]->concept;
    }
    return concept;
}

static bool is_total(const fa_fact *const *cells, uint32_t count)
{
    uint32_t i;

    for (i = 0; i < count; i++)
        if (cells[i] != NULL && (cells[i]->flags & FA_FACT_TOTAL) != 0)
            return true;
    return false;
}

static void put_row(fai_json_writer *w, const sheet *s, const fa_table_row *row, const fa_fact *const *cells)
{
    uint32_t i;

    fai_json_object(w, NULL);
    fai_wire_text(w, "label", row->label);
    fai_wire_path(w, "path", row->path);
    fai_json_number(w, "level", row->level);
    fai_wire_text(w, "concept", concept_of(cells, s->column_count));
    fai_json_boolean(w, "total", is_total(cells, s->column_count));
    fai_wire_place(w, "place", &row->place);
    fai_json_array(w, "cells");
    for (i = 0; i < s->column_count; i++)
        put_cell(w, cells[i]);
    fai_json_end_array(w);
    fai_json_end_object(w);
}

static void put_rows(fai_json_writer *w, const sheet *s)
{
    uint32_t i, row;

    fai_json_array(w, "rows");
    for (i = 0; i < s->filing->table_count; i++) {
        const part *p = &s->parts[i];

        for (row = 0; p->table != NULL && row < p->table->row_count; row++)
            put_row(w, s, &p->table->rows[row], &s->cells[(size_t)(p->row_first + row) * s->column_count]);
    }
    fai_json_end_array(w);
}

static int32_t last_page(const sheet *s)
{
    int32_t last = 0;
    uint32_t i;

    for (i = 0; i < s->filing->table_count; i++)
        if (s->parts[i].table != NULL && s->parts[i].table->last_page > last)
            last = s->parts[i].table->last_page;
    return last;
}

static fa_status put_statement(const sheet *s, fa_statement_kind kind, fa_buf *out, fa_error *err)
{
    const fa_fact_table *t = s->first->table;
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_string(&w, "statement", fai_wire_statement(kind));
    fai_wire_text(&w, "title", t->title);
    fai_wire_path(&w, "section", t->section);
    fai_wire_count(&w, "page", t->page);
    fai_wire_count(&w, "last_page", last_page(s));
    fai_wire_unit(&w, t->unit);
    fai_json_number(&w, "scale", t->scale);
    fai_wire_place(&w, "scale_place", &t->scale_place);
    put_columns(&w, s);
    put_rows(&w, s);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

fa_status fa_statement_to_json(const fa_filing *filing, fa_statement_kind kind, fa_buf *out, fa_error *err)
{
    sheet s = {.filing = filing};
    fa_status st = FA_OK;

    fai_arena_init(&s.arena, 0);
    if (!gather_parts(&s, kind) || !gather_cells(&s))
        st = fa_fail(err, FA_ENOMEM, "out of memory while putting a statement together");
    else if (kind == FA_STATEMENT_NONE || s.first == NULL)
        st = fa_fail_field(err, FA_ENOTFOUND, "statement", "the filing has no such statement");
    else
        st = put_statement(&s, kind, out, err);
    fai_arena_clear(&s.arena);
    return st;
}
