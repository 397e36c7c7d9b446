/* content/headings.c: parts, items, statements and notes by their lines. */
#include "content/headings.h"

#include <string.h>

#include "base/text.h"

enum { LINE_MAX_BYTES = 160, LIST_ITEMS = 8 };

enum { LEVEL_PART = 1, LEVEL_ITEM = 2, LEVEL_TITLE = 3, LEVEL_NOTE = 4, LEVELS = 5 };

typedef struct finder {
    const fa_content *content;
    fai_pool *pool;
    fai_sections *out;
    const char *open[LEVELS]; /* the title that is current at each level, "" = none */
} finder;

static fai_str line_of(const fa_page *p, uint32_t line)
{
    const fa_line *l = &p->lines[line];

    return fai_str_trim((fai_str){p->text + l->text_start, l->text_end - l->text_start});
}

/* A roman or arabic number, then nothing or a mark: its end; 0 = none. */
static size_t number_end(fai_str s, size_t at)
{
    size_t i = at;

    while (i < s.n && (fai_is_digit(s.p[i]) || s.p[i] == 'I' || s.p[i] == 'V' || s.p[i] == 'X'))
        i++;
    return i == at || i - at > 4 ? 0 : i;
}

static bool is_mark_at(fai_str s, size_t at)
{
    return at >= s.n || s.p[at] == '.' || s.p[at] == ':' || s.p[at] == ',' || s.p[at] == '-' ||
           s.p[at] == '(' || fai_is_space(s.p[at]) || (unsigned char)s.p[at] >= 0x80;
}

/* "Revenue   45": an entry of a table of contents. */
static bool ends_with_page(fai_str s)
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

/* Words that begin with a capital, as most of a title do. */
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

static bool is_part(fai_str s)
{
    size_t end;

    if (!fai_str_starts_ci(s, FAI_STR("part ")) || s.n > 60)
        return false;
    end = number_end(s, 5);
    return end != 0 && end < 9 && is_mark_at(s, end) && !fai_is_digit(s.p[5]) &&
           (end == s.n || s.n < 12 || is_title_case(fai_str_sub(s, end, s.n)));
}

static bool is_item(fai_str s)
{
    size_t end;

    if (!fai_str_starts_ci(s, FAI_STR("item ")) || s.n > LINE_MAX_BYTES || s.n < 6 || !fai_is_digit(s.p[5]))
        return false;
    for (end = 5; end < s.n && fai_is_digit(s.p[end]);)
        end++;
    if (end < s.n && s.p[end] >= 'A' && s.p[end] <= 'C')
        end++;
    return end < 9 && is_mark_at(s, end) && (end + 2 >= s.n || is_title_case(fai_str_sub(s, end, s.n)));
}

static bool is_note(fai_str s)
{
    size_t end;

    if (!fai_str_starts_ci(s, FAI_STR("note ")) || s.n > LINE_MAX_BYTES)
        return false;
    for (end = 5; end < s.n && fai_is_digit(s.p[end]);)
        end++;
    return end > 5 && end < 8 && end < s.n && is_mark_at(s, end) && is_title_case(fai_str_sub(s, end, s.n));
}

static bool names_statement(fai_str s)
{
    static const char *const subjects[] = {"income",
                                           "operations",
                                           "earnings",
                                           "cash flow",
                                           "equity",
                                           "financial position",
                                           "financial condition",
                                           "comprehensive",
                                           "loss",
                                           "shareowners",
                                           "capital"};
    size_t i;

    if (fai_str_find_ci(s, FAI_STR("balance sheet"), 0) != FAI_NPOS)
        return true;
    if (fai_str_find_ci(s, FAI_STR("statement"), 0) == FAI_NPOS)
        return false;
    for (i = 0; i < sizeof subjects / sizeof *subjects; i++)
        if (fai_str_find_ci(s, fai_str_of(subjects[i]), 0) != FAI_NPOS)
            return true;
    return false;
}

static bool is_statement(fai_str s)
{
    return s.n < 110 && s.n > 12 && s.p[s.n - 1] != '.' && s.p[s.n - 1] != ',' && s.p[0] >= 'A' &&
           s.p[0] <= 'Z' && names_statement(s) && is_title_case(s) &&
           fai_str_find(s, FAI_STR("  "), 0) == FAI_NPOS;
}

static bool is_notes(fai_str s)
{
    return s.n < 90 && fai_str_starts_ci(s, FAI_STR("notes to ")) && s.p[s.n - 1] != '.' &&
           fai_str_find_ci(s, FAI_STR("financial statements"), 0) != FAI_NPOS && is_title_case(s);
}

/* The level of a line as a heading; 0 = none. */
static int level_of(fai_str s)
{
    if (s.n < 6 || s.n > LINE_MAX_BYTES || ends_with_page(s))
        return 0;
    if (is_part(s))
        return LEVEL_PART;
    if (is_item(s))
        return LEVEL_ITEM;
    if (is_note(s))
        return LEVEL_NOTE;
    return is_statement(s) || is_notes(s) ? LEVEL_TITLE : 0;
}

/* Without "(Continued)" and the like at the end. */
static fai_str base_title(fai_str s)
{
    size_t at = fai_str_find_ci(s, FAI_STR("continued"), 0), i;

    if (at == FAI_NPOS)
        at = fai_str_find_ci(s, FAI_STR("cont'd"), 0);
    if (at != FAI_NPOS && at > 3)
        s = fai_str_sub(s, 0, at);
    i = s.n;
    while (i > 0 && !fai_is_alnum(s.p[i - 1]) && s.p[i - 1] != '.' && s.p[i - 1] != ')' &&
           (unsigned char)s.p[i - 1] < 0x80)
        i--;
    return fai_str_trim(fai_str_sub(s, 0, i));
}

/* "PART II, Item 8" as a running head: what is the part and what the item does not matter while both are known. */
static bool is_open(const finder *f, int level, fai_str title)
{
    return fai_str_equal_ci(fai_str_of(f->open[level]), title);
}

static fa_status add(finder *f, int level, fai_str title, int32_t page, uint32_t line, fa_error *err)
{
    fa_section s = {NULL, level, page, line};
    char *text;
    int k;

    s.title = fai_pool_fold(f->pool, title.p, title.n);
    if (s.title == NULL)
        return fai_no_room(f->pool->arena, title.n + 1, err);
    if (level == LEVEL_PART && title.n < 10) {
        /* "PART II" reads "Part II". */
        text = fai_pool_room(f->pool, title.n);
        if (text == NULL)
            return fai_no_room(f->pool->arena, title.n + 1, err);
        memcpy(text, title.p, title.n);
        memcpy(text, "Part", 4);
        s.title = text;
    }
    f->open[level] = s.title;
    for (k = level + 1; k < LEVELS; k++)
        f->open[k] = "";
    return fai_vec_push(f->out, s) ? FA_OK
                                   : fa_fail(err, FA_ENOMEM, "out of memory while looking for headings");
}

/* Whether a page lists headings rather than stands under them. */
static bool is_list(const fa_page *p)
{
    uint32_t i, items = 0, entries = 0;

    for (i = 0; i < p->line_count; i++) {
        fai_str s = line_of(p, i);

        if (s.n > LINE_MAX_BYTES)
            continue;
        items += is_item(s);
        entries += ends_with_page(s) && (fai_str_starts_ci(s, FAI_STR("item ")) || names_statement(s));
    }
    return items >= LIST_ITEMS || entries >= 4;
}

static bool near_another(const fa_page *p, uint32_t line)
{
    uint32_t k;

    for (k = line + 1; k < p->line_count && k <= line + 2; k++)
        if (is_statement(line_of(p, k)))
            return true;
    for (k = line; k > 0 && k + 2 > line; k--)
        if (is_statement(line_of(p, k - 1)))
            return true;
    return false;
}

static fa_status read_page(finder *f, const fa_page *p, fa_error *err)
{
    fa_status st = FA_OK;
    uint32_t i;

    if (is_list(p))
        return FA_OK;
    for (i = 0; st == FA_OK && i < p->line_count; i++) {
        fai_str s = line_of(p, i);
        int level = level_of(s);

        if (level == 0 || (is_statement(s) && level == LEVEL_TITLE && near_another(p, i)))
            continue;
        s = base_title(s);
        if (s.n < 4 || is_open(f, level, s))
            continue;
        st = add(f, level, s, p->number, i, err);
    }
    return st;
}

fa_status fai_headings_find(const fa_content *c, fai_pool *pool, fai_sections *out, fa_error *err)
{
    finder f = {c, pool, out, {"", "", "", "", ""}};
    fa_status st = FA_OK;
    uint32_t i;

    for (i = 0; st == FA_OK && c->kind != FA_CONTENT_CSV && i < c->page_count; i++)
        st = read_page(&f, &c->pages[i], err);
    return st;
}
