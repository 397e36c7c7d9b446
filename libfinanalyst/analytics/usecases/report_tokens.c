/* analytics/usecases/report_tokens.c: tokens and what they cost, by vendor, model, operation, day and user. */
#include "analytics/usecases/report.h"

static int64_t tokens_of(const fa_tally *sum)
{
    return sum->a + sum->b;
}

/* Tokens as the totals show them. */
static void put_sums(fai_report_draft *d, const fa_tally *sum)
{
    fai_report_number(d, sum->n);
    fai_report_number(d, sum->a);
    fai_report_number(d, sum->b);
    fai_report_number(d, tokens_of(sum));
    fai_report_scaled(d, sum->c, 6);
}

/* A table of the names of a series. */
static fa_status put_names(const fai_report_work *w, fa_series series, const char *section,
                           const char *const *columns, fa_error *err)
{
    const char *name = NULL;
    fai_rollup uses;
    fa_status st = fai_rollup_fetch(w->svc, series, &w->window, &uses, err);

    if (st != FA_OK)
        return st;
    fai_report_table(w->draft, section, columns);
    while ((name = fai_rollup_next_name(&uses, &w->window, name)) != NULL) {
        fa_tally sum = fai_rollup_sum_period(&uses, &w->window, 0, name);

        fai_report_text(w->draft, name);
        put_sums(w->draft, &sum);
    }
    fai_rollup_clear(&uses);
    return FA_OK;
}

static void put_operations(const fai_report_work *w, const fai_rollup *uses)
{
    static const char *const columns[] = {"operation",  "requests",   "total_tokens",
                                          "avg_tokens", "total_cost", NULL};
    const char *name = NULL;

    fai_report_table(w->draft, "operation_usage", columns);
    while ((name = fai_rollup_next_name(uses, &w->window, name)) != NULL) {
        fa_tally sum = fai_rollup_sum_period(uses, &w->window, 0, name);

        fai_report_text(w->draft, name);
        fai_report_number(w->draft, sum.n);
        fai_report_number(w->draft, tokens_of(&sum));
        fai_report_average(w->draft, tokens_of(&sum), sum.n, 2);
        fai_report_scaled(w->draft, sum.c, 6);
    }
}

static void put_days(const fai_report_work *w, const fai_rollup *uses)
{
    static const char *const columns[] = {"date", "tokens", "cost", NULL};

    fai_report_table(w->draft, "daily_trend", columns);
    for (fa_date day = w->window.from; day <= w->window.to; day++) {
        fa_tally sum = fai_rollup_sum(uses, day, day, NULL);

        fai_report_date(w->draft, day);
        fai_report_number(w->draft, tokens_of(&sum));
        fai_report_scaled(w->draft, sum.c, 6);
    }
}

static fa_status put_users(const fai_report_work *w, fa_error *err)
{
    static const char *const columns[] = {"user_id", "email", "name", "total_tokens", "total_cost", NULL};
    const fa_tally *top[FAI_TOP_USERS];
    uint32_t count;
    fai_rollup uses;
    fa_status st = fai_rollup_fetch_users(w->svc, FA_SERIES_TOKENS, FA_TALLY_USERS, &w->window, 0,
                                          (fa_id){{0}}, &uses, err);

    if (st != FA_OK)
        return st;
    count = fai_rollup_top_users(&uses, tokens_of, top);
    fai_report_table(w->draft, "top_users", columns);
    for (uint32_t i = 0; i < count; i++) {
        fai_report_user(w, top[i]->user);
        fai_report_number(w->draft, tokens_of(top[i]));
        fai_report_scaled(w->draft, top[i]->c, 6);
    }
    fai_rollup_clear(&uses);
    return FA_OK;
}

static void put_totals(const fai_report_work *w, const fai_rollup *uses)
{
    static const char *const columns[] = {"requests",     "input_tokens",   "output_tokens",
                                          "total_tokens", "estimated_cost", NULL};

    fai_report_summary(w->draft, "totals", columns);
    for (int p = 0; p < 2; p++) {
        fa_tally sum = fai_rollup_sum_period(uses, &w->window, p, NULL);

        put_sums(w->draft, &sum);
    }
}

fa_status fai_report_tokens(const fai_report_work *w, fa_error *err)
{
    static const char *const vendors[] =
        {"vendor", "requests", "input_tokens", "output_tokens", "total_tokens", "total_cost", NULL},
                             *const models[] = {
                                 "model",      "requests", "input_tokens", "output_tokens", "total_tokens",
                                 "total_cost", NULL};
    fai_rollup uses;
    fa_status st = fai_rollup_fetch(w->svc, FA_SERIES_TOKENS, &w->window, &uses, err);

    if (st != FA_OK)
        return st;
    put_totals(w, &uses);
    st = put_names(w, FA_SERIES_VENDOR, "vendor_usage", vendors, err);
    if (st == FA_OK)
        st = put_names(w, FA_SERIES_MODEL, "model_usage", models, err);
    if (st == FA_OK) {
        put_operations(w, &uses);
        put_days(w, &uses);
        st = put_users(w, err);
    }
    fai_rollup_clear(&uses);
    return st;
}
