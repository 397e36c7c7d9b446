/* content/look.c: what a text looks like, without parsing it: a figure, a year, a mark, a sentence. */
#include <string.h>

#include "base/text.h"
#include "content/layout.h"

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

/* "1/29/2022". */
static bool is_date(fai_str s)
{
    size_t i, slashes = 0;

    for (i = 0; i < s.n; i++) {
        if (s.p[i] == '/' && i > 0 && i + 1 < s.n)
            slashes++;
        else if (!fai_is_digit(s.p[i]))
            return false;
    }
    return slashes == 2 && s.n <= 10;
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
    if (is_date(s))
        return FAI_SPAN_YEAR;
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

/* Words that make a sentence of what could be a label. */
static bool is_verb(fai_str w)
{
    static const char *const verbs[] = {
        "is",   "are",   "was",   "were",      "has",        "have",     "had",      "we",    "our",  "which",
        "will", "would", "could", "following", "summarizes", "presents", "provides", "shows", "below"};
    size_t i;

    while (w.n > 0 && !fai_is_alpha(w.p[w.n - 1]))
        w.n--;
    for (i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (fai_str_equal_ci(w, fai_str_of(verbs[i])))
            return true;
    return false;
}

/* "Inc." ends no sentence. */
static bool ends_sentence(fai_str w)
{
    return w.n > 4 && w.p[w.n - 1] == '.' && w.p[w.n - 2] >= 'a' && w.p[w.n - 2] <= 'z' &&
           !fai_str_equal_ci(w, FAI_STR("corp.")) && !fai_str_equal_ci(w, FAI_STR("etc."));
}

bool fai_words_are_sentence(const fai_page_draft *page, uint32_t first, uint32_t count)
{
    const fa_word *w = page->words.items + first;
    uint32_t i;

    if (count < 5)
        return false;
    if (ends_sentence(fai_str_of(w[count - 1].text)))
        return true;
    for (i = 0; count >= 9 && i < count && i < 60; i++)
        if (is_verb(fai_str_of(w[i].text)))
            return true;
    return false;
}
