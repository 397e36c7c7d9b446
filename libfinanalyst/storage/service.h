/* storage/service.h: the ports that the storage service was given. */
#ifndef FAI_STORAGE_SERVICE_H
#define FAI_STORAGE_SERVICE_H

#include <finanalyst/port/blob_store.h>
#include <finanalyst/port/clock.h>
#include <finanalyst/port/hasher.h>
#include <finanalyst/port/ledger.h>

/* What a service is made of: every port is needed. */
typedef struct fai_storage_parts {
    fa_ledger ledger;
    fa_blob_store blobs;
    fa_clock clock;
    fa_hasher hasher;
    fa_quota quota; /* the standard one; zeros = defaults */
} fai_storage_parts;

struct fa_storage_service {
    fai_storage_parts with;
    /* What adapters were opened with lives as long as they do: a clock and a hasher of their own. */
    fa_clock host_clock;
    fa_hasher host_hasher;
};

/* An empty service, to be given its ports. FA_ENOMEM. */
fa_status fai_storage_service_new(fa_storage_service **out, fa_error *err);
/* On FA_OK the ports belong to the service; on failure (FA_EINVALID: one is lacking) they stay the caller's. */
fa_status fai_storage_service_take(fa_storage_service *svc, const fai_storage_parts *parts, fa_error *err);
/* FA_EINVALID: no service, or a user that is none. */
fa_status fai_storage_check(const fa_storage_service *svc, const fa_id *user, fa_error *err);

#endif
