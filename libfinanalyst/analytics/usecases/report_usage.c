/* analytics/usecases/report_usage.c: when, by whom and for what it is used. */
#include "analytics/usecases/report.h"

enum { HOURS = 24 };

static int64_t count_of(const fa_tally *sum)
{
    return sum->n;
}

static void put_hours(const fai_report_work *w, const fai_rollup *acts)
{
    static const char *const columns[] = {"hour", "events", NULL};
    uint64_t hours[HOURS] = {0};

    fai_rollup_cells(acts, w->window.from, w->window.to, NULL, hours, HOURS);
    fai_report_table(w->draft, "hourly_usage", columns);
    for (int i = 0; i < HOURS; i++) {
        fai_report_number(w->draft, i);
        fai_report_number(w->draft, (int64_t)hours[i]);
    }
}

static void put_days(const fai_report_work *w, const fai_rollup *acts)
{
    static const char *const columns[] = {"date", "events", NULL};

    fai_report_table(w->draft, "daily_usage", columns);
    for (fa_date day = w->window.from; day <= w->window.to; day++) {
        fai_report_date(w->draft, day);
        fai_report_number(w->draft, fai_rollup_sum(acts, day, day, NULL).n);
    }
}

static void put_types(const fai_report_work *w, const fai_rollup *acts)
{
    static const char *const columns[] = {"operation", "count", "previous", NULL};
    const char *name = NULL;

    fai_report_table(w->draft, "operation_stats", columns);
    while ((name = fai_rollup_next_name(acts, &w->window, name)) != NULL) {
        fai_report_text(w->draft, name);
        fai_report_number(w->draft, fai_rollup_sum_period(acts, &w->window, 0, name).n);
        fai_report_number(w->draft, fai_rollup_sum_period(acts, &w->window, 1, name).n);
    }
}

static void put_users(const fai_report_work *w, const fai_rollup *users)
{
    static const char *const columns[] = {"user_id", "email", "name", "activity_count", NULL};
    const fa_tally *top[FAI_TOP_USERS];
    uint32_t count = fai_rollup_top_users(users, count_of, top);

    fai_report_table(w->draft, "top_users", columns);
    for (uint32_t i = 0; i < count; i++) {
        fai_report_user(w, top[i]->user);
        fai_report_number(w->draft, top[i]->n);
    }
}

static void put_totals(const fai_report_work *w, const fai_rollup *acts, const uint64_t active[2])
{
    static const char *const columns[] = {"events", "active_users", "events_per_active_user", NULL};

    fai_report_summary(w->draft, "totals", columns);
    for (int p = 0; p < 2; p++) {
        int64_t events = fai_rollup_sum_period(acts, &w->window, p, NULL).n;

        fai_report_number(w->draft, events);
        fai_report_number(w->draft, (int64_t)active[p]);
        fai_report_average(w->draft, events, (int64_t)active[p], 2);
    }
}

static fa_status put_all(const fai_report_work *w, const fai_rollup *acts, fa_error *err)
{
    uint64_t active[2] = {0, 0};
    fai_rollup users;
    fa_status st = fai_rollup_fetch_users(w->svc, FA_SERIES_ACTIVITY, FA_TALLY_USERS, &w->window, 0,
                                          (fa_id){{0}}, &users, err);

    if (st != FA_OK)
        return st;
    active[0] = users.rows.len;
    st = fai_report_active(w, 1, &active[1], err);
    if (st == FA_OK) {
        put_totals(w, acts, active);
        put_hours(w, acts);
        put_days(w, acts);
        put_users(w, &users);
        put_types(w, acts);
    }
    fai_rollup_clear(&users);
    return st;
}

fa_status fai_report_usage(const fai_report_work *w, fa_error *err)
{
    fai_rollup acts;
    fa_status st = fai_rollup_fetch(w->svc, FA_SERIES_ACTIVITY, &w->window, &acts, err);

    if (st != FA_OK)
        return st;
    st = put_all(w, &acts, err);
    fai_rollup_clear(&acts);
    return st;
}
