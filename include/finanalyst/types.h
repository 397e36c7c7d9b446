/* types.h: the small types that every call and every adapter needs. */
#ifndef FINANALYST_TYPES_H
#define FINANALYST_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <finanalyst/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A moment: milliseconds since 1970-01-01T00:00:00Z. 0 = none. */
typedef int64_t fa_time;
/* A calendar day: days since 1970-01-01, proleptic Gregorian. FA_DATE_NONE = none. */
typedef int32_t fa_date;
#define FA_DATE_NONE INT32_MIN

/* A time-ordered opaque id with a kind prefix: "doc_", "job_", "ans_" and 26 digits of Crockford base 32.
 * s[0] == 0 = none. */
typedef struct fa_id {
    char s[32];
} fa_id;

/* A rectangle on a page in PDF points, origin at the top left; all zero = none. */
typedef struct fa_box {
    float x0, y0, x1, y1;
} fa_box;

/* Pulls the next bytes: sets *got to 1..cap, or to 0 at the end. */
typedef fa_status (*fa_read_fn)(void *payload, void *buf, size_t cap, size_t *got, fa_error *err);
/* Takes len bytes. Anything but FA_OK stops the transfer and becomes its result. */
typedef fa_status (*fa_write_fn)(void *payload, const void *buf, size_t len, fa_error *err);

/* A day from year, month 1..12 and day; FA_DATE_NONE when there is no such day. */
FA_API fa_date fa_date_make(int year, int month, int day);
/* Splits a day; each pointer may be NULL. */
FA_API void fa_date_split(fa_date date, int *year, int *month, int *day);
/* Parses "YYYY-MM-DD" (exactly); FA_DATE_NONE when text is not such a day. */
FA_API fa_date fa_date_parse(const char *text);
/* Writes "YYYY-MM-DD", or "" for FA_DATE_NONE, with its NUL: out holds 11 bytes. */
FA_API void fa_date_format(fa_date date, char out[11]);
/* Writes "YYYY-MM-DDTHH:MM:SS.mmmZ" with its NUL: out holds 25 bytes. */
FA_API void fa_time_format(fa_time time, char out[25]);
/* Whether the ids are the same. */
FA_API bool fa_id_equal(fa_id a, fa_id b);
/* Parses an id with the given prefix ("doc_"). FA_EINVALID: not of that form. */
FA_API fa_status fa_id_parse(const char *text, const char *prefix, fa_id *out, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
