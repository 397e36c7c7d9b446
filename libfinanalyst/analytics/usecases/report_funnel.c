/* analytics/usecases/report_funnel.c: how many users get from an upload to an export, and how long each step takes. */
#include <string.h>

#include "analytics/usecases/report.h"

enum { STEPS = 4 };

static const struct {
    const char *name;
    fa_event_type type;
} steps[STEPS] = {{"uploaded", FA_EVENT_DOCUMENT_UPLOAD},
                  {"analysed", FA_EVENT_ANALYSIS_COMPLETE},
                  {"asked", FA_EVENT_QUESTION_ASK},
                  {"exported", FA_EVENT_ANALYSIS_EXPORT}};

/* Of all users: how many reached each step, and how long they took from the one before, in ms. */
typedef struct funnel {
    int64_t users[STEPS];
    int64_t took_ms[STEPS];
} funnel;

/* A user reached a step who reached the one before and did this at or after the moment of that. The moment of a step is
 * the first time at which it was done; where that was before the step before, the last time is taken for it, which is the
 * only other one that the roll-up knows. */
static void follow(const fa_tally *const done[STEPS], funnel *f)
{
    fa_time reached = 0;

    for (int i = 0; i < STEPS && done[i] != NULL; i++) {
        fa_time at = done[i]->low >= reached ? done[i]->low : done[i]->high;

        if (at < reached)
            return;
        f->users[i]++;
        f->took_ms[i] += i == 0 ? 0 : at - reached;
        reached = at;
    }
}

static fa_status count_period(const fai_report_work *w, int period, funnel *f, fa_error *err)
{
    fai_rollup acts;
    fa_status st =
        fai_rollup_fetch_users(w->svc, FA_SERIES_ACTIVITY, &w->window, period, (fa_id){{0}}, &acts, err);

    if (st != FA_OK)
        return st;
    for (size_t i = 0, next; i < acts.rows.len; i = next) {
        const fa_tally *done[STEPS] = {NULL};

        for (next = i;
             next < acts.rows.len && fa_id_equal(acts.rows.items[next].user, acts.rows.items[i].user); next++)
            for (int k = 0; k < STEPS; k++)
                if (strcmp(acts.rows.items[next].name, fa_event_type_name(steps[k].type)) == 0)
                    done[k] = &acts.rows.items[next];
        follow(done, f);
    }
    fai_rollup_clear(&acts);
    return FA_OK;
}

fa_status fai_report_funnel(const fai_report_work *w, fa_error *err)
{
    static const char *const totals[] = {"uploaded", "analysed", "asked", "exported", "completed", NULL},
                             *const columns[] = {"step",      "users",       "conversion_rate",
                                                 "step_rate", "avg_seconds", "previous",
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
            fai_report_ratio(w->draft, f[0].took_ms[i], f[0].users[i], -3, 3);
        fai_report_number(w->draft, f[1].users[i]);
    }
    return FA_OK;
}
