/* analytics/service.h: the ports that the analytics service was given. */
#ifndef FAI_ANALYTICS_SERVICE_H
#define FAI_ANALYTICS_SERVICE_H

#include <finanalyst/port/clock.h>
#include <finanalyst/port/event_repo.h>

/* What a service is made of: every port is needed. */
typedef struct fai_analytics_parts {
    fa_event_repo repo;
    fa_clock clock;
    void *lent; /* memory that the adapters were lent when they were opened, NULL = none; freed last */
} fai_analytics_parts;

struct fa_analytics_service {
    fai_analytics_parts with;
};

/* Makes a service. On FA_OK the ports belong to it; on failure (FA_EINVALID, FA_ENOMEM) they stay the caller's. */
fa_status fai_analytics_service_new(const fai_analytics_parts *parts, fa_analytics_service **out,
                                    fa_error *err);
/* Closes the ports, the clock last, and frees the service; NULL is fine. */
void fai_analytics_service_free(fa_analytics_service *svc);

/* FA_EINVALID: no service. */
fa_status fai_analytics_service_check(const fa_analytics_service *svc, fa_error *err);
/* FA_EINVALID: not the id of a user. */
fa_status fai_analytics_check_user(fa_id user, fa_error *err);
/* A new id: "fbk_", "evt_". */
fa_status fai_analytics_make_id(const fa_analytics_service *svc, const char *prefix, fa_time now, fa_id *out,
                                fa_error *err);

#endif
