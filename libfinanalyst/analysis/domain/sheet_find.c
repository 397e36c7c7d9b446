/* analysis/domain/sheet_find.c: the cell that words speak of, by its row's label, the headings above it and its column. */
#include <string.h>

#include "analysis/domain/sheet.h"

/* How much of a bag the words speak of; a short bag that they cover is never quite sure. */
static double part_of(const fai_sheet *s, const fai_bag *bag, const fai_bag *words)
{
    return fai_bag_shared(s, bag, words) / (fai_bag_weight(s, bag) + 1.0);
}

/* How much of the words row, headings and column speak of. */
static double cover_of(const fai_sheet *s, const fai_bag *words, const fai_sheet_row *row,
                       const fai_bag *head)
{
    double all = fai_bag_weight(s, words), hit = 0;

    for (uint32_t i = 0; i < words->count; i++) {
        fai_bag one = {words->ids + i, 1};

        if (fai_bag_has(&row->label_words, words->ids[i]) || fai_bag_has(&row->path_words, words->ids[i]) ||
            fai_bag_has(head, words->ids[i]))
            hit += fai_bag_weight(s, &one);
        else if (row->bare && fai_bag_has(&s->topic, words->ids[i]))
            hit += 0.8 * fai_bag_weight(s, &one);
        else if (fai_bag_has(&s->topic, words->ids[i]) &&
                 !(words->ids[i] < s->printed_count && s->printed[words->ids[i]]))
            hit += 0.5 * fai_bag_weight(s, &one);
    }
    return all > 0 ? hit / all : 0;
}

/* Whether the question says the label word for word. */
static bool says_label(const fai_sheet *s, const fai_sheet_row *row)
{
    return strlen(row->label) > 3 &&
           fai_str_find_word_ci(fai_str_of(s->asked), fai_str_of(row->label), 0) != FAI_NPOS;
}

static void score(const fai_sheet *s, const fai_bag *words, int32_t year, const fai_sheet_row *row,
                  uint32_t at, fai_sheet_hit *hit)
{
    const fa_fact *f = row->cells[at];
    double head = part_of(s, &row->head_words[at], words);

    hit->row = row;
    hit->at = at;
    hit->cell = f;
    hit->match = part_of(s, &row->label_words, words);
    hit->cover = cover_of(s, words, row, &row->head_words[at]);
    hit->score = hit->match + 0.6 * hit->cover + 0.3 * head + 0.1 * part_of(s, &row->path_words, words);
    if (says_label(s, row))
        hit->score += 0.3;
    if ((f->flags & FA_FACT_CHANGE) != 0 && head < 0.5)
        hit->score -= 0.3;
    if (year != 0)
        hit->score += fai_years_has(&row->years[at], year) ? 1.0 : row->years[at].count == 0 ? 0.3 : -1.0;
}

/* Of cells that fit as well the one of the latest year. */
static bool later(const fai_sheet_hit *a, const fai_sheet_hit *b)
{
    const fai_years *x = &a->row->years[a->at], *y = &b->row->years[b->at];

    return a->row == b->row && x->count > 0 && y->count > 0 && x->items[0] > y->items[0];
}

bool fai_sheet_find(const fai_sheet *s, const fai_bag *words, int32_t year, const fai_sheet_row *not_row,
                    fai_sheet_hit *out)
{
    bool found = false;

    for (uint32_t r = 0; r < s->row_count; r++) {
        const fai_sheet_row *row = &s->rows[r];

        for (uint32_t i = 0; i < row->count && row != not_row; i++) {
            fai_sheet_hit hit;

            if ((row->cells[i]->flags & FA_FACT_NIL) != 0)
                continue;
            score(s, words, year, row, i, &hit);
            if (hit.cover <= 0 ||
                (hit.match <= 0 && !row->bare && fai_bag_shared(s, &row->head_words[i], words) <= 0))
                continue;
            if (!found || hit.score > out->score + 1e-9 ||
                (hit.score > out->score - 1e-9 && later(&hit, out))) {
                *out = hit;
                found = true;
            }
        }
    }
    return found;
}

static bool same_bag(const fai_bag *a, const fai_bag *b)
{
    if (a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (!fai_bag_has(b, a->ids[i]))
            return false;
    return true;
}

/* Whether a cell states the same as the hit, but for the time. */
static bool alike(const fai_sheet_hit *hit, const fai_sheet_row *row, uint32_t at)
{
    const fai_sheet_row *own = hit->row;

    if (row->total != own->total || (row->cells[at]->flags & FA_FACT_NIL) != 0 ||
        ((row->cells[at]->flags ^ hit->cell->flags) & FA_FACT_CHANGE) != 0 ||
        strcmp(row->cells[at]->unit, hit->cell->unit) != 0)
        return false;
    return row == own || (same_bag(&row->label_words, &own->label_words) &&
                          (row->path_words.count == 0 || same_bag(&row->path_words, &own->path_words)));
}

bool fai_sheet_other_year(const fai_sheet *s, const fai_sheet_hit *hit, int32_t year, fai_sheet_hit *out)
{
    double best = -1;

    for (uint32_t r = 0; r < s->row_count; r++)
        for (uint32_t i = 0; i < s->rows[r].count; i++) {
            const fai_sheet_row *row = &s->rows[r];
            const fai_bag *head = &row->head_words[i], *own = &hit->row->head_words[hit->at];
            double same;

            if (!alike(hit, row, i) || !fai_years_has(&row->years[i], year))
                continue;
            same = fai_bag_shared(s, head, own) / (fai_bag_weight(s, head) + fai_bag_weight(s, own) + 1) +
                   (row == hit->row ? 1 : 0);
            if (same > best) {
                best = same;
                *out = *hit;
                out->row = row;
                out->at = i;
                out->cell = row->cells[i];
            }
        }
    return best >= 0;
}

fai_years fai_sheet_years_of(const fai_sheet *s, const fai_sheet_hit *hit)
{
    fai_years out = {{0}, 0};

    for (uint32_t r = 0; r < s->row_count; r++)
        for (uint32_t i = 0; i < s->rows[r].count; i++) {
            const fai_years *years = &s->rows[r].years[i];

            if (alike(hit, &s->rows[r], i) && years->count == 1 && !fai_years_has(&out, years->items[0]) &&
                out.count < FAI_SHEET_YEARS)
                out.items[out.count++] = years->items[0];
        }
    return out;
}
