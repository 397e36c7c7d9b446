/* adapters/sqlite/filing.h: a filing as rows. */
#ifndef FA_SQLITE_FILING_H
#define FA_SQLITE_FILING_H

#include <finanalyst/finance.h>

#include "arena.h"
#include "connection.h"

enum {
    FAI_SQL_DROP_FILING,
    FAI_SQL_DROP_FILINGS,
    FAI_SQL_PUT_FILING,
    FAI_SQL_SET_TEXT_COUNT,
    FAI_SQL_PUT_TEXT,
    FAI_SQL_PUT_ITEM,
    FAI_SQL_PUT_FACT,
    FAI_SQL_PUT_DIMENSION,
    FAI_SQL_PUT_TABLE,
    FAI_SQL_PUT_COLUMN,
    FAI_SQL_PUT_ROW,
    FAI_SQL_PUT_TIE_OUT,
    FAI_SQL_GET_FILING,
    FAI_SQL_GET_TEXTS,
    FAI_SQL_GET_ITEMS,
    FAI_SQL_GET_FACTS,
    FAI_SQL_GET_DIMENSIONS,
    FAI_SQL_GET_TABLES,
    FAI_SQL_GET_COLUMNS,
    FAI_SQL_GET_ROWS,
    FAI_SQL_GET_TIE_OUTS,
    FAI_SQL_FILING_STATEMENTS
};

extern const char *const fai_sql_filing_statements[FAI_SQL_FILING_STATEMENTS];

enum { FAI_SQL_ITEMS = 6, FAI_SQL_PLACE_BYTES = 32 };

/* The items of an identity, in the order of their numbers. */
void fai_sql_identity_items(fa_identity *identity, fa_identity_item *items[FAI_SQL_ITEMS]);
/* The box and the ranges of a place as bytes, and back. */
void fai_sql_pack_place(const fa_place *place, unsigned char out[FAI_SQL_PLACE_BYTES]);
void fai_sql_unpack_place(const unsigned char *bytes, fa_place *place);

/* Adds the rows of a filing. */
fa_status fai_sql_filing_put(fai_sql_connection *c, fa_id owner, fa_id document, const fa_filing *filing,
                             fa_error *err);
/* Builds a filing from its rows in the arena. FA_ENOTFOUND; FA_ECORRUPT: the rows do not hold together. */
fa_status fai_sql_filing_get(fai_sql_connection *c, fa_id owner, fa_id document, fai_sql_arena *arena,
                             fa_filing *out, fa_error *err);

#endif
