/* analytics/usecases/report_satisfaction.c: what users think of it. */
#include "analytics/usecases/report.h"

/* Comments are looked for among the newest feedback of the period. */
enum { COMMENTS = 10, LOOKED_AT = 500, DAY_MS = 86400000 };

static void put_totals(const fai_report_work *w, const fai_rollup *all)
{
    static const char *const columns[] = {"average_rating", "total_feedback", "positive_rate",
                                          "negative_rate",  "helpful_rate",   NULL};

    fai_report_summary(w->draft, "overall_satisfaction", columns);
    for (int p = 0; p < 2; p++) {
        fa_tally ratings = fai_rollup_sum_period(all, &w->window, p, "rating");
        int64_t total = fai_rollup_sum_period(all, &w->window, p, "all").n,
                up = fai_rollup_sum_period(all, &w->window, p, "thumbs_up").n,
                down = fai_rollup_sum_period(all, &w->window, p, "thumbs_down").n;

        fai_report_average(w->draft, ratings.a, ratings.n, 2);
        fai_report_number(w->draft, total);
        fai_report_percent(w->draft, fai_rollup_sum_period(all, &w->window, p, "positive").n, total);
        fai_report_percent(w->draft, fai_rollup_sum_period(all, &w->window, p, "negative").n, total);
        fai_report_percent(w->draft, up, up + down);
    }
}

static void put_types(const fai_report_work *w, const fai_rollup *all)
{
    static const char *const columns[] = {"feedback_type", "count", NULL};
    static const char *const types[][2] = {{"RATING", "rating"},
                                           {"COMMENT", "comment"},
                                           {"THUMBS_UP", "thumbs_up"},
                                           {"THUMBS_DOWN", "thumbs_down"}};

    fai_report_table(w->draft, "feedback_by_type", columns);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        fai_report_text(w->draft, types[i][0]);
        fai_report_number(w->draft, fai_rollup_sum_period(all, &w->window, 0, types[i][1]).n);
    }
}

static void put_days(const fai_report_work *w, const fai_rollup *all)
{
    static const char *const columns[] = {"date", "avg_rating", "total_feedback", NULL};

    fai_report_table(w->draft, "daily_satisfaction", columns);
    for (fa_date day = w->window.from; day <= w->window.to; day++) {
        fa_tally ratings = fai_rollup_sum(all, day, day, "rating");

        fai_report_date(w->draft, day);
        fai_report_average(w->draft, ratings.a, ratings.n, 2);
        fai_report_number(w->draft, fai_rollup_sum(all, day, day, "all").n);
    }
}

typedef struct comments {
    const fai_report_work *work;
    uint32_t count;
} comments;

static fa_status put_comment(void *payload, const fa_feedback *f, fa_error *err)
{
    comments *c = payload;
    const fai_report_work *w = c->work;

    (void)err;
    if (*f->comment == '\0' || c->count == COMMENTS || f->created < (fa_time)w->window.from * DAY_MS ||
        f->created >= ((fa_time)w->window.to + 1) * DAY_MS)
        return FA_OK;
    c->count++;
    fai_report_text(w->draft, f->comment);
    if (f->rating == 0)
        fai_report_unknown(w->draft);
    else
        fai_report_number(w->draft, f->rating);
    fai_report_user(w, f->user);
    fai_report_time(w->draft, f->created);
    fai_report_text(w->draft, fa_target_kind_name(f->target_kind));
    fai_report_text(w->draft, f->target);
    return FA_OK;
}

static fa_status put_comments(const fai_report_work *w, fa_error *err)
{
    static const char *const columns[] = {"comment",   "rating",      "user_id",   "user_email", "user_name",
                                          "timestamp", "target_type", "target_id", NULL};
    fa_feedback_query query = {.struct_size = sizeof query, .limit = LOOKED_AT};
    comments c = {w, 0};

    fai_report_table(w->draft, "recent_comments", columns);
    return fa_event_repo_find_feedback(&w->svc->with.repo, &query, put_comment, &c, err);
}

fa_status fai_report_satisfaction(const fai_report_work *w, fa_error *err)
{
    fai_rollup all;
    fa_status st = fai_rollup_fetch(w->svc, FA_SERIES_FEEDBACK, &w->window, &all, err);

    if (st != FA_OK)
        return st;
    put_totals(w, &all);
    put_types(w, &all);
    put_days(w, &all);
    fai_rollup_clear(&all);
    return put_comments(w, err);
}
