/* The use cases of analytics, again and again, with each allocation and each port call failing in turn. */
#include <stdlib.h>
#include <string.h>

#include "analytics_host.h"
#include "oom.h"
#include "unit.h"

/* More steps than any use case has. */
enum { MANY = 2000 };

static const fa_id nobody = {{0}};
static const fault_kind kinds[] = {FAULT_BEFORE, FAULT_AFTER};

static fa_event full_event(const char *id, int days_ago)
{
    fa_event e = analytics_act(id, 1, FA_EVENT_QUESTION_ASK, days_ago);

    e.data = "{\"a\":1}";
    e.operation = FA_OPERATION_QUESTION;
    e.duration_us = 1000;
    e.size_bytes = 1;
    e.vendor = "one";
    e.model = "large";
    e.input_tokens = 5;
    e.outcome = FA_OUTCOME_VERIFIED;
    return e;
}

static const fa_feedback *give(analytics_host *host, const char *target, fa_status *st)
{
    fa_feedback_input in = FA_FEEDBACK_INPUT_INIT;
    const fa_feedback *f = NULL;

    in.target = target;
    in.rating = 4;
    in.comment = "good";
    *st = fa_feedback_add(host->svc, analytics_user(1), &in, &f, NULL);
    return f;
}

/* A service with two events and a feedback in it. */
static void open_host(analytics_host *host, fa_id *feedback)
{
    fa_event events[2] = {full_event("there-1", 0), full_event("there-2", 1)};
    const fa_feedback *f;
    fa_status st;

    ck_assert_int_eq(analytics_host_open(host, NULL), FA_OK);
    ck_assert_int_eq(fa_event_record(host->svc, nobody, events, 2, NULL, NULL), FA_OK);
    f = give(host, "there", &st);
    ck_assert_int_eq(st, FA_OK);
    *feedback = f->id;
    fa_feedback_free(f);
}

/* ---- what must hold afterwards ---- */

static fa_status count_event(void *payload, const fa_event *e, uint64_t sequence, fa_error *err)
{
    (void)e;
    (void)sequence;
    (void)err;
    ++*(int64_t *)payload;
    return FA_OK;
}

static fa_status count_feedback(void *payload, const fa_feedback *f, fa_error *err)
{
    (void)err;
    *(int64_t *)payload += f->rating;
    return FA_OK;
}

static int64_t number_of(const fa_report *r, const char *section, const char *column)
{
    return strtoll(report_text(r, section, 0, column), NULL, 10);
}

/* The roll-ups are those of the events and of the feedback that are there. */
static void check_whole(analytics_host *host)
{
    fa_report_query query = FA_REPORT_QUERY_INIT;
    const fa_report *r = NULL;
    int64_t events = 0, ratings = 0;

    ck_assert_int_eq(fa_event_list(host->svc, 0, UINT32_MAX, count_event, &events, NULL), FA_OK);
    ck_assert_int_eq(fa_feedback_list(host->svc, nobody, nobody, UINT32_MAX, count_feedback, &ratings, NULL),
                     FA_OK);
    ck_assert_int_eq(fa_report_make(host->svc, &query, &r, NULL), FA_OK);
    ck_assert_int_eq(number_of(r, "questions", "asked_in_period"), events);
    ck_assert_int_eq(number_of(r, "tokens", "input_tokens"), events * 5);
    ck_assert_int_eq(number_of(r, "feedback", "total_feedback") *
                         (int64_t)number_of(r, "feedback", "average_rating"),
                     ratings);
    fa_report_free(r);
}

/* ---- uses ---- */

typedef fa_status (*use_fn)(analytics_host *host, fa_id feedback);

static fa_status use_record(analytics_host *host, fa_id feedback)
{
    fa_event events[3] = {full_event("1", 0), full_event("", 3), full_event("there-1", 0)};
    fa_event_receipt receipt = {7, 7};
    fa_status st = fa_event_record(host->svc, nobody, events, 3, &receipt, NULL);

    (void)feedback;
    ck_assert_uint_eq(receipt.accepted, st == FA_OK ? 2 : 7);
    return st;
}

static fa_status use_add_feedback(analytics_host *host, fa_id feedback)
{
    fa_status st;
    const fa_feedback *f = give(host, "new", &st);

    (void)feedback;
    ck_assert((f != NULL) == (st == FA_OK));
    fa_feedback_free(f);
    return st;
}

static fa_status use_change_feedback(analytics_host *host, fa_id feedback)
{
    fa_feedback_input in = FA_FEEDBACK_INPUT_INIT;
    const fa_feedback *f = NULL;
    fa_status st;

    in.rating = 2;
    st = fa_feedback_change(host->svc, analytics_user(1), feedback, &in, &f, NULL);
    ck_assert((f != NULL) == (st == FA_OK));
    fa_feedback_free(f);
    return st;
}

static fa_status use_resolve_feedback(analytics_host *host, fa_id feedback)
{
    const fa_feedback *f = NULL;
    fa_status st = fa_feedback_resolve(host->svc, feedback, true, &f, NULL);

    ck_assert((f != NULL) == (st == FA_OK));
    fa_feedback_free(f);
    return st;
}

static fa_status use_remove_feedback(analytics_host *host, fa_id feedback)
{
    return fa_feedback_remove(host->svc, analytics_user(1), feedback, NULL);
}

static fa_status use_find_feedback(analytics_host *host, fa_id feedback)
{
    const fa_feedback *f = NULL;
    fa_status st = fa_feedback_find(host->svc, analytics_user(1), FA_TARGET_QUESTION, "there", &f, NULL);

    (void)feedback;
    fa_feedback_free(f);
    return st;
}

static fa_status use_reports(analytics_host *host, fa_id feedback)
{
    fa_status st = FA_OK;

    (void)feedback;
    for (int kind = FA_REPORT_OVERVIEW; st == FA_OK && kind <= FA_REPORT_MINE; kind++) {
        fa_report_query query = FA_REPORT_QUERY_INIT;
        const fa_report *r = NULL;

        query.kind = (fa_report_kind)kind;
        query.days = 2;
        query.user = analytics_user(1);
        st = fa_report_make(host->svc, &query, &r, NULL);
        ck_assert((r != NULL) == (st == FA_OK));
        fa_report_free(r);
    }
    return st;
}

static fa_status use_retention(analytics_host *host, fa_id feedback)
{
    fa_retention policy = FA_RETENTION_INIT;
    bool more = false;

    (void)feedback;
    policy.event_days = policy.rollup_days = policy.feedback_days = 100;
    return fa_retention_run_next(host->svc, &policy, &more, NULL);
}

static const use_fn uses[] = {use_record,        use_add_feedback, use_change_feedback, use_remove_feedback,
                              use_find_feedback, use_reports,      use_retention,       use_resolve_feedback};

START_TEST(a_use_without_memory_changes_nothing_by_halves)
{
    use_fn use = uses[_i];
    fa_status st = FA_ENOMEM;
    long n;

    for (n = 1; n < MANY && st != FA_OK; n++) {
        analytics_host host;
        fa_id feedback;
        long held;

        open_host(&host, &feedback);
        held = oom_held();
        oom_fail(n);
        st = use(&host, feedback);
        oom_fail(0);
        ck_assert(st == FA_OK || st == FA_ENOMEM);
        if (use != use_record && use != use_add_feedback && use != use_change_feedback &&
            use != use_remove_feedback)
            ck_assert_int_eq(oom_held(), held);
        check_whole(&host);
        /* What failed can be done again. */
        if (st != FA_OK)
            ck_assert_int_eq(use(&host, feedback), FA_OK);
        check_whole(&host);
        analytics_host_close(&host);
    }
    ck_assert_int_eq(st, FA_OK);
    ck_assert_int_gt(n, 1);
}
END_TEST

START_TEST(a_use_whose_ports_fail_changes_nothing_by_halves)
{
    size_t u;

    for (u = 0; u < sizeof uses / sizeof *uses; u++) {
        long n;

        for (n = 1; n < MANY; n++) {
            analytics_host host;
            const char *struck;
            fa_id feedback;
            fa_status st;

            open_host(&host, &feedback);
            faults_set(&host.faults, kinds[_i], n);
            st = uses[u](&host, feedback);
            struck = atomic_load(&host.faults.struck);
            faults_set(&host.faults, kinds[_i], 0);
            ck_assert_int_eq(st, struck == NULL ? FA_OK : (int)FAULT_CODE);
            check_whole(&host);
            analytics_host_close(&host);
            if (struck == NULL)
                break;
        }
        ck_assert_int_gt(n, 1);
        ck_assert_int_lt(n, MANY);
    }
}
END_TEST

START_TEST(leaves_nothing_behind_when_it_is_closed)
{
    long held = oom_held();
    analytics_host host;
    fa_id feedback;

    open_host(&host, &feedback);
    for (size_t u = 0; u < sizeof uses / sizeof *uses; u++)
        (void)uses[u](&host, feedback);
    ck_assert_int_eq(fa_analytics_erase(host.svc, analytics_user(1), NULL), FA_OK);
    analytics_host_close(&host);
    ck_assert_int_eq(oom_held(), held);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("analytics");

    oom_install();
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, a_use_without_memory_changes_nothing_by_halves, 0, sizeof uses / sizeof *uses);
    tcase_add_loop_test(tests, a_use_whose_ports_fail_changes_nothing_by_halves, 0, 2);
    tcase_add_test(tests, leaves_nothing_behind_when_it_is_closed);
    return unit_run("fault/analytics", tests);
}
