/* support/fiction.c: two fictional companies whose figures make round ratios. */
#include "fiction.h"

#include <stdio.h>
#include <string.h>

static fa_identity_item item(const char *text)
{
    return (fa_identity_item){.text = text, .place = {.element = ""}};
}

void fiction_open(fiction *f, const char *company, const char *form, const char *period_end,
                  int32_t fiscal_year, fa_fiscal fiscal)
{
    fa_identity *id = &f->filing.identity;

    memset(f, 0, sizeof *f);
    id->company = item(company);
    id->form = item(form);
    id->currency = item("USD");
    id->ticker = id->cik = id->period = item("");
    id->period_end = fa_date_parse(period_end);
    id->filed = FA_DATE_NONE;
    id->fiscal_year = fiscal_year;
    id->fiscal = fiscal;
    id->industry = "";
    f->filing.facts = f->facts;
}

/* "8,400": the value with its thousands parted, brackets around negative ones, a dash for zero */
static void print(const char *value, char *out, size_t cap)
{
    size_t whole, len = 0;
    bool negative = value[0] == '-';

    value += negative ? 1 : 0;
    if (strcmp(value, "0") == 0) {
        snprintf(out, cap, "\xE2\x80\x94");
        return;
    }
    whole = strcspn(value, ".");
    if (negative)
        out[len++] = '(';
    for (size_t i = 0; value[i] != '\0' && len + 3 < cap; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            out[len++] = ',';
        out[len++] = value[i];
    }
    if (negative)
        out[len++] = ')';
    out[len] = '\0';
}

void fiction_add(fiction *f, const fiction_figure *figure, const char *start, const char *end,
                 int32_t fiscal_year, fa_fiscal fiscal, const char *value)
{
    fa_fact *x = &f->facts[f->count];
    fa_decimal printed;

    if (value == NULL || f->count == FICTION_FACTS)
        return;
    memset(x, 0, sizeof *x);
    x->index = f->count;
    x->concept = figure->concept;
    x->label = figure->label;
    x->path = x->column = "";
    x->statement = figure->statement;
    x->table = x->row = x->col = -1;
    x->period = (fa_period){start == NULL ? FA_PERIOD_INSTANT : FA_PERIOD_DURATION,
                            start == NULL ? FA_DATE_NONE : fa_date_parse(start), fa_date_parse(end),
                            fiscal_year, fiscal};
    x->unit = figure->unit != NULL ? figure->unit : "USD";
    x->scale = figure->unit != NULL ? figure->scale : 6;
    x->decimals = -x->scale;
    (void)fa_decimal_parse(value, strlen(value), &printed, NULL);
    (void)fa_decimal_shift(printed, x->scale, &x->value, NULL);
    print(value, f->texts[f->count], sizeof f->texts[0]);
    x->text = f->texts[f->count];
    x->place = (fa_place){
        .page = 1 + (int32_t)f->count / 40, .text_start = f->count, .text_end = f->count + 1, .element = ""};
    x->source = FA_SOURCE_IXBRL;
    x->known = FA_DATE_NONE;
    x->flags = figure->flags;
    if (figure->axis != NULL) {
        f->dims[f->count] = (fa_dimension){figure->axis, figure->member, figure->member_label};
        x->dims = &f->dims[f->count];
        x->dim_count = 1;
    } else if (figure->statement != FA_STATEMENT_NONE) {
        x->flags |= FA_FACT_PRIMARY;
    }
    f->filing.fact_count = ++f->count;
}

#define IS FA_STATEMENT_INCOME
#define BS FA_STATEMENT_BALANCE
#define CF FA_STATEMENT_CASHFLOW
#define NOTE FA_STATEMENT_NONE
#define SEGMENT "us-gaap:StatementBusinessSegmentsAxis"
#define PLACE "srt:StatementGeographicalAxis"

typedef struct row {
    fiction_figure figure;
    const char *values[3];
} row;

/* clang-format off */
static const row flows[] = {
    {{"us-gaap:Revenues", "Net sales", IS, NULL, 0, NULL, NULL, NULL, 0}, {"8400", "8000", "7500"}},
    {{"us-gaap:CostOfRevenue", "Cost of sales", IS, NULL, 0, NULL, NULL, NULL, 0}, {"5040", "4960", "4800"}},
    {{"us-gaap:GrossProfit", "Gross profit", IS, NULL, 0, NULL, NULL, NULL, 0}, {"3360", "3040", "2700"}},
    {{"us-gaap:ResearchAndDevelopmentExpense", "Research and development", IS, NULL, 0, NULL, NULL, NULL, 0}, {"210", "200", "150"}},
    {{"us-gaap:SellingGeneralAndAdministrativeExpense", "Selling, general and administrative", IS, NULL, 0, NULL, NULL, NULL, 0}, {"1470", "1400", "1350"}},
    {{"us-gaap:OperatingIncomeLoss", "Operating income", IS, NULL, 0, NULL, NULL, NULL, 0}, {"1680", "1440", "1200"}},
    {{"us-gaap:InterestExpense", "Interest expense", IS, NULL, 0, NULL, NULL, NULL, 0}, {"84", "90", "96"}},
    {{"us-gaap:OtherNonoperatingIncomeExpense", "Other income (expense), net", IS, NULL, 0, NULL, NULL, NULL, 0}, {"4", "-10", "5"}},
    {{"us-gaap:IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest", "Income before income taxes", IS, NULL, 0, NULL, NULL, NULL, 0}, {"1600", "1350", "1104"}},
    {{"us-gaap:IncomeTaxExpenseBenefit", "Provision for income taxes", IS, NULL, 0, NULL, NULL, NULL, 0}, {"400", "297", "276"}},
    {{"us-gaap:NetIncomeLoss", "Net income", IS, NULL, 0, NULL, NULL, NULL, 0}, {"1200", "1053", "828"}},
    {{"us-gaap:EarningsPerShareDiluted", "Diluted earnings per share", IS, "USD/shares", 0, NULL, NULL, NULL, 0}, {"4.00", "3.45", "2.70"}},
    {{"us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding", "Diluted shares", IS, "shares", 3, NULL, NULL, NULL, 0}, {"300000", "305217", "306667"}},
    {{"us-gaap:NetCashProvidedByUsedInOperatingActivities", "Net cash provided by operating activities", CF, NULL, 0, NULL, NULL, NULL, 0}, {"1700", "1500", "1250"}},
    {{"us-gaap:DepreciationDepletionAndAmortization", "Depreciation and amortization", CF, NULL, 0, NULL, NULL, NULL, 0}, {"320", "300", "290"}},
    {{"us-gaap:ShareBasedCompensation", "Stock-based compensation", CF, NULL, 0, NULL, NULL, NULL, 0}, {"84", "80", "75"}},
    {{"us-gaap:PaymentsToAcquirePropertyPlantAndEquipment", "Purchases of property, plant and equipment", CF, NULL, 0, NULL, NULL, NULL, 0}, {"420", "400", "350"}},
    {{"us-gaap:PaymentsToAcquireInvestments", "Purchases of marketable securities", CF, NULL, 0, NULL, NULL, NULL, 0}, {"250", "200", "150"}},
    {{"us-gaap:NetCashProvidedByUsedInInvestingActivities", "Net cash used in investing activities", CF, NULL, 0, NULL, NULL, NULL, 0}, {"-600", "-500", "-480"}},
    {{"us-gaap:PaymentsOfDividends", "Dividends paid", CF, NULL, 0, NULL, NULL, NULL, 0}, {"360", "300", "0"}},
    {{"us-gaap:PaymentsForRepurchaseOfCommonStock", "Repurchases of common stock", CF, NULL, 0, NULL, NULL, NULL, 0}, {"500", "450", "400"}},
    {{"us-gaap:NetCashProvidedByUsedInFinancingActivities", "Net cash used in financing activities", CF, NULL, 0, NULL, NULL, NULL, 0}, {"-800", "-900", "-700"}},
    {{"us-gaap:OperatingLeaseCost", "Operating lease cost", NOTE, NULL, 0, NULL, NULL, NULL, 0}, {"55", "50", "45"}},
    {{"us-gaap:Revenues", "Snacks", NOTE, NULL, 0, SEGMENT, "lark:SnacksSegmentMember", "Snacks", 0}, {"4200", "4100", "4000"}},
    {{"us-gaap:Revenues", "Beverages & Juices", NOTE, NULL, 0, SEGMENT, "lark:BeveragesAndJuicesMember", "Beverages & Juices", 0}, {"2800", "2600", "2300"}},
    {{"us-gaap:Revenues", "Pet Care", NOTE, NULL, 0, SEGMENT, "lark:PetCareMember", "Pet Care", 0}, {"1400", "1300", "1200"}},
    {{"us-gaap:OperatingIncomeLoss", "Snacks", NOTE, NULL, 0, SEGMENT, "lark:SnacksSegmentMember", "Snacks", 0}, {"1000", "900", "800"}},
    {{"us-gaap:OperatingIncomeLoss", "Pet Care", NOTE, NULL, 0, SEGMENT, "lark:PetCareMember", "Pet Care", 0}, {"180", "190", "170"}},
    {{"us-gaap:Revenues", "United States", NOTE, NULL, 0, PLACE, "country:US", "United States", 0}, {"5000", "4900", "4700"}},
    {{"us-gaap:Revenues", "International", NOTE, NULL, 0, PLACE, "us-gaap:NonUsMember", "International", 0}, {"3400", "3100", "2800"}},
};

static const row balances[] = {
    {{"us-gaap:CashAndCashEquivalentsAtCarryingValue", "Cash and cash equivalents", BS, NULL, 0, NULL, NULL, NULL, 0}, {"900", "600", "500"}},
    {{"us-gaap:ShortTermInvestments", "Short-term investments", BS, NULL, 0, NULL, NULL, NULL, 0}, {"300", "250", "200"}},
    {{"us-gaap:AccountsReceivableNetCurrent", "Accounts receivable, net", BS, NULL, 0, NULL, NULL, NULL, 0}, {"700", "660", "600"}},
    {{"us-gaap:InventoryNet", "Inventories", BS, NULL, 0, NULL, NULL, NULL, 0}, {"840", "800", "760"}},
    {{"us-gaap:AssetsCurrent", "Total current assets", BS, NULL, 0, NULL, NULL, NULL, 0}, {"2900", "2450", "2200"}},
    {{"us-gaap:PropertyPlantAndEquipmentNet", "Property, plant and equipment, net", BS, NULL, 0, NULL, NULL, NULL, 0}, {"2100", "2000", "1900"}},
    {{"us-gaap:Assets", "Total assets", BS, NULL, 0, NULL, NULL, NULL, 0}, {"6400", "5800", "5500"}},
    {{"us-gaap:AccountsPayableCurrent", "Accounts payable", BS, NULL, 0, NULL, NULL, NULL, 0}, {"560", "520", "480"}},
    {{"us-gaap:LongTermDebtCurrent", "Current portion of long-term debt", BS, NULL, 0, NULL, NULL, NULL, 0}, {"100", "100", "100"}},
    {{"us-gaap:LiabilitiesCurrent", "Total current liabilities", BS, NULL, 0, NULL, NULL, NULL, 0}, {"1450", "1400", "1300"}},
    {{"us-gaap:LongTermDebtNoncurrent", "Long-term debt", BS, NULL, 0, NULL, NULL, NULL, 0}, {"1500", "1600", "1700"}},
    {{"us-gaap:Liabilities", "Total liabilities", BS, NULL, 0, NULL, NULL, NULL, 0}, {"3200", "3300", "3250"}},
    {{"us-gaap:StockholdersEquity", "Total shareholders' equity", BS, NULL, 0, NULL, NULL, NULL, 0}, {"3200", "2500", "2250"}},
};

/* the quarter, the same a year earlier, nine months, the same a year earlier */
static const struct { fiction_figure figure; const char *values[4]; } quarters[] = {
    {{"us-gaap:Revenues", "Net sales", IS, NULL, 0, NULL, NULL, NULL, 0}, {"2300", "2150", "6700", "6300"}},
    {{"us-gaap:CostOfRevenue", "Cost of sales", IS, NULL, 0, NULL, NULL, NULL, 0}, {"1380", "1290", "4020", "3780"}},
    {{"us-gaap:GrossProfit", "Gross profit", IS, NULL, 0, NULL, NULL, NULL, 0}, {"920", "860", "2680", "2520"}},
    {{"us-gaap:NetIncomeLoss", "Net income", IS, NULL, 0, NULL, NULL, NULL, 0}, {"320", "300", "980", "900"}},
    {{"us-gaap:EarningsPerShareDiluted", "Diluted earnings per share", IS, "USD/shares", 0, NULL, NULL, NULL, 0}, {"1.08", "1.00", "3.30", "2.98"}},
    {{"us-gaap:NetCashProvidedByUsedInOperatingActivities", "Net cash provided by operating activities", CF, NULL, 0, NULL, NULL, NULL, 0}, {NULL, NULL, "1350", "1280"}},
};

static const row others[] = {
    {{"us-gaap:Revenues", "Total revenue", IS, NULL, 0, NULL, NULL, NULL, 0}, {"3000", "2800", NULL}},
    {{"us-gaap:OperatingIncomeLoss", "Operating income", IS, NULL, 0, NULL, NULL, NULL, 0}, {"450", "420", NULL}},
    {{"us-gaap:NetIncomeLoss", "Net income", IS, NULL, 0, NULL, NULL, NULL, 0}, {"300", "280", NULL}},
};
/* clang-format on */

#define COUNT(a) (sizeof(a) / sizeof *(a))

void fiction_annual(fiction *f)
{
    static const char *const starts[] = {"2023-07-01", "2022-07-01", "2021-07-01"};
    static const char *const ends[] = {"2024-06-30", "2023-06-30", "2022-06-30"};

    fiction_open(f, "Larkspur Foods, Inc.", "10-K", "2024-06-30", 2024, FA_FISCAL_FY);
    for (size_t i = 0; i < COUNT(flows); i++)
        for (int y = 0; y < 3; y++)
            fiction_add(f, &flows[i].figure, starts[y], ends[y], 2024 - y, FA_FISCAL_FY, flows[i].values[y]);
    for (size_t i = 0; i < COUNT(balances); i++)
        for (int y = 0; y < 3; y++)
            fiction_add(f, &balances[i].figure, NULL, ends[y], 2024 - y, FA_FISCAL_FY, balances[i].values[y]);
}

void fiction_quarterly(fiction *f)
{
    static const struct {
        const char *start, *end;
        int32_t year;
        fa_fiscal fiscal;
    } spans[] = {{"2025-01-01", "2025-03-31", 2025, FA_FISCAL_Q3},
                 {"2024-01-01", "2024-03-31", 2024, FA_FISCAL_Q3},
                 {"2024-07-01", "2025-03-31", 2025, FA_FISCAL_M9},
                 {"2023-07-01", "2024-03-31", 2024, FA_FISCAL_M9}};
    static const fiction_figure cash = {"us-gaap:CashAndCashEquivalentsAtCarryingValue",
                                        "Cash and cash equivalents",
                                        BS,
                                        NULL,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        0};
    static const fiction_figure assets = {"us-gaap:Assets", "Total assets", BS, NULL, 0, NULL, NULL, NULL, 0};

    fiction_open(f, "Larkspur Foods, Inc.", "10-Q", "2025-03-31", 2025, FA_FISCAL_Q3);
    for (size_t i = 0; i < COUNT(quarters); i++)
        for (int k = 0; k < 4; k++)
            fiction_add(f, &quarters[i].figure, spans[k].start, spans[k].end, spans[k].year, spans[k].fiscal,
                        quarters[i].values[k]);
    fiction_add(f, &cash, NULL, "2025-03-31", 2025, FA_FISCAL_Q3, "950");
    fiction_add(f, &cash, NULL, "2024-06-30", 2024, FA_FISCAL_FY, "900");
    fiction_add(f, &assets, NULL, "2025-03-31", 2025, FA_FISCAL_Q3, "6700");
    fiction_add(f, &assets, NULL, "2024-06-30", 2024, FA_FISCAL_FY, "6400");
}

void fiction_other(fiction *f)
{
    fiction_open(f, "Bluegum Logistics Corp.", "10-K", "2024-12-31", 2024, FA_FISCAL_FY);
    for (size_t i = 0; i < COUNT(others); i++) {
        fiction_add(f, &others[i].figure, "2024-01-01", "2024-12-31", 2024, FA_FISCAL_FY,
                    others[i].values[0]);
        fiction_add(f, &others[i].figure, "2023-01-01", "2023-12-31", 2023, FA_FISCAL_FY,
                    others[i].values[1]);
    }
}
