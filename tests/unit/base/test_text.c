/* Slices of UTF-8 text. */
#include "base/text.h"

#include "unit.h"

START_TEST(trims_no_break_spaces_too)
{
    fai_str s = fai_str_trim(fai_str_of(" \xc2\xa0 a b\xc2\xa0\n"));

    ck_assert(fai_str_equal(s, FAI_STR("a b")));
}
END_TEST

START_TEST(finds_whole_words_only)
{
    ck_assert(fai_has_word_ci("Total Assets, net", "assets"));
    ck_assert(!fai_has_word_ci("subassets", "assets"));
}
END_TEST

START_TEST(refuses_overlong_surrogate_and_cut_sequences)
{
    ck_assert(fai_utf8_valid("caf\xc3\xa9 \xf0\x9f\x98\x80", 10));
    ck_assert(!fai_utf8_valid("\xc0\xaf", 2));
    ck_assert(!fai_utf8_valid("\xed\xa0\x80", 3));
    ck_assert(!fai_utf8_valid("\xe2\x82", 2));
    ck_assert_uint_eq(fai_utf8_whole("ab\xe2\x82", 4), 2);
    ck_assert_uint_eq(fai_utf8_whole("ab\xe2\x82\xac", 5), 5);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("text");

    tcase_add_test(t, trims_no_break_spaces_too);
    tcase_add_test(t, finds_whole_words_only);
    tcase_add_test(t, refuses_overlong_surrogate_and_cut_sequences);
    return unit_run("base/text", t);
}
