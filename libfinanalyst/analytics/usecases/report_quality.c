/* analytics/usecases/report_quality.c: how questions end: verified, unverified, refused, in conflict. */
#include "analytics/usecases/report.h"

enum { OUTCOMES = 4 };

static void put_counts(fai_report_draft *d, const fai_rollup *ends, fa_date from, fa_date to)
{
    int64_t total = fai_rollup_sum(ends, from, to, NULL).n;

    fai_report_number(d, total);
    for (int i = 1; i <= OUTCOMES; i++)
        fai_report_number(d, fai_rollup_sum(ends, from, to, fa_outcome_name((fa_outcome)i)).n);
    for (int i = 1; i <= OUTCOMES; i++)
        fai_report_percent(d, fai_rollup_sum(ends, from, to, fa_outcome_name((fa_outcome)i)).n, total);
}

fa_status fai_report_quality(const fai_report_work *w, fa_error *err)
{
    static const char *const
        totals[] = {"total",         "verified",        "unverified",   "refused",       "conflict",
                    "verified_rate", "unverified_rate", "refused_rate", "conflict_rate", NULL},
        *const days[] = {"date",     "total",         "verified",        "unverified",   "refused",
                         "conflict", "verified_rate", "unverified_rate", "refused_rate", "conflict_rate",
                         NULL};
    fai_rollup ends;
    fa_status st = fai_rollup_fetch(w->svc, FA_SERIES_QUALITY, &w->window, &ends, err);

    if (st != FA_OK)
        return st;
    fai_report_summary(w->draft, "answers", totals);
    for (int p = 0; p < 2; p++)
        put_counts(w->draft, &ends, fai_window_from(&w->window, p), fai_window_to(&w->window, p));
    fai_report_table(w->draft, "daily_quality", days);
    for (fa_date day = w->window.from; day <= w->window.to; day++) {
        fai_report_date(w->draft, day);
        put_counts(w->draft, &ends, day, day);
    }
    fai_rollup_clear(&ends);
    return FA_OK;
}
