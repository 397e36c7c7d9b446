/* port/password_hasher.h: hashes of passwords. */
#ifndef FINANALYST_PORT_PASSWORD_HASHER_H
#define FINANALYST_PORT_PASSWORD_HASHER_H

#include <finanalyst/types.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { FA_PASSWORD_HASH_BYTES = 160 };

/* Slow, salted hashes of passwords, as text that names its own parameters. Any thread; a call may take a tenth of a
 * second and much memory. An adapter that only knows old hashes has no hash and no decoy. */
typedef struct fa_password_hasher_ops {
    size_t struct_size;
    const char *name;
    fa_status (*hash)(void *self, const char *password, size_t len, char out[FA_PASSWORD_HASH_BYTES],
                      fa_error *err);
    /* *match: the password is that of the hash; *stale: it should be hashed anew, with the parameters of today.
     * FA_EUNSUPPORTED: a hash of a kind that is not known. */
    fa_status (*verify)(void *self, const char *hash, const char *password, size_t len, bool *match,
                        bool *stale, fa_error *err);
    /* A hash of no password, with the parameters of today: verifying against it takes as long as against any other,
     * and making it takes no time. */
    fa_status (*decoy)(void *self, char out[FA_PASSWORD_HASH_BYTES], fa_error *err);
    void (*close)(void *self);
} fa_password_hasher_ops;

typedef struct fa_password_hasher {
    const fa_password_hasher_ops *ops;
    void *self;
} fa_password_hasher;

FA_API fa_status fa_password_hash(const fa_password_hasher *h, const char *password, size_t len,
                                  char out[FA_PASSWORD_HASH_BYTES], fa_error *err);
FA_API fa_status fa_password_verify(const fa_password_hasher *h, const char *hash, const char *password,
                                    size_t len, bool *match, bool *stale, fa_error *err);
FA_API fa_status fa_password_decoy(const fa_password_hasher *h, char out[FA_PASSWORD_HASH_BYTES],
                                   fa_error *err);
FA_API void fa_password_hasher_close(fa_password_hasher *h);

#ifdef __cplusplus
}
#endif
#endif
