/* question/periods.c: the ways to name a period. Longer forms are tried before the shorter ones that they contain. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "question/question.h"

typedef struct reader {
    fai_words *w;
    uint32_t end; /* of the words that are read */
    fai_when *out;
    uint32_t count;
} reader;

static bool in(const reader *r, uint32_t at, const char *words)
{
    return fai_word_in(r->w, at, words);
}

static bool take(const reader *r, uint32_t *at, const char *phrases)
{
    uint32_t n = *at < r->end ? fai_words_match(r->w, *at, phrases) : 0;

    if (*at + n > r->end)
        return false;
    *at += n;
    return n > 0;
}

static int digits_value(const char *t, size_t n)
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

static int whole_year(int v, size_t n)
{
    if (n == 2 && v >= 0)
        return v < 70 ? 2000 + v : 1900 + v;
    return n == 4 && v >= 1950 && v <= 2099 ? v : 0;
}

/* "2018" */
static bool bare_year(const reader *r, uint32_t *at, int *year)
{
    const fai_word *word;

    if (*at >= r->w->count)
        return false;
    word = &r->w->items[*at];
    if (word->used || word->kind != FAI_WORD_NUMBER || strlen(word->text) != 4 || word->to - word->from != 4)
        return false;
    *year = whole_year(digits_value(word->text, 4), 4);
    if (*year == 0)
        return false;
    (*at)++;
    return true;
}

/* "FY18", "FY2018", "fy 18", "fiscal 2018", "fiscal year 2018", "calendar 2018", "2018" */
static bool year_ref(const reader *r, uint32_t *at, int *year)
{
    uint32_t i = *at;

    take(r, &i, "the");
    take(r, &i, "full|whole|entire");
    if (i < r->w->count && !r->w->items[i].used) {
        const char *t = r->w->items[i].text;
        size_t n = strlen(t);

        if (n > 2 && t[0] == 'f' && t[1] == 'y' && (n == 4 || n == 6)) {
            int y = whole_year(digits_value(t + 2, n - 2), n - 2);

            if (y != 0) {
                *year = y;
                *at = i + 1;
                return true;
            }
        }
    }
    if (take(r, &i, "fy|fiscal year|financial year|fiscal|calendar year|calendar|cy|year")) {
        const fai_word *word;

        take(r, &i, "end|ended|ending");
        take(r, &i, "of");
        if (i >= r->w->count)
            return false;
        word = &r->w->items[i];
        if (!word->used && word->kind == FAI_WORD_NUMBER &&
            (strlen(word->text) == 4 || strlen(word->text) == 2)) {
            int y = whole_year(digits_value(word->text, strlen(word->text)), strlen(word->text));

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

static int month_of(const reader *r, uint32_t at)
{
    static const char *const names[] = {
        "january|jan", "february|feb", "march|mar",          "april|apr",   "may",          "june|jun",
        "july|jul",    "august|aug",   "september|sep|sept", "october|oct", "november|nov", "december|dec"};

    for (int m = 0; m < 12; m++)
        if (in(r, at, names[m]) && r->w->items[at].capital)
            return m + 1;
    return 0;
}

static int small_number(const reader *r, uint32_t at, int max)
{
    int v;

    if (at >= r->w->count || r->w->items[at].used)
        return 0;
    v = digits_value(r->w->items[at].text, strspn(r->w->items[at].text, "0123456789"));
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
static bool date_ref(const reader *r, uint32_t *at, fa_date *out)
{
    uint32_t i = *at;
    int month, day, year;

    take(r, &i, "the");
    month = month_of(r, i);
    if (month != 0) {
        i++;
        day = small_number(r, i, 31);
        if (day != 0 && strlen(r->w->items[i].text) <= 4 && r->w->items[i].to - r->w->items[i].from <= 4) {
            i++;
            take(r, &i, ",");
            take(r, &i, "of");
        }
        if (!bare_year(r, &i, &year))
            return false;
        if (day == 0)
            day = month_days(year, month);
    } else if ((day = small_number(r, i, 31)) != 0 && (month = month_of(r, i + 1)) != 0) {
        i += 2;
        take(r, &i, ",");
        if (!bare_year(r, &i, &year))
            return false;
    } else if ((month = small_number(r, i, 12)) != 0 && in(r, i + 1, "/") &&
               (day = small_number(r, i + 2, 31)) != 0 && in(r, i + 3, "/")) {
        i += 4;
        if (!bare_year(r, &i, &year))
            return false;
    } else if (bare_year(r, &i, &year) && take(r, &i, "-") && (month = small_number(r, i, 12)) != 0 &&
               in(r, i + 1, "-") && (day = small_number(r, i + 2, 31)) != 0) {
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

static int count_word(const reader *r, uint32_t *at)
{
    static const char *const words[] = {"one|1",   "two|2",   "three|3", "four|4", "five|5",    "six|6",
                                        "seven|7", "eight|8", "nine|9",  "ten|10", "eleven|11", "twelve|12"};

    for (int n = 0; n < 12; n++)
        if (take(r, at, words[n]))
            return n + 1;
    return 0;
}

/* Months of "three months", "39 weeks", "quarter", "half year", "year", "twelve-month period". 0 = no length. */
static int length_ref(const reader *r, uint32_t *at)
{
    uint32_t i = *at;
    int n, weeks;

    take(r, &i, "the");
    take(r, &i, "fiscal|financial");
    weeks = small_number(r, i, 53);
    if (weeks >= 4 && in(r, i + 1, "week")) {
        *at = i + 2;
        take(r, at, "period");
        return (weeks * 12 + 26) / 52;
    }
    n = count_word(r, &i);
    if (n > 0 && take(r, &i, "month")) {
        take(r, &i, "period");
        *at = i;
        return n;
    }
    if (n > 0)
        return 0;
    if (take(r, &i, "quarter"))
        n = 3;
    else if (take(r, &i, "half year|half"))
        n = 6;
    else if (take(r, &i, "year"))
        n = 12;
    take(r, &i, "period");
    if (n > 0)
        *at = i;
    return n;
}

static bool span_form(const reader *r, uint32_t *at, fai_when *x)
{
    uint32_t i = *at;
    bool ttm = take(r, &i, "ttm|ltm|trailing twelve month|trailing 12 month|last twelve month|last 12 month");

    if (ttm) {
        *at = i;
        x->form = FAI_WHEN_TTM;
        if (!take(r, &i, "through|to|ended|ending|until|as of|at|in") || !date_ref(r, &i, &x->end))
            x->end = FA_DATE_NONE;
        else
            *at = i;
        return true;
    }
    if (take(r, &i,
             "year to date|ytd|fiscal year to date|so far this year|so far this fiscal year|this year to "
             "date|this "
             "fiscal year to date|this fiscal year so far|this year so far")) {
        x->form = FAI_WHEN_YTD;
        take(r, &i, "period");
        take(r, &i, "through|to|ended|ending|until|as of|at|in|of|for");
        if (!date_ref(r, &i, &x->end)) {
            x->end = FA_DATE_NONE;
            year_ref(r, &i, &x->year);
        }
        *at = i;
        return true;
    }
    take(r, &i, "full");
    x->months = length_ref(r, &i);
    if (x->months > 0 && take(r, &i, "ended|ending|to|through|until|up to|end") &&
        (take(r, &i, "on"), true) && date_ref(r, &i, &x->end)) {
        x->form = FAI_WHEN_SPAN;
        *at = i;
        return true;
    }
    return false;
}

static fa_fiscal ordinal_quarter(const reader *r, uint32_t *at)
{
    static const char *const words[] = {"first|1st|q1", "second|2nd|q2", "third|3rd|q3",
                                        "fourth|4th|final|last|q4"};
    static const char *const marks[] = {"q1|1q", "q2|2q", "q3|3q", "q4|4q"};
    uint32_t i = *at;

    take(r, &i, "the");
    for (int q = 0; q < 4; q++) {
        uint32_t j = i;

        if (take(r, &j, marks[q]) ||
            (take(r, &j, words[q]) && (take(r, &j, "fiscal"), true) && take(r, &j, "quarter"))) {
            *at = j;
            return (fa_fiscal)(FA_FISCAL_Q1 + q);
        }
    }
    return FA_FISCAL_NONE;
}

static fa_fiscal part_ref(const reader *r, uint32_t *at)
{
    uint32_t i = *at;
    fa_fiscal q = ordinal_quarter(r, at);

    if (q != FA_FISCAL_NONE)
        return q;
    take(r, &i, "the");
    if (take(r, &i, "first three month|first 3 month"))
        q = FA_FISCAL_Q1;
    else if (take(r, &i, "first six month|first 6 month|first half|first half year|h1|1h"))
        q = FA_FISCAL_H1;
    else if (take(r, &i, "second half|last six month|second six month|h2|2h"))
        q = FA_FISCAL_H2;
    else if (take(r, &i, "first nine month|first 9 month|first three quarter|9m|m9"))
        q = FA_FISCAL_M9;
    if (q != FA_FISCAL_NONE)
        *at = i;
    return q;
}

/* "2Q23", "1H24", "Q3FY25", "Q32023" written as one word */
static bool packed_part(const reader *r, uint32_t *at, fai_when *x)
{
    const char *t = *at < r->w->count ? r->w->items[*at].text : "";
    size_t n = strlen(t), skip = 2;
    int k, year;
    bool half;

    if (n < 4 || r->w->items[*at].used)
        return false;
    if (fai_is_digit(t[0]) && (t[1] == 'q' || t[1] == 'h')) {
        k = t[0] - '0';
        half = t[1] == 'h';
    } else if ((t[0] == 'q' || t[0] == 'h') && fai_is_digit(t[1])) {
        k = t[1] - '0';
        half = t[0] == 'h';
    } else {
        return false;
    }
    if (t[2] == 'f' && t[3] == 'y')
        skip = 4;
    year = whole_year(digits_value(t + skip, n - skip), n - skip);
    if (year == 0 || k < 1 || k > (half ? 2 : 4))
        return false;
    x->form = FAI_WHEN_PART;
    x->year = year;
    x->part = (fa_fiscal)((half ? FA_FISCAL_H1 : FA_FISCAL_Q1) + k - 1);
    (*at)++;
    return true;
}

static bool part_form(const reader *r, uint32_t *at, fai_when *x)
{
    uint32_t i = *at, bare;

    if (packed_part(r, at, x))
        return true;
    take(r, &i, "end of|close of|the end of");
    x->part = part_ref(r, &i);
    if (x->part == FA_FISCAL_NONE)
        return false;
    bare = i;
    take(r, &i, "of|in|,|for");
    if (!year_ref(r, &i, &x->year)) {
        if (fai_words_match(r->w, *at, "last|the last|final|the final") > 0)
            return false;
        i = bare; /* of the filing's own year */
    }
    x->form = FAI_WHEN_PART;
    take(r, &i, "alone|only|by itself");
    take(r, &i, "( three month )|( 3 month )|( six month )|( nine month )|quarter|, not year to date");
    *at = i;
    return true;
}

/* Ways to name a period by the filing's own. */
static const struct {
    const char *words;
    fa_fiscal part; /* as in fai_when */
    int back;
} relatives[] = {
    {"year ago quarter|prior year quarter|same quarter of the prior year|same quarter a year ago|same "
     "quarter last "
     "year|same quarter a year earlier|same quarter one year earlier|year earlier quarter|corresponding "
     "quarter of the "
     "prior year|comparable quarter of the prior year|same quarter of the previous year|prior year period "
     "quarter",
     FA_FISCAL_Q1, 1},
    {"year ago period|prior year period|same period of the prior year|same period a year ago|same period "
     "last year|"
     "same period a year earlier|year earlier period|comparable prior year period|corresponding period of "
     "the prior "
     "year|same period of the previous year",
     FA_FISCAL_NONE, 1},
    {"preceding fiscal year , one year before the latest|prior fiscal year|previous fiscal year|preceding "
     "fiscal year|"
     "prior year|previous year|preceding year|last year|the year before|fiscal year before the one this "
     "annual report "
     "cover|year before the one this annual report cover|comparative year|prior year comparative",
     FA_FISCAL_FY, 1},
    {"current quarter|latest quarter|most recent quarter|this quarter|latest three month|latest reported "
     "quarter|quarter "
     "under report|most recent three month period|last reported quarter|last quarter|quarter just "
     "ended|reported "
     "quarter|quarter covered by this report|quarter this report cover|latest quarterly|most recent "
     "quarterly|quarterly",
     FA_FISCAL_Q1, 0},
    {"latest fiscal year reported|latest fiscal year|current fiscal year|most recent fiscal year|this fiscal "
     "year|latest "
     "year|current year|this year|most recent year|last fiscal year|latest full year|last full year|latest "
     "full fiscal "
     "year|latest reported year|last reported year|fiscal year just ended|latest annual period|year covered "
     "by this "
     "report|year under report|last completed fiscal year|most recently completed fiscal year|latest "
     "annual|most recent "
     "annual|annual|yearly",
     FA_FISCAL_FY, 0},
    {"latest balance sheet date|most recent balance sheet date|current balance sheet date|balance sheet "
     "date|latest "
     "balance sheet|latest reporting date|latest period end|period end|reporting date|quarter end|end of the "
     "quarter|"
     "latest quarter end|close of the quarter|end of the period|end of the reporting period|close of the "
     "period",
     FA_FISCAL_NONE, 0},
    {"latest period|most recent period|current period|latest reported period|reported period|latest "
     "reporting period|"
     "last reported period|reporting period|this period|last period|period covered|period under report",
     FA_FISCAL_NONE, 0},
    {"prior fiscal year end|prior year end|previous year end|last year end|end of the prior fiscal year|end "
     "of the "
     "previous fiscal year|end of last year|end of the prior year|comparative ( prior year ) balance "
     "sheet|prior year "
     "balance sheet|comparative balance sheet|comparative balance sheet date|prior balance sheet date|end of "
     "the last "
     "fiscal year|preceding year end|previous fiscal year end|end of the previous year|last fiscal year "
     "end|most recent "
     "fiscal year end before this report",
     FA_FISCAL_FY, 1},
};

/* "two fiscal years before the latest one" */
static bool years_back(const reader *r, uint32_t *at, fai_when *x)
{
    uint32_t i = *at;
    int n = count_word(r, &i);

    if (n == 0 ||
        !take(r, &i,
              "fiscal year before the latest one|fiscal year before the latest|year before the latest one|"
              "year before the latest|fiscal year before the most recent one|year before the most recent "
              "one|year earlier|year ago|year before|fiscal year earlier|fiscal year ago|year before the "
              "one this annual report cover|fiscal year before the one this annual report cover|year prior"))
        return false;
    x->part = FA_FISCAL_FY;
    x->back = n;
    *at = i;
    return true;
}

/* What may follow to explain it: "(ended June 30, 2024)", ", not year to date", "(the one this report covers)" */
static void explained(const reader *r, uint32_t *at, fai_when *x)
{
    uint32_t i = *at;

    take(
        r, at,
        "( the one this annual report cover )|( the one this report cover )|, not year to date|, not year to "
        "date ,|( not year to date )|alone|only|( three month )|, year to date excluded");
    i = *at;
    if (!take(r, &i, "( ended|( end|( to|( through|(|, ended|, i.e.|,|ended|of") || !date_ref(r, &i, &x->end))
        return;
    take(r, &i, ")");
    *at = i;
}

static bool relative_form(const reader *r, uint32_t *at, fai_when *x)
{
    uint32_t i = *at, best = 0;

    take(r, &i, "the|its");
    x->form = FAI_WHEN_LATEST;
    x->end = FA_DATE_NONE;
    if (!years_back(r, &i, x)) {
        if (fai_words_match(r->w, i,
                            "annual report|quarterly report|annual filing|quarterly filing|annual "
                            "growth|annual average|annual rate|yearly average|yearly growth|yearly ratio") >
            0)
            return false;
        for (size_t k = 0; k < sizeof relatives / sizeof *relatives; k++) {
            uint32_t n = i < r->end ? fai_words_match(r->w, i, relatives[k].words) : 0;

            if (n <= best)
                continue;
            best = n;
            x->part = relatives[k].part;
            x->back = relatives[k].back;
        }
        if (best == 0)
            return false;
        i += best;
    }
    explained(r, &i, x);
    *at = i;
    return true;
}

static bool year_form(const reader *r, uint32_t *at, fai_when *x)
{
    uint32_t i = *at;
    bool calendar;

    take(r, &i, "the");
    calendar = fai_words_match(r->w, i, "calendar|cy") > 0;
    if (take(r, &i, "start of|beginning of|opening of")) {
        x->opening = true;
    } else {
        take(r, &i, "end of|year end|year end of|fiscal year end|close of|financial year end|year end ,");
    }
    if (!year_ref(r, &i, &x->year))
        return false;
    if (take(r, &i, "as a whole|in full"))
        x->full = true;
    take(r, &i, "year end|fiscal year end");
    if (take(r, &i, "( 12 month )|( twelve month )|( full year )"))
        x->full = true;
    x->form = FAI_WHEN_YEAR;
    if (calendar) { /* which is not the fiscal year of many */
        x->form = FAI_WHEN_SPAN;
        x->months = 12;
        x->end = fa_date_make(x->year, 12, 31);
    }
    *at = i;
    return true;
}

static bool one_when(const reader *r, uint32_t *at, fai_when *x)
{
    bool (*const forms[])(const reader *, uint32_t *, fai_when *) = {span_form, part_form, relative_form};
    uint32_t i = *at;

    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        memset(x, 0, sizeof *x);
        i = *at;
        if (forms[f](r, &i, x)) {
            *at = i;
            return true;
        }
    }
    memset(x, 0, sizeof *x);
    i = *at;
    if (date_ref(r, &i, &x->end)) {
        x->form = FAI_WHEN_DATE;
        *at = i;
        return true;
    }
    memset(x, 0, sizeof *x);
    i = *at;
    if (take(r, &i,
             "the 12 month of|the twelve month of|12 month of|twelve month of|the full year|full year|full "
             "fiscal year|whole of|all of|the full fiscal year")) {
        if (year_ref(r, &i, &x->year)) {
            x->form = FAI_WHEN_YEAR;
            x->full = true;
            *at = i;
            return true;
        }
        i = *at;
    }
    return year_form(r, at, x);
}

/* Prepositions in front of a period belong to it. */
static void use_lead(fai_words *w, fai_when *x)
{
    uint32_t from = x->from;

    for (int n = 0; n < 3 && from > 0; n++) {
        fai_word *word = &w->items[from - 1];

        if (word->used || word->kind != FAI_WORD_TEXT ||
            !fai_word_in(w, from - 1,
                         "in|for|as|of|at|the|during|over|on|from|to|between|year|fiscal|and|through|since"))
            break;
        if (fai_word_in(w, from - 1, "year|fiscal") && from >= 2 &&
            !fai_word_in(w, from - 2, "the|in|for|fiscal|over"))
            break;
        x->since |= fai_word_in(w, from - 1, "since");
        word->used = true;
        from--;
    }
}

/* Whether the words from..to make the periods around them the ends of a range: "to", "-", "between … and". */
static bool joins(const fai_words *w, uint32_t first, uint32_t from, uint32_t to)
{
    bool between = first > 0 && strcmp(w->items[first - 1].text, "between") == 0;
    bool any = from == to;

    for (uint32_t i = from; i < to; i++) {
        const char *t = w->items[i].text;

        if (strcmp(t, "to") == 0 || strcmp(t, "-") == 0 || strcmp(t, "through") == 0 ||
            strcmp(t, "until") == 0 || strcmp(t, "thru") == 0 || (between && strcmp(t, "and") == 0))
            any = true;
        else if (strcmp(t, "the") != 0 && strcmp(t, "fiscal") != 0 && strcmp(t, "year") != 0)
            return false;
    }
    return any;
}

/* "last year, meaning the fiscal year before the one this report covers": the second says the same again */
static bool repeats(const fai_words *w, const fai_when *a, const fai_when *b)
{
    if (a->form != b->form || a->year != b->year || a->part != b->part || a->back != b->back ||
        a->end != b->end)
        return false;
    for (uint32_t i = a->to; i < b->from; i++)
        if (fai_words_match(w, i, "meaning|that is|i.e.|namely|,|(|the") == 0)
            return false;
    return true;
}

/* "LTM gross profit to June 28, 2025": the day that follows is where the twelve months end. */
static bool ends_twelve(fai_when *a, const fai_when *b)
{
    if (a->form != FAI_WHEN_TTM || a->end != FA_DATE_NONE || b->form != FAI_WHEN_DATE)
        return false;
    a->end = b->end;
    return true;
}

uint32_t fai_whens_read(fai_words *w, uint32_t from, uint32_t to, fai_when out[FAI_WHENS], bool *range)
{
    reader r = {.w = w, .end = to, .out = out};
    uint32_t i = from;

    *range = false;
    while (i < to && r.count < FAI_WHENS) {
        uint32_t at = i;
        fai_when x;

        if (w->items[i].used || !one_when(&r, &at, &x) || at == i) {
            i++;
            continue;
        }
        x.from = i;
        x.to = at;
        if (r.count > 0 && joins(w, out[r.count - 1].from, out[r.count - 1].to, x.from))
            *range = true;
        if (r.count > 0 && ends_twelve(&out[r.count - 1], &x))
            ;
        else if (r.count == 0 || !repeats(w, &out[r.count - 1], &x))
            out[r.count++] = x;
        else
            fai_words_use(w, out[r.count - 1].to, x.from - out[r.count - 1].to);
        fai_words_use(w, i, at - i);
        i = at;
    }
    for (uint32_t k = 0; k < r.count; k++)
        use_lead(w, &out[k]);
    return r.count;
}
