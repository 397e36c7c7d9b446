/* The transformation rules of tagged figures: numbers, number words, days. */
#include <string.h>

#include "reading/tags.h"
#include "unit.h"

static const char *number(const char *format, const char *text)
{
    static char out[FA_DECIMAL_TEXT_MAX];
    fa_decimal value;

    if (fai_format_number(fai_format_of(format), text, &value) != FA_OK)
        return "none";
    fa_decimal_format(value, out);
    return out;
}

START_TEST(rules_of_every_version_of_the_registry_are_known)
{
    static const struct {
        const char *format, *text, *value;
    } cases[] = {{"ixt:num-dot-decimal", "1,234.50", "1234.50"},
                 {"ixt:numdotdecimal", "1 234.5", "1234.5"},
                 {"ixt:numcommadot", "1,234,567", "1234567"},
                 {"ixt3:numdotdecimalin", "12,34,567.8", "1234567.8"},
                 {"ixt5:num-dot-decimal-apos", "1'234'567.8", "1234567.8"},
                 {"ixt:num-comma-decimal", "1.234,50", "1234.50"},
                 {"ixt:numcommadecimal",
                  "1\xC2\xA0"
                  "234,5",
                  "1234.5"},
                 {"ixt:numcomma", "1234,5", "1234.5"},
                 {"ixt:numdotcomma", "1.234.567", "1234567"},
                 {"ixt:numspacecomma", "1 234,5", "1234.5"},
                 {"ixt:numspacedot", "1 234.5", "1234.5"},
                 {"ixt:num-unit-decimal", "5 dollars 30 cents", "5.30"},
                 {"ixt:numunitdecimal", "1,000 pounds 5 pence", "1000.05"},
                 {"ixt:num-unit-decimal", "7 euros", "7"},
                 {"ixt:fixed-zero", "\xE2\x80\x94", "0"},
                 {"ixt:zerodash", "-", "0"},
                 {"ixt:numdash", "-", "0"},
                 {"ixt:fixed-zero", "no", "0"},
                 {"ixt-sec:numwordsen", "twenty-five", "25"},
                 {"ixt-sec:numwordsen", "12", "12"},
                 {"", "1234.5", "1234.5"},
                 {"", " -7 ", "-7"},
                 {"", "1,234", "1234"},
                 {"my:own-rule", "$ (1,234.5)", "1234.5"},
                 {"anything:num-dot-decimal", "5.", "5"}};
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(strcmp(number(cases[i].format, cases[i].text), cases[i].value) == 0, "%s '%s' is %s",
                      cases[i].format, cases[i].text, number(cases[i].format, cases[i].text));
}
END_TEST

START_TEST(what_is_no_number_is_none)
{
    static const struct {
        const char *format, *text;
    } cases[] = {
        {"ixt:num-dot-decimal", "1.2.3"},
        {"ixt:num-dot-decimal", ""},
        {"ixt:num-dot-decimal", "n/a"},
        {"ixt:num-comma-decimal", "1,2,3"},
        {"ixt:fixed-empty", "5"},
        {"ixt-sec:numinf", "inf"},
        {"ixt-sec:numwordsen", "several"},
        {"", ""},
        {"", "text"},
        {"ixt:num-dot-decimal", "123456789012345678901234567890123456789012345678901234567890123456789"}};
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_str_eq(number(cases[i].format, cases[i].text), "none");
}
END_TEST

static int64_t words(const char *text)
{
    int64_t value;

    return fai_number_words(fai_str_of(text), &value) ? value : -1;
}

START_TEST(number_words_add_up)
{
    ck_assert_int_eq(words("no"), 0);
    ck_assert_int_eq(words("None"), 0);
    ck_assert_int_eq(words("seven"), 7);
    ck_assert_int_eq(words("Twenty-Two"), 22);
    ck_assert_int_eq(words("one hundred and five"), 105);
    ck_assert_int_eq(words("three hundred forty-five thousand, six hundred and seventy-eight"), 345678);
    ck_assert_int_eq(words("two million"), 2000000);
    ck_assert_int_eq(words("a hundred"), 100);
    ck_assert_int_eq(words("two three"), -1);
    ck_assert_int_eq(words("two lawsuits"), -1);
    ck_assert_int_eq(words(""), -1);
}
END_TEST

START_TEST(days_are_read_in_the_order_that_their_rule_says)
{
    fa_date day = fa_date_make(2024, 2, 29);

    ck_assert_int_eq(fai_format_date("ixt:date-monthname-day-year-en", "February 29, 2024"), day);
    ck_assert_int_eq(fai_format_date("ixt:datemonthdayyearen", "Feb. 29, 2024"), day);
    ck_assert_int_eq(fai_format_date("ixt:datedaymonthyearen", "29th of February 2024"), day);
    ck_assert_int_eq(fai_format_date("ixt:date-day-month-year", "29.02.2024"), day);
    ck_assert_int_eq(fai_format_date("ixt:datedoteu", "29.02.24"), day);
    ck_assert_int_eq(fai_format_date("ixt:dateslashus", "02/29/2024"), day);
    ck_assert_int_eq(fai_format_date("ixt:datemonthdayyear", "2/29/24"), day);
    ck_assert_int_eq(fai_format_date("ixt:date-year-month-day", "2024-02-29"), day);
    ck_assert_int_eq(fai_format_date("ixt:date-monthname-day-en", "September 28"), fa_date_make(2000, 9, 28));
    ck_assert_int_eq(fai_format_date("ixt:date-month-day", "1/26"), fa_date_make(2000, 1, 26));
    ck_assert_int_eq(fai_format_date("ixt:date-day-month", "26.1."), fa_date_make(2000, 1, 26));
    ck_assert_int_eq(fai_format_date("ixt:date-month-day-year", "29/02/2024"), FA_DATE_NONE);
    ck_assert_int_eq(fai_format_date("ixt:num-dot-decimal", "29.02.2024"), FA_DATE_NONE);
    ck_assert_int_eq(fai_format_date("", "2024-02-29"), FA_DATE_NONE);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("tags");

    tcase_add_test(t, rules_of_every_version_of_the_registry_are_known);
    tcase_add_test(t, what_is_no_number_is_none);
    tcase_add_test(t, number_words_add_up);
    tcase_add_test(t, days_are_read_in_the_order_that_their_rule_says);
    return unit_run("tags", t);
}
