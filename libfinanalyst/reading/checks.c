/* reading/checks.c: accounting identities over the figures of the primary statements, within their rounding. */
#include <string.h>

#include "base/text.h"
#include "finance/concepts.h"
#include "reading/reading.h"

/* left = sum of the terms; a term with '-' is taken off, one with '?' may be missing. The first of several
 * alternatives ("A|B") that is stated counts. */
typedef struct identity {
    const char *name;
    const char *left;
    const char *terms[8];
    fa_statement_kind statement; /* of all its terms */
} identity;

#define REVENUE "Revenues|RevenueFromContractWithCustomerExcludingAssessedTax|SalesRevenueNet"
#define COST "CostOfRevenue|CostOfGoodsAndServicesSold|CostOfGoodsSold"
#define BEFORE_TAX                                                                                           \
    "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest|"           \
    "IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvest" \
    "ments"
#define CASH_CHANGE                                                                                          \
    "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"                                          \
    "PeriodIncreaseDecreaseIncludingExchangeRateEffect|CashAndCashEquivalentsPeriodIncreaseDecrease"
#define CASH_RATES                                                                                           \
    "EffectOfExchangeRateOnCashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents|"                   \
    "EffectOfExchangeRateOnCashAndCashEquivalents"

static const identity identities[] = {
    {"assets = liabilities and equity", "Assets", {"LiabilitiesAndStockholdersEquity"}, FA_STATEMENT_BALANCE},
    {"liabilities and equity = liabilities + temporary equity + equity",
     "LiabilitiesAndStockholdersEquity",
     {"Liabilities", "?TemporaryEquityCarryingAmountAttributableToParent",
      "?RedeemableNoncontrollingInterestEquityCarryingAmount",
      "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest|StockholdersEquity"},
     FA_STATEMENT_BALANCE},
    {"equity = parent's equity + noncontrolling interests",
     "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest",
     {"StockholdersEquity", "MinorityInterest"},
     FA_STATEMENT_BALANCE},
    {"gross profit = revenue - cost of revenue", "GrossProfit", {REVENUE, "-" COST}, FA_STATEMENT_INCOME},
    {"operating income = gross profit - operating expenses",
     "OperatingIncomeLoss",
     {"GrossProfit", "-OperatingExpenses"},
     FA_STATEMENT_INCOME},
    {"operating income = revenue - costs and expenses",
     "OperatingIncomeLoss",
     {REVENUE, "-CostsAndExpenses|OperatingExpenses"},
     FA_STATEMENT_INCOME},
    {"net income = income before tax - tax",
     "IncomeLossFromContinuingOperations|ProfitLoss|NetIncomeLoss",
     {BEFORE_TAX, "-IncomeTaxExpenseBenefit"},
     FA_STATEMENT_INCOME},
    {"net income = income before tax - tax + equity earnings",
     "IncomeLossFromContinuingOperations|ProfitLoss|NetIncomeLoss",
     {BEFORE_TAX, "-IncomeTaxExpenseBenefit", "IncomeLossFromEquityMethodInvestments"},
     FA_STATEMENT_INCOME},
    {"net income = attributable + noncontrolling interests",
     "ProfitLoss",
     {"NetIncomeLoss", "NetIncomeLossAttributableToNoncontrollingInterest"},
     FA_STATEMENT_INCOME},
    {"change in cash = operating + investing + financing + exchange rates",
     CASH_CHANGE,
     {"NetCashProvidedByUsedInOperatingActivities", "NetCashProvidedByUsedInInvestingActivities",
      "NetCashProvidedByUsedInFinancingActivities", "?NetCashProvidedByUsedInDiscontinuedOperations",
      "?" CASH_RATES},
     FA_STATEMENT_CASHFLOW},
};

typedef struct checker {
    fai_reading *r;
    FAI_VEC(uint32_t) primary; /* facts of the primary statements */
} checker;

static bool is_one_of(const char *concept, const char *names)
{
    const char *local = strchr(concept, ':');
    size_t n;

    if (local == NULL)
        return false;
    local++;
    n = strlen(local);
    for (; *names != '\0'; names += *names == '|') {
        size_t len = strcspn(names, "|");

        if (len == n && memcmp(names, local, n) == 0)
            return true;
        names += len;
    }
    return false;
}

static bool same_time(const fa_period *a, const fa_period *b)
{
    return a->type == b->type && a->end == b->end && a->start == b->start;
}

/* The undimensioned fact of a primary statement that states one of the concepts for a period; in the order of the
 * alternatives. */
static const fa_fact *find(const checker *c, const char *names, fa_statement_kind statement,
                           const fa_period *at, fa_source source)
{
    char one[160];

    while (*names != '\0') {
        size_t len = strcspn(names, "|"), i;

        if (len < sizeof one) {
            memcpy(one, names, len);
            one[len] = '\0';
            for (i = 0; i < c->primary.len; i++) {
                const fa_fact *f = &c->r->facts.items[c->primary.items[i]];

                if ((statement == FA_STATEMENT_NONE || f->statement == statement) && f->source == source &&
                    same_time(&f->period, at) && is_one_of(f->concept, one))
                    return f;
            }
        }
        names += len;
        names += *names == '|';
    }
    return NULL;
}

/* Half a unit of the last printed place. */
static fa_decimal half_unit(const fa_fact *f)
{
    fa_decimal half = fa_decimal_make(5, 1), out;
    int shift = f->decimals == FA_DECIMALS_INF || f->decimals == FA_DECIMALS_NONE ? 0 : -f->decimals;

    if (f->decimals == FA_DECIMALS_INF || fa_decimal_shift(half, shift, &out, NULL) != FA_OK)
        return fa_decimal_make(0, 0);
    return out;
}

static void take_term(fa_check *k, const fa_fact *f, bool minus)
{
    fa_decimal sum;

    if (k->fact_count < 12)
        k->facts[k->fact_count++] = f->index;
    if ((minus ? fa_decimal_add(k->residual, f->value, &sum, NULL)
               : fa_decimal_sub(k->residual, f->value, &sum, NULL)) == FA_OK)
        k->residual = sum;
    if (fa_decimal_add(k->tolerance, half_unit(f), &sum, NULL) == FA_OK)
        k->tolerance = sum;
}

static void judge(fa_check *k)
{
    k->state =
        fa_decimal_compare(fa_decimal_abs(k->residual), k->tolerance) <= 0 ? FA_CHECK_HOLDS : FA_CHECK_FAILS;
}

/* What holds proves its terms; what fails raises doubts about those that nothing else proves. */
static void mark(fai_reading *r, const fa_check *k)
{
    uint32_t i;

    for (i = 0; i < k->fact_count; i++) {
        fa_fact *f = &r->facts.items[k->facts[i]];

        if (k->state == FA_CHECK_HOLDS)
            f->flags = (f->flags | FA_FACT_VERIFIED) & ~(uint32_t)FA_FACT_DOUBTFUL;
        else if ((f->flags & FA_FACT_VERIFIED) == 0)
            f->flags |= FA_FACT_DOUBTFUL;
    }
}

static fa_status keep(checker *c, fa_check *k, bool doubt, fa_error *err)
{
    judge(k);
    if (k->state == FA_CHECK_FAILS && !doubt)
        return FA_OK;
    if (!fai_vec_push(&c->r->checks, *k))
        return fa_fail(err, FA_ENOMEM, "out of memory while checking a filing");
    mark(c->r, k);
    return FA_OK;
}

/* A line between the totals and their sum that no concept covers ("cash of businesses held for sale"): where it is just
 * what is missing, it belongs to the sum. */
static void take_missing_line(checker *c, fa_check *k, const fa_fact *left)
{
    size_t i;
    int32_t after = -1;

    for (i = 1; i < k->fact_count; i++) {
        const fa_fact *f = &c->r->facts.items[k->facts[i]];

        if (f->table == left->table && f->row > after && f->row < left->row)
            after = f->row;
    }
    for (i = 0; after >= 0 && i < c->r->facts.len; i++) {
        const fa_fact *f = &c->r->facts.items[i];

        if (f->table == left->table && f->col == left->col && f->row > after && f->row < left->row &&
            *f->concept == '\0' && fa_decimal_compare(f->value, k->residual) == 0) {
            take_term(k, f, false);
            return;
        }
    }
}

/* An income statement has lines that no identity knows (other income, equity earnings): a subtotal that does not
 * follow from two others there is no fault. Those of the balance sheet and the cash flow statement must hold, unless they are tagged: then the
 * figure is what its tag says, and the line that is missing has another tag. */
static bool must_hold(const identity *x, const fa_fact *left)
{
    if (left->source == FA_SOURCE_IXBRL)
        return false;
    return x->statement != FA_STATEMENT_INCOME || strncmp(x->name, "gross profit", 12) == 0;
}

/* Puts the terms together; false: one that is needed is not stated. */
static bool assemble(const checker *c, const identity *x, const fa_fact *left, bool optional_too, fa_check *k)
{
    size_t i;

    memset(k, 0, sizeof *k);
    k->name = x->name;
    k->residual = left->value;
    k->tolerance = half_unit(left);
    k->facts[k->fact_count++] = left->index;
    for (i = 0; i < sizeof x->terms / sizeof *x->terms && x->terms[i] != NULL; i++) {
        const char *term = x->terms[i];
        bool minus = *term == '-', optional = *term == '?';
        const fa_fact *f = optional && !optional_too ? NULL
                                                     : find(c, term + (minus || optional), x->statement,
                                                            &left->period, left->source);

        if (f == NULL && !optional)
            return false;
        if (f != NULL)
            take_term(k, f, minus);
    }
    judge(k);
    return true;
}

static fa_status try_identity(checker *c, const identity *x, const fa_fact *left, fa_error *err)
{
    fa_check k, bare;

    if (!assemble(c, x, left, true, &k))
        return FA_OK;
    /* Some statements print the change before what exchange rates do to it. */
    if (k.state == FA_CHECK_FAILS && assemble(c, x, left, false, &bare) && bare.state == FA_CHECK_HOLDS)
        k = bare;
    if (k.state == FA_CHECK_FAILS && x->statement == FA_STATEMENT_CASHFLOW)
        take_missing_line(c, &k, left);
    return keep(c, &k, must_hold(x, left), err);
}

/* Tax printed as what it does to income, brackets for an expense: where only minus the printed figure ties, it is
 * turned round. */
static void turn_tax(checker *c, fa_fact *tax)
{
    const fa_fact *before = find(c, BEFORE_TAX, FA_STATEMENT_INCOME, &tax->period, tax->source);
    const fa_fact *after = find(c, "IncomeLossFromContinuingOperations|ProfitLoss|NetIncomeLoss",
                                FA_STATEMENT_INCOME, &tax->period, tax->source);
    fa_check as_is, turned;

    if (before == NULL || after == NULL || tax->source != FA_SOURCE_TABLE || fa_decimal_sign(tax->value) == 0)
        return;
    memset(&as_is, 0, sizeof as_is);
    as_is.residual = after->value;
    as_is.tolerance = half_unit(after);
    take_term(&as_is, before, false);
    turned = as_is;
    take_term(&as_is, tax, true);
    take_term(&turned, tax, false);
    judge(&as_is);
    judge(&turned);
    if (as_is.state == FA_CHECK_FAILS && turned.state == FA_CHECK_HOLDS)
        tax->value = fa_decimal_negate(tax->value);
}

/* Net income is the same in the income statement and at the top of the cash flow statement. */
static fa_status check_net_income(checker *c, const fa_fact *cash, fa_error *err)
{
    const fa_fact *income = find(c, "ProfitLoss", FA_STATEMENT_INCOME, &cash->period, cash->source);
    const fa_fact *own = find(c, "NetIncomeLoss", FA_STATEMENT_INCOME, &cash->period, cash->source);
    fa_check k;
    int round;

    for (round = 0; round < 2; round++) {
        const fa_fact *other = round == 0 ? income : own;

        if (other == NULL)
            continue;
        memset(&k, 0, sizeof k);
        k.name = "net income of the income statement = of the cash flow statement";
        k.residual = cash->value;
        k.tolerance = half_unit(cash);
        k.facts[k.fact_count++] = cash->index;
        take_term(&k, other, false);
        judge(&k);
        if (k.state == FA_CHECK_HOLDS || round == 1 || own == NULL)
            return keep(c, &k, true, err);
    }
    return FA_OK;
}

static bool is_cash_end(const fa_fact *f)
{
    return f->statement == FA_STATEMENT_CASHFLOW && f->period.type == FA_PERIOD_INSTANT &&
           is_one_of(f->concept, "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents");
}

/* Cash at the end of the cash flow statement is the cash of the balance sheet, with restricted cash where it counts. */
static fa_status check_cash(checker *c, const fa_fact *end, fa_error *err)
{
    static const char *const extra[] = {"", "RestrictedCashCurrent", "RestrictedCashNoncurrent",
                                        "RestrictedCash"};
    const fa_fact *cash = find(c,
                               "CashAndCashEquivalentsAtCarryingValue|CashAndDueFromBanks|"
                               "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents",
                               FA_STATEMENT_BALANCE, &end->period, end->source);
    fa_check k, best;
    unsigned set;
    bool found = false;

    if (cash == NULL)
        return FA_OK;
    for (set = 0; set < 8; set++) {
        size_t i;
        bool all = true;

        memset(&k, 0, sizeof k);
        k.name = "cash of the cash flow statement = of the balance sheet";
        k.residual = end->value;
        k.tolerance = half_unit(end);
        k.facts[k.fact_count++] = end->index;
        take_term(&k, cash, false);
        for (i = 1; i < 4; i++) {
            const fa_fact *f;

            if ((set >> (i - 1) & 1U) == 0)
                continue;
            f = find(c, extra[i], FA_STATEMENT_BALANCE, &end->period, end->source);
            all = all && f != NULL;
            if (f != NULL)
                take_term(&k, f, false);
        }
        if (!all)
            continue;
        judge(&k);
        if (!found || k.state == FA_CHECK_HOLDS) {
            best = k;
            found = true;
        }
        if (k.state == FA_CHECK_HOLDS)
            break;
    }
    return keep(c, &best, false, err);
}

/* Cash at the end is cash at the beginning and its change. */
static fa_status check_roll(checker *c, const fa_fact *change, fa_error *err)
{
    fa_period opening = {FA_PERIOD_INSTANT, FA_DATE_NONE, FA_DATE_NONE, 0, FA_FISCAL_NONE};
    fa_period closing = {FA_PERIOD_INSTANT, FA_DATE_NONE, change->period.end, 0, FA_FISCAL_NONE};
    static const char cash[] = "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents";
    const fa_fact *first, *last;
    fa_check k;

    if (change->period.start == FA_DATE_NONE)
        return FA_OK;
    opening.end = change->period.start - 1;
    first = find(c, cash, FA_STATEMENT_CASHFLOW, &opening, change->source);
    last = find(c, cash, FA_STATEMENT_CASHFLOW, &closing, change->source);
    if (first == NULL || last == NULL)
        return FA_OK;
    memset(&k, 0, sizeof k);
    k.name = "cash at the end = at the beginning + change";
    k.residual = last->value;
    k.tolerance = half_unit(last);
    k.facts[k.fact_count++] = last->index;
    take_term(&k, first, false);
    take_term(&k, change, false);
    judge(&k);
    if (k.state == FA_CHECK_FAILS) {
        const fa_fact *rates = find(c, CASH_RATES, FA_STATEMENT_CASHFLOW, &change->period, change->source);

        if (rates != NULL)
            take_term(&k, rates, false);
    }
    return keep(c, &k, false, err);
}

static fa_status check_fact(checker *c, fa_fact *f, fa_error *err)
{
    fa_status st = FA_OK;
    size_t i;

    for (i = 0; st == FA_OK && i < sizeof identities / sizeof *identities; i++) {
        const identity *x = &identities[i];

        /* Of several alternatives on the left only the first that is stated is tried. */
        if (f->statement == x->statement && is_one_of(f->concept, x->left) &&
            find(c, x->left, x->statement, &f->period, f->source) == f)
            st = try_identity(c, x, f, err);
    }
    if (st == FA_OK && f->statement == FA_STATEMENT_CASHFLOW &&
        is_one_of(f->concept, "ProfitLoss|NetIncomeLoss"))
        st = check_net_income(c, f, err);
    if (st == FA_OK && is_cash_end(f))
        st = check_cash(c, f, err);
    if (st == FA_OK && is_one_of(f->concept, CASH_CHANGE))
        st = check_roll(c, f, err);
    return st;
}

fa_status fai_read_checks(fai_reading *r, fa_error *err)
{
    fa_status st = FA_OK;
    checker c;
    size_t i;

    memset(&c, 0, sizeof c);
    c.r = r;
    for (i = 0; i < r->facts.len; i++) {
        const fa_fact *f = &r->facts.items[i];

        if ((f->flags & FA_FACT_PRIMARY) == 0 || f->dim_count != 0 || (f->flags & FA_FACT_NIL) != 0 ||
            *f->concept == '\0' || (f->flags & FA_FACT_PARENT_ONLY) != 0)
            continue;
        if (!fai_vec_push(&c.primary, (uint32_t)i)) {
            fai_vec_clear(&c.primary);
            return fa_fail(err, FA_ENOMEM, "out of memory while checking a filing");
        }
    }
    for (i = 0; i < c.primary.len; i++) {
        fa_fact *f = &r->facts.items[c.primary.items[i]];

        if (is_one_of(f->concept, "IncomeTaxExpenseBenefit"))
            turn_tax(&c, f);
    }
    for (i = 0; st == FA_OK && i < c.primary.len; i++)
        st = check_fact(&c, &r->facts.items[c.primary.items[i]], err);
    fai_vec_clear(&c.primary);
    return st;
}
