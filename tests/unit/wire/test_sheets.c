/* Sheets as CSV and as Markdown. */
#include <string.h>

#include <finanalyst/wire.h>

#include "unit.h"

static fa_buf out;

static fa_status take(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)payload;
    (void)err;
    return fa_buf_append(&out, buf, len);
}

static fa_status refuse(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)payload;
    (void)buf;
    (void)len;
    return fa_fail(err, FA_ECANCELLED, "refused");
}

static void set_up(void)
{
    fa_buf_init(&out, 1 << 20);
}

static void tear_down(void)
{
    fa_buf_clear(&out);
}

static void put_row(const fa_sheets *s, const char *text, const char *number, bool head)
{
    fa_decimal d;

    ck_assert_int_eq(fa_sheets_text(s, text, NULL), FA_OK);
    if (number != NULL) {
        ck_assert_int_eq(fa_decimal_parse(number, strlen(number), &d, NULL), FA_OK);
        ck_assert_int_eq(fa_sheets_number(s, d, NULL), FA_OK);
    }
    ck_assert_int_eq(fa_sheets_end_row(s, head, NULL), FA_OK);
}

START_TEST(csv_quotes_and_guards)
{
    fa_sheets s;

    ck_assert_int_eq(fa_sheets_csv_open(take, NULL, &s, NULL), FA_OK);
    ck_assert_int_eq(fa_sheets_sheet(&s, "Ratios, all", NULL), FA_OK);
    put_row(&s, "Name", NULL, true);
    put_row(&s, "=cmd|'/c calc'!A1", "-1.50", false);
    put_row(&s, "-12", NULL, false);
    put_row(&s, "say \"yes\"\r\nor no", "123456789012345678901234567890", false);
    ck_assert_int_eq(fa_sheets_sheet(&s, "Next", NULL), FA_OK);
    put_row(&s, "", "0", false);
    ck_assert_int_eq(fa_sheets_finish(&s, NULL), FA_OK);
    fa_sheets_close(&s);
    ck_assert_str_eq(out.data,
                     "\"Ratios, all\",Name\r\n"
                     "\"Ratios, all\",'=cmd|'/c calc'!A1,-1.50\r\n"
                     "\"Ratios, all\",'-12\r\n"
                     "\"Ratios, all\",\"say \"\"yes\"\"\r\nor no\",123456789012345678901234567890\r\n"
                     "\r\n"
                     "Next,,0\r\n");
}
END_TEST

START_TEST(markdown_takes_text_literally)
{
    fa_sheets s;

    ck_assert_int_eq(fa_sheets_markdown_open(take, NULL, &s, NULL), FA_OK);
    ck_assert_int_eq(fa_sheets_sheet(&s, "Ratios", NULL), FA_OK);
    put_row(&s, "Name", "2024", true);
    put_row(&s, "a|b\n<img src=x> [link](http://x) *bold* `code` & ~x~ \\", "-1.50", false);
    ck_assert_int_eq(fa_sheets_sheet(&s, "Next", NULL), FA_OK);
    ck_assert_int_eq(fa_sheets_finish(&s, NULL), FA_OK);
    fa_sheets_close(&s);
    ck_assert_str_eq(
        out.data,
        "## Ratios\n\n"
        "| Name | 2024 |\n"
        "| --- | --- |\n"
        "| a\\|b &lt;img src=x> \\[link\\](http://x) \\*bold\\* \\`code\\` &amp; \\~x\\~ \\\\ | -1.50 |\n"
        "\n## Next\n\n");
}
END_TEST

START_TEST(each_row_goes_out_at_its_end)
{
    fa_sheets s;
    size_t before;

    ck_assert_int_eq(fa_sheets_csv_open(take, NULL, &s, NULL), FA_OK);
    ck_assert_int_eq(fa_sheets_sheet(&s, "s", NULL), FA_OK);
    ck_assert_int_eq(fa_sheets_text(&s, "a", NULL), FA_OK);
    before = out.len;
    ck_assert_int_eq(fa_sheets_end_row(&s, false, NULL), FA_OK);
    ck_assert_uint_gt(out.len, before);
    fa_sheets_close(&s);
}
END_TEST

START_TEST(hands_on_the_refusal_of_whoever_takes_it)
{
    fa_sheets s;
    fa_error err;

    ck_assert_int_eq(fa_sheets_csv_open(refuse, NULL, &s, NULL), FA_OK);
    ck_assert_int_eq(fa_sheets_sheet(&s, "s", NULL), FA_OK);
    ck_assert_int_eq(fa_sheets_text(&s, "a", NULL), FA_OK);
    ck_assert_int_eq(fa_sheets_end_row(&s, false, &err), FA_ECANCELLED);
    ck_assert_str_eq(err.message, "refused");
    fa_sheets_close(&s);
}
END_TEST

START_TEST(refuses_what_is_no_sheet)
{
    fa_sheets none = {NULL, NULL}, s;

    ck_assert_int_eq(fa_sheets_text(&none, "a", NULL), FA_EINVALID);
    ck_assert_int_eq(fa_sheets_finish(&none, NULL), FA_EINVALID);
    fa_sheets_close(&none);
    ck_assert_int_eq(fa_sheets_csv_open(NULL, NULL, &s, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_sheets_markdown_open(take, NULL, &s, NULL), FA_OK);
    ck_assert_int_eq(fa_sheets_sheet(&s, "", NULL), FA_EINVALID);
    fa_sheets_close(&s);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("sheets");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, csv_quotes_and_guards);
    tcase_add_test(tests, markdown_takes_text_literally);
    tcase_add_test(tests, each_row_goes_out_at_its_end);
    tcase_add_test(tests, hands_on_the_refusal_of_whoever_takes_it);
    tcase_add_test(tests, refuses_what_is_no_sheet);
    return unit_run("wire/sheets", tests);
}
