/* reading/lines.c: the concepts that the rows of a table state, by label, part of the statement and neighbours. */
#include <string.h>

#include "base/text.h"
#include "reading/drafts.h"

static fai_unit_kind unit_of(fai_row_kind kind)
{
    return kind == FAI_ROW_PER_SHARE ? FAI_UNIT_PER_SHARE
           : kind == FAI_ROW_SHARES  ? FAI_UNIT_SHARES
           : kind == FAI_ROW_PERCENT ? FAI_UNIT_RATE
                                     : FAI_UNIT_MONEY;
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

static bool names_concept(const fai_labels *labels, const fa_fact_table *t, const char *concept)
{
    uint32_t i;

    for (i = 0; i < t->row_count; i++)
        if (strcmp(fai_label_concept(labels, t->rows[i].label, t->rows[i].path, FA_STATEMENT_NONE,
                                     FAI_ZONE_NONE, FAI_UNIT_MONEY),
                   concept) == 0)
            return true;
    return false;
}

/* Whether the balance sheet that begins here parts current from other items. */
static bool is_classified(const fai_reading *r, const fai_drafts *drafts, size_t i)
{
    do {
        if (names_concept(r->labels, &r->tables.items[i].table, "us-gaap:AssetsCurrent") ||
            names_concept(r->labels, &r->tables.items[i].table, "us-gaap:LiabilitiesCurrent"))
            return true;
        i++;
    } while (i < r->tables.len && r->tables.items[i].table.statement == FA_STATEMENT_BALANCE &&
             r->tables.items[i].table.primary == r->tables.items[i - 1].table.primary &&
             drafts->len == r->tables.len);
    return false;
}

static void begin_walk(fai_walk *w, const fai_reading *r, const fai_drafts *drafts, size_t i)
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
        if (!names_concept(r->labels, t, "us-gaap:Assets") &&
            names_concept(r->labels, t, "us-gaap:LiabilitiesAndStockholdersEquity"))
            w->zone = w->classified ? FAI_ZONE_CURRENT_LIABILITIES
                                    : FAI_ZONE_CURRENT_LIABILITIES | FAI_ZONE_OTHER_LIABILITIES;
    } else if (t->statement == FA_STATEMENT_CASHFLOW) {
        w->zone = FAI_ZONE_OPERATING;
    }
}

static fai_zone zone_of(const fai_walk *w, const fa_table_row *row)
{
    fai_zone named = w->statement == FA_STATEMENT_CASHFLOW ? zone_of_path(row->path) : FAI_ZONE_NONE;

    /* What follows the three totals stands under none of their headings. */
    return named != FAI_ZONE_NONE && w->zone != FAI_ZONE_SUPPLEMENT ? named : (fai_zone)w->zone;
}

/* The order of the three parts is the company's own: after two totals the part that is left follows. */
static int next_part(fai_walk *w, fai_zone ended, int next)
{
    if (ended == FAI_ZONE_FINANCING && (w->parts & FAI_ZONE_INVESTING) == 0)
        next = FAI_ZONE_INVESTING;
    if (ended == FAI_ZONE_INVESTING && (w->parts & FAI_ZONE_FINANCING) != 0)
        next = FAI_ZONE_SUPPLEMENT;
    w->parts |= ended;
    return next;
}

static const char *concept_of_row(const fai_labels *labels, fai_walk *w, const fa_table_row *row,
                                  const char *label, fai_row_kind kind)
{
    const char *concept =
        fai_label_concept(labels, label, row->path, w->statement, zone_of(w, row), unit_of(kind));
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
static bool may_name_concepts(const fai_reading *r, size_t i, const fai_line *lines)
{
    const fa_fact_table *t = &r->tables.items[i].table;
    uint32_t a, b, named = 0;

    if (t->statement != FA_STATEMENT_NONE)
        return t->statement != FA_STATEMENT_EQUITY;
    for (a = 0; a < t->row_count; a++) {
        if (*lines[a].concept == '\0')
            continue;
        named++;
        for (b = 0; b < a; b++)
            if (strcmp(lines[a].concept, lines[b].concept) == 0)
                return false;
    }
    return named >= 2;
}

/* Of several rows with one concept the total keeps it, else the first. Net income and equity come in two kinds, with
 * and without the share of others. */
static void part_alike(const fa_fact_table *t, fai_line *lines, const uint32_t *row_flags)
{
    uint32_t a, b;

    for (a = 0; a < t->row_count; a++) {
        for (b = a + 1; *lines[a].concept != '\0' && b < t->row_count; b++) {
            if (strcmp(lines[a].concept, lines[b].concept) != 0)
                continue;
            if (strcmp(lines[a].concept, "us-gaap:NetIncomeLoss") == 0 &&
                fai_has_ci(t->rows[b].label, "attributable"))
            lines[a].concept = "us-gaap:ProfitLoss";
            else if (strcmp(lines[a].concept,
                            "us-gaap:CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents") ==
                     0) continue;
            else if (strcmp(lines[a].concept, "us-gaap:PropertyPlantAndEquipmentNet") == 0 &&
                     !fai_has_word_ci(t->rows[a].label, "net") && fai_has_word_ci(t->rows[b].label, "net"))
                lines[a]
                    .concept = "us-gaap:PropertyPlantAndEquipmentGross";
            else if ((row_flags[b] & FA_FACT_TOTAL) != 0 && (row_flags[a] & FA_FACT_TOTAL) == 0) lines[a]
                .concept = "";
            else lines[b].concept = "";
        }
    }
}

static void part_equity(const fa_fact_table *t, fai_line *lines)
{
    static const char both[] =
        "us-gaap:StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest";
    uint32_t a, with = UINT32_MAX, without = UINT32_MAX;

    for (a = 0; a < t->row_count; a++) {
        if (strcmp(lines[a].concept, both) == 0)
            with = a;
        if (strcmp(lines[a].concept, "us-gaap:StockholdersEquity") == 0)
            without = a;
    }
    if (with != UINT32_MAX && without == UINT32_MAX)
    lines[with].concept = "us-gaap:StockholdersEquity";
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
                              fai_line *lines)
{
    uint32_t a, b;

    if (t->row_count > FAI_STATEMENT_ROWS_MAX)
        return;
    for (a = 0; a < t->row_count; a++)
        if (strcmp(lines[a].concept, "us-gaap:Assets") == 0)
            return;
    for (a = 0; a < t->row_count; a++) {
        for (b = t->row_count; b-- > a + 1;) {
            if (!d->bare[a] ||
                (!d->bare[b] && strcmp(lines[b].concept, "us-gaap:LiabilitiesAndStockholdersEquity") != 0) ||
                !same_figures(r, d, (int32_t)a, (int32_t)b))
                continue;
            lines[a].concept = "us-gaap:Assets";
            lines[b].concept = "us-gaap:LiabilitiesAndStockholdersEquity";
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

/* Grand totals and equity of a balance sheet, whose rows it may rename. */
static fa_status part_balance(fai_reading *r, const fai_draft *d, fa_fact_table *t, fai_line *lines,
                              fa_error *err)
{
    fa_table_row *rows = fai_arena_calloc(r->arena, (size_t)t->row_count + 1, sizeof *rows);

    if (rows == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while reading figures");
    memcpy(rows, t->rows, t->row_count * sizeof *rows);
    name_grand_totals(r, d, t, rows, lines);
    t->rows = rows;
    part_equity(t, lines);
    return FA_OK;
}

fa_status fai_lines_name(fai_reading *r, const fai_drafts *drafts, size_t i, fai_walk *w, fai_arena *scratch,
                         fai_line *lines, fa_error *err)
{
    fa_fact_table *t = &r->tables.items[i].table;
    const fai_draft *d = &drafts->items[i];
    uint32_t k;

    begin_walk(w, r, drafts, i);
    for (k = 0; k < t->row_count; k++) {
        const char *label = t->rows[k].label;

        lines[k].kind = d->kinds[k];
        if (d->bare[k] && !fai_str_starts_ci(fai_str_of(label), FAI_STR("total")))
            label = fai_arena_printf(scratch, "Total %s", label);
        if (label == NULL)
            return fa_fail(err, FA_ENOMEM, "out of memory while reading figures");
        lines[k].concept = concept_of_row(r->labels, w, &t->rows[k], label, lines[k].kind);
    }
    if (!may_name_concepts(r, i, lines))
        for (k = 0; k < t->row_count; k++)
    lines[k].concept = "";
    if (t->statement == FA_STATEMENT_NONE)
        return FA_OK;
    part_alike(t, lines, d->row_flags);
    return t->statement == FA_STATEMENT_BALANCE ? part_balance(r, d, t, lines, err) : FA_OK;
}
