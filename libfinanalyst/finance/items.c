/* finance/items.c: the table of line items. Concepts are those of the us-gaap taxonomy that filers use for the line, in
 * the order in which they are to be believed. */
#include "finance/items.h"

#include <string.h>

/* clang-format off */
#define FLOW false
#define BALANCE true
#define SIGNED false
#define SIZE true
static const fai_item items[] = {
    /* income statement */
    {"revenue", "Revenue",
     "total? net? revenue|total? net? sale|top line revenue|top line|turnover|total? net? revenue and other income|sale revenue|"
     "net operating revenue|operating revenue|total? net? sale and revenue|total? revenue net of interest expense|net turnover|total? net? revenue amount",
     "Revenues RevenueFromContractWithCustomerExcludingAssessedTax SalesRevenueNet "
     "RevenueFromContractWithCustomerIncludingAssessedTax RevenuesNetOfInterestExpense SalesRevenueGoodsNet "
     "SalesRevenueServicesNet RealEstateRevenueNet RegulatedAndUnregulatedOperatingRevenue | OperatingLeasesIncomeStatementLeaseRevenue",
     "", FLOW, SIGNED},
    {"cogs", "Cost of revenue",
     "total? cost of revenue|total? cost of sale|cost of good sold|cost of good and service sold|cost of product sold|cogs|"
     "total? cost of good sold|cost of product and service|cost of net revenue|cost of sale and service|cost of merchandise sold",
     "CostOfRevenue CostOfGoodsAndServicesSold CostOfGoodsSold CostOfGoodsAndServiceExcludingDepreciationDepletionAndAmortization | CostOfServices "
     "CostOfGoodsSoldExcludingDepreciationDepletionAndAmortization",
     "", FLOW, SIZE},
    {"gross_profit", "Gross profit", "gross profit|gross income|gross earning",
     "GrossProfit", "revenue - cost of revenue", FLOW, SIGNED},
    {"rd", "Research and development expense",
     "research and development expense?|research and development cost|research and development spending|r&d|r&d expense|r&d cost|"
     "r&d spending|r&d spend|spending on research and development|technology and development expense?",
     "ResearchAndDevelopmentExpense ResearchAndDevelopmentExpenseExcludingAcquiredInProcessCost "
     "ResearchAndDevelopmentExpenseSoftwareExcludingAcquiredInProcessCost TechnologyAndDevelopmentExpense",
     "", FLOW, SIZE},
    {"sga", "Selling, general and administrative expense",
     "selling , general and administrative expense?|selling general and administrative expense?|selling , general , and administrative expense?|"
     "selling and administrative expense?|sg&a|sg&a expense|sg&a cost|selling , general and administrative cost|sg&a charge",
     "SellingGeneralAndAdministrativeExpense SellingGeneralAndAdministrativeExpensesExcludingResearchAndDevelopment",
     "sales and marketing expense + general and administrative expense", FLOW, SIZE},
    {"ga", "General and administrative expense",
     "general and administrative expense?|g&a|g&a expense|g&a cost|general and administrative cost",
     "GeneralAndAdministrativeExpense", "", FLOW, SIZE},
    {"marketing", "Sales and marketing expense",
     "sale and marketing expense?|selling and marketing expense?|marketing and sale expense?|s&m expense|s&m|marketing expense|sale and marketing cost|"
     "marketing and selling expense|marketing and sale cost",
     "SellingAndMarketingExpense MarketingExpense SellingExpense", "", FLOW, SIZE},
    {"advertising", "Advertising expense", "advertising expense|advertising cost|advertising spend|advertising and promotion expense?|advertising",
     "AdvertisingExpense MarketingAndAdvertisingExpense", "", FLOW, SIZE},
    {"opex", "Total operating expenses",
     "total? operating expense|operating expense in total|opex|total? operating cost|total? operating cost and expense|total cost and expense|cost and expense in total",
     "OperatingExpenses | CostsAndExpenses NoninterestExpense BenefitsLossesAndExpenses", "", FLOW, SIZE},
    {"costs", "Total costs and expenses", "total? cost and expense|total? cost and other deduction", "CostsAndExpenses BenefitsLossesAndExpenses | OperatingExpenses", "", FLOW, SIZE},
    {"operating_income", "Operating income",
     "operating income|operating profit|income from operation|profit from operation|earning from operation|operating earning|ebit as reported|"
     "reported ebit|ebit|operating income loss|operating loss|loss from operation|loss income from operation|operating result|"
     "earning before interest and taxes|ebit as reported ( operating income )|earning before interest and tax",
     "OperatingIncomeLoss", "", FLOW, SIGNED},
    {"da", "Depreciation and amortization",
     "depreciation and amortization|d&a|depreciation and amortization expense|depreciation , depletion and amortization|depreciation & amortization|"
     "depreciation amortization and other|depreciation and amortisation|depreciation and depletion|depreciation , amortization and accretion|depreciation amortization and accretion|depreciation , amortization and other|dd&a",
     "DepreciationDepletionAndAmortization DepreciationAmortizationAndAccretionNet DepreciationAndAmortization | OtherDepreciationAndAmortization DepreciationAmortizationAndOther CostOfServicesDepreciationAndAmortization",
     "depreciation + optional amortization of intangible assets", FLOW, SIZE},
    {"depreciation", "Depreciation", "depreciation expense|depreciation", "Depreciation | DepreciationNonproduction", "", FLOW, SIZE},
    {"amortization", "Amortization of intangible assets",
     "amortization of intangible asset|amortization of intangible|intangible asset amortization|intangible amortization|amortization expense|amortization of acquired intangible asset",
     "AmortizationOfIntangibleAssets", "", FLOW, SIZE},
    {"interest_expense", "Interest expense",
     "interest expense|interest cost|interest charge|finance cost|interest and debt expense|net? interest expense on debt|interest expense , net|net interest expense",
     "InterestExpense InterestExpenseNonoperating InterestExpenseDebt InterestAndDebtExpense | InterestIncomeExpenseNonoperatingNet InterestIncomeExpenseNet InterestExpenseOperating", "", FLOW, SIZE},
    {"interest_income", "Interest income", "interest income|investment income|interest and dividend income|interest and investment income",
     "InvestmentIncomeInterest InvestmentIncomeInterestAndDividend InterestIncomeOther InvestmentIncomeNet InterestAndOtherIncome", "", FLOW, SIGNED},
    {"interest_paid", "Cash paid for interest", "cash paid for interest|interest paid|cash interest paid", "InterestPaidNet InterestPaid", "", FLOW, SIZE},
    {"taxes_paid", "Cash paid for income taxes", "cash paid for income taxes , net|cash paid for income taxes|income taxes paid|cash taxes paid|cash paid for taxes|taxes paid|cash taxes", "IncomeTaxesPaidNet IncomeTaxesPaid", "", FLOW, SIZE},
    {"other_income", "Other income (expense), net",
     "other income ( expense ) , net|other income expense , net|other income net|other income ( expense ) net|other income / ( expense ) , net|non operating income|nonoperating income|other income and expense net|"
     "other net? income expense|other non operating income expense|total? other income expense net?|total? other income ( expense ) ,? net?|other income and expense , net",
     "NonoperatingIncomeExpense OtherNonoperatingIncomeExpense OtherNonoperatingIncome", "", FLOW, SIGNED},
    {"pretax_income", "Income before income taxes",
     "pretax income|pre tax income|income before tax|income before taxes|income before income tax|income before income taxes|income before provision for income taxes|pre tax profit|pretax profit|"
     "profit before tax|profit before taxes|earning before taxes|earning before tax|earning before income taxes|pretax earning|pre tax earning|earning before income tax|loss before income taxes|income loss before income taxes|"
     "profit before income taxes|income before tax expense|ebt|pbt|pre tax loss|earning before provision for income taxes|loss income before taxes",
     "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest "
     "IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments IncomeLossIncludingPortionAttributableToNoncontrollingInterest "
     "IncomeLossFromContinuingOperationsBeforeIncomeTaxesDomestic", "", FLOW, SIGNED},
    {"tax", "Provision for income taxes",
     "provision for income taxes|provision for taxes|income taxes expense|income tax expense|income tax provision|tax provision|provision for tax|tax expense|income taxes|income tax|total income tax expense|"
     "income tax expense benefit|income tax charge|tax charge|provision for income tax|provision benefit for income taxes|taxes on income|income taxes provision|income tax ( benefit ) expense|provision for taxes on income",
     "IncomeTaxExpenseBenefit IncomeTaxExpenseBenefitContinuingOperations", "", FLOW, SIGNED},
    {"net_income", "Net income attributable to the company",
     "net income|net earning|net profit|bottom line profit|bottom line|net income loss|net loss|profit for the year|profit after tax|earning after tax|net income attributable to the company|net income attributable to shareholder|"
     "net income attributable to common? stockholder|net profit attributable to shareholder|net earning attributable to shareholder|net income attributable to common? shareholder|net income attributable to the parent|"
     "net income after noncontrolling interest|net income to shareholder|net loss income|attributable net income|net income of the company|pat|net earning loss|consolidated? net income attributable to company",
     "NetIncomeLoss | NetIncomeLossAvailableToCommonStockholdersBasic ProfitLoss", "", FLOW, SIGNED},
    {"net_income_nci", "Net income including noncontrolling interests",
     "net income including noncontrolling interest|consolidated net income|net income including non controlling interest|net income before noncontrolling interest|net earning including noncontrolling interest|net income including portion attributable to noncontrolling interest",
     "ProfitLoss | NetIncomeLoss", "", FLOW, SIGNED},
    {"comprehensive_income", "Comprehensive income", "total? comprehensive income|comprehensive income loss|comprehensive income attributable to company|total? comprehensive loss",
     "ComprehensiveIncomeNetOfTax ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest", "", FLOW, SIGNED},
    {"eps_diluted", "Diluted earnings per share",
     "diluted eps|fully diluted eps|diluted earning per share|fully diluted earning per share|eps ( diluted )|eps diluted|diluted net income per share|earning per share ( diluted )|earning per diluted share|diluted income per share|"
     "earning per share - diluted|earning per share diluted|net income per diluted share|diluted net earning per share|earning per share assuming dilution|diluted earning per common share|diluted net income per common share|earning per common share assuming dilution|diluted loss per share|diluted net loss per share",
     "EarningsPerShareDiluted EarningsPerShareBasicAndDiluted IncomeLossFromContinuingOperationsPerDilutedShare", "", FLOW, SIGNED},
    {"eps_basic", "Basic earnings per share",
     "basic eps|basic earning per share|eps ( basic )|eps basic|basic net income per share|earning per share ( basic )|earning per share - basic|earning per basic share|basic income per share|basic net earning per share|basic earning per common share|basic loss per share",
     "EarningsPerShareBasic EarningsPerShareBasicAndDiluted IncomeLossFromContinuingOperationsPerBasicShare", "", FLOW, SIGNED},
    {"eps", "Diluted earnings per share", "eps|earning per share|earning per common share|net income per share|net earning per share|net income per common share|loss per share",
     "EarningsPerShareDiluted EarningsPerShareBasicAndDiluted EarningsPerShareBasic", "", FLOW, SIGNED},
    {"shares_diluted", "Weighted-average diluted shares",
     "diluted weighted average share count|diluted weighted average share|weighted average diluted share|weighted average diluted share outstanding|weighted average number of diluted share|diluted share count|diluted share|"
     "weighted average number of diluted share outstanding|weighted average share diluted|diluted weighted average number of share|diluted share outstanding|weighted average share outstanding diluted|weighted average share outstanding assuming dilution|diluted weighted average share outstanding|fully diluted share count|diluted share ( weighted average )|weighted average diluted share count|weighted average share used in diluted eps|fully diluted share|share used in diluted eps|average diluted share",
     "WeightedAverageNumberOfDilutedSharesOutstanding WeightedAverageNumberOfShareOutstandingBasicAndDiluted", "", FLOW, SIGNED},
    {"shares_basic", "Weighted-average basic shares",
     "basic weighted average share count|basic weighted average share|weighted average basic share|weighted average basic share outstanding|weighted average number of basic share|basic share count|basic share|"
     "weighted average number of basic share outstanding|weighted average share basic|weighted average share outstanding basic|basic weighted average share outstanding|basic share outstanding|weighted average basic share count|weighted average share outstanding|weighted average number of share outstanding|weighted average number of share|weighted average share count|average basic share|share used in basic eps",
     "WeightedAverageNumberOfSharesOutstandingBasic WeightedAverageNumberOfShareOutstandingBasicAndDiluted WeightedAverageNumberOfSharesOutstandingBasicAndDiluted", "", FLOW, SIGNED},
    {"shares_outstanding", "Shares outstanding", "share outstanding|common share outstanding|number of share outstanding|share of common stock outstanding|outstanding share|share count",
     "CommonStockSharesOutstanding SharesOutstanding | CommonStockSharesIssued", "", BALANCE, SIGNED},
    {"shares_issued", "Common shares issued", "common share issued|common stock share issued|share of common stock issued|share issued|number of share issued",
     "CommonStockSharesIssued SharesIssued", "", BALANCE, SIGNED},
    {"dps", "Dividends per share", "dividend per share|dividend declared per share|cash dividend per share|dividend per common share|cash dividend declared per share|cash dividend declared per common share|dividend declared per common share|dps",
     "CommonStockDividendsPerShareDeclared CommonStockDividendsPerShareCashPaid", "", FLOW, SIGNED},
    {"impairment", "Impairment charges", "impairment charge|asset impairment|impairment of long lived asset|impairment|asset impairment charge", "AssetImpairmentCharges ImpairmentOfLongLivedAssetsHeldForUse", "", FLOW, SIZE},
    {"goodwill_impairment", "Goodwill impairment", "goodwill impairment|impairment of goodwill|goodwill impairment charge|goodwill impairment loss", "GoodwillImpairmentLoss GoodwillAndIntangibleAssetImpairment", "", FLOW, SIZE},
    {"restructuring", "Restructuring charges", "restructuring charge|restructuring cost|restructuring expense|restructuring and other charge|restructuring", "RestructuringCharges RestructuringCosts RestructuringSettlementAndImpairmentProvisions RestructuringAndRelatedCostIncurredCost RestructuringCostsAndAssetImpairmentCharges", "", FLOW, SIZE},
    {"nii", "Net interest income", "net interest income", "InterestIncomeExpenseNet", "", FLOW, SIGNED},
    {"nci_income", "Net income attributable to noncontrolling interests", "net income attributable to noncontrolling interest|income attributable to noncontrolling interest|net income attributable to non controlling interest", "NetIncomeLossAttributableToNoncontrollingInterest", "", FLOW, SIGNED},
    {"equity_income", "Income from equity affiliates", "income from equity affiliate|equity income|equity in earning of affiliate|equity method income|income from equity method investment", "IncomeLossFromEquityMethodInvestments", "", FLOW, SIGNED},
    /* balance sheet */
    {"cash", "Cash and cash equivalents",
     "cash and cash equivalent|cash & cash equivalent|cash and equivalent|cash & equivalent|cash on the balance sheet|cash balance|cash position|cash and cash equivalent balance|cash on hand|cash|balance sheet cash|cash and cash equivalent at end of year",
     "CashAndCashEquivalentsAtCarryingValue Cash CashAndDueFromBanks | CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents CashCashEquivalentsAndFederalFundsSold", "", BALANCE, SIGNED},
    {"restricted_total_cash", "Cash, cash equivalents and restricted cash",
     "cash , cash equivalent and restricted cash|cash cash equivalent and restricted cash|cash , cash equivalent , and restricted cash|cash , cash equivalent , restricted cash and restricted cash equivalent|cash including restricted cash",
     "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsIncludingDisposalGroupAndDiscontinuedOperations", "", BALANCE, SIGNED},
    {"sti", "Short-term investments",
     "short term investment|current marketable security|marketable security|short term marketable security|current investment|short term investment or current marketable security|current marketable security or short term investment|marketable security current|short term marketable security and investment|investment current",
     "ShortTermInvestments MarketableSecuritiesCurrent AvailableForSaleSecuritiesDebtSecuritiesCurrent DebtSecuritiesCurrent AvailableForSaleSecuritiesCurrent DebtSecuritiesAvailableForSaleExcludingAccruedInterestCurrent OtherShortTermInvestments HeldToMaturitySecuritiesCurrent EquitySecuritiesFvNiCurrentAndNoncurrent", "", BALANCE, SIGNED},
    {"cash_and_investments", "Cash, cash equivalents and short-term investments",
     "cash , cash equivalent and marketable security|cash , cash equivalent and short term investment|cash cash equivalent and marketable security|cash and short term investment|cash , cash equivalent , and marketable security|cash , cash equivalent , and short term investment",
     "CashCashEquivalentsAndShortTermInvestments", "cash and cash equivalents + short-term investments", BALANCE, SIGNED},
    {"ar", "Accounts receivable, net",
     "net? accounts receivable|accounts receivable , net|net ar|ar|trade receivable|receivable|trade and other receivable|net receivable|accounts receivable net|net trade receivable|trade accounts receivable|customer receivable|receivable , net|accounts receivable - net|total? receivable|a/r|net? account receivable|trade and note receivable",
     "AccountsReceivableNetCurrent ReceivablesNetCurrent AccountsNotesAndLoansReceivableNetCurrent AccountsAndOtherReceivablesNetCurrent AccountsReceivableNet | AccountsReceivableBilledForLongTermContractsOrPrograms", "", BALANCE, SIGNED},
    {"inventory", "Inventories",
     "total? inventory|inventory balance|net? inventory|inventory , net|merchandise inventory|inventory on hand|stock of inventory|inventory net|total net inventory|balance sheet inventory",
     "InventoryNet | InventoryGross RetailRelatedInventoryMerchandise InventoryFinishedGoodsNetOfReserves", "", BALANCE, SIGNED},
    {"prepaid", "Prepaid expenses and other current assets", "prepaid expense and other current asset|prepaid expense|other current asset|prepaid and other current asset", "PrepaidExpenseAndOtherAssetsCurrent PrepaidExpenseCurrent OtherAssetsCurrent OtherPrepaidExpenseCurrent", "", BALANCE, SIGNED},
    {"other_current_assets", "Other current assets", "other current asset", "OtherAssetsCurrent PrepaidExpenseAndOtherAssetsCurrent", "", BALANCE, SIGNED},
    {"current_assets", "Total current assets", "total? current asset|current asset in total", "AssetsCurrent", "", BALANCE, SIGNED},
    {"ppe", "Property, plant and equipment, net",
     "net? pp&e|net? ppe|net? ppne|net? pp&ne|pp&e , net|pp&e net|net? property , plant and equipment|net? property plant and equipment|property , plant and equipment , net|property and equipment , net|net? property and equipment|net? fixed asset|property , plant , and equipment|property , plant , and equipment , net|"
     "property plant and equipment net|property and equipment net|property net|net property|plant and equipment|net? property , plant , and equipment|property , net|tangible fixed asset|net? property plant & equipment|premise and equipment",
     "PropertyPlantAndEquipmentNet PropertyPlantAndEquipmentAndFinanceLeaseRightOfUseAssetAfterAccumulatedDepreciationAndAmortization PublicUtilitiesPropertyPlantAndEquipmentNet RealEstateInvestmentPropertyNet", "", BALANCE, SIGNED},
    {"ppe_gross", "Property, plant and equipment, gross", "gross pp&e|gross property , plant and equipment|gross property and equipment|gross ppe|property , plant and equipment , gross|property and equipment , gross", "PropertyPlantAndEquipmentGross PropertyPlantAndEquipmentAndFinanceLeaseRightOfUseAssetBeforeAccumulatedDepreciationAndAmortization", "", BALANCE, SIGNED},
    {"accumulated_depreciation", "Accumulated depreciation", "accumulated depreciation|accumulated depreciation and amortization|accumulated depreciation , depletion and amortization", "AccumulatedDepreciationDepletionAndAmortizationPropertyPlantAndEquipment PropertyPlantAndEquipmentAndFinanceLeaseRightOfUseAssetAccumulatedDepreciationAndAmortization", "", BALANCE, SIZE},
    {"rou", "Operating lease right-of-use assets", "operating lease right of use asset|right of use asset|operating lease asset|operating lease rou asset|rou asset|lease right of use asset", "OperatingLeaseRightOfUseAsset", "", BALANCE, SIGNED},
    {"goodwill", "Goodwill", "goodwill balance|goodwill|goodwill , net", "Goodwill", "", BALANCE, SIGNED},
    {"intangibles", "Intangible assets, net", "net? intangible asset|intangible asset , net|other intangible asset|net? intangible|intangible asset net|other intangible asset , net|acquired intangible asset|intangible asset acquired through business combination", "IntangibleAssetsNetExcludingGoodwill | FiniteLivedIntangibleAssetsNet OtherIntangibleAssetsNet IndefiniteLivedIntangibleAssetsExcludingGoodwill", "", BALANCE, SIGNED},
    {"lt_investments", "Long-term investments", "long term investment|non current marketable security|noncurrent marketable security|long term marketable security|investment|strategic investment|non marketable security", "LongTermInvestments MarketableSecuritiesNoncurrent AvailableForSaleSecuritiesDebtSecuritiesNoncurrent OtherLongTermInvestments", "", BALANCE, SIGNED},
    {"deferred_tax_assets", "Deferred tax assets", "deferred tax asset|deferred income tax asset|deferred income taxes asset|net deferred tax asset", "DeferredIncomeTaxAssetsNet DeferredTaxAssetsNet DeferredIncomeTaxesAndOtherAssetsNoncurrent", "", BALANCE, SIGNED},
    {"long_lived", "Long-lived assets", "long lived asset|long lived tangible asset", "NoncurrentAssets AssetsNoncurrent | PropertyPlantAndEquipmentNet", "", BALANCE, SIGNED},
    {"other_assets", "Other non-current assets", "other non current asset|other noncurrent asset|other long term asset|other asset", "OtherAssetsNoncurrent OtherAssets", "", BALANCE, SIGNED},
    {"noncurrent_assets", "Total non-current assets", "total? non current asset|total? noncurrent asset|total? long term asset", "AssetsNoncurrent", "total assets - total current assets", BALANCE, SIGNED},
    {"assets", "Total assets", "total asset|asset in total|asset total|balance sheet total|consolidated total asset|balance sheet size", "Assets", "", BALANCE, SIGNED},
    {"identifiable_assets", "Assets", "asset", "Assets", "", BALANCE, SIGNED},
    {"ap", "Accounts payable", "accounts payable|account payable|trade payable|ap|payable to supplier|trade accounts payable|a/p|accounts payable balance|trade creditor",
     "AccountsPayableCurrent AccountsPayableTradeCurrent | AccountsPayableAndAccruedLiabilitiesCurrent AccountsPayableCurrentAndNoncurrent AccountsPayableAndOtherAccruedLiabilitiesCurrent", "", BALANCE, SIGNED},
    {"accrued", "Accrued liabilities", "accrued liability|accrued expense|accrued expense and other current liability|other accrued liability|accrued expense and other liability|accrued and other current liability|accrued and other liability", "AccruedLiabilitiesCurrent OtherAccruedLiabilitiesCurrent AccruedLiabilitiesAndOtherLiabilities OtherLiabilitiesCurrent", "", BALANCE, SIGNED},
    {"deferred_revenue", "Deferred revenue", "deferred revenue|unearned revenue|contract liability|deferred income|current deferred revenue|short term deferred revenue|deferred revenue , current|customer deposit and deferred revenue", "ContractWithCustomerLiabilityCurrent DeferredRevenueCurrent | ContractWithCustomerLiability DeferredRevenue", "", BALANCE, SIGNED},
    {"other_current_liabilities", "Other current liabilities", "other current liability", "OtherLiabilitiesCurrent AccruedLiabilitiesCurrent", "", BALANCE, SIGNED},
    {"current_liabilities", "Total current liabilities", "total? current liability|current liability in total|total? short term liability", "LiabilitiesCurrent", "", BALANCE, SIGNED},
    {"commercial_paper", "Commercial paper", "commercial paper", "CommercialPaper", "", BALANCE, SIGNED},
    {"short_debt", "Short-term debt", "short term debt|short term borrowing|note payable|current debt|debt current|short term note payable|note and loan payable|loan and note payable", "ShortTermBorrowings DebtCurrent CommercialPaper NotesPayableCurrent OtherShortTermBorrowings", "", BALANCE, SIGNED},
    {"current_debt", "Current portion of long-term debt", "current portion of long term debt|current maturity of long term debt|long term debt current|current portion of debt|debt due within one year|current installment of long term debt|long term debt due within one year|current portion of term debt|current part of long term debt|current maturity of debt|short term portion of long term debt",
     "LongTermDebtCurrent LongTermDebtAndCapitalLeaseObligationsCurrent DebtCurrent LongTermDebtAndFinanceLeasesCurrent", "", BALANCE, SIGNED},
    {"lt_debt", "Long-term debt, net of current portion",
     "long term debt , net of current portion|long term debt , net of the current portion|lt debt , net of current portion|long term debt|lt debt|non current debt|noncurrent debt|long term debt , excluding current portion|long term debt excluding current portion|long term debt less current portion|long term borrowing|long term debt , less current portion|non current portion of long term debt|non current term debt|long term debt net of current portion|debt due after one year|term debt non current|long term debt , excluding current installment|non current term debt|long term debt ( non current )|non current borrowing",
     "LongTermDebtNoncurrent LongTermDebtAndCapitalLeaseObligations | LongTermDebt LongTermNotesPayable LongTermLoansPayable SeniorLongTermNotes ConvertibleNotesPayableNoncurrent ConvertibleLongTermNotesPayable LongTermNotesAndLoans", "", BALANCE, SIGNED},
    {"debt", "Total debt", "total? debt|total borrowing|gross debt|debt outstanding|total debt outstanding|interest bearing debt", "DebtLongtermAndShorttermCombinedAmount DebtAndCapitalLeaseObligations",
     "optional short-term debt + optional current portion of long-term debt + long-term debt", BALANCE, SIGNED},
    {"lease_liabilities", "Operating lease liabilities, non-current", "operating lease liability|noncurrent operating lease liability|non current operating lease liability|long term operating lease liability|lease liability", "OperatingLeaseLiabilityNoncurrent | OperatingLeaseLiability", "", BALANCE, SIGNED},
    {"lease_liabilities_current", "Operating lease liabilities, current", "current operating lease liability|operating lease liability , current|current portion of operating lease liability", "OperatingLeaseLiabilityCurrent", "", BALANCE, SIGNED},
    {"deferred_tax", "Deferred tax liabilities", "deferred tax liability|deferred income taxes|deferred income tax liability|deferred income taxes liability|net deferred tax liability|deferred taxes", "DeferredIncomeTaxLiabilitiesNet DeferredTaxLiabilities DeferredTaxLiabilitiesNoncurrent DeferredTaxAndOtherLiabilitiesNoncurrent", "", BALANCE, SIGNED},
    {"other_lt_liabilities", "Other long-term liabilities", "other long term liability|other non current liability|other noncurrent liability|other liability", "OtherLiabilitiesNoncurrent OtherLiabilities", "", BALANCE, SIGNED},
    {"noncurrent_liabilities", "Total non-current liabilities", "total? non current liability|total? noncurrent liability|total? long term liability", "LiabilitiesNoncurrent", "total liabilities - total current liabilities", BALANCE, SIGNED},
    {"liabilities", "Total liabilities", "total? liability|liability in total|liability total", "Liabilities", "total liabilities and equity - total equity including noncontrolling interests", BALANCE, SIGNED},
    {"equity", "Total shareholders' equity",
     "total? shareholder equity|total? stockholder equity|total? shareowner equity|equity|book equity|shareholder fund|common equity|book value of equity|stockholder equity deficit|total? stockholder equity ( deficit )|total? shareholder equity ( deficit )|net asset|book value|total? common shareholder equity|total? stockholder deficit|total? shareholder deficit|share equity",
     "StockholdersEquity | StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest PartnersCapital MembersEquity", "", BALANCE, SIGNED},
    {"equity_nci", "Total equity including noncontrolling interests", "total equity|total? equity including noncontrolling interest|total equity including nci|total equity including non controlling interest", "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest | StockholdersEquity", "", BALANCE, SIGNED},
    {"nci", "Noncontrolling interests", "noncontrolling interest|non controlling interest|minority interest", "MinorityInterest", "", BALANCE, SIGNED},
    {"liabilities_equity", "Total liabilities and equity", "total? liability and equity|total? liability and shareholder equity|total? liability and stockholder equity", "LiabilitiesAndStockholdersEquity", "", BALANCE, SIGNED},
    {"retained", "Retained earnings", "retained earning|accumulated earning retained in the business|accumulated deficit|accumulated earning|earning retained|retained profit|retained earning accumulated deficit|earning reinvested|reinvested earning|retained earning ( accumulated deficit )", "RetainedEarningsAccumulatedDeficit RetainedEarningsUnappropriated", "", BALANCE, SIGNED},
    {"aoci", "Accumulated other comprehensive income (loss)", "accumulated other comprehensive income ( loss )|accumulated other comprehensive loss|accumulated other comprehensive income|aoci|accumulated other comprehensive income loss|accumulated oci", "AccumulatedOtherComprehensiveIncomeLossNetOfTax", "", BALANCE, SIGNED},
    {"apic", "Additional paid-in capital", "additional paid in capital|apic|capital in excess of par|capital in excess of par value|paid in capital|paid in surplus|capital in excess of stated value", "AdditionalPaidInCapital AdditionalPaidInCapitalCommonStock CommonStocksIncludingAdditionalPaidInCapital", "", BALANCE, SIGNED},
    {"treasury", "Treasury stock", "treasury stock|treasury share|common stock held in treasury|treasury stock at cost", "TreasuryStockValue TreasuryStockCommonValue", "", BALANCE, SIZE},
    /* cash flow statement */
    {"cfo", "Net cash from operating activities",
     "cfo|operating cash flow|cash flow from operation|net cash provided by operating activity|net cash from operating activity|cash generated by operation|cash flow from operating activity|net cash provided by used in operating activity|cash from operation|net cash flow from operating activity|"
     "cash provided by operation|cash provided by operating activity|net operating cash flow|net cash generated by operating activity|cash generated from operation|net cash provided by operation|net cash used in operating activity|cash used in operating activity|cash generated by operating activity|operating cash inflow|cash flow provided by operating activity|net cash from operation|net cash generated from operating activity|cash from operating activity",
     "NetCashProvidedByUsedInOperatingActivities NetCashProvidedByUsedInOperatingActivitiesContinuingOperations", "", FLOW, SIGNED},
    {"cfi", "Net cash from investing activities",
     "cfi|investing cash flow|cash flow from investing|net cash used in investing activity|net cash flow from investing activity|cash flow from investing activity|net cash provided by used in investing activity|net cash from investing activity|cash used in investing activity|net cash provided by investing activity|cash used for investing activity|net cash used for investing activity|cash from investing activity|cash from investing|cash used in investing|net cash provided by ( used in ) investing activity|net cash from investing",
     "NetCashProvidedByUsedInInvestingActivities NetCashProvidedByUsedInInvestingActivitiesContinuingOperations", "", FLOW, SIGNED},
    {"cff", "Net cash from financing activities",
     "cff|financing cash flow|cash flow from financing|net cash used in financing activity|net cash flow from financing activity|cash flow from financing activity|net cash provided by used in financing activity|net cash from financing activity|cash used in financing activity|net cash provided by financing activity|cash used for financing activity|net cash used for financing activity|cash from financing activity|cash from financing|cash used in financing|net cash provided by ( used in ) financing activity|net cash from financing",
     "NetCashProvidedByUsedInFinancingActivities NetCashProvidedByUsedInFinancingActivitiesContinuingOperations", "", FLOW, SIGNED},
    {"net_change_cash", "Net change in cash", "net change in cash|net increase in cash|net decrease in cash|net increase decrease in cash|net increase in cash and cash equivalent|net change in cash and cash equivalent|net increase ( decrease ) in cash and cash equivalent",
     "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecreaseIncludingExchangeRateEffect CashAndCashEquivalentsPeriodIncreaseDecrease CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecreaseExcludingExchangeRateEffect", "", FLOW, SIGNED},
    {"capex", "Capital expenditures",
     "capital expenditure|capex|invest in property , plant and equipment|invest in property and equipment|invest in pp&e|spend on property , plant and equipment|spend on property and equipment|spend on pp&e|investment in property , plant and equipment|investment in property and equipment|spending on property , plant and equipment|capital spending|capital expenditure amount|cash paid for property and equipment|purchase of property , plant and equipment|purchase of property and equipment|cash paid for property , plant and equipment|payment for property , plant and equipment|"
     "purchase of property plant and equipment|payment to acquire property , plant and equipment|cash capex|capital investment|addition to property , plant and equipment|addition to property and equipment|purchase of pp&e|purchase of ppe|addition to pp&e|capital outlay|purchase of fixed asset|payment for property and equipment|cash spent on property , plant and equipment|cash spent on property and equipment|payment for acquisition of property , plant and equipment|purchase of property , plant , and equipment|purchase related to property and equipment and intangible asset|capex spending|capex spend|additon to ppe|purchase of property , equipment and intangible asset",
     "PaymentsToAcquirePropertyPlantAndEquipment PaymentsToAcquireProductiveAssets | PaymentsForCapitalImprovements PaymentsToAcquireOtherPropertyPlantAndEquipment PaymentsToAcquireRealEstate PaymentsForProceedsFromProductiveAssets", "", FLOW, SIZE},
    {"dividends", "Dividends paid",
     "dividend paid|cash dividend paid|cash dividend|dividend payment|payment of dividend|dividend|dividend paid to shareholder|payment of cash dividend|payment for dividend and dividend equivalent|cash dividend paid to shareholder|cash paid for dividend|payment of dividend to shareholder|total? cash? dividend paid out|dividend paid in cash|cash dividend paid to common? shareholder|cash spent on dividend|dividend to shareholder|dividend distribution",
     "PaymentsOfDividends PaymentsOfDividendsCommonStock PaymentsOfOrdinaryDividends | PaymentsOfDividendsPreferredStockAndPreferenceStock Dividends DividendsCommonStockCash DividendsCommonStock", "", FLOW, SIZE},
    {"buybacks", "Share repurchases",
     "share repurchase|stock repurchase|repurchase of common stock|share buyback|stock buyback|cash spent on share repurchase|cash spent on buying back common stock|buyback|share buy back|repurchase of common share|repurchase of share|purchase of treasury stock|payment for repurchase of common stock|cash paid for share repurchase|common stock repurchase|buy back of common stock|stock buy back|spending on share repurchase|treasury stock purchase|purchase of treasury share|common stock repurchased|repurchase of stock|payment for share repurchase",
     "PaymentsForRepurchaseOfCommonStock PaymentsForRepurchaseOfEquity | TreasuryStockValueAcquiredCostMethod", "", FLOW, SIZE},
    {"sbc", "Stock-based compensation",
     "stock based compensation|share based compensation|sbc|stock based compensation expense|share based compensation expense|stock compensation|stock compensation expense|equity based compensation|share based payment|equity compensation",
     "ShareBasedCompensation | AllocatedShareBasedCompensationExpense", "", FLOW, SIZE},
    {"acquisitions", "Cash paid for acquisitions", "cash paid for acquisition|payment for acquisition|acquisition of business|acquisition , net of cash acquired|payment to acquire business|business combination net of cash acquired|cash paid for business acquisition|cash spent on acquisition|acquisition net of cash acquired", "PaymentsToAcquireBusinessesNetOfCashAcquired PaymentsToAcquireBusinessesAndInterestInAffiliates PaymentsToAcquireBusinessesGross", "", FLOW, SIZE},
    {"debt_repaid", "Repayments of debt", "repayment of debt|debt repayment|repayment of long term debt|payment of debt|cash paid to repay debt|repayment of term debt|debt repaid", "RepaymentsOfDebt RepaymentsOfLongTermDebt RepaymentsOfNotesPayable RepaymentsOfSeniorDebt", "", FLOW, SIZE},
    {"debt_issued", "Proceeds from issuance of debt", "proceed from issuance of debt|proceed from debt issuance|debt issuance|proceed from long term debt|debt issued|proceed from issuance of long term debt|proceed from issuance of term debt", "ProceedsFromIssuanceOfDebt ProceedsFromIssuanceOfLongTermDebt ProceedsFromDebtNetOfIssuanceCosts ProceedsFromIssuanceOfSeniorLongTermDebt", "", FLOW, SIGNED},
    {"deferred_tax_expense", "Deferred income taxes", "deferred income tax expense|deferred tax expense|deferred income tax benefit", "DeferredIncomeTaxExpenseBenefit DeferredIncomeTaxesAndTaxCredits", "", FLOW, SIGNED},
    {"segment_capex", "Segment capital expenditures", "segment capital expenditure", "SegmentExpenditureAdditionToLongLivedAssets PaymentsToAcquirePropertyPlantAndEquipment", "", FLOW, SIZE},
    {"employees", "Employees", "number of employee|employee count|headcount", "EntityNumberOfEmployees", "", BALANCE, SIGNED},
};
/* clang-format on */

const fai_item *fai_items(uint32_t *count)
{
    *count = sizeof items / sizeof *items;
    return items;
}

const fai_item *fai_item_by_key(const char *key)
{
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        if (strcmp(items[i].key, key) == 0)
            return &items[i];
    return NULL;
}

const fai_item *fai_item_match(const fai_words *w, uint32_t at, uint32_t *len)
{
    const fai_item *best = NULL;

    *len = 0;
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        uint32_t n = fai_words_match(w, at, items[i].aliases);

        if (n > *len) {
            *len = n;
            best = &items[i];
        }
    }
    return best;
}

bool fai_item_names(const fai_item *item, const char *label, bool *failed)
{
    fai_arena arena;
    fai_words w;
    bool named = false;

    if (label[0] == '\0')
        return false;
    fai_arena_init(&arena, 0);
    if (fai_words_cut(label, &arena, &w)) {
        while (w.count > 0 && w.items[w.count - 1].kind == FAI_WORD_MARK &&
               w.items[w.count - 1].text[0] != ')')
            w.count--;
        named = w.count > 0 && fai_words_match(&w, 0, item->aliases) == w.count;
    } else {
        *failed = true;
    }
    fai_arena_clear(&arena);
    return named;
}
