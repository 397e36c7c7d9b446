/* user/domain/account.h: what an account may say. */
#ifndef FAI_USER_ACCOUNT_H
#define FAI_USER_ACCOUNT_H

#include <finanalyst/user.h>

enum { FAI_NAME_CHARACTERS = 120 };

/* An e-mail address as it is stored: without blanks around it, in lower case (ASCII). One "@", a local part of at most 64
 * bytes without blanks and quotes, a domain of labels. FA_EINVALID "email". */
fa_status fai_email(const char *given, char out[FA_EMAIL_BYTES], fa_error *err);
/* A name for people: at most FAI_NAME_CHARACTERS, no control characters; blanks around it go. NULL is "". FA_EINVALID
 * names the field. */
fa_status fai_person_name(const char *given, const char *field, char out[FA_NAME_BYTES], fa_error *err);
/* Where a picture is: https:, http:, or a path of our own ("/…"); "" = none. FA_EINVALID "avatar_url". */
fa_status fai_avatar(const char *given, char out[FA_URL_BYTES], fa_error *err);
/* A JSON object of at most FA_PREFERENCES_BYTES - 1. FA_EINVALID "preferences". */
fa_status fai_preferences(const char *given, char out[FA_PREFERENCES_BYTES], fa_error *err);
/* Whether an id is of that kind ("usr_"). FA_EINVALID names the field. */
fa_status fai_id_check(const fa_id *id, const char *prefix, const char *field, fa_error *err);
/* Copies text that may come from anywhere into a field: cut at its size without splitting a character, control
 * characters as "?". NULL is "". */
void fai_take_text(char *out, size_t cap, const char *text);

#endif
