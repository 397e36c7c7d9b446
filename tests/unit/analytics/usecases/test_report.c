/* Reports, held against figures that are worked out by hand. */
#include "analytics_host.h"

#include <string.h>

#include "unit.h"

static analytics_host host;

static void open_host(void)
{
    ck_assert_int_eq(analytics_host_open(&host, NULL), FA_OK);
}

static void close_host(void)
{
    analytics_host_close(&host);
}

static void record(const fa_event *events, uint32_t count)
{
    fa_error err = {0};
    fa_status st = fa_event_record(host.svc, (fa_id){{0}}, events, count, NULL, &err);

    ck_assert_msg(st == FA_OK, "%s: %s", err.field, err.message);
}

static const fa_report *make(fa_report_kind kind, uint32_t days)
{
    fa_report_query query = FA_REPORT_QUERY_INIT;
    const fa_report *report = NULL;
    fa_error err = {0};
    fa_status st;

    query.kind = kind;
    query.days = days;
    query.user = kind == FA_REPORT_MINE ? analytics_user(1) : (fa_id){{0}};
    query.user_total = 8;
    st = fa_report_make(host.svc, &query, &report, &err);
    ck_assert_msg(st == FA_OK, "%s", err.message);
    return report;
}

static void expect(const fa_report *report, const char *section, uint32_t row, const char *column,
                   const char *want)
{
    const char *got = report_text(report, section, row, column);

    ck_assert_msg(strcmp(got, want) == 0, "%s[%u].%s is %s, not %s", section, row, column, got, want);
}

static fa_event measure(const char *id, fa_operation operation, int days_ago, int64_t duration_us,
                        bool failed)
{
    fa_event e = analytics_act(id, 0, FA_EVENT_MEASURE, days_ago);

    e.user = (fa_id){{0}};
    e.operation = operation;
    e.duration_us = duration_us;
    e.failed = failed;
    return e;
}

static fa_event tokens(const char *id, unsigned user, const char *vendor, int days_ago, uint64_t input,
                       int64_t cost)
{
    fa_event e = analytics_act(id, user, FA_EVENT_MEASURE, days_ago);

    e.operation = FA_OPERATION_QUESTION;
    e.vendor = vendor;
    e.model = "large";
    e.input_tokens = input;
    e.output_tokens = 10;
    e.cost_micros = cost;
    return e;
}

START_TEST(counts_acts_by_hour_day_user_and_type)
{
    fa_event events[] = {
        analytics_act("1", 1, FA_EVENT_LOGIN, 0),          analytics_act("2", 1, FA_EVENT_QUESTION_ASK, 0),
        analytics_act("3", 2, FA_EVENT_LOGIN, 1),          analytics_act("4", 2, FA_EVENT_LOGIN, 6),
        analytics_act("5", 2, FA_EVENT_QUESTION_ASK, 6),   analytics_act("6", 3, FA_EVENT_LOGIN, 7),
        analytics_act("7", 3, FA_EVENT_DOCUMENT_VIEW, 13), analytics_act("8", 4, FA_EVENT_LOGIN, 14)};
    const fa_report *r;

    record(events, 8);
    r = make(FA_REPORT_USAGE, 7);
    ck_assert_int_eq(r->to, ANALYTICS_TODAY);
    ck_assert_int_eq(r->from, ANALYTICS_TODAY - 6);
    expect(r, "totals", 0, "events", "5");
    expect(r, "totals", 1, "events", "2"); /* the eighth is older than both periods */
    expect(r, "totals", 2, "events", "3");
    expect(r, "totals", 0, "active_users", "2");
    expect(r, "totals", 1, "active_users", "1");
    expect(r, "totals", 0, "events_per_active_user", "2.50");
    ck_assert_uint_eq(report_section(r, "hourly_usage")->row_count, 24);
    expect(r, "hourly_usage", 12, "events", "5");
    expect(r, "hourly_usage", 11, "events", "0");
    ck_assert_uint_eq(report_section(r, "daily_usage")->row_count, 7);
    expect(r, "daily_usage", 0, "date", "2024-03-09");
    expect(r, "daily_usage", 0, "events", "2");
    expect(r, "daily_usage", 6, "events", "2");
    expect(r, "top_users", 0, "user_id", analytics_user(2).s);
    expect(r, "top_users", 0, "activity_count", "3");
    expect(r, "top_users", 1, "activity_count", "2");
    expect(r, "operation_stats", 0, "operation", "LOGIN");
    expect(r, "operation_stats", 0, "count", "3");
    expect(r, "operation_stats", 0, "previous", "1");
    fa_report_free(r);
}
END_TEST

static void describe(void *payload, fa_id user, fa_user_label *out)
{
    (void)payload;
    if (fa_id_equal(user, analytics_user(1)))
        *out = (fa_user_label){"ada@example.org", "Ada"};
}

START_TEST(asks_the_host_who_a_user_is)
{
    fa_event e = analytics_act("1", 1, FA_EVENT_LOGIN, 0);
    fa_report_query query = FA_REPORT_QUERY_INIT;
    const fa_report *r = NULL;

    record(&e, 1);
    query.kind = FA_REPORT_USAGE;
    query.describe = describe;
    ck_assert_int_eq(fa_report_make(host.svc, &query, &r, NULL), FA_OK);
    expect(r, "top_users", 0, "email", "ada@example.org");
    expect(r, "top_users", 0, "name", "Ada");
    fa_report_free(r);
}
END_TEST

START_TEST(gives_times_with_their_percentiles)
{
    static fa_event events[120];
    static char ids[120][8];
    const fa_report *r;

    for (int i = 0; i < 100; i++) { /* 1 to 100 ms, in 20 of which it fails */
        ids[i][0] = (char)('0' + i / 10);
        ids[i][1] = (char)('0' + i % 10);
        events[i] = measure(ids[i], FA_OPERATION_QUESTION, i % 3, (i + 1) * 1000, i % 5 == 0);
    }
    events[100] = measure("a", FA_OPERATION_ANALYSIS, 0, 20, false);
    events[101] = measure("b", FA_OPERATION_ANALYSIS, 0, 31, false);
    events[101].size_bytes = 3 << 20;
    events[102] = measure("c", FA_OPERATION_ANALYSIS, 0, -1, true);
    record(events, 103);
    r = make(FA_REPORT_PERFORMANCE, 3);
    expect(r, "totals", 0, "operation_count", "103");
    expect(r, "totals", 1, "operation_count", "0");
    expect(r, "totals", 1, "avg_duration", "");
    expect(r, "totals", 2, "avg_duration", "");
    expect(r, "operation_performance", 0, "operation", "ANALYSIS");
    expect(r, "operation_performance", 0, "operation_count", "3");
    expect(r, "operation_performance", 0, "min_duration", "0.000020");
    expect(r, "operation_performance", 0, "max_duration", "0.000031");
    expect(r, "operation_performance", 0, "p50_duration", "0.000020");
    expect(r, "operation_performance", 0, "success_rate", "66.67");
    expect(r, "operation_performance", 1, "avg_duration", "0.050500");
    expect(r, "operation_performance", 1, "success_rate", "80.00");
    /* The bucket of 50 ms goes from 49,152 to 51,199 µs, that of 99 ms from 98,304 to 102,399. */
    expect(r, "operation_performance", 1, "p50_duration", "0.050175");
    expect(r, "operation_performance", 1, "p99_duration", "0.100000");
    expect(r, "error_rates", 1, "errors", "20");
    expect(r, "error_rates", 1, "error_rate", "20.00");
    expect(r, "file_size_correlation", 0, "size_class_mb", "2-5");
    expect(r, "file_size_correlation", 0, "file_size_mb", "3.0000");
    expect(r, "file_size_correlation", 0, "duration_seconds", "0.000031");
    ck_assert_uint_eq(report_section(r, "daily_performance")->row_count, 3);
    fa_report_free(r);
}
END_TEST

START_TEST(adds_up_tokens_and_their_cost)
{
    fa_event events[] = {tokens("1", 1, "one", 0, 100, 1500000), tokens("2", 1, "two", 0, 50, 250),
                         tokens("3", 2, "one", 1, 1000, 1), tokens("4", 2, "one", 2, 5, 1000000)};
    const fa_report *r;

    record(events, 4);
    r = make(FA_REPORT_TOKENS, 2);
    expect(r, "totals", 0, "requests", "3");
    expect(r, "totals", 0, "total_tokens", "1180");
    expect(r, "totals", 0, "estimated_cost", "1.500251");
    expect(r, "totals", 1, "estimated_cost", "1.000000");
    expect(r, "totals", 2, "estimated_cost", "0.500251");
    expect(r, "vendor_usage", 0, "vendor", "one");
    expect(r, "vendor_usage", 0, "total_tokens", "1120");
    expect(r, "vendor_usage", 1, "total_cost", "0.000250");
    expect(r, "model_usage", 0, "requests", "3");
    expect(r, "operation_usage", 0, "avg_tokens", "393.33");
    expect(r, "daily_trend", 0, "tokens", "1010");
    expect(r, "daily_trend", 1, "cost", "1.500250");
    expect(r, "top_users", 0, "user_id", analytics_user(2).s);
    expect(r, "top_users", 1, "total_tokens", "170");
    fa_report_free(r);
}
END_TEST

static void give(unsigned user, const char *target, int32_t thumbs, int32_t rating, const char *comment)
{
    fa_feedback_input in = FA_FEEDBACK_INPUT_INIT;
    const fa_feedback *f = NULL;

    in.target = target;
    in.thumbs = thumbs;
    in.rating = rating;
    in.comment = comment;
    ck_assert_int_eq(fa_feedback_add(host.svc, analytics_user(user), &in, &f, NULL), FA_OK);
    fa_feedback_free(f);
}

START_TEST(says_what_users_think)
{
    const fa_report *r;

    give(1, "a", 1, 5, "well done");
    give(2, "a", -1, 0, NULL);
    give(3, "a", 0, 2, "=1+1");
    give(1, "b", 0, 3, NULL);
    r = make(FA_REPORT_SATISFACTION, 2);
    expect(r, "overall_satisfaction", 0, "average_rating", "3.33");
    expect(r, "overall_satisfaction", 0, "total_feedback", "4");
    expect(r, "overall_satisfaction", 0, "positive_rate", "25.00");
    expect(r, "overall_satisfaction", 0, "negative_rate", "50.00");
    expect(r, "overall_satisfaction", 0, "helpful_rate", "50.00");
    expect(r, "overall_satisfaction", 1, "average_rating", "");
    expect(r, "feedback_by_type", 0, "count", "3");
    expect(r, "feedback_by_type", 1, "count", "2");
    expect(r, "daily_satisfaction", 1, "avg_rating", "3.33");
    expect(r, "daily_satisfaction", 0, "avg_rating", "");
    expect(r, "recent_comments", 0, "comment", "=1+1");
    expect(r, "recent_comments", 0, "rating", "2");
    expect(r, "recent_comments", 1, "comment", "well done");
    ck_assert_uint_eq(report_section(r, "recent_comments")->row_count, 2);
    fa_report_free(r);
}
END_TEST

START_TEST(follows_users_from_upload_to_export)
{
    fa_event events[] = {
        /* All the way, half a day a step, with an earlier question that was about something else. */
        analytics_act("1", 1, FA_EVENT_QUESTION_ASK, 6), analytics_act("2", 1, FA_EVENT_DOCUMENT_UPLOAD, 5),
        analytics_act("3", 1, FA_EVENT_ANALYSIS_COMPLETE, 4), analytics_act("4", 1, FA_EVENT_QUESTION_ASK, 3),
        analytics_act("5", 1, FA_EVENT_ANALYSIS_EXPORT, 3),
        /* Asked before it was analysed, and never again. */
        analytics_act("6", 2, FA_EVENT_QUESTION_ASK, 5), analytics_act("7", 2, FA_EVENT_DOCUMENT_UPLOAD, 4),
        analytics_act("8", 2, FA_EVENT_ANALYSIS_COMPLETE, 4),
        /* Exported without an upload. */
        analytics_act("9", 3, FA_EVENT_ANALYSIS_EXPORT, 4),
        /* In the period before. */
        analytics_act("10", 4, FA_EVENT_DOCUMENT_UPLOAD, 9)};
    const fa_report *r;

    record(events, 10);
    r = make(FA_REPORT_FUNNEL, 7);
    expect(r, "totals", 0, "uploaded", "2");
    expect(r, "totals", 0, "analysed", "2");
    expect(r, "totals", 0, "asked", "1");
    expect(r, "totals", 0, "exported", "1");
    expect(r, "totals", 0, "completed", "50.00");
    expect(r, "totals", 1, "uploaded", "1");
    expect(r, "totals", 2, "uploaded", "1");
    expect(r, "steps", 2, "step", "asked");
    expect(r, "steps", 2, "conversion_rate", "50.00");
    expect(r, "steps", 3, "step_rate", "100.00");
    expect(r, "steps", 1, "avg_days", "0.50");
    expect(r, "steps", 2, "avg_days", "1.00");
    expect(r, "steps", 0, "avg_days", "");
    expect(r, "steps", 0, "previous", "1");
    fa_report_free(r);
}
END_TEST

START_TEST(shares_out_how_questions_end)
{
    static const fa_outcome ends[] = {FA_OUTCOME_VERIFIED, FA_OUTCOME_VERIFIED, FA_OUTCOME_REFUSED,
                                      FA_OUTCOME_UNVERIFIED};
    static const char *const ids[] = {"1", "2", "3", "4"};
    const fa_report *r;

    for (int i = 0; i < 4; i++) {
        fa_event e = analytics_act(ids[i], 1, FA_EVENT_QUESTION_ASK, i);

        e.outcome = ends[i];
        record(&e, 1);
    }
    r = make(FA_REPORT_QUALITY, 3);
    expect(r, "answers", 0, "total", "3");
    expect(r, "answers", 0, "verified_rate", "66.67");
    expect(r, "answers", 0, "refused_rate", "33.33");
    expect(r, "answers", 0, "conflict", "0");
    expect(r, "answers", 1, "unverified_rate", "100.00");
    expect(r, "answers", 2, "verified_rate", "66.67");
    expect(r, "daily_quality", 0, "refused", "1");
    fa_report_free(r);
}
END_TEST

START_TEST(shows_all_at_a_glance)
{
    fa_event events[] = {
        analytics_act("1", 1, FA_EVENT_DOCUMENT_UPLOAD, 0),
        analytics_act("2", 1, FA_EVENT_DOCUMENT_UPLOAD, 29), analytics_act("3", 2, FA_EVENT_QUESTION_ASK, 3),
        measure("4", FA_OPERATION_QUESTION, 1, 1500000, false), tokens("5", 2, "one", 1, 90, 5)};
    const fa_report *r;

    record(events, 5);
    give(1, "a", 1, 4, NULL);
    r = make(FA_REPORT_OVERVIEW, 10);
    expect(r, "users", 0, "total", "8");
    expect(r, "users", 0, "active_in_period", "2");
    expect(r, "users", 0, "activity_rate", "25.00");
    expect(r, "documents", 0, "total", "2");
    expect(r, "documents", 0, "uploaded_in_period", "1");
    expect(r, "questions", 0, "asked_in_period", "1");
    expect(r, "tokens", 0, "total_tokens", "100");
    expect(r, "tokens", 0, "estimated_cost", "0.000005");
    expect(r, "performance", 0, "avg_question_time_seconds", "1.500000");
    expect(r, "performance", 0, "avg_analysis_time_seconds", "");
    expect(r, "feedback", 0, "average_rating", "4.00");
    expect(r, "feedback", 0, "helpful_responses", "1");
    expect(r, "feedback", 0, "satisfaction_rate", "100.00");
    fa_report_free(r);
}
END_TEST

START_TEST(shows_a_user_what_is_the_users_own)
{
    fa_event events[] = {analytics_act("1", 1, FA_EVENT_LOGIN, 0), analytics_act("2", 2, FA_EVENT_LOGIN, 0),
                         tokens("3", 1, "one", 0, 7, 3), tokens("4", 2, "one", 0, 700, 3)};
    const fa_report *r;

    record(events, 4);
    r = make(FA_REPORT_MINE, 1);
    expect(r, "activity", 0, "events", "1");
    expect(r, "tokens", 0, "total_tokens", "17");
    ck_assert_uint_eq(report_section(r, "operation_stats")->row_count, 1);
    fa_report_free(r);
}
END_TEST

START_TEST(refuses_windows_that_are_none)
{
    fa_report_query query = FA_REPORT_QUERY_INIT;
    const fa_report *r = NULL;
    fa_error err;

    query.days = FA_REPORT_DAYS_MAX + 1;
    ck_assert_int_eq(fa_report_make(host.svc, &query, &r, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "days");
    query.days = 0;
    query.from = 100;
    ck_assert_int_eq(fa_report_make(host.svc, &query, &r, &err), FA_EINVALID);
    query.to = 99;
    ck_assert_int_eq(fa_report_make(host.svc, &query, &r, &err), FA_EINVALID);
    query.to = 100;
    ck_assert_int_eq(fa_report_make(host.svc, &query, &r, &err), FA_OK);
    fa_report_free(r);
    query.kind = FA_REPORT_MINE;
    ck_assert_int_eq(fa_report_make(host.svc, &query, &r, &err), FA_EINVALID);
    query.kind = (fa_report_kind)0;
    ck_assert_int_eq(fa_report_make(host.svc, &query, &r, &err), FA_EINVALID);
    ck_assert_int_eq(fa_report_kind_of("usage-patterns"), FA_REPORT_USAGE);
    ck_assert_int_eq(fa_report_kind_of("mine"), 0);
    ck_assert_int_eq(fa_report_kind_of(NULL), 0);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("report");

    tcase_add_checked_fixture(tests, open_host, close_host);
    tcase_add_test(tests, counts_acts_by_hour_day_user_and_type);
    tcase_add_test(tests, asks_the_host_who_a_user_is);
    tcase_add_test(tests, gives_times_with_their_percentiles);
    tcase_add_test(tests, adds_up_tokens_and_their_cost);
    tcase_add_test(tests, says_what_users_think);
    tcase_add_test(tests, follows_users_from_upload_to_export);
    tcase_add_test(tests, shares_out_how_questions_end);
    tcase_add_test(tests, shows_all_at_a_glance);
    tcase_add_test(tests, shows_a_user_what_is_the_users_own);
    tcase_add_test(tests, refuses_windows_that_are_none);
    return unit_run("analytics/usecases/report", tests);
}
