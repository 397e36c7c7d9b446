/* content/headings.c: parts, items, statements and notes by the words of their lines. */
#include "content/headings.h"

#include <string.h>

enum { HEADING_MAX_BYTES = 160, TITLE_MAX_BYTES = 120 };

static bool is_mark_at(fai_str s, size_t at)
{
    return at >= s.n || s.p[at] == '.' || s.p[at] == ':' || s.p[at] == ',' || s.p[at] == '-' ||
           s.p[at] == '(' || fai_is_space(s.p[at]) || (unsigned char)s.p[at] >= 0x80;
}

bool fai_ends_with_page(fai_str s)
{
    size_t i = s.n, digits = 0;

    while (i > 0 && fai_is_digit(s.p[i - 1])) {
        i--;
        digits++;
    }
    if (i > 1 && s.p[i - 1] == '-' && (s.p[i - 2] == 'F' || s.p[i - 2] == 'S'))
        i -= 2;
    return digits > 0 && digits < 4 && i > 1 && (s.p[i - 1] == ' ' || s.p[i - 1] == '.') &&
           (s.p[i - 2] == ' ' || s.p[i - 2] == '.');
}

/* Most of its longer words begin with a capital. */
static bool is_title_case(fai_str s)
{
    size_t i, low = 0, high = 0;

    for (i = 0; i < s.n; i++) {
        size_t end = i;

        while (end < s.n && !fai_is_space(s.p[end]))
            end++;
        if (end - i > 3 && fai_is_alpha(s.p[i])) {
            if (s.p[i] >= 'a' && s.p[i] <= 'z')
                low++;
            else
                high++;
        }
        i = end;
    }
    return high > 0 && low <= high / 2;
}

/* Without "(Continued)" and the like, and without marks at the end. */
static fai_str base_of(fai_str s)
{
    size_t at = fai_str_find_word_ci(s, FAI_STR("continued"), 0);

    if (at == FAI_NPOS)
        at = fai_str_find_ci(s, FAI_STR("cont'd"), 0);
    if (at != FAI_NPOS && at > 3)
        s = fai_str_sub(s, 0, at);
    while (s.n > 0 && (fai_is_space(s.p[s.n - 1]) || strchr("(-:,.|", s.p[s.n - 1]) != NULL))
        s.n--;
    while (s.n > 3 &&
           (memcmp(s.p + s.n - 3, "\xE2\x80\x93", 3) == 0 || memcmp(s.p + s.n - 3, "\xE2\x80\x94", 3) == 0))
        s = fai_str_trim(fai_str_sub(s, 0, s.n - 3));
    return s;
}

/* "PART II", "Part I. Financial Information"; 0 = no part. */
static int part_of(fai_str s)
{
    static const char *const numbers[] = {"IV", "III", "II", "I"};
    size_t i;

    if (!fai_str_starts_ci(s, FAI_STR("part ")) || s.n > 60)
        return 0;
    for (i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        fai_str n = fai_str_of(numbers[i]);

        if (fai_str_starts_ci(fai_str_sub(s, 5, s.n), n) && is_mark_at(s, 5 + n.n))
            return s.n < 12 || is_title_case(fai_str_sub(s, 5 + n.n, s.n)) ? 4 - (int)i : 0;
    }
    return 0;
}

static size_t digits_at(fai_str s, size_t at, int *number)
{
    size_t i;

    *number = 0;
    for (i = at; i < s.n && i < at + 3 && fai_is_digit(s.p[i]); i++)
        *number = *number * 10 + (s.p[i] - '0');
    return i;
}

/* "Item 7A. Quantitative and Qualitative Disclosures": 71; 0 = no item. */
static int item_of(fai_str s)
{
    int number, letter = 0;
    size_t end;

    if (!fai_str_starts_ci(s, FAI_STR("item ")))
        return 0;
    end = digits_at(s, 5, &number);
    if (end < s.n && s.p[end] >= 'A' && s.p[end] <= 'D')
        letter = s.p[end++] - 'A' + 1;
    if (number < 1 || number > 16 || !is_mark_at(s, end))
        return 0;
    return end + 2 >= s.n || is_title_case(fai_str_sub(s, end, s.n)) ? number * 10 + letter : 0;
}

/* "Note 5 — Debt", or bare: "5. Debt"; 0 = no note. */
static int note_of(fai_str s, bool *bare)
{
    size_t start = fai_str_starts_ci(s, FAI_STR("note ")) ? 5 : 0, end;
    int number;

    *bare = start == 0;
    if (*bare && s.n > TITLE_MAX_BYTES)
        return 0;
    end = digits_at(s, start, &number);
    if (number < 1 || number > 60 || end >= s.n || !is_mark_at(s, end) ||
        (*bare && (s.p[end] != '.' || end + 2 >= s.n || s.p[end + 1] != ' ')))
        return 0;
    return is_title_case(fai_str_sub(s, end, s.n)) ? number : 0;
}

static bool is_among(fai_str w, const char *const *words, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (fai_str_equal_ci(w, fai_str_of(words[i])))
            return true;
    return false;
}

/* A word without the marks around it; *at moves behind it. */
static fai_str next_word(fai_str s, size_t *at)
{
    size_t start = *at, end;

    while (start < s.n && !fai_is_alnum(s.p[start]))
        start++;
    for (end = start; end < s.n && (fai_is_alnum(s.p[end]));)
        end++;
    *at = end;
    return fai_str_sub(s, start, end);
}

/* The name of a statement and nothing else: "Consolidated Statements of Income (Loss)", perhaps with the day. */
static bool is_statement(fai_str s)
{
    static const char *const words[] = {"consolidated",
                                        "condensed",
                                        "combined",
                                        "unaudited",
                                        "interim",
                                        "of",
                                        "and",
                                        "in",
                                        "the",
                                        "income",
                                        "loss",
                                        "earnings",
                                        "cash",
                                        "operations",
                                        "flow",
                                        "flows",
                                        "financial",
                                        "position",
                                        "condition",
                                        "changes",
                                        "stockholders",
                                        "shareholders",
                                        "shareowners",
                                        "s",
                                        "equity",
                                        "deficit",
                                        "comprehensive",
                                        "retained",
                                        "capital",
                                        "redeemable",
                                        "noncontrolling",
                                        "interests",
                                        "partners",
                                        "members",
                                        "net",
                                        "total",
                                        "accumulated",
                                        "interest",
                                        "profit",
                                        "shareholder",
                                        "stockholder"};
    static const char *const kinds[] = {"statement", "statements", "balance", "sheet", "sheets"};
    static const char *const ends[] = {"at",       "as",   "for",       "years", "year",
                                       "december", "june", "september", "march"};
    size_t at = fai_str_find_ci(s, FAI_STR("subsidiaries "), 0);
    bool kind = false, subject = false;
    fai_str w;

    at = at == FAI_NPOS ? 0 : at + 13;
    while ((w = next_word(s, &at)).n > 0) {
        bool named = is_among(w, kinds, sizeof kinds / sizeof *kinds);

        if (!named && is_among(w, ends, sizeof ends / sizeof *ends))
            break;
        if (!named && !is_among(w, words, sizeof words / sizeof *words))
            return false;
        kind = kind || named;
        subject = subject || fai_str_starts_ci(w, FAI_STR("sheet")) ||
                  fai_str_starts_ci(w, FAI_STR("income")) || fai_str_starts_ci(w, FAI_STR("earn")) ||
                  fai_str_starts_ci(w, FAI_STR("oper")) || fai_str_starts_ci(w, FAI_STR("cash")) ||
                  fai_str_starts_ci(w, FAI_STR("equity")) || fai_str_starts_ci(w, FAI_STR("position")) ||
                  fai_str_starts_ci(w, FAI_STR("condition")) || fai_str_starts_ci(w, FAI_STR("compre")) ||
                  fai_str_starts_ci(w, FAI_STR("deficit")) || fai_str_starts_ci(w, FAI_STR("loss"));
    }
    return kind && subject && is_title_case(s);
}

/* Well-known titles inside the items. */
static bool is_known_title(fai_str s)
{
    static const char *const titles[] = {"selected financial data",
                                         "results of operations",
                                         "liquidity and capital resources",
                                         "critical accounting policies",
                                         "critical accounting estimates",
                                         "critical accounting policies and estimates",
                                         "report of independent registered public accounting firm",
                                         "management's discussion and analysis",
                                         "management\xE2\x80\x99s discussion and analysis",
                                         "notes to consolidated financial statements",
                                         "notes to the consolidated financial statements",
                                         "notes to financial statements",
                                         "notes to condensed consolidated financial statements",
                                         "notes to the condensed consolidated financial statements"};
    size_t i;

    for (i = 0; i < sizeof titles / sizeof *titles; i++)
        if (fai_str_starts_ci(s, fai_str_of(titles[i])) && s.n < strlen(titles[i]) + 24)
            return is_title_case(s);
    return fai_str_starts_ci(s, FAI_STR("notes to ")) && s.n < 100 && is_title_case(s) &&
           fai_str_find_ci(s, FAI_STR("financial statements"), 0) != FAI_NPOS;
}

fai_heading fai_heading_of(fai_str line)
{
    fai_heading h = {0, 0, false, false, {"", 0}};

    if (line.n < 6 || line.n > HEADING_MAX_BYTES || !(fai_is_digit(line.p[0]) || fai_is_alpha(line.p[0])) ||
        fai_ends_with_page(line))
        return h;
    h.text = base_of(line);
    if ((h.number = part_of(line)) != 0)
        h.level = FAI_LEVEL_PART;
    else if ((h.number = item_of(line)) != 0)
        h.level = FAI_LEVEL_ITEM;
    else if ((h.number = note_of(line, &h.bare)) != 0)
        h.level = FAI_LEVEL_NOTE;
    else if (line.n <= TITLE_MAX_BYTES && line.p[0] >= 'A' && line.p[0] <= 'Z' &&
             fai_str_find(line, FAI_STR("  "), 0) == FAI_NPOS && line.p[line.n - 1] != ',') {
        h.lists = is_statement(h.text);
        h.level = h.lists || (line.p[line.n - 1] != '.' && is_known_title(h.text)) ? FAI_LEVEL_TITLE : 0;
    }
    if (h.text.n < 4)
        h.level = 0;
    return h;
}
