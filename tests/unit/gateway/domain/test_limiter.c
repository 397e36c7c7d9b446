/* Token buckets. */
#include <finanalyst/gateway.h>

#include <stdio.h>
#include <string.h>

#include "unit.h"

static const uint8_t seed[16] = "an unlikely seed";
static const fa_rate rate = {60, 3}; /* one a second, three at once */

static fa_limiter *make(size_t keys)
{
    fa_limiter *l = NULL;

    ck_assert_int_eq(fa_limiter_new(keys, seed, &l, NULL), FA_OK);
    return l;
}

static bool take(fa_limiter *l, const char *key, int64_t now)
{
    return fa_limiter_take(l, 1, key, strlen(key), rate, 1, now, NULL);
}

START_TEST(a_burst_passes_and_then_one_at_a_time)
{
    fa_limiter *l = make(64);
    fa_rate_state s;

    ck_assert(take(l, "a", 1000) && take(l, "a", 1000) && take(l, "a", 1000));
    ck_assert(!fa_limiter_take(l, 1, "a", 1, rate, 1, 1000, &s));
    ck_assert_uint_eq(s.retry_ms, 1000);
    ck_assert_uint_eq(s.left, 0);
    ck_assert(!take(l, "a", 1999));
    ck_assert(take(l, "a", 2000));
    ck_assert(!take(l, "a", 2000));
    fa_limiter_free(l);
}
END_TEST

START_TEST(over_an_hour_no_more_passes_than_the_rate_and_the_burst)
{
    const fa_rate odd = {7, 2}; /* 8,571.4 ms each: nothing is lost in rounding */
    fa_limiter *l = make(8);
    unsigned passed = 0;

    for (int64_t now = 0; now < 3600000; now += 13)
        passed += fa_limiter_take(l, 1, "a", 1, odd, 1, now, NULL);
    ck_assert_uint_ge(passed, 7 * 60);
    ck_assert_uint_le(passed, 7 * 60 + 2);
    fa_limiter_free(l);
}
END_TEST

START_TEST(keys_and_classes_have_buckets_of_their_own)
{
    fa_limiter *l = make(64);

    while (take(l, "a", 0))
        continue;
    ck_assert(take(l, "b", 0));
    ck_assert(fa_limiter_take(l, 2, "a", 1, rate, 1, 0, NULL));
    fa_limiter_free(l);
}
END_TEST

START_TEST(who_is_held_back_stays_so_when_strangers_flood_the_store)
{
    fa_limiter *l = make(64);
    char key[32];

    while (take(l, "held", 0))
        continue;
    for (int i = 0; i < 10000; i++) {
        snprintf(key, sizeof key, "stranger-%d", i);
        ck_assert(take(l, key, 1));
    }
    ck_assert(!take(l, "held", 2));
    fa_limiter_free(l);
}
END_TEST

START_TEST(a_clock_that_stands_or_goes_back_gives_nothing_away)
{
    fa_limiter *l = make(64);

    while (take(l, "a", 5000))
        continue;
    ck_assert(!take(l, "a", 100));
    ck_assert(!take(l, "a", 5999));
    ck_assert(take(l, "a", 6000));
    fa_limiter_free(l);
}
END_TEST

START_TEST(what_costs_more_than_is_there_takes_nothing)
{
    fa_limiter *l = make(64);
    fa_rate_state s;

    ck_assert(!fa_limiter_take(l, 1, "a", 1, rate, 5, 0, &s));
    ck_assert_uint_eq(s.left, 3);
    ck_assert_uint_eq(s.retry_ms, 2000);
    ck_assert(fa_limiter_take(l, 1, "a", 1, rate, 3, 0, &s));
    fa_limiter_free(l);
}
END_TEST

START_TEST(no_rate_is_no_limit)
{
    fa_limiter *l = make(8);

    for (int i = 0; i < 1000; i++)
        ck_assert(fa_limiter_take(l, 1, "a", 1, (fa_rate){0, 1}, 1, 0, NULL));
    fa_limiter_free(l);
}
END_TEST

START_TEST(a_store_that_is_no_store_is_refused)
{
    fa_limiter *l = NULL;

    ck_assert_int_eq(fa_limiter_new(7, seed, &l, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_limiter_new(((size_t)1 << 24) + 1, seed, &l, NULL), FA_EINVALID);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("limiter");

    tcase_add_test(t, a_burst_passes_and_then_one_at_a_time);
    tcase_add_test(t, over_an_hour_no_more_passes_than_the_rate_and_the_burst);
    tcase_add_test(t, keys_and_classes_have_buckets_of_their_own);
    tcase_add_test(t, who_is_held_back_stays_so_when_strangers_flood_the_store);
    tcase_add_test(t, a_clock_that_stands_or_goes_back_gives_nothing_away);
    tcase_add_test(t, what_costs_more_than_is_there_takes_nothing);
    tcase_add_test(t, no_rate_is_no_limit);
    tcase_add_test(t, a_store_that_is_no_store_is_refused);
    return unit_run("gateway/domain/limiter", t);
}
