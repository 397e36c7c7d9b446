/* user/service.h: the ports and rules that the user service was given. */
#ifndef FAI_USER_SERVICE_H
#define FAI_USER_SERVICE_H

#include <pthread.h>

#include <finanalyst/port/clock.h>
#include <finanalyst/port/hasher.h>
#include <finanalyst/port/mailer.h>
#include <finanalyst/port/user_repo.h>

#include "base/vec.h"
#include "user/domain/password.h"

/* What a service is made of: legacy and mailer may be none. */
typedef struct fai_user_parts {
    fa_user_repo repo;
    fa_password_hasher passwords;
    fa_password_hasher legacy;
    fa_token_signer signer;
    fa_mailer mailer;
    fa_hasher hasher;
    fa_clock clock;
    const fa_user_config *config; /* copied */
} fai_user_parts;

/* A signing key that was taken up. */
typedef struct fai_user_key {
    fa_id id;
    uint8_t public_key[FA_ED25519_PUBLIC];
    fa_time created;
    fa_time retires;
    fa_time expires;
} fai_user_key;

/* The rules, with the defaults filled in. Times in ms. */
typedef struct fai_user_rules {
    char issuer[128];
    char audience[128];
    char base_url[FA_URL_BYTES];
    fa_time access_ms;
    fa_time session_ms;
    fa_time session_idle_ms;
    fa_time key_ms;
    fa_time link_ms;
    uint32_t login_tries;
    uint32_t address_tries;
    bool verify_email;
    bool closed;
    fai_password_rules passwords;
} fai_user_rules;

struct fa_user_service {
    fa_user_repo repo;
    fa_password_hasher passwords;
    fa_password_hasher legacy;
    fa_token_signer signer;
    fa_mailer mailer;
    fa_hasher hasher;
    fa_clock clock;
    fai_user_rules rules;
    fai_common_passwords common;
    uint8_t *secret; /* HS256; NULL = Ed25519 */
    size_t secret_len;
    fa_token_keys *keys;
    pthread_mutex_t lock; /* over held */
    FAI_VEC(fai_user_key) held;
};

/* Makes a service and its first signing key. On FA_OK the ports belong to it; on failure they stay the caller's. */
fa_status fai_user_service_new(const fai_user_parts *parts, fa_user_service **out, fa_error *err);
/* Closes the ports and frees the service; NULL is fine. */
void fai_user_service_free(fa_user_service *svc);

#endif
