/* analysis/domain/sheet_value.c: a cell, or the cells of several years, as the document prints them. */
#include <string.h>

#include "analysis/domain/sheet.h"
#include "analysis/domain/show.h"
#include "retrieval/terms.h"

static bool asks_for_figure(const fai_sheet *s)
{
    static const char *const opens[] = {"what", "how much", "how many", "how high", "how large", "in ",
                                        "for ", "as of",    "list",     "at ",      "by how"};

    for (size_t i = 0; i < sizeof opens / sizeof *opens; i++)
        if (fai_str_starts_ci(fai_str_of(s->asked), fai_str_of(opens[i])))
            return !fai_mentions(s->asked,
                                 "caused|reason|reasons|led to|drove|driver|drivers|why|define|mean|"
                                 "represent|represents|represented|comprise|comprises|comprised|include|"
                                 "includes|included|results in|consist|consists|composed");
    return false;
}

/* How much of the question the best line of text speaks of, where it holds a figure. */
static double best_line(const fai_sheet *s)
{
    double best = 0, all = fai_bag_weight(s, &s->words);

    for (uint32_t i = 0; i < s->line_count; i++) {
        double share = all > 0 ? fai_bag_shared(s, &s->words, &s->lines[i].words) / all : 0;

        if (share > best && !s->lines[i].heading && strpbrk(s->lines[i].text, "0123456789") != NULL)
            best = share;
    }
    return best;
}

static const char *amount_of(fai_sheet *s, const fa_fact *f)
{
    fa_decimal d;
    const char *text;

    if (fa_decimal_shift(f->value, -f->scale, &d, NULL) != FA_OK)
        return f->text;
    text = fai_show_amount(fa_decimal_reduce(d), f->unit, f->scale, s->arena);
    if (text == NULL) {
        s->failed = true;
        return "";
    }
    return text;
}

static void give_one(fai_sheet *s, const fa_fact *f)
{
    fa_answer *a = fai_draft_answer(s->draft);
    const char *mark = fai_sheet_cite(s, f);

    a->has_value = fa_decimal_shift(f->value, -f->scale, &a->value, NULL) == FA_OK;
    a->unit = fai_sheet_print(s, "%s", f->unit);
    a->value_scale = f->scale;
    fai_sheet_give(s, FA_ANSWER_VALUE, "",
                   fai_sheet_print(s, "%s%s%s: %s %s.", f->label, f->column[0] != '\0' ? ", " : "", f->column,
                                   amount_of(s, f), mark));
}

static void give_list(fai_sheet *s, const fa_fact *const *cells, uint32_t count)
{
    const char *choice = "", *text = cells[0]->label;

    for (uint32_t i = 0; i < count; i++) {
        const char *mark = fai_sheet_cite(s, cells[i]);

        choice = fai_sheet_print(s, "%s%s%s", choice, i > 0 ? "; " : "", cells[i]->text);
        text = fai_sheet_print(s, "%s%s %s%s%s %s", text, i > 0 ? ";" : ":", cells[i]->column,
                               cells[i]->column[0] != '\0' ? ": " : "", amount_of(s, cells[i]), mark);
    }
    fai_draft_answer(s->draft)->unit = fai_sheet_print(s, "%s", cells[0]->unit);
    fai_draft_answer(s->draft)->value_scale = cells[0]->scale;
    fai_sheet_give(s, FA_ANSWER_LIST, choice, fai_sheet_print(s, "%s.", text));
}

/* The cells of all years that the question names, or the line item has. */
static bool several_years(fai_sheet *s, const fai_sheet_hit *hit)
{
    fai_years years = s->years.count > 0 ? s->years : fai_sheet_years_of(s, hit);
    const fa_fact *cells[FAI_SHEET_YEARS];
    uint32_t count = 0;

    if (s->years.count == 2 && fai_mentions(s->asked, "from|to|through") &&
        !fai_mentions(s->asked, "from the")) {
        int32_t step = years.items[1] > years.items[0] ? 1 : -1, last = years.items[1];

        years.count = 0;
        for (int32_t y = s->years.items[0]; years.count < FAI_SHEET_YEARS && y != last + step; y += step)
            years.items[years.count++] = y;
    }
    for (uint32_t i = 0; i < years.count; i++) {
        fai_sheet_hit x;

        if (fai_sheet_other_year(s, hit, years.items[i], &x))
            cells[count++] = x.cell;
    }
    if (count < 2)
        return false;
    give_list(s, cells, count);
    return true;
}

/* "A and B … respectively": the cells of two names. */
static bool several_names(fai_sheet *s)
{
    fai_str q = fai_str_of(s->asked);
    size_t at = fai_str_find(q, FAI_STR(" and "), 0);
    int32_t year = s->years.count == 1 ? s->years.items[0] : 0;
    fai_bag first, second;
    fai_sheet_hit x, y;
    const fa_fact *cells[2];

    if (at == FAI_NPOS)
        return false;
    first = fai_sheet_bag(s, fai_str_sub(q, 0, at), true);
    second = fai_sheet_bag(s, fai_str_sub(q, at, q.n), true);
    if (!fai_sheet_find(s, &first, year, NULL, &x) || !fai_sheet_find(s, &second, year, x.row, &y) ||
        x.cover < 0.5 || y.cover < 0.5)
        return false;
    cells[0] = x.cell;
    cells[1] = y.cell;
    give_list(s, cells, 2);
    return true;
}

/* Whether a number is asked for that has to be computed and that the cell does not state by its own name. */
static bool asks_reckoning(const fai_sheet *s, const fa_fact *cell)
{
    static const char words[] = "change|difference|average|ratio|proportion|increase|decrease|sum of";

    if (fai_mentions(s->asked, "percentage|percent|proportion") && strcmp(cell->unit, "%") != 0)
        return true;
    return fai_mentions(s->asked, words) && !fai_mentions(cell->label, words) &&
           !fai_mentions(cell->column, words) && !fai_mentions(cell->path, words);
}

bool fai_sheet_value(fai_sheet *s)
{
    fai_sheet_hit hit;
    bool several = fai_mentions(s->asked, "respectively|respective");
    int32_t year = s->years.count > 0 ? s->years.items[0] : 0;

    if (!asks_for_figure(s) || !fai_sheet_find(s, &s->words, year, NULL, &hit) || hit.cover < 0.5 ||
        hit.match < 0.3 || best_line(s) > hit.cover + 0.15)
        return false;
    if (asks_reckoning(s, hit.cell))
        return false;
    if (year != 0 && hit.row->years[hit.at].count > 0 && !fai_years_has(&hit.row->years[hit.at], year))
        return false;
    if (s->years.count >= 2 || several)
        return several_years(s, &hit) || several_names(s);
    give_one(s, hit.cell);
    return true;
}
