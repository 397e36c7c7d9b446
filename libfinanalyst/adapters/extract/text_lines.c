/* extract/text_lines.c: lines of plain text, and the cells that blanks part them into. */
#include "text_lines.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "—" or "–", as UTF-8. */
static size_t long_dash(const char *p, size_t n)
{
    return n >= 3 && p[0] == '\xE2' && p[1] == '\x80' && (p[2] == '\x94' || p[2] == '\x93') ? 3 : 0;
}

static bool is_word(const char *p, size_t n, const char *word)
{
    return strlen(word) == n && memcmp(p, word, n) == 0;
}

static bool is_absent(const char *p, size_t n)
{
    static const char *const words[] = {"N/A", "N/M", "NM", "NA", "n/a", "n/m", "nil", "-0-", "*"};
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(p, n, words[i]))
            return true;
    return false;
}

/* Whether a cell is a figure and nothing else. */
static bool is_figure(const char *p, size_t n)
{
    size_t i, digits = 0, dashes = 0;

    if (n == 0 || n > 30)
        return false;
    if (is_absent(p, n))
        return true;
    for (i = 0; i < n; i++) {
        size_t dash = long_dash(p + i, n - i);

        if (is_digit(p[i])) {
            digits++;
        } else if (dash != 0) {
            dashes++;
            i += dash - 1;
        } else if (p[i] == '-') {
            dashes++;
        } else if (strchr("$(),.% ", p[i]) == NULL) {
            return false;
        }
    }
    /* Rules of the table are no figures, and a bare "$" is not one yet. */
    return digits > 0 || (dashes > 0 && dashes <= 3 && n <= 8);
}

static bool is_year(const char *p, size_t n)
{
    return n == 4 && (p[0] == '1' || p[0] == '2') && (p[1] == '9' || p[1] == '0') && is_digit(p[2]) &&
           is_digit(p[3]);
}

/* Bytes of a leader that begins here: three dots and more, with or without blanks between. */
static size_t leader(const char *p, size_t n)
{
    size_t i = 0, dots = 0, last = 0;

    while (i < n && (p[i] == '.' || p[i] == ' ')) {
        if (p[i] == '.') {
            dots++;
            last = i + 1;
        } else if (i > 0 && p[i - 1] == ' ') {
            break;
        }
        i++;
    }
    return dots >= 3 ? last : 0;
}

static int32_t advance(int32_t x, char c)
{
    if (c == '\t')
        return (x / 8 + 1) * 8;
    return (c & 0xC0) == 0x80 ? x : x + 1;
}

/* A "$" that stands apart belongs to the figure behind it. */
static bool joins(const char *line, const text_cell *a, const text_cell *b)
{
    size_t n = a->end - a->start;

    return (is_word(line + a->start, n, "$") || is_word(line + a->start, n, "(") ||
            is_word(line + a->start, n, "$(")) &&
           b->figure && b->x0 - a->x1 <= 14;
}

static void finish_cell(const char *line, text_cell *c)
{
    size_t n = c->end - c->start;

    c->figure = is_figure(line + c->start, n);
    c->year = is_year(line + c->start, n);
}

/* Appends a cell, or joins it with the one before. */
static uint32_t put_cell(const char *line, const text_cell *c, text_cell *out, uint32_t count)
{
    if (count > 0 && joins(line, &out[count - 1], c)) {
        out[count - 1].end = c->end;
        out[count - 1].x1 = c->x1;
        out[count - 1].figure = true;
        return count;
    }
    if (count < TEXT_CELLS_MAX)
        out[count++] = *c;
    return count;
}

uint32_t text_cells(const char *line, size_t len, text_cell out[TEXT_CELLS_MAX])
{
    uint32_t count = 0;
    int32_t x = 0;
    size_t i = 0;

    while (i < len) {
        text_cell c;
        size_t gap = 0;

        while (i < len && (is_blank(line[i]) || (gap = leader(line + i, len - i)) != 0)) {
            size_t n = is_blank(line[i]) ? 1 : gap;

            for (; n > 0; n--, i++)
                x = advance(x, line[i]);
        }
        if (i == len)
            break;
        memset(&c, 0, sizeof c);
        c.start = (uint32_t)i;
        c.x0 = x;
        while (i < len && line[i] != '\t' && !(is_blank(line[i]) && i + 1 < len && is_blank(line[i + 1])) &&
               leader(line + i, len - i) == 0) {
            x = advance(x, line[i]);
            i++;
            c.end = is_blank(line[i - 1]) ? c.end : (uint32_t)i;
            c.x1 = is_blank(line[i - 1]) ? c.x1 : x;
        }
        finish_cell(line, &c);
        count = put_cell(line, &c, out, count);
    }
    return count;
}

/* ---- lines ---- */

static bool is_rule(const char *p, size_t n)
{
    size_t i, marks = 0;

    for (i = 0; i < n; i++) {
        if (p[i] == '-' || p[i] == '=' || p[i] == '_')
            marks++;
        else if (!is_blank(p[i]))
            return false;
    }
    return marks >= 3;
}

static bool begins_ci(const char *p, size_t n, const char *word)
{
    size_t i;

    for (i = 0; word[i] != '\0'; i++)
        if (i >= n || (p[i] >= 'a' && p[i] <= 'z' ? p[i] - 32 : p[i]) != word[i])
            return false;
    return true;
}

static text_line_kind kind_of_cells(const text_cell *cells, uint32_t count)
{
    uint32_t i, figures = 0, years = 0, texts = 0;

    for (i = 0; i < count; i++) {
        figures += cells[i].figure && !cells[i].year;
        years += cells[i].year;
        texts += !cells[i].figure;
    }
    /* A label and figures behind it; or nothing but figures, set well in. */
    if (figures > 0 && (texts == 0 ? cells[0].x0 > 20 : !cells[0].figure || count > 2))
        return TEXT_LINE_ROW;
    return years > 0 || count > 1 ? TEXT_LINE_HEADS : TEXT_LINE_PROSE;
}

static text_line_kind kind_of(const char *p, size_t n)
{
    text_cell cells[TEXT_CELLS_MAX];
    size_t lead = 0;

    while (lead < n && is_blank(p[lead]))
        lead++;
    if (lead == n)
        return TEXT_LINE_BLANK;
    if (is_rule(p, n))
        return TEXT_LINE_RULE;
    if (p[lead] == '<') {
        if (begins_ci(p + lead, n - lead, "<PAGE>"))
            return TEXT_LINE_PAGE;
        if (begins_ci(p + lead, n - lead, "<TABLE>") || begins_ci(p + lead, n - lead, "</TABLE>") ||
            begins_ci(p + lead, n - lead, "<CAPTION>") || begins_ci(p + lead, n - lead, "<S>") ||
            begins_ci(p + lead, n - lead, "<C>") || begins_ci(p + lead, n - lead, "</CAPTION>"))
            return TEXT_LINE_MARK;
    }
    return kind_of_cells(cells, text_cells(p, n, cells));
}

static bool add_line(const char *text, size_t start, size_t end, text_lines *out)
{
    text_line l;
    size_t i;

    while (end > start && is_blank(text[end - 1]))
        end--;
    memset(&l, 0, sizeof l);
    l.start = start;
    l.end = end;
    l.kind = kind_of(text + start, end - start);
    for (i = start; i < end; i++) {
        if (l.width == l.indent && is_blank(text[i]))
            l.indent = advance(l.indent, text[i]);
        l.width = advance(l.width, text[i]);
    }
    return text_list_push(out, l);
}

bool text_cut(const char *text, size_t len, text_lines *out)
{
    size_t at = 0;

    while (at < len) {
        size_t end = at;

        while (end < len && text[end] != '\n' && text[end] != '\f' &&
               !(text[end] == '\r' && end + 1 < len && text[end + 1] != '\n'))
            end++;
        if ((end > at || end == len || text[end] != '\f') && !add_line(text, at, end, out))
            return false;
        if (end < len && text[end] == '\f' &&
            !text_list_push(out, (text_line){end, end, 0, 0, TEXT_LINE_PAGE}))
            return false;
        at = end + 1;
    }
    return true;
}
