/* contract/hasher_contract.c: what every hasher must do: SHA-256, whatever the pieces. */
#include "hasher_contract.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

static open_hasher_fn open_one;
static fa_hasher hasher;

static void set_up(void)
{
    ck_assert_int_eq(open_one(&hasher, NULL), FA_OK);
}

static void tear_down(void)
{
    fa_hasher_close(&hasher);
}

/* The examples that NIST gives with FIPS 180-4. */
START_TEST(gives_the_digests_of_the_standard)
{
    static const char *const cases[][2] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    char hex[FA_SHA256_HEX];
    fa_digest digest;
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        fa_hash_begin(&hasher, &digest);
        fa_hash_update(&hasher, &digest, cases[i][0], strlen(cases[i][0]));
        fa_hash_finish_hex(&hasher, &digest, hex);
        ck_assert_str_eq(hex, cases[i][1]);
    }
}
END_TEST

START_TEST(does_not_depend_on_how_the_bytes_are_cut)
{
    static const char million[] = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    char *bytes = malloc(1000000), hex[FA_SHA256_HEX];
    size_t at, piece = 0;
    fa_digest digest;

    ck_assert_ptr_nonnull(bytes);
    memset(bytes, 'a', 1000000);
    fa_hash_begin(&hasher, &digest);
    for (at = 0; at < 1000000; at += piece) {
        piece = at % 1021;
        piece = piece < 1000000 - at ? piece : 1000000 - at;
        fa_hash_update(&hasher, &digest, bytes + at, piece);
        if (piece == 0) {
            fa_hash_update(&hasher, &digest, bytes, 1);
            piece = 1;
        }
    }
    fa_hash_finish_hex(&hasher, &digest, hex);
    ck_assert_str_eq(hex, million);
    free(bytes);
}
END_TEST

START_TEST(keeps_digests_apart)
{
    char first[FA_SHA256_HEX], second[FA_SHA256_HEX];
    fa_digest a, b;

    fa_hash_begin(&hasher, &a);
    fa_hash_update(&hasher, &a, "ab", 2);
    fa_hash_begin(&hasher, &b);
    fa_hash_update(&hasher, &b, "abc", 3);
    fa_hash_update(&hasher, &a, "c", 1);
    fa_hash_finish_hex(&hasher, &b, second);
    fa_hash_finish_hex(&hasher, &a, first);
    ck_assert_str_eq(first, second);
}
END_TEST

int hasher_contract(const char *adapter, open_hasher_fn open)
{
    TCase *tests = tcase_create(adapter);

    open_one = open;
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, gives_the_digests_of_the_standard);
    tcase_add_test(tests, does_not_depend_on_how_the_bytes_are_cut);
    tcase_add_test(tests, keeps_digests_apart);
    return unit_run(adapter, tests);
}
