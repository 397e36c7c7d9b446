/* Feedback as JSON and CSV. */
#include <finanalyst/wire.h>

#include <string.h>

#include "unit.h"

static fa_feedback_input *in;

static void clear(void)
{
    fa_feedback_input_free(in);
    in = NULL;
}

static fa_status read(const char *text, bool change, fa_error *err)
{
    clear();
    return fa_feedback_input_from_json(text, strlen(text), change, &in, err);
}

START_TEST(reads_a_new_opinion)
{
    ck_assert_int_eq(
        read("{\"target\":{\"type\":\"figure\",\"id\":\"ans_1#2\"},\"thumbs\":\"down\",\"rating\":2,"
             "\"comment\":\"no\"}",
             false, NULL),
        FA_OK);
    ck_assert_int_eq(in->target_kind, FA_TARGET_FIGURE);
    ck_assert_str_eq(in->target, "ans_1#2");
    ck_assert_int_eq(in->thumbs, -1);
    ck_assert_int_eq(in->rating, 2);
    ck_assert_str_eq(in->comment, "no");
    ck_assert_int_eq(read("{\"target\":{\"type\":\"figure\",\"id\":\"x\"},\"thumbs\":\"up\"}", false, NULL),
                     FA_OK);
    ck_assert_int_eq(in->rating, 0);
    ck_assert_ptr_null(in->comment);
}
END_TEST

START_TEST(tells_what_stays_from_what_is_taken_away)
{
    ck_assert_int_eq(read("{\"rating\":null}", true, NULL), FA_OK);
    ck_assert_int_eq(in->rating, 0);
    ck_assert_int_eq(in->thumbs, FA_FEEDBACK_KEEP);
    ck_assert_ptr_null(in->comment);
    ck_assert_int_eq(read("{\"comment\":null,\"thumbs\":null}", true, NULL), FA_OK);
    ck_assert_str_eq(in->comment, "");
    ck_assert_int_eq(in->thumbs, 0);
    ck_assert_int_eq(in->rating, FA_FEEDBACK_KEEP);
}
END_TEST

START_TEST(refuses_what_is_no_opinion)
{
    static const struct {
        const char *text, *field;
        bool change;
    } cases[] = {{"[]", "/", false},
                 {"{\"thumbs\":\"up\"}", "/target", false},
                 {"{\"target\":{\"type\":\"mood\",\"id\":\"x\"}}", "/target/type", false},
                 {"{\"target\":{\"type\":\"figure\",\"id\":\"x\",\"y\":1}}", "/target", false},
                 {"{\"target\":{\"type\":\"figure\",\"id\":\"x\"},\"stars\":3}", "/stars", false},
                 {"{\"target\":{\"type\":\"figure\",\"id\":\"x\"}}", "/target", true},
                 {"{\"thumbs\":1}", "/thumbs", true},
                 {"{\"rating\":0}", "/rating", true},
                 {"{\"rating\":6}", "/rating", true},
                 {"{\"rating\":2.5}", "/rating", true},
                 {"{\"comment\":7}", "/comment", true},
                 {"{\"rating\":1,\"rating\":2}", "", true}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fa_error err = {0};

        ck_assert_int_eq(read(cases[i].text, cases[i].change, &err), FA_EINVALID);
        ck_assert_str_eq(err.field, cases[i].field);
        ck_assert_ptr_null(in);
    }
}
END_TEST

START_TEST(writes_null_for_what_was_not_said)
{
    fa_feedback f = {.id = {"fbk_1"},
                     .user = {"usr_1"},
                     .target_kind = FA_TARGET_ANSWER,
                     .target = "ans_1",
                     .thumbs = 1,
                     .comment = "",
                     .created = 1000,
                     .updated = 2000,
                     .version = 3};
    fa_buf out;

    fa_buf_init(&out, 4096);
    ck_assert_int_eq(fa_feedback_to_json(&f, &out, NULL), FA_OK);
    ck_assert_str_eq(out.data,
                     "{\"id\":\"fbk_1\",\"user_id\":\"usr_1\",\"target\":{\"type\":\"answer\",\"id\":"
                     "\"ans_1\"},\"thumbs\":\"up\",\"rating\":null,\"comment\":null,\"created_at\":"
                     "\"1970-01-01T00:00:01.000Z\",\"updated_at\":\"1970-01-01T00:00:02.000Z\","
                     "\"version\":3,\"resolved_at\":null}");
    f.comment = "-2+3\r\n\"so\"";
    f.rating = 4;
    f.resolved = 3000;
    fa_buf_reset(&out);
    ck_assert_int_eq(fa_feedback_to_csv(&f, &out, NULL), FA_OK);
    ck_assert_str_eq(out.data,
                     "fbk_1,usr_1,answer,ans_1,up,4,\"'-2+3\r\n\"\"so\"\"\",1970-01-01T00:00:01.000Z,"
                     "1970-01-01T00:00:02.000Z,1970-01-01T00:00:03.000Z\r\n");
    fa_buf_clear(&out);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("feedback_json");

    tcase_add_checked_fixture(tests, NULL, clear);
    tcase_add_test(tests, reads_a_new_opinion);
    tcase_add_test(tests, tells_what_stays_from_what_is_taken_away);
    tcase_add_test(tests, refuses_what_is_no_opinion);
    tcase_add_test(tests, writes_null_for_what_was_not_said);
    return unit_run("wire/feedback_json", tests);
}
