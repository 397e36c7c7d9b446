/* adapters/fs/crc64.c: CRC-64, eight bytes at a time. */
#include "crc64.h"

static const uint64_t polynomial = UINT64_C(0xc96c5795d7870f42); /* 42f0e1eba9ea3693, bits reversed */

void fs_crc64_prepare(fs_crc64_tables *tables)
{
    int i, k;

    for (i = 0; i < 256; i++) {
        uint64_t crc = (uint64_t)i;

        for (k = 0; k < 8; k++)
            crc = crc >> 1 ^ (polynomial & (0 - (crc & 1)));
        tables->t[0][i] = crc;
    }
    for (k = 1; k < 8; k++) {
        for (i = 0; i < 256; i++) {
            uint64_t crc = tables->t[k - 1][i];

            tables->t[k][i] = crc >> 8 ^ tables->t[0][crc & 255];
        }
    }
}

static uint64_t load(const unsigned char *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
           (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

uint64_t fs_crc64_update(const fs_crc64_tables *tables, uint64_t crc, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    int k;

    crc = ~crc;
    for (; len >= 8; p += 8, len -= 8) {
        uint64_t word = crc ^ load(p);

        crc = 0;
        for (k = 0; k < 8; k++)
            crc ^= tables->t[7 - k][word >> (8 * k) & 255];
    }
    for (; len != 0; p++, len--)
        crc = crc >> 8 ^ tables->t[0][(crc ^ *p) & 255];
    return ~crc;
}
