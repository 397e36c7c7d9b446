/* reading/identity.c: who filed what: from dei: tags, else from the words of the cover, each with its place. */
#include "reading/identity.h"

#include <string.h>

#include "reading/periods.h"
#include "reading/tags.h"

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
        fai_set_item(r, item, fai_str_of(t->text), t->place);
}

static fa_date date_of_head(const fai_head *h)
{
    return h->year != 0 && h->month != 0 && h->day != 0 ? fa_date_make(h->year, h->month, h->day)
                                                        : FA_DATE_NONE;
}

fa_date fai_date_in(fai_str s)
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
    fai_set_item(r, &r->identity.ticker, fai_str_of(all), place);
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

/* "--09-28", or what the format says: month and day of the fiscal year's end. */
static void read_year_end(fai_reading *r, const fa_tag *t)
{
    fa_date day = fai_format_date(t->format, t->text);
    const char *text = t->text;

    if (day != FA_DATE_NONE) {
        fa_date_split(day, NULL, &r->identity.fiscal_year_end_month, &r->identity.fiscal_year_end_day);
    } else if (strlen(text) == 7 && text[0] == '-' && fai_is_digit(text[2]) && fai_is_digit(text[3]) &&
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
        id->period_end = fai_format_date(t->format, t->text);
        if (id->period_end == FA_DATE_NONE)
            id->period_end = fa_date_parse(t->text);
        if (id->period_end == FA_DATE_NONE)
            id->period_end = fai_date_in(fai_str_of(t->text));
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
        read_year_end(r, t);
}

/* The day it was signed: the last line that begins with "Date" and names a day after the period. */
static void read_filed(fai_reading *r)
{
    fa_identity *id = &r->identity;
    uint32_t p = r->content->page_count, l;

    while (p-- > 0 && id->filed == FA_DATE_NONE) {
        const fa_page *page = &r->content->pages[p];

        for (l = page->line_count; l-- > 0 && id->filed == FA_DATE_NONE;) {
            fai_str s = fai_line_text(page, l);
            size_t at = fai_str_find_ci(s, FAI_STR("date"), 0);
            fa_date d;

            if (at == FAI_NPOS || s.n > 160)
                continue;
            if (at > 0 && !fai_is_space(s.p[at - 1]))
                continue;
            d = fai_date_in(fai_str_sub(s, at, s.n));
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
            fai_set_item(r, &r->identity.currency, fai_str_of(t->unit),
                         t->scale_place.page != 0 ? t->scale_place : t->rows[0].place);
    }
    for (i = 0; i < r->content->unit_count && *r->identity.currency.text == '\0'; i++)
        if (strlen(r->content->units[i].measure) == 3) {
            fa_place none;

            memset(&none, 0, sizeof none);
            fai_set_item(r, &r->identity.currency, fai_str_of(r->content->units[i].measure), none);
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
        fai_set_item(r, &r->identity.form, FAI_STR("EARNINGS"), none);
    else if (fai_has_ci(name, "10-k") || fai_has_ci(name, "10k"))
        fai_set_item(r, &r->identity.form, FAI_STR("10-K"), none);
    else if (fai_has_ci(name, "10-q") || fai_has_ci(name, "10q"))
        fai_set_item(r, &r->identity.form, FAI_STR("10-Q"), none);
    else if (fai_has_ci(name, "8-k") || fai_has_ci(name, "8k"))
        fai_set_item(r, &r->identity.form, FAI_STR("8-K"), none);
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
    fai_read_cover(r);
    if (*id->form.text == '\0' || *id->company.text == '\0')
        fai_read_release(r);
    form_from_name(r, name);
    fai_read_name_from_statements(r);
    fai_read_quarter(r);
    if (id->period_end == FA_DATE_NONE)
        period_from_columns(r);
    if (id->company.text[0] == '\0' && *r->content->title != '\0' && strlen(r->content->title) < 80) {
        fa_place none;

        memset(&none, 0, sizeof none);
        fai_set_item(r, &id->company, fai_str_of(r->content->title), none);
    }
    read_filed(r);
    read_currency(r);
    read_industry(r);
    return r->out_of_memory ? fa_fail(err, FA_ENOMEM, "out of memory while reading who filed what") : FA_OK;
}
