/* question/periods.c: the ways to name a period. Longer forms are tried before the shorter ones that they contain. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "question/period_words.h"

static bool span_form(const fai_period_reader *r, uint32_t *at, fai_when *x)
{
    uint32_t i = *at;
    bool ttm = fai_period_take(
        r, &i, "ttm|ltm|trailing twelve month|trailing 12 month|last twelve month|last 12 month");

    if (ttm) {
        *at = i;
        x->form = FAI_WHEN_TTM;
        if (!fai_period_take(r, &i, "through|to|ended|ending|until|as of|at|in") ||
            !fai_period_date(r, &i, &x->end))
            x->end = FA_DATE_NONE;
        else
            *at = i;
        return true;
    }
    if (fai_period_take(
            r, &i,
            "year to date|ytd|fiscal year to date|so far this year|so far this fiscal year|this year to "
            "date|this "
            "fiscal year to date|this fiscal year so far|this year so far")) {
        x->form = FAI_WHEN_YTD;
        fai_period_take(r, &i, "period");
        fai_period_take(r, &i, "through|to|ended|ending|until|as of|at|in|of|for");
        if (!fai_period_date(r, &i, &x->end)) {
            x->end = FA_DATE_NONE;
            fai_period_year(r, &i, &x->year);
        }
        *at = i;
        return true;
    }
    fai_period_take(r, &i, "full");
    x->months = fai_period_length(r, &i);
    if (x->months > 0 && fai_period_take(r, &i, "ended|ending|to|through|until|up to|end") &&
        (fai_period_take(r, &i, "on"), true) && fai_period_date(r, &i, &x->end)) {
        x->form = FAI_WHEN_SPAN;
        *at = i;
        return true;
    }
    return false;
}

static fa_fiscal ordinal_quarter(const fai_period_reader *r, uint32_t *at)
{
    static const char *const words[] = {"first|1st|q1", "second|2nd|q2", "third|3rd|q3",
                                        "fourth|4th|final|last|q4"};
    static const char *const marks[] = {"q1|1q", "q2|2q", "q3|3q", "q4|4q"};
    uint32_t i = *at;

    fai_period_take(r, &i, "the");
    for (int q = 0; q < 4; q++) {
        uint32_t j = i;

        if (fai_period_take(r, &j, marks[q]) ||
            (fai_period_take(r, &j, words[q]) && (fai_period_take(r, &j, "fiscal"), true) &&
             fai_period_take(r, &j, "quarter"))) {
            *at = j;
            return (fa_fiscal)(FA_FISCAL_Q1 + q);
        }
    }
    return FA_FISCAL_NONE;
}

static fa_fiscal part_ref(const fai_period_reader *r, uint32_t *at)
{
    uint32_t i = *at;
    fa_fiscal q = ordinal_quarter(r, at);

    if (q != FA_FISCAL_NONE)
        return q;
    fai_period_take(r, &i, "the");
    if (fai_period_take(r, &i, "first three month|first 3 month"))
        q = FA_FISCAL_Q1;
    else if (fai_period_take(r, &i, "first six month|first 6 month|first half|first half year|h1|1h"))
        q = FA_FISCAL_H1;
    else if (fai_period_take(r, &i, "second half|last six month|second six month|h2|2h"))
        q = FA_FISCAL_H2;
    else if (fai_period_take(r, &i, "first nine month|first 9 month|first three quarter|9m|m9"))
        q = FA_FISCAL_M9;
    if (q != FA_FISCAL_NONE)
        *at = i;
    return q;
}

/* "2Q23", "1H24", "Q3FY25", "Q32023" written as one word */
static bool packed_part(const fai_period_reader *r, uint32_t *at, fai_when *x)
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
    year = fai_period_whole_year(fai_period_digits(t + skip, n - skip), n - skip);
    if (year == 0 || k < 1 || k > (half ? 2 : 4))
        return false;
    x->form = FAI_WHEN_PART;
    x->year = year;
    x->part = (fa_fiscal)((half ? FA_FISCAL_H1 : FA_FISCAL_Q1) + k - 1);
    (*at)++;
    return true;
}

static bool part_form(const fai_period_reader *r, uint32_t *at, fai_when *x)
{
    uint32_t i = *at, bare;

    if (packed_part(r, at, x))
        return true;
    fai_period_take(r, &i, "end of|close of|the end of");
    x->part = part_ref(r, &i);
    if (x->part == FA_FISCAL_NONE)
        return false;
    bare = i;
    fai_period_take(r, &i, "of|in|,|for");
    if (!fai_period_year(r, &i, &x->year)) {
        if (fai_words_match(r->w, *at, "last|the last|final|the final") > 0)
            return false;
        i = bare; /* of the filing's own year */
    }
    x->form = FAI_WHEN_PART;
    fai_period_take(r, &i, "alone|only|by itself");
    fai_period_take(r, &i,
                    "( three month )|( 3 month )|( six month )|( nine month )|quarter|, not year to date");
    *at = i;
    return true;
}

static bool year_form(const fai_period_reader *r, uint32_t *at, fai_when *x)
{
    uint32_t i = *at;
    bool calendar;

    fai_period_take(r, &i, "the");
    calendar = fai_words_match(r->w, i, "calendar|cy") > 0;
    if (fai_period_take(r, &i, "start of|beginning of|opening of")) {
        x->opening = true;
    } else {
        fai_period_take(r, &i,
                        "end of|year end|year end of|fiscal year end|close of|financial year end|year end ,");
    }
    if (!fai_period_year(r, &i, &x->year))
        return false;
    if (fai_period_take(r, &i, "as a whole|in full"))
        x->full = true;
    fai_period_take(r, &i, "year end|fiscal year end");
    if (fai_period_take(r, &i, "( 12 month )|( twelve month )|( full year )"))
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

static bool one_when(const fai_period_reader *r, uint32_t *at, fai_when *x)
{
    bool (*const forms[])(const fai_period_reader *, uint32_t *, fai_when *) = {span_form, part_form,
                                                                                fai_period_relative};
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
    if (fai_period_date(r, &i, &x->end)) {
        x->form = FAI_WHEN_DATE;
        *at = i;
        return true;
    }
    memset(x, 0, sizeof *x);
    i = *at;
    if (fai_period_take(
            r, &i,
            "the 12 month of|the twelve month of|12 month of|twelve month of|the full year|full year|full "
            "fiscal year|whole of|all of|the full fiscal year")) {
        if (fai_period_year(r, &i, &x->year)) {
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
    fai_period_reader r = {.w = w, .end = to};
    uint32_t count = 0;
    uint32_t i = from;

    *range = false;
    while (i < to && count < FAI_WHENS) {
        uint32_t at = i;
        fai_when x;

        if (w->items[i].used || !one_when(&r, &at, &x) || at == i) {
            i++;
            continue;
        }
        x.from = i;
        x.to = at;
        if (count > 0 && joins(w, out[count - 1].from, out[count - 1].to, x.from))
            *range = true;
        if (count > 0 && repeats(w, &out[count - 1], &x))
            fai_words_use(w, out[count - 1].to, x.from - out[count - 1].to);
        else if (count == 0 || !ends_twelve(&out[count - 1], &x))
            out[count++] = x;
        fai_words_use(w, i, at - i);
        i = at;
    }
    for (uint32_t k = 0; k < count; k++)
        use_lead(w, &out[k]);
    return count;
}
