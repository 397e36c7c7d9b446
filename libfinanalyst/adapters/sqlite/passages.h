/* adapters/sqlite/passages.h: pages and their words as rows. */
#ifndef FA_SQLITE_PASSAGES_H
#define FA_SQLITE_PASSAGES_H

#include <finanalyst/search.h>

#include "arena.h"
#include "connection.h"

enum {
    FAI_SQL_FIND_SEARCHED,
    FAI_SQL_FIND_OWNED,
    FAI_SQL_DROP_POSTINGS,
    FAI_SQL_DROP_SEARCHED,
    FAI_SQL_PUT_SEARCHED,
    FAI_SQL_PUT_PAGE,
    FAI_SQL_PUT_POSTING,
    FAI_SQL_GET_PAGE,
    FAI_SQL_SCOPE_ALL,
    FAI_SQL_SCOPE_ONE,
    FAI_SQL_GET_POSTINGS,
    FAI_SQL_PASSAGE_STATEMENTS
};

enum { FAI_SQL_SHELF = 16 }; /* documents on a shelf */

/* A search under way: what is asked, and what was found. */
typedef struct fai_sql_search {
    fa_id owner;
    const fa_term *terms;
    uint32_t term_count;
    const fa_id *documents; /* NULL = all */
    uint32_t document_count;
    uint32_t limit;
    fai_sql_arena arena; /* of the hits; the caller clears it */
    fa_passage_hit *hits;
    uint32_t hit_count;
} fai_sql_search;

/* A work: payload is a fai_sql_search. FA_ECORRUPT: the stored words do not fit the pages. */
fa_status fai_sql_search_work(fai_sql_connection *c, void *payload, fa_error *err);

#endif
