/* extract/csv.c: values parted by commas, semicolons or tabs (RFC 4180) to titles and tables. */
#include <string.h>

#include "formats.h"
#include "text_decode.h"
#include "text_pages.h"

enum { PAGE_ROWS = 200, GUESS_RECORDS = 60, LINE_MAX_BYTES = 16 * 1024 * 1024 };

/* A field of a record. */
typedef struct field {
    size_t start, end;         /* in record.text, quotes taken off */
    size_t raw_start, raw_end; /* in the file as decoded */
} field;

typedef struct record {
    fa_buf text; /* of all fields, each with its NUL */
    TEXT_LIST(field) fields;
    size_t filled; /* fields that are not blank */
    size_t first;  /* the first of those */
} record;

/* Where the next record begins. */
typedef struct csv {
    const char *text;
    size_t len;
    size_t at;
    char mark; /* between fields */
} csv;

typedef struct writer {
    text_pages pages;
    text_file *file;
    fa_error *err;
    fa_buf line;
    record head; /* of the table under way, for the pages behind its first one */
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

static void clear_record(record *r)
{
    fa_buf_clear(&r->text);
    text_list_clear(&r->fields);
}

static bool is_blank_at(const char *p, size_t n, size_t i)
{
    return p[i] == ' ' || (p[i] >= '\t' && p[i] <= '\r') ||
           (p[i] == '\xC2' && i + 1 < n && p[i + 1] == '\xA0') ||
           (p[i] == '\xA0' && i > 0 && p[i - 1] == '\xC2');
}

static bool is_blank(const char *p, size_t n)
{
    size_t i = 0;

    while (i < n && is_blank_at(p, n, i))
        i++;
    return i == n;
}

/* ---- records ---- */

/* A field in quotes, from its quote on; "" inside stands for one quote. Returns where it ends. */
static size_t take_quoted(const csv *c, size_t at, record *r)
{
    at++;
    while (at < c->len) {
        const char *quote = memchr(c->text + at, '"', c->len - at);
        size_t n = quote == NULL ? c->len - at : (size_t)(quote - (c->text + at));

        (void)fa_buf_append(&r->text, c->text + at, n);
        at += n + (quote != NULL);
        if (at >= c->len || c->text[at] != '"')
            break;
        (void)fa_buf_append(&r->text, "\"", 1);
        at++;
    }
    return at;
}

static size_t plain_end(const csv *c, size_t at)
{
    while (at < c->len && c->text[at] != c->mark && c->text[at] != '\n' && c->text[at] != '\r')
        at++;
    return at;
}

static fa_status take_field(const csv *c, size_t *at, record *r, fa_error *err)
{
    size_t begin = *at, end;
    field f;

    f.start = r->text.len;
    f.raw_start = begin;
    while (begin < c->len && c->text[begin] == ' ')
        begin++;
    if (begin < c->len && c->text[begin] == '"')
        *at = take_quoted(c, begin, r);
    /* What stands behind the closing quote is kept, too: nothing is lost. */
    end = plain_end(c, *at);
    (void)fa_buf_append(&r->text, c->text + *at, end - *at);
    *at = end;
    f.end = r->text.len;
    f.raw_end = end;
    (void)fa_buf_append(&r->text, "", 1);
    if (fa_buf_check(&r->text, err) != FA_OK)
        return r->text.bad;
    if (!is_blank(r->text.data + f.start, f.end - f.start)) {
        if (r->filled++ == 0)
            r->first = r->fields.len;
    }
    return text_list_push(&r->fields, f) ? FA_OK : no_memory(err);
}

/* Reads one record; false at the end of the file. */
static bool next_record(csv *c, record *r, fa_status *st, fa_error *err)
{
    fa_buf_reset(&r->text);
    r->fields.len = r->filled = r->first = 0;
    if (c->at >= c->len)
        return false;
    for (*st = FA_OK; *st == FA_OK;) {
        *st = take_field(c, &c->at, r, err);
        if (c->at >= c->len || c->text[c->at] != c->mark)
            break;
        c->at++;
    }
    if (c->at < c->len && c->text[c->at] == '\r')
        c->at++;
    if (c->at < c->len && c->text[c->at] == '\n')
        c->at++;
    return true;
}

static const char *text_of(const record *r, size_t i)
{
    return r->text.data + r->fields.items[i].start;
}

/* ---- which mark parts the fields ---- */

/* How many of the first records have as many fields as most of them, times how many fields that are. */
static fa_status score_mark(const csv *from, char mark, record *r, size_t *out, fa_error *err)
{
    size_t counts[GUESS_RECORDS], n = 0, i, k, best = 0;
    csv c = *from;
    fa_status st = FA_OK;

    c.mark = mark;
    while (st == FA_OK && n < GUESS_RECORDS && next_record(&c, r, &st, err))
        if (r->fields.len > 1 || r->filled > 0)
            counts[n++] = r->fields.len;
    *out = 0;
    for (i = 0; i < n; i++) {
        size_t same = 0;

        for (k = 0; k < n; k++)
            same += counts[k] == counts[i];
        if (counts[i] > 1 && same > best) {
            best = same;
            *out = same * 64 + (counts[i] < 63 ? counts[i] : 63);
        }
    }
    return st;
}

static fa_status guess_mark(csv *c, record *r, fa_error *err)
{
    /* The comma comes last: where two marks fit as well, it stands inside of numbers. */
    static const char marks[] = {';', '\t', '|', ','};
    size_t best = 0, score, i;
    fa_status st = FA_OK;

    c->mark = ',';
    for (i = 0; st == FA_OK && i < sizeof marks; i++) {
        st = score_mark(c, marks[i], r, &score, err);
        if (score > best) {
            best = score;
            c->mark = marks[i];
        }
    }
    return st;
}

/* ---- what records are ---- */

/* A figure, but for a year: "1,234", "(5)", "12.5%", "-". */
static bool is_figure(const char *p)
{
    size_t digits = 0, n = 0;
    bool other = false;

    for (; *p != '\0'; p++) {
        if (*p == ' ')
            continue;
        n++;
        digits += *p >= '0' && *p <= '9';
        other = other || ((*p < '0' || *p > '9') && strchr("$(),.%+-", *p) == NULL);
    }
    return digits > 0 && !other && !(digits == 4 && n == 4);
}

/* A row of heads: two fields and more, none of them a figure. */
static bool is_head(const record *r)
{
    size_t i;

    if (r->filled < 2)
        return false;
    for (i = 0; i < r->fields.len; i++)
        if (is_figure(text_of(r, i)))
            return false;
    return true;
}

/* Whether the records behind a blank one begin another table: by titles or heads of their own. */
static fa_status begins_table(const csv *from, record *r, bool *out, fa_error *err)
{
    csv c = *from;
    fa_status st = FA_OK;
    int titles = 0;

    *out = false;
    while (st == FA_OK && titles < 3 && next_record(&c, r, &st, err)) {
        if (r->filled == 0)
            continue;
        if (r->filled == 1 && r->first == 0) {
            titles++;
            continue;
        }
        *out = is_head(r) || titles > 1;
        return st;
    }
    *out = titles > 1;
    return st;
}

/* ---- to the builder ---- */

static void raw_range(writer *w, const field *f, fa_place *place)
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
        while (i < n && is_blank_at(p, n, i))
            i++;
        from = i;
        while (i < n && !is_blank_at(p, n, i))
            i++;
        if (i > from && line->len > *start)
            (void)fa_buf_append(line, " ", 1);
        (void)fa_buf_append(line, p + from, i - from);
    }
    *end = (uint32_t)line->len;
}

/* Prints a record as a line; places[i] of each field that is not blank. */
static fa_status put_line(writer *w, const record *r, fa_place *places)
{
    fa_status st;
    fa_place line;
    size_t i;

    fa_buf_reset(&w->line);
    for (i = 0; i < r->fields.len; i++) {
        const field *f = &r->fields.items[i];

        memset(&places[i], 0, sizeof places[i]);
        if (is_blank(text_of(r, i), f->end - f->start))
            continue;
        if (w->line.len != 0)
            (void)fa_buf_append(&w->line, "  ", 2);
        put_field(&w->line, text_of(r, i), f->end - f->start, &places[i].text_start, &places[i].text_end);
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

static fa_status put_cells(writer *w, const record *r, const fa_place *places, int32_t row)
{
    fa_status st = FA_OK;
    size_t i;

    for (i = 0; st == FA_OK && i < r->fields.len; i++) {
        fa_cell cell;

        if (is_blank(text_of(r, i), r->fields.items[i].end - r->fields.items[i].start))
            continue;
        memset(&cell, 0, sizeof cell);
        cell.row = row;
        cell.col = i > INT32_MAX ? INT32_MAX : (int32_t)i;
        cell.col_span = cell.row_span = 1;
        cell.text = text_of(r, i);
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
static fa_status put_head(writer *w, record *r)
{
    record kept = w->head;
    fa_status st;

    if (!room_for_places(w, r->fields.len))
        return no_memory(w->err);
    st = put_line(w, r, w->head_places.items);
    if (st == FA_OK)
        st = put_cells(w, r, w->head_places.items, w->row++);
    w->has_head = is_head(r);
    w->head = *r;
    *r = kept;
    return st;
}

static fa_status put_row(writer *w, const record *r)
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
static fa_status put_title(writer *w, const record *r)
{
    fa_place place[1];
    record one = *r;
    fa_status st;

    w->pages.break_wanted = w->rows >= PAGE_ROWS;
    if (w->pages.break_wanted)
        w->rows = 0;
    st = text_pages_need(&w->pages, true);
    one.fields.items += r->first;
    one.fields.len = 1;
    return st == FA_OK ? put_line(w, &one, place) : st;
}

static fa_status put_record(writer *w, record *r)
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

static fa_status read_records(writer *w, csv *c, record *r, record *ahead)
{
    bool blank = false, begins = false;
    fa_status st = FA_OK;

    while (st == FA_OK && next_record(c, r, &st, w->err)) {
        if (st != FA_OK || r->filled == 0) {
            if (st == FA_OK && !blank)
                st = begins_table(c, ahead, &begins, w->err);
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

static void init_record(record *r)
{
    memset(r, 0, sizeof *r);
    fa_buf_init(&r->text, LINE_MAX_BYTES);
}

fa_status extract_csv(const extract_input *in, fa_content_builder *b, fa_error *err)
{
    record r, ahead;
    text_file file;
    writer w;
    csv c;
    fa_status st = text_file_open(&file, in, err);

    memset(&w, 0, sizeof w);
    text_pages_init(&w.pages, b, err);
    w.pages.paged = true; /* pages are counted in rows */
    w.file = &file;
    w.err = err;
    fa_buf_init(&w.line, LINE_MAX_BYTES * 2);
    init_record(&r);
    init_record(&ahead);
    init_record(&w.head);
    c = (csv){file.text, file.len, 0, ','};
    if (st == FA_OK)
        st = guess_mark(&c, &r, err);
    if (st == FA_OK)
        st = read_records(&w, &c, &r, &ahead);
    if (st == FA_OK && w.pages.page == 0)
        st = fa_fail(err, FA_ENOTEXT, "the file holds no values");
    clear_record(&r);
    clear_record(&ahead);
    clear_record(&w.head);
    text_list_clear(&w.head_places);
    text_pages_clear(&w.pages);
    fa_buf_clear(&w.line);
    text_file_close(&file);
    return st;
}
