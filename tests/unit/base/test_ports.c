/* The checking wrappers of clock and hasher. */
#include <string.h>

#include <finanalyst/port/clock.h>
#include <finanalyst/port/hasher.h>

#include "host.h"
#include "unit.h"

START_TEST(copes_with_a_port_that_is_none)
{
    fa_clock clock = {NULL, NULL};
    fa_hasher hasher = {NULL, NULL};
    char hex[FA_SHA256_HEX] = "x";
    unsigned char byte = 7;
    fa_digest digest;

    ck_assert_int_eq(fa_clock_now(&clock), 0);
    ck_assert_int_eq(fa_clock_now(NULL), 0);
    ck_assert_int_eq(fa_clock_random(&clock, &byte, 1, NULL), FA_EINVALID);
    fa_hash_begin(&hasher, &digest);
    fa_hash_update(&hasher, &digest, "abc", 3);
    fa_hash_finish_hex(&hasher, &digest, hex);
    ck_assert_str_eq(hex, "");
    fa_clock_close(&clock);
    fa_clock_close(NULL);
    fa_hasher_close(&hasher);
    fa_hasher_close(NULL);
}
END_TEST

START_TEST(misses_an_op_that_lies_outside_of_the_struct)
{
    fa_clock clock = host_clock();
    fa_clock_ops ops = *clock.ops;
    unsigned char byte = 7;

    ops.struct_size = offsetof(fa_clock_ops, random);
    clock.ops = &ops;
    ck_assert_int_gt(fa_clock_now(&clock), 0);
    ck_assert_int_eq(fa_clock_random(&clock, &byte, 1, NULL), FA_EUNSUPPORTED);
    ck_assert_uint_eq(byte, 7);
    fa_clock_close(&clock);
    ck_assert_ptr_null(clock.ops);
}
END_TEST

START_TEST(asks_for_random_bytes_only_when_some_are_wanted)
{
    fa_clock clock = host_clock();

    ck_assert_int_eq(fa_clock_random(&clock, NULL, 0, NULL), FA_OK);
    ck_assert_int_eq(fa_clock_random(&clock, NULL, 1, NULL), FA_EINVALID);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("ports");

    tcase_add_test(tests, copes_with_a_port_that_is_none);
    tcase_add_test(tests, misses_an_op_that_lies_outside_of_the_struct);
    tcase_add_test(tests, asks_for_random_bytes_only_when_some_are_wanted);
    return unit_run("base/ports", tests);
}
