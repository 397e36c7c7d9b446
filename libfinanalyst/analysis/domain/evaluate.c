/* analysis/domain/evaluate.c: walks a formula. A figure that no column states for the period is derived from those that
 * make it up, where that is allowed: the rest of a year from the year and its beginning, twelve months from a fiscal
 * year and two stretches from the start of a year. Per-share figures, share counts and rates are never subtracted. */
#include "analysis/domain/evaluate.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/domain/lines.h"
#include "analysis/domain/show.h"

enum { DEEP = 12 };

typedef struct walk {
    const fai_search *search;
    fai_arena *arena;
    int depth;
} walk;

static void evaluate(walk *k, const fai_expression *e, const fai_target *t, fai_value *out);

/* ---- figures as stated ---- */

static const char *unit_of_fact(const fa_fact *f)
{
    return strcmp(f->unit, "pure") == 0 ? "x" : f->unit;
}

void fai_value_fact(const fai_pick *pick, const fai_item *item, const fai_target *t, fai_arena *arena,
                    fai_value *out)
{
    const fa_fact *f = pick->fact;
    bool size = item != NULL && item->magnitude && fa_decimal_sign(f->value) < 0;
    const char *symbol = item != NULL ? item->key : "";

    fai_value_fail(out, FAI_FOUND, "");
    out->meaningful = out->single = true;
    out->exact = size ? fa_decimal_abs(f->value) : f->value;
    out->cost = item != NULL && item->magnitude;
    out->unit = unit_of_fact(f);
    out->scale = f->scale;
    out->strength = 3;
    out->digits = fai_show_digits(f);
    out->plain = fai_show_printed(f, size, arena);
    out->spelled = fai_show_scaled(out->plain, f->scale, arena);
    if (t->year != 0 && symbol[0] != '\0')
        symbol = fai_arena_printf(arena, "%s[%d]", symbol, (int)t->year);
    out->inputs[0] = (fai_input){pick->doc, f, symbol};
    out->input_count = 1;
    if (out->plain == NULL || out->spelled == NULL || symbol == NULL)
        fai_value_fail(out, FAI_FOUND_FAILED, "");
}

/* Takes an item from the line that was picked, or from all lines that make it up. */
static void take_item(walk *k, const fai_pick *pick, const fai_item *item, const fai_target *t,
                      fai_value *out)
{
    fai_pick lines[FAI_LINES];
    uint32_t count = item != NULL ? fai_lines_of(k->search, item, pick, lines) : 1;

    fai_value_fact(item != NULL ? &lines[0] : pick, item, t, k->arena, out);
    for (uint32_t i = 1; i < count; i++) {
        fai_value line;

        fai_value_fact(&lines[i], item, t, k->arena, &line);
        fai_value_combine(FAI_OP_ADD, out, &line, k->arena, out);
    }
}

static fai_found select_leaf(walk *k, const fai_expression *e, const fai_target *t, fai_pick *pick)
{
    return e->op == FAI_OP_ITEM ? fai_select_item(k->search, e->item, t, pick)
                                : fai_select_label(k->search, e->label, e->quoted, t, k->arena, pick);
}

/* ---- figures derived from others ---- */

static bool may_subtract(const fai_value *v)
{
    const fa_fact *f = v->input_count > 0 ? v->inputs[0].fact : NULL;

    return v->state == FAI_FOUND && f != NULL && strchr(f->unit, '/') == NULL &&
           strcmp(f->unit, "shares") != 0 && strcmp(f->unit, "pure") != 0 &&
           (f->flags & FA_FACT_PERCENT) == 0;
}

static void leaf_at(walk *k, const fai_expression *e, fa_date start, fa_date end, fai_value *out)
{
    fai_target t = {.start = start, .end = end, .instant = FA_DATE_NONE, .name = "", .said = ""};
    fai_pick pick;
    fai_found state = select_leaf(k, e, &t, &pick);

    if (state == FAI_FOUND)
        take_item(k, &pick, e->op == FAI_OP_ITEM ? e->item : NULL, &t, out);
    else
        fai_value_fail(out, state, "");
}

/* [a, end] less [a, start - 1] */
static bool remainder_of(walk *k, const fai_expression *e, const fai_target *t, fai_value *out)
{
    const fai_calendar *c = k->search->calendar;

    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;
        fai_value whole, front;

        if (p->type != FA_PERIOD_DURATION || p->end != t->end || p->start == FA_DATE_NONE ||
            p->start >= t->start || t->end - p->start > 380)
            continue;
        leaf_at(k, e, p->start, t->end, &whole);
        if (!may_subtract(&whole))
            continue;
        leaf_at(k, e, p->start, t->start - 1, &front);
        if (!may_subtract(&front))
            continue;
        fai_value_combine(FAI_OP_SUB, &whole, &front, k->arena, out);
        return true;
    }
    return false;
}

/* A fiscal year, plus the stretch after it, less the same stretch of the year before. */
static bool twelve_of(walk *k, const fai_expression *e, const fai_target *t, fai_value *out)
{
    const fai_calendar *c = k->search->calendar;

    for (uint32_t i = 0; i < c->count; i++) {
        const fa_period *p = &c->items[i].period;
        fai_value year, after, before, sum;

        if (p->type != FA_PERIOD_DURATION || p->start == FA_DATE_NONE || p->start >= t->start ||
            p->end >= t->end || p->end < t->start || p->end - p->start < 340 || p->end - p->start > 380)
            continue;
        leaf_at(k, e, p->start, p->end, &year);
        if (!may_subtract(&year))
            continue;
        leaf_at(k, e, p->end + 1, t->end, &after);
        leaf_at(k, e, p->start, t->start - 1, &before);
        if (!may_subtract(&after) || !may_subtract(&before))
            continue;
        fai_value_combine(FAI_OP_ADD, &year, &after, k->arena, &sum);
        fai_value_combine(FAI_OP_SUB, &sum, &before, k->arena, out);
        return true;
    }
    return false;
}

/* ---- leaves ---- */

static bool balance_leaf(const fai_expression *e)
{
    return e->op == FAI_OP_ITEM && e->item->instant;
}

static const char *leaf_name(const fai_expression *e, fai_arena *arena)
{
    return fai_expression_words(e, arena);
}

/* A balance counts once more at the beginning of its period. */
static bool opening_target(walk *k, const fai_target *t, fai_target *out)
{
    fa_date day = fai_target_opening(k->search->calendar, t);

    *out = (fai_target){.start = FA_DATE_NONE, .end = day, .instant = day, .name = "", .said = ""};
    out->year = t->fiscal == FA_FISCAL_FY ? t->year - 1 : 0;
    out->fiscal = t->fiscal == FA_FISCAL_FY ? FA_FISCAL_FY : FA_FISCAL_NONE;
    return day != FA_DATE_NONE || out->year != 0;
}

static void fall_back(walk *k, const fai_expression *e, const fai_target *t, fai_value *out)
{
    bool failed = false;
    const fai_expression *formula = fai_expression_of(e->item->fallback, k->arena, &failed);
    fai_value v;

    if (failed) {
        fai_value_fail(out, FAI_FOUND_FAILED, "");
        return;
    }
    if (formula == NULL)
        return;
    evaluate(k, formula, t, &v);
    if (v.state == FAI_FOUND || v.state == FAI_FOUND_FAILED) {
        *out = v;
        out->single = false;
    }
}

/* A figure of a table that is no primary statement: what the statements give by arithmetic is to be preferred. */
static bool weak(const fa_fact *f)
{
    return f->source != FA_SOURCE_IXBRL && (f->flags & FA_FACT_PRIMARY) == 0;
}

static void leaf(walk *k, const fai_expression *e, const fai_target *t, fai_value *out)
{
    const fai_item *item = e->op == FAI_OP_ITEM ? e->item : NULL;
    fai_pick pick;
    fai_found state = select_leaf(k, e, t, &pick);

    if (state == FAI_FOUND) {
        take_item(k, &pick, item, t, out);
        if (item != NULL && item->fallback[0] != '\0' && weak(pick.fact) && out->state == FAI_FOUND)
            fall_back(k, e, t, out);
        return;
    }
    fai_value_fail(out, state, leaf_name(e, k->arena));
    if (state == FAI_FOUND_SEVERAL && item != NULL && item->fallback[0] != '\0')
        fall_back(k, e, t, out);
    if (state == FAI_FOUND_SEVERAL || state == FAI_FOUND_FAILED)
        return;
    if (!balance_leaf(e) && t->start != FA_DATE_NONE &&
        (remainder_of(k, e, t, out) || (t->ttm && twelve_of(k, e, t, out))))
        return;
    if (item != NULL && item->fallback[0] != '\0')
        fall_back(k, e, t, out);
}

/* ---- signs ---- */

static void average(walk *k, const fai_expression *e, const fai_target *t, fai_value *out)
{
    fai_value closing, opening, sum, two;
    fai_target before;

    evaluate(k, e->left, t, &closing);
    if (!opening_target(k, t, &before)) {
        fai_value_fail(out, FAI_FOUND_OTHER, leaf_name(e->left, k->arena));
        return;
    }
    evaluate(k, e->left, &before, &opening);
    if (!fai_value_number(fa_decimal_make(2, 0), k->arena, &two)) {
        fai_value_fail(out, FAI_FOUND_FAILED, "");
        return;
    }
    fai_value_combine(FAI_OP_ADD, &closing, &opening, k->arena, &sum);
    fai_value_combine(FAI_OP_DIV, &sum, &two, k->arena, out);
}

static void change(walk *k, const fai_expression *e, const fai_target *t, fai_value *out)
{
    fai_value closing, opening;
    fai_target before;

    evaluate(k, e->left, t, &closing);
    if (!opening_target(k, t, &before)) {
        fai_value_fail(out, FAI_FOUND_OTHER, leaf_name(e->left, k->arena));
        return;
    }
    evaluate(k, e->left, &before, &opening);
    fai_value_combine(FAI_OP_SUB, &closing, &opening, k->arena, out);
}

static void prior(walk *k, const fai_expression *e, const fai_target *t, fai_value *out)
{
    fai_target before;

    if (balance_leaf(e->left) && opening_target(k, t, &before)) {
        evaluate(k, e->left, &before, out);
        return;
    }
    if (!fai_target_before(k->search->calendar, t, 1, k->arena, &before))
        fai_value_fail(out, FAI_FOUND_FAILED, "");
    else
        evaluate(k, e->left, &before, out);
}

/* One fact that states two of the items of a sum ("debt due within a year" is short-term debt and the current part of
 * long-term debt) counts once. */
static bool counted(const fai_value *sum, const fai_value *v)
{
    for (uint32_t i = 0; v->single && i < sum->input_count; i++)
        if (sum->inputs[i].fact == v->inputs[0].fact)
            return true;
    return false;
}

static void pair(walk *k, const fai_expression *e, const fai_target *t, fai_value *out)
{
    fai_value a, b;

    evaluate(k, e->left, t, &a);
    if (a.state != FAI_FOUND && a.state != FAI_FOUND_FAILED && e->left->optional &&
        (e->op == FAI_OP_ADD || e->op == FAI_OP_SUB)) {
        evaluate(k, e->right, t, out);
        return;
    }
    if (a.state != FAI_FOUND) {
        *out = a;
        return;
    }
    evaluate(k, e->right, t, &b);
    if (e->right->optional && ((b.state != FAI_FOUND && b.state != FAI_FOUND_FAILED) || counted(&a, &b)))
        *out = a;
    else
        fai_value_combine(e->op, &a, &b, k->arena, out);
}

static void evaluate(walk *k, const fai_expression *e, const fai_target *t, fai_value *out)
{
    if (++k->depth > DEEP * 4) {
        fai_value_fail(out, FAI_FOUND_NOTHING, "");
        k->depth--;
        return;
    }
    switch (e->op) {
    case FAI_OP_NUMBER:
        if (!fai_value_number(e->number, k->arena, out))
            fai_value_fail(out, FAI_FOUND_FAILED, "");
        break;
    case FAI_OP_ITEM:
    case FAI_OP_LABEL:
        leaf(k, e, t, out);
        break;
    case FAI_OP_AVERAGE:
        average(k, e, t, out);
        break;
    case FAI_OP_CHANGE:
        change(k, e, t, out);
        break;
    case FAI_OP_PRIOR:
        prior(k, e, t, out);
        break;
    default:
        pair(k, e, t, out);
        break;
    }
    k->depth--;
}

void fai_evaluate(const fai_search *s, const fai_expression *e, const fai_target *t, fai_arena *arena,
                  fai_value *out)
{
    walk k = {.search = s, .arena = arena};

    evaluate(&k, e, t, out);
}
