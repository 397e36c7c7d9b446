/* analytics/usecases/report_overview.c: users, documents, questions, tokens, times and opinions at a glance. */
#include "analytics/usecases/report.h"

static fa_status put_users(const fai_report_work *w, fa_error *err)
{
    static const char *const columns[] = {"total", "active_in_period", "activity_rate", NULL};
    uint64_t active[2] = {0, 0}, total = w->query->user_total;
    fa_status st = FA_OK;

    for (int p = 0; st == FA_OK && p < 2; p++)
        st = fai_report_active(w, p, &active[p], err);
    if (st != FA_OK)
        return st;
    fai_report_summary(w->draft, "users", columns);
    for (int p = 0; p < 2; p++) {
        /* How many there were earlier is not known. */
        uint64_t all = p == 0 ? total : 0;

        if (all == 0)
            fai_report_unknown(w->draft);
        else
            fai_report_number(w->draft, (int64_t)all);
        fai_report_number(w->draft, (int64_t)active[p]);
        fai_report_percent(w->draft, (int64_t)active[p], (int64_t)all);
    }
    return FA_OK;
}

/* What was done ever, up to the end of each period, and within it. */
static void put_acts(const fai_report_work *w, const fai_rollup *acts, const char *section, const char *type,
                     const char *const *columns)
{
    fai_report_summary(w->draft, section, columns);
    for (int p = 0; p < 2; p++) {
        fai_report_number(w->draft, fai_rollup_sum(acts, 0, fai_window_to(&w->window, p), type).n);
        fai_report_number(w->draft, fai_rollup_sum_period(acts, &w->window, p, type).n);
    }
}

static fa_status put_activity(const fai_report_work *w, fa_error *err)
{
    static const char *const documents[] = {"total", "uploaded_in_period", NULL}, *const questions[] = {
                                                                                      "total",
                                                                                      "asked_in_period",
                                                                                      NULL};
    fai_rollup acts;
    fa_status st = fai_rollup_fetch_ever(w->svc, FA_SERIES_ACTIVITY, &w->window, &acts, err);

    if (st != FA_OK)
        return st;
    put_acts(w, &acts, "documents", fa_event_type_name(FA_EVENT_DOCUMENT_UPLOAD), documents);
    put_acts(w, &acts, "questions", fa_event_type_name(FA_EVENT_QUESTION_ASK), questions);
    fai_rollup_clear(&acts);
    return FA_OK;
}

static fa_status put_tokens(const fai_report_work *w, fa_error *err)
{
    static const char *const columns[] = {"total_tokens", "input_tokens", "output_tokens", "estimated_cost",
                                          NULL};
    fai_rollup uses;
    fa_status st = fai_rollup_fetch(w->svc, FA_SERIES_TOKENS, &w->window, &uses, err);

    if (st != FA_OK)
        return st;
    fai_report_summary(w->draft, "tokens", columns);
    for (int p = 0; p < 2; p++) {
        fa_tally sum = fai_rollup_sum_period(&uses, &w->window, p, NULL);

        fai_report_number(w->draft, sum.a + sum.b);
        fai_report_number(w->draft, sum.a);
        fai_report_number(w->draft, sum.b);
        fai_report_scaled(w->draft, sum.c, 6);
    }
    fai_rollup_clear(&uses);
    return FA_OK;
}

static fa_status put_performance(const fai_report_work *w, fa_error *err)
{
    static const char *const columns[] = {"avg_analysis_time_seconds", "avg_question_time_seconds", NULL};
    static const fa_operation operations[] = {FA_OPERATION_ANALYSIS, FA_OPERATION_QUESTION};
    fai_rollup durations;
    fa_status st = fai_rollup_fetch(w->svc, FA_SERIES_DURATION, &w->window, &durations, err);

    if (st != FA_OK)
        return st;
    fai_report_summary(w->draft, "performance", columns);
    for (int p = 0; p < 2; p++)
        for (int i = 0; i < 2; i++) {
            fa_tally sum = fai_rollup_sum_period(&durations, &w->window, p, fa_operation_name(operations[i]));

            fai_report_ratio(w->draft, sum.a, sum.n, -6, 6);
        }
    fai_rollup_clear(&durations);
    return FA_OK;
}

static fa_status put_feedback(const fai_report_work *w, fa_error *err)
{
    static const char *const columns[] = {"average_rating",      "total_feedback",    "helpful_responses",
                                          "unhelpful_responses", "satisfaction_rate", NULL};
    fai_rollup feedback;
    fa_status st = fai_rollup_fetch(w->svc, FA_SERIES_FEEDBACK, &w->window, &feedback, err);

    if (st != FA_OK)
        return st;
    fai_report_summary(w->draft, "feedback", columns);
    for (int p = 0; p < 2; p++) {
        fa_tally ratings = fai_rollup_sum_period(&feedback, &w->window, p, "rating");
        int64_t all = fai_rollup_sum_period(&feedback, &w->window, p, "all").n;

        fai_report_average(w->draft, ratings.a, ratings.n, 2);
        fai_report_number(w->draft, all);
        fai_report_number(w->draft, fai_rollup_sum_period(&feedback, &w->window, p, "thumbs_up").n);
        fai_report_number(w->draft, fai_rollup_sum_period(&feedback, &w->window, p, "thumbs_down").n);
        fai_report_percent(w->draft, fai_rollup_sum_period(&feedback, &w->window, p, "positive").n, all);
    }
    fai_rollup_clear(&feedback);
    return FA_OK;
}

fa_status fai_report_overview(const fai_report_work *w, fa_error *err)
{
    fa_status st = put_users(w, err);

    if (st == FA_OK)
        st = put_activity(w, err);
    if (st == FA_OK)
        st = put_tokens(w, err);
    if (st == FA_OK)
        st = put_performance(w, err);
    return st == FA_OK ? put_feedback(w, err) : st;
}
