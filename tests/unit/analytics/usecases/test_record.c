/* Taking events in, feedback, and forgetting. */
#include "analytics_host.h"

#include <string.h>

#include "unit.h"

enum { DAY_MS = 86400000 };

static const fa_id nobody = {{0}};
static analytics_host host;

static void open_host(void)
{
    ck_assert_int_eq(analytics_host_open(&host, NULL), FA_OK);
}

static void close_host(void)
{
    analytics_host_close(&host);
}

typedef struct seen {
    uint32_t count;
    fa_id user;
    fa_time at;
    char id[FA_EVENT_ID_MAX + 1];
} seen;

static fa_status look(void *payload, const fa_event *e, uint64_t sequence, fa_error *err)
{
    seen *s = payload;

    (void)sequence;
    (void)err;
    s->count++;
    s->user = e->user;
    s->at = e->at;
    strncpy(s->id, e->id, sizeof s->id - 1);
    return FA_OK;
}

static seen all_events(void)
{
    seen s = {0};

    ck_assert_int_eq(fa_event_list(host.svc, 0, UINT32_MAX, look, &s, NULL), FA_OK);
    return s;
}

/* ---- events ---- */

START_TEST(records_in_the_name_of_the_user_and_now)
{
    fa_event e = FA_EVENT_INIT;
    fa_event_receipt receipt = {9, 9};
    seen s;

    e.type = FA_EVENT_LOGIN;
    ck_assert_int_eq(fa_event_record(host.svc, analytics_user(4), &e, 1, &receipt, NULL), FA_OK);
    ck_assert_uint_eq(receipt.accepted, 1);
    ck_assert_uint_eq(receipt.duplicates, 0);
    s = all_events();
    ck_assert_str_eq(s.user.s, analytics_user(4).s);
    ck_assert_int_eq(s.at, host.now);
    ck_assert_int_eq(strncmp(s.id, "evt_", 4), 0);
}
END_TEST

START_TEST(counts_what_was_there_already)
{
    fa_event events[3] = {analytics_act("a", 1, FA_EVENT_LOGIN, 0), analytics_act("b", 1, FA_EVENT_LOGIN, 0),
                          analytics_act("a", 1, FA_EVENT_LOGIN, 0)};
    fa_event_receipt receipt;

    ck_assert_int_eq(fa_event_record(host.svc, nobody, events, 3, &receipt, NULL), FA_OK);
    ck_assert_uint_eq(receipt.accepted, 2);
    ck_assert_uint_eq(receipt.duplicates, 1);
    ck_assert_int_eq(fa_event_record(host.svc, analytics_user(1), events, 2, &receipt, NULL), FA_OK);
    ck_assert_uint_eq(receipt.duplicates, 2);
}
END_TEST

START_TEST(records_all_of_a_call_or_nothing)
{
    fa_event events[2] = {analytics_act("a", 1, FA_EVENT_LOGIN, 0), analytics_act("b", 2, FA_EVENT_LOGIN, 0)};
    fa_error err;

    ck_assert_int_eq(fa_event_record(host.svc, analytics_user(1), events, 2, NULL, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "/1/user_id");
    events[1] = analytics_act("b", 1, FA_EVENT_MEASURE, 0);
    events[1].operation = FA_OPERATION_UPLOAD;
    ck_assert_int_eq(fa_event_record(host.svc, analytics_user(1), events, 2, NULL, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "/1/type");
    ck_assert_int_eq(fa_event_record(host.svc, nobody, events, 0, NULL, &err), FA_EINVALID);
    ck_assert_int_eq(fa_event_record(host.svc, nobody, events, FA_EVENTS_MAX + 1, NULL, &err), FA_ETOOLARGE);
    ck_assert_uint_eq(all_events().count, 0);
    ck_assert_int_eq(fa_event_record(host.svc, nobody, events, 2, NULL, &err), FA_OK);
}
END_TEST

/* ---- feedback ---- */

static fa_feedback_input opinion(const char *target, int32_t rating, const char *comment)
{
    fa_feedback_input in = FA_FEEDBACK_INPUT_INIT;

    in.target_kind = FA_TARGET_ANSWER;
    in.target = target;
    in.rating = rating;
    in.comment = comment;
    return in;
}

static const fa_feedback *give(unsigned user, const char *target, int32_t rating, const char *comment)
{
    fa_feedback_input in = opinion(target, rating, comment);
    const fa_feedback *f = NULL;

    ck_assert_int_eq(fa_feedback_add(host.svc, analytics_user(user), &in, &f, NULL), FA_OK);
    return f;
}

START_TEST(keeps_one_opinion_of_a_user_on_a_target)
{
    const fa_feedback *f = give(1, "ans_1", 4, NULL), *again = NULL;
    fa_feedback_input in = opinion("ans_1", 1, NULL);

    ck_assert_int_eq(fa_feedback_add(host.svc, analytics_user(1), &in, &again, NULL), FA_ECONFLICT);
    ck_assert_ptr_null(again);
    ck_assert_int_eq(fa_feedback_find(host.svc, analytics_user(1), FA_TARGET_ANSWER, "ans_1", &again, NULL),
                     FA_OK);
    ck_assert_str_eq(again->id.s, f->id.s);
    ck_assert_int_eq(again->rating, 4);
    ck_assert_uint_eq(again->version, 1);
    fa_feedback_free(again);
    fa_feedback_free(f);
}
END_TEST

START_TEST(changes_only_what_is_said)
{
    const fa_feedback *f = give(1, "ans_1", 4, "nice"), *next = NULL;
    fa_feedback_input in = FA_FEEDBACK_INPUT_INIT;

    host.now += 5;
    in.thumbs = -1;
    in.rating = FA_FEEDBACK_KEEP;
    ck_assert_int_eq(fa_feedback_change(host.svc, analytics_user(1), f->id, &in, &next, NULL), FA_OK);
    ck_assert_int_eq(next->thumbs, -1);
    ck_assert_int_eq(next->rating, 4);
    ck_assert_str_eq(next->comment, "nice");
    ck_assert_uint_eq(next->version, 2);
    ck_assert_int_eq(next->updated, host.now);
    ck_assert_int_eq(next->created, f->created);
    fa_feedback_free(next);
    next = NULL;
    in.thumbs = in.rating = 0;
    in.comment = "";
    ck_assert_int_eq(fa_feedback_change(host.svc, analytics_user(1), f->id, &in, &next, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_feedback_get(host.svc, analytics_user(1), f->id, &next, NULL), FA_OK);
    ck_assert_int_eq(next->rating, 4);
    fa_feedback_free(next);
    fa_feedback_free(f);
}
END_TEST

START_TEST(shows_nobody_the_feedback_of_another)
{
    const fa_feedback *f = give(1, "ans_1", 4, "nice"), *out = NULL;
    fa_feedback_input in = opinion("", 1, "changed");

    ck_assert_int_eq(fa_feedback_get(host.svc, analytics_user(2), f->id, &out, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_feedback_change(host.svc, analytics_user(2), f->id, &in, &out, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_feedback_remove(host.svc, analytics_user(2), f->id, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_feedback_get(host.svc, nobody, f->id, &out, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_feedback_get(host.svc, analytics_user(1), nobody, &out, NULL), FA_ENOTFOUND);
    ck_assert_ptr_null(out);
    ck_assert_int_eq(fa_feedback_remove(host.svc, analytics_user(1), f->id, NULL), FA_OK);
    ck_assert_int_eq(fa_feedback_remove(host.svc, analytics_user(1), f->id, NULL), FA_ENOTFOUND);
    fa_feedback_free(f);
}
END_TEST

START_TEST(an_opinion_is_resolved_until_its_user_changes_it)
{
    const fa_feedback *f = give(1, "ans_1", 4, "wrong year"), *next = NULL, *same = NULL;
    fa_feedback_input in = opinion("", 1, "still wrong");

    ck_assert_int_eq(f->resolved, 0);
    host.now += 5;
    ck_assert_int_eq(fa_feedback_resolve(host.svc, f->id, true, &next, NULL), FA_OK);
    ck_assert_int_eq(next->resolved, host.now);
    ck_assert_int_eq(next->updated, f->updated);
    ck_assert_uint_eq(next->version, 2);
    host.now += 5;
    ck_assert_int_eq(fa_feedback_resolve(host.svc, f->id, true, &same, NULL), FA_OK);
    ck_assert_int_eq(same->resolved, next->resolved);
    ck_assert_uint_eq(same->version, 2);
    fa_feedback_free(same);
    fa_feedback_free(next);
    ck_assert_int_eq(fa_feedback_change(host.svc, analytics_user(1), f->id, &in, &next, NULL), FA_OK);
    ck_assert_int_eq(next->resolved, 0);
    fa_feedback_free(next);
    ck_assert_int_eq(fa_feedback_resolve(host.svc, f->id, true, &next, NULL), FA_OK);
    fa_feedback_free(next);
    ck_assert_int_eq(fa_feedback_resolve(host.svc, f->id, false, &next, NULL), FA_OK);
    ck_assert_int_eq(next->resolved, 0);
    ck_assert_int_eq(next->rating, 1);
    fa_feedback_free(next);
    next = NULL;
    ck_assert_int_eq(fa_feedback_resolve(host.svc, nobody, true, &next, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_feedback_resolve(host.svc, f->id, true, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_feedback_remove(host.svc, analytics_user(1), f->id, NULL), FA_OK);
    ck_assert_int_eq(fa_feedback_resolve(host.svc, f->id, true, &next, NULL), FA_ENOTFOUND);
    ck_assert_ptr_null(next);
    fa_feedback_free(f);
}
END_TEST

START_TEST(refuses_opinions_that_are_none)
{
    static const struct {
        const char *target, *comment, *field;
        int32_t thumbs, rating;
    } cases[] = {{"", NULL, "target/id", 1, 0}, {"a b", NULL, "target/id", 1, 0},
                 {"a", NULL, "rating", 0, 0},   {"a", NULL, "rating", 0, 6},
                 {"a", NULL, "thumbs", 2, 0},   {"a", "bell\a", "comment", 0, 0},
                 {"a", "\xff", "comment", 0, 0}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fa_feedback_input in = opinion(cases[i].target, cases[i].rating, cases[i].comment);
        const fa_feedback *f = NULL;
        fa_error err;

        in.thumbs = cases[i].thumbs;
        ck_assert_int_eq(fa_feedback_add(host.svc, analytics_user(1), &in, &f, &err), FA_EINVALID);
        ck_assert_str_eq(err.field, cases[i].field);
    }
}
END_TEST

/* What the satisfaction report says of all, as "count average". */
static void expect_opinions(const char *count, const char *average)
{
    fa_report_query query = FA_REPORT_QUERY_INIT;
    const fa_report *r = NULL;

    query.kind = FA_REPORT_SATISFACTION;
    ck_assert_int_eq(fa_report_make(host.svc, &query, &r, NULL), FA_OK);
    ck_assert_str_eq(report_text(r, "overall_satisfaction", 0, "total_feedback"), count);
    ck_assert_str_eq(report_text(r, "overall_satisfaction", 0, "average_rating"), average);
    fa_report_free(r);
}

START_TEST(counts_an_opinion_as_it_is_now)
{
    const fa_feedback *f = give(1, "ans_1", 4, NULL), *next = NULL;
    fa_feedback_input in = FA_FEEDBACK_INPUT_INIT;

    fa_feedback_free(give(2, "ans_1", 5, NULL));
    expect_opinions("2", "4.50");
    in.rating = 1;
    in.thumbs = FA_FEEDBACK_KEEP;
    host.now += 3 * (fa_time)DAY_MS;
    ck_assert_int_eq(fa_feedback_change(host.svc, analytics_user(1), f->id, &in, &next, NULL), FA_OK);
    expect_opinions("2", "3.00");
    ck_assert_int_eq(fa_feedback_remove(host.svc, analytics_user(1), f->id, NULL), FA_OK);
    expect_opinions("1", "5.00");
    fa_feedback_free(next);
    fa_feedback_free(f);
}
END_TEST

/* ---- forgetting ---- */

START_TEST(forgets_step_by_step_what_is_old)
{
    static fa_event events[FA_EVENTS_MAX];
    static char ids[FA_EVENTS_MAX][8];
    fa_retention policy = FA_RETENTION_INIT;
    bool more = false;
    int steps = 0;

    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < FA_EVENTS_MAX; i++) {
            ids[i][0] = (char)('a' + round);
            for (int k = 0, n = i; k < 3; k++, n /= 10)
                ids[i][3 - k] = (char)('0' + n % 10);
            events[i] = analytics_act(ids[i], 1, FA_EVENT_LOGIN, 0);
        }
        ck_assert_int_eq(fa_event_record(host.svc, nobody, events, FA_EVENTS_MAX, NULL, NULL), FA_OK);
    }
    policy.event_days = 40;
    ck_assert_int_eq(fa_retention_run_next(host.svc, &policy, &more, NULL), FA_OK);
    ck_assert(!more);
    ck_assert_uint_eq(all_events().count, 2500);
    host.now += 41 * (fa_time)DAY_MS;
    do {
        ck_assert_int_eq(fa_retention_run_next(host.svc, &policy, &more, NULL), FA_OK);
        steps++;
    } while (more);
    ck_assert_int_eq(steps, 3);
    ck_assert_uint_eq(all_events().count, 0);
}
END_TEST

START_TEST(keeps_events_for_as_long_as_they_may_be_sent_again)
{
    fa_retention policy = FA_RETENTION_INIT;
    bool more;
    fa_error err;

    policy.event_days = FA_EVENT_AGE_MAX_DAYS;
    ck_assert_int_eq(fa_retention_run_next(host.svc, &policy, &more, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "event_days");
}
END_TEST

START_TEST(forgets_a_user_whatever_comes_later)
{
    fa_event events[2] = {analytics_act("a", 1, FA_EVENT_LOGIN, 0), analytics_act("b", 2, FA_EVENT_LOGIN, 0)};
    fa_feedback_input in = opinion("ans_1", 3, NULL);
    const fa_feedback *f = NULL;
    fa_event_receipt receipt;

    ck_assert_int_eq(fa_event_record(host.svc, nobody, events, 2, NULL, NULL), FA_OK);
    fa_feedback_free(give(1, "ans_1", 3, "mine"));
    ck_assert_int_eq(fa_analytics_erase(host.svc, analytics_user(1), NULL), FA_OK);
    ck_assert_int_eq(fa_analytics_erase(host.svc, analytics_user(1), NULL), FA_OK);
    events[0].id = "c";
    ck_assert_int_eq(fa_event_record(host.svc, nobody, events, 2, &receipt, NULL), FA_OK);
    ck_assert_uint_eq(receipt.accepted, 0);
    ck_assert_uint_eq(all_events().count, 1);
    ck_assert_int_eq(fa_feedback_add(host.svc, analytics_user(1), &in, &f, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_analytics_erase(host.svc, nobody, NULL), FA_EINVALID);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("record");

    tcase_add_checked_fixture(tests, open_host, close_host);
    tcase_add_test(tests, records_in_the_name_of_the_user_and_now);
    tcase_add_test(tests, counts_what_was_there_already);
    tcase_add_test(tests, records_all_of_a_call_or_nothing);
    tcase_add_test(tests, keeps_one_opinion_of_a_user_on_a_target);
    tcase_add_test(tests, changes_only_what_is_said);
    tcase_add_test(tests, shows_nobody_the_feedback_of_another);
    tcase_add_test(tests, an_opinion_is_resolved_until_its_user_changes_it);
    tcase_add_test(tests, refuses_opinions_that_are_none);
    tcase_add_test(tests, counts_an_opinion_as_it_is_now);
    tcase_add_test(tests, forgets_step_by_step_what_is_old);
    tcase_add_test(tests, keeps_events_for_as_long_as_they_may_be_sent_again);
    tcase_add_test(tests, forgets_a_user_whatever_comes_later);
    return unit_run("analytics/usecases/record", tests);
}
