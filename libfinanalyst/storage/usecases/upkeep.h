/* storage/usecases/upkeep.h: what the steps of upkeep share: where a step begins, and telling what it finds. */
#ifndef FAI_STORAGE_UPKEEP_H
#define FAI_STORAGE_UPKEEP_H

#include "storage/usecases/fetch.h"

/* A step under way. */
typedef struct fai_step {
    const fa_storage_service *svc;
    fa_upkeep *run;
    char last[FA_UPKEEP_CURSOR]; /* where the next step begins */
    uint32_t came;
} fai_step;

/* Looks at one object; may change it. */
typedef fa_status (*fai_step_fn)(fai_step *step, const fa_object *object, fa_error *err);

/* FA_EINVALID: no service, no run. */
fa_status fai_upkeep_check(const fa_storage_service *svc, const fa_upkeep *run, fa_error *err);
uint32_t fai_upkeep_limit(const fa_upkeep *run);
/* Goes through the objects of a filter from the run's cursor on, and sets cursor and end. */
fa_status fai_upkeep_objects(const fa_storage_service *svc, fa_upkeep *run, fa_object_filter filter,
                             fai_step_fn look, fa_error *err);
/* Tells of a thing that was found; st is how putting it in order went. FA_ECONFLICT: another was faster, which is no
 * finding and no failure. */
fa_status fai_upkeep_tell(fa_upkeep *run, fa_finding_kind kind, const fa_object *object, fa_status st,
                          fa_error *err);

#endif
