/* Codes of a second factor. */
#include <stdio.h>
#include <string.h>

#include "base/encode.h"
#include "unit.h"
#include "user/domain/totp.h"

static const uint8_t secret[FA_TOTP_SECRET + 1] = "12345678901234567890";

START_TEST(hmac_gives_the_vectors_of_rfc_2202)
{
    uint8_t key[20], out[20], data[50];
    char hex[41];

    memset(key, 0x0b, sizeof key);
    fai_hmac_sha1(key, sizeof key, (const uint8_t *)"Hi There", 8, out);
    fai_hex_encode(out, 20, hex);
    ck_assert_str_eq(hex, "b617318655057264e28bc0b6fb378c8ef146be00");
    fai_hmac_sha1((const uint8_t *)"Jefe", 4, (const uint8_t *)"what do ya want for nothing?", 28, out);
    fai_hex_encode(out, 20, hex);
    ck_assert_str_eq(hex, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    memset(key, 0xaa, sizeof key);
    memset(data, 0xdd, sizeof data);
    fai_hmac_sha1(key, sizeof key, data, sizeof data, out);
    fai_hex_encode(out, 20, hex);
    ck_assert_str_eq(hex, "125d7342b9ac11cd91a39af48aa17b4f63f175d3");
}
END_TEST

START_TEST(codes_are_those_of_rfc_4226_and_rfc_6238)
{
    static const uint32_t hotp[] = {755224, 287082, 359152, 969429, 338314,
                                    254676, 287922, 162583, 399871, 520489};
    static const struct {
        int64_t seconds;
        uint32_t code; /* its last six digits */
    } totp[] = {{59, 287082},       {1111111109, 81804},  {1111111111, 50471},
                {1234567890, 5924}, {2000000000, 279037}, {INT64_C(20000000000), 353130}};

    for (int i = 0; i < 10; i++)
        ck_assert_uint_eq(fai_totp_code(secret, i), hotp[i]);
    for (size_t i = 0; i < sizeof totp / sizeof *totp; i++)
        ck_assert_uint_eq(fai_totp_code(secret, totp[i].seconds / 30), totp[i].code);
}
END_TEST

START_TEST(a_code_holds_a_step_either_way_and_once)
{
    const fa_time now = INT64_C(1234567890) * 1000;
    const int64_t step = now / FAI_TOTP_STEP_MS;

    for (int64_t away = -2; away <= 2; away++) {
        int64_t last = 0;
        char code[8];

        (void)snprintf(code, sizeof code, "%06u", (unsigned)fai_totp_code(secret, step + away));
        ck_assert(fai_totp_check(secret, code, now, &last) == (away >= -1 && away <= 1));
        ck_assert_int_eq(last, away >= -1 && away <= 1 ? step + away : 0);
        ck_assert(!fai_totp_check(secret, code, now, &last));
    }
}
END_TEST

START_TEST(what_is_no_code_is_refused)
{
    static const char *const bad[] = {"", "05924", "0005924", "00592a", " 05924", "+05924", "005924\n"};
    const fa_time now = INT64_C(1234567890) * 1000;
    int64_t last = 0;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert(!fai_totp_check(secret, bad[i], now, &last));
    ck_assert(!fai_totp_check(secret, NULL, now, &last));
    ck_assert(fai_totp_check(secret, "005924", now, &last));
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("totp");

    tcase_add_test(tests, hmac_gives_the_vectors_of_rfc_2202);
    tcase_add_test(tests, codes_are_those_of_rfc_4226_and_rfc_6238);
    tcase_add_test(tests, a_code_holds_a_step_either_way_and_once);
    tcase_add_test(tests, what_is_no_code_is_refused);
    return unit_run("user/totp", tests);
}
