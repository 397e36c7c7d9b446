/* reading/calendar.c: the company's own calendar: days for columns that name only a year, fiscal labels for all. */
#include <string.h>

#include "base/text.h"
#include "finance/concepts.h"
#include "reading/periods.h"
#include "reading/reading.h"

enum { NEAR_DAYS = 10, YEAR_DAYS = 365 };

/* The fiscal years as far as they are known. */
typedef struct calendar {
    fa_date anchor;        /* a day on which a fiscal year ends */
    int32_t label;         /* what the company calls that year */
    bool month_end;        /* its years end with a month, not with a week */
    bool annual;           /* the filing is about a whole year */
    fa_date period_end;    /* of the filing */
    FAI_VEC(fa_date) ends; /* days that full heads and contexts name, in no order */
} calendar;

static fa_date anniversary(fa_date day, int years)
{
    int y, m, d;
    fa_date out;

    fa_date_split(day, &y, &m, &d);
    out = fa_date_make(y + years, m, d);
    if (out == FA_DATE_NONE || (m == 2 && d == 28 && fai_month_end(day)))
        for (out = fa_date_make(y + years, m, 28); !fai_month_end(out); out++)
            continue;
    return out;
}

/* The known end nearest to a day, within `reach` days; FA_DATE_NONE when there is none. */
static fa_date known_end(const calendar *c, fa_date day, int reach)
{
    fa_date best = FA_DATE_NONE;
    int least = reach + 1;
    size_t i;

    for (i = 0; i < c->ends.len; i++) {
        int far = c->ends.items[i] > day ? c->ends.items[i] - day : day - c->ends.items[i];

        if (far < least) {
            least = far;
            best = c->ends.items[i];
        }
    }
    return best;
}

/* "The last Sunday in May": where no year is known to end in another month, none is taken to. */
static fa_date stay_in_month(const calendar *c, fa_date day)
{
    int month, own;
    size_t i;

    fa_date_split(c->anchor, NULL, &own, NULL);
    fa_date_split(day, NULL, &month, NULL);
    if (month == own)
        return day;
    for (i = 0; i < c->ends.len; i++) {
        int m, d;

        fa_date_split(c->ends.items[i], NULL, &m, &d);
        if (m == month && d <= 7)
            return day;
    }
    return month == own % 12 + 1 ? day - 7 : day;
}

/* The day on which the fiscal year of a label ends. */
static fa_date year_end(const calendar *c, int32_t label)
{
    fa_date guess = anniversary(c->anchor, label - c->label), known;
    int drift;

    if (c->month_end)
        return guess;
    known = known_end(c, guess, NEAR_DAYS);
    if (known != FA_DATE_NONE)
        return known;
    drift = ((int)guess - (int)c->anchor) % 7;
    drift = drift < 0 ? drift + 7 : drift;
    return stay_in_month(c, drift <= 3 ? guess - drift : guess + 7 - drift);
}

/* The label of the fiscal year that a day falls into; *left: days from it to that year's end. */
static int32_t label_of(const calendar *c, fa_date day, int *left)
{
    int y, ay;
    int32_t label;
    fa_date end;

    fa_date_split(day, &y, NULL, NULL);
    fa_date_split(c->anchor, &ay, NULL, NULL);
    label = c->label + y - ay - 1;
    for (end = anniversary(c->anchor, label - c->label); end < day - NEAR_DAYS;) {
        label++;
        end = anniversary(c->anchor, label - c->label);
    }
    *left = end - day;
    return label;
}

static fa_fiscal quarter_at(int left)
{
    return left < 40 ? FA_FISCAL_Q4 : left < 130 ? FA_FISCAL_Q3 : left < 225 ? FA_FISCAL_Q2 : FA_FISCAL_Q1;
}

static fa_fiscal span_label(int days, int left)
{
    if (days >= 350 && days <= 380)
        return left < 40 ? FA_FISCAL_FY : FA_FISCAL_NONE;
    if (days >= 77 && days <= 120)
        return quarter_at(left);
    if (days >= 160 && days <= 200)
        return left > 120 ? FA_FISCAL_H1 : left < 40 ? FA_FISCAL_H2 : FA_FISCAL_NONE;
    if (days >= 250 && days <= 290)
        return left > 40 && left < 150 ? FA_FISCAL_M9 : FA_FISCAL_NONE;
    return FA_FISCAL_NONE;
}

static void label_period(const calendar *c, fa_period *p)
{
    int left = 0, days;

    if (p->end == FA_DATE_NONE || c->anchor == FA_DATE_NONE)
        return;
    p->fiscal_year = label_of(c, p->end, &left);
    if (p->type == FA_PERIOD_INSTANT) {
        fa_fiscal q = quarter_at(left);

        p->fiscal = q == FA_FISCAL_Q4 ? FA_FISCAL_FY : q;
        return;
    }
    days = fai_period_days(p);
    if (days != 0)
        p->fiscal = span_label(days, left);
}

/* The day before which a span begins: where a known end lies that many days back, else by counting. */
static fa_date start_of(const calendar *c, fa_date end, int months)
{
    fa_date guess, known;

    if (fai_month_end(end) && (c->month_end || c->anchor == FA_DATE_NONE))
        return fai_span_start(end, months, 0);
    guess = fai_span_start(end, months, 0);
    if (months == 12 && !fai_month_end(end))
        guess = end - 363;
    known = known_end(c, guess - 1, months == 12 ? 8 : NEAR_DAYS);
    if (known != FA_DATE_NONE && known < end - 20)
        return known + 1;
    return fai_month_end(end) && months == 12 && !c->month_end ? end - 363 : guess;
}

static int months_of(const fa_period *p)
{
    switch (p->fiscal) {
    case FA_FISCAL_Q1:
    case FA_FISCAL_Q2:
    case FA_FISCAL_Q3:
    case FA_FISCAL_Q4:
        return 3;
    case FA_FISCAL_H1:
    case FA_FISCAL_H2:
        return 6;
    case FA_FISCAL_M9:
        return 9;
    default:
        return 12;
    }
}

/* How many months a span covers that says no more than where it ends: the filing's year, or its year to date. */
static int default_months(const calendar *c, const fa_period *p, fa_statement_kind statement)
{
    int left = 0;

    if (c->annual || c->anchor == FA_DATE_NONE || p->end == FA_DATE_NONE)
        return 12;
    label_of(c, p->end, &left);
    if (statement != FA_STATEMENT_CASHFLOW)
        return left < 40 ? 12 : 3;
    return left < 40 ? 12 : left < 130 ? 9 : left < 225 ? 6 : 3;
}

/* A year, or a quarter of it, that a head names without a day. */
static void fill_end(const calendar *c, fa_period *p)
{
    fa_date end;
    int back = 0;

    if (p->end != FA_DATE_NONE || p->fiscal_year == 0 || c->anchor == FA_DATE_NONE)
        return;
    end = year_end(c, p->fiscal_year);
    if (p->fiscal >= FA_FISCAL_Q1 && p->fiscal <= FA_FISCAL_Q3)
        back = 4 - (int)p->fiscal;
    else if (p->fiscal == FA_FISCAL_H1)
        back = 2;
    else if (p->fiscal == FA_FISCAL_M9)
        back = 1;
    if (back != 0 && c->month_end) {
        end = fai_span_start(end, 3 * back, 0) - 1;
    } else if (back != 0) {
        fa_date known = known_end(c, end - 91 * back, NEAR_DAYS + 10);

        end = known != FA_DATE_NONE ? known : end - 91 * back;
    }
    p->end = end;
}

static fa_period_type type_for(fa_statement_kind statement, const fai_concept *concept, const fa_period *p,
                               bool named_day)
{
    if (p->type == FA_PERIOD_DURATION && p->end == FA_DATE_NONE && concept == NULL &&
        statement == FA_STATEMENT_BALANCE)
        return FA_PERIOD_INSTANT;
    if (concept != NULL && statement != FA_STATEMENT_BALANCE)
    return concept->period;
    if (statement == FA_STATEMENT_BALANCE)
        return FA_PERIOD_INSTANT;
    if (statement == FA_STATEMENT_INCOME || statement == FA_STATEMENT_CASHFLOW ||
        statement == FA_STATEMENT_COMPREHENSIVE)
        return FA_PERIOD_DURATION;
    if (p->type != FA_PERIOD_UNKNOWN)
        return p->type;
    return named_day ? FA_PERIOD_INSTANT : p->fiscal_year != 0 ? FA_PERIOD_DURATION : FA_PERIOD_UNKNOWN;
}

static void settle(const calendar *c, fa_period *p, fa_statement_kind statement, const fai_concept *concept,
                   bool opening)
{
    bool named_day = p->end != FA_DATE_NONE;
    int months;

    fill_end(c, p);
    if (p->end == FA_DATE_NONE)
        return;
    p->type = type_for(statement, concept, p, named_day);
    months = p->type == FA_PERIOD_DURATION && p->fiscal == FA_FISCAL_NONE && p->start == FA_DATE_NONE
                 ? default_months(c, p, statement)
                 : months_of(p);
    if (p->type == FA_PERIOD_DURATION || opening) {
        bool counted = p->start != FA_DATE_NONE && !fai_month_end(p->end);

        if (p->start == FA_DATE_NONE)
            p->start = start_of(c, p->end, months);
        else if (counted && fai_period_days(p) >= 77) {
            fa_date known = known_end(c, p->start - 1, 8);

            if (known != FA_DATE_NONE && p->end - known > 70)
                p->start = known + 1;
        }
    }
    if (p->type == FA_PERIOD_INSTANT) {
        if (opening)
            p->end = p->start - 1;
        p->start = FA_DATE_NONE;
    }
    label_period(c, p);
}

/* The number that a text begins with, of exactly four digits; 0 = none. */
static int leading_year(fai_str s)
{
    int n = 0;
    size_t i;

    for (i = 0; i < s.n && i < 4 && fai_is_digit(s.p[i]); i++)
        n = n * 10 + (s.p[i] - '0');
    return i == 4 ? n : 0;
}

/* How often the filing speaks of the fiscal years around: votes[k] for year - 2 + k. A label that stands right beside
 * the day on which the year ends counts for many. */
static void count_labels(const fa_content *content, fa_date end, int votes[4])
{
    uint32_t p;
    int year;

    fa_date_split(end, &year, NULL, NULL);
    memset(votes, 0, 4 * sizeof *votes);
    for (p = 0; p < content->page_count; p++) {
        fai_str s = {content->pages[p].text, content->pages[p].text_len};
        size_t at = 0;

        while ((at = fai_str_find_ci(s, FAI_STR("fiscal "), at)) != FAI_NPOS) {
            fai_str rest = fai_str_sub(s, at + 7, at + 24 < s.n ? at + 24 : s.n), beside;
            int n;
            fai_head h;

            if (fai_str_starts_ci(rest, FAI_STR("year ")))
                rest = fai_str_sub(rest, 5, rest.n);
            n = leading_year(rest);
            at += 7;
            if (n < year - 2 || n > year + 1)
                continue;
            votes[n - year + 2]++;
            if (n != year && n != year - 1)
                continue;
            beside = fai_str_sub(s, at > 60 ? at - 60 : 0, at + 60 < s.n ? at + 60 : s.n);
            fai_head_parse(beside.p, beside.n, &h);
            if (h.month != 0 && h.day != 0 && h.year != 0 && fa_date_make(h.year, h.month, h.day) == end)
                votes[n - year + 2] += 10;
        }
    }
}

/* The largest year that stands alone over a column of the primary statements: it is the label of the filing's year. */
static int32_t bare_year(const fai_reading *r)
{
    int32_t best = 0;
    size_t i;
    uint32_t k;

    for (i = 0; i < r->tables.len; i++) {
        const fa_fact_table *t = &r->tables.items[i].table;

        for (k = 0; t->primary && k < t->column_count; k++)
            if (t->statement != FA_STATEMENT_EQUITY && t->columns[k].period.end == FA_DATE_NONE &&
                t->columns[k].period.fiscal_year > best)
                best = t->columns[k].period.fiscal_year;
    }
    return best;
}

static bool is_annual(const fa_identity *id)
{
    return fai_has_ci(id->form.text, "10-K") || fai_has_ci(id->form.text, "20-F") ||
           fai_has_ci(id->form.text, "40-F") || id->fiscal == FA_FISCAL_FY;
}

static bool note_end(calendar *c, fa_date day)
{
    size_t i;

    if (day == FA_DATE_NONE)
        return true;
    for (i = 0; i < c->ends.len; i++)
        if (c->ends.items[i] == day)
            return true;
    return fai_vec_push(&c->ends, day);
}

/* Days on which periods end: of the statements and of full heads, of contexts. */
static bool collect_ends(const fai_reading *r, calendar *c)
{
    bool ok = note_end(c, c->period_end);
    size_t i;
    uint32_t k;

    for (i = 0; ok && i < r->tables.len; i++) {
        const fa_fact_table *t = &r->tables.items[i].table;

        for (k = 0; ok && (t->primary || t->statement != FA_STATEMENT_NONE) && k < t->column_count; k++)
            if (c->ends.len < 200)
                ok = note_end(c, t->columns[k].period.end);
    }
    for (k = 0; ok && k < r->content->context_count; k++)
        if (r->content->contexts[k].dim_count == 0 && c->ends.len < 400) {
            ok = note_end(c, r->content->contexts[k].end);
            if (ok && r->content->contexts[k].start != FA_DATE_NONE)
                ok = note_end(c, r->content->contexts[k].start - 1);
        }
    return ok;
}

/* A fiscal year's end from a filing that is not about a whole year: the opening balance sheet lies on it. */
static fa_date opening_day(const fai_reading *r, fa_date period_end)
{
    fa_date best = FA_DATE_NONE;
    size_t i;
    uint32_t k;

    for (i = 0; i < r->tables.len; i++) {
        const fa_fact_table *t = &r->tables.items[i].table;

        for (k = 0; t->statement == FA_STATEMENT_BALANCE && t->primary && k < t->column_count; k++) {
            fa_date d = t->columns[k].period.end;

            if (d != FA_DATE_NONE && d < period_end - 60 && d > period_end - 330 &&
                (best == FA_DATE_NONE || d > best))
                best = d;
        }
    }
    return best;
}

static fa_date day_of_year_end(const fa_identity *id, fa_date period_end)
{
    int y;
    fa_date d;

    if (id->fiscal_year_end_month == 0 || id->fiscal_year_end_day == 0 || period_end == FA_DATE_NONE)
        return FA_DATE_NONE;
    fa_date_split(period_end, &y, NULL, NULL);
    for (d = FA_DATE_NONE, y -= 1; d == FA_DATE_NONE || d < period_end - NEAR_DAYS; y++) {
        int day = id->fiscal_year_end_day;

        d = fa_date_make(y, id->fiscal_year_end_month, day);
        while (d == FA_DATE_NONE && --day > 0)
            d = fa_date_make(y, id->fiscal_year_end_month, day);
        if (d == FA_DATE_NONE)
            return d;
    }
    return d;
}

/* By what year a company names the fiscal year that ends on a day. */
static int32_t name_of_year(const fai_reading *r, fa_date end, bool annual)
{
    int y, m, d, votes[4];
    int32_t bare;

    fa_date_split(end, &y, &m, &d);
    if (m > 3)
        return y;
    bare = annual ? bare_year(r) : 0;
    if (bare == y || bare == y - 1)
        return bare;
    count_labels(r->content, end, votes);
    if (m == 1 && d <= 10)
        return votes[2] > 2 * votes[1] + 4 ? y : y - 1;
    if (votes[1] >= 10 || votes[2] >= 10)
        return votes[1] > votes[2] + 5 && votes[0] + 2 > votes[2] / 2 ? y - 1
               : votes[2] >= votes[0]                                 ? y
                                                                      : y - 1;
    return votes[0] > votes[2] ? y - 1 : y;
}

/* The last day that a column of the primary statements names. */
static fa_date last_day(const fai_reading *r)
{
    fa_date last = FA_DATE_NONE;
    size_t i;
    uint32_t k;

    for (i = 0; i < r->tables.len; i++)
        for (k = 0; r->tables.items[i].table.primary && k < r->tables.items[i].table.column_count; k++)
            if (r->tables.items[i].table.columns[k].period.end > last)
                last = r->tables.items[i].table.columns[k].period.end;
    return last;
}

/* The end of the fiscal year that has so many quarters left after a day. */
static fa_date after_quarters(fa_date day, int quarters)
{
    int y, m, d;
    fa_date out;

    if (!fai_month_end(day))
        return day + 91 * quarters;
    fa_date_split(day, &y, &m, &d);
    m += 3 * quarters;
    for (out = fa_date_make(y + (m - 1) / 12, (m - 1) % 12 + 1, 28); !fai_month_end(out); out++)
        continue;
    return out;
}

static void find_anchor(fai_reading *r, calendar *c)
{
    fa_identity *id = &r->identity;
    fa_date end = id->period_end;
    bool interim;
    int left;

    /* A report of an event carries statements at times: their own days count, not the day of the event. */
    if (fai_has_ci(id->form.text, "8-K") || fai_has_ci(id->form.text, "6-K"))
        end = last_day(r);

    c->anchor = FA_DATE_NONE;
    c->annual = is_annual(id);
    c->period_end = end;
    if (end == FA_DATE_NONE)
        return;
    interim = !c->annual;
    if (!interim)
        c->anchor = end;
    if (interim)
        c->anchor = day_of_year_end(id, end);
    if (c->anchor == FA_DATE_NONE)
        c->anchor = opening_day(r, end);
    if (c->anchor == FA_DATE_NONE && interim && id->fiscal >= FA_FISCAL_Q1 && id->fiscal <= FA_FISCAL_Q4)
        c->anchor = after_quarters(end, 4 - (int)id->fiscal);
    if (c->anchor == FA_DATE_NONE)
        c->anchor = end;
    c->month_end = fai_month_end(c->anchor);
    c->label = name_of_year(r, c->anchor, c->annual);
    if (id->fiscal_year != 0) {
        /* The filing names its own year. */
        int32_t by_count = label_of(c, end, &left);

        c->label += id->fiscal_year - by_count;
    }
}

/* A year that ends on a month's last day by chance: the years before it end a few days off. */
static void doubt_month_end(calendar *c)
{
    int back;

    for (back = 1; c->anchor != FA_DATE_NONE && c->month_end && back <= 3; back++) {
        fa_date day = anniversary(c->anchor, -back), known = known_end(c, day, NEAR_DAYS);

        if (known != FA_DATE_NONE && known != day && !fai_month_end(known))
            c->month_end = false;
    }
}

static void complete_identity(fai_reading *r, const calendar *c)
{
    fa_identity *id = &r->identity;
    int left = 0, m, d;

    if (c->anchor == FA_DATE_NONE)
        return;
    fa_date_split(c->anchor, NULL, &m, &d);
    if (id->fiscal_year_end_month == 0) {
        id->fiscal_year_end_month = m;
        id->fiscal_year_end_day = d;
    }
    if (fai_has_ci(id->form.text, "8-K") || fai_has_ci(id->form.text, "6-K"))
        return;
    if (id->fiscal_year == 0)
        id->fiscal_year = label_of(c, id->period_end, &left);
    else
        label_of(c, id->period_end, &left);
    if (id->fiscal == FA_FISCAL_NONE) {
        fa_fiscal q = quarter_at(left);

        id->fiscal = c->annual ? FA_FISCAL_FY : q;
    }
}

static bool is_opening(const fa_fact *f)
{
    return f->statement == FA_STATEMENT_CASHFLOW &&
           (fai_has_ci(f->label, "beginning") || fai_has_ci(f->label, "start of")) &&
           fai_has_ci(f->concept, "Cash");
}

static void settle_all(fai_reading *r, const calendar *c)
{
    fa_date known = r->identity.filed != FA_DATE_NONE ? r->identity.filed : r->identity.period_end;
    size_t i;
    uint32_t k;

    for (i = 0; i < r->facts.len; i++) {
        fa_fact *f = &r->facts.items[i];

        if (f->known == FA_DATE_NONE)
            f->known = known;
        if (f->source == FA_SOURCE_IXBRL)
            label_period(c, &f->period);
        else
            settle(c, &f->period, f->statement, fai_concept_find(f->concept), is_opening(f));
    }
    for (i = 0; i < r->tables.len; i++) {
        fa_table_column *columns =
            fai_arena_calloc(r->arena, r->tables.items[i].table.column_count + 1, sizeof *columns);

        if (columns == NULL) {
            r->out_of_memory = true;
            return;
        }
        for (k = 0; k < r->tables.items[i].table.column_count; k++) {
            columns[k] = r->tables.items[i].table.columns[k];
            settle(c, &columns[k].period, r->tables.items[i].table.statement, NULL, false);
        }
        r->tables.items[i].table.columns = columns;
    }
}

fa_status fai_read_calendar(fai_reading *r, fa_error *err)
{
    calendar c;
    bool ok;

    memset(&c, 0, sizeof c);
    find_anchor(r, &c);
    ok = collect_ends(r, &c);
    if (ok) {
        doubt_month_end(&c);
        complete_identity(r, &c);
        settle_all(r, &c);
    }
    fai_vec_clear(&c.ends);
    if (!ok || r->out_of_memory)
        return fa_fail(err, FA_ENOMEM, "out of memory while reading the calendar of a filing");
    return FA_OK;
}
