/* base/encode.c: bytes as text, and handling secrets. */
#include "base/encode.h"

#include <string.h>

static const char url_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void fai_base64url_encode(const void *bytes, size_t len, char *out)
{
    const uint8_t *p = bytes;

    for (; len >= 3; p += 3, len -= 3) {
        *out++ = url_digits[p[0] >> 2];
        *out++ = url_digits[(p[0] & 3) << 4 | p[1] >> 4];
        *out++ = url_digits[(p[1] & 15) << 2 | p[2] >> 6];
        *out++ = url_digits[p[2] & 63];
    }
    if (len > 0) {
        unsigned second = len == 2 ? p[1] : 0;

        *out++ = url_digits[p[0] >> 2];
        *out++ = url_digits[(p[0] & 3) << 4 | second >> 4];
        if (len == 2)
            *out++ = url_digits[(second & 15) << 2];
    }
    *out = '\0';
}

static int url_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '-' ? 62 : c == '_' ? 63 : -1;
}

bool fai_base64url_decode(const char *text, size_t len, void *out, size_t cap, size_t *got)
{
    uint8_t *p = out;
    size_t need = len / 4 * 3 + (len % 4 == 0 ? 0 : len % 4 - 1);
    uint32_t bits = 0;
    unsigned held = 0;

    if (len % 4 == 1 || need > cap)
        return false;
    for (size_t i = 0; i < len; i++) {
        int v = url_value(text[i]);

        if (v < 0)
            return false;
        bits = (bits << 6 | (uint32_t)v) & 0xffff;
        held += 6;
        if (held >= 8) {
            held -= 8;
            *p++ = (uint8_t)(bits >> held & 0xff);
        }
    }
    if ((bits & ((1u << held) - 1)) != 0)
        return false;
    *got = need;
    return true;
}

void fai_base32_encode(const void *bytes, size_t len, char *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const uint8_t *p = bytes;
    uint32_t bits = 0;
    unsigned held = 0;

    for (size_t i = 0; i < len; i++) {
        bits = (bits << 8 | p[i]) & 0xffff;
        for (held += 8; held >= 5; held -= 5)
            *out++ = digits[bits >> (held - 5) & 31];
    }
    if (held > 0)
        *out++ = digits[bits << (5 - held) & 31];
    *out = '\0';
}

void fai_hex_encode(const void *bytes, size_t len, char *out)
{
    static const char digits[] = "0123456789abcdef";
    const uint8_t *p = bytes;

    for (size_t i = 0; i < len; i++) {
        *out++ = digits[p[i] >> 4];
        *out++ = digits[p[i] & 15];
    }
    *out = '\0';
}

bool fai_secret_equal(const void *a, const void *b, size_t len)
{
    const volatile uint8_t *p = a, *q = b;
    uint8_t differs = 0;

    for (size_t i = 0; i < len; i++)
        differs |= (uint8_t)(p[i] ^ q[i]);
    return differs == 0;
}

bool fai_secret_text_equal(const char *a, const char *b)
{
    size_t len = strlen(a);

    return len == strlen(b) && fai_secret_equal(a, b, len);
}

void fai_wipe(void *p, size_t len)
{
    static void *(*const volatile fill)(void *, int, size_t) =
        memset; /* which the compiler cannot leave out */

    if (len > 0)
        (void)fill(p, 0, len);
}
