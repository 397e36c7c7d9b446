/* gateway/domain/siphash.h: a hash that nobody without the key can aim at. */
#ifndef FAI_GATEWAY_DOMAIN_SIPHASH_H
#define FAI_GATEWAY_DOMAIN_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

typedef struct fai_sipkey {
    uint64_t k0, k1;
} fai_sipkey;

fai_sipkey fai_sipkey_of(const uint8_t seed[16]);
/* SipHash-2-4 (Aumasson and Bernstein, 2012). */
uint64_t fai_siphash(fai_sipkey key, const void *bytes, size_t len);

#endif
