/* port/readings.h: what the analysis service does for the other services, in this process or another: it reads their documents,
 * and forgets them. */
#ifndef FINANALYST_PORT_READINGS_H
#define FINANALYST_PORT_READINGS_H

#include <finanalyst/analysis.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Codes as in analysis.h and record.h; FA_EUNAVAILABLE and FA_ETIMEOUT: the service cannot be asked now. For implementers: any
 * thread may call any op; jobs are lent to visit for the call. */
typedef struct fa_readings_ops {
    size_t struct_size;
    const char *name;
    /* Queues the reading of a document, and lends its job to visit (may be NULL). */
    fa_status (*start)(void *self, fa_id owner, fa_id document, fa_job_visit_fn visit, void *payload,
                       fa_error *err);
    /* Asks its reading to stop. There is none: FA_ENOTFOUND; it has ended: FA_ECONFLICT. */
    fa_status (*cancel)(void *self, fa_id owner, fa_id document, fa_error *err);
    /* Afterwards nothing is left of what was read and told of it: jobs, facts, pages, answers, analyses. */
    fa_status (*forget)(void *self, fa_id owner, fa_id document, fa_error *err);
    /* The same of all that an owner has. */
    fa_status (*forget_owner)(void *self, fa_id owner, fa_error *err);
    /* How many analyses and answers are kept for an owner. */
    fa_status (*count)(void *self, fa_id owner, uint64_t *analyses, uint64_t *answers, fa_error *err);
    /* The id of the owner's answer with that number. FA_ENOTFOUND. */
    fa_status (*find_answer)(void *self, fa_id owner, int64_t number, fa_id *out, fa_error *err);
    void (*close)(void *self);
} fa_readings_ops;

typedef struct fa_readings {
    const fa_readings_ops *ops;
    void *self;
} fa_readings;

FA_API fa_status fa_readings_start(const fa_readings *r, fa_id owner, fa_id document, fa_job_visit_fn visit,
                                   void *payload, fa_error *err);
FA_API fa_status fa_readings_cancel(const fa_readings *r, fa_id owner, fa_id document, fa_error *err);
FA_API fa_status fa_readings_forget(const fa_readings *r, fa_id owner, fa_id document, fa_error *err);
FA_API fa_status fa_readings_forget_owner(const fa_readings *r, fa_id owner, fa_error *err);
/* out-pointers are not NULL. */
FA_API fa_status fa_readings_count(const fa_readings *r, fa_id owner, uint64_t *analyses, uint64_t *answers,
                                   fa_error *err);
FA_API fa_status fa_readings_find_answer(const fa_readings *r, fa_id owner, int64_t number, fa_id *out,
                                         fa_error *err);
FA_API void fa_readings_close(fa_readings *r);

#ifdef __cplusplus
}
#endif
#endif
