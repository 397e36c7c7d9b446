/* adapters/sqlite/postings.h: lists of small numbers as bytes. */
#ifndef FA_SQLITE_POSTINGS_H
#define FA_SQLITE_POSTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include <finanalyst/search.h>

enum { FAI_SQL_VARINT_MAX = 5 };

/* Writes value in 7 bits a byte, low ones first, the high bit set in all but the last; returns the bytes written. */
size_t fai_sql_put_varint(unsigned char *out, uint32_t value);
/* Reads one and moves *at behind it. false: the bytes end within it, or it is too large. */
bool fai_sql_get_varint(const unsigned char **at, const unsigned char *end, uint32_t *value);

/* The pages of a word: for each a varint of twice the distance from the page before (from -1 for the first), plus 1 when
 * the word stands there more than once: then a varint with its count follows. out holds 2 * FAI_SQL_VARINT_MAX bytes per
 * posting. Returns the bytes written. */
size_t fai_sql_put_postings(unsigned char *out, const fa_posting *postings, uint32_t count);
/* Reads what put_postings wrote; base is added to each page. Writes at most page_count postings. Returns their number,
 * UINT32_MAX when the bytes do not fit a document of page_count pages. */
uint32_t fai_sql_get_postings(const void *bytes, size_t len, uint32_t base, uint32_t page_count,
                              fa_posting *out);

#endif
