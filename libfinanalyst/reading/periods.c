/* reading/periods.c: the head of a column as a period: words to length, day and year. */
#include "reading/periods.h"

#include <string.h>

#include "base/text.h"

enum { WORD_MAX = 24, FIRST_YEAR = 1960, LAST_YEAR = 2079 };

/* One word of a head in lower case, or one sign. */
typedef struct word {
    char text[WORD_MAX];
    size_t len;
    int number; /* -1 = not a number */
} word;

typedef struct words {
    word items[96];
    size_t len;
} words;

static const char *const month_names[] = {"january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december"};

int fai_month_of(const char *text, size_t len)
{
    size_t i;

    for (i = 0; len >= 3 && i < 12; i++) {
        size_t whole;

        if (fai_lower(text[0]) != month_names[i][0])
            continue;
        whole = strlen(month_names[i]);

        if (len <= whole && fai_str_equal_ci((fai_str){text, len}, (fai_str){month_names[i], len}) &&
            (len == whole || len == 3 || (i == 8 && len == 4)))
            return (int)i + 1;
    }
    return 0;
}

static void split(const char *text, size_t len, words *out)
{
    size_t i = 0;

    out->len = 0;
    while (i < len && out->len < sizeof out->items / sizeof *out->items) {
        word *w = &out->items[out->len];
        size_t start = i;

        memset(w, 0, sizeof *w);
        w->number = -1;
        if (fai_is_digit(text[i])) {
            long n = 0;

            for (; i < len && fai_is_digit(text[i]); i++)
                n = n > 99999 ? n : n * 10 + (text[i] - '0');
            w->number = (int)n;
        } else if (fai_is_alpha(text[i])) {
            /* "EndedJune": a line end that was lost. */
            do
                i++;
            while (i < len && fai_is_alpha(text[i]) &&
                   !(text[i] >= 'A' && text[i] <= 'Z' && text[i - 1] >= 'a' && text[i - 1] <= 'z'));
        } else if (text[i] == '%' || text[i] == '/' || text[i] == '$' || text[i] == ',') {
            i++;
        } else {
            i++;
            continue;
        }
        w->len = i - start < WORD_MAX - 1 ? i - start : WORD_MAX - 1;
        for (size_t k = 0; k < w->len; k++)
            w->text[k] = fai_lower(text[start + k]);
        out->len++;
    }
}

static inline bool is(const words *w, size_t i, const char *text)
{
    return i < w->len && w->items[i].text[0] == text[0] && strcmp(w->items[i].text, text) == 0;
}

static bool is_any(const words *w, size_t i, const char *const *list)
{
    for (; *list != NULL; list++)
        if (is(w, i, *list))
            return true;
    return false;
}

static bool is_year(int n)
{
    return n >= FIRST_YEAR && n <= LAST_YEAR;
}

static int number_word(const words *w, size_t i)
{
    static const char *const names[] = {"zero",   "one",      "two",      "three",   "four",    "five",
                                        "six",    "seven",    "eight",    "nine",    "ten",     "eleven",
                                        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"};
    size_t k;

    if (i >= w->len)
        return -1;
    if (w->items[i].number >= 0)
        return w->items[i].number;
    for (k = 0; k < sizeof names / sizeof *names; k++)
        if (is(w, i, names[k]))
            return (int)k;
    if (is(w, i, "twenty") || is(w, i, "thirty") || is(w, i, "forty") || is(w, i, "fifty")) {
        int tens = is(w, i, "twenty") ? 20 : is(w, i, "thirty") ? 30 : is(w, i, "forty") ? 40 : 50;
        int ones = i + 1 < w->len ? number_word(w, i + 1) : -1;

        return ones > 0 && ones < 10 ? tens + ones : tens;
    }
    return -1;
}

static int ordinal(const words *w, size_t i)
{
    static const char *const names[] = {"first", "second", "third", "fourth"};
    static const char *const short_names[] = {"st", "nd", "rd", "th"};
    int k;

    for (k = 0; k < 4; k++)
        if (is(w, i, names[k]) || (i > 0 && is(w, i, short_names[k]) && w->items[i - 1].number == k + 1))
            return k + 1;
    return 0;
}

static int short_year(int n)
{
    return n < 70 ? 2000 + n : 1900 + n;
}

static void take_year(fai_head *h, int year)
{
    if (h->year != year)
        h->years++;
    h->year = year;
}

/* A date that begins with a month's name, or "3/31/2018"; returns the words it took. */
static size_t take_date(const words *w, size_t i, fai_head *h)
{
    int month = fai_month_of(w->items[i].text, w->items[i].len);
    size_t used = 1, comma;

    if (month != 0) {
        bool day_first = i > 0 && w->items[i - 1].number >= 1 && w->items[i - 1].number <= 31;
        bool day = i + 1 < w->len && w->items[i + 1].number >= 1 && w->items[i + 1].number <= 31;

        if (!day && !day_first && is(w, i, "may") && !(i + 1 < w->len && is_year(w->items[i + 1].number)))
            return 0;
        h->month = month;
        h->day = day ? w->items[i + 1].number : day_first ? w->items[i - 1].number : 0;
        used += day ? 1 : 0;
        comma = is(w, i + used, ",") ? 1 : 0;
        if (i + used + comma < w->len && is_year(w->items[i + used + comma].number)) {
            take_year(h, w->items[i + used + comma].number);
            used += comma + 1;
        }
        return used;
    }
    if (w->items[i].number >= 1 && w->items[i].number <= 12 && is(w, i + 1, "/") && is(w, i + 3, "/") &&
        w->items[i + 2].number >= 1 && w->items[i + 2].number <= 31 && i + 4 < w->len) {
        int year = w->items[i + 4].number;

        h->month = w->items[i].number;
        h->day = w->items[i + 2].number;
        take_year(h, year >= 0 && year < 100 ? short_year(year) : year);
        return 5;
    }
    return 0;
}

/* The number that stands before a word: "three months", "fifty two weeks", "13 weeks"; -1 = none. */
static int number_before(const words *w, size_t i)
{
    int n = i > 0 ? number_word(w, i - 1) : -1;

    if (i > 1 && n >= 1 && n <= 9 && number_word(w, i - 2) >= 20 && w->items[i - 1].number < 0)
        n = number_word(w, i - 2);
    return n;
}

/* Lengths: "three months", "13 weeks", "third quarter", "Q3", "year ended". */
static void take_length(const words *w, size_t i, fai_head *h)
{
    bool months = is(w, i, "month") || is(w, i, "months"), weeks = is(w, i, "week") || is(w, i, "weeks");
    int n = months || weeks ? number_before(w, i) : -1;

    if (months && n >= 1 && n <= 24)
        h->months = n;
    else if (weeks && n >= 4 && n <= 54)
        h->weeks = n;
    else if (is(w, i, "quarter") || is(w, i, "quarters") || is(w, i, "quarterly")) {
        h->quarter = i > 0 ? ordinal(w, i - 1) : 0;
        if (h->months == 0)
            h->months = 3;
    } else if (is(w, i, "q") && i + 1 < w->len && w->items[i + 1].number >= 1 &&
               w->items[i + 1].number <= 4) {
        h->quarter = w->items[i + 1].number;
        h->months = 3;
    } else if (is(w, i, "q") && i > 0 && w->items[i - 1].number >= 1 && w->items[i - 1].number <= 4) {
        h->quarter = w->items[i - 1].number;
        h->months = 3;
    } else if (is(w, i, "half") && i > 0 && ordinal(w, i - 1) == 1) {
        h->months = 6;
    } else if ((is(w, i, "year") || is(w, i, "years")) && h->months == 0 &&
               (is(w, i + 1, "ended") || is(w, i + 1, "ending") || (i > 0 && is(w, i - 1, "fiscal")) ||
                (i > 0 && is(w, i - 1, "full")))) {
        h->months = 12;
    } else if (is(w, i, "annual") || is(w, i, "yearly")) {
        h->months = h->months == 0 ? 12 : h->months;
    }
}

static void take_words(const words *w, size_t i, fai_head *h)
{
    static const char *const change[] = {"change",   "changes",    "variance", "vs",  "versus", "growth",
                                         "increase", "percentage", "decrease", "bps", NULL};

    if (is_any(w, i, change))
        h->change = true;
    if (is(w, i, "%") || is(w, i, "percent") || is(w, i, "percentage"))
        h->percent = true;
    if (is(w, i, "fiscal") || is(w, i, "fy"))
        h->fiscal = true;
    if (is(w, i, "fy") && i + 1 < w->len && w->items[i + 1].number >= 0 && w->items[i + 1].number < 100)
        take_year(h, short_year(w->items[i + 1].number));
    if (is(w, i, "as") && (is(w, i + 1, "of") || is(w, i + 1, "at")))
        h->instant = true;
    if (is(w, i, "at") && (i == 0 || !is(w, i - 1, "cost")) && i + 1 < w->len &&
        fai_month_of(w->items[i + 1].text, w->items[i + 1].len) != 0)
        h->instant = true;
    if (is(w, i, "balance") && (is(w, i + 1, "at") || is(w, i + 1, "as")))
        h->instant = true;
    if (is(w, i, "inception") || (is(w, i, "year") && is(w, i + 1, "to") && is(w, i + 2, "date")))
        h->to_date = true;
    if (is(w, i, "restated") || (is(w, i, "as") && (is(w, i + 1, "adjusted") || is(w, i + 1, "revised"))) ||
        is(w, i, "recast"))
        h->flags |= FA_FACT_RESTATED;
    if (is(w, i, "unaudited"))
        h->flags |= FA_FACT_UNAUDITED;
    if (is(w, i, "discontinued"))
        h->flags |= FA_FACT_DISCONTINUED;
    if ((is(w, i, "non") && is(w, i + 1, "gaap")) || (is(w, i, "pro") && is(w, i + 1, "forma")))
        h->flags |= FA_FACT_NON_GAAP;
}

/* "January 1, 2018 through March 5, 2018": the first date becomes the start. */
static void take_range(const words *w, size_t i, fai_head *h)
{
    fa_date first;

    if (!(is(w, i, "through") || is(w, i, "to") || is(w, i, "thru")) || h->month == 0 || h->day == 0 ||
        i + 1 >= w->len || fai_month_of(w->items[i + 1].text, w->items[i + 1].len) == 0)
        return;
    first = fa_date_make(h->year == 0 ? 2000 : h->year, h->month, h->day);
    if (first != FA_DATE_NONE) {
        h->start = first;
        h->range = true;
        h->years = 0;
    }
}

void fai_head_parse(const char *text, size_t len, fai_head *out)
{
    words w;
    size_t i;

    memset(out, 0, sizeof *out);
    out->start = FA_DATE_NONE;
    split(text, len, &w);
    for (i = 0; i < w.len; i++) {
        size_t used;

        take_range(&w, i, out);
        used = take_date(&w, i, out);
        if (used > 0) {
            i += used - 1;
            continue;
        }
        if (is_year(w.items[i].number) && w.items[i].len == 4 && !is(&w, i + 1, "%"))
            take_year(out, w.items[i].number);
        take_length(&w, i, out);
        take_words(&w, i, out);
    }
    if (out->range && out->year != 0) {
        int y, m, d;

        fa_date_split(out->start, &y, &m, &d);
        if (y == 2000 && out->year != 2000)
            out->start = fa_date_make(out->year, m, d);
    }
    if (out->weeks >= 50)
        out->months = 12;
    else if (out->weeks >= 11 && out->months == 0)
        out->months = out->weeks <= 17 ? 3 : out->weeks <= 29 ? 6 : 9;
}

bool fai_head_dated(const fai_head *h)
{
    return h->year != 0 || h->month != 0 || h->months != 0 || h->quarter != 0;
}

void fai_head_inherit(fai_head *h, const fai_head *around)
{
    if (h->month == 0 && h->quarter == 0) {
        h->month = around->month;
        h->day = around->day;
    }
    if (h->year == 0 && around->years == 1)
        h->year = around->year;
    if (h->months == 0 && h->weeks == 0 && !h->instant) {
        h->months = around->months;
        h->weeks = around->weeks;
        h->instant = around->instant && around->months == 0;
        if (h->quarter == 0 && around->months == 3)
            h->quarter = around->quarter;
    }
    h->fiscal = h->fiscal || around->fiscal;
    h->flags |= around->flags;
}

bool fai_month_end(fa_date day)
{
    int m1, m2;

    fa_date_split(day, NULL, &m1, NULL);
    fa_date_split(day + 1, NULL, &m2, NULL);
    return m1 != m2;
}

fa_date fai_span_start(fa_date end, int months, int weeks)
{
    int y, m;

    if (weeks > 0)
        return end - 7 * weeks + 1;
    if (!fai_month_end(end))
        return end - 91 * months / 3 + 1;
    fa_date_split(end, &y, &m, NULL);
    m -= months - 1;
    while (m < 1) {
        m += 12;
        y--;
    }
    return fa_date_make(y, m, 1);
}

static fa_date end_of(const fai_head *h)
{
    fa_date end;

    if (h->year == 0 || h->month == 0)
        return FA_DATE_NONE;
    end = fa_date_make(h->year, h->month, h->day == 0 ? 28 : h->day);
    while (h->day == 0 && !fai_month_end(end))
        end++;
    return end;
}

static fa_fiscal fiscal_of(const fai_head *h)
{
    if (h->quarter >= 1 && h->quarter <= 4)
        return (fa_fiscal)h->quarter;
    if (h->months == 12)
        return FA_FISCAL_FY;
    return h->months == 9 ? FA_FISCAL_M9 : h->months == 6 ? FA_FISCAL_H1 : FA_FISCAL_NONE;
}

fa_period fai_head_period(const fai_head *h)
{
    fa_period p = {FA_PERIOD_UNKNOWN, FA_DATE_NONE, FA_DATE_NONE, 0, FA_FISCAL_NONE};
    int months = h->months;

    p.end = end_of(h);
    if (p.end == FA_DATE_NONE || h->fiscal)
        p.fiscal_year = h->year;
    p.fiscal = fiscal_of(h);
    if (months == 0 && h->weeks == 0 && !h->range) {
        p.type = h->instant ? FA_PERIOD_INSTANT : FA_PERIOD_UNKNOWN;
        return p;
    }
    p.type = FA_PERIOD_DURATION;
    if (p.end != FA_DATE_NONE)
        p.start = h->range ? h->start : fai_span_start(p.end, months, h->weeks);
    return p;
}

int fai_period_days(const fa_period *p)
{
    return p->start == FA_DATE_NONE || p->end == FA_DATE_NONE || p->end < p->start ? 0
                                                                                   : p->end - p->start + 1;
}
