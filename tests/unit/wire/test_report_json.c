/* Reports as JSON and CSV. */
#include <finanalyst/wire.h>

#include <string.h>

#include "unit.h"

static const char *const columns[] = {"count", "rate"}, *const others[] = {"name", "share"};
static fa_report_value summary[6], rows[10];
static fa_report_section sections[2] = {{"users", true, 2, 3, columns, summary},
                                        {"names", false, 2, 5, others, rows}};
static fa_report report = {FA_REPORT_OVERVIEW, "overview", 19790, 19796, 2, sections};
static fa_buf out;

static void set_up(void)
{
    static const char *const names[] = {"=SUM(A1)", "a,b", "say \"hi\"", "+1", "\tx"};

    for (int i = 0; i < 5; i++) {
        summary[i] = (fa_report_value){NULL, true, fa_decimal_make(i * 1000 - 2000, 2)};
        rows[2 * i] = (fa_report_value){names[i], false, {0, 0, 0, 0}};
        rows[2 * i + 1] = summary[i];
    }
    summary[5] = (fa_report_value){NULL, false, {0, 0, 0, 0}};
    fa_buf_init(&out, 4096);
}

static void tear_down(void)
{
    fa_buf_clear(&out);
}

START_TEST(nests_what_was_before_and_what_changed)
{
    sections[1].row_count = 1;
    ck_assert_int_eq(fa_report_to_json(&report, false, &out, NULL), FA_OK);
    ck_assert_str_eq(
        out.data, "{\"report\":\"overview\",\"from\":\"2024-03-08\",\"to\":\"2024-03-14\",\"period_days\":7,"
                  "\"users\":{\"count\":-20.00,\"rate\":-10.00,\"previous\":{\"count\":0.00,\"rate\":10.00},"
                  "\"change\":{\"count\":20.00,\"rate\":null}},"
                  "\"names\":[{\"name\":\"=SUM(A1)\",\"share\":-20.00}]}");
    sections[1].row_count = 5;
}
END_TEST

START_TEST(writes_zeros_for_clients_that_need_them)
{
    report.section_count = 1;
    ck_assert_int_eq(fa_report_to_json(&report, true, &out, NULL), FA_OK);
    ck_assert_ptr_nonnull(strstr(out.data, "\"rate\":0}"));
    ck_assert_ptr_null(strstr(out.data, "null"));
    report.section_count = 2;
}
END_TEST

START_TEST(quotes_and_guards_cells_of_csv)
{
    ck_assert_int_eq(fa_report_to_csv(&report, "names", &out, NULL), FA_OK);
    ck_assert_str_eq(out.data, "section,name,share\r\n"
                               "names,'=SUM(A1),-20.00\r\n"
                               "names,\"a,b\",-10.00\r\n"
                               "names,\"say \"\"hi\"\"\",0.00\r\n"
                               "names,'+1,10.00\r\n"
                               "names,'\tx,20.00\r\n");
}
END_TEST

START_TEST(puts_all_sections_below_each_other)
{
    fa_error err;

    sections[1].row_count = 0;
    ck_assert_int_eq(fa_report_to_csv(&report, NULL, &out, NULL), FA_OK);
    ck_assert_str_eq(out.data, "section,period,count,rate\r\n"
                               "users,current,-20.00,-10.00\r\n"
                               "users,previous,0.00,10.00\r\n"
                               "users,change,20.00,\r\n"
                               "\r\n"
                               "section,name,share\r\n");
    sections[1].row_count = 5;
    ck_assert_int_eq(fa_report_to_csv(&report, "people", &out, &err), FA_ENOTFOUND);
    ck_assert_str_eq(err.field, "section");
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("report_json");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, nests_what_was_before_and_what_changed);
    tcase_add_test(tests, writes_zeros_for_clients_that_need_them);
    tcase_add_test(tests, quotes_and_guards_cells_of_csv);
    tcase_add_test(tests, puts_all_sections_below_each_other);
    return unit_run("wire/report_json", tests);
}
