/* user/domain/audit.h: the chain of the trail. */
#ifndef FAI_USER_AUDIT_H
#define FAI_USER_AUDIT_H

#include <finanalyst/port/hasher.h>
#include <finanalyst/port/user_repo.h>

/* An fa_audit_seal_fn; payload is an fa_hasher. The hash is over the hash before and every member, each with its length
 * before it, so that no two lines have the same text. */
fa_status fai_audit_seal(void *payload, const fa_audit_entry *before, fa_audit_entry *entry, fa_error *err);
/* Whether a line follows the one before it, NULL = it is the first. */
bool fai_audit_follows(const fa_hasher *hasher, const fa_audit_entry *before, const fa_audit_entry *entry);

#endif
