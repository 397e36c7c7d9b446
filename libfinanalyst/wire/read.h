/* wire/read.h: reading what another service wrote: every member is there, and is what it is said to be, or nothing is taken. */
#ifndef FAI_WIRE_READ_H
#define FAI_WIRE_READ_H

#include <finanalyst/wire.h>

#include "base/json.h"

/* The longest list that is read. */
enum { FAI_WIRE_LIST_MAX = 4 << 20 };

/* An object whose members are taken one after the other. What is wrong is noted, and asked for at the end. */
typedef struct fai_wire_reader {
    const fai_json *node;
    const char *wrong; /* the first member that is not what it should be; NULL = none so far */
} fai_wire_reader;

/* Notes a member that is wrong; what was noted first stays. */
void fai_wire_note(fai_wire_reader *r, const char *key);
/* The member; NULL where it is null. One that is missing is wrong. */
const fai_json *fai_wire_member(fai_wire_reader *r, const char *key);
/* A string, lent by the document; null is "". */
const char *fai_wire_read_text(fai_wire_reader *r, const char *key);
/* The same into a field of so many bytes; one that is longer is wrong. */
void fai_wire_read_chars(fai_wire_reader *r, const char *key, char *out, size_t size);
/* A whole number within 0..max, or min..max; null is 0. */
uint64_t fai_wire_read_count(fai_wire_reader *r, const char *key, uint64_t max);
int64_t fai_wire_read_number(fai_wire_reader *r, const char *key, int64_t min, int64_t max);
bool fai_wire_read_flag(fai_wire_reader *r, const char *key);
/* Null is no id, no day, no moment. */
fa_id fai_wire_read_id(fai_wire_reader *r, const char *key);
fa_date fai_wire_read_date(fai_wire_reader *r, const char *key);
fa_time fai_wire_read_time(fai_wire_reader *r, const char *key);
/* A word of names, whose last is NULL and whose first is number 1; null is 0. */
int32_t fai_wire_read_word(fai_wire_reader *r, const char *key, const char *const *names);
/* A fiscal span, "Q3"; null is none. */
int32_t fai_wire_read_fiscal(fai_wire_reader *r, const char *key);
/* {"code","message"}; null is FA_OK and "". The message is lent. */
fa_status fai_wire_read_error(fai_wire_reader *r, const char *key, const char **message);
/* FA_ECORRUPT where something was wrong. */
fa_status fai_wire_read_end(const fai_wire_reader *r, fa_error *err);

/* The status of a word of fa_status_name; false for none. */
bool fai_wire_status_of(const char *word, fa_status *out);
/* "YYYY-MM-DDTHH:MM:SSZ" or with milliseconds before the Z. */
bool fai_wire_parse_time(const char *text, fa_time *out);

/* Reads an item and lends it to whoever wants it. */
typedef fa_status (*fai_wire_item_fn)(void *taker, const fai_json *node, fa_error *err);
/* The items of {"items": [...]}, one after the other. FA_ECORRUPT, FA_ENOMEM; what take returns passes through. */
fa_status fai_wire_read_items(const char *text, size_t len, fai_wire_item_fn take, void *taker,
                              fa_error *err);

#endif
