/* What may be tried again. */
#include <finanalyst/gateway.h>

#include "unit.h"

START_TEST(retries_stay_within_a_fifth_and_the_two_that_are_free)
{
    fa_retry_budget b;
    unsigned retries = 0;

    fa_retry_budget_init(&b);
    for (int i = 0; i < 1000; i++) {
        fa_retry_budget_request(&b);
        while (fa_retry_budget_take(&b))
            retries++;
    }
    ck_assert_uint_ge(retries, 200);
    ck_assert_uint_le(retries, 202);
}
END_TEST

START_TEST(no_more_than_ten_are_saved_up)
{
    fa_retry_budget b;
    unsigned retries = 0;

    fa_retry_budget_init(&b);
    for (int i = 0; i < 100000; i++)
        fa_retry_budget_request(&b);
    while (fa_retry_budget_take(&b))
        retries++;
    ck_assert_uint_eq(retries, 10);
}
END_TEST

START_TEST(only_what_can_be_sent_twice_is_sent_twice)
{
    ck_assert(fa_retry_is_safe("GET", false, false, false));
    ck_assert(fa_retry_is_safe("DELETE", false, false, false));
    ck_assert(!fa_retry_is_safe("POST", false, false, false));
    ck_assert(!fa_retry_is_safe("PATCH", false, false, false));
    ck_assert(fa_retry_is_safe("POST", true, false, false));
    ck_assert(!fa_retry_is_safe("PUT", false, true, false));
    ck_assert(!fa_retry_is_safe("GET", false, false, true));
}
END_TEST

START_TEST(pauses_are_anything_up_to_a_bound_that_doubles)
{
    ck_assert_uint_eq(fa_retry_pause_ms(1, 0), 0);
    for (uint64_t r = 0; r < 5000; r++) {
        ck_assert_uint_le(fa_retry_pause_ms(1, r), 100);
        ck_assert_uint_le(fa_retry_pause_ms(2, r), 200);
        ck_assert_uint_le(fa_retry_pause_ms(30, r), 500);
    }
    ck_assert_uint_eq(fa_retry_pause_ms(1, 100), 100);
    ck_assert_uint_eq(fa_retry_pause_ms(9, 500), 500);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("retry");

    tcase_add_test(t, retries_stay_within_a_fifth_and_the_two_that_are_free);
    tcase_add_test(t, no_more_than_ten_are_saved_up);
    tcase_add_test(t, only_what_can_be_sent_twice_is_sent_twice);
    tcase_add_test(t, pauses_are_anything_up_to_a_bound_that_doubles);
    return unit_run("gateway/domain/retry", t);
}
