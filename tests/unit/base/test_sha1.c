/* SHA-1. */
#include "base/sha1.h"

#include <stdio.h>
#include <string.h>

#include "base/encode.h"
#include "unit.h"

static const char *digest_of(const char *text, size_t piece)
{
    static char hex[2 * FAI_SHA1_BYTES + 1];
    uint8_t out[FAI_SHA1_BYTES];
    size_t len = strlen(text);
    fai_sha1 s;

    fai_sha1_begin(&s);
    for (size_t at = 0; at < len; at += piece)
        fai_sha1_update(&s, text + at, len - at < piece ? len - at : piece);
    fai_sha1_finish(&s, out);
    fai_hex_encode(out, sizeof out, hex);
    return hex;
}

START_TEST(gives_the_examples_of_fips_180)
{
    ck_assert_str_eq(digest_of("abc", 3), "a9993e364706816aba3e25717850c26c9cd0d89d");
    ck_assert_str_eq(digest_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56),
                     "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    ck_assert_str_eq(digest_of("", 1), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}
END_TEST

/* Around the ends of blocks, where the padding changes. */
START_TEST(takes_texts_in_pieces_of_any_size)
{
    char text[200];

    for (size_t len = 50; len < 200; len++) {
        char whole[64];

        memset(text, 'a', len);
        text[len] = '\0';
        (void)snprintf(whole, sizeof whole, "%s", digest_of(text, len));
        for (size_t piece = 1; piece < 70; piece += 3)
            ck_assert_str_eq(digest_of(text, piece), whole);
    }
}
END_TEST

START_TEST(gives_the_digest_of_a_million_letters)
{
    static char text[1000001];

    memset(text, 'a', 1000000);
    ck_assert_str_eq(digest_of(text, 4099), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("sha1");

    tcase_add_test(tests, gives_the_examples_of_fips_180);
    tcase_add_test(tests, takes_texts_in_pieces_of_any_size);
    tcase_add_test(tests, gives_the_digest_of_a_million_letters);
    return unit_run("sha1", tests);
}
