/* adapters/sqlite/events.h: the statements and pieces of the event repository. */
#ifndef FA_SQLITE_EVENTS_H
#define FA_SQLITE_EVENTS_H

#include <finanalyst/port/event_repo.h>

#include "store.h"

enum {
    FAI_EVENT_ADD,
    FAI_EVENT_LIST,
    FAI_TALLY_CELLS,
    FAI_TALLY_CELLS_OF_USER,
    FAI_TALLY_ADD,
    FAI_TALLY_ADD_USER,
    FAI_TALLY_LIST,
    FAI_TALLY_USERS,
    FAI_TALLY_USER,
    FAI_TALLY_USERS_DAYS,
    FAI_TALLY_USER_DAYS,
    FAI_FEEDBACK_ADD,
    FAI_FEEDBACK_REPLACE,
    FAI_FEEDBACK_GET,
    FAI_FEEDBACK_OF_TARGET,
    FAI_FEEDBACK_OF_USER,
    FAI_FEEDBACK_ALL,
    FAI_FEEDBACK_REMOVE,
    FAI_ERASED_GET,
    FAI_ERASED_ADD,
    FAI_PURGE_EVENTS,
    FAI_PURGE_TALLIES,
    FAI_PURGE_USER_TALLIES,
    FAI_PURGE_FEEDBACK,
    FAI_ERASE_EVENTS,
    FAI_ERASE_TALLIES,
    FAI_ERASE_FEEDBACK,
    FAI_EVENT_STATEMENTS
};

/* Rows to add to the roll-ups, on their way to their tables: rows of the same key become one before they are written.
 * Zero it to begin; names are lent until the end. */
typedef struct fai_sql_tallies {
    fa_tally *rows;
    size_t count;
    size_t cap;
} fai_sql_tallies;

fa_status fai_sql_tallies_push(fai_sql_tallies *t, const fa_tally *rows, uint32_t count, fa_error *err);
/* Writes them within the transaction. */
fa_status fai_sql_tallies_write(fai_sql_tallies *t, fai_sql_connection *c, fa_error *err);
void fai_sql_tallies_clear(fai_sql_tallies *t);

/* Ops of the port; self is the store. */
fa_status fai_sql_tallies_show(void *self, const fa_tally_query *query, fa_tally_visit_fn visit,
                               void *payload, fa_error *err);
fa_status fai_sql_feedback_keep(void *self, const fa_feedback *feedback, const fa_tally *tallies,
                                uint32_t count, fa_error *err);
fa_status fai_sql_feedback_find(void *self, const fa_feedback_query *query, fa_feedback_visit_fn visit,
                                void *payload, fa_error *err);
fa_status fai_sql_feedback_remove(void *self, fa_id id, uint32_t version, const fa_tally *tallies,
                                  uint32_t count, fa_error *err);

#endif
