/* SipHash-2-4 against its authors' vectors. */
#include "gateway/domain/siphash.h"

#include "unit.h"

START_TEST(agrees_with_the_published_vectors)
{
    uint8_t seed[16], text[15];

    for (int i = 0; i < 16; i++)
        seed[i] = (uint8_t)i;
    for (int i = 0; i < 15; i++)
        text[i] = (uint8_t)i;
    ck_assert_uint_eq(fai_siphash(fai_sipkey_of(seed), text, 0), 0x726fdb47dd0e0e31U);
    ck_assert_uint_eq(fai_siphash(fai_sipkey_of(seed), text, 1), 0x74f839c593dc67fdU);
    ck_assert_uint_eq(fai_siphash(fai_sipkey_of(seed), text, 8), 0x93f5f5799a932462U);
    ck_assert_uint_eq(fai_siphash(fai_sipkey_of(seed), text, 15), 0xa129ca6149be45e5U);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("siphash");

    tcase_add_test(t, agrees_with_the_published_vectors);
    return unit_run("gateway/domain/siphash", t);
}
