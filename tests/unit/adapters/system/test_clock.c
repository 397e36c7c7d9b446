/* The time and randomness of the operating system. */
#include <string.h>
#include <time.h>

#include "host.h"
#include "unit.h"

START_TEST(tells_the_time_in_milliseconds)
{
    fa_clock clock = {NULL, NULL};
    fa_time before = (fa_time)time(NULL) * 1000, now;

    ck_assert_int_eq(host_open(FA_PORT_CLOCK, "system:", &clock, NULL), FA_OK);
    now = fa_clock_now(&clock);
    ck_assert(now >= before && now < before + 60000);
    fa_clock_close(&clock);
}
END_TEST

START_TEST(gives_other_random_bytes_each_time)
{
    unsigned char a[1000] = {0}, b[1000] = {0};
    fa_clock clock = {NULL, NULL};
    size_t i, zeros = 0;

    ck_assert_int_eq(host_open(FA_PORT_CLOCK, "system:", &clock, NULL), FA_OK);
    ck_assert_int_eq(fa_clock_random(&clock, a, sizeof a, NULL), FA_OK);
    ck_assert_int_eq(fa_clock_random(&clock, b, sizeof b, NULL), FA_OK);
    ck_assert_mem_ne(a, b, sizeof a);
    for (i = 0; i < sizeof a; i++)
        zeros += a[i] == 0;
    ck_assert_uint_lt(zeros, 50); /* 4 are expected */
    fa_clock_close(&clock);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("clock");

    tcase_add_test(tests, tells_the_time_in_milliseconds);
    tcase_add_test(tests, gives_other_random_bytes_each_time);
    return unit_run("adapters/system/clock", tests);
}
