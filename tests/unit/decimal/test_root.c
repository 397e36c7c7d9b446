/* Roots, rounded half-even from the exact one. */
#include <string.h>

#include <finanalyst/decimal.h>

#include "unit.h"

static fa_decimal dec(const char *text)
{
    fa_decimal d;

    ck_assert_int_eq(fa_decimal_parse(text, strlen(text), &d, NULL), FA_OK);
    return d;
}

START_TEST(finds_roots_to_the_last_digit)
{
    static const struct {
        const char *from;
        int n;
        int scale;
        const char *to;
    } cases[] = {
        {"2", 2, 18, "1.414213562373095049"},
        {"0", 3, 2, "0.00"},
        {"27", 3, 0, "3"},
        {"0.25", 2, 0, "0"},
        {"2.25", 2, 0, "2"},
        {"6.25", 2, 0, "2"},
        {"12.25", 2, 0, "4"},
        {"0.000000000000000001", 2, 9, "0.000000001"},
        {"0.000000000000000001", 64, 18, "0.523299114681494688"},
        {"99999999999999999999999999999999999999", 2, 18, "10000000000000000000.000000000000000000"},
        {"99999999999999999999999999999999999999", 64, 18, "3.924189758484535862"},
        {"1.2345", 1, 2, "1.23"},
    };
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[FA_DECIMAL_TEXT_MAX];
        fa_decimal d;

        ck_assert_int_eq(fa_decimal_root(dec(cases[i].from), cases[i].n, cases[i].scale, &d, NULL), FA_OK);
        fa_decimal_format(d, out);
        ck_assert_str_eq(out, cases[i].to);
    }
}
END_TEST

START_TEST(refuses_negative_numbers_and_odd_degrees)
{
    fa_decimal d;
    fa_error err;

    ck_assert_int_eq(fa_decimal_root(dec("-8"), 3, 2, &d, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_decimal_root(dec("8"), 0, 2, &d, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "n");
    ck_assert_int_eq(fa_decimal_root(dec("8"), 65, 2, &d, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_decimal_root(dec("8"), 2, 19, &d, NULL), FA_EINVALID);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("root");

    tcase_add_test(t, finds_roots_to_the_last_digit);
    tcase_add_test(t, refuses_negative_numbers_and_odd_degrees);
    return unit_run("decimal/root", t);
}
