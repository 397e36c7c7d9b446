/* content/spans.c: a line to the pieces that stand apart. */
#include "content/spans.h"

#include <string.h>

#include "base/text.h"

static bool is_mark(fai_str s)
{
    static const char *const marks[] = {"$",  "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5", "(",  ")",   "%",  ")%",
                                        "$(", "($",           "US$",      "C$",       "R$", "HK$", "RMB"};
    size_t i;

    for (i = 0; i < sizeof marks / sizeof *marks; i++)
        if (fai_str_equal(s, fai_str_of(marks[i])))
            return true;
    return false;
}

static bool is_dash(fai_str s)
{
    static const char *const dashes[] = {"-",
                                         "--",
                                         "\xE2\x80\x94",
                                         "\xE2\x80\x93",
                                         "\xE2\x88\x92",
                                         "\xE2\x80\x92",
                                         "\xE2\x80\x94\xE2\x80\x94"};
    size_t i;

    for (i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (fai_str_equal(s, fai_str_of(dashes[i])))
            return true;
    return false;
}

static bool is_absent(fai_str s)
{
    static const char *const words[] = {"NM", "N/M", "nm", "n/m", "N/A", "n/a", "n.m.", "N.M.", "nil"};
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (fai_str_equal(s, fai_str_of(words[i])))
            return true;
    return false;
}

/* Takes one of the pieces off the front that may stand before the digits. */
static bool skip_front(fai_str *s)
{
    static const char *const fronts[] = {"$",
                                         "(",
                                         " ",
                                         "-",
                                         "+",
                                         "\xE2\x82\xAC",
                                         "\xC2\xA3",
                                         "\xC2\xA5",
                                         "\xE2\x88\x92",
                                         "\xE2\x80\x93",
                                         "\xE2\x80\x94",
                                         "US$",
                                         "C$",
                                         "R$",
                                         "HK$"};
    size_t i;

    for (i = 0; i < sizeof fronts / sizeof *fronts; i++) {
        size_t n = strlen(fronts[i]);

        if (s->n > n && memcmp(s->p, fronts[i], n) == 0) {
            *s = fai_str_sub(*s, n, s->n);
            return true;
        }
    }
    return false;
}

/* What may follow the digits: brackets, per cent, marks of footnotes. */
static bool is_tail(fai_str s)
{
    size_t i;

    for (i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (c != ')' && c != '%' && c != ' ' && c != '*' && c != '(' && c != 'x' && c != '#' && c != '^' &&
            !(i > 0 && s.p[i - 1] == '(' && (fai_is_digit(c) || (c >= 'a' && c <= 'h'))) &&
            (unsigned char)c < 0x80)
            return false;
    }
    return s.n < 10;
}

fai_span_kind fai_span_look(const char *text, size_t len)
{
    fai_str s = fai_str_trim((fai_str){text, len});
    size_t digits = 0, groups = 0, i;
    bool bare = true;

    if (s.n == 0 || s.n > 32)
        return FAI_SPAN_TEXT;
    if (is_mark(s))
        return FAI_SPAN_MARK;
    if (is_dash(s) || is_absent(s))
        return FAI_SPAN_FIGURE;
    while (skip_front(&s)) {
        bare = false;
        if (is_dash(s))
            return FAI_SPAN_FIGURE;
    }
    for (i = 0; i < s.n && (fai_is_digit(s.p[i]) || s.p[i] == ',' || s.p[i] == '.'); i++) {
        digits += fai_is_digit(s.p[i]);
        groups += !fai_is_digit(s.p[i]);
    }
    /* "31," is a day, "1." numbers an item. */
    if (digits == 0 || s.p[i - 1] == ',' || (s.p[i - 1] == '.' && i == s.n) ||
        !is_tail(fai_str_sub(s, i, s.n)))
        return FAI_SPAN_TEXT;
    if (bare && digits == 4 && groups == 0 && (s.p[0] == '1' || s.p[0] == '2') && i == s.n &&
        (memcmp(s.p, "19", 2) == 0 || memcmp(s.p, "20", 2) == 0))
        return FAI_SPAN_YEAR;
    return FAI_SPAN_FIGURE;
}

static bool is_whole(fai_span_kind kind)
{
    return kind == FAI_SPAN_FIGURE || kind == FAI_SPAN_YEAR;
}

/* Whether two words with an ordinary blank between them are two cells all the same: figures side by side. */
static bool parts(const fa_word *a, const fa_word *b)
{
    fai_span_kind left = fai_span_look(a->text, strlen(a->text)),
                  right = fai_span_look(b->text, strlen(b->text));

    if (left == FAI_SPAN_MARK)
        return false;
    return is_whole(left) && (is_whole(right) || strcmp(b->text, "$") == 0) && b->text[0] != ')';
}

static void look_at(const fai_page_draft *page, fai_span *s)
{
    const fa_word *w = page->words.items + s->word;
    char text[40];
    size_t len = 0;
    uint32_t i;

    for (i = 0; i < s->count; i++) {
        size_t n = strlen(w[i].text);

        if (len + n + 1 >= sizeof text) {
            s->kind = FAI_SPAN_TEXT;
            return;
        }
        if (i > 0)
            text[len++] = ' ';
        memcpy(text + len, w[i].text, n);
        len += n;
    }
    s->kind = fai_span_look(text, len);
}

static void count_up(const fai_page_draft *page, fai_row *row)
{
    uint32_t i, k;

    for (i = 0; i < row->count; i++) {
        fai_span *s = &row->spans[i];

        look_at(page, s);
        row->figures += s->kind == FAI_SPAN_FIGURE;
        row->years += s->kind == FAI_SPAN_YEAR;
        for (k = 0; s->kind == FAI_SPAN_TEXT && k < s->count; k++)
            row->letters += (uint32_t)strlen(page->words.items[s->word + k].text) + 1;
    }
}

fa_status fai_row_of(const fai_page_draft *page, uint32_t line, fai_arena *scratch, fai_row *out,
                     fa_error *err)
{
    const fa_line *l = &page->lines.items[line];
    uint32_t i;

    memset(out, 0, sizeof *out);
    out->spans = fai_arena_calloc(scratch, l->word_count, sizeof *out->spans);
    if (out->spans == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while looking for tables");
    for (i = l->word_first; i < l->word_first + l->word_count; i++) {
        const fa_word *w = &page->words.items[i];
        fai_span *last = out->count == 0 ? NULL : &out->spans[out->count - 1];

        if (last != NULL && w->box.x0 - last->x1 <= page->breaks[line] && !parts(w - 1, w)) {
            last->count++;
            last->x1 = w->box.x1 > last->x1 ? w->box.x1 : last->x1;
        } else {
            out->spans[out->count++] = (fai_span){w->box.x0, w->box.x1, i, 1, FAI_SPAN_TEXT};
        }
    }
    count_up(page, out);
    return FA_OK;
}
