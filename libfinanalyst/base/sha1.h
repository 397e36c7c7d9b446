/* base/sha1.h: SHA-1 (FIPS 180-4): for protocols that name it. It no longer withstands who makes two texts of one digest, so
 * nothing here rests on it alone. */
#ifndef FAI_BASE_SHA1_H
#define FAI_BASE_SHA1_H

#include <stddef.h>
#include <stdint.h>

enum { FAI_SHA1_BLOCK = 64, FAI_SHA1_BYTES = 20 };

typedef struct fai_sha1 {
    uint32_t h[5];
    uint64_t len;
    uint8_t rest[FAI_SHA1_BLOCK]; /* len % 64 bytes that fill no block yet */
} fai_sha1;

void fai_sha1_begin(fai_sha1 *s);
void fai_sha1_update(fai_sha1 *s, const void *bytes, size_t len);
void fai_sha1_finish(fai_sha1 *s, uint8_t out[FAI_SHA1_BYTES]);

#endif
