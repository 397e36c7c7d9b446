/* analysis/domain/wanted.c: the years, quarter and form that a question names, and how a document fits them. */
#include "analysis/domain/resolve.h"

#include <string.h>

#include "base/text.h"
#include "retrieval/terms.h"

static void add_year(fai_wanted *w, int32_t year)
{
    uint32_t at = 0;

    if (year < 1990 || year > 2059)
        return;
    while (at < w->year_count && w->years[at] < year)
        at++;
    if ((at < w->year_count && w->years[at] == year) || w->year_count == FAI_ASKED_YEARS)
        return;
    memmove(w->years + at + 1, w->years + at, (w->year_count - at) * sizeof *w->years);
    w->years[at] = year;
    w->year_count++;
}

static int32_t digits_value(const char *p, size_t n)
{
    int32_t v = 0;

    for (size_t i = 0; i < n; i++)
        v = v * 10 + (p[i] - '0');
    return v;
}

/* Whether "FY", "FY ", "FY'" or "'" stands right before. */
static bool after_year_mark(const char *text, size_t at)
{
    while (at > 0 && (text[at - 1] == '\'' || text[at - 1] == ' '))
        at--;
    return at >= 2 && fai_lower(text[at - 1]) == 'y' && fai_lower(text[at - 2]) == 'f';
}

static void read_years(const char *text, fai_wanted *w)
{
    size_t len = strlen(text);

    for (size_t i = 0; i < len; i++) {
        size_t n = 0;

        if (!fai_is_digit(text[i]))
            continue;
        while (fai_is_digit(text[i + n]))
            n++;
        if ((text[i + n] == ',' || text[i + n] == '.') && fai_is_digit(text[i + n + 1])) {
            i += n; /* part of an amount */
            continue;
        }
        if (n == 4 && (i == 0 || text[i - 1] != ','))
            add_year(w, digits_value(text + i, 4));
        else if (n == 2 && after_year_mark(text, i))
            add_year(w, 2000 + digits_value(text + i, 2));
        else if (n == 5 && i > 0 && fai_lower(text[i - 1]) == 'q') /* "Q22023" */
            add_year(w, digits_value(text + i + 1, 4));
        else if (n == 2 && i > 1 && fai_lower(text[i - 1]) == 'q' && fai_is_digit(text[i - 2])) /* "2Q23" */
            add_year(w, 2000 + digits_value(text + i, 2));
        i += n - 1;
    }
}

static fa_fiscal read_quarter(const char *text)
{
    static const struct {
        const char *words;
        fa_fiscal fiscal;
    } spans[] = {
        {"first quarter|1st quarter|first fiscal quarter", FA_FISCAL_Q1},
        {"second quarter|2nd quarter|second fiscal quarter", FA_FISCAL_Q2},
        {"third quarter|3rd quarter|third fiscal quarter", FA_FISCAL_Q3},
        {"fourth quarter|4th quarter|fourth fiscal quarter", FA_FISCAL_Q4},
        {"first half|six months|h1|1h", FA_FISCAL_H1},
        {"second half|h2|2h", FA_FISCAL_H2},
        {"nine months|9m", FA_FISCAL_M9},
    };

    for (const char *p = text; *p != '\0'; p++) {
        bool start = p == text || !fai_is_alnum(p[-1]);

        if (start && fai_lower(p[0]) == 'q' && p[1] >= '1' && p[1] <= '4')
            return (fa_fiscal)(p[1] - '0');
        if (start && p[0] >= '1' && p[0] <= '4' && fai_lower(p[1]) == 'q')
            return (fa_fiscal)(p[0] - '0');
    }
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++)
        if (fai_mentions(text, spans[i].words))
            return spans[i].fiscal;
    return FA_FISCAL_NONE;
}

void fai_wanted_read(const char *question, fai_wanted *out)
{
    memset(out, 0, sizeof *out);
    read_years(question, out);
    out->quarter = read_quarter(question);
    out->ahead = fai_mentions(question, "forecasting|forecast|expects|expect|expected|outlook|guidance|plans|"
                                        "projects|projected|anticipates|anticipate");
    out->annual = fai_mentions(question, "10-k|10k|annual report");
    out->quarterly = fai_mentions(question, "10-q|10q|quarterly report|quarterly filing");
    out->current = fai_mentions(question, "8-k|8k|current report");
    out->earnings =
        fai_mentions(question, "earnings release|press release|earnings report|earnings announcement");
}

static bool form_is(const fa_document *doc, const char *form)
{
    return strncmp(doc->form, form, strlen(form)) == 0;
}

static double year_fit(const fai_wanted *w, const fa_document *doc)
{
    int end = 0;
    double best = 0;

    if (doc->period_end != FA_DATE_NONE)
        fa_date_split(doc->period_end, &end, NULL, NULL);
    for (uint32_t i = 0; i < w->year_count; i++) {
        int32_t y = w->years[i];
        bool last = i + 1 == w->year_count;
        double fit = 0;

        if (doc->fiscal_year == y)
            fit = last ? 1.0 : 0.5;
        else if (end == y)
            fit = last ? 0.8 : 0.4;
        else if (last && w->ahead && (doc->fiscal_year == y - 1 || (doc->fiscal_year == 0 && end == y - 1)))
            fit = 0.9; /* what was expected of a year is in the filing before */
        else if (last && (doc->fiscal_year == y + 1 || (doc->fiscal_year == 0 && end == y + 1)))
            fit = 0.25; /* the year stands in the next filing's comparatives */
        if (fit > best)
            best = fit;
    }
    return best;
}

static double form_fit(const fai_wanted *w, const fa_document *doc)
{
    bool annual = form_is(doc, "10-K") || form_is(doc, "20-F") || form_is(doc, "40-F");
    bool quarterly = form_is(doc, "10-Q");
    bool earnings = form_is(doc, "EARNINGS");
    bool current = form_is(doc, "8-K");

    if (w->current)
        return current ? 0.6 : 0;
    if (w->earnings)
        return earnings ? 0.6 : current ? 0.4 : 0;
    if (w->quarterly)
        return quarterly ? 0.6 : 0;
    if (w->annual)
        return annual ? 0.6 : 0;
    if (w->quarter == FA_FISCAL_NONE) { /* a year: what covers it whole */
        bool interim = doc->fiscal >= FA_FISCAL_Q1 && doc->fiscal <= FA_FISCAL_Q3;

        return annual ? 0.3 : earnings && doc->fiscal == FA_FISCAL_Q4 ? 0.15 : interim ? -0.1 : 0;
    }
    if (w->quarter == FA_FISCAL_Q4 || w->quarter == FA_FISCAL_H2)
        return earnings ? 0.5 : annual ? 0.4 : 0;
    if (quarterly || earnings) {
        fa_fiscal q = (fa_fiscal)doc->fiscal;
        fa_fiscal asked = w->quarter == FA_FISCAL_H1   ? FA_FISCAL_Q2
                          : w->quarter == FA_FISCAL_M9 ? FA_FISCAL_Q3
                                                       : w->quarter;

        return (q == asked ? 0.6 : 0.1) + (quarterly ? 0.1 : 0);
    }
    return 0;
}

double fai_wanted_fit(const fai_wanted *wanted, const fa_document *doc)
{
    double recent = 0;

    if (wanted->year_count == 0 && doc->fiscal_year > 2000) /* none named: the newest is meant */
        recent = 0.02 * (doc->fiscal_year - 2000);
    return year_fit(wanted, doc) + form_fit(wanted, doc) + recent;
}
