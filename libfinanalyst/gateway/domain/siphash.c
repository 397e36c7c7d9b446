/* gateway/domain/siphash.c: SipHash-2-4. */
#include "gateway/domain/siphash.h"

#include <string.h>

static uint64_t read_word(const uint8_t *p, size_t n)
{
    uint64_t word = 0;

    for (size_t i = 0; i < n; i++)
        word |= (uint64_t)p[i] << (8 * i);
    return word;
}

static uint64_t turn(uint64_t x, unsigned by)
{
    return x << by | x >> (64 - by);
}

static void rounds(uint64_t v[4], int count)
{
    while (count-- > 0) {
        v[0] += v[1];
        v[2] += v[3];
        v[1] = turn(v[1], 13) ^ v[0];
        v[3] = turn(v[3], 16) ^ v[2];
        v[0] = turn(v[0], 32);
        v[2] += v[1];
        v[0] += v[3];
        v[1] = turn(v[1], 17) ^ v[2];
        v[3] = turn(v[3], 21) ^ v[0];
        v[2] = turn(v[2], 32);
    }
}

fai_sipkey fai_sipkey_of(const uint8_t seed[16])
{
    return (fai_sipkey){read_word(seed, 8), read_word(seed + 8, 8)};
}

static void take_word(uint64_t v[4], uint64_t word)
{
    v[3] ^= word;
    rounds(v, 2);
    v[0] ^= word;
}

uint64_t fai_siphash(fai_sipkey key, const void *bytes, size_t len)
{
    uint64_t v[4] = {key.k0 ^ 0x736f6d6570736575U, key.k1 ^ 0x646f72616e646f6dU, key.k0 ^ 0x6c7967656e657261U,
                     key.k1 ^ 0x7465646279746573U};
    const uint8_t *p = bytes;
    size_t left = len;

    for (; left >= 8; left -= 8, p += 8)
        take_word(v, read_word(p, 8));
    take_word(v, read_word(p, left) | (uint64_t)len << 56);
    v[2] ^= 0xff;
    rounds(v, 4);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}
