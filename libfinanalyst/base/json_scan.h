/* base/json_scan.h: the words of JSON text, for base/json.c. */
#ifndef FAI_BASE_JSON_SCAN_H
#define FAI_BASE_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include <finanalyst/error.h>

#include "base/arena.h"

/* Text on its way through the guard. What is decoded lies in the arena. */
typedef struct fai_json_scan {
    const char *text;
    size_t len;
    size_t at;
    int depth;
    fai_arena *arena;
    fa_error *err;
} fai_json_scan;

/* FA_EINVALID with what is wrong at the byte that the scan has reached; FA_ENOMEM. */
fa_status fai_json_refuse(const fai_json_scan *s, const char *what);
fa_status fai_json_no_memory(const fai_json_scan *s);

/* The byte ahead; 0 at the end. */
char fai_json_peek(const fai_json_scan *s);
void fai_json_skip_blanks(fai_json_scan *s);
bool fai_json_take(fai_json_scan *s, char c);
/* true, false or null, as word. */
fa_status fai_json_take_word(fai_json_scan *s, const char *word);
/* A string, decoded. *nul: "\u0000" occurs in it, and stands there as the bytes C0 80, which no valid text
 * holds. */
fa_status fai_json_take_string(fai_json_scan *s, char **out, bool *nul);
/* A number, as its text. */
fa_status fai_json_take_number(fai_json_scan *s, char **out);

#endif
