/* How failures slow down whoever makes them. */
#include "unit.h"
#include "user/domain/throttle.h"

START_TEST(waits_double_behind_the_free_tries)
{
    static const fa_time waits[] = {30, 60, 120, 240, 480, 900, 900, 900};
    const fai_backoff rule = {3, 30000, 900000, 86400000};
    fa_counter c = {.count = 0};
    fa_time now = 1000, wait = 1;

    for (int i = 0; i < 3; i++)
        ck_assert(fai_backoff_try(&rule, &c, now, &wait));
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        ck_assert(!fai_backoff_try(&rule, &c, now + waits[i] * 1000 - 1, &wait));
        ck_assert_int_eq(wait, 1);
        now += waits[i] * 1000;
        ck_assert(fai_backoff_try(&rule, &c, now, &wait));
        ck_assert_int_eq(wait, 0);
    }
    ck_assert_uint_eq(c.count, 11);
}
END_TEST

START_TEST(a_try_that_must_wait_makes_no_wait_longer)
{
    const fai_backoff rule = {1, 30000, 900000, 86400000};
    fa_counter c = {.count = 0};
    fa_time wait;

    ck_assert(fai_backoff_try(&rule, &c, 1000, &wait));
    for (fa_time t = 1001; t < 31000; t += 1000)
        ck_assert(!fai_backoff_try(&rule, &c, t, &wait));
    ck_assert(fai_backoff_try(&rule, &c, 31000, &wait));
}
END_TEST

START_TEST(peace_starts_afresh)
{
    const fai_backoff rule = {2, 30000, 900000, 1000000};
    fa_counter c = {.count = 50, .last = 5};
    fa_time wait;

    ck_assert(!fai_backoff_try(&rule, &c, 6, &wait));
    ck_assert(fai_backoff_try(&rule, &c, 1000006, &wait));
    ck_assert_uint_eq(c.count, 1);
    ck_assert_int_eq(c.first, 1000006);
}
END_TEST

START_TEST(a_window_lets_so_many_through)
{
    const fai_window rule = {3, 60000};
    fa_counter c = {.count = 0};
    fa_time wait;

    for (fa_time t = 100; t < 103; t++) {
        ck_assert(fai_window_open(&rule, &c, t, &wait));
        fai_window_count(&rule, &c, t);
    }
    ck_assert(!fai_window_open(&rule, &c, 200, &wait));
    ck_assert_int_eq(wait, 59900);
    ck_assert(fai_window_open(&rule, &c, 60100, &wait));
    fai_window_count(&rule, &c, 60100);
    ck_assert_uint_eq(c.count, 1);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("throttle");

    tcase_add_test(tests, waits_double_behind_the_free_tries);
    tcase_add_test(tests, a_try_that_must_wait_makes_no_wait_longer);
    tcase_add_test(tests, peace_starts_afresh);
    tcase_add_test(tests, a_window_lets_so_many_through);
    return unit_run("user/throttle", tests);
}
