/* adapters/sodium/seal.h: the form of a sealed blob: a head, then segments of 64 KiB, each a secretstream of one message
 * (XChaCha20-Poly1305), so that any of them can be opened alone. A segment is bound to its blob, its key, its number and,
 * by its tag, to whether it is the last: none can be moved, left out or cut off. */
#ifndef FA_SODIUM_SEAL_H
#define FA_SODIUM_SEAL_H

#include <sodium.h>
#include <stdbool.h>

#include "key_file.h"

enum {
    FAI_SEAL_SALT_BYTES = 16,
    FAI_SEAL_HEAD_BYTES = 8 + FAI_SEAL_KEY_ID_BYTES + FAI_SEAL_SALT_BYTES,
    FAI_SEAL_PLAIN_BYTES = 64 * 1024,
    FAI_SEAL_EXTRA_BYTES =
        crypto_secretstream_xchacha20poly1305_HEADERBYTES + crypto_secretstream_xchacha20poly1305_ABYTES,
    FAI_SEAL_SEGMENT_BYTES = FAI_SEAL_PLAIN_BYTES + FAI_SEAL_EXTRA_BYTES
};

/* What the segments of one blob are sealed with. Overwrite it when it is done with: sodium_memzero. */
typedef struct fai_seal {
    unsigned char key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
    unsigned char bound[crypto_generichash_BYTES]; /* to what */
} fai_seal;

/* A new seal with the first key, and the head that stands for it. */
void fai_seal_new(const fai_seal_keys *keys, const char *blob, unsigned char head[FAI_SEAL_HEAD_BYTES],
                  fai_seal *out);
/* The seal of a head. FA_ECORRUPT: it is none; FA_EUNAVAILABLE: its key is not in the file. */
fa_status fai_seal_of(const fai_seal_keys *keys, const char *blob,
                      const unsigned char head[FAI_SEAL_HEAD_BYTES], fai_seal *out, fa_error *err);
/* Seals len bytes, at most FAI_SEAL_PLAIN_BYTES, into len + FAI_SEAL_EXTRA_BYTES. */
void fai_seal_close(const fai_seal *seal, uint64_t number, bool last, const unsigned char *plain, size_t len,
                    unsigned char *out);
/* Opens a segment of len bytes into plain; *last: it is the last of its blob. FA_ECORRUPT: it is not that one. */
fa_status fai_seal_open(const fai_seal *seal, uint64_t number, const unsigned char *segment, size_t len,
                        unsigned char *plain, bool *last, fa_error *err);
/* How many segments a blob of that size has. */
uint64_t fai_seal_count(uint64_t plain_size);
uint64_t fai_seal_size(uint64_t plain_size);
/* false: no sealed blob has that size. */
bool fai_seal_plain_size(uint64_t sealed_size, uint64_t *out);

#endif
