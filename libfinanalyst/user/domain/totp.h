/* user/domain/totp.h: codes of a second factor: RFC 6238 with SHA-1, 6 digits, 30 seconds: what authenticator programs
 * understand without exception. */
#ifndef FAI_USER_TOTP_H
#define FAI_USER_TOTP_H

#include <finanalyst/port/user_repo.h>

enum { FAI_TOTP_DIGITS = 6, FAI_TOTP_STEP_MS = 30000 };

/* HMAC-SHA-1 (RFC 2104, FIPS 180-4) of a key of at most 64 bytes. The known weakness of SHA-1
 * (collisions) does not touch HMAC. */
void fai_hmac_sha1(const uint8_t *key, size_t key_len, const uint8_t *bytes, size_t len, uint8_t out[20]);
/* The code of a step (RFC 4226, section 5.3). */
uint32_t fai_totp_code(const uint8_t secret[FA_TOTP_SECRET], int64_t step);
/* Whether text is the code of this step, the one before or the one after, and of none at or before *last, which becomes
 * its step: a code holds once. */
bool fai_totp_check(const uint8_t secret[FA_TOTP_SECRET], const char *text, fa_time now, int64_t *last);

#endif
