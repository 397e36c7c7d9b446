/* Arithmetic on decimals. */
#include <limits.h>
#include <string.h>

#include <finanalyst/decimal.h>

#include "unit.h"

static fa_decimal dec(const char *text)
{
    fa_decimal d;

    ck_assert_msg(fa_decimal_parse(text, strlen(text), &d, NULL) == FA_OK, "%s", text);
    return d;
}

static void expect(fa_decimal d, const char *text)
{
    char out[FA_DECIMAL_TEXT_MAX];

    ck_assert_uint_eq(fa_decimal_format(d, out), strlen(out));
    ck_assert_str_eq(out, text);
}

START_TEST(formats_with_the_scale_that_it_has)
{
    expect(fa_decimal_make(-50, 2), "-0.50");
    expect(fa_decimal_make(0, 3), "0.000");
    expect(fa_decimal_make(-5, 18), "-0.000000000000000005");
    expect(fa_decimal_make(INT64_MIN, 0), "-9223372036854775808");
    expect(dec("-99999999999999999999.999999999999999999"), "-99999999999999999999.999999999999999999");
    expect((fa_decimal){0, 0, 0, 0}, "0");
}
END_TEST

START_TEST(compares_across_scales)
{
    ck_assert_int_eq(fa_decimal_compare(dec("1.50"), dec("1.5")), 0);
    ck_assert_int_eq(fa_decimal_compare(dec("-1.5"), dec("-1.49")), -1);
    ck_assert_int_eq(fa_decimal_compare(dec("-1"), dec("0.000000000000000001")), -1);
    ck_assert_int_eq(fa_decimal_compare(dec("99999999999999999999999999999999999999"),
                                        dec("99999999999999999999.999999999999999999")),
                     1);
}
END_TEST

START_TEST(adds_with_the_larger_scale)
{
    fa_decimal d;

    ck_assert_int_eq(fa_decimal_add(dec("1.5"), dec("-0.250"), &d, NULL), FA_OK);
    expect(d, "1.250");
    ck_assert_int_eq(fa_decimal_sub(dec("1"), dec("1.00"), &d, NULL), FA_OK);
    expect(d, "0.00");
}
END_TEST

START_TEST(adds_what_passes_the_limit_only_on_the_way)
{
    fa_decimal d;

    ck_assert_int_eq(fa_decimal_add(dec("10000000000000000000000000000000000000"),
                                    dec("-9999999999999999999999999999999999999.9"), &d, NULL),
                     FA_OK);
    expect(d, "0.1");
}
END_TEST

START_TEST(reports_an_overflow_and_leaves_the_result_alone)
{
    fa_decimal big = dec("99999999999999999999999999999999999999"), d = fa_decimal_make(7, 0);
    fa_error err;

    ck_assert_int_eq(fa_decimal_add(big, dec("1"), &d, &err), FA_EOVERFLOW);
    ck_assert_int_eq(err.code, FA_EOVERFLOW);
    ck_assert_int_eq(fa_decimal_mul(big, dec("10"), &d, NULL), FA_EOVERFLOW);
    ck_assert_int_eq(fa_decimal_div(big, dec("0.1"), 0, FA_ROUND_DOWN, &d, NULL), FA_EOVERFLOW);
    ck_assert_int_eq(fa_decimal_round(big, 1, FA_ROUND_DOWN, &d, NULL), FA_EOVERFLOW);
    ck_assert_int_eq(
        fa_decimal_round(dec("9999999999999999999999999999999999999.9"), 0, FA_ROUND_HALF_UP, &d, NULL),
        FA_OK);
    expect(d, "10000000000000000000000000000000000000");
}
END_TEST

START_TEST(multiplies_exactly_and_rounds_half_even_beyond_18_digits)
{
    fa_decimal d;

    ck_assert_int_eq(fa_decimal_mul(dec("-1.25"), dec("4.0"), &d, NULL), FA_OK);
    expect(d, "-5.000");
    ck_assert_int_eq(fa_decimal_mul(dec("0.0000000005"), dec("0.000000001"), &d, NULL), FA_OK);
    expect(d, "0.000000000000000000");
    ck_assert_int_eq(fa_decimal_mul(dec("0.0000000015"), dec("0.000000001"), &d, NULL), FA_OK);
    expect(d, "0.000000000000000002");
    ck_assert_int_eq(
        fa_decimal_mul(dec("9999999999.999999999999999999"), dec("9999999999.999999999999999999"), &d, NULL),
        FA_OK);
    expect(d, "99999999999999999999.999999980000000000");
}
END_TEST

START_TEST(rounds_by_each_mode)
{
    static const struct {
        const char *from;
        fa_rounding mode;
        const char *to;
    } cases[] = {
        {"2.5", FA_ROUND_HALF_EVEN, "2"},   {"3.5", FA_ROUND_HALF_EVEN, "4"},
        {"-2.5", FA_ROUND_HALF_EVEN, "-2"}, {"2.51", FA_ROUND_HALF_EVEN, "3"},
        {"2.5", FA_ROUND_HALF_UP, "3"},     {"-2.5", FA_ROUND_HALF_UP, "-3"},
        {"2.49", FA_ROUND_HALF_UP, "2"},    {"2.9", FA_ROUND_DOWN, "2"},
        {"-2.9", FA_ROUND_DOWN, "-2"},      {"-2.1", FA_ROUND_FLOOR, "-3"},
        {"2.9", FA_ROUND_FLOOR, "2"},       {"2.1", FA_ROUND_CEILING, "3"},
        {"-2.9", FA_ROUND_CEILING, "-2"},   {"-0.4", FA_ROUND_HALF_UP, "0"},
    };
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        fa_decimal d;

        ck_assert_int_eq(fa_decimal_round(dec(cases[i].from), 0, cases[i].mode, &d, NULL), FA_OK);
        expect(d, cases[i].to);
    }
}
END_TEST

START_TEST(divides_from_the_exact_quotient)
{
    fa_decimal d;

    ck_assert_int_eq(fa_decimal_div(dec("152987"), dec("176392"), 4, FA_ROUND_HALF_UP, &d, NULL), FA_OK);
    expect(d, "0.8673");
    ck_assert_int_eq(fa_decimal_div(dec("-1"), dec("3"), 18, FA_ROUND_HALF_EVEN, &d, NULL), FA_OK);
    expect(d, "-0.333333333333333333");
    ck_assert_int_eq(fa_decimal_div(dec("1"), dec("8"), 2, FA_ROUND_HALF_EVEN, &d, NULL), FA_OK);
    expect(d, "0.12");
    ck_assert_int_eq(fa_decimal_div(dec("0.000000000000000001"),
                                    dec("99999999999999999999999999999999999999"), 0, FA_ROUND_CEILING, &d,
                                    NULL),
                     FA_OK);
    expect(d, "1");
    ck_assert_int_eq(fa_decimal_div(dec("1"), dec("0.00"), 2, FA_ROUND_HALF_UP, &d, NULL), FA_EINVALID);
}
END_TEST

START_TEST(shifts_only_where_it_stays_exact)
{
    fa_decimal d;

    ck_assert_int_eq(fa_decimal_shift(dec("1.50"), 6, &d, NULL), FA_OK);
    expect(d, "1500000");
    ck_assert_int_eq(fa_decimal_shift(dec("1577"), -3, &d, NULL), FA_OK);
    expect(d, "1.577");
    ck_assert_int_eq(fa_decimal_shift(dec("1.500"), -17, &d, NULL), FA_OK);
    expect(d, "0.000000000000000015");
    ck_assert_int_eq(fa_decimal_shift(dec("1.5"), -18, &d, NULL), FA_EOVERFLOW);
    ck_assert_int_eq(fa_decimal_shift(dec("1"), 38, &d, NULL), FA_EOVERFLOW);
    ck_assert_int_eq(fa_decimal_shift(dec("1"), INT_MIN, &d, NULL), FA_EOVERFLOW);
    ck_assert_int_eq(fa_decimal_shift(dec("0.0"), INT_MAX, &d, NULL), FA_OK);
    expect(d, "0");
}
END_TEST

START_TEST(reduces_zeros_after_the_point_only)
{
    expect(fa_decimal_reduce(dec("-120.500")), "-120.5");
    expect(fa_decimal_reduce(dec("1200.00")), "1200");
    expect(fa_decimal_reduce(dec("0.000")), "0");
}
END_TEST

START_TEST(refuses_a_struct_that_is_no_decimal)
{
    fa_decimal bad = {0, INT64_MIN, 0, 0}, scale = {1, 0, 19, 0}, d;

    ck_assert_int_eq(fa_decimal_add(bad, dec("1"), &d, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_decimal_sub(dec("1"), bad, &d, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_decimal_mul(dec("1"), scale, &d, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_decimal_div(dec("1"), scale, 0, FA_ROUND_DOWN, &d, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_decimal_round(dec("1"), 19, FA_ROUND_DOWN, &d, NULL), FA_EINVALID);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("decimal");

    tcase_add_test(t, formats_with_the_scale_that_it_has);
    tcase_add_test(t, compares_across_scales);
    tcase_add_test(t, adds_with_the_larger_scale);
    tcase_add_test(t, adds_what_passes_the_limit_only_on_the_way);
    tcase_add_test(t, reports_an_overflow_and_leaves_the_result_alone);
    tcase_add_test(t, multiplies_exactly_and_rounds_half_even_beyond_18_digits);
    tcase_add_test(t, rounds_by_each_mode);
    tcase_add_test(t, divides_from_the_exact_quotient);
    tcase_add_test(t, shifts_only_where_it_stays_exact);
    tcase_add_test(t, reduces_zeros_after_the_point_only);
    tcase_add_test(t, refuses_a_struct_that_is_no_decimal);
    return unit_run("decimal/decimal", t);
}
