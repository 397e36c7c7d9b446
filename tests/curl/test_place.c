/* The URL of an S3 store, and the sums in an object's metadata. */
#include <stdio.h>
#include <string.h>

#include "host.h"
#include "s3.h"
#include "s3_sums.h"
#include "unit.h"

START_TEST(reads_where_a_store_is)
{
    fai_s3_place p;

    ck_assert_int_eq(
        fai_s3_place_parse("s3://a-bucket?endpoint=http%3A%2F%2F127.0.0.1:9000/&region=eu-x-1&prefix=p/q_",
                           &p, NULL),
        FA_OK);
    ck_assert(!p.https);
    ck_assert(!p.in_host);
    ck_assert_str_eq(p.host, "127.0.0.1:9000");
    ck_assert_str_eq(p.bucket, "a-bucket");
    ck_assert_str_eq(p.region, "eu-x-1");
    ck_assert_str_eq(p.prefix, "p/q_");
}
END_TEST

START_TEST(knows_what_is_left_out)
{
    fai_s3_place p;

    ck_assert_int_eq(fai_s3_place_parse("s3://a.bucket", &p, NULL), FA_OK);
    ck_assert(p.https);
    ck_assert(p.in_host);
    ck_assert_str_eq(p.host, "a.bucket.s3.us-east-1.amazonaws.com");
    ck_assert_int_eq(fai_s3_place_parse("s3://abc?endpoint=https://s3.example&style=host", &p, NULL), FA_OK);
    ck_assert_str_eq(p.host, "abc.s3.example");
    ck_assert_int_eq(fai_s3_place_parse("s3://abc?style=path&region=x", &p, NULL), FA_OK);
    ck_assert_str_eq(p.host, "s3.x.amazonaws.com");
}
END_TEST

static const char *const refused[] = {"s3:",
                                      "s3://",
                                      "s3://ab",
                                      "s3://Abc",
                                      "s3://a..b",
                                      "s3://-abc",
                                      "s3://abc-",
                                      "s3://abc/def",
                                      "s3://user@abc",
                                      "s3://abc?",
                                      "s3://abc?x=y",
                                      "s3://abc?region=a&region=b",
                                      "s3://abc?region=a%00b",
                                      "s3://abc?region=a%2",
                                      "s3://abc?region=a%0Ab",
                                      "s3://abc?prefix=A",
                                      "s3://abc?prefix=a.b",
                                      "s3://abc?style=x",
                                      "s3://abc?endpoint=ftp://h",
                                      "s3://abc?endpoint=http://",
                                      "s3://abc?endpoint=http://h/path",
                                      "s3://abc?endpoint=http://user:pw@h",
                                      "s3://abc?endpoint=http://h%0d%0ax:1",
                                      "s3://abc?endpoint=h:9000"};

START_TEST(refuses_what_is_no_place)
{
    fai_s3_place p;
    fa_error err;

    ck_assert_int_eq(fai_s3_place_parse(refused[_i], &p, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "url");
}
END_TEST

START_TEST(chunks_grow_with_the_blob)
{
    fai_s3_sums s;

    fai_s3_sums_plan(0, &s);
    ck_assert_uint_eq(s.count, 1);
    ck_assert_int_eq(s.chunk_bits, 20);
    fai_s3_sums_plan(64 << 20, &s);
    ck_assert_uint_eq(s.count, 64);
    ck_assert_int_eq(s.chunk_bits, 20);
    fai_s3_sums_plan((64 << 20) + 1, &s);
    ck_assert_uint_eq(s.count, 33);
    ck_assert_int_eq(s.chunk_bits, 21);
    fai_s3_sums_plan(UINT64_C(1) << 45, &s);
    ck_assert_uint_eq(s.count, 64);
}
END_TEST

START_TEST(sums_survive_their_text_and_nothing_else_is_sums)
{
    char text[FAI_S3_SUMS_TEXT], other[FAI_S3_SUMS_TEXT];
    fai_s3_sums s, back;
    uint64_t size = 64 << 20;
    unsigned i;

    fai_s3_sums_plan(size, &s);
    for (i = 0; i < s.count; i++)
        memset(s.sums[i], (int)(i * 3), sizeof s.sums[i]);
    fai_s3_sums_format(&s, text);
    ck_assert_uint_lt(strlen(text), sizeof text - 1);
    ck_assert(fai_s3_sums_parse(text, size, &back));
    ck_assert_mem_eq(s.sums, back.sums, sizeof s.sums);
    ck_assert(!fai_s3_sums_parse(text, size + 1, &back));
    ck_assert(!fai_s3_sums_parse(text, 1, &back));
    ck_assert(!fai_s3_sums_parse("", 0, &back));
    ck_assert(!fai_s3_sums_parse("2", 0, &back));
    ck_assert(!fai_s3_sums_parse("20-", 0, &back));
    (void)snprintf(other, sizeof other, "%s", text);
    other[20] = 'G';
    ck_assert(!fai_s3_sums_parse(other, size, &back));
    text[strlen(text) - 1] = '\0';
    ck_assert(!fai_s3_sums_parse(text, size, &back));
}
END_TEST

START_TEST(a_sum_tells_keys_chunks_and_bytes_apart)
{
    fa_hasher h = host_hasher();
    uint8_t sums[5][FAI_S3_SUM_BYTES];
    fai_s3_summing s;
    int i, k;

    fai_s3_summing_begin(&s, &h, "a", 20, 0);
    ck_assert_uint_eq(fai_s3_summing_take(&s, "xyz", 3), 3);
    ck_assert(!fai_s3_summing_is_full(&s));
    fai_s3_summing_end(&s, sums[0]);
    fai_s3_summing_begin(&s, &h, "b", 20, 0);
    (void)fai_s3_summing_take(&s, "xyz", 3);
    fai_s3_summing_end(&s, sums[1]);
    fai_s3_summing_begin(&s, &h, "a", 20, 1);
    (void)fai_s3_summing_take(&s, "xyz", 3);
    fai_s3_summing_end(&s, sums[2]);
    fai_s3_summing_begin(&s, &h, "a", 20, 0);
    (void)fai_s3_summing_take(&s, "xyzz", 4);
    fai_s3_summing_end(&s, sums[3]);
    fai_s3_summing_begin(&s, &h, "a", 20, 0);
    fai_s3_summing_end(&s, sums[4]);
    for (i = 0; i < 5; i++) {
        for (k = 0; k < i; k++)
            ck_assert_mem_ne(sums[i], sums[k], FAI_S3_SUM_BYTES);
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("place");

    tcase_add_test(tests, reads_where_a_store_is);
    tcase_add_test(tests, knows_what_is_left_out);
    tcase_add_loop_test(tests, refuses_what_is_no_place, 0, sizeof refused / sizeof *refused);
    tcase_add_test(tests, chunks_grow_with_the_blob);
    tcase_add_test(tests, sums_survive_their_text_and_nothing_else_is_sums);
    tcase_add_test(tests, a_sum_tells_keys_chunks_and_bytes_apart);
    return unit_run("curl/place", tests);
}
