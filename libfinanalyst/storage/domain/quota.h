/* storage/domain/quota.h: what a user may have. */
#ifndef FAI_STORAGE_QUOTA_H
#define FAI_STORAGE_QUOTA_H

#include <finanalyst/storage.h>

/* The quota that holds for a user. */
const fa_quota *fai_quota_of(const fa_usage *usage, const fa_quota *standard);
/* A quota with the defaults in place of zeros. */
fa_quota fai_quota_complete(fa_quota quota);

#endif
