/* support/user_host.h: a user service over memory, with a clock that can be set, passwords that are hashed fast and counted,
 * mails that can be read, and calls that can be made to fail. */
#ifndef FA_TEST_USER_HOST_H
#define FA_TEST_USER_HOST_H

#include <finanalyst/user.h>

#include "faulty.h"

typedef struct user_host {
    fa_user_service *svc;
    faults faults; /* of the repository */
} user_host;

/* Opens the service. Members of config that name adapters are filled in where they are NULL; NULL = all defaults. */
fa_status user_host_open(user_host *host, const fa_user_config *config, fa_error *err);
void user_host_close(user_host *host);

/* A stranger at an address. */
fa_actor user_host_stranger(const char *address);
/* The operator at the console. */
fa_actor user_host_operator(void);

/* ---- time ---- */

fa_time user_host_now(void);
void user_host_wait(fa_time ms);

/* ---- passwords ---- */

/* How many passwords were verified, and hashed, since the program began. */
long user_host_verified(void);
long user_host_hashed(void);
/* Hashes "old$<password>" are known to the legacy hasher alone ("old:"); "fake$1$…" is stale, "fake$2$…" is what is
 * made. */

/* ---- mail ---- */

/* Sends what waits. */
void user_host_deliver(user_host *host);
/* How many were sent; the address and text of the last; the code in it. */
unsigned user_host_mails(void);
const char *user_host_mail_to(void);
const char *user_host_mail_text(void);
void user_host_mail_code(char out[FA_SECRET_BYTES]);
/* Whether the mailer fails. */
void user_host_mailer_fails(bool fails);

/* ---- shortcuts: they fail the test when they fail ---- */

/* Makes an account with that password, whatever the rules say of it. */
fa_user user_host_account(user_host *host, const char *email, const char *password, fa_role role);
/* Logs in; *who becomes the actor of the session. */
fa_tokens user_host_login(user_host *host, const char *email, const char *password, fa_actor *who);
/* The code of a second factor now. */
void user_host_code(const char *base32, char out[8]);
/* How many events there are, and the last of them. */
unsigned user_host_events(user_host *host, fa_user_event *last);

#endif
