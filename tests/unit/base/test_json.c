/* The strict guard in front of JSON, and reading what it let through. */
#include "base/json.h"

#include <string.h>

#include "oom.h"
#include "unit.h"

static fa_status check(const char *text, fa_error *err)
{
    return fai_json_check(text, strlen(text), 1000, err);
}

START_TEST(accepts_what_the_standard_allows)
{
    static const char *const cases[] = {
        "0",
        "-0",
        "[]",
        "{}",
        " [1 , 2]\r\n",
        "\"\"",
        "null",
        "[true,false]",
        "1e5",
        "-1.25E-10",
        "1e999",
        "\"\\u00e9\\ud83d\\ude00\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "\"caf\xC3\xA9 \x7F\xE2\x80\xA8\"",
        "{\"a\":1,\"A\":2,\"\":3}",
        "[\"\\u0000\"]",
        "{\"a\\u0000b\":1,\"a\":2}",
    };
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        fa_error err = {0};

        ck_assert_msg(check(cases[i], &err) == FA_OK, "%s: %s", cases[i], err.message);
    }
}
END_TEST

START_TEST(refuses_what_the_standard_forbids)
{
    static const char *const cases[] = {
        "",
        " ",
        "[",
        "]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1 \"b\":2}",
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "Infinity",
        "-Infinity",
        "'a'",
        "tru",
        "True",
        "nulll",
        "[1]x",
        "1 2",
        "\"a",
        "\"\\",
        "\"\\x41\"",
        "\"\\u12G4\"",
        "\"\\u123",
        "\"\t\"",
        "\"\n\"",
        "/**/1",
        "\xEF\xBB\xBF"
        "1",
        "\xC2\xA0"
        "1",
        "[1}",
        "{\"a\":1]",
        "[\"a\":1]",
        "- 1",
    };
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(check(cases[i], NULL) == FA_EINVALID, "%s", cases[i]);
    ck_assert_int_eq(fai_json_check("1\0", 2, 10, NULL), FA_EINVALID);
    ck_assert_int_eq(fai_json_check("\"a\0\"", 4, 10, NULL), FA_EINVALID);
}
END_TEST

START_TEST(refuses_broken_characters)
{
    static const char *const cases[] = {
        "\"\xC0\xAF\"",         "\"\xED\xA0\x80\"",   "\"\xE2\x82\"",    "\"\xFF\"",
        "\"\xF4\x90\x80\x80\"", "\"\\ud800\"",        "\"\\ud800x\"",    "\"\\udc00\"",
        "\"\\ud800\\u0041\"",   "\"\\ud800\\ud800\"", "{\"\\udfff\":1}",
    };
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(check(cases[i], NULL) == FA_EINVALID, "%s", cases[i]);
}
END_TEST

START_TEST(says_what_is_wrong_and_where)
{
    fa_error err;

    ck_assert_int_eq(check("{\"a\":1,\"b\":x}", &err), FA_EINVALID);
    ck_assert_str_eq(err.message, "not valid JSON: a value is missing at byte 11");
}
END_TEST

START_TEST(refuses_a_key_twice_even_when_escaped)
{
    fa_error err;

    ck_assert_int_eq(check("{\"a\":1,\"\\u0061\":2}", &err), FA_EINVALID);
    ck_assert_str_eq(err.message, "not valid JSON: a key that stands there twice at byte 7");
    ck_assert_int_eq(check("[{\"k\":{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"b\":5}}]", NULL), FA_EINVALID);
    ck_assert_int_eq(check("{\"a\":{\"a\":1},\"b\":{\"a\":1}}", NULL), FA_OK);
    ck_assert_int_eq(check("{\"\\u0000\":1,\"\\u0000\":2}", NULL), FA_EINVALID);
}
END_TEST

START_TEST(finds_one_repeated_key_among_many_fast)
{
    enum { KEYS = 100000 };
    fa_buf b;
    int i;

    fa_buf_init(&b, 1 << 24);
    fa_buf_puts(&b, "{");
    for (i = 0; i < KEYS; i++)
        fa_buf_printf(&b, "\"%d\":0,", (int)((i * 7919L) % KEYS));
    fa_buf_puts(&b, "\"x\":0}");
    ck_assert_int_eq(fai_json_check(b.data, b.len, b.len, NULL), FA_OK);
    memcpy(b.data + b.len - 7, "\"5\":0", 5);
    b.data[b.len - 2] = '0';
    ck_assert_int_eq(fai_json_check(b.data, b.len, b.len, NULL), FA_EINVALID);
    fa_buf_clear(&b);
}
END_TEST

START_TEST(holds_the_limits_of_depth_and_size)
{
    char text[80];
    int i;

    for (i = 0; i < 33; i++) {
        text[i] = '[';
        text[33 + i] = ']';
    }
    ck_assert_int_eq(fai_json_check(text, 66, 66, NULL), FA_EINVALID);
    ck_assert_int_eq(fai_json_check(text + 1, 64, 64, NULL), FA_OK);
    ck_assert_int_eq(fai_json_check(text + 1, 64, 63, NULL), FA_ETOOLARGE);
}
END_TEST

START_TEST(reads_members_elements_and_words)
{
    static const char text[] =
        "{\"name\":\"caf\\u00e9\",\"list\":[1,\"b\",true,{\"x\":null}],\"Name\":false}";
    fai_json *doc = NULL;
    static const char *const all[] = {"name", "list", "Name", NULL}, *const some[] = {"Name", "name", NULL};
    const fai_json *list;
    bool flag = false;

    ck_assert_int_eq(fai_json_parse(text, sizeof text - 1, 1000, &doc, NULL), FA_OK);
    ck_assert(fai_json_is_object(doc) && !fai_json_is_array(doc));
    ck_assert_uint_eq(fai_json_count(doc), 3);
    ck_assert_str_eq(fai_json_text(fai_json_get(doc, "name")), "caf\xC3\xA9");
    list = fai_json_get(doc, "list");
    ck_assert(fai_json_is_array(list));
    ck_assert_uint_eq(fai_json_count(list), 4);
    ck_assert_str_eq(fai_json_text(fai_json_at(list, 1)), "b");
    ck_assert(fai_json_bool(fai_json_at(list, 2), &flag) && flag);
    ck_assert(fai_json_bool(fai_json_get(doc, "Name"), &flag) && !flag);
    ck_assert(!fai_json_bool(fai_json_at(list, 0), &flag));
    ck_assert_ptr_null(fai_json_at(list, 4));
    ck_assert_ptr_null(fai_json_get(list, "x"));
    ck_assert_ptr_null(fai_json_get(doc, "missing"));
    ck_assert_ptr_null(fai_json_unknown(doc, all));
    ck_assert_str_eq(fai_json_unknown(doc, some), "list");
    ck_assert_ptr_null(fai_json_text(list));
    ck_assert_ptr_null(fai_json_text(fai_json_at(list, 0)));
    ck_assert_uint_eq(fai_json_count(fai_json_at(list, 0)), 0);
    fai_json_free(doc);
    fai_json_free(NULL);
}
END_TEST

START_TEST(never_takes_a_cut_text_for_a_whole_one)
{
    static const char text[] = "{\"a\\u0000b\":\"x\\u0000y\"}";
    fai_json *doc = NULL;

    ck_assert_int_eq(fai_json_parse(text, sizeof text - 1, 1000, &doc, NULL), FA_OK);
    ck_assert_ptr_null(fai_json_get(doc, "a"));
    ck_assert_ptr_null(fai_json_text(doc));
    fai_json_free(doc);
    ck_assert_int_eq(fai_json_parse("\"x\\u0000y\"", 10, 1000, &doc, NULL), FA_OK);
    ck_assert_ptr_null(fai_json_text(doc));
    fai_json_free(doc);
}
END_TEST

START_TEST(reads_whole_numbers_within_53_bits)
{
    static const struct {
        const char *text;
        int64_t value;
    } good[] = {
        {"0", 0},
        {"-0", 0},
        {"42", 42},
        {"-7", -7},
        {"1.50e2", 150},
        {"1200e-2", 12},
        {"3.000", 3},
        {"0e999999", 0},
        {"9007199254740992", 9007199254740992},
        {"-9007199254740992", -9007199254740992},
        {"1.0000000000000000000000000", 1},
        {"9000000000000000000000000e-10", 900000000000000},
    };
    static const char *const bad[] = {"9007199254740993",
                                      "1.5",
                                      "1e-1",
                                      "1e16",
                                      "1e999999999999999999999",
                                      "\"1\"",
                                      "true",
                                      "[]",
                                      "10000000000000000.5e-1",
                                      "-1e16",
                                      "123456789012345678901"};
    size_t i;

    for (i = 0; i < sizeof good / sizeof *good; i++) {
        fai_json *doc = NULL;
        int64_t value = 99;

        ck_assert_int_eq(fai_json_parse(good[i].text, strlen(good[i].text), 100, &doc, NULL), FA_OK);
        ck_assert_msg(fai_json_int(doc, &value, NULL) == FA_OK, "%s", good[i].text);
        ck_assert_int_eq(value, good[i].value);
        fai_json_free(doc);
    }
    for (i = 0; i < sizeof bad / sizeof *bad; i++) {
        fai_json *doc = NULL;
        int64_t value = 99;

        ck_assert_int_eq(fai_json_parse(bad[i], strlen(bad[i]), 100, &doc, NULL), FA_OK);
        ck_assert_msg(fai_json_int(doc, &value, NULL) == FA_EINVALID, "%s", bad[i]);
        ck_assert_int_eq(value, 99);
        fai_json_free(doc);
    }
    ck_assert_int_eq(fai_json_int(NULL, &(int64_t){0}, NULL), FA_EINVALID);
}
END_TEST

START_TEST(survives_every_failing_allocation)
{
    fa_status st = FA_ENOMEM;
    char text[20000];
    size_t len = 0;
    long n, held;

    text[len++] = '[';
    while (len < sizeof text - 20) {
        memcpy(text + len, "{\"a\":\"bc\",\"d\":[1]},", 19);
        len += 19;
    }
    text[len - 1] = ']';
    oom_install();
    held = oom_held();
    for (n = 1; st != FA_OK; n++) {
        fai_json *doc = NULL;

        ck_assert_int_lt(n, 100);
        oom_fail(n);
        st = fai_json_parse(text, len, sizeof text, &doc, NULL);
        ck_assert(oom_struck() ? st == FA_ENOMEM && doc == NULL : st == FA_OK);
        fai_json_free(doc);
        ck_assert_int_eq(oom_held(), held);
    }
    ck_assert_int_gt(n, 4);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("json");

    tcase_add_test(t, accepts_what_the_standard_allows);
    tcase_add_test(t, refuses_what_the_standard_forbids);
    tcase_add_test(t, refuses_broken_characters);
    tcase_add_test(t, says_what_is_wrong_and_where);
    tcase_add_test(t, refuses_a_key_twice_even_when_escaped);
    tcase_add_test(t, finds_one_repeated_key_among_many_fast);
    tcase_add_test(t, holds_the_limits_of_depth_and_size);
    tcase_add_test(t, reads_members_elements_and_words);
    tcase_add_test(t, never_takes_a_cut_text_for_a_whole_one);
    tcase_add_test(t, reads_whole_numbers_within_53_bits);
    tcase_add_test(t, survives_every_failing_allocation);
    return unit_run("base/json", t);
}
