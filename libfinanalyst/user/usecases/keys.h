/* user/usecases/keys.h: the keys that access tokens are signed with. */
#ifndef FAI_USER_KEYS_H
#define FAI_USER_KEYS_H

#include "user/service.h"

/* Takes up the keys of the repository, lets go of those that expired, and makes a key where none signs. With a secret
 * there are none. */
fa_status fai_user_keys_refresh(fa_user_service *svc, fa_error *err);
/* Appends the access token of a session to out. */
fa_status fai_access_token(fa_user_service *svc, const fa_user *user, fa_id session, fa_time now,
                           fa_tokens *out, fa_error *err);

#endif
