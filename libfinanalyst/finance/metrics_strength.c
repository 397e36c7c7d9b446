/* finance/metrics_strength.c: liquidity, leverage, coverage and payout. Source: White, Sondhi & Fried, The Analysis and
 * Use of Financial Statements, 3rd ed., ch. 4 (liquidity, solvency, shareholder ratios). */
#include "finance/metrics.h"

#define WSF "White, Sondhi & Fried, Analysis and Use of Financial Statements, ch. 4"

/* clang-format off */
static const fai_metric metrics[] = {
    {"Current ratio", "current ratio|working capital ratio|ratio of current asset to current liability", "current assets / current liabilities", "x", WSF},
    {"Quick ratio", "quick ratio|acid test ratio|acid test", "( cash and cash equivalents + optional short-term investments + accounts receivable ) / current liabilities", "x", WSF},
    {"Cash ratio", "cash ratio", "cash and cash equivalents / current liabilities", "x", WSF},
    {"Net working capital", "net working capital|working capital", "current assets - current liabilities", "USD", WSF},
    {"Operating cash flow ratio", "operating cash flow ratio|cfo ratio|cash flow ratio|operating cash flow to current liability ratio", "operating cash flow / current liabilities", "x", WSF},
    {"Debt to equity", "debt to equity|debt to equity ratio|debt equity ratio|d/e ratio|d/e|total debt to equity|gearing", "total debt / equity", "x", WSF},
    {"Long-term debt to equity", "long term debt to equity|long term debt to equity ratio|lt debt to equity|non current debt to equity", "long-term debt / equity", "x", WSF},
    {"Liabilities to equity", "liability to equity|liability to equity ratio|total liability to equity|total liability to total stockholder equity|total liability to stockholder equity|total liability to shareholder equity|total liability to total shareholder equity", "total liabilities / equity", "x", WSF},
    {"Debt ratio", "debt ratio|liability to asset ratio|total liability to total asset|debt ratio in the sense of total liability over total asset", "total liabilities / total assets", "%", WSF},
    {"Debt to assets", "debt to asset|debt to asset ratio|debt to total asset", "total debt / total assets", "%", WSF},
    {"Equity ratio", "equity ratio|equity to asset ratio|equity to asset", "equity / total assets", "%", WSF},
    {"Equity multiplier", "equity multiplier|financial leverage ratio|financial leverage", "total assets / equity", "x", WSF},
    {"Net debt", "net debt|net borrowing", "total debt - cash and cash equivalents", "USD", WSF},
    {"Non-current debt less cash", "non current debt less cash and cash equivalent|long term debt less cash|net long term debt|long term debt less cash and cash equivalent", "long-term debt - cash and cash equivalents", "USD", WSF},
    {"Net debt to EBITDA", "net debt to ebitda|net debt / ebitda|net leverage|leverage ratio|net debt to ebitda ratio|net leverage ratio", "( total debt - cash and cash equivalents ) / ( operating income + depreciation and amortization )", "x", WSF},
    {"Debt to EBITDA", "debt to ebitda|total debt to ebitda|debt / ebitda", "total debt / ( operating income + depreciation and amortization )", "x", WSF},
    {"Interest coverage", "interest coverage|interest coverage ratio|time interest earned|interest cover|ebit interest coverage", "operating income / interest expense", "x", WSF},
    {"EBITDA interest coverage", "ebitda interest coverage|ebitda coverage|ebitda to interest", "( operating income + depreciation and amortization ) / interest expense", "x", WSF},
    {"Dividend payout ratio", "dividend payout ratio|payout ratio|dividend payout|dividend payout rate|share of net income paid out as cash dividend|share of net income paid out as dividend|cash dividend payout ratio", "dividends paid / net income", "%", WSF},
    {"Retention ratio", "retention ratio|earning retention ratio|plowback ratio|plough back ratio|retention rate|earning retention", "1 - dividends paid / net income", "%", WSF},
    {"Total cash returned to shareholders", "total cash returned to shareholder|cash returned to shareholder|total shareholder return of cash|capital returned to shareholder|cash return to shareholder|total capital returned|total payout|capital return", "dividends paid + share repurchases", "USD", WSF},
    {"Total payout ratio", "total payout ratio|shareholder payout ratio", "( dividends paid + share repurchases ) / net income", "%", WSF},
    {"Book value per share", "book value per share|bvps|liquidation value per share|equity per share|net asset value per share", "equity / shares outstanding", "USD/shares", WSF},
    {"Revenue per diluted share", "revenue per share|sale per share|revenue per diluted share|sale per diluted share", "revenue / diluted shares", "USD/shares", WSF},
    {"Operating cash flow per diluted share", "operating cash flow per share|cash flow per share|operating cash flow per diluted share|cfo per share|cfo per diluted share", "operating cash flow / diluted shares", "USD/shares", WSF},
    {"Free cash flow per diluted share", "free cash flow per share|fcf per share|free cash flow per diluted share|fcf per diluted share", "( operating cash flow - capital expenditures ) / diluted shares", "USD/shares", WSF},
    {"Capital expenditures to depreciation", "capex to depreciation|capex to d&a|capital expenditure to depreciation|reinvestment rate", "capital expenditures / depreciation and amortization", "x", WSF},
    {"Tangible book value", "tangible book value|tangible equity|tangible net worth", "equity - optional goodwill - optional intangible assets", "USD", WSF},
    {"Capital employed", "capital employed", "total assets - current liabilities", "USD", WSF},
    {"Invested capital", "invested capital", "total debt + equity - cash and cash equivalents", "USD", WSF},
};
/* clang-format on */

const fai_metric_family fai_metrics_strength = {metrics, sizeof metrics / sizeof *metrics};
