/* reading/statements.c: which tables are statements, and which of them are the filing's own. */
#include <string.h>

#include "base/text.h"
#include "finance/labels.h"
#include "reading/drafts.h"

/* Lines that only one kind of statement prints. */
static const struct {
    const char *concept;
    fa_statement_kind kind;
    float weight;
} anchors[] = {
    {"us-gaap:AssetsCurrent", FA_STATEMENT_BALANCE, 1},
    {"us-gaap:Assets", FA_STATEMENT_BALANCE, 1},
    {"us-gaap:LiabilitiesCurrent", FA_STATEMENT_BALANCE, 1},
    {"us-gaap:Liabilities", FA_STATEMENT_BALANCE, 0.5F},
    {"us-gaap:LiabilitiesAndStockholdersEquity", FA_STATEMENT_BALANCE, 2},
    {"us-gaap:StockholdersEquity", FA_STATEMENT_BALANCE, 0.5F},
    {"us-gaap:Goodwill", FA_STATEMENT_BALANCE, 0.5F},
    {"us-gaap:CashAndCashEquivalentsAtCarryingValue", FA_STATEMENT_BALANCE, 0.5F},
    {"us-gaap:PropertyPlantAndEquipmentNet", FA_STATEMENT_BALANCE, 0.5F},
    {"us-gaap:NetCashProvidedByUsedInOperatingActivities", FA_STATEMENT_CASHFLOW, 1.5F},
    {"us-gaap:NetCashProvidedByUsedInInvestingActivities", FA_STATEMENT_CASHFLOW, 1.5F},
    {"us-gaap:NetCashProvidedByUsedInFinancingActivities", FA_STATEMENT_CASHFLOW, 1.5F},
    {"us-gaap:EffectOfExchangeRateOnCashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents",
     FA_STATEMENT_CASHFLOW, 0.5F},
    {"us-gaap:PaymentsToAcquirePropertyPlantAndEquipment", FA_STATEMENT_CASHFLOW, 0.5F},
    {"us-gaap:PaymentsOfDividends", FA_STATEMENT_CASHFLOW, 0.5F},
    {"us-gaap:PaymentsForRepurchaseOfCommonStock", FA_STATEMENT_CASHFLOW, 0.5F},
    {"us-gaap:Revenues", FA_STATEMENT_INCOME, 1},
    {"us-gaap:RevenuesNetOfInterestExpense", FA_STATEMENT_INCOME, 1},
    {"us-gaap:CostOfRevenue", FA_STATEMENT_INCOME, 1},
    {"us-gaap:OperatingIncomeLoss", FA_STATEMENT_INCOME, 1},
    {"us-gaap:CostsAndExpenses", FA_STATEMENT_INCOME, 0.5F},
    {"us-gaap:SellingGeneralAndAdministrativeExpense", FA_STATEMENT_INCOME, 0.5F},
    {"us-gaap:NoninterestExpense", FA_STATEMENT_INCOME, 1},
    {"us-gaap:IncomeTaxExpenseBenefit", FA_STATEMENT_INCOME, 1},
    {"us-gaap:IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest",
     FA_STATEMENT_INCOME, 1},
    {"us-gaap:NetIncomeLoss", FA_STATEMENT_INCOME, 1},
    {"us-gaap:ProfitLoss", FA_STATEMENT_INCOME, 0.5F},
    {"us-gaap:EarningsPerShareDiluted", FA_STATEMENT_INCOME, 1},
    {"us-gaap:EarningsPerShareBasic", FA_STATEMENT_INCOME, 0.5F},
    {"us-gaap:ComprehensiveIncomeNetOfTax", FA_STATEMENT_COMPREHENSIVE, 2},
};
enum { ANCHORS = sizeof anchors / sizeof *anchors, KINDS = 6 };

static bool has(const char *text, const char *part)
{
    return fai_has_ci(text, part);
}

/* The statement that a title names. */
static fa_statement_kind kind_of_title(const char *t)
{
    bool statement = has(t, "statement") || has(t, "consolidated") || has(t, "condensed");

    if (strlen(t) > 120)
        return FA_STATEMENT_NONE;
    if (has(t, "balance sheet") ||
        (statement && (has(t, "financial position") || has(t, "financial condition"))))
        return FA_STATEMENT_BALANCE;
    if (has(t, "cash flow") && (statement || strlen(t) < 40))
        return FA_STATEMENT_CASHFLOW;
    if (!statement)
        return FA_STATEMENT_NONE;
    if (has(t, "comprehensive"))
        return has(t, "operations") || has(t, "income and comprehensive") ||
                       has(t, "earnings and comprehensive") || has(t, "loss and comprehensive") ||
                       has(t, "income (loss) and comprehensive")
                   ? FA_STATEMENT_INCOME
                   : FA_STATEMENT_COMPREHENSIVE;
    if (has(t, "equity") || has(t, "shareholders") || has(t, "stockholders") || has(t, "shareowners") ||
        has(t, "retained earnings"))
        return FA_STATEMENT_EQUITY;
    if (has(t, "of income") || has(t, "operations") || has(t, "earnings") || has(t, "income statement") ||
        has(t, "of loss") || has(t, "statement of consolidated income") || has(t, "consolidated income") ||
        has(t, "profit and loss") || has(t, "profit or loss"))
        return FA_STATEMENT_INCOME;
    return FA_STATEMENT_NONE;
}

static bool is_parent_only(const fa_fact_table *t)
{
    return has(t->title, "parent company") || has(t->title, "parent only") ||
           has(t->title, "of registrant") || has(t->title, "schedule i ") ||
           has(t->title, "condensed financial information of") || has(t->section, "schedule i ") ||
           has(t->section, "condensed financial information of") || has(t->section, "parent company");
}

/* The text of a page, for words that tell statements from extracts. */
static const char *page_text(const fai_reading *r, int32_t page)
{
    return page >= 1 && (uint32_t)page <= r->content->page_count ? r->content->pages[page - 1].text : "";
}

static bool page_head_has(const fai_reading *r, int32_t page, const char *part)
{
    fai_str text = fai_str_of(page_text(r, page));

    if (text.n > 500)
        text.n = 500;
    return fai_str_find_ci(text, fai_str_of(part), 0) != FAI_NPOS;
}

/* Concepts that the rows of one table name, as bits of the anchors. */
static uint64_t anchors_of(const fai_labels *labels, const fa_fact_table *t, const fai_draft *d)
{
    uint64_t found = 0;
    uint32_t i;
    size_t k;

    for (i = 0; i < t->row_count; i++) {
        fai_row_kind kind = d->kinds[i];
        fai_unit_kind unit = kind == FAI_ROW_PER_SHARE ? FAI_UNIT_PER_SHARE
                             : kind == FAI_ROW_SHARES  ? FAI_UNIT_SHARES
                                                       : FAI_UNIT_MONEY;
        const char *concept = fai_label_concept(labels, t->rows[i].label, t->rows[i].path, FA_STATEMENT_NONE,
                                                FAI_ZONE_NONE, unit);

        for (k = 0; *concept != '\0' && k < ANCHORS; k++)
            if (strcmp(concept, anchors[k].concept) == 0)
                found |= (uint64_t)1 << k;
    }
    return found;
}

/* A run of tables that go on with each other. */
typedef struct group {
    size_t first, last; /* tables */
    uint64_t anchors;
    fa_statement_kind titled;
    fa_statement_kind kind;
    float score; /* of its kind */
    float rank;  /* among those of its kind */
} group;
typedef FAI_VEC(group) groups;

static float score_of(const group *g, fa_statement_kind kind)
{
    float score = g->titled == kind ? 3 : 0;
    size_t k;

    for (k = 0; k < ANCHORS; k++)
        if ((g->anchors >> k & 1) != 0 && anchors[k].kind == kind)
            score += anchors[k].weight;
    return score;
}

static void classify(group *g, const fa_fact_table *t)
{
    float best = 0;
    int k;

    g->kind = FA_STATEMENT_NONE;
    for (k = FA_STATEMENT_INCOME; k <= FA_STATEMENT_COMPREHENSIVE; k++) {
        float s = score_of(g, (fa_statement_kind)k);

        if (s > best) {
            best = s;
            g->kind = (fa_statement_kind)k;
        }
    }
    g->score = best;
    /* A title alone makes an equity or comprehensive income statement of a table; the others show their lines. */
    if (g->kind == FA_STATEMENT_EQUITY || g->kind == FA_STATEMENT_COMPREHENSIVE) {
        if (g->titled != g->kind)
            g->kind = FA_STATEMENT_NONE;
    } else if (best < 4.5F || (g->titled != g->kind && best < 4.0F)) {
        g->kind = FA_STATEMENT_NONE;
    }
    if (g->kind == FA_STATEMENT_INCOME && g->titled == FA_STATEMENT_COMPREHENSIVE && best < 4)
        g->kind = FA_STATEMENT_COMPREHENSIVE;
    if (t->row_count < 3)
        g->kind = FA_STATEMENT_NONE;
}

static float rank_of(const fai_reading *r, const group *g, const fai_draft *d)
{
    const fa_fact_table *t = &r->tables.items[g->first].table;
    const char *text = page_text(r, t->page);
    float rank = g->score;
    uint32_t i, changes = 0;

    rank += d->facts_count >= 20 ? 1 : 0;
    rank += has(t->title, "consolidated") ? 1 : 0;
    rank += has(text, "accompanying notes") || has(text, "notes to consolidated") ||
                    has(text, "notes are an integral") || has(text, "notes to the consolidated") ||
                    has(text, "integral part of")
                ? 2
                : 0;
    rank += has(t->section, "item 8") || has(t->section, "financial statements") ? 1 : 0;
    rank -= t->parent_only ? 6 : 0;
    rank -= has(t->section, "selected") || has(t->title, "selected") || has(text, "selected financial data")
                ? 3
                : 0;
    rank -=
        has(t->section, "management") || has(t->title, "liquidity") || page_head_has(r, t->page, "liquidity")
            ? 2
            : 0;
    rank -=
        has(t->title, "pro forma") || has(t->title, "guarantor") || has(t->title, "consolidating") ? 6 : 0;
    rank -= has(t->title, "summar") || has(t->title, "note ") || has(t->section, " note ") ? 2 : 0;
    rank -= has(t->title, "discontinued") || has(t->title, "quarterly") || has(t->title, "reclassif") ? 3 : 0;
    rank -= has(t->title, "as a percent") || has(t->title, "non-gaap") || has(t->title, "reconcil") ? 4 : 0;
    for (i = 0; i < t->column_count; i++) {
        fai_head h;

        fai_head_parse(t->columns[i].head, strlen(t->columns[i].head), &h);
        changes += h.change || h.percent;
        rank -= (h.flags & FA_FACT_NON_GAAP) != 0 ? 2 : 0;
    }
    rank -= changes > 0 ? 2 : 0;
    return rank;
}

/* The three statements stand together: each kind near by raises the rank of the others. */
static void raise_neighbours(const fai_reading *r, groups *all)
{
    size_t i, k;

    for (i = 0; i < all->len; i++) {
        unsigned near = 0;
        int32_t page = r->tables.items[all->items[i].first].table.page;

        for (k = 0; all->items[i].kind != FA_STATEMENT_NONE && k < all->len; k++) {
            int32_t d = r->tables.items[all->items[k].first].table.page - page;

            if (all->items[k].kind != FA_STATEMENT_NONE && all->items[k].kind != all->items[i].kind &&
                d <= 5 && d >= -5 && all->items[k].titled == all->items[k].kind)
                near |= 1U << all->items[k].kind;
        }
        for (k = 1; k < KINDS; k++)
            all->items[i].rank += (near >> k & 1U) != 0 ? 0.75F : 0;
    }
}

static uint64_t anchor_bit(const char *concept)
{
    size_t k;

    for (k = 0; k < ANCHORS; k++)
        if (strcmp(anchors[k].concept, concept) == 0)
            return (uint64_t)1 << k;
    return 0;
}

/* The line without which a statement is cut off. */
static uint64_t last_anchor(fa_statement_kind kind)
{
    return kind == FA_STATEMENT_BALANCE    ? anchor_bit("us-gaap:LiabilitiesAndStockholdersEquity")
           : kind == FA_STATEMENT_CASHFLOW ? anchor_bit("us-gaap:NetCashProvidedByUsedInFinancingActivities")
           : kind == FA_STATEMENT_INCOME
               ? anchor_bit("us-gaap:NetIncomeLoss") | anchor_bit("us-gaap:ProfitLoss")
               : 0;
}

static void mark(fai_reading *r, const group *g, fa_statement_kind kind, bool primary)
{
    size_t i;

    r->tables.items[g->first].table.last_page = r->tables.items[g->last].table.page;
    for (i = g->first; i <= g->last; i++) {
        r->tables.items[i].table.statement = kind;
        r->tables.items[i].table.primary = primary;
    }
}

static bool shows_lines_of(const group *g, fa_statement_kind kind)
{
    size_t k;

    for (k = 0; k < ANCHORS; k++)
        if ((g->anchors >> k & 1) != 0 && anchors[k].kind == kind)
            return true;
    return false;
}

/* A statement that breaks off goes on in the tables that follow, under heads of their own. */
static void take_rest(fai_reading *r, groups *all, size_t at)
{
    fa_statement_kind kind = all->items[at].kind;
    uint64_t want = last_anchor(kind), have = all->items[at].anchors;
    int32_t page = r->tables.items[all->items[at].last].table.page;
    size_t i;

    for (i = at + 1; (have & want) == 0 && want != 0 && i < all->len && i <= at + 3; i++) {
        group *g = &all->items[i];

        if (r->tables.items[g->first].table.page - page > 1 || !shows_lines_of(g, kind) ||
            (g->titled != FA_STATEMENT_NONE && g->titled != kind))
            break;
        g->kind = kind;
        mark(r, g, kind, true);
        have |= g->anchors;
    }
}

static void choose_primary(fai_reading *r, groups *all, fa_statement_kind kind)
{
    size_t i, best = SIZE_MAX;

    for (i = 0; i < all->len; i++)
        if (all->items[i].kind == kind &&
            (best == SIZE_MAX || all->items[i].rank > all->items[best].rank + 0.01F))
            best = i;
    if (best == SIZE_MAX || r->tables.items[all->items[best].first].table.parent_only)
        return;
    mark(r, &all->items[best], kind, true);
    take_rest(r, all, best);
}

static void title_from_page(fai_reading *r, group *g, const fai_drafts *drafts)
{
    static const char *const lines_end = "\n";
    fa_fact_table *t = &r->tables.items[g->first].table;
    const char *text = page_text(r, t->page), *end;
    int line;

    if (g->titled != FA_STATEMENT_NONE || drafts->items[g->first].inherits ||
        (g->first > 0 && r->tables.items[g->first - 1].table.page == t->page))
        return;
    for (line = 0; line < 8 && *text != '\0'; line++, text = *end == '\0' ? end : end + 1) {
        char title[128];
        size_t n;

        end = strpbrk(text, lines_end);
        end = end == NULL ? text + strlen(text) : end;
        n = (size_t)(end - text);
        if (n >= sizeof title)
            continue;
        memcpy(title, text, n);
        title[n] = '\0';
        g->titled = kind_of_title(title);
        if (g->titled != FA_STATEMENT_NONE) {
            const char *copy = fai_arena_strndup(r->arena, fai_str_trim(fai_str_of(title)).p,
                                                 fai_str_trim(fai_str_of(title)).n);

            if (copy != NULL)
                t->title = copy;
            else
                r->out_of_memory = true;
            return;
        }
    }
}

static bool make_groups(fai_reading *r, const fai_drafts *drafts, groups *out)
{
    size_t i;

    for (i = 0; i < r->tables.len; i++) {
        fa_fact_table *t = &r->tables.items[i].table;
        group g;

        t->parent_only = is_parent_only(t);
        memset(&g, 0, sizeof g);
        g.first = g.last = i;
        g.anchors = anchors_of(r->labels, t, &drafts->items[i]);
        g.titled = kind_of_title(t->title);
        if (out->len > 0 && drafts->items[i].inherits && g.titled == out->items[out->len - 1].titled) {
            group *last = &out->items[out->len - 1];

            last->last = i;
            last->anchors |= g.anchors;
            continue;
        }
        title_from_page(r, &g, drafts);
        if (!fai_vec_push(out, g))
            return false;
    }
    return true;
}

fa_status fai_statements_find(fai_reading *r, fai_drafts *drafts, fa_error *err)
{
    groups all;
    size_t i;
    int k;

    memset(&all, 0, sizeof all);
    if (!make_groups(r, drafts, &all)) {
        fai_vec_clear(&all);
        return fa_fail(err, FA_ENOMEM, "out of memory while looking for statements");
    }
    for (i = 0; i < all.len; i++) {
        classify(&all.items[i], &r->tables.items[all.items[i].first].table);
        if (all.items[i].kind != FA_STATEMENT_NONE)
            all.items[i].rank = rank_of(r, &all.items[i], &drafts->items[all.items[i].first]);
        mark(r, &all.items[i], all.items[i].kind, false);
    }
    raise_neighbours(r, &all);
    for (k = FA_STATEMENT_INCOME; k <= FA_STATEMENT_COMPREHENSIVE; k++)
        choose_primary(r, &all, (fa_statement_kind)k);
    fai_vec_clear(&all);
    return r->out_of_memory ? fa_fail(err, FA_ENOMEM, "out of memory while looking for statements") : FA_OK;
}
