/* base/json.h: strict JSON in, JSON out. The only door to cJSON. */
#ifndef FAI_BASE_JSON_H
#define FAI_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <finanalyst/buf.h>

/* A parsed document; nodes are lent by it. */
typedef struct cJSON fai_json;

/* Parses RFC 8259 text: valid UTF-8, at most `max` bytes, depth 32 at most, no duplicate keys, no lone
 * surrogates, nothing behind the value. FA_EINVALID says what and at which byte; FA_ETOOLARGE; FA_ENOMEM. */
fa_status fai_json_parse(const char *text, size_t len, size_t max, fai_json **out, fa_error *err);
void fai_json_free(fai_json *doc);
/* The strict check alone. */
fa_status fai_json_check(const char *text, size_t len, size_t max, fa_error *err);

/* Members and elements; NULL when there is none, or the node is of another type. */
const fai_json *fai_json_get(const fai_json *object, const char *key);
const fai_json *fai_json_at(const fai_json *array, size_t index);
size_t fai_json_count(const fai_json *array_or_object);
/* The first member of an object that is none of the known ones, a list that ends in NULL; NULL = all are known. Lent. */
const char *fai_json_unknown(const fai_json *object, const char *const *known);
/* The text of a string; NULL when the node is none. Lent. */
const char *fai_json_text(const fai_json *node);
/* FA_EINVALID: not a number that is a whole number within ±2^53. */
fa_status fai_json_int(const fai_json *node, int64_t *out, fa_error *err);
/* true or false into *out; false when the node is neither. */
bool fai_json_bool(const fai_json *node, bool *out);
bool fai_json_is_object(const fai_json *node);
bool fai_json_is_array(const fai_json *node);

/* Writes JSON without building a tree. Commas are its own affair; failures wait in the buffer (fa_buf_check).
 * */
typedef struct fai_json_writer {
    fa_buf *out;
    uint64_t has; /* a bit per open level: something was written there */
    int depth;
} fai_json_writer;

void fai_json_begin(fai_json_writer *w, fa_buf *out);
/* key NULL: an element of an array, or the top. */
void fai_json_object(fai_json_writer *w, const char *key);
void fai_json_array(fai_json_writer *w, const char *key);
void fai_json_end_object(fai_json_writer *w);
void fai_json_end_array(fai_json_writer *w);
/* What is not UTF-8 becomes U+FFFD. text NULL: null. */
void fai_json_string(fai_json_writer *w, const char *key, const char *text);
/* As fai_json_string, for text that is not NUL-terminated. */
void fai_json_slice(fai_json_writer *w, const char *key, const char *text, size_t len);
void fai_json_number(fai_json_writer *w, const char *key, int64_t value);
/* With `digits` digits after the point, whatever the locale; null for what is not finite. */
void fai_json_real(fai_json_writer *w, const char *key, double value, int digits);
void fai_json_boolean(fai_json_writer *w, const char *key, bool value);
void fai_json_null(fai_json_writer *w, const char *key);

#endif
