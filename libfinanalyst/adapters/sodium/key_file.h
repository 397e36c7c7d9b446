/* adapters/sodium/key_file.h: the keys that blobs are sealed with. */
#ifndef FA_SODIUM_KEY_FILE_H
#define FA_SODIUM_KEY_FILE_H

#include <finanalyst/error.h>

enum { FAI_SEAL_KEY_BYTES = 32, FAI_SEAL_KEY_ID_BYTES = 8, FAI_SEAL_KEYS_MAX = 16 };

/* Lies in memory that is kept out of swap and core files, and is overwritten when it is freed. */
typedef struct fai_seal_keys {
    struct {
        unsigned char key[FAI_SEAL_KEY_BYTES];
        unsigned char id[FAI_SEAL_KEY_ID_BYTES]; /* of the key; tells nothing about it */
    } keys[FAI_SEAL_KEYS_MAX];
    unsigned count; /* at least 1; the first is the one to seal with */
} fai_seal_keys;

/* Reads a file of lines, each a key of 64 hexadecimal digits. FA_EINVALID: it is none, or others may read it;
 * FA_EUNAVAILABLE: it cannot be read. */
fa_status fai_seal_keys_read(const char *path, fai_seal_keys **out, fa_error *err);
void fai_seal_keys_free(fai_seal_keys *keys);
/* The key of that id, NULL = there is none. */
const unsigned char *fai_seal_keys_find(const fai_seal_keys *keys,
                                        const unsigned char id[FAI_SEAL_KEY_ID_BYTES]);

#endif
