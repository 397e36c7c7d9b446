/* analytics/usecases/report_funnel.c: how many users get from an upload to an export, and how many days each step takes. */
#include "analytics/usecases/report.h"

enum { STEPS = 4 };

static const struct {
    const char *name;
    fa_event_type type;
} steps[STEPS] = {{"uploaded", FA_EVENT_DOCUMENT_UPLOAD},
                  {"analysed", FA_EVENT_ANALYSIS_COMPLETE},
                  {"asked", FA_EVENT_QUESTION_ASK},
                  {"exported", FA_EVENT_ANALYSIS_EXPORT}};

/* Of all users: how many reached each step, and how many days they took from the one before. */
typedef struct funnel {
    int64_t users[STEPS];
    int64_t days[STEPS];
} funnel;

static bool was_done(const fa_tally *day, fa_event_type type)
{
    return (uint32_t)type < day->cell_count && day->cells[type] != 0;
}

/* rows[0..count) are the days of one user. A step is reached on the first day on which it was done at or after the day of
 * the step before: what was done on one day counts as done in order, because roll-ups know days. */
static void follow(const fa_tally *rows, size_t count, funnel *f)
{
    size_t at = 0;
    fa_date reached = 0;

    for (int step = 0; step < STEPS; step++) {
        while (at < count && !was_done(&rows[at], steps[step].type))
            at++;
        if (at == count)
            return;
        f->users[step]++;
        f->days[step] += step == 0 ? 0 : rows[at].day - reached;
        reached = rows[at].day;
    }
}

static fa_status count_period(const fai_report_work *w, int period, funnel *f, fa_error *err)
{
    fai_rollup acts;
    fa_status st = fai_rollup_fetch_users(w->svc, FA_SERIES_ACTIVITY, FA_TALLY_USER_DAYS, &w->window, period,
                                          (fa_id){{0}}, &acts, err);

    if (st != FA_OK)
        return st;
    for (size_t i = 0, next; i < acts.rows.len; i = next) {
        const fa_tally *rows = &acts.rows.items[i];

        for (next = i + 1; next < acts.rows.len && fa_id_equal(acts.rows.items[next].user, rows->user);
             next++)
            continue;
        follow(rows, next - i, f);
    }
    fai_rollup_clear(&acts);
    return FA_OK;
}

fa_status fai_report_funnel(const fai_report_work *w, fa_error *err)
{
    static const char *const totals[] = {"uploaded", "analysed", "asked", "exported", "completed", NULL},
                             *const columns[] = {"step",      "users",    "conversion_rate",
                                                 "step_rate", "avg_days", "previous",
                                                 NULL};
    funnel f[2] = {0};
    fa_status st = FA_OK;

    for (int p = 0; st == FA_OK && p < 2; p++)
        st = count_period(w, p, &f[p], err);
    if (st != FA_OK)
        return st;
    fai_report_summary(w->draft, "totals", totals);
    for (int p = 0; p < 2; p++) {
        for (int i = 0; i < STEPS; i++)
            fai_report_number(w->draft, f[p].users[i]);
        fai_report_percent(w->draft, f[p].users[STEPS - 1], f[p].users[0]);
    }
    fai_report_table(w->draft, "steps", columns);
    for (int i = 0; i < STEPS; i++) {
        fai_report_text(w->draft, steps[i].name);
        fai_report_number(w->draft, f[0].users[i]);
        fai_report_percent(w->draft, f[0].users[i], f[0].users[0]);
        fai_report_percent(w->draft, f[0].users[i], f[0].users[i == 0 ? 0 : i - 1]);
        if (i == 0)
            fai_report_unknown(w->draft);
        else
            fai_report_average(w->draft, f[0].days[i], f[0].users[i], 2);
        fai_report_number(w->draft, f[1].users[i]);
    }
    return FA_OK;
}
