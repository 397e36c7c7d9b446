/* token/keys.h: the keys that tokens are checked with. */
#ifndef FAI_TOKEN_KEYS_H
#define FAI_TOKEN_KEYS_H

#include <pthread.h>

#include <finanalyst/token.h>

#include "base/vec.h"

typedef struct fai_token_key {
    char kid[FA_KID_BYTES];
    uint8_t public_key[FA_ED25519_PUBLIC];
} fai_token_key;

typedef FAI_VEC(fai_token_key) fai_token_key_list;

struct fa_token_keys {
    const fa_token_signer *crypto;
    pthread_mutex_t lock; /* over what follows */
    fai_token_key_list list;
    uint8_t *secret; /* HS256, and then no list */
    size_t secret_len;
    char secret_kid[FA_KID_BYTES]; /* "" = headers name none */
};

/* Adds to a list that nobody else sees. FA_EINVALID, FA_ECONFLICT, FA_ENOMEM. */
fa_status fai_token_key_add(fai_token_key_list *list, const char *kid,
                            const uint8_t public_key[FA_ED25519_PUBLIC], fa_error *err);
/* Whether the signature over the bytes is that of the key that kid names (NULL = it names none), with the algorithm of
 * that key. FA_EUNAUTHENTICATED. */
fa_status fai_token_keys_check(const fa_token_keys *keys, const char *alg, const char *kid, const void *bytes,
                               size_t len, const uint8_t *signature, size_t signature_len, fa_error *err);

#endif
