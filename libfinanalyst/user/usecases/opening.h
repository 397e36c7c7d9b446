/* user/usecases/opening.h: opening sessions, and the counters that guard the door. */
#ifndef FAI_USER_OPENING_H
#define FAI_USER_OPENING_H

#include "user/usecases/store.h"

/* A session of the user, with its refresh token, device and access token in *out. The caller adds the record. device
 * (may be NULL): that of the client. */
fa_status fai_session_make(fa_user_service *svc, const fa_actor *who, const fa_user *user, const char *device,
                           fa_session_record *record, fa_tokens *out, fa_error *err);
/* The refresh token that follows another. */
fa_status fai_next_refresh(const fa_user_service *svc, const fa_session_record *s, const char *refresh,
                           char out[FA_SECRET_BYTES], fa_error *err);
/* Whether it lives. */
bool fai_session_lives(const fa_user_service *svc, const fa_session_record *s, fa_time now);
/* Whether the account may enter. */
bool fai_may_enter(const fa_user_service *svc, const fa_user *user);

/* ---- counters ---- */

/* What is counted: kind and a name, or where that is long its hash. */
void fai_counter_key(const fa_user_service *svc, const char *kind, const char *name,
                     char out[FA_COUNTER_KEY_BYTES]);
/* FA_ETHROTTLED: failures of the actor's address are too many. *counter is counted up by fai_change_failure. */
fa_status fai_address_check(const fa_user_service *svc, const fa_actor *who, fa_counter *counter,
                            fa_error *err);
/* Adds one failure of the address; a clash with another failure loses one, which does no harm. */
void fai_count_failure(const fa_user_service *svc, fa_counter *counter);
/* Counts a try of what the key names, before it is known how it goes. FA_ETHROTTLED. */
fa_status fai_try(const fa_user_service *svc, const char *key, uint32_t free, fa_time first_ms,
                  fa_time most_ms, fa_error *err);

#endif
