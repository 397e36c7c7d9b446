/* user/usecases/mail.h: codes that are mailed, and what their mails say. Mails are written down with the change that they
 * are about, and sent afterwards: so they are neither lost nor sent for nothing, and take no time that would tell. */
#ifndef FAI_USER_MAIL_H
#define FAI_USER_MAIL_H

#include "user/usecases/store.h"

/* Records that must live until the changes were applied. */
typedef struct fai_mailing {
    fa_grant grant;
    fa_mail_record mail;
} fai_mailing;

/* Adds a code for the account, and a mail with it to the address. Without a mailer: nothing. */
fa_status fai_mail_code(fai_mailing *m, fai_changes *c, const fa_user *user, const char *to,
                        fa_grant_kind kind, fa_error *err);
/* Adds a mail that tells the owner what has changed. Without a mailer: nothing. */
fa_status fai_mail_notice(fai_mailing *m, fai_changes *c, const char *to, const char *what, fa_error *err);

#endif
