/* base/sha1.c: SHA-1 (FIPS 180-4, section 6.1). */
#include "base/sha1.h"

#include <string.h>

enum { BLOCK = FAI_SHA1_BLOCK };

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

void fai_sha1_begin(fai_sha1 *s)
{
    *s = (fai_sha1){.h = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}};
}

void fai_sha1_update(fai_sha1 *s, const void *bytes, size_t len)
{
    const uint8_t *at = bytes;
    size_t held = s->len % BLOCK, piece = BLOCK - held < len ? BLOCK - held : len;

    if (len == 0)
        return;
    s->len += len;
    if (held > 0) {
        memcpy(s->rest + held, at, piece);
        if (held + piece < BLOCK)
            return;
        take_block(s->h, s->rest);
        at += piece;
        len -= piece;
    }
    for (; len >= BLOCK; at += BLOCK, len -= BLOCK)
        take_block(s->h, at);
    memcpy(s->rest, at, len);
}

void fai_sha1_finish(fai_sha1 *s, uint8_t out[FAI_SHA1_BYTES])
{
    size_t held = s->len % BLOCK;

    s->rest[held++] = 0x80;
    memset(s->rest + held, 0, BLOCK - held);
    if (held > BLOCK - 8) {
        take_block(s->h, s->rest);
        memset(s->rest, 0, sizeof s->rest);
    }
    for (int i = 0; i < 8; i++)
        s->rest[BLOCK - 1 - i] = (uint8_t)(s->len * 8 >> 8 * i);
    take_block(s->h, s->rest);
    for (int i = 0; i < FAI_SHA1_BYTES; i++)
        out[i] = (uint8_t)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}
