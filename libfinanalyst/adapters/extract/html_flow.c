/* extract/html_flow.c: text to lines and cells, lines to pages. */
#include <string.h>

#include "html.h"

enum { BUFFER_MAX = 256 * 1024 * 1024 };

fa_status html_doc_init(html_doc *d, fa_content_builder *b, fa_error *err)
{
    fa_status st;
    int i;

    d->err = err;
    text_pages_init(&d->pages, b, err);
    fa_buf_init(&d->ids, BUFFER_MAX / 4);
    fa_buf_init(&d->line_text, BUFFER_MAX);
    fa_buf_init(&d->row_text, BUFFER_MAX);
    for (i = 0; i < HTML_TABLES_DEEP; i++)
        fa_buf_init(&d->tables[i].text, BUFFER_MAX);
    st = ixbrl_init(&d->ix, err);
    (void)fa_buf_append(&d->ids, "", 1);
    return st == FA_OK ? fa_buf_check(&d->ids, err) : st;
}

void html_doc_clear(html_doc *d)
{
    int i;

    for (i = 0; i < HTML_TABLES_DEEP; i++) {
        fa_buf_clear(&d->tables[i].text);
        text_list_clear(&d->tables[i].cells);
        text_list_clear(&d->tables[i].marks);
        text_list_clear(&d->tables[i].breaks);
        text_list_clear(&d->tables[i].until);
    }
    fa_buf_clear(&d->ids);
    fa_buf_clear(&d->line_text);
    fa_buf_clear(&d->row_text);
    text_list_clear(&d->line_marks);
    text_pages_clear(&d->pages);
    text_list_clear(&d->starts);
    html_sheet_clear(&d->sheet);
    ixbrl_clear(&d->ix);
}

const char *html_id(const html_doc *d, uint32_t id)
{
    return id < d->ids.len ? d->ids.data + id : "";
}

/* ---- pages and lines ---- */

void html_settle_mark(html_doc *d, const html_mark *mark, uint32_t at)
{
    fa_place *p = &d->ix.tags.items[mark->tag].place;

    if (!mark->end) {
        p->page = d->pages.page;
        p->text_start = p->text_end = at;
    } else if (p->page == d->pages.page) {
        p->text_end = at < p->text_start ? p->text_start : at;
    } else if (p->page > 0) {
        /* It goes on over a page's end: its place is the part on the page where it begins. */
        p->text_end = d->pages.lens.items[p->page - 1];
    }
}

/* Begins the next line at the end of what there is. */
static void reset_line(html_doc *d)
{
    fa_buf_reset(&d->line_text);
    memset(&d->line, 0, sizeof d->line);
    d->line_marks.len = 0;
}

fa_status html_end_line(html_doc *d)
{
    fa_place place;
    fa_status st;
    size_t i;

    if (d->block_id != 0)
        d->last_id = d->block_id;
    d->block_id = 0;
    d->line.blank = false;
    if (d->line_text.len == 0)
        return FA_OK;
    st = text_pages_need(&d->pages, false);
    if (st == FA_OK)
        st = text_pages_add(&d->pages, d->line_text.data, d->line_text.len, &place);
    if (st != FA_OK)
        return st;
    for (i = 0; i < d->line_marks.len; i++)
        html_settle_mark(d, &d->line_marks.items[i], place.text_start + (uint32_t)d->line_marks.items[i].at);
    reset_line(d);
    return FA_OK;
}

fa_status html_end_block(html_doc *d)
{
    html_table *t = html_open_cell(d);
    html_sink *sink;

    if (t == NULL)
        return html_end_line(d);
    sink = &t->cells.items[t->cells.len - 1].sink;
    if (t->text.len == sink->start)
        return FA_OK;
    sink->blank = true;
    if ((t->breaks.len == 0 || t->breaks.items[t->breaks.len - 1] != t->text.len) &&
        !text_list_push(&t->breaks, t->text.len))
        return fa_fail(d->err, FA_ENOMEM, "out of memory while reading a table");
    return FA_OK;
}

fa_status html_break_page(html_doc *d)
{
    fa_status st = html_tables_flush(d, d->depth);

    d->pages.break_wanted = true;
    return st;
}

/* ---- text ---- */

typedef enum char_class { CHAR_SHOWN, CHAR_BLANK, CHAR_NOTHING } char_class;

/* What a character of several bytes is; *len its bytes, *width that of a blank in hundredths of a point. */
static char_class classify(const unsigned char *p, size_t n, size_t *len, int32_t *width)
{
    *len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    *width = 250;
    if (*len > n)
        *len = n;
    if (p[0] == 0xC2 && n > 1) {
        if (p[1] == 0xA0)
            return CHAR_BLANK;
        return p[1] == 0xAD ? CHAR_NOTHING : CHAR_SHOWN;
    }
    if (n < 3 || p[0] == 0xC3)
        return CHAR_SHOWN;
    if (p[0] == 0xE2 && p[1] == 0x80) {
        if (p[2] <= 0x8A) {
            *width = p[2] == 0x83 || p[2] == 0x81 ? 1000 : p[2] == 0x82 || p[2] == 0x80 ? 500 : 200;
            return CHAR_BLANK;
        }
        if (p[2] == 0xA8 || p[2] == 0xA9 || p[2] == 0xAF)
            return CHAR_BLANK;
        /* zero width blanks, joiners and marks of direction */
        return p[2] <= 0x8F || (p[2] >= 0xAA && p[2] <= 0xAE) ? CHAR_NOTHING : CHAR_SHOWN;
    }
    if (p[0] == 0xE2 && p[1] == 0x81)
        return p[2] == 0x9F ? CHAR_BLANK : p[2] >= 0xA0 && p[2] <= 0xA4 ? CHAR_NOTHING : CHAR_SHOWN;
    if (p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80)
        return CHAR_BLANK;
    return p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF ? CHAR_NOTHING : CHAR_SHOWN;
}

/* The first character of a sink settles where it stands. */
static void begin_sink(html_doc *d, html_sink *sink, const html_look *look)
{
    sink->indent += look->indent;
    sink->element = d->block_id != 0 ? d->block_id : look->id != 0 ? look->id : d->last_id;
}

static fa_status settle_starts(html_doc *d, html_marks *marks, size_t at)
{
    size_t i;

    for (i = 0; i < d->starts.len; i++)
        if (!text_list_push(marks, (html_mark){d->starts.items[i], at, false}))
            return fa_fail(d->err, FA_ENOMEM, "out of memory while reading tagged text");
    d->starts.len = 0;
    return FA_OK;
}

typedef struct target {
    html_sink *sink;
    fa_buf *text;
    html_marks *marks;
} target;

static target current_target(html_doc *d)
{
    html_table *t = html_open_cell(d);

    if (t == NULL)
        return (target){&d->line, &d->line_text, &d->line_marks};
    return (target){&t->cells.items[t->cells.len - 1].sink, &t->text, &t->marks};
}

/* Appends one shown character of n bytes; there is room. */
static fa_status put_char(html_doc *d, const target *to, const unsigned char *p, size_t n)
{
    char *out;

    if (to->sink->blank && to->text->len > to->sink->start)
        to->text->data[to->text->len++] = ' ';
    to->sink->blank = false;
    if (d->starts.len != 0) {
        fa_status st = settle_starts(d, to->marks, to->text->len);

        if (st != FA_OK)
            return st;
    }
    out = to->text->data + to->text->len;
    /* References such as &#151; mean windows-1252, whatever they say. */
    if (n == 2 && p[0] == 0xC2 && p[1] < 0xA0) {
        n = text_put_utf8(text_cp1252(p[1]), out);
    } else if (n == 1) {
        *out = (char)*p;
    } else {
        memcpy(out, p, n);
    }
    to->text->len += n;
    to->sink->chars++;
    return FA_OK;
}

fa_status html_put(html_doc *d, const char *text, size_t len, const html_look *look, uint32_t source_end)
{
    const unsigned char *p = (const unsigned char *)text;
    target to = current_target(d);
    uint32_t before = to.sink->chars;
    fa_status st = FA_OK;
    size_t i, n;
    int32_t width;

    /* A character of two bytes may become one of three, and a blank may come before it. */
    if (fa_buf_reserve(to.text, len * 3 + 4) == NULL)
        return fa_buf_check(to.text, d->err);
    for (i = 0; st == FA_OK && i < len; i += n) {
        char_class c = CHAR_SHOWN;

        n = 1;
        if (p[i] <= ' ')
            c = CHAR_BLANK, width = 0;
        else if (p[i] >= 0x80)
            c = classify(p + i, len - i, &n, &width);
        if (c == CHAR_SHOWN) {
            if (to.sink->chars == 0)
                begin_sink(d, to.sink, look);
            st = put_char(d, &to, p + i, n);
        } else if (c == CHAR_BLANK) {
            if (to.sink->chars == 0)
                to.sink->indent += width;
            to.sink->blank = true;
        }
    }
    to.text->data[to.text->len] = '\0';
    if (to.sink->chars != before)
        to.sink->source_end = source_end;
    if (look->bold)
        to.sink->bold += to.sink->chars - before;
    return st;
}

/* ---- tags ---- */

fa_status html_tag_begin(html_doc *d, uint32_t tag)
{
    if (!text_list_push(&d->starts, tag))
        return fa_fail(d->err, FA_ENOMEM, "out of memory while reading tagged text");
    return FA_OK;
}

static bool drop_start(html_doc *d, uint32_t tag)
{
    size_t i = d->starts.len;

    while (i-- > 0) {
        if (d->starts.items[i] != tag)
            continue;
        memmove(d->starts.items + i, d->starts.items + i + 1,
                (d->starts.len - i - 1) * sizeof *d->starts.items);
        d->starts.len--;
        return true;
    }
    return false;
}

fa_status html_tag_end(html_doc *d, uint32_t tag)
{
    html_table *t = d->depth == 0 ? NULL : &d->tables[d->depth - 1];
    html_mark mark = {tag, 0, true};
    bool ok = true;

    /* Nothing of it is shown: it stands where it would be. A cell knows its page once its table is written. */
    if (drop_start(d, tag)) {
        mark.end = false;
        if (d->depth == 0 && d->pages.page > 0)
            html_settle_mark(d, &mark, text_pages_end(&d->pages));
        return FA_OK;
    }
    if (t != NULL && t->text.len != 0) {
        mark.at = t->text.len;
        ok = text_list_push(&t->marks, mark);
    } else if (d->line_text.len != 0) {
        mark.at = d->line_text.len;
        ok = text_list_push(&d->line_marks, mark);
    } else {
        html_settle_mark(d, &mark, text_pages_end(&d->pages));
    }
    return ok ? FA_OK : fa_fail(d->err, FA_ENOMEM, "out of memory while reading tagged text");
}
