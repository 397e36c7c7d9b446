/* user/domain/password.h: which passwords are refused. */
#ifndef FAI_USER_PASSWORD_H
#define FAI_USER_PASSWORD_H

#include <finanalyst/user.h>

/* Passwords that everybody tries, as sorted hashes. Zero it to begin. */
typedef struct fai_common_passwords {
    uint64_t *hashes;
    size_t count;
} fai_common_passwords;

/* Takes a list in, one password a line, as they are and in lower case. FA_ENOMEM. */
fa_status fai_common_passwords_read(fai_common_passwords *list, const char *text, size_t len, fa_error *err);
void fai_common_passwords_clear(fai_common_passwords *list);

typedef struct fai_password_rules {
    uint32_t min; /* characters */
    uint32_t min_totp;
    const fai_common_passwords *common;
} fai_password_rules;

/* Whose password it is to be. */
typedef struct fai_password_owner {
    const char *email;
    const char *full_name;
    bool has_totp;
} fai_password_owner;

/* FA_EINVALID names the field and says what is wrong: no UTF-8, too short or long, one that everybody tries, made of
 * the owner's address or name, or made of a few common words, runs and repeats only. No composition is asked for. */
fa_status fai_password_check(const fai_password_rules *rules, const char *password,
                             const fai_password_owner *owner, const char *field, fa_error *err);
/* How many guesses in a row a password is made of: a common word, a run ("12345", "qwerty", "aaaa"), up to four digits or
 * a repetition of what was before it counts as one, any other character as one each. Over 128 characters: that many. */
unsigned fai_password_pieces(const char *password);

#endif
