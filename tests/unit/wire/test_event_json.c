/* Events as JSON and CSV: what is read is what is written, and nothing else is read. */
#include <finanalyst/wire.h>

#include <stdio.h>
#include <string.h>

#include "unit.h"

#define DOCUMENT "doc_01hvzzzzzzzzzzzzzzzzzzzzzz"
#define USER "usr_01hvzzzzzzzzzzzzzzzzzzzzzz"

static fa_event *events;
static uint32_t count;

static fa_status read(const char *text, fa_error *err)
{
    fa_events_free(events);
    events = NULL;
    count = 0;
    return fa_events_from_json(text, strlen(text), &events, &count, err);
}

static void clear(void)
{
    fa_events_free(events);
    events = NULL;
}

static void takes(const char *text)
{
    fa_error err = {0};
    fa_status st = read(text, &err);

    ck_assert_msg(st == FA_OK, "%s: %s: %s", text, err.field, err.message);
}

static void refuses(const char *text, const char *field)
{
    fa_error err = {0};

    ck_assert_msg(read(text, &err) == FA_EINVALID, "%s was taken", text);
    ck_assert_str_eq(err.field, field);
    ck_assert_ptr_null(events);
}

START_TEST(reads_every_member)
{
    takes(" {\"event_id\":\"e-1\",\"user_id\":\"" USER "\",\"type\":\"QUESTION_ASK\","
          "\"at\":\"2024-03-01T01:30:00.1234+01:00\",\"session\":\"s\","
          "\"data\": {\"a\":\"}\\\"{\",\"n\":1e400,\"list\":[{\"data\":{}}]} ,\"document_id\":\"" DOCUMENT
          "\","
          "\"operation\":\"QUESTION\",\"duration_us\":0,\"size_bytes\":9007199254740991,\"success\":false,"
          "\"vendor\":\"one\",\"model\":\"large\",\"input_tokens\":3,\"output_tokens\":4,\"cost\":\"1."
          "2345678\","
          "\"outcome\":\"refused\"}\n");
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(events->id, "e-1");
    ck_assert_str_eq(events->user.s, USER);
    ck_assert_int_eq(events->type, FA_EVENT_QUESTION_ASK);
    ck_assert_int_eq(events->at, 1709253000123);
    ck_assert_str_eq(events->data, "{\"a\":\"}\\\"{\",\"n\":1e400,\"list\":[{\"data\":{}}]}");
    ck_assert_str_eq(events->document.s, DOCUMENT);
    ck_assert_int_eq(events->operation, FA_OPERATION_QUESTION);
    ck_assert_int_eq(events->duration_us, 0);
    ck_assert_uint_eq(events->size_bytes, 9007199254740991u);
    ck_assert(events->failed);
    ck_assert_str_eq(events->vendor, "one");
    ck_assert_uint_eq(events->output_tokens, 4);
    ck_assert_int_eq(events->cost_micros, 1234568);
    ck_assert_int_eq(events->outcome, FA_OUTCOME_REFUSED);
}
END_TEST

START_TEST(reads_a_list_each_with_its_own_data)
{
    takes("[{\"type\":\"LOGIN\",\"data\":{\"n\":1}},\n{\"data\":null,\"type\":\"LOGOUT\"},"
          "{\"type\":\"LOGIN\",\"data\":{ \"n\" : [3] }}]");
    ck_assert_uint_eq(count, 3);
    ck_assert_str_eq(events[0].data, "{\"n\":1}");
    ck_assert_str_eq(events[1].data, "");
    ck_assert_int_eq(events[1].duration_us, -1);
    ck_assert_str_eq(events[2].data, "{ \"n\" : [3] }");
}
END_TEST

START_TEST(refuses_what_is_no_event)
{
    refuses("", "");
    refuses("[]", "/");
    refuses("[{\"type\":\"LOGIN\"},7]", "/1/");
    refuses("{\"type\":\"DANCE\"}", "/type");
    refuses("{}", "/type");
    refuses("[{\"type\":\"LOGIN\"},{\"type\":\"LOGIN\",\"colour\":1}]", "/1/colour");
    refuses("{\"type\":\"LOGIN\",\"event_id\":7}", "/event_id");
    refuses("{\"type\":\"LOGIN\",\"user_id\":\"me\"}", "/user_id");
    refuses("{\"type\":\"LOGIN\",\"data\":[1]}", "/data");
    refuses("{\"type\":\"LOGIN\",\"data\":\"{}\"}", "/data");
    refuses("{\"type\":\"MEASURE\",\"operation\":\"NAP\"}", "/operation");
    refuses("{\"type\":\"MEASURE\",\"operation\":\"UPLOAD\",\"duration_us\":-1}", "/duration_us");
    refuses("{\"type\":\"MEASURE\",\"operation\":\"UPLOAD\",\"duration_us\":1.5}", "/duration_us");
    refuses("{\"type\":\"MEASURE\",\"operation\":\"UPLOAD\",\"success\":\"yes\"}", "/success");
    refuses("{\"type\":\"MEASURE\",\"operation\":\"UPLOAD\",\"vendor\":\"v\",\"cost\":0.5}", "/cost");
    refuses("{\"type\":\"MEASURE\",\"operation\":\"UPLOAD\",\"vendor\":\"v\",\"cost\":\"-1\"}", "/cost");
    refuses("{\"type\":\"LOGIN\"}{\"type\":\"LOGIN\"}", "");
}
END_TEST

START_TEST(refuses_what_is_no_moment)
{
    static const char *const wrong[] = {
        "2024-03-01",           "2024-02-30T00:00:00Z",     "2024-03-01T24:00:00Z",
        "2024-03-01T00:60:00Z", "2024-03-01T00:00:00",      "2024-03-01T00:00:00.Z",
        "2024-03-01 00:00:00Z", "2024-03-01T00:00:00+1:00", "2024-03-01T00:00:00+01:60"};
    char text[128];

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        (void)snprintf(text, sizeof text, "{\"type\":\"LOGIN\",\"at\":\"%s\"}", wrong[i]);
        refuses(text, "/at");
    }
    takes("{\"type\":\"LOGIN\",\"at\":\"1970-01-01T00:00:00-00:01\"}");
    ck_assert_int_eq(events->at, 60000);
}
END_TEST

START_TEST(takes_no_more_than_the_limit)
{
    fa_buf text;
    fa_error err;

    fa_buf_init(&text, 1 << 20);
    (void)fa_buf_puts(&text, "[");
    for (int i = 0; i < FA_EVENTS_MAX; i++)
        (void)fa_buf_puts(&text, "{\"type\":\"LOGIN\"},");
    text.data[text.len - 1] = ']';
    ck_assert_int_eq(fa_events_from_json(text.data, text.len, &events, &count, &err), FA_OK);
    ck_assert_uint_eq(count, FA_EVENTS_MAX);
    text.data[text.len - 1] = ',';
    (void)fa_buf_puts(&text, "{}]");
    clear();
    ck_assert_int_eq(fa_events_from_json(text.data, text.len, &events, &count, &err), FA_ETOOLARGE);
    fa_buf_clear(&text);
}
END_TEST

START_TEST(writes_what_it_read)
{
    fa_buf out;

    takes(
        "{\"event_id\":\"=1\",\"type\":\"MEASURE\",\"at\":\"2024-03-01T00:00:00Z\",\"data\":{\"q\":\"a,b\"},"
        "\"operation\":\"SUMMARY\",\"duration_us\":5,\"vendor\":\"one\",\"cost\":\"0.5\"}");
    fa_buf_init(&out, 4096);
    ck_assert_int_eq(fa_event_to_json(events, 9, &out, NULL), FA_OK);
    ck_assert_str_eq(out.data,
                     "{\"sequence\":9,\"event_id\":\"=1\",\"user_id\":null,\"type\":\"MEASURE\","
                     "\"at\":\"2024-03-01T00:00:00.000Z\",\"session\":null,\"data\":{\"q\":\"a,b\"},"
                     "\"document_id\":null,\"operation\":\"SUMMARY\",\"duration_us\":5,\"size_bytes\":null,"
                     "\"success\":true,\"vendor\":\"one\",\"model\":null,\"input_tokens\":0,"
                     "\"output_tokens\":0,\"cost\":\"0.500000\",\"outcome\":null}");
    fa_buf_reset(&out);
    ck_assert_int_eq(fa_event_to_csv(NULL, 0, &out, NULL), FA_OK);
    ck_assert_int_eq(fa_event_to_csv(events, 9, &out, NULL), FA_OK);
    ck_assert_str_eq(
        strstr(out.data, "\r\n") + 2,
        "9,'=1,,MEASURE,2024-03-01T00:00:00.000Z,,\"{\"\"q\"\":\"\"a,b\"\"}\",,SUMMARY,5,0,true,one,,"
        "0,0,0.500000,\r\n");
    fa_buf_clear(&out);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("event_json");

    tcase_add_checked_fixture(tests, NULL, clear);
    tcase_add_test(tests, reads_every_member);
    tcase_add_test(tests, reads_a_list_each_with_its_own_data);
    tcase_add_test(tests, refuses_what_is_no_event);
    tcase_add_test(tests, refuses_what_is_no_moment);
    tcase_add_test(tests, takes_no_more_than_the_limit);
    tcase_add_test(tests, writes_what_it_read);
    return unit_run("wire/event_json", tests);
}
