/* extract/markdown.c: Markdown: headings to sections, pipe tables to tables, paragraphs to lines. */
#include <string.h>

#include "formats.h"
#include "markdown_inline.h"
#include "text_decode.h"
#include "text_flow.h"

enum { LINE_MAX_BYTES = 16 * 1024 * 1024 };

typedef struct reader {
    text_pages pages;
    text_file *file;
    fa_error *err;
    fa_buf line; /* plain text of a paragraph, heading or row */
    bool in_paragraph;
    size_t base; /* of a fenced block in the text */
    bool titled; /* the document has its name */
    TEXT_LIST(markdown_slice) cells;
} reader;

/* ---- lines ---- */

static fa_status write_line(reader *r, fa_place *place)
{
    fa_status st;

    while (r->line.len != 0 && r->line.data[r->line.len - 1] == ' ')
        r->line.data[--r->line.len] = '\0';
    st = fa_buf_check(&r->line, r->err);
    if (st == FA_OK && r->line.len != 0)
        st = text_pages_add(&r->pages, r->line.data, r->line.len, place);
    return st;
}

static fa_status end_paragraph(reader *r)
{
    fa_place place;
    fa_status st;

    if (!r->in_paragraph)
        return FA_OK;
    r->in_paragraph = false;
    st = text_pages_need(&r->pages, false);
    return st == FA_OK ? write_line(r, &place) : st;
}

static void add_to_paragraph(reader *r, markdown_slice text)
{
    if (!r->in_paragraph)
        fa_buf_reset(&r->line);
    else
        (void)fa_buf_append(&r->line, " ", 1);
    r->in_paragraph = true;
    markdown_put_text(&r->line, text);
}

static fa_status write_heading(reader *r, markdown_slice text, int32_t level)
{
    fa_status st = end_paragraph(r);
    fa_section section;
    fa_place place;

    fa_buf_reset(&r->line);
    markdown_put_text(&r->line, text);
    if (st == FA_OK)
        st = text_pages_need(&r->pages, false);
    memset(&section, 0, sizeof section);
    section.level = level;
    section.page = r->pages.page;
    section.line = r->pages.lines;
    if (st == FA_OK)
        st = write_line(r, &place);
    if (st != FA_OK || r->line.len == 0)
        return st;
    section.title = r->line.data;
    if (level == 1 && !r->titled) {
        r->titled = true;
        st = fa_content_set_title(r->pages.builder, section.title, r->err);
    }
    return st == FA_OK ? fa_content_add_section(r->pages.builder, &section, r->err) : st;
}

/* "## Title ##": its level and text; 0 = no heading. */
static int32_t heading_of(markdown_slice line, markdown_slice *text)
{
    size_t n = 0;
    markdown_slice s = markdown_trim(line);

    while (n < s.n && s.p[n] == '#')
        n++;
    if (n == 0 || n > 6 || (n < s.n && !markdown_is_blank(s.p[n])))
        return 0;
    s = markdown_trim((markdown_slice){s.p + n, s.n - n});
    while (s.n != 0 && s.p[s.n - 1] == '#')
        s.n--;
    *text = markdown_trim(s);
    return (int32_t)n;
}

/* A line of '=' or '-' under a title; the character, 0 = none. */
static char underline_of(markdown_slice line)
{
    markdown_slice s = markdown_trim(line);
    size_t i;

    if (s.n < 2 || (s.p[0] != '=' && s.p[0] != '-'))
        return 0;
    for (i = 1; i < s.n; i++)
        if (s.p[i] != s.p[0])
            return 0;
    return s.p[0];
}

/* "---", "* * *": nothing is shown. */
static bool is_rule(markdown_slice line)
{
    markdown_slice s = markdown_trim(line);
    size_t i, marks = 0;

    for (i = 0; i < s.n; i++) {
        if (s.p[i] != '-' && s.p[i] != '*' && s.p[i] != '_' && !markdown_is_blank(s.p[i]))
            return false;
        marks += !markdown_is_blank(s.p[i]);
    }
    return marks >= 3;
}

/* An item of a list, or a quotation, begins a line of its own. */
static bool begins_block(markdown_slice line)
{
    markdown_slice s = markdown_trim(line);
    size_t i = 0;

    if (s.n < 2)
        return false;
    if (strchr("-*+>", s.p[0]) != NULL && markdown_is_blank(s.p[1]))
        return true;
    while (i < s.n && i < 9 && s.p[i] >= '0' && s.p[i] <= '9')
        i++;
    return i > 0 && i + 1 < s.n && (s.p[i] == '.' || s.p[i] == ')') && markdown_is_blank(s.p[i + 1]);
}

/* ---- tables ---- */

/* Cuts a row at its bars; those that are escaped or in code stay. */
static bool cut_cells(reader *r, markdown_slice line)
{
    markdown_slice s = markdown_trim(line), cell;
    bool code = false;
    size_t i;

    r->cells.len = 0;
    if (s.n != 0 && s.p[0] == '|')
        s.p++, s.n--;
    if (s.n != 0 && s.p[s.n - 1] == '|' && (s.n < 2 || s.p[s.n - 2] != '\\'))
        s.n--;
    cell = (markdown_slice){s.p, 0};
    for (i = 0; i < s.n; i++) {
        code = code != (s.p[i] == '`');
        if (s.p[i] == '|' && !code && (i == 0 || s.p[i - 1] != '\\')) {
            if (!text_list_push(&r->cells, cell))
                return false;
            cell = (markdown_slice){s.p + i + 1, 0};
        } else {
            cell.n++;
        }
    }
    return text_list_push(&r->cells, cell);
}

/* "|---|:--:|": what stands under the heads of a table. */
static bool is_divider(markdown_slice line)
{
    markdown_slice s = markdown_trim(line);
    size_t i, dashes = 0, bars = 0;

    for (i = 0; i < s.n; i++) {
        dashes += s.p[i] == '-';
        bars += s.p[i] == '|';
        if (s.p[i] != '-' && s.p[i] != '|' && s.p[i] != ':' && !markdown_is_blank(s.p[i]))
            return false;
    }
    return dashes > 0 && bars > 0;
}

static bool has_bar(markdown_slice line)
{
    return memchr(line.p, '|', line.n) != NULL;
}

static fa_status add_cell(reader *r, size_t i, int32_t row, fa_place place, size_t from, size_t to)
{
    const markdown_slice *raw = &r->cells.items[i];
    char kept = r->line.data[to];
    fa_status st;
    fa_cell c;

    memset(&c, 0, sizeof c);
    c.row = row;
    c.col = (int32_t)i;
    c.col_span = c.row_span = 1;
    c.bold = row == 0 || (raw->n > 4 && memcmp(markdown_trim(*raw).p, "**", 2) == 0);
    c.place = place;
    c.place.text_end = place.text_start + (uint32_t)to;
    c.place.text_start += (uint32_t)from;
    c.place.source_start = (uint32_t)text_source_origin(&r->file->source, (size_t)(raw->p - r->file->text));
    c.place.source_end =
        (uint32_t)text_source_origin(&r->file->source, (size_t)(raw->p - r->file->text) + raw->n);
    r->line.data[to] = '\0';
    c.text = r->line.data + from;
    st = fa_content_add_cell(r->pages.builder, &c, r->err);
    r->line.data[to] = kept;
    return st;
}

static fa_status write_row(reader *r, markdown_slice line, int32_t row)
{
    TEXT_LIST(size_t) ends = {NULL, 0, 0};
    fa_status st = FA_OK;
    fa_place place;
    size_t i, from = 0;

    memset(&place, 0, sizeof place);
    if (!cut_cells(r, line))
        return fa_fail(r->err, FA_ENOMEM, "out of memory while reading a table");
    fa_buf_reset(&r->line);
    for (i = 0; st == FA_OK && i < r->cells.len; i++) {
        size_t before = r->line.len;

        if (before != 0)
            (void)fa_buf_append(&r->line, "  ", 2);
        markdown_put_text(&r->line, r->cells.items[i]);
        while (r->line.len > before && r->line.data[r->line.len - 1] == ' ')
            r->line.len--;
        if (!text_list_push(&ends, r->line.len))
            st = fa_fail(r->err, FA_ENOMEM, "out of memory while reading a table");
    }
    if (st == FA_OK)
        st = write_line(r, &place);
    for (i = 0; st == FA_OK && i < ends.len; i++) {
        size_t to = ends.items[i];

        if (to > from)
            st = add_cell(r, i, row, place, from == 0 ? 0 : from + 2, to);
        from = to;
    }
    text_list_clear(&ends);
    return st;
}

/* ---- the document ---- */

typedef struct lines {
    const char *text;
    size_t len;
    size_t at;
} lines;

static bool next_line(lines *l, markdown_slice *out)
{
    const char *end;

    if (l->at >= l->len)
        return false;
    end = memchr(l->text + l->at, '\n', l->len - l->at);
    out->p = l->text + l->at;
    out->n = end == NULL ? l->len - l->at : (size_t)(end - out->p);
    l->at += out->n + 1;
    while (out->n != 0 && markdown_is_blank(out->p[out->n - 1]))
        out->n--;
    return true;
}

static bool peek_line(const lines *l, markdown_slice *out)
{
    lines ahead = *l;

    return next_line(&ahead, out);
}

static fa_status write_table(reader *r, lines *l, markdown_slice head)
{
    fa_status st = end_paragraph(r);
    uint32_t first;
    int32_t row = 0;
    markdown_slice line;

    if (st == FA_OK)
        st = text_pages_need(&r->pages, true);
    first = r->pages.lines;
    if (st == FA_OK)
        st = fa_content_begin_table(r->pages.builder, r->err);
    if (st == FA_OK)
        st = write_row(r, head, row++);
    (void)next_line(l, &line); /* the divider */
    while (st == FA_OK && peek_line(l, &line) && has_bar(line)) {
        (void)next_line(l, &line);
        st = write_row(r, line, row++);
    }
    return st == FA_OK ? text_pages_end_table(&r->pages, first) : st;
}

static uint32_t origin(void *payload, size_t at)
{
    reader *r = payload;

    return (uint32_t)text_source_origin(&r->file->source, r->base + at);
}

static bool is_fence(markdown_slice line)
{
    markdown_slice s = markdown_trim(line);

    return s.n >= 3 && (memcmp(s.p, "```", 3) == 0 || memcmp(s.p, "~~~", 3) == 0);
}

/* What stands between fences is set with blanks, as plain text is. */
static fa_status write_fenced(reader *r, lines *l)
{
    fa_status st = end_paragraph(r);
    size_t from = l->at < l->len ? l->at : l->len, end = from;
    text_flow flow = {&r->pages, r->file->text + from, 0, origin, r};
    markdown_slice line;

    while (next_line(l, &line) && !is_fence(line))
        end = l->at < l->len ? l->at : l->len;
    r->base = from;
    flow.len = end - from;
    return st == FA_OK ? text_flow_run(&flow) : st;
}

static fa_status take_line(reader *r, lines *l, markdown_slice line)
{
    markdown_slice text, next;
    int32_t level = heading_of(line, &text);
    char under;

    if (line.n == 0)
        return end_paragraph(r);
    if (level != 0)
        return write_heading(r, text, level);
    if (is_fence(line))
        return write_fenced(r, l);
    if (has_bar(line) && peek_line(l, &next) && is_divider(next))
        return write_table(r, l, line);
    if (is_rule(line))
        return end_paragraph(r);
    if (!r->in_paragraph && peek_line(l, &next) && (under = underline_of(next)) != 0) {
        (void)next_line(l, &next);
        return write_heading(r, line, under == '=' ? 1 : 2);
    }
    if (begins_block(line)) {
        fa_status st = end_paragraph(r);

        if (st != FA_OK)
            return st;
    }
    add_to_paragraph(r, line);
    return fa_buf_check(&r->line, r->err);
}

static fa_status read_all(reader *r)
{
    lines l = {r->file->text, r->file->len, 0};
    fa_status st = FA_OK;
    markdown_slice line;

    while (st == FA_OK && next_line(&l, &line))
        st = take_line(r, &l, line);
    if (st == FA_OK)
        st = end_paragraph(r);
    if (st == FA_OK && r->pages.page == 0)
        st = fa_fail(r->err, FA_ENOTEXT, "the file holds no text");
    return st;
}

fa_status extract_markdown(const extract_input *in, fa_content_builder *b, fa_error *err)
{
    text_file file;
    fa_status st = text_file_open(&file, in, err);
    reader r;

    memset(&r, 0, sizeof r);
    text_pages_init(&r.pages, b, err);
    fa_buf_init(&r.line, LINE_MAX_BYTES);
    r.file = &file;
    r.err = err;
    if (st == FA_OK)
        st = read_all(&r);
    text_pages_clear(&r.pages);
    text_list_clear(&r.cells);
    fa_buf_clear(&r.line);
    text_file_close(&file);
    return st;
}
