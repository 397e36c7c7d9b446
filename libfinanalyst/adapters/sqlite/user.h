/* adapters/sqlite/user.h: the parts of the user repository. */
#ifndef FA_SQLITE_USER_H
#define FA_SQLITE_USER_H

#include <finanalyst/port/user_repo.h>

#include "arena.h"
#include "store.h"

/* Statements by number: those of changes, then those of queries. */
enum {
    USER_ADD,
    USER_REPLACE,
    USER_REMOVE,
    USER_REMOVED,
    USER_ADMIN,
    USER_EMAIL_OWNER,
    SESSION_ADD,
    SESSION_REPLACE,
    SESSION_TOKEN,
    SESSION_END,
    SESSION_END_EVENT,
    SESSIONS_END,
    SESSIONS_END_EVENTS,
    KEY_ADD,
    KEY_REPLACE,
    KEY_REMOVE,
    EVENT_ADD,
    CODE_ADD,
    CODE_TAKE,
    COUNTER_ADD,
    COUNTER_REPLACE,
    COUNTER_CLEAR,
    SIGNER_ADD,
    SIGNER_RETIRE,
    MAIL_ADD,
    MAIL_POSTPONE,
    MAIL_REMOVE,
    TRAIL_ADD,
    TRAIL_LAST,
    TIDY_SESSIONS,
    TIDY_CODES,
    TIDY_COUNTERS,
    TIDY_SIGNERS,
    TIDY_MAILS,
    TIDY_EVENTS,
    USERS_NEWEST, /* in the order of fa_user_order */
    USERS_OLDEST,
    USERS_BY_EMAIL,
    USERS_COUNT,
    TRAIL_OF_ACTOR,
    QUERIES, /* + fa_user_query_kind */
    USER_STATEMENTS = QUERIES + FA_QUERY_EVENTS + 1
};

extern const char *const fai_sql_user_statements[USER_STATEMENTS];

/* Roles and grant kinds are stored as the numbers of their enumerations; SQL that knows some says so beside them. */
_Static_assert(FA_ROLE_ADMIN == 2 && FA_USER_CREDENTIAL_ENDED == 1 && FA_USER_REMOVED == 2,
               "as the SQL has them");

/* An fai_sql_work_fn; payload is an fai_sql_user_batch. */
typedef struct fai_sql_user_batch {
    const fa_user_change *changes;
    size_t count;
} fai_sql_user_batch;
fa_status fai_sql_user_apply(fai_sql_connection *c, void *payload, fa_error *err);

/* A line of the trail, from the columns of a row. */
void fai_sql_read_line(fai_sql_query *q, fa_audit_entry *out);

/* A query on its way: an fai_sql_work_fn, and its payload. */
typedef struct fai_sql_user_answer {
    const fa_user_query *query;
    fai_sql_arena arena;
    char *first; /* each record is preceded by a pointer to the next */
} fai_sql_user_answer;
fa_status fai_sql_user_look(fai_sql_connection *c, void *payload, fa_error *err);
fa_status fai_sql_user_show(const fai_sql_user_answer *a, fa_user_record_visit_fn visit, void *payload,
                            fa_error *err);
void fai_sql_bind_filter(fai_sql_query *q, const fa_user_filter *f);

#endif
