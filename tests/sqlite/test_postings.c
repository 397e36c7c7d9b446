/* Lists of small numbers as bytes. */
#include "postings.h"

#include <string.h>

#include "unit.h"

static const uint32_t numbers[] = {0,        1,         127, 128, 129, 16383, 16384, 1u << 21, (1u << 28) - 1,
                                   1u << 28, UINT32_MAX};

START_TEST(varints_come_back)
{
    unsigned char bytes[FAI_SQL_VARINT_MAX];

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        size_t len = fai_sql_put_varint(bytes, numbers[i]);
        const unsigned char *at = bytes;
        uint32_t value = 7;

        ck_assert_uint_le(len, sizeof bytes);
        ck_assert(fai_sql_get_varint(&at, bytes + len, &value));
        ck_assert_uint_eq(value, numbers[i]);
        ck_assert_ptr_eq(at, bytes + len);
        at = bytes;
        ck_assert(!fai_sql_get_varint(&at, bytes + len - 1, &value));
    }
}
END_TEST

START_TEST(varints_beyond_32_bits_are_refused)
{
    static const unsigned char over[] = {0xff, 0xff, 0xff, 0xff, 0x10};
    static const unsigned char endless[] = {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00};
    const unsigned char *at = over;
    uint32_t value;

    ck_assert(!fai_sql_get_varint(&at, over + sizeof over, &value));
    at = endless;
    ck_assert(!fai_sql_get_varint(&at, endless + sizeof endless, &value));
}
END_TEST

START_TEST(postings_come_back_at_their_base)
{
    static const fa_posting in[] = {{0, 1}, {1, 2}, {5, 1}, {130, 70000}, {4999, 1}};
    unsigned char bytes[sizeof in / sizeof *in * 2 * FAI_SQL_VARINT_MAX];
    fa_posting out[5000];
    size_t len = fai_sql_put_postings(bytes, in, 5);

    ck_assert_uint_eq(fai_sql_get_postings(bytes, len, 100, 5000, out), 5);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_uint_eq(out[i].page, in[i].page + 100);
        ck_assert_uint_eq(out[i].count, in[i].count);
    }
    ck_assert_uint_eq(fai_sql_get_postings(bytes, 0, 0, 0, out), 0);
}
END_TEST

START_TEST(postings_that_do_not_fit_the_document_are_refused)
{
    static const fa_posting in[] = {{3, 2}, {9, 300}};
    unsigned char bytes[4 * FAI_SQL_VARINT_MAX];
    fa_posting out[16];
    size_t len = fai_sql_put_postings(bytes, in, 2);

    ck_assert_uint_eq(fai_sql_get_postings(bytes, len, 0, 10, out), 2);
    ck_assert_uint_eq(fai_sql_get_postings(bytes, len, 0, 9, out), UINT32_MAX);
    ck_assert_uint_eq(fai_sql_get_postings(bytes, len - 1, 0, 10, out), UINT32_MAX);
    ck_assert_uint_eq(fai_sql_get_postings(bytes, 1, 0, 10, out), UINT32_MAX);
}
END_TEST

START_TEST(no_bytes_write_out_of_bounds)
{
    fa_posting out[8 + 1];
    uint64_t state = 1;
    bool beyond = false;

    for (int round = 0; round < 100000; round++) {
        unsigned char bytes[16];
        uint32_t n;

        for (size_t i = 0; i < sizeof bytes; i++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            bytes[i] = (unsigned char)(state >> 59 | (state >> 30 & 0x80));
        }
        out[8].count = 4711;
        n = fai_sql_get_postings(bytes, sizeof bytes, 0, 8, out);
        beyond = beyond || (n > 8 && n != UINT32_MAX) || out[8].count != 4711;
    }
    ck_assert(!beyond);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("postings");

    tcase_add_test(tests, varints_come_back);
    tcase_add_test(tests, varints_beyond_32_bits_are_refused);
    tcase_add_test(tests, postings_come_back_at_their_base);
    tcase_add_test(tests, postings_that_do_not_fit_the_document_are_refused);
    tcase_add_test(tests, no_bytes_write_out_of_bounds);
    return unit_run("postings", tests);
}
