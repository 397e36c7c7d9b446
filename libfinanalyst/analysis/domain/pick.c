/* analysis/domain/pick.c: the tables of the pages found, parted by their row headings; of those the one that speaks most of
 * what is asked; of its columns the one of the period; of its rows the largest or smallest. */
#include "analysis/domain/pick.h"

#include <string.h>

#include "analysis/domain/judge.h"
#include "analysis/domain/parts.h"
#include "analysis/domain/pick_table.h"
#include "analysis/domain/show.h"

/* What share of the question's words, by weight, a table must speak of. */
static const double clear_share = 0.5;

enum { MOST_ROWS = 20 };

#define UP "highest|largest|biggest|greatest|best|strongest|top|most"
#define DOWN "lowest|smallest|worst|weakest|least|fewest|dragged down|dragged"
#define MOVES                                                                                                \
    "growth|grew|grow|growing|drop|dropped|decline|declined|decrease|decreased|increase|increased|fell|"     \
    "rose|"                                                                                                  \
    "performance|performed|performing|dragged|shrank|shrunk|improved|improvement|changed|change"
#define FALLS "drop|dropped|decline|declined|decrease|decreased|fell|shrank|shrunk|dragged"

static const fai_topic picking = {
    .name = "pick",
    .asked = UP "|" DOWN "|" MOVES
                "|which|among|received|type|kind|experienced|showed|percentage|basis|excluding|exclude",
    .idle = "",
    .denies = "",
    .needs = "",
    .cues = "",
    .sections = "",
    .search = "",
    .most = 1};
static const fai_topic scheduled = {.name = "schedule",
                                    .asked =
                                        "how|much|expect|expects|expected|estimated|will|future|scheduled",
                                    .idle = "",
                                    .denies = "",
                                    .needs = "",
                                    .cues = "",
                                    .sections = "",
                                    .search = "",
                                    .most = 1};

const fai_topic *fai_pick_topic(const char *question, const fai_wanted *wanted, int32_t filing_year)
{
    if (fai_mentions(question, "which|what|who|where") && fai_mentions(question, UP "|" DOWN))
        return &picking;
    if (filing_year != 0 && wanted->year_count > 0 && wanted->years[wanted->year_count - 1] > filing_year &&
        fai_mentions(question, "how much|what") &&
        fai_mentions(question,
                     "expect*|estimat*|matur*|due|scheduled|future|payments|obligations|commitments"))
        return &scheduled;
    return NULL;
}

static bool is_candidate(const fai_picking *s, const fa_fact *f, int32_t col)
{
    return fai_pick_in_group(f, &s->best) && f->col == col &&
           (f->flags & (FA_FACT_TOTAL | FA_FACT_NIL)) == 0 && !fai_is_remainder(fai_str_of(f->label)) &&
           strcmp(f->label, fai_last_part(s->best.path)) != 0 && f->label[0] != '\0';
}

/* The value that a row has in another column. */
static const fa_fact *cell(const fai_picking *s, int32_t row, int32_t col)
{
    for (uint32_t i = 0; i < s->filing->fact_count; i++) {
        const fa_fact *f = &s->filing->facts[i];

        if (f->table == (int32_t)s->best.table && f->row == row && f->col == col)
            return f;
    }
    return NULL;
}

/* What is compared of a row: its figure, or its growth in per cent from the column `before`. */
static bool measure(const fai_picking *s, const fa_fact *f, int32_t before, fa_decimal *out)
{
    const fa_fact *then;
    fa_amount printed;

    *out = f->value;
    if (before < 0) {
        /* a column of per cents is printed without a sign at each figure, and with marks where there is none */
        if (s->moves) {
            if (fa_amount_parse(f->text, strlen(f->text), &printed, NULL) != FA_OK ||
                printed.kind != FA_AMOUNT_NUMBER)
                return false;
            *out = printed.value;
        }
        return true;
    }
    then = cell(s, f->row, before);
    return then != NULL && fa_decimal_sign(then->value) > 0 &&
           fa_decimal_sub(f->value, then->value, out, NULL) == FA_OK &&
           fa_decimal_shift(*out, 2, out, NULL) == FA_OK &&
           fa_decimal_div(*out, then->value, 4, FA_ROUND_HALF_UP, out, NULL) == FA_OK;
}

/* The best row of a column; NULL when there are not two that can be compared. */
static const fa_fact *best_row(const fai_picking *s, int32_t col, int32_t before, fa_decimal *value)
{
    const fa_fact *best = NULL;
    const char *unit = NULL;
    uint32_t count = 0;

    for (uint32_t i = 0; i < s->filing->fact_count; i++) {
        const fa_fact *f = &s->filing->facts[i];
        fa_decimal v;
        int c;

        if (!is_candidate(s, f, col) || (unit != NULL && strcmp(unit, f->unit) != 0) ||
            !measure(s, f, before, &v))
            continue;
        unit = f->unit;
        count++;
        c = best == NULL ? 1 : fa_decimal_compare(v, *value);
        if (best == NULL || (s->least ? c < 0 : c > 0)) {
            best = f;
            *value = v;
        }
    }
    return count >= 2 && count <= MOST_ROWS ? best : NULL;
}

/* Whether a question for segments, regions or the like got lines of a statement instead. */
static bool is_line_item(const fai_picking *s, const fa_fact *row)
{
    return fai_mentions(s->room->question,
                        "segment*|region*|geograph*|categor*|product*|division*|business*|brand*|"
                        "country|countries|market*") &&
           (row->concept[0] != '\0' ||
            fai_mentions(row->label,
                         "revenue*|income|expense*|assets|depreciation|expenditures|taxes|interest|"
                         "cost|costs|profit|loss|cash"));
}

/* The total below the group in a column; NULL = none. */
static const fa_fact *total_of(const fai_picking *s, const fa_fact *row)
{
    for (uint32_t i = row->index + 1; i < s->filing->fact_count; i++) {
        const fa_fact *f = &s->filing->facts[i];

        if (f->table != row->table)
            return NULL;
        if (f->col == row->col && strcmp(f->unit, row->unit) == 0 &&
            fa_decimal_compare(f->value, row->value) > 0 &&
            ((f->flags & FA_FACT_TOTAL) != 0 || fai_mentions(f->label, "total") ||
             strcmp(f->label, fai_last_part(s->best.path)) == 0))
            return f;
    }
    return NULL;
}

/* An amount as its table prints it. */
static const char *amount_text(fai_judging *j, const fa_fact *f)
{
    fa_decimal value = f->value;
    bool percent = strcmp(f->unit, "%") == 0;
    const char *text;

    if (!percent && fa_decimal_shift(value, -f->scale, &value, NULL) != FA_OK)
        return f->text;
    text =
        fai_show_amount(fa_decimal_reduce(value), f->unit, percent ? 0 : f->scale, fai_draft_arena(j->draft));
    if (text == NULL)
        fai_draft_fail(j->draft);
    return text != NULL ? text : "";
}

static const char *group_name(const fai_picking *s)
{
    return s->best.path[0] != '\0' ? s->best.path : s->filing->tables[s->best.table].title;
}

static const char *extreme_word(const fai_picking *s)
{
    return s->least ? "lowest" : "highest";
}

static void answer_amount(const fai_picking *s, fai_judging *j, const fa_fact *row)
{
    const fa_fact *total = total_of(s, row);
    const char *of = "";
    fa_decimal share;

    (void)fai_draft_figure(j->draft, j->doc, row, "");
    if (total != NULL && fa_decimal_shift(row->value, 2, &share, NULL) == FA_OK &&
        fa_decimal_div(share, total->value, 4, FA_ROUND_HALF_UP, &share, NULL) == FA_OK) {
        fai_metric_value part = {.value = row->value, .period = row->period};
        fai_metric_value whole = {.value = total->value, .period = total->period};

        (void)fai_draft_figure(j->draft, j->doc, total, "");
        fai_judge_derive(
            j, fai_show(j, "Share of %s", row->label), fai_show(j, "%s / %s", row->label, total->label),
            fai_show(j, "%s / %s", fai_show_number(j, row->value, 0), fai_show_number(j, total->value, 0)),
            share, 1, (const fai_metric_value *[]){&part, &whole}, 2);
        of = fai_show(j, ", %s of the %s of %s", fai_show_percent(j, share, 1), total->label,
                      amount_text(j, total));
    }
    fai_judge_answer(j, FA_ANSWER_CHOICE, "",
                     fai_show(j, "%s: %s, the %s under \"%s\"%s.", row->label, amount_text(j, row),
                              extreme_word(s), group_name(s), of));
}

static void answer_move(const fai_picking *s, fai_judging *j, const fa_fact *row, int32_t before,
                        fa_decimal value)
{
    const fa_fact *then = before < 0 ? NULL : cell(s, row->row, before);
    const char *from = "";

    (void)fai_draft_figure(j->draft, j->doc, row, "");
    if (then != NULL) {
        fai_metric_value a = {.value = row->value, .period = row->period};
        fai_metric_value b = {.value = then->value, .period = then->period};

        (void)fai_draft_figure(j->draft, j->doc, then, "");
        fai_judge_derive(
            j, fai_show(j, "Change of %s", row->label), "this period / the same a year before - 1",
            fai_show(j, "%s / %s - 1", fai_show_number(j, row->value, 0), fai_show_number(j, then->value, 0)),
            value, 1, (const fai_metric_value *[]){&a, &b}, 2);
        from = fai_show(j, ", from %s to %s", amount_text(j, then), amount_text(j, row));
    }
    fai_judge_answer(j, FA_ANSWER_CHOICE, "",
                     fai_show(j, "%s: a change of %s%s, the %s under \"%s\".", row->label,
                              fai_show_percent(j, value, 1), from, extreme_word(s), group_name(s)));
}

static bool answer_extreme(fai_picking *s, fai_judging *j)
{
    int32_t before = -1;
    int32_t col = s->moves ? fai_pick_column(s, true) : -1;
    const fa_fact *row;
    fa_decimal value;

    if (col < 0) {
        col = fai_pick_column(s, false);
        before = col >= 0 && s->moves ? fai_pick_column_before(s, col) : -1;
        if (col < 0 || (s->moves && before < 0))
            return false;
    }
    row = best_row(s, col, before, &value);
    if (row == NULL || is_line_item(s, row))
        return false;
    fai_draft_answer(j->draft)->choice = fai_show(j, "%s", row->label);
    if (s->moves)
        answer_move(s, j, row, before, value);
    else
        answer_amount(s, j, row);
    return true;
}

/* All figures of the row that is named by a year. */
static bool answer_schedule(fai_picking *s, fai_judging *j, int32_t year)
{
    const fa_fact_table *t = &s->filing->tables[s->best.table];
    const char *label = fai_show(j, "%d", (int)year);
    const char *list = "";
    uint32_t count = 0;

    for (uint32_t i = 0; i < s->filing->fact_count; i++) {
        const fa_fact *f = &s->filing->facts[i];

        if (!fai_pick_in_group(f, &s->best) || strcmp(f->label, label) != 0)
            continue;
        (void)fai_draft_figure(j->draft, j->doc, f, "");
        list = fai_show(j, "%s%s%s%s%s", list, count++ > 0 ? "; " : "", f->column,
                        f->column[0] != '\0' ? ": " : "", amount_text(j, f));
    }
    if (count > 0)
        fai_judge_answer(j, FA_ANSWER_LIST, "",
                         fai_show(j, "For %d the table \"%s\" states: %s.", (int)year, t->title, list));
    return count > 0;
}

fa_status fai_pick(const fai_scope *scope, const fai_reading_room *room, fai_draft *draft, bool *claimed,
                   fa_error *err)
{
    const char *q = room->question;
    fai_probing probing;
    fai_picking s = {.scope = scope, .room = room, .probing = &probing};
    fai_judging j;

    *claimed = false;
    if (!fai_probing_make(room, &probing))
        return fa_fail(err, FA_ENOMEM, "out of memory");
    fai_pick_table(&s);
    if (s.best.score >= clear_share) {
        fai_judging_begin(&j, scope, q, draft, err);
        j.doc = s.best.doc;
        s.moves = fai_mentions(q, MOVES);
        s.least = fai_mentions(q, DOWN) || fai_mentions(q, FALLS);
        s.part = room->wanted->quarter;
        s.year = j.year != 0 ? j.year : scope->docs[j.doc].filing->identity.fiscal_year;
        *claimed = room->topic == &picking
                       ? answer_extreme(&s, &j)
                       : answer_schedule(&s, &j, room->wanted->years[room->wanted->year_count - 1]);
        if (!*claimed)
            fai_draft_reset(draft);
    }
    fai_probing_clear(&probing);
    return FA_OK;
}
