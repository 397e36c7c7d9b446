/* reading/figures.c: printed figures to values: units and scale of table and row, concept, sign. */
#include <string.h>

#include "base/text.h"
#include "finance/labels.h"
#include "reading/drafts.h"

/* No statement is longer; what is longer is data, and is not searched pair by pair. */
enum { STATEMENT_ROWS_MAX = 400 };

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

static fai_unit_kind unit_of(fai_row_kind kind)
{
    return kind == FAI_ROW_PER_SHARE ? FAI_UNIT_PER_SHARE
           : kind == FAI_ROW_SHARES  ? FAI_UNIT_SHARES
           : kind == FAI_ROW_PERCENT ? FAI_UNIT_RATE
                                     : FAI_UNIT_MONEY;
}

/* More than nine digits and whole: nobody prints such a number in thousands. */
static bool is_whole_count(fa_decimal value)
{
    return fa_decimal_compare(fa_decimal_abs(value), fa_decimal_make(20000000, 0)) > 0;
}

static fa_status apply_unit(fai_reading *r, const fai_draft *d, fa_fact *f, fai_row_kind kind,
                            const char *each, fa_error *err)
{
    const fa_fact_table *t = &r->tables.items[f->table].table;
    int printed = f->value.scale, scale = 0;
    fa_decimal value;

    if ((f->flags & FA_FACT_PERCENT) != 0 || (kind == FAI_ROW_PERCENT && strchr(f->text, '$') == NULL)) {
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
    f->scale = scale;
    f->decimals = printed - scale;
    if (scale != 0 && (f->flags & FA_FACT_NIL) == 0) {
        if (fa_decimal_shift(f->value, scale, &value, err) != FA_OK) {
            f->flags |= FA_FACT_NIL;
            f->value = fa_decimal_make(0, 0);
        } else {
            f->value = value;
        }
    }
    return FA_OK;
}

static void apply_sign(fa_fact *f)
{
    const fai_concept *c = fai_concept_find(f->concept);

    if (c == NULL || fa_decimal_sign(f->value) == 0)
        return;
    if (c->sign == FAI_SIGN_REVERSED || (c->sign == FAI_SIGN_POSITIVE && fa_decimal_sign(f->value) < 0))
        f->value = fa_decimal_negate(f->value);
}

/* The part of the cash flow statement that the headings name: "Cash flows from financing activities", "Financing". */
static fai_zone zone_of_path(const char *path)
{
    const char *last = path, *next;

    while ((next = strstr(last, " \xE2\x80\xBA ")) != NULL)
        last = next + 5;
    if (fai_has_ci(path, "financing activities") || fai_str_equal_ci(fai_str_of(last), FAI_STR("financing")))
        return FAI_ZONE_FINANCING;
    if (fai_has_ci(path, "investing activities") || fai_str_equal_ci(fai_str_of(last), FAI_STR("investing")))
        return FAI_ZONE_INVESTING;
    if (fai_has_ci(path, "supplemental") || fai_has_ci(path, "non-cash") || fai_has_ci(path, "noncash"))
        return FAI_ZONE_SUPPLEMENT;
    return FAI_ZONE_NONE;
}

static bool names_concept(const fa_fact_table *t, const char *concept)
{
    uint32_t i;

    for (i = 0; i < t->row_count; i++)
        if (strcmp(fai_label_concept(t->rows[i].label, t->rows[i].path, FA_STATEMENT_NONE, FAI_ZONE_NONE,
                                     FAI_UNIT_MONEY),
                   concept) == 0)
            return true;
    return false;
}

/* Whether the balance sheet that begins here parts current from other items. */
static bool is_classified(const fai_reading *r, const fai_drafts *drafts, size_t i)
{
    do {
        if (names_concept(&r->tables.items[i].table, "us-gaap:AssetsCurrent") ||
            names_concept(&r->tables.items[i].table, "us-gaap:LiabilitiesCurrent"))
            return true;
        i++;
    } while (i < r->tables.len && r->tables.items[i].table.statement == FA_STATEMENT_BALANCE &&
             r->tables.items[i].table.primary == r->tables.items[i - 1].table.primary &&
             drafts->len == r->tables.len);
    return false;
}

/* Where the statement stands while its rows are walked through. */
typedef struct walk {
    fa_statement_kind statement;
    bool primary;
    bool classified;
    int zone;
    int parts; /* of the cash flow statement, that have ended */
} walk;

static void begin_walk(walk *w, const fai_reading *r, const fai_drafts *drafts, size_t i)
{
    const fa_fact_table *t = &r->tables.items[i].table;

    if (w->statement == t->statement && w->primary == t->primary && i > 0 &&
        (drafts->items[i].inherits || (t->primary && t->statement != FA_STATEMENT_NONE)))
        return;
    w->statement = t->statement;
    w->primary = t->primary;
    w->zone = FAI_ZONE_NONE;
    w->parts = 0;
    w->classified = false;
    if (t->statement == FA_STATEMENT_BALANCE) {
        w->classified = is_classified(r, drafts, i);
        w->zone = w->classified ? FAI_ZONE_CURRENT_ASSETS : FAI_ZONE_CURRENT_ASSETS | FAI_ZONE_OTHER_ASSETS;
        if (!names_concept(t, "us-gaap:Assets") &&
            names_concept(t, "us-gaap:LiabilitiesAndStockholdersEquity"))
            w->zone = w->classified ? FAI_ZONE_CURRENT_LIABILITIES
                                    : FAI_ZONE_CURRENT_LIABILITIES | FAI_ZONE_OTHER_LIABILITIES;
    } else if (t->statement == FA_STATEMENT_CASHFLOW) {
        w->zone = FAI_ZONE_OPERATING;
    }
}

static fai_zone zone_of(const walk *w, const fa_table_row *row)
{
    fai_zone named = w->statement == FA_STATEMENT_CASHFLOW ? zone_of_path(row->path) : FAI_ZONE_NONE;

    /* What follows the three totals stands under none of their headings. */
    return named != FAI_ZONE_NONE && w->zone != FAI_ZONE_SUPPLEMENT ? named : (fai_zone)w->zone;
}

/* The order of the three parts is the company's own: after two totals the part that is left follows. */
static int next_part(walk *w, fai_zone ended, int next)
{
    if (ended == FAI_ZONE_FINANCING && (w->parts & FAI_ZONE_INVESTING) == 0)
        next = FAI_ZONE_INVESTING;
    if (ended == FAI_ZONE_INVESTING && (w->parts & FAI_ZONE_FINANCING) != 0)
        next = FAI_ZONE_SUPPLEMENT;
    w->parts |= ended;
    return next;
}

static const char *concept_of_row(walk *w, const fa_table_row *row, const char *label, fai_row_kind kind)
{
    const char *concept = fai_label_concept(label, row->path, w->statement, zone_of(w, row), unit_of(kind));
    fai_zone next = fai_zone_after((fai_zone)w->zone, concept);

    if (strcmp(concept, "us-gaap:NetCashProvidedByUsedInOperatingActivities") == 0) {
        if ((w->parts & FAI_ZONE_OPERATING) != 0)
            next = (fai_zone)w->zone;
        w->parts |= FAI_ZONE_OPERATING;
    }
    if (strcmp(concept, "us-gaap:NetCashProvidedByUsedInInvestingActivities") == 0)
        next = (fai_zone)next_part(w, FAI_ZONE_INVESTING, next);
    else if (strcmp(concept, "us-gaap:NetCashProvidedByUsedInFinancingActivities") == 0)
        next = (fai_zone)next_part(w, FAI_ZONE_FINANCING, next);
    if ((int)next != w->zone) {
        w->zone = next;
        if (!w->classified && next == FAI_ZONE_CURRENT_LIABILITIES)
            w->zone |= FAI_ZONE_OTHER_LIABILITIES;
    }
    return concept;
}

/* Outside of statements a concept is taken from a label only where the table reads like an extract of one. */
static bool may_name_concepts(const fai_reading *r, size_t i, const char *const *concepts)
{
    const fa_fact_table *t = &r->tables.items[i].table;
    uint32_t a, b, named = 0;

    if (t->statement != FA_STATEMENT_NONE)
        return t->statement != FA_STATEMENT_EQUITY;
    for (a = 0; a < t->row_count; a++) {
        if (*concepts[a] == '\0')
            continue;
        named++;
        for (b = 0; b < a; b++)
            if (strcmp(concepts[a], concepts[b]) == 0)
                return false;
    }
    return named >= 2;
}

/* Of several rows with one concept the total keeps it, else the first. Net income and equity come in two kinds, with
 * and without the share of others. */
static void part_alike(const fa_fact_table *t, const char **concepts, const uint32_t *row_flags)
{
    uint32_t a, b;

    for (a = 0; a < t->row_count; a++) {
        for (b = a + 1; *concepts[a] != '\0' && b < t->row_count; b++) {
            if (strcmp(concepts[a], concepts[b]) != 0)
                continue;
            if (strcmp(concepts[a], "us-gaap:NetIncomeLoss") == 0 &&
                fai_has_ci(t->rows[b].label, "attributable"))
                concepts[a] = "us-gaap:ProfitLoss";
            else if (strcmp(concepts[a],
                            "us-gaap:CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents") == 0)
                continue;
            else if (strcmp(concepts[a], "us-gaap:PropertyPlantAndEquipmentNet") == 0 &&
                     !fai_has_word_ci(t->rows[a].label, "net") && fai_has_word_ci(t->rows[b].label, "net"))
                concepts[a] = "us-gaap:PropertyPlantAndEquipmentGross";
            else if ((row_flags[b] & FA_FACT_TOTAL) != 0 && (row_flags[a] & FA_FACT_TOTAL) == 0)
                concepts[a] = "";
            else
                concepts[b] = "";
        }
    }
}

static void part_equity(const fa_fact_table *t, const char **concepts)
{
    static const char both[] =
        "us-gaap:StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest";
    uint32_t a, with = UINT32_MAX, without = UINT32_MAX;

    for (a = 0; a < t->row_count; a++) {
        if (strcmp(concepts[a], both) == 0)
            with = a;
        if (strcmp(concepts[a], "us-gaap:StockholdersEquity") == 0)
            without = a;
    }
    if (with != UINT32_MAX && without == UINT32_MAX)
        concepts[with] = "us-gaap:StockholdersEquity";
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

    for (k = 0; t->row_count <= STATEMENT_ROWS_MAX && k < t->row_count; k++) {
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

/* The figures of two rows, column by column, are the same. */
static bool same_figures(const fai_reading *r, const fai_draft *d, int32_t a, int32_t b)
{
    uint32_t i, k, same = 0;

    for (i = 0; i < d->facts_count; i++) {
        const fa_fact *x = &r->facts.items[d->facts_first + i];

        for (k = 0; x->row == a && k < d->facts_count; k++) {
            const fa_fact *y = &r->facts.items[d->facts_first + k];

            if (y->row != b || y->col != x->col)
                continue;
            if (fa_decimal_compare(x->value, y->value) != 0)
                return false;
            same++;
        }
    }
    return same > 0;
}

/* A balance sheet that prints its two grand totals without a label: they are the ones that agree. */
static void name_grand_totals(fai_reading *r, const fai_draft *d, fa_fact_table *t, fa_table_row *rows,
                              const char **concepts)
{
    uint32_t a, b;

    if (t->row_count > STATEMENT_ROWS_MAX)
        return;
    for (a = 0; a < t->row_count; a++)
        if (strcmp(concepts[a], "us-gaap:Assets") == 0)
            return;
    for (a = 0; a < t->row_count; a++) {
        for (b = t->row_count; b-- > a + 1;) {
            if (!d->bare[a] ||
                (!d->bare[b] && strcmp(concepts[b], "us-gaap:LiabilitiesAndStockholdersEquity") != 0) ||
                !same_figures(r, d, (int32_t)a, (int32_t)b))
                continue;
            concepts[a] = "us-gaap:Assets";
            concepts[b] = "us-gaap:LiabilitiesAndStockholdersEquity";
            rows[a].label = "Total assets";
            rows[a].path = "";
            if (d->bare[b]) {
                rows[b].label = "Total liabilities and equity";
                rows[b].path = "";
            }
            return;
        }
    }
}

static fa_status finish_table(fai_reading *r, fai_drafts *drafts, size_t i, walk *w, fai_arena *scratch,
                              fa_error *err)
{
    fa_fact_table *t = &r->tables.items[i].table;
    const fai_draft *d = &drafts->items[i];
    const char **concepts = fai_arena_calloc(scratch, (size_t)t->row_count + 1, sizeof *concepts);
    fai_row_kind *kinds = fai_arena_calloc(scratch, (size_t)t->row_count + 1, sizeof *kinds);
    const char *each = fai_arena_printf(r->arena, "%s/shares", *t->unit == '\0' ? "USD" : t->unit);
    fa_status st = FA_OK;
    uint32_t k;
    bool named;

    if (concepts == NULL || kinds == NULL || each == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while reading figures");
    period_from_rows(r, d, t);
    begin_walk(w, r, drafts, i);
    for (k = 0; k < t->row_count; k++) {
        const char *label = t->rows[k].label;

        kinds[k] = fai_row_kind_of(label, t->rows[k].path);
        if (d->bare[k] && !fai_str_starts_ci(fai_str_of(label), FAI_STR("total")))
            label = fai_arena_printf(scratch, "Total %s", label);
        if (label == NULL)
            return fa_fail(err, FA_ENOMEM, "out of memory while reading figures");
        concepts[k] = concept_of_row(w, &t->rows[k], label, kinds[k]);
    }
    named = may_name_concepts(r, i, concepts);
    if (t->statement != FA_STATEMENT_NONE) {
        part_alike(t, concepts, d->row_flags);
        if (t->statement == FA_STATEMENT_BALANCE) {
            fa_table_row *rows = fai_arena_calloc(r->arena, (size_t)t->row_count + 1, sizeof *rows);

            if (rows == NULL)
                return fa_fail(err, FA_ENOMEM, "out of memory while reading figures");
            memcpy(rows, t->rows, t->row_count * sizeof *rows);
            name_grand_totals(r, d, t, rows, concepts);
            t->rows = rows;
            part_equity(t, concepts);
        }
    }
    for (k = 0; st == FA_OK && k < d->facts_count; k++) {
        fa_fact *f = &r->facts.items[d->facts_first + k];

        f->label = t->rows[f->row].label;
        f->path = t->rows[f->row].path;
        f->concept = named ? concepts[f->row] : "";
        f->statement = t->statement;
        f->flags |= t->primary ? FA_FACT_PRIMARY : 0;
        f->flags |= t->parent_only ? FA_FACT_PARENT_ONLY : 0;
        f->flags |= is_non_gaap(f, t) ? FA_FACT_NON_GAAP : 0;
        if (fai_has_ci(f->path, "discontinued") || fai_has_ci(f->label, "discontinued"))
            f->flags |= FA_FACT_DISCONTINUED;
        st = apply_unit(r, d, f, kinds[f->row], each, err);
        if (t->statement != FA_STATEMENT_NONE)
            apply_sign(f);
        if ((f->flags & FA_FACT_CHANGE) != 0 || states_share(f))
        f->concept = "";
    }
    return st;
}

fa_status fai_figures_finish(fai_reading *r, fai_drafts *drafts, fa_error *err)
{
    fai_arena scratch;
    fa_status st = FA_OK;
    fai_units common;
    size_t i;
    walk w;

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
