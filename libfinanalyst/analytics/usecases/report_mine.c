/* analytics/usecases/report_mine.c: what one user did, and what that cost. */
#include "analytics/usecases/report.h"

static fa_status fetch(const fai_report_work *w, fa_series series, fai_rollup of[2], fa_error *err)
{
    fa_status st = fai_rollup_fetch_users(w->svc, series, FA_TALLY_USER_DAYS, &w->window, 0, w->query->user,
                                          &of[0], err);

    if (st != FA_OK)
        return st;
    st = fai_rollup_fetch_users(w->svc, series, FA_TALLY_USER_DAYS, &w->window, 1, w->query->user, &of[1],
                                err);
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
    uint64_t types[FA_EVENT_MEASURE] = {0};
    fai_rollup acts[2];
    fa_status st = fetch(w, FA_SERIES_ACTIVITY, acts, err);

    if (st != FA_OK)
        return st;
    fai_report_summary(w->draft, "activity", totals);
    for (int p = 0; p < 2; p++)
        fai_report_number(w->draft, fai_rollup_sum_period(&acts[p], &w->window, p, NULL).n);
    fai_rollup_cells(&acts[0], w->window.from, w->window.to, NULL, types, FA_EVENT_MEASURE);
    fai_report_table(w->draft, "operation_stats", columns);
    for (int i = 1; i < FA_EVENT_MEASURE; i++) {
        if (types[i] == 0)
            continue;
        fai_report_text(w->draft, fa_event_type_name((fa_event_type)i));
        fai_report_number(w->draft, (int64_t)types[i]);
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
