/* 256-bit numbers. */
#include "decimal/wide.h"

#include "unit.h"

static const fai_u128 ALL = ~(fai_u128)0;

static void expect(fai_u256 a, fai_u128 hi, fai_u128 lo)
{
    ck_assert(a.hi == hi && a.lo == lo);
}

START_TEST(carries_and_borrows_between_the_halves)
{
    fai_u256 low = fai_u256_of(ALL), sum = fai_u256_add(low, fai_u256_of(1));

    expect(sum, 1, 0);
    expect(fai_u256_sub(sum, fai_u256_of(1)), 0, ALL);
    ck_assert_int_eq(fai_u256_compare(low, sum), -1);
    ck_assert_int_eq(fai_u256_compare(sum, low), 1);
    ck_assert_int_eq(fai_u256_compare(sum, sum), 0);
}
END_TEST

START_TEST(multiplies_the_largest_numbers)
{
    expect(fai_u256_mul(ALL, ALL), ALL - 1, 1);
    expect(fai_u256_mul(ALL, 2), 1, ALL - 1);
    expect(fai_u256_mul(0, ALL), 0, 0);
}
END_TEST

/* A product and a rest below the divisor come back as quotient and rest. */
static void round_trip(fai_u128 q, fai_u128 d, fai_u128 rest)
{
    fai_u128 r;

    expect(fai_u256_div(fai_u256_add(fai_u256_mul(q, d), fai_u256_of(rest)), d, &r), 0, q);
    ck_assert(r == rest);
}

START_TEST(divides_back_what_it_multiplied)
{
    static const fai_u128 one = 1;
    fai_u128 r;

    round_trip(ALL, ALL, ALL - 1);
    round_trip(ALL, (one << 64) + 1, one << 64);
    round_trip(one << 127, (one << 127) + 1, 5);
    round_trip(fai_pow10(38) - 1, fai_pow10(38), fai_pow10(38) - 1);
    round_trip(12345, 7, 6);
    /* The first guess of a digit is too large here, twice. */
    round_trip((one << 64) - 1, (one << 127) + (((one << 64) - 1)), (one << 127));
    expect(fai_u256_div((fai_u256){0, ALL}, 1, &r), ALL, 0);
    ck_assert(r == 0);
    expect(fai_u256_div((fai_u256){7, 1}, one << 64, &r), 0, one << 64);
    ck_assert(r == 7);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("wide");

    tcase_add_test(t, carries_and_borrows_between_the_halves);
    tcase_add_test(t, multiplies_the_largest_numbers);
    tcase_add_test(t, divides_back_what_it_multiplied);
    return unit_run("decimal/wide", t);
}
