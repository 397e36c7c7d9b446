/* Records as old clients read them. */
#include <finanalyst/wire.h>

#include <string.h>

#include "unit.h"

static fa_record record_of(fa_record_kind kind, const char *json)
{
    return (fa_record){.kind = kind, .legacy_id = 7, .json = json, .json_len = strlen(json), .created = 1500};
}

static void check(fa_record_kind kind, const char *json, const char *wanted)
{
    fa_record record = record_of(kind, json);
    fa_buf out;

    fa_buf_init(&out, 4096);
    ck_assert_int_eq(fa_record_to_legacy_json(&record, &out, NULL), FA_OK);
    ck_assert_str_eq(out.data, wanted);
    fa_buf_clear(&out);
}

START_TEST(an_answer_has_its_sources_and_no_zone)
{
    check(FA_RECORD_ANSWER,
          "{\"id\":\"ans_1\",\"question\":\"How \\\"much\\\"?\",\"text\":\"12 [1]\",\"citations\":["
          "{\"page\":3,\"quote\":\"Net sales were 12.\"},{\"page\":null,\"quote\":\"Other\"}]}",
          "{\"id\":7,\"question_text\":\"How \\\"much\\\"?\",\"answer_text\":\"12 [1]\",\"sources\":["
          "{\"page\":3,\"snippet\":\"Net sales were 12.\"},{\"page\":null,\"snippet\":\"Other\"}],"
          "\"created_at\":\"1970-01-01T00:00:01.500\"}");
}
END_TEST

START_TEST(figures_are_texts_with_scale_and_unit)
{
    check(FA_RECORD_ANALYSIS,
          "{\"summary\":\"- all is well\",\"key_figures\":["
          "{\"name\":\"revenue\",\"label\":\"Revenue\",\"value\":\"1040365\",\"unit\":\"USD\",\"scale\":3,"
          "\"source_page\":4},"
          "{\"label\":\"Loss\",\"value\":\"-391\",\"unit\":\"USD\",\"scale\":6,\"source_page\":null},"
          "{\"label\":\"Margin\",\"value\":\"46.25\",\"unit\":\"%\",\"scale\":0},"
          "{\"label\":\"Odd\",\"value\":\"-1234.5\",\"unit\":null,\"scale\":2}]}",
          "{\"id\":7,\"summary\":\"- all is well\",\"key_figures\":["
          "{\"name\":\"Revenue\",\"value\":\"1,040,365 thousand USD\",\"source_page\":4,\"unit\":\"USD\"},"
          "{\"name\":\"Loss\",\"value\":\"-391 million USD\",\"source_page\":null,\"unit\":\"USD\"},"
          "{\"name\":\"Margin\",\"value\":\"46.25%\",\"source_page\":null,\"unit\":\"%\"},"
          "{\"name\":\"Odd\",\"value\":\"-1,234.5 x 10^2\",\"source_page\":null,\"unit\":\"\"}],"
          "\"created_at\":\"1970-01-01T00:00:01.500\"}");
}
END_TEST

START_TEST(what_cannot_be_written_leaves_the_buffer_as_it_was)
{
    fa_record answer = record_of(FA_RECORD_ANSWER, "{\"question\":\"A\",\"text\":\"B\",\"citations\":[]}"),
              bare = record_of(FA_RECORD_ANSWER, ""), broken = record_of(FA_RECORD_ANSWER, "{");
    fa_error err = {0};
    fa_buf out;

    fa_buf_init(&out, 40);
    (void)fa_buf_puts(&out, "x");
    ck_assert_int_eq(fa_record_to_legacy_json(&answer, &out, NULL), FA_ETOOLARGE);
    ck_assert_str_eq(out.data, "x");
    fa_buf_reset(&out);
    (void)fa_buf_puts(&out, "x");
    ck_assert_int_eq(fa_record_to_legacy_json(&bare, &out, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "record");
    ck_assert_int_eq(fa_record_to_legacy_json(&broken, &out, NULL), FA_EINVALID);
    ck_assert_str_eq(out.data, "x");
    fa_buf_clear(&out);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("legacy_json");

    tcase_add_test(tests, an_answer_has_its_sources_and_no_zone);
    tcase_add_test(tests, figures_are_texts_with_scale_and_unit);
    tcase_add_test(tests, what_cannot_be_written_leaves_the_buffer_as_it_was);
    return unit_run("wire/legacy_json", tests);
}
