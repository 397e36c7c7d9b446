/* reading/identity.c: who filed what: from dei: tags, else from the words of the cover, each with its place. */
#include <string.h>

#include "base/text.h"
#include "reading/periods.h"
#include "reading/reading.h"

enum { COVER_PAGES = 4, LINE_MAX_BYTES = 300 };

static fai_str line_text(const fa_page *page, uint32_t line)
{
    const fa_line *l = &page->lines[line];

    if (l->text_end > page->text_len || l->text_start > l->text_end)
        return (fai_str){"", 0};
    return fai_str_trim((fai_str){page->text + l->text_start, l->text_end - l->text_start});
}

static fa_place line_place(const fa_page *page, uint32_t line)
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

static void set_item(fai_reading *r, fa_identity_item *item, fai_str text, fa_place place)
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

/* The first tag of a name that has a text. */
static const fa_tag *find_tag(const fa_content *c, const char *name)
{
    uint32_t i;

    for (i = 0; i < c->tag_count; i++)
        if (strcmp(c->tags[i].name, name) == 0 && *c->tags[i].text != '\0')
            return &c->tags[i];
    return NULL;
}

static void item_from_tag(fai_reading *r, fa_identity_item *item, const char *name)
{
    const fa_tag *t = find_tag(r->content, name);

    if (t != NULL)
        set_item(r, item, fai_str_of(t->text), t->place);
}

static fa_date date_of_head(const fai_head *h)
{
    return h->year != 0 && h->month != 0 && h->day != 0 ? fa_date_make(h->year, h->month, h->day)
                                                        : FA_DATE_NONE;
}

static fa_date date_in(fai_str s)
{
    fai_head h;

    fai_head_parse(s.p, s.n, &h);
    return date_of_head(&h);
}

/* Several ticker symbols, one for each class of shares. */
static void read_tickers(fai_reading *r)
{
    char all[64] = "";
    size_t len = 0;
    fa_place place;
    uint32_t i;

    memset(&place, 0, sizeof place);
    for (i = 0; i < r->content->tag_count; i++) {
        const fa_tag *t = &r->content->tags[i];
        size_t n = strlen(t->text);

        if (strcmp(t->name, "dei:TradingSymbol") != 0 || n == 0 || n > 8 || len + n + 2 > sizeof all ||
            fai_has_word_ci(all, t->text))
            continue;
        if (len != 0)
            all[len++] = ' ';
        else
            place = t->place;
        memcpy(all + len, t->text, n + 1);
        len += n;
    }
    set_item(r, &r->identity.ticker, fai_str_of(all), place);
}

static fa_fiscal fiscal_of_text(const char *text)
{
    return fai_has_ci(text, "FY")   ? FA_FISCAL_FY
           : fai_has_ci(text, "Q1") ? FA_FISCAL_Q1
           : fai_has_ci(text, "Q2") ? FA_FISCAL_Q2
           : fai_has_ci(text, "Q3") ? FA_FISCAL_Q3
           : fai_has_ci(text, "Q4") ? FA_FISCAL_Q4
                                    : FA_FISCAL_NONE;
}

/* "--09-28": month and day of the fiscal year's end. */
static void read_year_end(fai_reading *r, const char *text)
{
    if (strlen(text) == 7 && text[0] == '-' && fai_is_digit(text[2]) && fai_is_digit(text[3]) &&
        fai_is_digit(text[5]) && fai_is_digit(text[6])) {
        r->identity.fiscal_year_end_month = (text[2] - '0') * 10 + text[3] - '0';
        r->identity.fiscal_year_end_day = (text[5] - '0') * 10 + text[6] - '0';
    } else {
        fai_head h;

        fai_head_parse(text, strlen(text), &h);
        r->identity.fiscal_year_end_month = h.month;
        r->identity.fiscal_year_end_day = h.day;
    }
}

static void read_dei(fai_reading *r)
{
    fa_identity *id = &r->identity;
    const fa_tag *t;

    item_from_tag(r, &id->company, "dei:EntityRegistrantName");
    item_from_tag(r, &id->cik, "dei:EntityCentralIndexKey");
    item_from_tag(r, &id->form, "dei:DocumentType");
    item_from_tag(r, &id->period, "dei:DocumentPeriodEndDate");
    read_tickers(r);
    t = find_tag(r->content, "dei:DocumentPeriodEndDate");
    if (t != NULL) {
        id->period_end = fa_date_parse(t->text);
        if (id->period_end == FA_DATE_NONE)
            id->period_end = date_in(fai_str_of(t->text));
        if (id->period_end == FA_DATE_NONE && t->context >= 0)
            id->period_end = r->content->contexts[t->context].end;
    }
    t = find_tag(r->content, "dei:DocumentFiscalYearFocus");
    if (t != NULL) {
        const char *p = t->text;

        for (id->fiscal_year = 0; fai_is_digit(*p) && id->fiscal_year < 10000; p++)
            id->fiscal_year = id->fiscal_year * 10 + (*p - '0');
    }
    t = find_tag(r->content, "dei:DocumentFiscalPeriodFocus");
    if (t != NULL)
        id->fiscal = fiscal_of_text(t->text);
    t = find_tag(r->content, "dei:CurrentFiscalYearEndDate");
    if (t != NULL)
        read_year_end(r, t->text);
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
    fai_str s = line_text(page, line);
    size_t at = fai_str_find_ci(s, FAI_STR("(exact name"), 0);
    uint32_t i;

    if (at == FAI_NPOS)
        at = fai_str_find_ci(s, FAI_STR("exact name of registrant"), 0);
    if (at == FAI_NPOS)
        return;
    if (at > 3 && can_be_name(fai_str_trim(fai_str_sub(s, 0, at)))) {
        set_item(r, &r->identity.company, fai_str_sub(s, 0, at), line_place(page, line));
        return;
    }
    for (i = 1; i <= 4 && i <= line; i++) {
        s = line_text(page, line - i);
        if (can_be_name(s)) {
            set_item(r, &r->identity.company, s, line_place(page, line - i));
            return;
        }
    }
}

/* "For the fiscal year ended December 31, 2018"; the date may stand on the next line. */
static void read_period(fai_reading *r, const fa_page *page, uint32_t line)
{
    fai_str s = line_text(page, line), from;
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
        from = line_text(page, at);
        d = date_in(from);
        if (d == FA_DATE_NONE)
            continue;
        r->identity.period_end = d;
        set_item(r, &r->identity.period, from, line_place(page, at));
        return;
    }
}

/* "(NYSE: MMM)", "NASDAQ: ULTA". */
static void read_symbol(fai_reading *r, const fa_page *page, uint32_t line)
{
    static const char *const places[] = {
        "nyse:", "nasdaq:", "nyse: ", "nasdaq gs:", "nasdaqgs:", "nyse american:"};
    fai_str s = line_text(page, line);
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
            set_item(r, &r->identity.ticker, fai_str_sub(s, at, end), line_place(page, line));
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

/* The table of section 12(b): "Common Stock, Par Value $.01  MMM  New York Stock Exchange". */
static void read_listing(fai_reading *r, const fa_page *page, uint32_t line)
{
    fai_str s = line_text(page, line);
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
        set_item(r, &r->identity.ticker, fai_str_sub(s, start, end), line_place(page, line));
}

static void read_form(fai_reading *r, const fa_page *page, uint32_t line)
{
    const char *form;

    if (*r->identity.form.text != '\0')
        return;
    form = form_in(line_text(page, line));
    if (form != NULL)
        set_item(r, &r->identity.form, fai_str_of(form), line_place(page, line));
}

static void read_cover(fai_reading *r)
{
    uint32_t p, l;

    for (p = 0; p < r->content->page_count && p < COVER_PAGES; p++) {
        const fa_page *page = &r->content->pages[p];

        for (l = 0; l < page->line_count && l < 400; l++) {
            if (line_text(page, l).n > LINE_MAX_BYTES)
                continue;
            read_form(r, page, l);
            read_name(r, page, l);
            read_period(r, page, l);
            read_symbol(r, page, l);
            read_listing(r, page, l);
        }
    }
}

static bool ends_like_company(fai_str s)
{
    static const char *const ends[] = {
        "inc.",    "inc", "corporation", "corp.", "corp",  "company",  "co.",          "llc", "ltd.", "ltd",
        "limited", "plc", "n.v.",        "s.a.",  "group", "holdings", "incorporated", "ag",  "se"};
    size_t i;

    for (i = 0; i < sizeof ends / sizeof *ends; i++) {
        fai_str e = fai_str_of(ends[i]);

        if (s.n > e.n + 2 && fai_str_ends_ci(s, e) &&
            (s.p[s.n - e.n - 1] == ' ' || s.p[s.n - e.n - 1] == ','))
            return true;
    }
    return false;
}

/* A press release: the company from its head ("X Reports …") or from "About X", the period from its first lines. */
static void read_release(fai_reading *r)
{
    static const char *const verbs[] = {" reports ", " announces ", " reported ", " delivers ", " posts "};
    uint32_t p, l;
    size_t i;

    for (p = 0; p < r->content->page_count && p < COVER_PAGES; p++) {
        const fa_page *page = &r->content->pages[p];

        for (l = 0; l < page->line_count && l < 60; l++) {
            fai_str s = line_text(page, l);

            for (i = 0; s.n < 200 && i < sizeof verbs / sizeof *verbs; i++) {
                size_t at = fai_str_find_ci(s, fai_str_of(verbs[i]), 0);

                if (at != FAI_NPOS && at > 1 && at < 60)
                    set_item(r, &r->identity.company, fai_str_sub(s, 0, at), line_place(page, l));
            }
            if (ends_like_company(s) && s.n < 60)
                set_item(r, &r->identity.company, s, line_place(page, l));
            if (*r->identity.form.text == '\0' &&
                (fai_str_find_ci(s, FAI_STR("quarter"), 0) != FAI_NPOS ||
                 fai_str_find_ci(s, FAI_STR("fiscal"), 0) != FAI_NPOS ||
                 fai_str_find_ci(s, FAI_STR("full year"), 0) != FAI_NPOS) &&
                fai_str_find_ci(s, FAI_STR("results"), 0) != FAI_NPOS)
                set_item(r, &r->identity.form, FAI_STR("EARNINGS"), line_place(page, l));
        }
    }
}

/* The year right behind "fiscal" or "FY", or else the only one of the line; 0 = none. */
static int labelled_year(fai_str s, const fai_head *h)
{
    static const char *const marks[] = {"fiscal year ", "fiscal ", "fy"};
    size_t i, k, at;

    for (i = 0; i < sizeof marks / sizeof *marks; i++) {
        int n = 0;

        at = fai_str_find_ci(s, fai_str_of(marks[i]), 0);
        if (at == FAI_NPOS)
            continue;
        at += strlen(marks[i]);
        for (k = at; k < s.n && k < at + 4 && fai_is_digit(s.p[k]); k++)
            n = n * 10 + (s.p[k] - '0');
        if (k - at == 4)
            return n;
        if (k - at == 2)
            return 2000 + n;
    }
    return h->years == 1 && h->month == 0 ? h->year : 0;
}

/* "Second quarter fiscal 2024 results", "Q2 FY24": what quarter a release is about. */
static void read_quarter(fai_reading *r)
{
    fa_identity *id = &r->identity;
    uint32_t p, l;

    if (id->fiscal != FA_FISCAL_NONE || fai_has_ci(id->form.text, "10-"))
        return;
    for (p = 0; p < r->content->page_count && p < 2; p++) {
        const fa_page *page = &r->content->pages[p];

        for (l = 0; l < page->line_count && l < 60; l++) {
            fai_str s = line_text(page, l);
            fai_head h;
            int year;

            if (s.n > 220 || (fai_str_find_ci(s, FAI_STR("quarter"), 0) == FAI_NPOS &&
                              fai_str_find_ci(s, FAI_STR("FY"), 0) == FAI_NPOS))
                continue;
            fai_head_parse(s.p, s.n, &h);
            year = labelled_year(s, &h);
            if (h.quarter == 0 || year == 0)
                continue;
            id->fiscal = (fa_fiscal)h.quarter;
            id->fiscal_year = year;
            set_item(r, &id->period, s, line_place(page, l));
            return;
        }
    }
}

/* The name above a statement, "Northwind Instruments, Inc. and Subsidiaries", for a cover that shows it as a picture. */
static void name_from_statements(fai_reading *r)
{
    fa_identity_item *company = &r->identity.company;
    size_t i;
    uint32_t l;

    if (ends_like_company(fai_str_of(company->text)))
        return;
    for (i = 0; i < r->tables.len; i++) {
        const fa_fact_table *t = &r->tables.items[i].table;
        const fa_page *page;

        if (!t->primary || t->page < 1 || (uint32_t)t->page > r->content->page_count)
            continue;
        page = &r->content->pages[t->page - 1];
        for (l = 0; l < page->line_count && l < 8; l++) {
            fai_str s = line_text(page, l);
            size_t at = fai_str_find_ci(s, FAI_STR(" and subsidiar"), 0);

            if (at == FAI_NPOS)
                at = fai_str_find_ci(s, FAI_STR(" and consolidated subsidiar"), 0);
            if (at == FAI_NPOS && ends_like_company(s))
                at = s.n;
            if (at == FAI_NPOS || at < 2 || s.n > 90)
                continue;
            company->text = "";
            set_item(r, company, fai_str_sub(s, 0, at), line_place(page, l));
            return;
        }
    }
}

/* The day it was signed: the last line that begins with "Date" and names a day after the period. */
static void read_filed(fai_reading *r)
{
    fa_identity *id = &r->identity;
    uint32_t p = r->content->page_count, l;

    while (p-- > 0 && id->filed == FA_DATE_NONE) {
        const fa_page *page = &r->content->pages[p];

        for (l = page->line_count; l-- > 0 && id->filed == FA_DATE_NONE;) {
            fai_str s = line_text(page, l);
            size_t at = fai_str_find_ci(s, FAI_STR("date"), 0);
            fa_date d;

            if (at == FAI_NPOS || s.n > 160)
                continue;
            if (at > 0 && !fai_is_space(s.p[at - 1]))
                continue;
            d = date_in(fai_str_sub(s, at, s.n));
            if (d != FA_DATE_NONE && id->period_end != FA_DATE_NONE && d >= id->period_end + 7 &&
                d - id->period_end < 200)
                id->filed = d;
        }
    }
}

/* The latest day that the columns of the primary statements end on. */
static void period_from_columns(fai_reading *r)
{
    fa_date last = FA_DATE_NONE;
    size_t i;
    uint32_t c;

    for (i = 0; i < r->tables.len; i++) {
        const fa_fact_table *t = &r->tables.items[i].table;

        for (c = 0; t->primary && c < t->column_count; c++)
            if (t->columns[c].period.end != FA_DATE_NONE && t->columns[c].period.end > last) {
                last = t->columns[c].period.end;
                r->identity.period.place = t->rows[0].place;
            }
    }
    if (last != FA_DATE_NONE)
        r->identity.period_end = last;
}

static void read_currency(fai_reading *r)
{
    size_t i;

    for (i = 0; i < r->tables.len && *r->identity.currency.text == '\0'; i++) {
        const fa_fact_table *t = &r->tables.items[i].table;

        if (t->primary && *t->unit != '\0')
            set_item(r, &r->identity.currency, fai_str_of(t->unit),
                     t->scale_place.page != 0 ? t->scale_place : t->rows[0].place);
    }
    for (i = 0; i < r->content->unit_count && *r->identity.currency.text == '\0'; i++)
        if (strlen(r->content->units[i].measure) == 3) {
            fa_place none;

            memset(&none, 0, sizeof none);
            set_item(r, &r->identity.currency, fai_str_of(r->content->units[i].measure), none);
        }
}

/* From the lines of the statements: banks live from interest, insurers from premiums, landlords from rent. */
static void read_industry(fai_reading *r)
{
    bool loans = false, interest = false, premiums = false, rent = false, estate = false;
    size_t i;
    uint32_t k;

    for (i = 0; i < r->tables.len; i++) {
        const fa_fact_table *t = &r->tables.items[i].table;

        for (k = 0; t->primary && k < t->row_count; k++) {
            const char *l = t->rows[k].label;

            loans = loans || fai_has_ci(l, "deposits") || fai_has_ci(l, "card member loans") ||
                    fai_has_ci(l, "loans, net");
            interest = interest || fai_has_ci(l, "net interest income");
            premiums = premiums || fai_has_ci(l, "premiums earned") || fai_has_ci(l, "net premiums") ||
                       fai_str_equal_ci(fai_str_of(l), FAI_STR("premiums"));
            rent = rent || fai_has_ci(l, "rental income") || fai_has_ci(l, "rental revenue");
            estate =
                estate || fai_has_ci(l, "real estate investments") || fai_has_ci(l, "investment properties");
        }
    }
    r->identity.industry = interest && loans ? "bank" : premiums ? "insurer" : rent && estate ? "reit" : "";
}

static void form_from_name(fai_reading *r, const char *name)
{
    fa_place none;

    memset(&none, 0, sizeof none);
    if (fai_has_ci(name, "earnings") || fai_has_ci(name, "press"))
        set_item(r, &r->identity.form, FAI_STR("EARNINGS"), none);
    else if (fai_has_ci(name, "10-k") || fai_has_ci(name, "10k"))
        set_item(r, &r->identity.form, FAI_STR("10-K"), none);
    else if (fai_has_ci(name, "10-q") || fai_has_ci(name, "10q"))
        set_item(r, &r->identity.form, FAI_STR("10-Q"), none);
    else if (fai_has_ci(name, "8-k") || fai_has_ci(name, "8k"))
        set_item(r, &r->identity.form, FAI_STR("8-K"), none);
}

static void clear_identity(fa_identity *id)
{
    fa_identity_item none;

    memset(&none, 0, sizeof none);
    memset(id, 0, sizeof *id);
    none.text = "";
    none.place.element = "";
    id->company = id->ticker = id->cik = id->form = id->period = id->currency = none;
    id->period_end = id->filed = FA_DATE_NONE;
    id->industry = "";
}

fa_status fai_read_identity(fai_reading *r, const char *name, fa_error *err)
{
    fa_identity *id = &r->identity;

    clear_identity(id);
    read_dei(r);
    read_cover(r);
    if (*id->form.text == '\0' || *id->company.text == '\0')
        read_release(r);
    form_from_name(r, name);
    name_from_statements(r);
    read_quarter(r);
    if (id->period_end == FA_DATE_NONE)
        period_from_columns(r);
    if (id->company.text[0] == '\0' && *r->content->title != '\0' && strlen(r->content->title) < 80) {
        fa_place none;

        memset(&none, 0, sizeof none);
        set_item(r, &id->company, fai_str_of(r->content->title), none);
    }
    read_filed(r);
    read_currency(r);
    read_industry(r);
    return r->out_of_memory ? fa_fail(err, FA_ENOMEM, "out of memory while reading who filed what") : FA_OK;
}
