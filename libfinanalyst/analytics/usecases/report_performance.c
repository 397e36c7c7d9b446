/* analytics/usecases/report_performance.c: how long things take, how often they fail, and what size has to do with it. */
#include "analytics/domain/tallies.h"
#include "analytics/usecases/report.h"

/* What the report is made from. */
typedef struct measures {
    fai_rollup durations;
    fai_rollup outcomes;
    fai_rollup sizes;
} measures;

/* p50, p95 and p99 in seconds, with the digits of the histogram. */
static void put_percentiles(fai_report_draft *d, const fai_rollup *durations, fa_date from, fa_date to,
                            const char *name)
{
    static const unsigned percentiles[] = {50, 95, 99};
    uint64_t cells[FA_DURATION_BUCKETS] = {0};
    fa_tally sum = fai_rollup_sum(durations, from, to, name);

    fai_rollup_cells(durations, from, to, name, cells, FA_DURATION_BUCKETS);
    for (int i = 0; i < 3; i++)
        if (sum.n <= 0)
            fai_report_unknown(d);
        else
            fai_report_seconds(
                d, fai_histogram_percentile(cells, (uint64_t)sum.n, percentiles[i], sum.low, sum.high));
}

static void put_success(fai_report_draft *d, const fa_tally *outcome)
{
    fai_report_percent(d, outcome->n - outcome->a, outcome->n);
}

static void put_totals(const fai_report_work *w, const measures *m)
{
    static const char *const columns[] = {"operation_count",
                                          "avg_duration",
                                          "p50_duration",
                                          "p95_duration",
                                          "p99_duration",
                                          "success_rate",
                                          NULL};

    fai_report_summary(w->draft, "totals", columns);
    for (int p = 0; p < 2; p++) {
        fa_tally sum = fai_rollup_sum_period(&m->durations, &w->window, p, NULL),
                 outcome = fai_rollup_sum_period(&m->outcomes, &w->window, p, NULL);

        fai_report_number(w->draft, outcome.n);
        fai_report_ratio(w->draft, sum.a, sum.n, -6, 6);
        put_percentiles(w->draft, &m->durations, fai_window_from(&w->window, p), fai_window_to(&w->window, p),
                        NULL);
        put_success(w->draft, &outcome);
    }
}

static void put_extremes(fai_report_draft *d, const fa_tally *sum)
{
    fai_report_ratio(d, sum->a, sum->n, -6, 6);
    if (sum->n <= 0) {
        fai_report_unknown(d);
        fai_report_unknown(d);
        return;
    }
    fai_report_seconds(d, sum->low);
    fai_report_seconds(d, sum->high);
}

static void put_operations(const fai_report_work *w, const measures *m)
{
    static const char *const columns[] = {
        "operation",    "operation_count", "avg_duration", "min_duration", "max_duration",
        "p50_duration", "p95_duration",    "p99_duration", "success_rate", NULL};
    const char *name = NULL;

    fai_report_table(w->draft, "operation_performance", columns);
    while ((name = fai_rollup_next_name(&m->outcomes, &w->window, name)) != NULL) {
        fa_tally sum = fai_rollup_sum_period(&m->durations, &w->window, 0, name),
                 outcome = fai_rollup_sum_period(&m->outcomes, &w->window, 0, name);

        fai_report_text(w->draft, name);
        fai_report_number(w->draft, outcome.n);
        put_extremes(w->draft, &sum);
        put_percentiles(w->draft, &m->durations, w->window.from, w->window.to, name);
        put_success(w->draft, &outcome);
    }
}

static void put_days(const fai_report_work *w, const measures *m)
{
    static const char *const columns[] = {"date",         "operation_count", "avg_duration", "p50_duration",
                                          "p95_duration", "p99_duration",    "success_rate", NULL};

    fai_report_table(w->draft, "daily_performance", columns);
    for (fa_date day = w->window.from; day <= w->window.to; day++) {
        fa_tally sum = fai_rollup_sum(&m->durations, day, day, NULL),
                 outcome = fai_rollup_sum(&m->outcomes, day, day, NULL);

        fai_report_date(w->draft, day);
        fai_report_number(w->draft, outcome.n);
        fai_report_ratio(w->draft, sum.a, sum.n, -6, 6);
        put_percentiles(w->draft, &m->durations, day, day, NULL);
        put_success(w->draft, &outcome);
    }
}

/* The mean size and the mean duration of each class of sizes: MiB, seconds. */
static void put_sizes(const fai_report_work *w, const measures *m)
{
    static const char *const columns[] = {"size_class_mb", "file_size_mb", "duration_seconds", "count", NULL};
    const char *name = NULL;

    fai_report_table(w->draft, "file_size_correlation", columns);
    while ((name = fai_rollup_next_name(&m->sizes, &w->window, name)) != NULL) {
        fa_tally sum = fai_rollup_sum_period(&m->sizes, &w->window, 0, name);

        fai_report_text(w->draft, name);
        fai_report_ratio(w->draft, sum.a, sum.n * (1 << 20), 0, 4);
        fai_report_ratio(w->draft, sum.b, sum.n, -6, 6);
        fai_report_number(w->draft, sum.n);
    }
}

static void put_errors(const fai_report_work *w, const measures *m)
{
    static const char *const columns[] = {"operation", "errors", "total", "error_rate", NULL};
    const char *name = NULL;

    fai_report_table(w->draft, "error_rates", columns);
    while ((name = fai_rollup_next_name(&m->outcomes, &w->window, name)) != NULL) {
        fa_tally outcome = fai_rollup_sum_period(&m->outcomes, &w->window, 0, name);

        fai_report_text(w->draft, name);
        fai_report_number(w->draft, outcome.a);
        fai_report_number(w->draft, outcome.n);
        fai_report_percent(w->draft, outcome.a, outcome.n);
    }
}

static fa_status fetch(const fai_report_work *w, measures *m, fa_error *err)
{
    fa_status st = fai_rollup_fetch(w->svc, FA_SERIES_DURATION, &w->window, &m->durations, err);

    if (st == FA_OK)
        st = fai_rollup_fetch(w->svc, FA_SERIES_OUTCOME, &w->window, &m->outcomes, err);
    if (st == FA_OK)
        st = fai_rollup_fetch(w->svc, FA_SERIES_SIZE, &w->window, &m->sizes, err);
    return st;
}

fa_status fai_report_performance(const fai_report_work *w, fa_error *err)
{
    measures m = {0};
    fa_status st = fetch(w, &m, err);

    if (st == FA_OK) {
        put_totals(w, &m);
        put_operations(w, &m);
        put_days(w, &m);
        put_sizes(w, &m);
        put_errors(w, &m);
    }
    fai_rollup_clear(&m.sizes);
    fai_rollup_clear(&m.outcomes);
    fai_rollup_clear(&m.durations);
    return st;
}
