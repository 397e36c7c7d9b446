/* question/period_relative.c: periods named by the filing's own: "the latest quarter", "the prior year", "two years before
 * the latest". */
#include "question/period_words.h"

/* Ways to name a period by the filing's own. */
static const struct {
    const char *words;
    fa_fiscal part; /* as in fai_when */
    int back;
} relatives[] = {
    {"year ago quarter|prior year quarter|same quarter of the prior year|same quarter a year ago|same "
     "quarter last "
     "year|same quarter a year earlier|same quarter one year earlier|year earlier quarter|corresponding "
     "quarter of the "
     "prior year|comparable quarter of the prior year|same quarter of the previous year|prior year period "
     "quarter",
     FA_FISCAL_Q1, 1},
    {"year ago period|prior year period|same period of the prior year|same period a year ago|same period "
     "last year|"
     "same period a year earlier|year earlier period|comparable prior year period|corresponding period of "
     "the prior "
     "year|same period of the previous year",
     FA_FISCAL_NONE, 1},
    {"preceding fiscal year , one year before the latest|prior fiscal year|previous fiscal year|preceding "
     "fiscal year|"
     "prior year|previous year|preceding year|last year|the year before|fiscal year before the one this "
     "annual report "
     "cover|year before the one this annual report cover|comparative year|prior year comparative",
     FA_FISCAL_FY, 1},
    {"current quarter|latest quarter|most recent quarter|this quarter|latest three month|latest reported "
     "quarter|quarter "
     "under report|most recent three month period|last reported quarter|last quarter|quarter just "
     "ended|reported "
     "quarter|quarter covered by this report|quarter this report cover|latest quarterly|most recent "
     "quarterly|quarterly",
     FA_FISCAL_Q1, 0},
    {"latest fiscal year reported|latest fiscal year|current fiscal year|most recent fiscal year|this fiscal "
     "year|latest "
     "year|current year|this year|most recent year|last fiscal year|latest full year|last full year|latest "
     "full fiscal "
     "year|latest reported year|last reported year|fiscal year just ended|latest annual period|year covered "
     "by this "
     "report|year under report|last completed fiscal year|most recently completed fiscal year|latest "
     "annual|most recent "
     "annual|annual|yearly",
     FA_FISCAL_FY, 0},
    {"latest balance sheet date|most recent balance sheet date|current balance sheet date|balance sheet "
     "date|latest "
     "balance sheet|latest reporting date|latest period end|period end|reporting date|quarter end|end of the "
     "quarter|"
     "latest quarter end|close of the quarter|end of the period|end of the reporting period|close of the "
     "period",
     FA_FISCAL_NONE, 0},
    {"latest period|most recent period|current period|latest reported period|reported period|latest "
     "reporting period|"
     "last reported period|reporting period|this period|last period|period covered|period under report",
     FA_FISCAL_NONE, 0},
    {"prior fiscal year end|prior year end|previous year end|last year end|end of the prior fiscal year|end "
     "of the "
     "previous fiscal year|end of last year|end of the prior year|comparative ( prior year ) balance "
     "sheet|prior year "
     "balance sheet|comparative balance sheet|comparative balance sheet date|prior balance sheet date|end of "
     "the last "
     "fiscal year|preceding year end|previous fiscal year end|end of the previous year|last fiscal year "
     "end|most recent "
     "fiscal year end before this report",
     FA_FISCAL_FY, 1},
};

/* "two fiscal years before the latest one" */
static bool years_back(const fai_period_reader *r, uint32_t *at, fai_when *x)
{
    uint32_t i = *at;
    int n = fai_period_count(r, &i);

    if (n == 0 ||
        !fai_period_take(
            r, &i,
            "fiscal year before the latest one|fiscal year before the latest|year before the latest one|"
            "year before the latest|fiscal year before the most recent one|year before the most recent "
            "one|year earlier|year ago|year before|fiscal year earlier|fiscal year ago|year before the "
            "one this annual report cover|fiscal year before the one this annual report cover|year prior"))
        return false;
    x->part = FA_FISCAL_FY;
    x->back = n;
    *at = i;
    return true;
}

/* What may follow to explain it: "(ended June 30, 2024)", ", not year to date", "(the one this report covers)" */
static void explained(const fai_period_reader *r, uint32_t *at, fai_when *x)
{
    uint32_t i = *at;

    fai_period_take(
        r, at,
        "( the one this annual report cover )|( the one this report cover )|, not year to date|, not year to "
        "date ,|( not year to date )|alone|only|( three month )|, year to date excluded");
    i = *at;
    if (!fai_period_take(r, &i, "( ended|( end|( to|( through|(|, ended|, i.e.|,|ended|of") ||
        !fai_period_date(r, &i, &x->end))
        return;
    fai_period_take(r, &i, ")");
    *at = i;
}

bool fai_period_relative(const fai_period_reader *r, uint32_t *at, fai_when *x)
{
    uint32_t i = *at, best = 0;

    fai_period_take(r, &i, "the|its");
    x->form = FAI_WHEN_LATEST;
    x->end = FA_DATE_NONE;
    if (!years_back(r, &i, x)) {
        if (fai_words_match(r->w, i,
                            "annual report|quarterly report|annual filing|quarterly filing|annual "
                            "growth|annual average|annual rate|yearly average|yearly growth|yearly ratio") >
            0)
            return false;
        for (size_t k = 0; k < sizeof relatives / sizeof *relatives; k++) {
            uint32_t n = i < r->end ? fai_words_match(r->w, i, relatives[k].words) : 0;

            if (n <= best)
                continue;
            best = n;
            x->part = relatives[k].part;
            x->back = relatives[k].back;
        }
        if (best == 0)
            return false;
        i += best;
    }
    explained(r, &i, x);
    *at = i;
    return true;
}
