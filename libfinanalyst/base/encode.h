/* base/encode.h: bytes as text, one spelling each; and handling secrets. */
#ifndef FAI_BASE_ENCODE_H
#define FAI_BASE_ENCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Characters that base64url without padding (RFC 4648, section 5) takes for n bytes. */
#define FAI_BASE64URL_LEN(n) (((n)*4 + 2) / 3)

/* Writes FAI_BASE64URL_LEN(len) characters and a NUL. */
void fai_base64url_encode(const void *bytes, size_t len, char *out);
/* Strict: no padding, no blanks, unused bits zero, so that bytes have one spelling. out holds cap bytes. false: it is
 * none, or does not fit. */
bool fai_base64url_decode(const char *text, size_t len, void *out, size_t cap, size_t *got);
/* Upper-case base 32 (RFC 4648, section 6) without padding, and a NUL: (len * 8 + 4) / 5 characters. */
void fai_base32_encode(const void *bytes, size_t len, char *out);
/* Lower-case hexadecimal digits and a NUL. */
void fai_hex_encode(const void *bytes, size_t len, char *out);

/* Whether the bytes are the same, in a time that does not tell where they differ. */
bool fai_secret_equal(const void *a, const void *b, size_t len);
/* The same for NUL-terminated text; its length is no secret. */
bool fai_secret_text_equal(const char *a, const char *b);
/* Zeroes memory that is not read again, which a compiler might leave as it is. */
void fai_wipe(void *p, size_t len);

#endif
