/* analysis/domain/sheet_reckon.c: changes, averages, sums and shares over the cells of a small document. */
#include <string.h>

#include "analysis/domain/sheet.h"
#include "analysis/domain/show.h"
#include "retrieval/terms.h"

/* A reckoning under way: its cells, in the unit and scale of the first. */
typedef struct sum {
    fai_sheet *s;
    const fa_fact *cells[FAI_SHEET_INPUTS];
    uint32_t count;
    bool failed; /* a number does not fit, or the units differ */
} sum;

static bool says(const fai_sheet *s, const char *phrases)
{
    return fai_mentions(s->asked, phrases);
}

static bool starts(const fai_sheet *s, const char *word)
{
    return fai_str_starts_ci(fai_str_of(s->asked), fai_str_of(word));
}

static bool is_clear(const fai_sheet_hit *hit)
{
    return hit->cover >= 0.5 || (hit->match >= 0.6 && hit->cover >= 0.3);
}

/* ---- numbers ---- */

static void add_cell(sum *m, const fa_fact *cell)
{
    if (m->count == FAI_SHEET_INPUTS || (m->count > 0 && strcmp(m->cells[0]->unit, cell->unit) != 0)) {
        m->failed = true;
        return;
    }
    m->cells[m->count++] = cell;
}

/* A cell in the scale of the first. */
static fa_decimal number(sum *m, uint32_t i)
{
    fa_decimal out = m->cells[i]->value;

    if (fa_decimal_shift(out, -m->cells[0]->scale, &out, NULL) != FA_OK)
        m->failed = true;
    return fa_decimal_reduce(out);
}

static const char *shown(sum *m, uint32_t i)
{
    fa_decimal d = number(m, i);
    const char *text = fai_show_grouped(d, m->s->arena);

    if (text == NULL) {
        m->s->failed = true;
        return "";
    }
    return fa_decimal_sign(d) < 0 ? fai_sheet_print(m->s, "(%s)", text) : text;
}

static const char *list(sum *m, uint32_t from, uint32_t to, const char *sign)
{
    const char *out = "";

    for (uint32_t i = from; i < to; i++)
        out = fai_sheet_print(m->s, "%s%s%s", out, i > from ? sign : "", shown(m, i));
    return out;
}

static fa_decimal total_of(sum *m, uint32_t from, uint32_t to)
{
    fa_decimal out = fa_decimal_make(0, 0);

    for (uint32_t i = from; i < to; i++)
        if (fa_decimal_add(out, number(m, i), &out, NULL) != FA_OK)
            m->failed = true;
    return out;
}

static bool divide(sum *m, fa_decimal a, fa_decimal b, fa_decimal *out)
{
    if (fa_decimal_sign(b) == 0 || fa_decimal_div(a, b, 12, FA_ROUND_HALF_UP, out, NULL) != FA_OK)
        m->failed = true;
    return !m->failed;
}

/* Makes a computed number the answer. */
static bool give(sum *m, const char *name, const char *formula, const char *expression, fa_decimal exact,
                 const char *unit, int32_t scale)
{
    fa_answer *a = fai_draft_answer(m->s->draft);
    fai_arena *arena = fai_draft_arena(m->s->draft);
    fa_calculation c;
    uint32_t *inputs = fai_arena_calloc(arena, m->count + 1, sizeof *inputs);
    const char *marks = "", *amount;
    fa_decimal rounded;

    if (m->failed || fa_decimal_round(exact, 2, FA_ROUND_HALF_UP, &rounded, NULL) != FA_OK)
        return false;
    memset(&c, 0, sizeof c);
    if (inputs == NULL) {
        m->s->failed = true;
        return false;
    }
    for (uint32_t i = 0; i < m->count; i++) {
        const char *mark = fai_sheet_cite(m->s, m->cells[i]);

        inputs[i] = fai_draft_figure(m->s->draft, 0, m->cells[i], "");
        if (strstr(marks, mark) == NULL)
            marks = fai_sheet_print(m->s, "%s%s", marks, mark);
    }
    c.name = name;
    c.formula = formula;
    c.expression = expression;
    c.source = "the words of the question";
    c.rounding = "half up to 2 decimals";
    c.exact = exact;
    c.inputs = inputs;
    c.input_count = m->count;
    fai_draft_calculate(m->s->draft, &c);
    a->has_value = true;
    a->value = fa_decimal_reduce(rounded);
    a->unit = fai_sheet_print(m->s, "%s", unit);
    a->value_scale = scale;
    amount = fai_show_amount(a->value, unit, scale, m->s->arena);
    if (amount == NULL) {
        m->s->failed = true;
        return false;
    }
    fai_sheet_give(
        m->s, FA_ANSWER_VALUE, "",
        fai_sheet_print(m->s, "%s of %s: %s = %s %s.", name, m->cells[0]->label, expression, amount, marks));
    return true;
}

static bool is_percent(const sum *m)
{
    return strcmp(m->cells[0]->unit, "%") == 0;
}

static bool give_difference(sum *m, bool percent)
{
    fa_decimal d, share;
    const char *now = shown(m, 0), *then = shown(m, 1);

    if (m->failed || fa_decimal_sub(number(m, 0), number(m, 1), &d, NULL) != FA_OK)
        return false;
    if (!percent || is_percent(m)) /* of a rate the change is in points */
        return give(m, "Change", "a - b", fai_sheet_print(m->s, "%s - %s", now, then), d,
                    is_percent(m) ? "pp" : m->cells[0]->unit, m->cells[0]->scale);
    if (fa_decimal_shift(d, 2, &d, NULL) != FA_OK || !divide(m, d, number(m, 1), &share))
        return false;
    return give(m, "Percentage change", "(a - b) / b",
                fai_sheet_print(m->s, "(%s - %s) / %s", now, then, then), share, "%", 0);
}

/* ---- which cells ---- */

typedef struct side {
    fai_bag words;
    fai_years years;
} side;

/* The words of the question without those that only the other side has. */
static fai_bag without(fai_sheet *s, const fai_bag *other, const fai_bag *own)
{
    fai_bag out = {fai_arena_calloc(s->arena, s->words.count + 1, sizeof *out.ids), 0};

    if (out.ids == NULL) {
        s->failed = true;
        return out;
    }
    for (uint32_t i = 0; i < s->words.count; i++)
        if (!fai_bag_has(other, s->words.ids[i]) || fai_bag_has(own, s->words.ids[i]))
            out.ids[out.count++] = s->words.ids[i];
    return out;
}

static side side_of(fai_sheet *s, fai_str text)
{
    return (side){fai_sheet_bag(s, text, true), fai_sheet_years(text)};
}

/* A name up to what is said of both: "B" of "B in 2019". */
static fai_str name_of(fai_str text)
{
    static const char *const ends[] = {" in ",     " for ", " as of ", " as at ", " at ",
                                       " during ", " on ",  " of ",    " from "};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = fai_str_find(text, fai_str_of(ends[i]), 0);

        if (at != FAI_NPOS && at > 0)
            text = fai_str_sub(text, 0, at);
    }
    return text;
}

/* Splits the text behind an opening word at a joining one. */
static bool split(fai_sheet *s, const char *opens, const char *joins, bool cut, side *a, side *b,
                  fai_str *first)
{
    fai_str q = fai_str_of(s->asked), rest, second;
    size_t at = fai_str_find(q, fai_str_of(opens), 0), join;

    if (at == FAI_NPOS)
        return false;
    rest = fai_str_sub(q, at + strlen(opens), q.n);
    join = fai_str_find(rest, fai_str_of(joins), 0);
    if (join == FAI_NPOS)
        return false;
    *first = fai_str_sub(rest, 0, join);
    second = fai_str_sub(rest, join + strlen(joins), rest.n);
    if (cut)
        second = name_of(second);
    *a = side_of(s, *first);
    *b = side_of(s, second);
    return true;
}

static bool is_time(fai_str text)
{
    static const char *const words[] = {"quarter", "month",     "beginning", "january",  "february",
                                        "march",   "april",     "may ",      "june",     "july",
                                        "august",  "september", "october",   "november", "december"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (fai_str_find(text, fai_str_of(words[i]), 0) != FAI_NPOS)
            return true;
    return false;
}

static int32_t only_year(const fai_sheet *s)
{
    return s->years.count == 1 ? s->years.items[0] : 0;
}

/* Two rows or columns that are held against each other: "between A and B", "from A to B", "A compared to B". */
static bool pair_of_names(fai_sheet *s, sum *m)
{
    static const char *const forms[][2] = {{"between ", " and "},
                                           {"from ", " to "},
                                           {" of ", " compared to "},
                                           {" in ", " compared to "},
                                           {"than ", " than "}};
    side a, b;
    fai_str first;

    if (s->years.count > 1)
        return false;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        fai_sheet_hit x, y;
        fai_bag own, other;
        bool swap;

        if (!split(s, forms[i][0], forms[i][1], true, &a, &b, &first) || a.words.count == 0 ||
            b.words.count == 0)
            continue;
        own = without(s, &b.words, &a.words);
        other = without(s, &a.words, &b.words);
        if (s->failed || !fai_sheet_find(s, &own, only_year(s), NULL, &x) ||
            !fai_sheet_find(s, &other, only_year(s), NULL, &y) || x.cell == y.cell)
            continue;
        if (!is_clear(&x) || !is_clear(&y))
            continue;
        swap = i == 1 || is_time(first);
        add_cell(m, swap ? y.cell : x.cell);
        add_cell(m, swap ? x.cell : y.cell);
        return !m->failed;
    }
    return false;
}

static int32_t largest(const fai_years *years, int32_t below)
{
    int32_t best = 0;

    for (uint32_t i = 0; i < years->count; i++)
        if (years->items[i] > best && (below == 0 || years->items[i] < below))
            best = years->items[i];
    return best;
}

/* Two years of one line item, the later first. */
static bool pair_of_years(fai_sheet *s, const fai_sheet_hit *hit, sum *m)
{
    fai_years have = fai_sheet_years_of(s, hit);
    int32_t late, early;
    fai_sheet_hit x, y;

    if (s->years.count >= 2) {
        late = largest(&s->years, 0);
        early = s->years.items[0] == late ? s->years.items[1] : s->years.items[0];
    } else {
        late = s->years.count == 1 ? s->years.items[0] : largest(&have, 0);
        early = largest(&have, late);
    }
    if (late == 0 || early == 0 || !fai_sheet_other_year(s, hit, late, &x) ||
        !fai_sheet_other_year(s, &x, early, &y))
        return false;
    add_cell(m, x.cell);
    add_cell(m, y.cell);
    return !m->failed;
}

/* Whether the label itself speaks of what the question would reckon: "Change in working capital". */
static bool label_says(const fai_sheet_hit *hit, const char *phrases)
{
    return fai_mentions(hit->row->label, phrases);
}

static bool difference(fai_sheet *s, const fai_sheet_hit *hit, bool percent)
{
    sum m = {.s = s};

    if (!pair_of_names(s, &m)) {
        m.count = 0;
        m.failed = false;
        if (!is_clear(hit) || !pair_of_years(s, hit, &m))
            return false;
    }
    return give_difference(&m, percent);
}

/* Whether the two years named are the ends of a span: "from 2017 to 2019", "2017-2019". */
static bool spans_years(const fai_sheet *s)
{
    fai_str q = fai_str_of(s->asked);

    for (size_t i = 4; i + 1 < q.n; i++) {
        bool dash = q.p[i] == '-' || fai_str_starts_ci(fai_str_sub(q, i, q.n), FAI_STR("\xE2\x80\x93"));

        if (dash && fai_is_digit(q.p[i - 1]) && fai_sheet_years(fai_str_sub(q, i - 4, i)).count == 1)
            return true;
    }
    return says(s, "from|between|through|to") && !says(s, "and");
}

/* The years that a question means: those between two are meant too. */
static fai_years meant_years(const fai_sheet *s, const fai_sheet_hit *hit)
{
    fai_years have = fai_sheet_years_of(s, hit), out = s->years;

    if (s->years.count == 0)
        return have;
    if (s->years.count == 1 && fai_years_has(&have, s->years.items[0] - 1)) {
        out.items[out.count++] = s->years.items[0] - 1;
    } else if (s->years.count == 2 && spans_years(s)) {
        int32_t late = largest(&s->years, 0),
                early = s->years.items[0] == late ? s->years.items[1] : s->years.items[0];

        for (uint32_t i = 0; i < have.count; i++)
            if (have.items[i] > early && have.items[i] < late && out.count < FAI_SHEET_YEARS)
                out.items[out.count++] = have.items[i];
    }
    return out;
}

static bool add_years(fai_sheet *s, const fai_sheet_hit *hit, const fai_years *years, sum *m)
{
    for (uint32_t i = 0; i < years->count; i++) {
        fai_sheet_hit x;

        if (!fai_sheet_other_year(s, hit, years->items[i], &x))
            return false;
        add_cell(m, x.cell);
    }
    return !m->failed && m->count >= 2;
}

/* All parts in the column of a cell, without their total. */
static bool add_parts(fai_sheet *s, const fai_sheet_hit *hit, sum *m)
{
    for (uint32_t r = 0; r < s->row_count; r++) {
        const fai_sheet_row *row = &s->rows[r];

        if (row->total || row->table != hit->row->table || strcmp(row->path, hit->row->path) != 0)
            continue;
        for (uint32_t i = 0; i < row->count; i++)
            if (row->cells[i]->col == hit->cell->col)
                add_cell(m, row->cells[i]);
    }
    return !m->failed && m->count >= 2;
}

static bool give_total(sum *m, bool average)
{
    fa_decimal d = total_of(m, 0, m->count);
    const char *terms = list(m, 0, m->count, " + ");

    if (m->failed)
        return false;
    if (!average)
        return give(m, "Sum", "a + b + …", terms, d, m->cells[0]->unit, m->cells[0]->scale);
    if (!divide(m, d, fa_decimal_make(m->count, 0), &d))
        return false;
    return give(m, "Average", "(a + b + …) / n",
                fai_sheet_print(m->s, "(%s) / %u", terms, (unsigned)m->count), d, m->cells[0]->unit,
                m->cells[0]->scale);
}

static bool average(fai_sheet *s, const fai_sheet_hit *hit)
{
    sum m = {.s = s};
    fai_years years = meant_years(s, hit);

    if (!is_clear(hit))
        return false;
    if (says(s, "quarterly|per segment|per quarter|across all|monthly|per country|per region"))
        return add_parts(s, hit, &m) && give_total(&m, true);
    return years.count >= 2 && add_years(s, hit, &years, &m) && give_total(&m, true);
}

/* "sum of A and B", "combined A and B": two rows. */
static bool sum_of_names(fai_sheet *s)
{
    static const char *const opens[] = {"sum of ", "combined ", "total of ", "total amount of ", "total "};
    side a, b;
    fai_str first;

    for (size_t i = 0; i < sizeof opens / sizeof *opens; i++) {
        sum m = {.s = s};
        fai_sheet_hit x, y;

        if (!split(s, opens[i], " and ", false, &a, &b, &first) || a.words.count == 0 || b.words.count == 0)
            continue;
        if (!fai_sheet_find(s, &a.words, only_year(s), NULL, &x) ||
            !fai_sheet_find(s, &b.words, only_year(s), x.row, &y) || x.cover < 0.6 || y.cover < 0.6 ||
            (x.row->label_words.count > 0 &&
             fai_bag_shared(s, &x.row->label_words, &b.words) > 0.5 * fai_bag_weight(s, &x.row->label_words)))
            continue;
        add_cell(&m, x.cell);
        add_cell(&m, y.cell);
        return give_total(&m, false);
    }
    return false;
}

static bool sum_of_years(fai_sheet *s, const fai_sheet_hit *hit)
{
    sum m = {.s = s};
    fai_years years = meant_years(s, hit);

    return s->years.count >= 2 && is_clear(hit) && add_years(s, hit, &years, &m) && give_total(&m, false);
}

/* ---- shares ---- */

/* The cell of a row in the column of another cell. */
static const fa_fact *same_column(const fai_sheet_row *row, const fa_fact *cell)
{
    for (uint32_t i = 0; i < row->count; i++)
        if (row->cells[i]->col == cell->col && row->table == cell->table)
            return row->cells[i];
    return NULL;
}

/* The total that a row is a part of. */
static const fa_fact *total_for(const fai_sheet *s, const fai_sheet_hit *part)
{
    for (uint32_t r = 0; r < s->row_count; r++) {
        const fai_sheet_row *row = &s->rows[r];
        const fa_fact *cell = row->total && row > part->row ? same_column(row, part->cell) : NULL;

        if (cell != NULL)
            return cell;
    }
    return NULL;
}

static bool give_share(fai_sheet *s, const fai_bag *part, const fai_bag *whole, bool percent)
{
    sum m = {.s = s};
    fai_sheet_hit x, y;
    const fa_fact *base = NULL;
    fa_decimal d;
    const char *terms;

    if (!fai_sheet_find(s, part, only_year(s), NULL, &x) || x.cover < 0.5)
        return false;
    if (whole->count > 0 && fai_sheet_find(s, whole, only_year(s), x.row, &y) && y.cover >= 0.5) {
        base = same_column(y.row, x.cell);
        base = base != NULL ? base : y.cell;
    } else {
        base = total_for(s, &x);
    }
    if (base == NULL)
        return false;
    add_cell(&m, x.cell);
    add_cell(&m, base);
    terms = list(&m, 0, m.count, " / ");
    if (m.failed)
        return false;
    d = number(&m, 0);
    if (percent && fa_decimal_shift(d, 2, &d, NULL) != FA_OK)
        return false;
    return divide(&m, d, number(&m, 1), &d) &&
           give(&m, percent ? "Share" : "Ratio", "a / b", terms, d, percent ? "%" : "x", 0);
}

static bool share(fai_sheet *s)
{
    static const char *const forms[][2] = {{"how much is ", " as a percentage of "},
                                           {"how much was ", " as a percentage of "},
                                           {"what is ", " as a percentage of "},
                                           {"what was ", " as a percentage of "},
                                           {"what were ", " as a percentage of "},
                                           {"percentage of ", " as a percentage of "},
                                           {"proportion of ", " as a percentage of "},
                                           {"ratio of ", " to "},
                                           {"ratio of ", " over "},
                                           {"ratio of ", " and "},
                                           {"proportion of ", " over "},
                                           {"proportion of ", " to "},
                                           {"proportion of ", " out of "},
                                           {"proportion of ", " in "},
                                           {"proportion of ", " of "},
                                           {"what was ", " as a proportion of "},
                                           {"what is ", " as a proportion of "},
                                           {"what was ", " as a ratio of "},
                                           {"what is ", " as a ratio of "},
                                           {"percentage of ", " over "},
                                           {"percentage of ", " out of "},
                                           {"percentage of ", " to "},
                                           {"percentage of ", " against "},
                                           {"percentage of ", " in "},
                                           {"percentage of ", " of "}};
    side a, b;
    fai_str first;
    bool percent = says(s, "percentage|percent") || !says(s, "ratio|proportion");

    if (!says(s, "percentage|percent|proportion|ratio"))
        return false;
    if (split(s, "percentage of ", " is ", false, &b, &a, &first) ||
        split(s, "percentage of ", " was ", false, &b, &a, &first) ||
        split(s, "percentage of ", " were ", false, &b, &a, &first) ||
        split(s, "percentage of ", " are ", false, &b, &a, &first))
        if (a.words.count > 0 && give_share(s, &a.words, &b.words, true))
            return true;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (split(s, forms[i][0], forms[i][1], false, &a, &b, &first) && a.words.count > 0)
            return give_share(s, &a.words, &b.words, percent);
    return false;
}

bool fai_sheet_reckon(fai_sheet *s)
{
    fai_sheet_hit hit;
    bool percent = says(s, "percentage|percent|%"), respective = says(s, "respectively|respective");

    if (starts(s, "why") || starts(s, "how does") || starts(s, "how do ") || starts(s, "how is") ||
        starts(s, "how are") ||
        says(s, "caused|reason|reasons|led to|drove|driver|drivers|due "
                "to|attributable|attributed|cause|contributed") ||
        s->row_count == 0 || respective)
        return false;
    if (!fai_sheet_find(s, &s->words, s->years.count > 0 ? largest(&s->years, 0) : 0, NULL, &hit))
        return false;
    if (percent && says(s, "change|increase|decrease|growth|difference|decline|changed|grow"))
        return difference(s, &hit, true);
    if (says(s, "growth rate") && !label_says(&hit, "growth"))
        return difference(s, &hit, true);
    if (says(s, "average|mean") && !label_says(&hit, "average|mean") &&
        !says(s, "weighted average|weighted-average"))
        return average(s, &hit);
    if (says(s, "change|difference|increase|decrease|changed|differ") &&
        !label_says(&hit, "change|changes|difference|increase|decrease|increases|decreases"))
        return difference(s, &hit, false);
    if (says(s, "percentage|percent|proportion|ratio") && share(s))
        return true;
    if (says(s, "sum|combined|total") && sum_of_names(s))
        return true;
    return says(s, "sum|combined|total") && sum_of_years(s, &hit);
}
