/* Bytes as text, one spelling each. */
#include <string.h>

#include "base/encode.h"
#include "unit.h"

START_TEST(base64url_gives_the_vectors_of_rfc_4648_without_padding)
{
    static const char *const pairs[][2] = {
        {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},         {"foo", "Zm9v"},
        {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
    char text[16], back[16];
    size_t got;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t len = strlen(pairs[i][0]);

        fai_base64url_encode(pairs[i][0], len, text);
        ck_assert_str_eq(text, pairs[i][1]);
        ck_assert_uint_eq(strlen(text), FAI_BASE64URL_LEN(len));
        ck_assert(fai_base64url_decode(text, strlen(text), back, len, &got));
        ck_assert_uint_eq(got, len);
        ck_assert_mem_eq(back, pairs[i][0], len);
    }
}
END_TEST

START_TEST(base64url_has_one_spelling)
{
    static const char *const bad[] = {"Zg==",  "Zh",   "Zm9",  "A",     "Zm9v\n",
                                      " Zm9v", "Zm+v", "Zm/v", "Zm9vA", "Zm.v"};
    char out[16];
    size_t got;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!fai_base64url_decode(bad[i], strlen(bad[i]), out, sizeof out, &got), "%s", bad[i]);
    ck_assert(!fai_base64url_decode("Zm9v", 4, out, 2, &got)); /* no room */
    ck_assert(fai_base64url_decode("-_-_", 4, out, 3, &got));
    ck_assert_mem_eq(out, "\xfb\xff\xbf", 3);
}
END_TEST

START_TEST(base64url_keeps_all_bytes)
{
    unsigned char bytes[256], back[256];
    char text[FAI_BASE64URL_LEN(256) + 1];
    size_t got;

    for (size_t i = 0; i < 256; i++)
        bytes[i] = (unsigned char)i;
    for (size_t len = 0; len <= 256; len++) {
        fai_base64url_encode(bytes, len, text);
        ck_assert(fai_base64url_decode(text, strlen(text), back, len, &got));
        ck_assert_mem_eq(back, bytes, len);
    }
}
END_TEST

START_TEST(base32_and_hex_give_known_text)
{
    char text[32];

    fai_base32_encode("foobar", 6, text);
    ck_assert_str_eq(text, "MZXW6YTBOI"); /* RFC 4648, section 10 */
    fai_base32_encode("fooba", 5, text);
    ck_assert_str_eq(text, "MZXW6YTB");
    fai_hex_encode("\x00\xff\x1a", 3, text);
    ck_assert_str_eq(text, "00ff1a");
}
END_TEST

START_TEST(secrets_are_compared_whole)
{
    ck_assert(fai_secret_equal("abc", "abc", 3));
    ck_assert(!fai_secret_equal("abc", "abd", 3));
    ck_assert(!fai_secret_equal("xbc", "abc", 3));
    ck_assert(fai_secret_text_equal("", ""));
    ck_assert(!fai_secret_text_equal("a", "ab"));
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("encode");

    tcase_add_test(tests, base64url_gives_the_vectors_of_rfc_4648_without_padding);
    tcase_add_test(tests, base64url_has_one_spelling);
    tcase_add_test(tests, base64url_keeps_all_bytes);
    tcase_add_test(tests, base32_and_hex_give_known_text);
    tcase_add_test(tests, secrets_are_compared_whole);
    return unit_run("base/encode", tests);
}
