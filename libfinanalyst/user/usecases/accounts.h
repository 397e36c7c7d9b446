/* user/usecases/accounts.h: making and changing the records of accounts. */
#ifndef FAI_USER_ACCOUNTS_H
#define FAI_USER_ACCOUNTS_H

#include "user/usecases/store.h"

/* An empty record with an id: a user, active, not verified. */
fa_status fai_account_new(const fa_user_service *svc, fa_user_record *out, fa_error *err);
/* Hashes a password into it. */
fa_status fai_account_password(const fa_user_service *svc, fa_user_record *record, const char *password,
                               fa_error *err);
/* Holds a password against the rules, for that account. */
fa_status fai_account_check_password(const fa_user_service *svc, const fa_user *user, const char *password,
                                     const char *field, fa_error *err);
/* The account as it is kept now. */
fa_status fai_account_reread(const fa_user_service *svc, fa_id id, fa_user *out, fa_error *err);
/* Whether the password is the account's: FA_EUNAUTHENTICATED names the field. Failures slow down further ones. */
fa_status fai_account_prove(const fa_user_service *svc, const fa_actor *who, const fa_user_record *record,
                            const char *password, const char *field, fa_error *err);

/* Changes a record and adds what goes with it. May be run again, with the record as it is by then. */
typedef fa_status (*fai_account_edit_fn)(void *payload, fa_user_record *record, fai_changes *c,
                                         fa_error *err);
/* Reads, edits and replaces a record, again while others change it meanwhile. A conflict about the e-mail address
 * names "email"; any other that the edit reports stays as it is. */
fa_status fai_account_edit(fa_user_service *svc, fa_id id, fai_account_edit_fn edit, void *payload,
                           fa_user *out, fa_error *err);

#endif
