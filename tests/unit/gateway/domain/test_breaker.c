/* The circuit breaker. */
#include <finanalyst/gateway.h>

#include "unit.h"

static void fail_times(fa_breaker *b, int count, int64_t now)
{
    while (count-- > 0) {
        ck_assert_int_eq(fa_breaker_ask(b, now), FA_BREAKER_PASS);
        fa_breaker_report(b, false, FA_HOP_BAD, now);
    }
}

static void succeed(fa_breaker *b, int count, int64_t now)
{
    while (count-- > 0)
        fa_breaker_report(b, false, FA_HOP_GOOD, now);
}

START_TEST(five_failures_in_a_row_open_it)
{
    fa_breaker b = {0};

    fail_times(&b, 4, 1000);
    succeed(&b, 1, 1000);
    fail_times(&b, 4, 1000);
    ck_assert_int_eq(b.mode, FA_BREAKER_CLOSED);
    fail_times(&b, 1, 1000);
    ck_assert_int_eq(b.mode, FA_BREAKER_OPEN);
    ck_assert_int_eq(fa_breaker_ask(&b, 1001), FA_BREAKER_REFUSE);
    ck_assert_uint_eq(fa_breaker_wait_ms(&b, 1001), 4999);
}
END_TEST

START_TEST(half_of_twenty_in_ten_seconds_open_it)
{
    fa_breaker b = {0};

    for (int i = 0; i < 9; i++) {
        succeed(&b, 1, 1000 + i);
        fail_times(&b, 1, 1000 + i);
    }
    succeed(&b, 1, 2000);
    ck_assert_int_eq(b.mode, FA_BREAKER_CLOSED); /* 19 requests say too little */
    fail_times(&b, 1, 2000);
    ck_assert_int_eq(b.mode, FA_BREAKER_OPEN);
}
END_TEST

START_TEST(failures_of_more_than_ten_seconds_ago_do_not_count)
{
    fa_breaker b = {0};

    for (int i = 0; i < 9; i++) {
        succeed(&b, 1, 1000);
        fail_times(&b, 1, 1000);
    }
    for (int i = 0; i < 4; i++) {
        succeed(&b, 1, 11000);
        fail_times(&b, 1, 11000);
    }
    ck_assert_int_eq(b.mode, FA_BREAKER_CLOSED);
}
END_TEST

START_TEST(one_probe_passes_and_its_success_closes_it)
{
    fa_breaker b = {0};

    fail_times(&b, 5, 0);
    ck_assert_int_eq(fa_breaker_look(&b, 5000), FA_BREAKER_PROBE);
    ck_assert_int_eq(fa_breaker_ask(&b, 5000), FA_BREAKER_PROBE);
    ck_assert_int_eq(fa_breaker_ask(&b, 5000), FA_BREAKER_REFUSE);
    ck_assert_uint_gt(fa_breaker_wait_ms(&b, 5000), 0);
    fa_breaker_report(&b, true, FA_HOP_GOOD, 5100);
    ck_assert_int_eq(b.mode, FA_BREAKER_CLOSED);
    fail_times(&b, 4, 5200); /* and it forgot what was */
    ck_assert_int_eq(b.mode, FA_BREAKER_CLOSED);
}
END_TEST

START_TEST(each_opening_is_longer_up_to_a_minute)
{
    static const int64_t lengths[] = {5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 60, 60};
    fa_breaker b = {0};
    int64_t now = 1000;

    fail_times(&b, 5, now);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        ck_assert_int_eq(b.until_ms - now, lengths[i] * 1000);
        now = b.until_ms;
        ck_assert_int_eq(fa_breaker_ask(&b, now - 1), FA_BREAKER_REFUSE);
        ck_assert_int_eq(fa_breaker_ask(&b, now), FA_BREAKER_PROBE);
        fa_breaker_report(&b, true, FA_HOP_BAD, now);
    }
}
END_TEST

START_TEST(a_minute_without_opening_forgets_the_times_before)
{
    fa_breaker b = {0};

    fail_times(&b, 5, 0);
    (void)fa_breaker_ask(&b, 5000);
    fa_breaker_report(&b, true, FA_HOP_GOOD, 5000);
    fail_times(&b, 5, 6000);
    ck_assert_int_eq(b.until_ms, 6000 + 10000);
    (void)fa_breaker_ask(&b, 16000);
    fa_breaker_report(&b, true, FA_HOP_GOOD, 16000);
    fail_times(&b, 5, 76000);
    ck_assert_int_eq(b.until_ms, 76000 + 5000);
}
END_TEST

START_TEST(a_probe_whose_client_left_makes_room_for_the_next)
{
    fa_breaker b = {0};

    fail_times(&b, 5, 0);
    ck_assert_int_eq(fa_breaker_ask(&b, 5000), FA_BREAKER_PROBE);
    fa_breaker_report(&b, true, FA_HOP_UNKNOWN, 5001);
    ck_assert_int_eq(fa_breaker_ask(&b, 5001), FA_BREAKER_PROBE);
}
END_TEST

START_TEST(requests_from_before_it_opened_change_nothing)
{
    fa_breaker b = {0};

    fail_times(&b, 5, 0);
    succeed(&b, 3, 10);
    fa_breaker_report(&b, false, FA_HOP_BAD, 20);
    ck_assert_int_eq(b.mode, FA_BREAKER_OPEN);
    ck_assert_int_eq(b.until_ms, 5000);
    fa_breaker_reset(&b);
    ck_assert_int_eq(fa_breaker_ask(&b, 30), FA_BREAKER_PASS);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("breaker");

    tcase_add_test(t, five_failures_in_a_row_open_it);
    tcase_add_test(t, half_of_twenty_in_ten_seconds_open_it);
    tcase_add_test(t, failures_of_more_than_ten_seconds_ago_do_not_count);
    tcase_add_test(t, one_probe_passes_and_its_success_closes_it);
    tcase_add_test(t, each_opening_is_longer_up_to_a_minute);
    tcase_add_test(t, a_minute_without_opening_forgets_the_times_before);
    tcase_add_test(t, a_probe_whose_client_left_makes_room_for_the_next);
    tcase_add_test(t, requests_from_before_it_opened_change_nothing);
    return unit_run("gateway/domain/breaker", t);
}
