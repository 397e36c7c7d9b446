/* W3C trace context. */
#include <finanalyst/gateway.h>

#include <string.h>

#include "unit.h"

static const char good[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

static bool parses(const char *text)
{
    fa_trace t;

    return fa_trace_parse(text, strlen(text), &t);
}

START_TEST(reads_what_it_writes)
{
    char out[FA_TRACEPARENT_BYTES];
    fa_trace t;

    ck_assert(fa_trace_parse(good, strlen(good), &t));
    ck_assert_uint_eq(t.flags, 1);
    fa_trace_format(&t, out);
    ck_assert_str_eq(out, good);
}
END_TEST

START_TEST(refuses_what_the_standard_refuses)
{
    static const char *const bad[] = {
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-600f067aa0ba902b7-01",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
    };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!parses(bad[i]), "%s", bad[i]);
    ck_assert(parses("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    ck_assert(parses("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes"));
}
END_TEST

START_TEST(goes_on_with_the_trace_under_a_new_parent)
{
    const uint8_t random[24] = "0123456789abcdefPARENT!!";
    fa_trace from, next;

    ck_assert(fa_trace_parse(good, strlen(good), &from));
    from.flags = 0xff;
    next = fa_trace_next(&from, random);
    ck_assert_mem_eq(next.trace, from.trace, 16);
    ck_assert_mem_eq(next.parent, "PARENT!!", 8);
    ck_assert_uint_eq(next.flags, 1);
}
END_TEST

START_TEST(a_new_trace_is_one_that_can_be_read)
{
    const uint8_t zeros[24] = {0};
    char out[FA_TRACEPARENT_BYTES];
    fa_trace t = fa_trace_next(NULL, zeros);

    fa_trace_format(&t, out);
    ck_assert(parses(out));
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("trace");

    tcase_add_test(t, reads_what_it_writes);
    tcase_add_test(t, refuses_what_the_standard_refuses);
    tcase_add_test(t, goes_on_with_the_trace_under_a_new_parent);
    tcase_add_test(t, a_new_trace_is_one_that_can_be_read);
    return unit_run("gateway/domain/trace", t);
}
