/* base/text.h: slices of UTF-8 text, compared and searched without locale. */
#ifndef FAI_BASE_TEXT_H
#define FAI_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A piece of text that somebody else owns; not NUL-terminated. */
typedef struct fai_str {
    const char *p;
    size_t n;
} fai_str;

/* For printf: "%.*s". */
#define FAI_STR_ARG(s) (int)(s).n, (s).p
#define FAI_STR(literal) ((fai_str){literal, sizeof(literal) - 1})

fai_str fai_str_of(const char *text);
fai_str fai_str_sub(fai_str s, size_t from, size_t to);
/* Without blanks (space, tab, line ends, U+00A0) at either end. */
fai_str fai_str_trim(fai_str s);
bool fai_str_equal(fai_str a, fai_str b);
/* ASCII letters compare without case in all of these. */
bool fai_str_equal_ci(fai_str a, fai_str b);
bool fai_str_starts_ci(fai_str s, fai_str prefix);
bool fai_str_ends_ci(fai_str s, fai_str suffix);
#define FAI_NPOS SIZE_MAX
size_t fai_str_find(fai_str s, fai_str part, size_t from);
size_t fai_str_find_ci(fai_str s, fai_str part, size_t from);
/* As find_ci, with no letter or digit directly before or behind the hit. */
size_t fai_str_find_word_ci(fai_str s, fai_str part, size_t from);
/* For NUL-terminated text: whether it contains the part (any case); as a whole word. */
bool fai_has_ci(const char *text, const char *part);
bool fai_has_word_ci(const char *text, const char *part);

bool fai_is_digit(char c);
bool fai_is_alpha(char c);
bool fai_is_alnum(char c);
bool fai_is_space(char c);
char fai_lower(char c);

/* Decodes one character at s[0..n): sets *len to its bytes (at least 1 while n > 0). U+FFFD for what is invalid. */
uint32_t fai_utf8_decode(const char *s, size_t n, size_t *len);
/* Encodes one character; returns its bytes, 1..4. */
size_t fai_utf8_encode(uint32_t c, char out[4]);
bool fai_utf8_valid(const char *s, size_t n);
/* The longest prefix of s[0..n) that does not end inside a character. */
size_t fai_utf8_whole(const char *s, size_t n);

#endif
