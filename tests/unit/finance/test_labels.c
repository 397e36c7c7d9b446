/* Printed labels as concepts. */
#include "finance/labels.h"

#include <string.h>

#include "finance/patterns.h"
#include "unit.h"

#define IS FA_STATEMENT_INCOME
#define BS FA_STATEMENT_BALANCE
#define CF FA_STATEMENT_CASHFLOW
#define CA FAI_ZONE_CURRENT_ASSETS
#define NCA FAI_ZONE_OTHER_ASSETS
#define CL FAI_ZONE_CURRENT_LIABILITIES
#define NCL FAI_ZONE_OTHER_LIABILITIES
#define OP FAI_ZONE_OPERATING
#define IN FAI_ZONE_INVESTING
#define FI FAI_ZONE_FINANCING

static const struct {
    const char *label, *path;
    fa_statement_kind statement;
    int zone;
    fai_unit_kind unit;
    const char *concept;
} cases[] = {
    {"Net sales", "", IS, 0, FAI_UNIT_MONEY, "Revenues"},
    {"Total net revenue", "", IS, 0, FAI_UNIT_MONEY, "Revenues"},
    {"Revenues", "", IS, 0, FAI_UNIT_MONEY, "Revenues"},
    {"Net operating revenues", "", IS, 0, FAI_UNIT_MONEY, "Revenues"},
    {"Cost of sales", "", IS, 0, FAI_UNIT_MONEY, "CostOfRevenue"},
    {"Cost of goods sold", "", IS, 0, FAI_UNIT_MONEY, "CostOfRevenue"},
    {"Total cost of revenue", "", IS, 0, FAI_UNIT_MONEY, "CostOfRevenue"},
    {"Gross margin", "", IS, 0, FAI_UNIT_MONEY, "GrossProfit"},
    {"Selling, general and administrative expenses", "", IS, 0, FAI_UNIT_MONEY,
     "SellingGeneralAndAdministrativeExpense"},
    {"Research, development and related expenses", "", IS, 0, FAI_UNIT_MONEY,
     "ResearchAndDevelopmentExpense"},
    {"Operating income", "", IS, 0, FAI_UNIT_MONEY, "OperatingIncomeLoss"},
    {"Earnings (loss) from operations", "", IS, 0, FAI_UNIT_MONEY, "OperatingIncomeLoss"},
    {"Interest expense", "", IS, 0, FAI_UNIT_MONEY, "InterestExpense"},
    {"Income (loss) before income taxes", "", IS, 0, FAI_UNIT_MONEY,
     "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest"},
    {"Provision for (benefit from) income taxes", "", IS, 0, FAI_UNIT_MONEY, "IncomeTaxExpenseBenefit"},
    {"Provision for income taxes", "", IS, 0, FAI_UNIT_MONEY, "IncomeTaxExpenseBenefit"},
    {"Income tax expense", "", IS, 0, FAI_UNIT_MONEY, "IncomeTaxExpenseBenefit"},
    {"Net income including noncontrolling interest", "", IS, 0, FAI_UNIT_MONEY, "ProfitLoss"},
    {"Net income attributable to Northwind", "", IS, 0, FAI_UNIT_MONEY, "NetIncomeLoss"},
    {"Net (loss) income", "", IS, 0, FAI_UNIT_MONEY, "NetIncomeLoss"},
    {"Less: Net income attributable to noncontrolling interests", "", IS, 0, FAI_UNIT_MONEY,
     "NetIncomeLossAttributableToNoncontrollingInterest"},
    {"Diluted", "Earnings per share", IS, 0, FAI_UNIT_PER_SHARE, "EarningsPerShareDiluted"},
    {"Basic", "Weighted average shares", IS, 0, FAI_UNIT_SHARES,
     "WeightedAverageNumberOfSharesOutstandingBasic"},
    {"Cash and cash equivalents", "", BS, CA, FAI_UNIT_MONEY, "CashAndCashEquivalentsAtCarryingValue"},
    {"Accounts receivable \xE2\x80\x94 net of allowances of $95 and $103", "", BS, CA, FAI_UNIT_MONEY,
     "AccountsReceivableNetCurrent"},
    {"Receivables, net", "", BS, CA, FAI_UNIT_MONEY, "ReceivablesNetCurrent"},
    {"Total inventories", "", BS, CA, FAI_UNIT_MONEY, "InventoryNet"},
    {"Total current assets", "", BS, CA, FAI_UNIT_MONEY, "AssetsCurrent"},
    {"Property, plant and equipment \xE2\x80\x94 net", "", BS, NCA, FAI_UNIT_MONEY,
     "PropertyPlantAndEquipmentNet"},
    {"Property and equipment, net", "", BS, NCA, FAI_UNIT_MONEY, "PropertyPlantAndEquipmentNet"},
    {"Operating lease right-of-use assets", "", BS, NCA, FAI_UNIT_MONEY, "OperatingLeaseRightOfUseAsset"},
    {"Accounts payable", "", BS, CL, FAI_UNIT_MONEY, "AccountsPayableCurrent"},
    {"Current portion of long-term debt", "", BS, CL, FAI_UNIT_MONEY, "LongTermDebtCurrent"},
    {"Unearned revenue", "", BS, CL, FAI_UNIT_MONEY, "ContractWithCustomerLiabilityCurrent"},
    {"Long-term debt", "", BS, NCL, FAI_UNIT_MONEY, "LongTermDebtNoncurrent"},
    {"Total liabilities and shareholders\xE2\x80\x99 equity", "", BS, FAI_ZONE_EQUITY, FAI_UNIT_MONEY,
     "LiabilitiesAndStockholdersEquity"},
    {"Total Northwind shareholders' equity", "", BS, FAI_ZONE_EQUITY, FAI_UNIT_MONEY, "StockholdersEquity"},
    {"Retained earnings", "", BS, FAI_ZONE_EQUITY, FAI_UNIT_MONEY, "RetainedEarningsAccumulatedDeficit"},
    {"Depreciation and amortization", "", CF, OP, FAI_UNIT_MONEY, "DepreciationDepletionAndAmortization"},
    {"Net cash provided by (used in) operating activities", "", CF, OP, FAI_UNIT_MONEY,
     "NetCashProvidedByUsedInOperatingActivities"},
    {"Purchases of property, plant and equipment (PP&E)", "", CF, IN, FAI_UNIT_MONEY,
     "PaymentsToAcquirePropertyPlantAndEquipment"},
    {"Capital expenditures", "", CF, IN, FAI_UNIT_MONEY, "PaymentsToAcquirePropertyPlantAndEquipment"},
    {"Additions to property and equipment", "", CF, IN, FAI_UNIT_MONEY,
     "PaymentsToAcquirePropertyPlantAndEquipment"},
    {"Dividends paid to shareholders", "", CF, FI, FAI_UNIT_MONEY, "PaymentsOfDividends"},
    {"Repurchases of common stock", "", CF, FI, FAI_UNIT_MONEY, "PaymentsForRepurchaseOfCommonStock"},
    {"Cash, cash equivalents and restricted cash at end of year", "", CF, FI, FAI_UNIT_MONEY,
     "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"},
    {"A line that nobody else prints", "", BS, CA, FAI_UNIT_MONEY, ""},
};

START_TEST(knows_the_common_lines)
{
    fai_arena arena = {0};
    const char *concept = fai_label_concept(fai_labels_new(&arena), cases[_i].label, cases[_i].path,
                                            cases[_i].statement, (fai_zone)cases[_i].zone, cases[_i].unit);
    const char *local = *concept == '\0' ? "" : concept + strlen("us-gaap:");

    ck_assert_msg(strcmp(local, cases[_i].concept) == 0, "%s: %s", cases[_i].label, concept);
    fai_arena_clear(&arena);
}
END_TEST

START_TEST(every_pattern_names_a_known_concept_in_folded_words)
{
    size_t count, i;
    const fai_pattern *p = fai_patterns(&count);

    ck_assert_uint_gt(count, 250);
    for (i = 0; i < count; i++) {
        ck_assert_msg(*p[i].concept == '\0' || fai_concept_find(p[i].concept) != NULL, "%s", p[i].concept);
        ck_assert_msg(strpbrk(p[i].words, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-,()'") == NULL, "%s", p[i].words);
    }
}
END_TEST

START_TEST(folds_words_before_it_compares)
{
    ck_assert(fai_label_matches("Securities & other Businesses", "security and other business"));
    ck_assert(fai_label_matches("Non-current liabilities", "noncurrent liability"));
    ck_assert(fai_label_matches("Net income (loss)", "net income loss?"));
    ck_assert(!fai_label_matches("Net income per share", "net income loss?"));
    ck_assert(fai_label_matches("Total of many things", "total * thing"));
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("labels");

    tcase_add_loop_test(t, knows_the_common_lines, 0, sizeof cases / sizeof *cases);
    tcase_add_test(t, every_pattern_names_a_known_concept_in_folded_words);
    tcase_add_test(t, folds_words_before_it_compares);
    return unit_run("finance/labels", t);
}
