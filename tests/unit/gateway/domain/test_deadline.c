/* Deadlines and budgets. */
#include <finanalyst/gateway.h>

#include <string.h>

#include "unit.h"

static uint32_t parse(const char *text)
{
    uint32_t ms = 0;

    return fa_budget_parse(text, strlen(text), 120000, &ms) ? ms : 0;
}

START_TEST(a_budget_is_digits_within_the_limit)
{
    ck_assert_uint_eq(parse("1"), 1);
    ck_assert_uint_eq(parse("30000"), 30000);
    ck_assert_uint_eq(parse("9999999999"), 120000);
    ck_assert_uint_eq(parse("99999999999"), 0);
    ck_assert_uint_eq(parse(""), 0);
    ck_assert_uint_eq(parse("0"), 0);
    ck_assert_uint_eq(parse("-1"), 0);
    ck_assert_uint_eq(parse("1 "), 0);
    ck_assert_uint_eq(parse("1e3"), 0);
}
END_TEST

START_TEST(what_is_left_shrinks_to_nothing)
{
    ck_assert_uint_eq(fa_deadline_left(1000, 400), 600);
    ck_assert_uint_eq(fa_deadline_left(1000, 1000), 0);
    ck_assert_uint_eq(fa_deadline_left(1000, 5000), 0);
}
END_TEST

START_TEST(less_is_passed_on_than_is_left)
{
    ck_assert_uint_eq(fa_budget_pass_on(1000), 950);
    ck_assert_uint_eq(fa_budget_pass_on(20), 15);
    ck_assert_uint_eq(fa_budget_pass_on(5), 0);
    ck_assert_uint_eq(fa_budget_pass_on(0), 0);
    ck_assert_uint_eq(fa_budget_pass_on(60000), 59750);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("deadline");

    tcase_add_test(t, a_budget_is_digits_within_the_limit);
    tcase_add_test(t, what_is_left_shrinks_to_nothing);
    tcase_add_test(t, less_is_passed_on_than_is_left);
    return unit_run("gateway/domain/deadline", t);
}
