/* analysis/domain/sheet_choose.c: which year, row or column, which years or rows, and how many. */
#include <string.h>

#include "analysis/domain/sheet.h"
#include "analysis/domain/show.h"
#include "retrieval/terms.h"

enum { PICKS = 40 };

#define MOST "highest|largest|biggest|greatest|most|higher|larger|greater|bigger|maximum"
#define LEAST "lowest|smallest|least|fewest|lower|smaller|minimum"
#define ABOVE "exceed|exceeded|exceeds|more than|above|greater than|higher than|larger than|over|at least"
#define BELOW "less than|below|under|lower than|smaller than|at most|fewer than"

/* Cells to choose among, with what each is called. */
typedef struct choice {
    const fa_fact *cells[PICKS];
    const char *names[PICKS];
    uint32_t count;
} choice;

static bool says(const fai_sheet *s, const char *phrases)
{
    return fai_mentions(s->asked, phrases);
}

static void add(choice *c, const fa_fact *cell, const char *name)
{
    for (uint32_t i = 0; i < c->count; i++)
        if (strcmp(c->names[i], name) == 0)
            return;
    if (c->count == PICKS || name[0] == '\0')
        return;
    c->cells[c->count] = cell;
    c->names[c->count++] = name;
}

/* ---- what there is to choose among ---- */

static void among_years(fai_sheet *s, const fai_sheet_hit *hit, choice *c)
{
    fai_years years = s->years.count >= 2 ? s->years : fai_sheet_years_of(s, hit);
    fai_years have = fai_sheet_years_of(s, hit);

    if (s->years.count == 2 && says(s, "from|between|to"))
        years = have;
    for (uint32_t i = 0; i < years.count; i++) {
        fai_sheet_hit x;

        if (fai_sheet_other_year(s, hit, years.items[i], &x))
            add(c, x.cell, fai_sheet_print(s, "%d", (int)years.items[i]));
    }
}

/* The rows beside the hit's, in its column. */
static void among_rows(fai_sheet *s, const fai_sheet_hit *hit, choice *c)
{
    for (uint32_t r = 0; r < s->row_count; r++) {
        const fai_sheet_row *row = &s->rows[r];

        if (row->total || row->table != hit->row->table || strcmp(row->path, hit->row->path) != 0)
            continue;
        for (uint32_t i = 0; i < row->count; i++)
            if (row->cells[i]->col == hit->cell->col && strcmp(row->cells[i]->unit, hit->cell->unit) == 0)
                add(c, row->cells[i], row->label);
    }
}

/* The columns of the hit's row, of its year. */
static void among_columns(fai_sheet *s, const fai_sheet_hit *hit, choice *c)
{
    const fai_sheet_row *row = hit->row;

    (void)s;
    for (uint32_t i = 0; i < row->count; i++)
        if (!fai_mentions(row->cells[i]->column, "total|consolidated") &&
            fai_sheet_years(fai_str_of(row->cells[i]->column)).count == 0 &&
            strcmp(row->cells[i]->unit, hit->cell->unit) == 0 &&
            (row->cells[i]->flags & (FA_FACT_CHANGE | FA_FACT_NIL)) == 0)
            add(c, row->cells[i], row->cells[i]->column);
}

/* ---- answers ---- */

static bool give_extreme(fai_sheet *s, const choice *c, bool least)
{
    uint32_t best = 0;
    const char *marks = "";

    if (c->count < 2)
        return false;
    for (uint32_t i = 1; i < c->count; i++) {
        int order = fa_decimal_compare(c->cells[i]->value, c->cells[best]->value);

        if (least ? order < 0 : order > 0)
            best = i;
    }
    for (uint32_t i = 0; i < c->count; i++) {
        const char *mark = fai_sheet_cite(s, c->cells[i]);

        if (strstr(marks, mark) == NULL)
            marks = fai_sheet_print(s, "%s%s", marks, mark);
    }
    fai_sheet_give(s, FA_ANSWER_CHOICE, c->names[best],
                   fai_sheet_print(s, "%s: %s, the %s of %u %s.", c->names[best], c->cells[best]->text,
                                   least ? "lowest" : "highest", (unsigned)c->count, marks));
    return true;
}

/* A number behind words of comparing, in base units, or as printed where no scale is said. */
typedef struct bound {
    fa_decimal value;
    bool scaled;
    bool below;
} bound;

static bool read_bound(const fai_sheet *s, bound *out)
{
    static const char *const above[] = {"exceed",      "more than",   "above",  "greater than",
                                        "higher than", "larger than", " over ", "at least"};
    static const char *const below[] = {"less than",    "below",   "under ",    "lower than",
                                        "smaller than", "at most", "fewer than"};
    fai_str q = fai_str_of(s->asked);
    size_t from = FAI_NPOS, n = 0;
    char digits[40];
    int scale = 0;

    for (size_t i = 0; from == FAI_NPOS && i < sizeof below / sizeof *below; i++)
        from = fai_str_find(q, fai_str_of(below[i]), 0);
    out->below = from != FAI_NPOS;
    for (size_t i = 0; from == FAI_NPOS && i < sizeof above / sizeof *above; i++)
        from = fai_str_find(q, fai_str_of(above[i]), 0);
    if (from == FAI_NPOS)
        return false;
    while (from < q.n && !fai_is_digit(q.p[from]))
        from++;
    for (; from < q.n && (fai_is_digit(q.p[from]) || ((q.p[from] == ',' || q.p[from] == '.') &&
                                                      from + 1 < q.n && fai_is_digit(q.p[from + 1])));
         from++)
        if (q.p[from] != ',' && n + 1 < sizeof digits)
            digits[n++] = q.p[from];
    if (n == 0 || fa_decimal_parse(digits, n, &out->value, NULL) != FA_OK)
        return false;
    q = fai_str_trim(fai_str_sub(q, from, q.n));
    scale = fai_str_starts_ci(q, FAI_STR("thousand"))  ? 3
            : fai_str_starts_ci(q, FAI_STR("million")) ? 6
            : fai_str_starts_ci(q, FAI_STR("billion")) ? 9
                                                       : 0;
    out->scaled = scale > 0;
    return fa_decimal_shift(out->value, scale, &out->value, NULL) == FA_OK;
}

static bool meets(const bound *b, const fa_fact *cell)
{
    fa_decimal v = cell->value;
    int order;

    if (!b->scaled && fa_decimal_shift(v, -cell->scale, &v, NULL) != FA_OK)
        return false;
    order = fa_decimal_compare(v, b->value);
    return b->below ? order < 0 : order > 0;
}

/* Those that meet the bound, or how many. */
static bool give_bounded(fai_sheet *s, const choice *c, const bound *b, bool count)
{
    const char *names = "", *marks = "";
    uint32_t n = 0;

    if (c->count == 0)
        return false;
    for (uint32_t i = 0; i < c->count; i++) {
        marks = fai_sheet_print(s, "%s%s", marks, fai_sheet_cite(s, c->cells[i]));
        if (meets(b, c->cells[i]))
            names = fai_sheet_print(s, "%s%s%s", names, n++ > 0 ? "; " : "", c->names[i]);
    }
    if (count) {
        fa_answer *a = fai_draft_answer(s->draft);

        a->has_value = true;
        a->value = fa_decimal_make(n, 0);
        fai_sheet_give(s, FA_ANSWER_VALUE, fai_sheet_print(s, "%u", (unsigned)n),
                       fai_sheet_print(s, "%u of %u: %s %s.", (unsigned)n, (unsigned)c->count, names, marks));
        return true;
    }
    if (n == 0)
        return false;
    fai_sheet_give(s, n == 1 ? FA_ANSWER_CHOICE : FA_ANSWER_LIST, names,
                   fai_sheet_print(s, "%s %s.", names, marks));
    return true;
}

static bool give_names(fai_sheet *s, const choice *c, bool count)
{
    const char *names = "", *marks = "";

    if (c->count == 0)
        return false;
    for (uint32_t i = 0; i < c->count; i++) {
        const char *mark = fai_sheet_cite(s, c->cells[i]);

        names = fai_sheet_print(s, "%s%s%s", names, i > 0 ? "; " : "", c->names[i]);
        if (strstr(marks, mark) == NULL)
            marks = fai_sheet_print(s, "%s%s", marks, mark);
    }
    if (count) {
        fa_answer *a = fai_draft_answer(s->draft);

        a->has_value = true;
        a->value = fa_decimal_make(c->count, 0);
        fai_sheet_give(s, FA_ANSWER_VALUE, fai_sheet_print(s, "%u", (unsigned)c->count),
                       fai_sheet_print(s, "%u: %s %s.", (unsigned)c->count, names, marks));
        return true;
    }
    fai_sheet_give(s, c->count == 1 ? FA_ANSWER_CHOICE : FA_ANSWER_LIST, names,
                   fai_sheet_print(s, "%s %s.", names, marks));
    return true;
}

/* ---- kinds of questions ---- */

static bool asks_years(const fai_sheet *s)
{
    return says(s,
                "which year|what year|which years|which of the years|which fy|what years|which fiscal "
                "year|which fiscal years|which period|"
                "which periods|how many years|how many of the years|how many fiscal years|in how many years|"
                "what are the years|what fiscal years|which financial year|which financial years");
}

/* The years over the columns, in their order. */
static void all_years(fai_sheet *s, choice *c)
{
    for (uint32_t r = 0; r < s->row_count; r++)
        for (uint32_t i = 0; i < s->rows[r].count; i++)
            if (s->rows[r].years[i].count == 1 && (s->rows[r].cells[i]->flags & FA_FACT_CHANGE) == 0)
                add(c, s->rows[r].cells[i], fai_sheet_print(s, "%d", (int)s->rows[r].years[i].items[0]));
}

static bool choose_year(fai_sheet *s)
{
    fai_sheet_hit hit;
    choice c = {.count = 0};
    bound b;
    bool found = fai_sheet_find(s, &s->words, 0, NULL, &hit) && (hit.cover >= 0.4 || hit.match >= 0.5);

    if (says(s, MOST "|" LEAST) && !says(s, "more than|less than") && !says(s, "how many")) {
        if (!found)
            return false;
        among_years(s, &hit, &c);
        return give_extreme(s, &c, says(s, LEAST));
    }
    if (says(s, ABOVE "|" BELOW) && read_bound(s, &b)) {
        if (!found)
            return false;
        among_years(s, &hit, &c);
        return give_bounded(s, &c, &b, says(s, "how many"));
    }
    if (says(s, "which year|what year") || says(s, "why|adopted|begin|start|expire"))
        return false;
    all_years(s, &c);
    return give_names(s, &c, says(s, "how many"));
}

/* The rows under the heading that the question names, or of the table that the paragraphs or its title speak of. */
static bool group_rows(fai_sheet *s, choice *c)
{
    const fai_sheet_row *best = NULL;
    double most = 0.5, all = fai_bag_weight(s, &s->words);

    for (uint32_t r = 0; r < s->row_count; r++) {
        double share = all > 0 ? fai_bag_shared(s, &s->words, &s->rows[r].path_words) / all : 0;

        if (share > most && s->rows[r].path_words.count > 0) {
            most = share;
            best = &s->rows[r];
        }
    }
    for (uint32_t r = 0; r < s->row_count; r++) {
        const fai_sheet_row *row = &s->rows[r];

        if (row->total || row->count == 0 ||
            (best != NULL && (row->table != best->table || strcmp(row->path, best->path) != 0)))
            continue;
        if (best == NULL && row->table != s->rows[0].table)
            continue;
        add(c, row->cells[0], row->label);
    }
    return best != NULL;
}

static bool choose_rows(fai_sheet *s)
{
    choice c = {.count = 0};
    fai_sheet_hit hit;
    bound b;
    bool named, count = says(s, "how many");

    if (says(s, ABOVE "|" BELOW) && read_bound(s, &b)) {
        int32_t year = s->years.count > 0 ? s->years.items[0] : 0;

        (void)group_rows(s, &c);
        for (uint32_t i = 0; i < c.count; i++)
            for (uint32_t r = 0; r < s->row_count; r++)
                for (uint32_t k = 0; k < s->rows[r].count && c.cells[i] == s->rows[r].cells[0]; k++)
                    if (fai_years_has(&s->rows[r].years[k], year))
                        c.cells[i] = s->rows[r].cells[k];
        return give_bounded(s, &c, &b, count);
    }
    if (says(s, MOST "|" LEAST) && !count) {
        int32_t year = s->years.count > 0 ? s->years.items[0] : 0;

        if (!fai_sheet_find(s, &s->words, year, NULL, &hit))
            return false;
        if (hit.match >= 0.6)
            among_columns(s, &hit, &c);
        if (c.count < 2) {
            c.count = 0;
            among_rows(s, &hit, &c);
        }
        return give_extreme(s, &c, says(s, LEAST));
    }
    named = group_rows(s, &c);
    return (named || says(s, "table")) && c.count >= 2 && give_names(s, &c, count);
}

bool fai_sheet_choose(fai_sheet *s)
{
    if (s->row_count == 0 || says(s, "why|respectively"))
        return false;
    if (asks_years(s))
        return choose_year(s);
    if (says(s,
             "what are the|what were the|which are the|which|how many|what is the most|name the|list the") &&
        says(s, "component|components|types|type|segments|items|item|categories|category|segment|region|"
                "regions|country|countries|"
                "currency|expenses|assets|quarter|plan|product|products|" MOST "|" LEAST))
        return choose_rows(s);
    return false;
}
