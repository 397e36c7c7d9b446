/* analytics/usecases/report.c: which report is asked for, of which days. */
#include "analytics/usecases/report.h"

#include "analytics/domain/tallies.h"

enum { DAYS_DEFAULT = 30 };

static fa_status read_window(const fa_analytics_service *svc, const fa_report_query *q, fai_window *out,
                             fa_error *err)
{
    int64_t days = q->days == 0 ? DAYS_DEFAULT : q->days;

    if ((q->from == FA_DATE_NONE) != (q->to == FA_DATE_NONE))
        return fa_fail_field(err, FA_EINVALID, q->from == FA_DATE_NONE ? "from" : "to",
                             "a window has a first and a last day");
    if (q->from == FA_DATE_NONE) {
        out->to = fai_day_of(fa_clock_now(&svc->with.clock));
    } else {
        if (q->from < 0 || q->to < 0 || q->to > fa_date_make(9999, 12, 31))
            return fa_fail_field(err, FA_EINVALID, "from", "a window lies within 1970 and 9999");
        out->to = q->to;
        days = (int64_t)q->to - q->from + 1;
    }
    if (days < 1)
        return fa_fail_field(err, FA_EINVALID, "to", "the window ends before it begins");
    if (days > FA_REPORT_DAYS_MAX)
        return fa_fail_field(err, FA_EINVALID, "days", "a window has at most %d days", FA_REPORT_DAYS_MAX);
    out->from = out->to - (fa_date)days + 1;
    out->before = out->from - (fa_date)days;
    return FA_OK;
}

static fai_report_fn report_of(fa_report_kind kind)
{
    static const fai_report_fn reports[] = {[FA_REPORT_OVERVIEW] = fai_report_overview,
                                            [FA_REPORT_USAGE] = fai_report_usage,
                                            [FA_REPORT_TOKENS] = fai_report_tokens,
                                            [FA_REPORT_PERFORMANCE] = fai_report_performance,
                                            [FA_REPORT_SATISFACTION] = fai_report_satisfaction,
                                            [FA_REPORT_FUNNEL] = fai_report_funnel,
                                            [FA_REPORT_QUALITY] = fai_report_quality,
                                            [FA_REPORT_MINE] = fai_report_mine};

    return (int)kind < 1 || (size_t)kind >= sizeof reports / sizeof *reports ? NULL : reports[kind];
}

fa_status fa_report_make(fa_analytics_service *svc, const fa_report_query *query, const fa_report **out,
                         fa_error *err)
{
    fai_report_work work = {.svc = svc, .query = query};
    fa_status st = fai_analytics_service_check(svc, err);

    if (st == FA_OK && (query == NULL || query->struct_size < sizeof *query || out == NULL))
        st = fa_fail_field(err, FA_EINVALID, "query", "the query is not filled in");
    if (st == FA_OK && report_of(query->kind) == NULL)
        st = fa_fail_field(err, FA_EINVALID, "kind", "there is no such report");
    if (st == FA_OK && query->kind == FA_REPORT_MINE)
        st = fai_analytics_check_user(query->user, err);
    if (st == FA_OK)
        st = read_window(svc, query, &work.window, err);
    if (st != FA_OK)
        return st;
    work.draft = fai_report_draft_new(query->kind, work.window.from, work.window.to);
    if (work.draft == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a report");
    st = report_of(query->kind)(&work, err);
    if (st == FA_OK)
        return fai_report_draft_end(work.draft, out, err);
    fai_report_draft_free(work.draft);
    return st;
}

void fai_report_user(const fai_report_work *work, fa_id user)
{
    fa_user_label label = {"", ""};

    if (work->query->describe != NULL)
        work->query->describe(work->query->payload, user, &label);
    label.email[sizeof label.email - 1] = label.name[sizeof label.name - 1] = '\0';
    fai_report_text(work->draft, user.s);
    fai_report_text(work->draft, label.email);
    fai_report_text(work->draft, label.name);
}

fa_status fai_report_active(const fai_report_work *work, int period, uint64_t *out, fa_error *err)
{
    fai_rollup r;
    fa_status st = fai_rollup_fetch_users(work->svc, FA_SERIES_ACTIVITY, FA_TALLY_USERS, &work->window,
                                          period, (fa_id){{0}}, &r, err);

    if (st != FA_OK)
        return st;
    *out = r.rows.len;
    fai_rollup_clear(&r);
    return FA_OK;
}
