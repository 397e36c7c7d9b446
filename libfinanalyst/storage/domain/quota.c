/* storage/domain/quota.c: the rule of quotas: what counts, and what may be added to it. */
#include "storage/domain/quota.h"

#include <finanalyst/storage.h>

enum { DEFAULT_GIB = 10, DEFAULT_OBJECTS = 100000, DEFAULT_OBJECT_MIB = 100 };

const fa_quota *fai_quota_of(const fa_usage *usage, const fa_quota *standard)
{
    return usage->own_quota ? &usage->quota : standard;
}

fa_quota fai_quota_complete(fa_quota quota)
{
    if (quota.max_bytes == 0)
        quota.max_bytes = (uint64_t)DEFAULT_GIB << 30;
    if (quota.max_objects == 0)
        quota.max_objects = DEFAULT_OBJECTS;
    if (quota.max_object_bytes == 0)
        quota.max_object_bytes = (uint64_t)DEFAULT_OBJECT_MIB << 20;
    return quota;
}
