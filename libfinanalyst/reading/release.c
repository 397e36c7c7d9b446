/* reading/release.c: press releases, and names that only the statements print. */
#include <string.h>

#include "reading/identity.h"
#include "reading/periods.h"

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
void fai_read_release(fai_reading *r)
{
    static const char *const verbs[] = {" reports ", " announces ", " reported ", " delivers ", " posts "};
    uint32_t p, l;
    size_t i;

    for (p = 0; p < r->content->page_count && p < FAI_COVER_PAGES; p++) {
        const fa_page *page = &r->content->pages[p];

        for (l = 0; l < page->line_count && l < 60; l++) {
            fai_str s = fai_line_text(page, l);

            for (i = 0; s.n < 200 && i < sizeof verbs / sizeof *verbs; i++) {
                size_t at = fai_str_find_ci(s, fai_str_of(verbs[i]), 0);

                if (at != FAI_NPOS && at > 1 && at < 60)
                    fai_set_item(r, &r->identity.company, fai_str_sub(s, 0, at), fai_line_place(page, l));
            }
            if (ends_like_company(s) && s.n < 60)
                fai_set_item(r, &r->identity.company, s, fai_line_place(page, l));
            if (*r->identity.form.text == '\0' &&
                (fai_str_find_ci(s, FAI_STR("quarter"), 0) != FAI_NPOS ||
                 fai_str_find_ci(s, FAI_STR("fiscal"), 0) != FAI_NPOS ||
                 fai_str_find_ci(s, FAI_STR("full year"), 0) != FAI_NPOS) &&
                fai_str_find_ci(s, FAI_STR("results"), 0) != FAI_NPOS)
                fai_set_item(r, &r->identity.form, FAI_STR("EARNINGS"), fai_line_place(page, l));
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
void fai_read_quarter(fai_reading *r)
{
    fa_identity *id = &r->identity;
    uint32_t p, l;

    if (id->fiscal != FA_FISCAL_NONE || fai_has_ci(id->form.text, "10-"))
        return;
    for (p = 0; p < r->content->page_count && p < 2; p++) {
        const fa_page *page = &r->content->pages[p];

        for (l = 0; l < page->line_count && l < 60; l++) {
            fai_str s = fai_line_text(page, l);
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
            fai_set_item(r, &id->period, s, fai_line_place(page, l));
            return;
        }
    }
}

/* The name above a statement, "Northwind Instruments, Inc. and Subsidiaries", for a cover that shows it as a picture. */
void fai_read_name_from_statements(fai_reading *r)
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
            fai_str s = fai_line_text(page, l);
            size_t at = fai_str_find_ci(s, FAI_STR(" and subsidiar"), 0);

            if (at == FAI_NPOS)
                at = fai_str_find_ci(s, FAI_STR(" and consolidated subsidiar"), 0);
            if (at == FAI_NPOS && ends_like_company(s))
                at = s.n;
            if (at == FAI_NPOS || at < 2 || s.n > 90)
                continue;
            company->text = "";
            fai_set_item(r, company, fai_str_sub(s, 0, at), fai_line_place(page, l));
            return;
        }
    }
}
