/* Writing JSON. */
#include "base/json.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "oom.h"
#include "unit.h"

static void write_all(fa_buf *b)
{
    fai_json_writer w;

    fai_json_begin(&w, b);
    fai_json_object(&w, NULL);
    fai_json_string(&w, "text", "a\"b\\c\n\x01 \xC3\xA9 \x7F");
    fai_json_string(&w, "none", NULL);
    fai_json_array(&w, "list");
    fai_json_number(&w, NULL, INT64_MIN);
    fai_json_object(&w, NULL);
    fai_json_end_object(&w);
    fai_json_array(&w, NULL);
    fai_json_boolean(&w, NULL, true);
    fai_json_boolean(&w, NULL, false);
    fai_json_end_array(&w);
    fai_json_null(&w, NULL);
    fai_json_end_array(&w);
    fai_json_real(&w, "real", 0.875, 2);
    fai_json_end_object(&w);
}

START_TEST(sets_commas_and_escapes)
{
    fa_buf b;

    fa_buf_init(&b, 1000);
    write_all(&b);
    ck_assert_str_eq(b.data, "{\"text\":\"a\\\"b\\\\c\\n\\u0001 \xC3\xA9 \x7F\",\"none\":null,"
                             "\"list\":[-9223372036854775808,{},[true,false],null],\"real\":0.88}");
    ck_assert_int_eq(fai_json_check(b.data, b.len, b.len, NULL), FA_OK);
    fa_buf_clear(&b);
}
END_TEST

START_TEST(replaces_broken_characters)
{
    fa_buf b;
    fai_json_writer w;

    fa_buf_init(&b, 1000);
    fai_json_begin(&w, &b);
    fai_json_string(&w, NULL,
                    "a\xFF\xE2\x82"
                    "b\xEF\xBF\xBD\xED\xA0\x80");
    ck_assert_str_eq(b.data, "\"a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
                             "b\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
    fa_buf_clear(&b);
}
END_TEST

START_TEST(writes_reals_as_json_has_them)
{
    static const struct {
        double value;
        int digits;
        const char *text;
    } cases[] = {
        {0, 0, "0"},      {0.5, 3, "0.500"},      {-1.25, 1, "-1.2"}, {1e20, 1, "100000000000000000000.0"},
        {NAN, 2, "null"}, {-INFINITY, 2, "null"}, {2.5, -3, "2"},     {0.1, 99, "0.10000000000000001"},
    };
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        fa_buf b;
        fai_json_writer w;

        fa_buf_init(&b, 1000);
        fai_json_begin(&w, &b);
        fai_json_real(&w, NULL, cases[i].value, cases[i].digits);
        ck_assert_str_eq(b.data, cases[i].text);
        fa_buf_clear(&b);
    }
}
END_TEST

START_TEST(writes_a_point_in_every_locale)
{
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "ps_AF.UTF-8", "de_DE", "ps_AF"};
    fa_buf b;
    fai_json_writer w;
    size_t i;

    fa_buf_init(&b, 1000);
    for (i = 0; i < sizeof names / sizeof *names; i++) {
        if (setlocale(LC_ALL, names[i]) == NULL)
            continue;
        fa_buf_reset(&b);
        fai_json_begin(&w, &b);
        fai_json_real(&w, NULL, -12.25, 2);
        setlocale(LC_ALL, "C");
        ck_assert_str_eq(b.data, "-12.25");
    }
    fa_buf_clear(&b);
}
END_TEST

START_TEST(leaves_failures_in_the_buffer)
{
    fa_buf b;

    fa_buf_init(&b, 40);
    write_all(&b);
    ck_assert_int_eq(fa_buf_check(&b, NULL), FA_ETOOLARGE);
    fa_buf_clear(&b);
    oom_install();
    oom_fail(1);
    write_all(&b);
    ck_assert(oom_struck());
    ck_assert_int_eq(fa_buf_check(&b, NULL), FA_ENOMEM);
    fa_buf_clear(&b);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("json_write");

    tcase_add_test(t, sets_commas_and_escapes);
    tcase_add_test(t, replaces_broken_characters);
    tcase_add_test(t, writes_reals_as_json_has_them);
    tcase_add_test(t, writes_a_point_in_every_locale);
    tcase_add_test(t, leaves_failures_in_the_buffer);
    return unit_run("base/json_write", t);
}
