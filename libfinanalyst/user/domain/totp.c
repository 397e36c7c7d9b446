/* user/domain/totp.c: codes of a second factor. */
#include "user/domain/totp.h"

#include <string.h>

#include "base/encode.h"
#include "base/sha1.h"
#include "base/text.h"

enum { BLOCK = FAI_SHA1_BLOCK, DIGEST = FAI_SHA1_BYTES };

static void sha1_behind(const uint8_t first[BLOCK], const uint8_t *bytes, size_t len, uint8_t out[DIGEST])
{
    fai_sha1 s;

    fai_sha1_begin(&s);
    fai_sha1_update(&s, first, BLOCK);
    fai_sha1_update(&s, bytes, len);
    fai_sha1_finish(&s, out);
    fai_wipe(&s, sizeof s);
}

void fai_hmac_sha1(const uint8_t *key, size_t key_len, const uint8_t *bytes, size_t len, uint8_t out[20])
{
    uint8_t inner[BLOCK], outer[BLOCK], digest[DIGEST];

    memset(inner, 0x36, sizeof inner);
    memset(outer, 0x5c, sizeof outer);
    for (size_t i = 0; i < key_len && i < BLOCK; i++) {
        inner[i] ^= key[i];
        outer[i] ^= key[i];
    }
    sha1_behind(inner, bytes, len, digest);
    sha1_behind(outer, digest, sizeof digest, out);
    fai_wipe(inner, sizeof inner);
    fai_wipe(outer, sizeof outer);
}

uint32_t fai_totp_code(const uint8_t secret[FA_TOTP_SECRET], int64_t step)
{
    uint8_t counter[8], mac[DIGEST];
    unsigned at;
    uint32_t value;

    for (int i = 0; i < 8; i++)
        counter[i] = (uint8_t)((uint64_t)step >> (56 - 8 * i));
    fai_hmac_sha1(secret, FA_TOTP_SECRET, counter, sizeof counter, mac);
    at = mac[DIGEST - 1] & 15;
    value = (uint32_t)(mac[at] & 0x7f) << 24 | (uint32_t)mac[at + 1] << 16 | (uint32_t)mac[at + 2] << 8 |
            mac[at + 3];
    return value % 1000000;
}

bool fai_totp_check(const uint8_t secret[FA_TOTP_SECRET], const char *text, fa_time now, int64_t *last)
{
    int64_t step = now / FAI_TOTP_STEP_MS, found = -1;
    uint32_t value = 0;

    if (text == NULL || strlen(text) != FAI_TOTP_DIGITS)
        return false;
    for (const char *s = text; *s != '\0'; s++) {
        if (!fai_is_digit(*s))
            return false;
        value = value * 10 + (uint32_t)(*s - '0');
    }
    for (int64_t s = step - 1; s <= step + 1; s++) /* all of them, whichever fits */
        if (fai_totp_code(secret, s) == value && s > *last && found < 0)
            found = s;
    if (found < 0)
        return false;
    *last = found;
    return true;
}
