/* extract/text_flow.c: plain text to paragraphs, and to tables where its columns are clear. */
#include "text_flow.h"

#include <string.h>

enum { FULL_LINE = 55, PARAGRAPH_MAX = 64 * 1024 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v';
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "(a)", "1.", "-", "*", "•" in front of a text begin an item of a list. */
static bool begins_item(const char *p, size_t n)
{
    size_t i = 0;

    while (i < n && is_blank(p[i]))
        i++;
    p += i;
    n -= i;
    if (n < 2)
        return false;
    if ((p[0] == '-' || p[0] == '*' || p[0] == 'o') && p[1] == ' ')
        return true;
    if (n > 3 && p[0] == '\xE2' && p[1] == '\x80' && p[2] == '\xA2')
        return true;
    for (i = p[0] == '(' ? 1 : 0; i < n && i < 4 && is_alnum(p[i]);)
        i++;
    return i > 0 && i < n && i < 5 && (p[i] == ')' || p[i] == '.') && i + 1 < n && is_blank(p[i + 1]) &&
           (p[0] == '(' || i <= 2);
}

/* A title is set in capitals, or ends early; what comes next is not part of it. */
static bool is_capitals(const char *p, size_t n)
{
    size_t i, small = 0, large = 0;

    for (i = 0; i < n; i++) {
        small += p[i] >= 'a' && p[i] <= 'z';
        large += p[i] >= 'A' && p[i] <= 'Z';
    }
    return large > 2 && small == 0;
}

/* Whether line `next` goes on with the sentence of the line before it. */
static bool goes_on(const text_flow *f, const text_line *first, const text_line *last, const text_line *next)
{
    const char *a = f->text + last->start, *b = f->text + next->start;
    int32_t back = first->indent - next->indent, set_in = next->indent - first->indent;

    if (next->kind != TEXT_LINE_PROSE && next->kind != TEXT_LINE_HEADS)
        return false;
    if (last->width < FULL_LINE || back > 12 || set_in > 4 ||
        (first != last && next->indent > last->indent + 2))
        return false;
    return !begins_item(b, next->end - next->start) &&
           is_capitals(a, last->end - last->start) == is_capitals(b, next->end - next->start);
}

/* Appends a line with its blanks folded: to one, or to two where they part cells. */
static void put_text(fa_buf *out, const char *p, size_t n, bool cells)
{
    size_t i = 0, gap = 0;

    for (; i < n; i++) {
        if (is_blank(p[i])) {
            gap += p[i] == '\t' ? 2 : 1;
            continue;
        }
        if (gap != 0 && out->len != 0)
            (void)fa_buf_append(out, "  ", cells && gap > 1 ? 2 : 1);
        gap = 0;
        (void)fa_buf_append(out, p + i, 1);
    }
}

static fa_status write_paragraph(const text_flow *f, const text_lines *lines, size_t *at, size_t end,
                                 fa_buf *text)
{
    const text_line *first = &lines->items[*at], *last = first;
    fa_place place;
    fa_status st;

    fa_buf_reset(text);
    put_text(text, f->text + first->start, first->end - first->start,
             *at + 1 >= end || !goes_on(f, first, first, first + 1));
    for (++*at; *at < end && text->len < PARAGRAPH_MAX && goes_on(f, first, last, last + 1); ++*at) {
        last++;
        (void)fa_buf_append(text, " ", 1);
        put_text(text, f->text + last->start, last->end - last->start, false);
    }
    st = fa_buf_check(text, f->pages->err);
    if (st == FA_OK)
        st = text_pages_need(f->pages, false);
    return st == FA_OK ? text_pages_add(f->pages, text->data, text->len, &place) : st;
}

/* Lines that print no table. */
static fa_status write_lines(const text_flow *f, const text_lines *lines, size_t from, size_t end,
                             fa_buf *text)
{
    fa_status st = FA_OK;
    size_t i = from;

    while (st == FA_OK && i < end) {
        switch (lines->items[i].kind) {
        case TEXT_LINE_PAGE:
            f->pages->break_wanted = true;
            i++;
            break;
        case TEXT_LINE_BLANK:
        case TEXT_LINE_RULE:
        case TEXT_LINE_MARK:
            i++;
            break;
        default:
            st = write_paragraph(f, lines, &i, end, text);
            break;
        }
    }
    return st;
}

static fa_status write_all(const text_flow *f, const text_lines *lines, fa_buf *text)
{
    text_region region;
    fa_status st = FA_OK;
    size_t at = 0;

    while (st == FA_OK && text_region_find(f, lines, at, &region)) {
        bool done = false;

        st = write_lines(f, lines, at, region.first, text);
        if (st == FA_OK)
            st = text_region_write(f, lines, &region, &done);
        if (st == FA_OK && !done)
            st = write_lines(f, lines, region.first, region.end, text);
        at = region.end;
    }
    return st == FA_OK ? write_lines(f, lines, at, lines->len, text) : st;
}

fa_status text_flow_run(const text_flow *f)
{
    text_lines lines = {NULL, 0, 0};
    fa_status st = FA_OK;
    fa_buf text;

    fa_buf_init(&text, f->len + 2 * PARAGRAPH_MAX);
    if (!text_cut(f->text, f->len, &lines))
        st = fa_fail(f->pages->err, FA_ENOMEM, "out of memory while reading text");
    if (st == FA_OK)
        st = write_all(f, &lines, &text);
    text_list_clear(&lines);
    fa_buf_clear(&text);
    return st;
}
