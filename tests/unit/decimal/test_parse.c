/* Plain and scientific notation. */
#include <string.h>

#include <finanalyst/decimal.h>

#include "unit.h"

START_TEST(keeps_the_printed_precision)
{
    static const char *const cases[][2] = {
        {"-1234.50", "-1234.50"},
        {"+.5", "0.5"},
        {"5.", "5"},
        {"1e6", "1000000"},
        {"1.50E1", "15.0"},
        {"25e-3", "0.025"},
        {"0e999999", "0"},
        {"-0.00", "0.00"},
        {"000123", "123"},
        {"1e37", "10000000000000000000000000000000000000"},
        {"1.0000000000000000000000", "1.000000000000000000"},
        {"12345678901234567890123456789012345678.000", "12345678901234567890123456789012345678"},
        {"10000000000000000000000000000000000000000e-20", "100000000000000000000.00000000000000000"},
    };
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[FA_DECIMAL_TEXT_MAX];
        fa_decimal d;

        ck_assert_msg(fa_decimal_parse(cases[i][0], strlen(cases[i][0]), &d, NULL) == FA_OK, "%s",
                      cases[i][0]);
        fa_decimal_format(d, out);
        ck_assert_str_eq(out, cases[i][1]);
    }
}
END_TEST

START_TEST(refuses_what_is_no_number)
{
    static const char *const cases[] = {"",   "-",     ".",   "e5",   "1e",  "1e+", "1,234", " 1",
                                        "1 ", "1.2.3", "--1", "0x10", "nan", "inf", "1e5.0", "\xD9\xA1"};
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        fa_decimal d;

        ck_assert_msg(fa_decimal_parse(cases[i], strlen(cases[i]), &d, NULL) == FA_EINVALID, "%s", cases[i]);
    }
}
END_TEST

START_TEST(refuses_to_drop_digits)
{
    static const char *const cases[] = {"100000000000000000000000000000000000000",
                                        "1e38",
                                        "1e-19",
                                        "0.1234567890123456789",
                                        "1e99999999999999999999",
                                        "123456789012345678901234567890123456789.5"};
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        fa_decimal d;

        ck_assert_msg(fa_decimal_parse(cases[i], strlen(cases[i]), &d, NULL) == FA_EOVERFLOW, "%s", cases[i]);
    }
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("parse");

    tcase_add_test(t, keeps_the_printed_precision);
    tcase_add_test(t, refuses_what_is_no_number);
    tcase_add_test(t, refuses_to_drop_digits);
    return unit_run("decimal/parse", t);
}
