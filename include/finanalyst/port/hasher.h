/* port/hasher.h: SHA-256 of streams. */
#ifndef FINANALYST_PORT_HASHER_H
#define FINANALYST_PORT_HASHER_H

#include <finanalyst/types.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { FA_SHA256_BYTES = 32, FA_SHA256_HEX = 65 };

/* Room for the state of one digest under way; the adapter checks that its own state fits. */
typedef struct fa_digest {
    uint64_t opaque[32];
} fa_digest;

/* SHA-256 (FIPS 180-4). Any thread; a digest belongs to one thread. */
typedef struct fa_hasher_ops {
    size_t struct_size;
    const char *name;
    void (*begin)(void *self, fa_digest *d);
    void (*update)(void *self, fa_digest *d, const void *bytes, size_t len);
    void (*finish)(void *self, fa_digest *d, uint8_t out[FA_SHA256_BYTES]);
    void (*close)(void *self);
} fa_hasher_ops;

typedef struct fa_hasher {
    const fa_hasher_ops *ops;
    void *self;
} fa_hasher;

FA_API void fa_hash_begin(const fa_hasher *h, fa_digest *d);
FA_API void fa_hash_update(const fa_hasher *h, fa_digest *d, const void *bytes, size_t len);
/* Writes 64 lower-case hexadecimal digits and a NUL; the NUL alone when the hasher is none. */
FA_API void fa_hash_finish_hex(const fa_hasher *h, fa_digest *d, char out[FA_SHA256_HEX]);
FA_API void fa_hasher_close(fa_hasher *h);

#ifdef __cplusplus
}
#endif
#endif
