/* analytics/usecases/report_mine.c: what one user did, and what that cost. */
#include "analytics/usecases/report.h"

static fa_status fetch(const fai_report_work *w, fa_series series, fai_rollup of[2], fa_error *err)
{
    fa_status st = fai_rollup_fetch_users(w->svc, series, &w->window, 0, w->query->user, &of[0], err);

    if (st != FA_OK)
        return st;
    st = fai_rollup_fetch_users(w->svc, series, &w->window, 1, w->query->user, &of[1], err);
    if (st != FA_OK)
        fai_rollup_clear(&of[0]);
    return st;
}

static void clear(fai_rollup of[2])
{
    fai_rollup_clear(&of[1]);
    fai_rollup_clear(&of[0]);
}

static fa_status put_activity(const fai_report_work *w, fa_error *err)
{
    static const char *const totals[] = {"events", NULL}, *const columns[] = {"operation", "count", NULL};
    fai_rollup acts[2];
    const char *name = NULL;
    fa_status st = fetch(w, FA_SERIES_ACTIVITY, acts, err);

    if (st != FA_OK)
        return st;
    fai_report_summary(w->draft, "activity", totals);
    for (int p = 0; p < 2; p++)
        fai_report_number(w->draft, fai_rollup_sum_period(&acts[p], &w->window, p, NULL).n);
    fai_report_table(w->draft, "operation_stats", columns);
    while ((name = fai_rollup_next_name(&acts[0], &w->window, name)) != NULL) {
        fai_report_text(w->draft, name);
        fai_report_number(w->draft, fai_rollup_sum_period(&acts[0], &w->window, 0, name).n);
    }
    clear(acts);
    return FA_OK;
}

static fa_status put_tokens(const fai_report_work *w, fa_error *err)
{
    static const char *const columns[] = {"requests",     "input_tokens",   "output_tokens",
                                          "total_tokens", "estimated_cost", NULL};
    fai_rollup uses[2];
    fa_status st = fetch(w, FA_SERIES_TOKENS, uses, err);

    if (st != FA_OK)
        return st;
    fai_report_summary(w->draft, "tokens", columns);
    for (int p = 0; p < 2; p++) {
        fa_tally sum = fai_rollup_sum_period(&uses[p], &w->window, p, NULL);

        fai_report_number(w->draft, sum.n);
        fai_report_number(w->draft, sum.a);
        fai_report_number(w->draft, sum.b);
        fai_report_number(w->draft, sum.a + sum.b);
        fai_report_scaled(w->draft, sum.c, 6);
    }
    clear(uses);
    return FA_OK;
}

fa_status fai_report_mine(const fai_report_work *w, fa_error *err)
{
    fa_status st = put_activity(w, err);

    return st == FA_OK ? put_tokens(w, err) : st;
}
