/* finance/metrics_turnover.c: returns, turnover and days, on averages of opening and closing balances. Source: White,
 * Sondhi & Fried, The Analysis and Use of Financial Statements, 3rd ed., ch. 4 (activity and profitability). */
#include "finance/metrics.h"

#define WSF "White, Sondhi & Fried, Analysis and Use of Financial Statements, ch. 4"

/* clang-format off */
static const fai_metric metrics[] = {
    {"Asset turnover", "asset turnover|total asset turnover|asset turnover ratio|total asset turnover ratio", "revenue / average total assets", "x", WSF},
    {"Fixed asset turnover", "fixed asset turnover|fixed asset turnover ratio|pp&e turnover|ppe turnover|net pp&e turnover", "revenue / average net PP&E", "x", WSF},
    {"Inventory turnover", "inventory turnover|inventory turnover ratio|inventory turn|stock turnover", "cost of revenue / average inventory", "x", WSF},
    {"Receivables turnover", "receivable turnover|accounts receivable turnover|receivable turnover ratio|accounts receivable turnover ratio|ar turnover|debtor turnover", "revenue / average accounts receivable", "x", WSF},
    {"Payables turnover", "payable turnover|accounts payable turnover|payable turnover ratio|accounts payable turnover ratio|ap turnover", "cost of revenue / average accounts payable", "x", WSF},
    {"Equity turnover", "equity turnover", "revenue / average equity", "x", WSF},
    {"Days inventory outstanding", "dio|day inventory outstanding|day inventory|day of inventory|inventory day|day in inventory|day sale of inventory|day sale in inventory|day inventory outstanding ( dio )|average day inventory", "365 * average inventory / cost of revenue", "days", WSF},
    {"Days sales outstanding", "dso|day sale outstanding|day sale|day sale outstanding ( dso )|receivable day|average collection period|collection period|day receivable outstanding", "365 * average accounts receivable / revenue", "days", WSF},
    {"Days payable outstanding", "dpo|day payable outstanding|day payable|day payable outstanding ( dpo )|payable day|creditor day", "365 * average accounts payable / ( cost of revenue + change in inventory )", "days", WSF},
    {"Cash conversion cycle", "cash conversion cycle|ccc|cash conversion cycle ( ccc )|cash cycle|net operating cycle", "365 * average inventory / cost of revenue + 365 * average accounts receivable / revenue - 365 * average accounts payable / ( cost of revenue + change in inventory )", "days", WSF},
    {"Return on assets", "return on asset|roa|return on asset ( roa )|return on average asset|return on total asset|roaa", "net income / average total assets", "%", WSF},
    {"Return on equity", "return on equity|roe|return on equity ( roe )|return on average equity|return on stockholder equity|return on shareholder equity|roae", "net income / average equity", "%", WSF},
    {"Return on invested capital", "return on invested capital|roic|return on invested capital ( roic )", "operating income * ( 1 - provision for income taxes / income before taxes ) / ( average total debt + average equity - average cash and cash equivalents )", "%", WSF},
    {"Return on capital employed", "return on capital employed|roce|return on capital employed ( roce )", "operating income / ( total assets - current liabilities )", "%", WSF},
};
/* clang-format on */

const fai_metric_family fai_metrics_turnover = {metrics, sizeof metrics / sizeof *metrics};
