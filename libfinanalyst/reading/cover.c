/* reading/cover.c: the cover of a filing: form, name of the registrant, period, ticker. */
#include <string.h>

#include "reading/identity.h"
#include "reading/periods.h"

enum { LINE_MAX_BYTES = 300 };

fai_str fai_line_text(const fa_page *page, uint32_t line)
{
    const fa_line *l = &page->lines[line];

    if (l->text_end > page->text_len || l->text_start > l->text_end)
        return (fai_str){"", 0};
    return fai_str_trim((fai_str){page->text + l->text_start, l->text_end - l->text_start});
}

fa_place fai_line_place(const fa_page *page, uint32_t line)
{
    fa_place place;

    memset(&place, 0, sizeof place);
    place.page = page->number;
    place.box = page->lines[line].box;
    place.text_start = page->lines[line].text_start;
    place.text_end = page->lines[line].text_end;
    place.element = "";
    return place;
}

void fai_set_item(fai_reading *r, fa_identity_item *item, fai_str text, fa_place place)
{
    char *copy;

    text = fai_str_trim(text);
    if (text.n == 0 || *item->text != '\0')
        return;
    copy = fai_arena_strndup(r->arena, text.p, text.n);
    if (copy == NULL) {
        r->out_of_memory = true;
        return;
    }
    item->text = copy;
    item->place = place;
    if (item->place.element == NULL)
        item->place.element = "";
}

/* The form that a line names: "FORM 10-K/A". */
static const char *form_in(fai_str s)
{
    static const char *const forms[] = {"10-K405", "10-KT", "10-K/A", "10-K", "10-Q/A", "10-Q",
                                        "8-K/A",   "8-K",   "20-F",   "40-F", "6-K",    "DEF 14A"};
    size_t i, at;

    for (i = 0; i < sizeof forms / sizeof *forms; i++) {
        at = fai_str_find_ci(s, fai_str_of(forms[i]), 0);
        if (at != FAI_NPOS && s.n < 60 &&
            (fai_str_find_ci(s, FAI_STR("form"), 0) != FAI_NPOS || s.n < strlen(forms[i]) + 4))
            return forms[i];
    }
    return NULL;
}

/* Lines of the cover that stand between the top and the name of the registrant, and are no name. */
static bool can_be_name(fai_str s)
{
    static const char *const no[] = {"united states",
                                     "securities and exchange",
                                     "washington",
                                     "form ",
                                     "for the",
                                     "or",
                                     "commission file",
                                     "annual report",
                                     "quarterly report",
                                     "transition report",
                                     "(mark one",
                                     "pursuant",
                                     "date of report",
                                     "(address",
                                     "state or",
                                     "table of",
                                     "act of",
                                     "\xE2\x98",
                                     "x ",
                                     "current report",
                                     "fiscal year"};
    size_t i, letters = 0;

    for (i = 0; i < s.n; i++)
        letters += fai_is_alpha(s.p[i]);
    if (letters < 2 || s.n > 90 || (s.n > 0 && s.p[0] == '('))
        return false;
    for (i = 0; i < sizeof no / sizeof *no; i++)
        if (fai_str_starts_ci(s, fai_str_of(no[i])))
            return fai_str_equal_ci(fai_str_of(no[i]), FAI_STR("or")) && s.n > 3;
    return true;
}

static void read_name(fai_reading *r, const fa_page *page, uint32_t line)
{
    fai_str s = fai_line_text(page, line);
    size_t at = fai_str_find_ci(s, FAI_STR("(exact name"), 0);
    uint32_t i;

    if (at == FAI_NPOS)
        at = fai_str_find_ci(s, FAI_STR("exact name of registrant"), 0);
    if (at == FAI_NPOS)
        return;
    if (at > 3 && can_be_name(fai_str_trim(fai_str_sub(s, 0, at)))) {
        fai_set_item(r, &r->identity.company, fai_str_sub(s, 0, at), fai_line_place(page, line));
        return;
    }
    for (i = 1; i <= 4 && i <= line; i++) {
        s = fai_line_text(page, line - i);
        if (can_be_name(s)) {
            fai_set_item(r, &r->identity.company, s, fai_line_place(page, line - i));
            return;
        }
    }
}

/* "For the fiscal year ended December 31, 2018"; the date may stand on the next line. */
static void read_period(fai_reading *r, const fa_page *page, uint32_t line)
{
    fai_str s = fai_line_text(page, line), from;
    bool annual = fai_str_find_ci(s, FAI_STR("fiscal year ended"), 0) != FAI_NPOS ||
                  fai_str_find_ci(s, FAI_STR("for the year ended"), 0) != FAI_NPOS;
    bool quarterly = fai_str_find_ci(s, FAI_STR("quarterly period ended"), 0) != FAI_NPOS ||
                     fai_str_find_ci(s, FAI_STR("quarter ended"), 0) != FAI_NPOS;
    bool event = fai_str_find_ci(s, FAI_STR("date of report"), 0) != FAI_NPOS ||
                 fai_str_find_ci(s, FAI_STR("earliest event"), 0) != FAI_NPOS;
    uint32_t i;

    /* Prose mentions periods too: the cover names its own in a line that begins with it. */
    if ((!annual && !quarterly && !event) || r->identity.period_end != FA_DATE_NONE || s.n > 160)
        return;
    if (!event &&
        (*r->identity.form.text == '\0' || (fai_str_find_ci(s, FAI_STR("for the"), 0) > 12 && s.n > 60)))
        return;
    for (i = 0; i <= 2; i++) {
        uint32_t at = event && i == 2 && line > 0 ? line - 1 : line + i;
        fa_date d;

        if (at >= page->line_count)
            continue;
        from = fai_line_text(page, at);
        d = fai_date_in(from);
        if (d == FA_DATE_NONE)
            continue;
        r->identity.period_end = d;
        fai_set_item(r, &r->identity.period, from, fai_line_place(page, at));
        return;
    }
}

/* "(NYSE: NWF)", "NASDAQ: ALDR". */
static void read_symbol(fai_reading *r, const fa_page *page, uint32_t line)
{
    static const char *const places[] = {
        "nyse:", "nasdaq:", "nyse: ", "nasdaq gs:", "nasdaqgs:", "nyse american:"};
    fai_str s = fai_line_text(page, line);
    size_t i, at, end;

    for (i = 0; i < sizeof places / sizeof *places; i++) {
        at = fai_str_find_ci(s, fai_str_of(places[i]), 0);
        if (at == FAI_NPOS)
            continue;
        at += strlen(places[i]);
        while (at < s.n && fai_is_space(s.p[at]))
            at++;
        for (end = at; end < s.n && s.p[end] >= 'A' && s.p[end] <= 'Z'; end++)
            continue;
        if (end > at && end - at <= 5) {
            fai_set_item(r, &r->identity.ticker, fai_str_sub(s, at, end), fai_line_place(page, line));
            return;
        }
    }
}

static bool is_symbol(fai_str w)
{
    size_t i;

    for (i = 0; i < w.n; i++)
        if ((w.p[i] < 'A' || w.p[i] > 'Z') && w.p[i] != '.')
            return false;
    return w.n >= 1 && w.n <= 5;
}

/* The table of section 12(b): "Common Stock, Par Value $.01  NWF  New York Stock Exchange". */
static void read_listing(fai_reading *r, const fa_page *page, uint32_t line)
{
    fai_str s = fai_line_text(page, line);
    size_t at = fai_str_find_ci(s, FAI_STR("new york stock exchange"), 0), start, end;

    if (at == FAI_NPOS)
        at = fai_str_find_ci(s, FAI_STR("nasdaq"), 0);
    if (at == FAI_NPOS)
        at = fai_str_find_ci(s, FAI_STR("the nasdaq"), 0);
    if (at == FAI_NPOS || at < 6 ||
        (fai_str_find_ci(s, FAI_STR("stock"), 0) > at && fai_str_find_ci(s, FAI_STR("share"), 0) > at))
        return;
    end = at;
    while (end > 0 && fai_is_space(s.p[end - 1]))
        end--;
    if (end >= 3 && fai_str_equal_ci(fai_str_sub(s, end - 3, end), FAI_STR("the")))
        for (end -= 3; end > 0 && fai_is_space(s.p[end - 1]); end--)
            continue;
    for (start = end; start > 0 && !fai_is_space(s.p[start - 1]); start--)
        continue;
    if (is_symbol(fai_str_sub(s, start, end)))
        fai_set_item(r, &r->identity.ticker, fai_str_sub(s, start, end), fai_line_place(page, line));
}

static void read_form(fai_reading *r, const fa_page *page, uint32_t line)
{
    const char *form;

    if (*r->identity.form.text != '\0')
        return;
    form = form_in(fai_line_text(page, line));
    if (form != NULL)
        fai_set_item(r, &r->identity.form, fai_str_of(form), fai_line_place(page, line));
}

void fai_read_cover(fai_reading *r)
{
    uint32_t p, l;

    for (p = 0; p < r->content->page_count && p < FAI_COVER_PAGES; p++) {
        const fa_page *page = &r->content->pages[p];

        for (l = 0; l < page->line_count && l < 400; l++) {
            if (fai_line_text(page, l).n > LINE_MAX_BYTES)
                continue;
            read_form(r, page, l);
            read_name(r, page, l);
            read_period(r, page, l);
            read_symbol(r, page, l);
            read_listing(r, page, l);
        }
    }
}
