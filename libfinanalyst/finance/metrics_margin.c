/* finance/metrics_margin.c: margins and shares of revenue. Source, where no other is named: White, Sondhi & Fried, The
 * Analysis and Use of Financial Statements, 3rd ed., ch. 4 (common-size statements and profitability). */
#include "finance/metrics.h"

#define WSF "White, Sondhi & Fried, Analysis and Use of Financial Statements, ch. 4"

/* clang-format off */
static const fai_metric metrics[] = {
    {"Gross margin", "gross margin|gross profit margin|gm|gross margin %", "gross profit / revenue", "%", WSF},
    {"Operating margin", "operating margin|operating profit margin|operating income margin|ebit margin|operating margin %", "operating income / revenue", "%", WSF},
    {"Net profit margin", "net profit margin|net margin|net income margin|profit margin|net earning margin|return on sale|net margin %", "net income / revenue", "%", WSF},
    {"Pre-tax margin", "pre tax margin|pretax margin|pretax profit margin|pre tax profit margin|pretax income margin", "income before taxes / revenue", "%", WSF},
    {"Depreciation and amortization margin", "d&a margin|depreciation and amortization margin|depreciation and amortization expense margin|depreciation and amortization % margin|d&a % margin", "depreciation and amortization / revenue", "%", WSF},
    {"Cost of revenue margin", "cogs margin|cogs % margin|cost of revenue margin|cost of good sold margin|cost ratio", "cost of revenue / revenue", "%", WSF},
    {"Operating cash flow margin", "operating cash flow margin|cfo margin|cash flow margin|ocf margin", "operating cash flow / revenue", "%", WSF},
    {"R&D intensity", "r&d intensity|research intensity", "r&d / revenue", "%", WSF},
    {"SG&A ratio", "sg&a ratio|sg&a margin|sg&a intensity", "sg&a / revenue", "%", WSF},
    {"Capital intensity", "capital intensity|capex intensity|capex margin|capital expenditure intensity", "capital expenditures / revenue", "%", WSF},
    {"Unadjusted EBITDA", "unadjusted ebitda|ebitda|unadjusted ebitda amount|reported ebitda", "operating income + depreciation and amortization", "USD", "operating income plus depreciation and amortization of the cash flow statement, nothing adjusted"},
    {"Unadjusted EBITDA margin", "unadjusted ebitda margin|ebitda margin|unadjusted ebitda % margin|ebitda % margin|ebitda profit margin", "( operating income + depreciation and amortization ) / revenue", "%", WSF},
    {"Unadjusted EBITDA less capital expenditures", "unadjusted ebitda less capital expenditure|unadjusted ebitda less capex|ebitda less capex|ebitda minus capex|ebitda less capital expenditure", "operating income + depreciation and amortization - capital expenditures", "USD", WSF},
    {"Effective tax rate", "effective tax rate|effective income tax rate|etr|effective rate of tax|tax rate|effective income taxes rate", "provision for income taxes / income before taxes", "%", "ASC 740-270-30: income tax expense over income before income taxes"},
    {"Free cash flow", "free cash flow|fcf|unlevered? free cash flow amount", "operating cash flow - capital expenditures", "USD", "operating cash flow less capital expenditures: White, Sondhi & Fried, ch. 3"},
    {"Free cash flow margin", "free cash flow margin|fcf margin|free cash flow % margin", "( operating cash flow - capital expenditures ) / revenue", "%", WSF},
    {"Free cash flow conversion", "free cash flow conversion|fcf conversion|free cash flow conversion ratio|cash conversion|cash conversion ratio|free cash flow conversion from net income", "( operating cash flow - capital expenditures ) / net income", "%", "free cash flow over net income"},
    {"Cash earnings quality", "cash flow to net income ratio|quality of earning ratio|quality of income ratio", "operating cash flow / net income", "x", WSF},
};
/* clang-format on */

const fai_metric_family fai_metrics_margin = {metrics, sizeof metrics / sizeof *metrics};
