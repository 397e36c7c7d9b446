/* extract/csv.c: values parted by commas, semicolons or tabs (RFC 4180) to titles and tables. */
#include <string.h>

#include "csv_records.h"
#include "formats.h"
#include "text_decode.h"
#include "text_pages.h"

enum { PAGE_ROWS = 200 };

typedef struct writer {
    text_pages pages;
    text_file *file;
    fa_error *err;
    fa_buf line;
    csv_record head; /* of the table under way, for the pages behind its first one */
    bool has_head;
    bool in_table;
    int32_t row;  /* of the table */
    int32_t rows; /* of the page */
    uint32_t line_first;
    TEXT_LIST(fa_place) head_places;
} writer;

static fa_status no_memory(fa_error *err)
{
    return fa_fail(err, FA_ENOMEM, "out of memory while reading a table of values");
}

static void raw_range(writer *w, const csv_field *f, fa_place *place)
{
    place->source_start = (uint32_t)text_source_origin(&w->file->source, f->raw_start);
    place->source_end = (uint32_t)text_source_origin(&w->file->source, f->raw_end);
}

/* Appends a field to the line, blanks folded; gives where it begins and ends there. */
static void put_field(fa_buf *line, const char *p, size_t n, uint32_t *start, uint32_t *end)
{
    size_t i = 0, from;

    *start = (uint32_t)line->len;
    while (i < n) {
        while (i < n && csv_is_blank_at(p, n, i))
            i++;
        from = i;
        while (i < n && !csv_is_blank_at(p, n, i))
            i++;
        if (i > from && line->len > *start)
            (void)fa_buf_append(line, " ", 1);
        (void)fa_buf_append(line, p + from, i - from);
    }
    *end = (uint32_t)line->len;
}

/* Prints a record as a line; places[i] of each field that is not blank. */
static fa_status put_line(writer *w, const csv_record *r, fa_place *places)
{
    fa_status st;
    fa_place line;
    size_t i;

    fa_buf_reset(&w->line);
    for (i = 0; i < r->fields.len; i++) {
        const csv_field *f = &r->fields.items[i];

        memset(&places[i], 0, sizeof places[i]);
        if (csv_is_blank(csv_text(r, i), f->end - f->start))
            continue;
        if (w->line.len != 0)
            (void)fa_buf_append(&w->line, "  ", 2);
        put_field(&w->line, csv_text(r, i), f->end - f->start, &places[i].text_start, &places[i].text_end);
    }
    st = fa_buf_check(&w->line, w->err);
    if (st == FA_OK)
        st = text_pages_add(&w->pages, w->line.data, w->line.len, &line);
    for (i = 0; st == FA_OK && i < r->fields.len; i++) {
        places[i].page = line.page;
        places[i].text_start += line.text_start;
        places[i].text_end += line.text_start;
        places[i].element = "";
        raw_range(w, &r->fields.items[i], &places[i]);
    }
    return st;
}

/* Blanks in front of the first text are its indentation. */
static uint8_t indent_of(const char *p)
{
    size_t n = 0;

    while (p[n] == ' ')
        n++;
    return (uint8_t)(n / 2 > 255 ? 255 : n / 2);
}

static fa_status put_cells(writer *w, const csv_record *r, const fa_place *places, int32_t row)
{
    fa_status st = FA_OK;
    size_t i;

    for (i = 0; st == FA_OK && i < r->fields.len; i++) {
        fa_cell cell;

        if (csv_is_blank(csv_text(r, i), r->fields.items[i].end - r->fields.items[i].start))
            continue;
        memset(&cell, 0, sizeof cell);
        cell.row = row;
        cell.col = i > INT32_MAX ? INT32_MAX : (int32_t)i;
        cell.col_span = cell.row_span = 1;
        cell.text = csv_text(r, i);
        cell.place = places[i];
        cell.indent = i == r->first ? indent_of(cell.text) : 0;
        st = fa_content_add_cell(w->pages.builder, &cell, w->err);
    }
    return st;
}

static fa_status end_table(writer *w)
{
    if (!w->in_table)
        return FA_OK;
    w->in_table = false;
    return text_pages_end_table(&w->pages, w->line_first);
}

/* Begins a table, or its part on a new page, which repeats the cells of its heads. */
static fa_status begin_table(writer *w, bool goes_on)
{
    fa_status st;

    w->pages.break_wanted = goes_on || w->rows >= PAGE_ROWS;
    if (w->pages.break_wanted)
        w->rows = 0;
    st = text_pages_need(&w->pages, true);
    if (st == FA_OK)
        st = fa_content_begin_table(w->pages.builder, w->err);
    w->in_table = st == FA_OK;
    w->line_first = w->pages.lines;
    w->row = 0;
    if (!goes_on)
        w->has_head = false;
    if (st == FA_OK && w->has_head)
        st = put_cells(w, &w->head, w->head_places.items, w->row++);
    return st;
}

static bool room_for_places(writer *w, size_t count)
{
    w->head_places.len = 0;
    while (w->head_places.len < count)
        if (!text_list_push(&w->head_places, (fa_place){.page = 0}))
            return false;
    return true;
}

/* The first record of a table: its heads, where it states no figure. It is kept. */
static fa_status put_head(writer *w, csv_record *r)
{
    csv_record kept = w->head;
    fa_status st;

    if (!room_for_places(w, r->fields.len))
        return no_memory(w->err);
    st = put_line(w, r, w->head_places.items);
    if (st == FA_OK)
        st = put_cells(w, r, w->head_places.items, w->row++);
    w->has_head = csv_is_head(r);
    w->head = *r;
    *r = kept;
    return st;
}

static fa_status put_row(writer *w, const csv_record *r)
{
    TEXT_LIST(fa_place) places = {NULL, 0, 0};
    fa_status st = FA_OK;
    size_t i;

    for (i = 0; st == FA_OK && i < r->fields.len; i++)
        if (!text_list_push(&places, (fa_place){.page = 0}))
            st = no_memory(w->err);
    if (st == FA_OK)
        st = put_line(w, r, places.items);
    if (st == FA_OK)
        st = put_cells(w, r, places.items, w->row++);
    text_list_clear(&places);
    return st;
}

/* A record outside of tables: a title, a note. */
static fa_status put_title(writer *w, const csv_record *r)
{
    fa_place place[1];
    csv_record one = *r;
    fa_status st;

    w->pages.break_wanted = w->rows >= PAGE_ROWS;
    if (w->pages.break_wanted)
        w->rows = 0;
    st = text_pages_need(&w->pages, true);
    one.fields.items += r->first;
    one.fields.len = 1;
    return st == FA_OK ? put_line(w, &one, place) : st;
}

static fa_status put_record(writer *w, csv_record *r)
{
    fa_status st = FA_OK;

    w->rows++;
    if (!w->in_table && r->filled == 1)
        return put_title(w, r);
    if (w->in_table && w->rows > PAGE_ROWS) {
        st = end_table(w);
        if (st == FA_OK)
            st = begin_table(w, true);
        w->rows++;
    } else if (!w->in_table) {
        st = begin_table(w, false);
        return st == FA_OK ? put_head(w, r) : st;
    }
    return st == FA_OK ? put_row(w, r) : st;
}

static fa_status read_records(writer *w, csv_cursor *c, csv_record *r, csv_record *ahead)
{
    bool blank = false, begins = false;
    fa_status st = FA_OK;

    while (st == FA_OK && csv_next(c, r, &st, w->err)) {
        if (st != FA_OK || r->filled == 0) {
            if (st == FA_OK && !blank)
                st = csv_begins_table(c, ahead, &begins, w->err);
            blank = true;
            continue;
        }
        if (blank && begins)
            st = end_table(w);
        blank = false;
        if (st == FA_OK)
            st = put_record(w, r);
    }
    return st == FA_OK ? end_table(w) : st;
}

fa_status extract_csv(const extract_input *in, fa_content_builder *b, fa_error *err)
{
    csv_record r, ahead;
    text_file file;
    writer w;
    csv_cursor c;
    fa_status st = text_file_open(&file, in, err);

    memset(&w, 0, sizeof w);
    text_pages_init(&w.pages, b, err);
    w.pages.paged = true; /* pages are counted in rows */
    w.file = &file;
    w.err = err;
    fa_buf_init(&w.line, CSV_RECORD_MAX * 2);
    csv_record_init(&r);
    csv_record_init(&ahead);
    csv_record_init(&w.head);
    c = (csv_cursor){file.text, file.len, 0, ','};
    if (st == FA_OK)
        st = csv_guess_mark(&c, &r, err);
    if (st == FA_OK)
        st = read_records(&w, &c, &r, &ahead);
    if (st == FA_OK && w.pages.page == 0)
        st = fa_fail(err, FA_ENOTEXT, "the file holds no values");
    csv_record_clear(&r);
    csv_record_clear(&ahead);
    csv_record_clear(&w.head);
    text_list_clear(&w.head_places);
    text_pages_clear(&w.pages);
    fa_buf_clear(&w.line);
    text_file_close(&file);
    return st;
}
