/* user/domain/totp.c: codes of a second factor. */
#include "user/domain/totp.h"

#include <string.h>

#include "base/encode.h"
#include "base/text.h"

enum { BLOCK = 64, DIGEST = 20 };

static uint32_t turn(uint32_t x, int n)
{
    return x << n | x >> (32 - n);
}

static void take_block(uint32_t h[5], const uint8_t *block)
{
    uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];

    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 80; i++)
        w[i] = turn(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    for (int i = 0; i < 80; i++) {
        uint32_t f = i < 20   ? (b & c) | (~b & d)
                     : i < 40 ? b ^ c ^ d
                     : i < 60 ? (b & c) | (b & d) | (c & d)
                              : b ^ c ^ d;
        uint32_t k = i < 20 ? 0x5a827999 : i < 40 ? 0x6ed9eba1 : i < 60 ? 0x8f1bbcdc : 0xca62c1d6;
        uint32_t next = turn(a, 5) + f + e + k + w[i];

        e = d;
        d = c;
        c = turn(b, 30);
        b = a;
        a = next;
    }
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
}

/* SHA-1 of one block and what follows it: all that HMAC asks for. */
static void sha1_behind(const uint8_t first[BLOCK], const uint8_t *bytes, size_t len, uint8_t out[DIGEST])
{
    uint32_t h[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    uint64_t bits = ((uint64_t)BLOCK + len) * 8;
    uint8_t last[BLOCK] = {0};

    take_block(h, first);
    for (; len >= BLOCK; bytes += BLOCK, len -= BLOCK)
        take_block(h, bytes);
    if (len > 0)
        memcpy(last, bytes, len);
    last[len] = 0x80;
    if (len >= BLOCK - 8) {
        take_block(h, last);
        memset(last, 0, sizeof last);
    }
    for (int i = 0; i < 8; i++)
        last[BLOCK - 1 - i] = (uint8_t)(bits >> 8 * i);
    take_block(h, last);
    for (int i = 0; i < DIGEST; i++)
        out[i] = (uint8_t)(h[i / 4] >> (24 - 8 * (i % 4)));
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
