/* user/usecases/store.h: what the use cases share: who may act, reading records, and changes that are made together. */
#ifndef FAI_USER_STORE_H
#define FAI_USER_STORE_H

#include "user/service.h"

/* How often a change is tried when others change the same record. */
enum { FAI_TRIES = 8, FAI_CHANGES = 10 };

/* ---- who acts ---- */

fa_status fai_user_service_check(const fa_user_service *svc, const fa_actor *who, fa_error *err);
/* A signed-in user, by session or API key, with that scope (NULL = any). FA_EUNAUTHENTICATED, FA_EFORBIDDEN. */
fa_status fai_need_user(const fa_user_service *svc, const fa_actor *who, const char *scope, fa_error *err);
/* … by session: keys change nothing about how their owner enters. */
fa_status fai_need_session(const fa_user_service *svc, const fa_actor *who, fa_error *err);
/* An administrator, or the operator. */
fa_status fai_need_admin(const fa_user_service *svc, const fa_actor *who, fa_error *err);
/* The operator: an administrator without an account. */
bool fai_is_operator(const fa_actor *who);

/* ---- reading ---- */

fa_status fai_get_user(const fa_user_service *svc, fa_id id, fa_user_record *out, fa_error *err);
fa_status fai_find_user(const fa_user_service *svc, const char *email, fa_user_record *out, fa_error *err);
/* *found false: there is none; the record is zeroed then. */
fa_status fai_look_for_user(const fa_user_service *svc, const char *email, fa_user_record *out, bool *found,
                            fa_error *err);
fa_status fai_get_session(const fa_user_service *svc, fa_id id, fa_session_record *out, fa_error *err);
/* A counter as it stands; one that is not there is zero, and ready to be put. */
fa_status fai_get_counter(const fa_user_service *svc, const char *key, fa_counter *out, fa_error *err);
/* A visit for a query of one record, for payloads of that record's type. */
fa_status fai_copy_user(void *payload, const void *record, fa_error *err);

/* ---- secrets ---- */

/* The SHA-256 of a text. */
void fai_hash_text(const fa_user_service *svc, const char *text, char out[FA_SHA256_HEX]);
/* Prefix and 256 random bits. */
fa_status fai_new_secret(const fa_user_service *svc, const char *prefix, char out[FA_SECRET_BYTES],
                         fa_error *err);
fa_status fai_new_id(const fa_user_service *svc, const char *prefix, fa_id *out, fa_error *err);
/* Whether the password is that of the hash ("" = none: false, after the same work); *stale: it should be hashed anew. */
fa_status fai_check_password(const fa_user_service *svc, const char *hash, const char *password, bool *match,
                             bool *stale, fa_error *err);

/* ---- changing ---- */

/* Changes that are made together, and the records that only they need. */
typedef struct fai_changes {
    const fa_user_service *svc;
    fa_time now;
    size_t count;
    fa_user_change items[FAI_CHANGES];
    fa_audit_entry audit;
} fai_changes;

void fai_changes_begin(fai_changes *c, const fa_user_service *svc);
/* Adds one, for its members to be filled in. */
fa_user_change *fai_change(fai_changes *c, fa_user_change_kind kind, const void *record);
void fai_change_text(fai_changes *c, fa_user_change_kind kind, const char *text);
/* Ends the sessions of a user but `keep`. */
void fai_change_end_sessions(fai_changes *c, fa_id user, fa_id keep);
/* The line of the trail: one for all changes. */
void fai_change_audit(fai_changes *c, const fa_actor *who, const char *action, const char *target,
                      const char *detail);
fa_status fai_changes_apply(fai_changes *c, fa_error *err);

#endif
