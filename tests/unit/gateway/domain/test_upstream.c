/* Choosing among instances. */
#include <finanalyst/gateway.h>

#include "unit.h"

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return *state ^ *state >> 29;
}

static void sicken(fa_upstream *u, uint32_t instance)
{
    while (!fa_health_note(&u->instances[instance].health, false))
        continue;
}

static void break_down(fa_upstream *u, uint32_t instance, int64_t now)
{
    for (int i = 0; i < 5; i++)
        fa_breaker_report(&u->instances[instance].breaker, false, FA_HOP_BAD, now);
}

START_TEST(of_two_the_one_with_fewer_in_flight_is_chosen)
{
    fa_upstream u;
    uint64_t random = 1;

    fa_upstream_init(&u, 2, 100);
    for (int i = 0; i < 50; i++)
        ck_assert_int_eq(fa_upstream_pick(&u, 0, next_random(&random), 0).reason, FA_PICK_OK);
    ck_assert_uint_eq(u.instances[0].in_flight, 25);
    ck_assert_uint_eq(u.instances[1].in_flight, 25);
}
END_TEST

START_TEST(idle_instances_share_the_work)
{
    fa_upstream u;
    uint64_t random = 7;

    fa_upstream_init(&u, 5, 100);
    for (int i = 0; i < 5000; i++) {
        fa_pick p = fa_upstream_pick(&u, 0, next_random(&random), 0);

        fa_upstream_done(&u, &p, FA_HOP_GOOD, 0);
    }
    for (int i = 0; i < 5; i++)
        ck_assert_uint_ge(u.instances[i].requests, 850);
    ck_assert_uint_eq(u.in_flight, 0);
}
END_TEST

START_TEST(who_is_ill_draining_or_open_gets_nothing)
{
    fa_upstream u;
    uint64_t random = 3;

    fa_upstream_init(&u, 4, 1000);
    sicken(&u, 0);
    u.instances[1].draining = true;
    break_down(&u, 2, 0);
    for (int i = 0; i < 100; i++)
        ck_assert_uint_eq(fa_upstream_pick(&u, 0, next_random(&random), 10).instance, 3);
}
END_TEST

START_TEST(the_last_instance_is_never_put_out_and_fails_fast)
{
    fa_upstream u;
    fa_pick p;

    fa_upstream_init(&u, 1, 10);
    sicken(&u, 0);
    p = fa_upstream_pick(&u, 0, 0, 0);
    ck_assert_int_eq(p.reason, FA_PICK_OK);
    fa_upstream_done(&u, &p, FA_HOP_BAD, 0);
    break_down(&u, 0, 0);
    ck_assert(!fa_upstream_is_ready(&u, 1));
    p = fa_upstream_pick(&u, 0, 0, 1);
    ck_assert_int_eq(p.reason, FA_PICK_OPEN);
    ck_assert_uint_eq(p.retry_ms, 4999);
    p = fa_upstream_pick(&u, 0, 0, 5000);
    ck_assert_int_eq(p.reason, FA_PICK_OK);
    ck_assert(p.probe);
    fa_upstream_done(&u, &p, FA_HOP_GOOD, 5001);
    ck_assert_int_eq(u.instances[0].breaker.mode, FA_BREAKER_CLOSED);
}
END_TEST

START_TEST(a_retry_goes_elsewhere_where_there_is_an_elsewhere)
{
    fa_upstream u;
    uint64_t random = 5;

    fa_upstream_init(&u, 2, 1000);
    for (int i = 0; i < 50; i++)
        ck_assert_uint_eq(fa_upstream_pick(&u, 1, next_random(&random), 0).instance, 1);
    u.instances[1].draining = true;
    ck_assert_uint_eq(fa_upstream_pick(&u, 1, 0, 0).instance, 0);
}
END_TEST

START_TEST(the_bulkhead_holds_and_lets_go)
{
    fa_upstream u;
    fa_pick first, more;

    fa_upstream_init(&u, 1, 2);
    first = fa_upstream_pick(&u, 0, 0, 0);
    (void)fa_upstream_pick(&u, 0, 0, 0);
    more = fa_upstream_pick(&u, 0, 0, 0);
    ck_assert_int_eq(more.reason, FA_PICK_FULL);
    ck_assert_uint_gt(more.retry_ms, 0);
    fa_upstream_done(&u, &more, FA_HOP_BAD, 0); /* was not counted in, is not counted out */
    ck_assert_uint_eq(u.in_flight, 2);
    fa_upstream_done(&u, &first, FA_HOP_UNKNOWN, 0);
    ck_assert_int_eq(fa_upstream_pick(&u, 0, 0, 0).reason, FA_PICK_OK);
}
END_TEST

START_TEST(an_outcome_counts_once_and_before_the_request_ends)
{
    fa_upstream u;
    fa_pick p;

    fa_upstream_init(&u, 1, 10);
    p = fa_upstream_pick(&u, 0, 0, 0);
    fa_upstream_report(&u, &p, FA_HOP_BAD, 1600, 0);
    fa_upstream_report(&u, &p, FA_HOP_BAD, 1600, 0);
    ck_assert_uint_eq(u.in_flight, 1); /* its reply is still on the way */
    fa_upstream_done(&u, &p, FA_HOP_BAD, 0);
    fa_upstream_done(&u, &p, FA_HOP_BAD, 0);
    ck_assert_uint_eq(u.in_flight, 0);
    ck_assert_uint_eq(u.instances[0].failures, 1);
    ck_assert_uint_eq(u.instances[0].breaker.in_a_row, 1);
    ck_assert_uint_eq(u.instances[0].latency_us, 1600);
}
END_TEST

START_TEST(no_instance_is_no_service)
{
    fa_upstream u;

    fa_upstream_init(&u, 0, 2);
    ck_assert_int_eq(fa_upstream_pick(&u, 0, 0, 0).reason, FA_PICK_NONE);
    ck_assert(!fa_upstream_is_ready(&u, 0));
    fa_upstream_init(&u, 1, 2);
    ck_assert(fa_upstream_is_ready(&u, 0));
    u.instances[0].draining = true;
    ck_assert_int_eq(fa_upstream_pick(&u, 0, 0, 0).reason, FA_PICK_NONE);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("upstream");

    tcase_add_test(t, of_two_the_one_with_fewer_in_flight_is_chosen);
    tcase_add_test(t, idle_instances_share_the_work);
    tcase_add_test(t, who_is_ill_draining_or_open_gets_nothing);
    tcase_add_test(t, the_last_instance_is_never_put_out_and_fails_fast);
    tcase_add_test(t, a_retry_goes_elsewhere_where_there_is_an_elsewhere);
    tcase_add_test(t, the_bulkhead_holds_and_lets_go);
    tcase_add_test(t, an_outcome_counts_once_and_before_the_request_ends);
    tcase_add_test(t, no_instance_is_no_service);
    return unit_run("gateway/domain/upstream", t);
}
