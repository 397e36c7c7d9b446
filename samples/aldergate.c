/* aldergate.c: the annual report of Aldergate Instruments Corporation, a company that does not exist. Every total adds up, and the
 * statements tie to each other. */
#include "report.h"

#define COUNT(a) (int)(sizeof(a) / sizeof *(a))
#define HEADING(words)                                                                                       \
    {                                                                                                        \
        .label = (words)                                                                                     \
    }
#define LINE(words, tag, a, b, c)                                                                            \
    {                                                                                                        \
        .label = (words), .concept = (tag), .values = {a, b, c}, .indent = 1                                 \
    }
#define OUTFLOW(words, tag, a, b, c)                                                                         \
    {                                                                                                        \
        .label = (words), .concept = (tag), .values = {a, b, c}, .indent = 1, .negated = true                \
    }
#define TOTAL(words, tag, a, b, c)                                                                           \
    {                                                                                                        \
        .label = (words), .concept = (tag), .values = {a, b, c}, .total = true                               \
    }
#define PER_SHARE(words, tag, a, b, c)                                                                       \
    {                                                                                                        \
        .label = (words), .concept = (tag), .values = {a, b, c}, .indent = 1, .per_share = true              \
    }
#define PART(words, tag, of, a, b, c)                                                                        \
    {                                                                                                        \
        .label = (words), .concept = (tag), .member = (of), .values = { a, b, c }                            \
    }

static const row securities[] = {
    {.label = "Title of each class                                     Trading symbol        Name of each "
              "exchange"},
    {.label = "Common Stock, $0.01 par value                           ALDR                  New York Stock "
              "Exchange"},
    {.label = "4.250% Senior Notes due 2029                            ALDR29                New York Stock "
              "Exchange"},
};

static const row income[] = {
    HEADING("Net revenue:"),
    LINE("Products", "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax|aldr:ProductsMember",
         "1,412,380", "1,287,940", "1,196,215"),
    LINE("Services", "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax|aldr:ServicesMember",
         "430,265", "389,410", "351,880"),
    TOTAL("Total net revenue", "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax", "1,842,645",
          "1,677,350", "1,548,095"),
    HEADING("Cost of revenue:"),
    LINE("Products", "us-gaap:CostOfRevenue|aldr:ProductsMember", "742,118", "689,505", "655,470"),
    LINE("Services", "us-gaap:CostOfRevenue|aldr:ServicesMember", "187,240", "174,322", "160,905"),
    TOTAL("Total cost of revenue", "us-gaap:CostOfRevenue", "929,358", "863,827", "816,375"),
    TOTAL("Gross profit", "us-gaap:GrossProfit", "913,287", "813,523", "731,720"),
    HEADING("Operating expenses:"),
    LINE("Research and development", "us-gaap:ResearchAndDevelopmentExpense", "221,640", "204,118",
         "189,377"),
    LINE("Selling, general and administrative", "us-gaap:SellingGeneralAndAdministrativeExpense", "331,905",
         "312,460", "298,216"),
    LINE("Amortization of intangible assets", "us-gaap:AmortizationOfIntangibleAssets", "24,300", "25,150",
         "26,020"),
    LINE("Restructuring charges", "us-gaap:RestructuringCharges", "8,412", "-", "15,260"),
    TOTAL("Total operating expenses", "us-gaap:OperatingExpenses", "586,257", "541,728", "528,873"),
    TOTAL("Operating income", "us-gaap:OperatingIncomeLoss", "327,030", "271,795", "202,847"),
    LINE("Interest income", "us-gaap:InvestmentIncomeInterest", "12,846", "9,120", "4,415"),
    OUTFLOW("Interest expense", "us-gaap:InterestExpense", "(28,305)", "(31,470)", "(33,918)"),
    LINE("Other income (expense), net", "us-gaap:OtherNonoperatingIncomeExpense", "1,204", "(2,365)", "876"),
    TOTAL(
        "Income before income taxes",
        "us-gaap:IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest",
        "312,775", "247,080", "174,220"),
    LINE("Provision for income taxes", "us-gaap:IncomeTaxExpenseBenefit", "65,683", "50,651", "34,844"),
    TOTAL("Net income", "us-gaap:NetIncomeLoss", "247,092", "196,429", "139,376"),
    HEADING("Earnings per share:"),
    PER_SHARE("Basic", "us-gaap:EarningsPerShareBasic", "2.42", "1.90", "1.33"),
    PER_SHARE("Diluted", "us-gaap:EarningsPerShareDiluted", "2.38", "1.87", "1.31"),
    HEADING("Weighted average shares outstanding:"),
    LINE("Basic", "us-gaap:WeightedAverageNumberOfSharesOutstandingBasic", "102,140", "103,655", "104,820"),
    LINE("Diluted", "us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding", "103,870", "105,210",
         "106,095"),
};

static const row balance[] = {
    HEADING("ASSETS"),
    HEADING("Current assets:"),
    LINE("Cash and cash equivalents", "us-gaap:CashAndCashEquivalentsAtCarryingValue", "318,450", "246,905",
         NULL),
    LINE("Short-term investments", "us-gaap:ShortTermInvestments", "142,300", "118,760", NULL),
    LINE("Accounts receivable, net", "us-gaap:AccountsReceivableNetCurrent", "284,915", "261,338", NULL),
    LINE("Inventories", "us-gaap:InventoryNet", "236,480", "228,104", NULL),
    LINE("Prepaid expenses and other current assets", "us-gaap:PrepaidExpenseAndOtherAssetsCurrent", "58,220",
         "52,615", NULL),
    TOTAL("Total current assets", "us-gaap:AssetsCurrent", "1,040,365", "907,722", NULL),
    LINE("Property, plant and equipment, net", "us-gaap:PropertyPlantAndEquipmentNet", "412,660", "398,215",
         NULL),
    LINE("Operating lease right-of-use assets", "us-gaap:OperatingLeaseRightOfUseAsset", "74,310", "80,125",
         NULL),
    LINE("Goodwill", "us-gaap:Goodwill", "521,400", "521,400", NULL),
    LINE("Intangible assets, net", "us-gaap:FiniteLivedIntangibleAssetsNet", "168,250", "192,550", NULL),
    LINE("Other assets", "us-gaap:OtherAssetsNoncurrent", "61,905", "57,330", NULL),
    TOTAL("Total assets", "us-gaap:Assets", "2,278,890", "2,157,342", NULL),
    HEADING("LIABILITIES AND STOCKHOLDERS' EQUITY"),
    HEADING("Current liabilities:"),
    LINE("Current portion of long-term debt", "us-gaap:LongTermDebtCurrent", "45,000", "40,000", NULL),
    LINE("Accounts payable", "us-gaap:AccountsPayableCurrent", "168,735", "159,420", NULL),
    LINE("Accrued compensation", "us-gaap:EmployeeRelatedLiabilitiesCurrent", "96,480", "88,905", NULL),
    LINE("Deferred revenue", "us-gaap:ContractWithCustomerLiabilityCurrent", "124,660", "112,385", NULL),
    LINE("Other current liabilities", "us-gaap:OtherLiabilitiesCurrent", "71,340", "68,210", NULL),
    TOTAL("Total current liabilities", "us-gaap:LiabilitiesCurrent", "506,215", "468,920", NULL),
    LINE("Long-term debt", "us-gaap:LongTermDebtNoncurrent", "485,000", "530,000", NULL),
    LINE("Operating lease liabilities", "us-gaap:OperatingLeaseLiabilityNoncurrent", "58,120", "64,385",
         NULL),
    LINE("Deferred income taxes", "us-gaap:DeferredIncomeTaxLiabilitiesNet", "38,415", "41,270", NULL),
    LINE("Other liabilities", "us-gaap:OtherLiabilitiesNoncurrent", "46,890", "44,125", NULL),
    TOTAL("Total liabilities", "us-gaap:Liabilities", "1,134,640", "1,148,700", NULL),
    HEADING("Stockholders' equity:"),
    LINE("Common stock", "us-gaap:CommonStockValue", "1,018", "1,033", NULL),
    LINE("Additional paid-in capital", "us-gaap:AdditionalPaidInCapital", "486,320", "451,875", NULL),
    LINE("Retained earnings", "us-gaap:RetainedEarningsAccumulatedDeficit", "679,327", "583,594", NULL),
    LINE("Accumulated other comprehensive loss", "us-gaap:AccumulatedOtherComprehensiveIncomeLossNetOfTax",
         "(22,415)", "(27,860)", NULL),
    TOTAL("Total stockholders' equity", "us-gaap:StockholdersEquity", "1,144,250", "1,008,642", NULL),
    TOTAL("Total liabilities and stockholders' equity", "us-gaap:LiabilitiesAndStockholdersEquity",
          "2,278,890", "2,157,342", NULL),
};

static const row cash_flows[] = {
    HEADING("Operating activities:"),
    LINE("Net income", "us-gaap:NetIncomeLoss", "247,092", "196,429", "139,376"),
    HEADING("Adjustments to reconcile net income to net cash provided by operating activities:"),
    LINE("Depreciation and amortization", "us-gaap:DepreciationDepletionAndAmortization", "92,415", "88,960",
         "86,330"),
    LINE("Stock-based compensation", "us-gaap:ShareBasedCompensation", "34,430", "31,215", "28,940"),
    LINE("Deferred income taxes", "us-gaap:DeferredIncomeTaxExpenseBenefit", "(2,855)", "(4,120)", "(1,760)"),
    HEADING("Changes in operating assets and liabilities:"),
    OUTFLOW("Accounts receivable", "us-gaap:IncreaseDecreaseInAccountsReceivable", "(23,577)", "(18,240)",
            "(14,905)"),
    OUTFLOW("Inventories", "us-gaap:IncreaseDecreaseInInventories", "(8,376)", "6,912", "(21,330)"),
    LINE("Accounts payable", "us-gaap:IncreaseDecreaseInAccountsPayable", "9,315", "4,208", "7,645"),
    LINE("Deferred revenue", "us-gaap:IncreaseDecreaseInContractWithCustomerLiability", "12,275", "10,140",
         "8,960"),
    OUTFLOW("Other, net", "us-gaap:IncreaseDecreaseInOtherOperatingCapitalNet", "1,846", "(5,317)", "2,214"),
    TOTAL("Net cash provided by operating activities", "us-gaap:NetCashProvidedByUsedInOperatingActivities",
          "362,565", "310,187", "235,470"),
    HEADING("Investing activities:"),
    OUTFLOW("Purchases of property, plant and equipment",
            "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment", "(82,560)", "(76,430)", "(91,215)"),
    OUTFLOW("Purchases of short-term investments", "us-gaap:PaymentsToAcquireShortTermInvestments",
            "(164,800)", "(131,200)", "(98,450)"),
    LINE("Maturities of short-term investments",
         "us-gaap:ProceedsFromSaleMaturityAndCollectionsOfShorttermInvestments", "141,260", "120,340",
         "104,610"),
    OUTFLOW("Acquisition of a business, net of cash acquired",
            "us-gaap:PaymentsToAcquireBusinessesNetOfCashAcquired", "-", "-", "(118,600)"),
    TOTAL("Net cash used in investing activities", "us-gaap:NetCashProvidedByUsedInInvestingActivities",
          "(106,100)", "(87,290)", "(203,655)"),
    HEADING("Financing activities:"),
    LINE("Proceeds from issuance of long-term debt", "us-gaap:ProceedsFromIssuanceOfLongTermDebt", "-", "-",
         "100,000"),
    OUTFLOW("Repayments of long-term debt", "us-gaap:RepaymentsOfLongTermDebt", "(40,000)", "(40,000)",
            "(35,000)"),
    OUTFLOW("Dividends paid", "us-gaap:PaymentsOfDividendsCommonStock", "(71,498)", "(64,266)", "(57,651)"),
    OUTFLOW("Repurchases of common stock", "us-gaap:PaymentsForRepurchaseOfCommonStock", "(79,861)",
            "(58,140)", "(32,075)"),
    LINE("Proceeds from employee stock purchases", "us-gaap:ProceedsFromStockPlans", "3,680", "2,945",
         "2,310"),
    TOTAL("Net cash used in financing activities", "us-gaap:NetCashProvidedByUsedInFinancingActivities",
          "(187,679)", "(159,461)", "(22,416)"),
    LINE("Effect of exchange rates on cash",
         "us-gaap:EffectOfExchangeRateOnCashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents",
         "2,759", "(1,418)", "1,102"),
    TOTAL(
        "Net increase in cash and cash equivalents",
        "us-gaap:"
        "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecreaseIncludingExchange"
        "RateEffect",
        "71,545", "62,018", "10,501"),
    LINE("Cash and cash equivalents at beginning of year", NULL, "246,905", "184,887", "174,386"),
    TOTAL("Cash and cash equivalents at end of year", NULL, "318,450", "246,905", "184,887"),
};

#define SALES "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax"
static const row segments[] = {
    PART("Precision Instruments", SALES, "aldr:PrecisionInstrumentsMember", "1,052,410", "951,880",
         "874,305"),
    PART("Industrial Sensors", SALES, "aldr:IndustrialSensorsMember", "506,930", "472,615", "441,220"),
    PART("Laboratory Systems", SALES, "aldr:LaboratorySystemsMember", "283,305", "252,855", "232,570"),
    TOTAL("Total net revenue", SALES, "1,842,645", "1,677,350", "1,548,095"),
};

static const row geographies[] = {
    PART("United States", SALES, "country:US", "1,014,260", "939,215", "882,340"),
    PART("Europe", SALES, "srt:EuropeMember", "478,830", "420,115", "376,490"),
    PART("Asia Pacific", SALES, "srt:AsiaPacificMember", "349,555", "318,020", "289,265"),
    TOTAL("Total net revenue", SALES, "1,842,645", "1,677,350", "1,548,095"),
};

#define YEARS .columns = 3, .head = "Year Ended December 31,", .heads = {"2025", "2024", "2023"}
#define DAYS .columns = 2, .instant = true, .head = "December 31,", .heads = {"2025", "2024"}
#define TABLE(list) .kind = BLOCK_TABLE, .rows = (list), .row_count = COUNT(list)

static const block blocks[] = {
    {.kind = BLOCK_CENTRED, .text = "UNITED STATES"},
    {.kind = BLOCK_CENTRED, .text = "SECURITIES AND EXCHANGE COMMISSION"},
    {.kind = BLOCK_CENTRED, .text = "Washington, D.C. 20549"},
    {.kind = BLOCK_TITLE, .text = "FORM 10-K"},
    {.kind = BLOCK_CENTRED,
     .text = "ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934"},
    {.kind = BLOCK_CENTRED, .text = "For the fiscal year ended December 31, 2025"},
    {.kind = BLOCK_CENTRED, .text = "Commission file number 001-99999"},
    {.kind = BLOCK_TITLE, .text = "ALDERGATE INSTRUMENTS CORPORATION"},
    {.kind = BLOCK_CENTRED, .text = "(Exact name of registrant as specified in its charter)"},
    {.kind = BLOCK_CENTRED, .text = "Delaware      00-0000000"},
    {.kind = BLOCK_PARAGRAPH, .text = "Securities registered pursuant to Section 12(b) of the Act:"},
    {TABLE(securities), .text = ""},
    {.kind = BLOCK_PARAGRAPH,
     .text = "This report is a sample. The company, its figures and its people are fictional. It is made by "
             "a program of "
             "this project and may be used for any purpose."},
    {.kind = BLOCK_PARAGRAPH,
     .text = "As of January 30, 2026 there were 101,800,000 shares of the registrant's common stock "
             "outstanding."},
    {.kind = BLOCK_PAGE},
    {.kind = BLOCK_HEADING, .text = "PART I"},
    {.kind = BLOCK_HEADING, .text = "Item 1. Business"},
    {.kind = BLOCK_PARAGRAPH,
     .text = "Aldergate Instruments Corporation designs, manufactures and services measuring instruments for "
             "industry and "
             "laboratories. We were founded in 1978 and have our headquarters in Portland, Oregon."},
    {.kind = BLOCK_PARAGRAPH,
     .text = "We report three segments. Precision Instruments makes optical and mechanical gauges for "
             "manufacturers. "
             "Industrial Sensors makes pressure, flow and temperature sensors. Laboratory Systems makes "
             "spectrometers and "
             "automated sample handling for research laboratories and hospitals. We also calibrate and "
             "repair what we sell "
             "under service contracts of one to five years."},
    {.kind = BLOCK_PARAGRAPH,
     .text = "We sell in the United States, Europe and Asia Pacific. No customer accounted for more than 10% "
             "of net revenue "
             "in 2025, 2024 or 2023. Our customers are mainly manufacturers of machinery, semiconductors and "
             "medical "
             "devices."},
    {.kind = BLOCK_PARAGRAPH, .text = "As of December 31, 2025 we had approximately 6,450 employees."},
    {.kind = BLOCK_HEADING, .text = "Item 1A. Risk Factors"},
    {.kind = BLOCK_PARAGRAPH,
     .text = "Demand for our instruments depends on the capital spending of manufacturers, which is "
             "cyclical. A fall in "
             "orders would reduce our revenue before we could reduce our costs."},
    {.kind = BLOCK_PARAGRAPH,
     .text = "We buy optical glass and integrated circuits from few suppliers. An interruption of supply "
             "would delay our "
             "shipments."},
    {.kind = BLOCK_HEADING, .text = "Item 3. Legal Proceedings"},
    {.kind = BLOCK_PARAGRAPH,
     .text = "We are party to lawsuits that arise in the ordinary course of business. In March 2025 a former "
             "distributor "
             "filed a complaint against us in the Circuit Court of Multnomah County, Oregon, that seeks "
             "damages for the "
             "termination of its contract. We believe the claim to be without merit."},
    {.kind = BLOCK_PAGE},
    {.kind = BLOCK_HEADING, .text = "PART II"},
    {.kind = BLOCK_HEADING,
     .text = "Item 7. Management's Discussion and Analysis of Financial Condition and Results of Operations"},
    {.kind = BLOCK_PARAGRAPH,
     .text = "Net revenue increased 9.9% to $1,842.6 million in 2025, primarily due to higher volumes of "
             "optical gauges for "
             "semiconductor manufacturers and to price increases of approximately 2% that took effect in "
             "January 2025."},
    {.kind = BLOCK_PARAGRAPH,
     .text = "Gross margin was 49.6% in 2025 compared with 48.5% in 2024. The improvement was primarily "
             "driven by the higher "
             "share of services and by lower freight costs."},
    {.kind = BLOCK_PARAGRAPH,
     .text = "Operating margin was 17.7% in 2025 compared with 16.2% in 2024, mainly because selling, "
             "general and "
             "administrative expenses grew more slowly than revenue."},
    {.kind = BLOCK_PARAGRAPH,
     .text = "In 2025 we closed our plant in Dayton, Ohio and recorded restructuring charges of $8.4 million "
             "for severance. In "
             "2023 we acquired Fenwick Optics, a maker of laser gauges, for $118.6 million in cash."},
    {.kind = BLOCK_PARAGRAPH,
     .text = "Our principal sources of liquidity are cash from operations and a revolving credit facility of "
             "$300.0 million, "
             "which was not drawn as of December 31, 2025. We expect capital expenditures of $85 million to "
             "$95 million in "
             "2026."},
    {.kind = BLOCK_PAGE},
    {.kind = BLOCK_HEADING, .text = "Item 8. Financial Statements and Supplementary Data"},
    {.kind = BLOCK_TITLE, .text = "ALDERGATE INSTRUMENTS CORPORATION"},
    {.kind = BLOCK_TITLE, .text = "CONSOLIDATED STATEMENTS OF INCOME"},
    {TABLE(income), .text = "(In thousands, except per share data)", YEARS},
    {.kind = BLOCK_PARAGRAPH, .text = "See accompanying notes to consolidated financial statements."},
    {.kind = BLOCK_PAGE},
    {.kind = BLOCK_TITLE, .text = "ALDERGATE INSTRUMENTS CORPORATION"},
    {.kind = BLOCK_TITLE, .text = "CONSOLIDATED BALANCE SHEETS"},
    {TABLE(balance), .text = "(In thousands)", DAYS},
    {.kind = BLOCK_PARAGRAPH, .text = "See accompanying notes to consolidated financial statements."},
    {.kind = BLOCK_PAGE},
    {.kind = BLOCK_TITLE, .text = "ALDERGATE INSTRUMENTS CORPORATION"},
    {.kind = BLOCK_TITLE, .text = "CONSOLIDATED STATEMENTS OF CASH FLOWS"},
    {TABLE(cash_flows), .text = "(In thousands)", YEARS},
    {.kind = BLOCK_PARAGRAPH, .text = "See accompanying notes to consolidated financial statements."},
    {.kind = BLOCK_PAGE},
    {.kind = BLOCK_TITLE, .text = "NOTES TO CONSOLIDATED FINANCIAL STATEMENTS"},
    {.kind = BLOCK_HEADING, .text = "Note 1 - Basis of Presentation"},
    {.kind = BLOCK_PARAGRAPH,
     .text = "The consolidated financial statements include the accounts of Aldergate Instruments "
             "Corporation and its "
             "subsidiaries. Intercompany balances and transactions have been eliminated."},
    {.kind = BLOCK_HEADING, .text = "Note 12 - Segment Information"},
    {.kind = BLOCK_PARAGRAPH, .text = "Net revenue by segment was as follows (in thousands):"},
    {TABLE(segments), .text = "", .axis = "us-gaap:StatementBusinessSegmentsAxis", YEARS},
    {.kind = BLOCK_PARAGRAPH,
     .text = "Net revenue by geographic region, based on the location of the customer (in thousands):"},
    {TABLE(geographies), .text = "", .axis = "srt:StatementGeographicalAxis", YEARS},
    {.kind = BLOCK_HEADING, .text = "Note 13 - Debt"},
    {.kind = BLOCK_PARAGRAPH,
     .text = "Long-term debt consists of $400.0 million of 4.250% Senior Notes due 2029 and a term loan of "
             "$130.0 million that "
             "is repaid in yearly instalments. The fair value of the notes was $388.2 million as of December "
             "31, 2025."},
};

const report aldergate = {.company = "Aldergate Instruments Corporation",
                          .title = "Aldergate Instruments Corporation Form 10-K 2025",
                          .blocks = blocks,
                          .block_count = COUNT(blocks)};
