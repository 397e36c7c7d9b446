/* record/service.h: the ports that the record service was given. */
#ifndef FAI_RECORD_SERVICE_H
#define FAI_RECORD_SERVICE_H

#include <finanalyst/port/analyst.h>
#include <finanalyst/port/clock.h>
#include <finanalyst/port/hasher.h>
#include <finanalyst/port/record_repo.h>

/* What a service is made of: every port is needed. */
typedef struct fai_record_parts {
    fa_record_repo repo;
    fa_analyst analyst;
    fa_clock clock;
    fa_hasher hasher;
} fai_record_parts;

struct fa_record_service {
    fai_record_parts with;
};

/* On FA_OK the ports belong to the service; on failure (FA_EINVALID: one is lacking; FA_ENOMEM) they stay the caller's. */
fa_status fai_record_service_new(const fai_record_parts *parts, fa_record_service **out, fa_error *err);
/* FA_EINVALID: no service. */
fa_status fai_record_service_check(const fa_record_service *svc, fa_error *err);

#endif
