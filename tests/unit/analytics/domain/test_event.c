/* Which events are taken, and which are not. */
#include "analytics/domain/event.h"

#include <string.h>

#include "unit.h"

enum { DAY_MS = 86400000 };

static const fa_time now = (fa_time)20000 * DAY_MS;

static fa_event good(void)
{
    fa_event e = FA_EVENT_INIT;

    e.id = "evt-1";
    e.type = FA_EVENT_LOGIN;
    e.at = now;
    return fai_event_filled(&e);
}

static void refuses(const fa_event *e, const char *field)
{
    fa_error err = {0};
    fa_status st = fai_event_check(e, &err);

    if (st == FA_OK)
        st = fai_event_check_new(e, now, &err);
    ck_assert_int_eq(st, FA_EINVALID);
    ck_assert_str_eq(err.field, field);
}

START_TEST(knows_every_documented_name)
{
    static const char *const names[] = {"LOGIN",         "LOGOUT",          "DOCUMENT_UPLOAD",
                                        "DOCUMENT_VIEW", "ANALYSIS_START",  "ANALYSIS_COMPLETE",
                                        "QUESTION_ASK",  "QUESTION_VIEW",   "FEEDBACK_SUBMIT",
                                        "ADMIN_ACCESS",  "SETTINGS_UPDATE", "ANALYSIS_EXPORT",
                                        "MEASURE"};

    for (int i = 0; i < (int)(sizeof names / sizeof *names); i++) {
        ck_assert_int_eq(fa_event_type_of(names[i]), i + 1);
        ck_assert_str_eq(fa_event_type_name((fa_event_type)(i + 1)), names[i]);
    }
    ck_assert_int_eq(fa_event_type_of("login"), FA_EVENT_NONE);
    ck_assert_int_eq(fa_event_type_of(""), FA_EVENT_NONE);
    ck_assert_int_eq(fa_event_type_of(NULL), FA_EVENT_NONE);
    ck_assert_str_eq(fa_event_type_name((fa_event_type)99), "");
    ck_assert_int_eq(fa_operation_of("SUMMARY"), FA_OPERATION_SUMMARY);
    ck_assert_int_eq(fa_outcome_of("refused"), FA_OUTCOME_REFUSED);
}
END_TEST

START_TEST(takes_a_good_event)
{
    fa_event e = good();

    ck_assert_int_eq(fai_event_check(&e, NULL), FA_OK);
    ck_assert_int_eq(fai_event_check_new(&e, now, NULL), FA_OK);
    e.data = " {\"a\": [1, 2]}";
    ck_assert_int_eq(fai_event_check_new(&e, now, NULL), FA_OK);
}
END_TEST

START_TEST(refuses_what_is_no_id_type_or_text)
{
    char long_id[FA_EVENT_ID_MAX + 2];
    fa_event e = good();

    memset(long_id, 'x', sizeof long_id - 1);
    long_id[sizeof long_id - 1] = '\0';
    e.id = "";
    refuses(&e, "event_id");
    e.id = "a b";
    refuses(&e, "event_id");
    e.id = long_id;
    refuses(&e, "event_id");
    long_id[FA_EVENT_ID_MAX] = '\0';
    ck_assert_int_eq(fai_event_check(&e, NULL), FA_OK);
    e.type = (fa_event_type)77;
    refuses(&e, "type");
    e = good();
    e.user = (fa_id){"doc_1"};
    refuses(&e, "user_id");
    e = good();
    e.session = "tab\there";
    refuses(&e, "session");
}
END_TEST

START_TEST(refuses_what_is_too_old_or_yet_to_come)
{
    fa_event e = good();

    e.at = now + FA_EVENT_AHEAD_MAX_MS;
    ck_assert_int_eq(fai_event_check_new(&e, now, NULL), FA_OK);
    e.at++;
    refuses(&e, "at");
    e.at = now - (fa_time)FA_EVENT_AGE_MAX_DAYS * DAY_MS;
    ck_assert_int_eq(fai_event_check_new(&e, now, NULL), FA_OK);
    e.at--;
    refuses(&e, "at");
    e.at = 0;
    refuses(&e, "at");
}
END_TEST

START_TEST(refuses_data_that_is_no_json_object)
{
    static const char *const wrong[] = {"[1]",   "\"text\"",          "{\"a\":1", "{\"a\":1}x",
                                        "{a:1}", "{\"a\":1,\"a\":2}", "null",     " "};
    static char large[FA_EVENT_DATA_MAX + 2];
    fa_event e = good();

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        e.data = wrong[i];
        refuses(&e, "data");
    }
    memset(large, ' ', FA_EVENT_DATA_MAX + 1);
    large[0] = '{';
    large[FA_EVENT_DATA_MAX] = '}';
    e.data = large;
    refuses(&e, "data");
}
END_TEST

START_TEST(refuses_measurements_out_of_bounds)
{
    fa_event e = good();

    e.type = FA_EVENT_MEASURE;
    refuses(&e, "operation");
    e.operation = (fa_operation)9;
    refuses(&e, "operation");
    e.operation = FA_OPERATION_UPLOAD;
    ck_assert_int_eq(fai_event_check(&e, NULL), FA_OK);
    e.duration_us = -2;
    refuses(&e, "duration_us");
    e.duration_us = (int64_t)25 * 3600 * 1000000;
    refuses(&e, "duration_us");
    e.duration_us = 0;
    e.size_bytes = ((uint64_t)1 << 40) + 1;
    refuses(&e, "size_bytes");
    e.size_bytes = 0;
    e.input_tokens = 1;
    refuses(&e, "vendor");
    e.vendor = "one two";
    refuses(&e, "vendor");
    e.vendor = "one";
    e.cost_micros = -1;
    refuses(&e, "cost");
    e.cost_micros = 0;
    e.input_tokens = UINT64_MAX;
    refuses(&e, "input_tokens");
    e = good();
    e.duration_us = 5;
    refuses(&e, "operation");
    e = good();
    e.outcome = FA_OUTCOME_REFUSED;
    refuses(&e, "outcome");
}
END_TEST

START_TEST(lets_a_user_say_no_more_than_what_was_done)
{
    fa_event e = good();

    ck_assert_int_eq(fai_event_check_plain(&e, NULL), FA_OK);
    e.operation = FA_OPERATION_QUESTION;
    ck_assert_int_eq(fai_event_check_plain(&e, NULL), FA_EINVALID);
    e = good();
    e.type = FA_EVENT_QUESTION_ASK;
    e.outcome = FA_OUTCOME_VERIFIED;
    ck_assert_int_eq(fai_event_check_plain(&e, NULL), FA_EINVALID);
    e = good();
    e.type = FA_EVENT_MEASURE;
    ck_assert_int_eq(fai_event_check_plain(&e, NULL), FA_EINVALID);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("event");

    tcase_add_test(tests, knows_every_documented_name);
    tcase_add_test(tests, takes_a_good_event);
    tcase_add_test(tests, refuses_what_is_no_id_type_or_text);
    tcase_add_test(tests, refuses_what_is_too_old_or_yet_to_come);
    tcase_add_test(tests, refuses_data_that_is_no_json_object);
    tcase_add_test(tests, refuses_measurements_out_of_bounds);
    tcase_add_test(tests, lets_a_user_say_no_more_than_what_was_done);
    return unit_run("analytics/domain/event", tests);
}
