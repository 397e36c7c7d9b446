/* reading/figures.c: printed figures to values: units and scale of table and row, concept, sign. */
#include <string.h>

#include "base/text.h"
#include "finance/concepts.h"
#include "reading/drafts.h"

/* A table's units: its own, those of the table it goes on with, those of its neighbours. */
static void settle_units(fai_reading *r, fai_drafts *drafts, size_t i, const fai_units *common)
{
    fai_draft *d = &drafts->items[i];
    const fa_fact_table *t = &r->tables.items[i].table;
    const fai_units *from = NULL;
    size_t k;
    int32_t nearest = INT32_MAX;

    if (d->units.stated)
        return;
    for (k = 0; t->statement != FA_STATEMENT_NONE && k < r->tables.len; k++) {
        const fa_fact_table *o = &r->tables.items[k].table;
        int32_t far = o->page > t->page ? o->page - t->page : t->page - o->page;

        if (drafts->items[k].units.stated && o->scale_place.page != 0 && o->primary && far < nearest) {
            nearest = far;
            from = &drafts->items[k].units;
        }
    }
    for (k = i; from == NULL && k-- > 0;) {
        const fa_fact_table *o = &r->tables.items[k].table;

        if (t->page - o->page > 3)
            break;
        if (drafts->items[k].units.stated && strcmp(o->section, t->section) == 0)
            from = &drafts->items[k].units;
    }
    if (from != NULL || common->stated)
        d->units = from != NULL ? *from : *common;
}

static bool prints_currency(const fai_reading *r, const fai_draft *d, char out[4])
{
    uint32_t i;

    for (i = 0; i < d->facts_count; i++) {
        const fa_fact *f = &r->facts.items[d->facts_first + i];

        fai_currency_of(f->text, strlen(f->text), out);
        if (out[0] != '\0')
            return true;
    }
    return false;
}

static fa_status settle_table(fai_reading *r, fai_drafts *drafts, size_t i, const fai_units *common,
                              fa_error *err)
{
    fai_draft *d = &drafts->items[i];
    fa_fact_table *t = &r->tables.items[i].table;
    bool own = d->units.stated;
    char currency[4] = "";

    settle_units(r, drafts, i, common);
    if (d->units.currency[0] == '\0' && prints_currency(r, d, currency))
        memcpy(d->units.currency, currency, sizeof currency);
    /* Without a line of units of its own and without a sign of money, its figures may count anything. */
    if (!own && !d->inherits && t->statement == FA_STATEMENT_NONE && currency[0] == '\0')
        memset(&d->units, 0, sizeof d->units);
    if (d->units.stated && d->units.currency[0] == '\0')
        memcpy(d->units.currency, "USD", 4);
    t->scale = d->units.scale;
    t->unit = fai_arena_strdup(r->arena, d->units.currency);
    return t->unit == NULL ? fa_fail(err, FA_ENOMEM, "out of memory while reading units") : FA_OK;
}

/* More than nine digits and whole: nobody prints such a number in thousands. */
static bool is_whole_count(fa_decimal value)
{
    return fa_decimal_compare(fa_decimal_abs(value), fa_decimal_make(20000000, 0)) > 0;
}

static void apply_unit(const fai_draft *d, const fa_fact_table *t, fa_fact *f, fai_row_kind kind,
                       const char *each)
{
    int printed = f->value.scale, scale = 0;
    fa_decimal value;

    if ((f->flags & FA_FACT_PERCENT) != 0 || (kind == FAI_ROW_PERCENT && strpbrk(f->text, "$,") == NULL)) {
        f->flags |= FA_FACT_PERCENT;
        f->unit = "%";
    } else if (kind == FAI_ROW_PER_SHARE) {
        f->unit = each;
    } else if (kind == FAI_ROW_SHARES) {
        f->unit = "shares";
        scale = d->units.shares_stated ? d->units.share_scale : d->units.shares_exempt ? 0 : d->units.scale;
        if (scale > 0 && is_whole_count(f->value))
            scale = 0;
    } else if (kind == FAI_ROW_COUNT) {
        f->unit = "";
    } else {
        f->unit = t->unit;
        scale = d->units.scale;
    }
    if (scale == 0 && (kind == FAI_ROW_AMOUNT || kind == FAI_ROW_SHARES) && strchr(f->label, '(') != NULL) {
        fai_units own; /* "Gross profit (in thousands)" */

        fai_units_parse(f->label, strlen(f->label), &own);
        scale = own.stated ? own.scale : own.shares_stated ? own.share_scale : 0;
    }
    f->scale = scale;
    f->decimals = printed - scale;
    if (scale != 0 && (f->flags & FA_FACT_NIL) == 0) {
        if (fa_decimal_shift(f->value, scale, &value, NULL) != FA_OK) {
            f->flags |= FA_FACT_NIL;
            f->value = fa_decimal_make(0, 0);
        } else {
            f->value = value;
        }
    }
}

static void apply_sign(fa_fact *f)
{
    const fai_concept *c = fai_concept_find(f->concept);

    if (c == NULL || fa_decimal_sign(f->value) == 0)
        return;
    if (c->sign == FAI_SIGN_REVERSED || (c->sign == FAI_SIGN_POSITIVE && fa_decimal_sign(f->value) < 0))
        f->value = fa_decimal_negate(f->value);
}

/* The day of a row "Balance at December 31, 2018"; FA_DATE_NONE when it is none. */
static fa_date balance_day(const char *label)
{
    fai_head h;

    if (!fai_str_starts_ci(fai_str_of(label), FAI_STR("balance")))
        return FA_DATE_NONE;
    fai_head_parse(label, strlen(label), &h);
    return h.year != 0 && h.month != 0 && h.day != 0 ? fa_date_make(h.year, h.month, h.day) : FA_DATE_NONE;
}

static void set_row_period(fai_reading *r, const fai_draft *d, uint32_t row, const fa_period *p)
{
    uint32_t k;

    for (k = 0; k < d->facts_count; k++)
        if (r->facts.items[d->facts_first + k].row == (int32_t)row &&
            r->facts.items[d->facts_first + k].period.end == FA_DATE_NONE)
            r->facts.items[d->facts_first + k].period = *p;
}

/* Columns name no time, but rows do: balances, and between two of them what moved the one to the
 * other. */
static void period_from_rows(fai_reading *r, const fai_draft *d, const fa_fact_table *t)
{
    fa_period at = {FA_PERIOD_INSTANT, FA_DATE_NONE, FA_DATE_NONE, 0, FA_FISCAL_NONE};
    fa_period between = {FA_PERIOD_DURATION, FA_DATE_NONE, FA_DATE_NONE, 0, FA_FISCAL_NONE};
    uint32_t k, first = 0;

    for (k = 0; t->row_count <= FAI_STATEMENT_ROWS_MAX && k < t->row_count; k++) {
        fa_date day = balance_day(t->rows[k].label);

        if (day == FA_DATE_NONE)
            continue;
        if (at.end != FA_DATE_NONE && day > at.end) {
            between.start = at.end + 1;
            between.end = day;
            for (; first < k; first++)
                set_row_period(r, d, first, &between);
        }
        at.end = day;
        set_row_period(r, d, k, &at);
        first = k + 1;
    }
}

/* Measures of a company's own, by the words that filings have to use for them. */
static bool is_non_gaap(const fa_fact *f, const fa_fact_table *t)
{
    static const char *const words[] = {"non-gaap", "nongaap",        "adjusted",
                                        "ebitda",   "free cash flow", "organic"};
    size_t i;

    for (i = 0; t->statement == FA_STATEMENT_NONE && i < sizeof words / sizeof *words; i++)
        if (fai_has_ci(f->label, words[i]) ||
            (i < 2 && (fai_has_ci(f->path, words[i]) || fai_has_ci(f->column, words[i]))))
            return true;
    return false;
}

/* A per cent beside an amount is its share of something, not the amount. */
static bool states_share(const fa_fact *f)
{
    const fai_concept *c = (f->flags & FA_FACT_PERCENT) == 0 ? NULL : fai_concept_find(f->concept);

    return c != NULL && c->unit != FAI_UNIT_RATE;
}

static void finish_fact(const fai_draft *d, const fa_fact_table *t, fa_fact *f, const fai_line *line,
                        const char *each)
{
    f->label = t->rows[f->row].label;
    f->path = t->rows[f->row].path;
    f->concept = line->concept;
    f->statement = t->statement;
    f->flags |= t->primary ? FA_FACT_PRIMARY : 0;
    f->flags |= t->parent_only ? FA_FACT_PARENT_ONLY : 0;
    f->flags |= is_non_gaap(f, t) ? FA_FACT_NON_GAAP : 0;
    if (fai_has_ci(f->path, "discontinued") || fai_has_ci(f->label, "discontinued"))
        f->flags |= FA_FACT_DISCONTINUED;
    apply_unit(d, t, f, line->kind, each);
    if (t->statement != FA_STATEMENT_NONE)
        apply_sign(f);
    if ((f->flags & FA_FACT_CHANGE) != 0 || states_share(f))
    f->concept = "";
}

static fa_status finish_table(fai_reading *r, fai_drafts *drafts, size_t i, fai_walk *w, fai_arena *scratch,
                              fa_error *err)
{
    const fai_draft *d = &drafts->items[i];
    const fa_fact_table *t = &r->tables.items[i].table;
    fai_line *lines = fai_arena_calloc(scratch, (size_t)t->row_count + 1, sizeof *lines);
    const char *each = fai_arena_printf(r->arena, "%s/shares", *t->unit == '\0' ? "USD" : t->unit);
    fa_status st;
    uint32_t k;

    if (lines == NULL || each == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while reading figures");
    period_from_rows(r, d, t);
    st = fai_lines_name(r, drafts, i, w, scratch, lines, err);
    for (k = 0; st == FA_OK && k < d->facts_count; k++) {
        fa_fact *f = &r->facts.items[d->facts_first + k];

        finish_fact(d, t, f, &lines[f->row], each);
    }
    return st;
}

fa_status fai_figures_finish(fai_reading *r, fai_drafts *drafts, fa_error *err)
{
    fai_arena scratch;
    fa_status st = FA_OK;
    fai_units common;
    size_t i;
    fai_walk w;

    memset(&w, 0, sizeof w);
    fai_arena_init(&scratch, 0);
    memset(&common, 0, sizeof common);
    for (i = 0; !common.stated && i < r->tables.len; i++)
        if (r->tables.items[i].table.primary)
            common = drafts->items[i].units;
    for (i = 0; st == FA_OK && i < r->tables.len; i++)
        st = settle_table(r, drafts, i, &common, err);
    for (i = 0; st == FA_OK && i < r->tables.len; i++) {
        st = finish_table(r, drafts, i, &w, &scratch, err);
        fai_arena_clear(&scratch);
    }
    fai_arena_clear(&scratch);
    return st;
}
