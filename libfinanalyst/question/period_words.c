/* question/period_words.c: years, days, counts and lengths in words. */
#include "question/period_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

bool fai_period_in(const fai_period_reader *r, uint32_t at, const char *words)
{
    return fai_word_in(r->w, at, words);
}

bool fai_period_take(const fai_period_reader *r, uint32_t *at, const char *phrases)
{
    uint32_t n = *at < r->end ? fai_words_match(r->w, *at, phrases) : 0;

    if (*at + n > r->end)
        return false;
    *at += n;
    return n > 0;
}

int fai_period_digits(const char *t, size_t n)
{
    int v = 0;

    if (n == 0 || n > 4)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (!fai_is_digit(t[i]))
            return -1;
        v = v * 10 + (t[i] - '0');
    }
    return v;
}

int fai_period_whole_year(int v, size_t n)
{
    if (n == 2 && v >= 0)
        return v < 70 ? 2000 + v : 1900 + v;
    return n == 4 && v >= 1950 && v <= 2099 ? v : 0;
}

/* "2018" */
static bool bare_year(const fai_period_reader *r, uint32_t *at, int *year)
{
    const fai_word *word;

    if (*at >= r->w->count)
        return false;
    word = &r->w->items[*at];
    if (word->used || word->kind != FAI_WORD_NUMBER || strlen(word->text) != 4 || word->to - word->from != 4)
        return false;
    *year = fai_period_whole_year(fai_period_digits(word->text, 4), 4);
    if (*year == 0)
        return false;
    (*at)++;
    return true;
}

/* "FY18", "FY2018", "fy 18", "fiscal 2018", "fiscal year 2018", "calendar 2018", "2018" */
bool fai_period_year(const fai_period_reader *r, uint32_t *at, int *year)
{
    uint32_t i = *at;

    fai_period_take(r, &i, "the");
    fai_period_take(r, &i, "full|whole|entire");
    if (i < r->w->count && !r->w->items[i].used) {
        const char *t = r->w->items[i].text;
        size_t n = strlen(t);

        if (n > 2 && t[0] == 'f' && t[1] == 'y' && (n == 4 || n == 6)) {
            int y = fai_period_whole_year(fai_period_digits(t + 2, n - 2), n - 2);

            if (y != 0) {
                *year = y;
                *at = i + 1;
                return true;
            }
        }
    }
    if (fai_period_take(r, &i, "fy|fiscal year|financial year|fiscal|calendar year|calendar|cy|year")) {
        const fai_word *word;

        fai_period_take(r, &i, "end|ended|ending");
        fai_period_take(r, &i, "of");
        if (i >= r->w->count)
            return false;
        word = &r->w->items[i];
        if (!word->used && word->kind == FAI_WORD_NUMBER &&
            (strlen(word->text) == 4 || strlen(word->text) == 2)) {
            int y =
                fai_period_whole_year(fai_period_digits(word->text, strlen(word->text)), strlen(word->text));

            if (y != 0) {
                *year = y;
                *at = i + 1;
                return true;
            }
        }
        return false;
    }
    if (!bare_year(r, &i, year))
        return false;
    *at = i;
    return true;
}

static int month_of(const fai_period_reader *r, uint32_t at)
{
    static const char *const names[] = {
        "january|jan", "february|feb", "march|mar",          "april|apr",   "may",          "june|jun",
        "july|jul",    "august|aug",   "september|sep|sept", "october|oct", "november|nov", "december|dec"};

    for (int m = 0; m < 12; m++)
        if (fai_period_in(r, at, names[m]) && r->w->items[at].capital)
            return m + 1;
    return 0;
}

static int small_number(const fai_period_reader *r, uint32_t at, int max)
{
    int v;

    if (at >= r->w->count || r->w->items[at].used)
        return 0;
    v = fai_period_digits(r->w->items[at].text, strspn(r->w->items[at].text, "0123456789"));
    return v >= 1 && v <= max ? v : 0;
}

static int month_days(int year, int month)
{
    for (int d = 31; d > 28; d--)
        if (fa_date_make(year, month, d) != FA_DATE_NONE)
            return d;
    return 28;
}

/* "December 31, 2018", "31 December 2018", "December 2018", "2018-12-31" */
bool fai_period_date(const fai_period_reader *r, uint32_t *at, fa_date *out)
{
    uint32_t i = *at;
    int month, day, year;

    fai_period_take(r, &i, "the");
    month = month_of(r, i);
    if (month != 0) {
        i++;
        day = small_number(r, i, 31);
        if (day != 0 && strlen(r->w->items[i].text) <= 4 && r->w->items[i].to - r->w->items[i].from <= 4) {
            i++;
            fai_period_take(r, &i, ",");
            fai_period_take(r, &i, "of");
        }
        if (!bare_year(r, &i, &year))
            return false;
        if (day == 0)
            day = month_days(year, month);
    } else if ((day = small_number(r, i, 31)) != 0 && (month = month_of(r, i + 1)) != 0) {
        i += 2;
        fai_period_take(r, &i, ",");
        if (!bare_year(r, &i, &year))
            return false;
    } else if ((month = small_number(r, i, 12)) != 0 && fai_period_in(r, i + 1, "/") &&
               (day = small_number(r, i + 2, 31)) != 0 && fai_period_in(r, i + 3, "/")) {
        i += 4;
        if (!bare_year(r, &i, &year))
            return false;
    } else if (bare_year(r, &i, &year) && fai_period_take(r, &i, "-") &&
               (month = small_number(r, i, 12)) != 0 && fai_period_in(r, i + 1, "-") &&
               (day = small_number(r, i + 2, 31)) != 0) {
        i += 3;
    } else {
        return false;
    }
    *out = fa_date_make(year, month, day);
    if (*out == FA_DATE_NONE)
        return false;
    *at = i;
    return true;
}

int fai_period_count(const fai_period_reader *r, uint32_t *at)
{
    static const char *const words[] = {"one|1",   "two|2",   "three|3", "four|4", "five|5",    "six|6",
                                        "seven|7", "eight|8", "nine|9",  "ten|10", "eleven|11", "twelve|12"};

    for (int n = 0; n < 12; n++)
        if (fai_period_take(r, at, words[n]))
            return n + 1;
    return 0;
}

/* Months of "three months", "39 weeks", "quarter", "half year", "year", "twelve-month period". 0 = no length. */
int fai_period_length(const fai_period_reader *r, uint32_t *at)
{
    uint32_t i = *at;
    int n, weeks;

    fai_period_take(r, &i, "the");
    fai_period_take(r, &i, "fiscal|financial");
    weeks = small_number(r, i, 53);
    if (weeks >= 4 && fai_period_in(r, i + 1, "week")) {
        *at = i + 2;
        fai_period_take(r, at, "period");
        return (weeks * 12 + 26) / 52;
    }
    n = fai_period_count(r, &i);
    if (n > 0 && fai_period_take(r, &i, "month")) {
        fai_period_take(r, &i, "period");
        *at = i;
        return n;
    }
    if (n > 0)
        return 0;
    if (fai_period_take(r, &i, "quarter"))
        n = 3;
    else if (fai_period_take(r, &i, "half year|half"))
        n = 6;
    else if (fai_period_take(r, &i, "year"))
        n = 12;
    fai_period_take(r, &i, "period");
    if (n > 0)
        *at = i;
    return n;
}
