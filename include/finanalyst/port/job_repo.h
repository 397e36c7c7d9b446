/* port/job_repo.h: records of ingestion jobs. */
#ifndef FINANALYST_PORT_JOB_REPO_H
#define FINANALYST_PORT_JOB_REPO_H

#include <finanalyst/analysis.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Records of jobs. Where an op names an owner, the jobs of others are to it as if they were not there. Each op is one transaction, durable once it returns FA_OK. */
typedef struct fa_job_repo_ops {
    size_t struct_size;
    const char *name;
    /* Id taken: FA_ECONFLICT. */
    fa_status (*add)(void *self, const fa_job *job, fa_error *err);
    fa_status (*get)(void *self, fa_id owner, fa_id id, fa_job_visit_fn visit, void *payload, fa_error *err);
    /* The newest job of a document. None: FA_ENOTFOUND. */
    fa_status (*of_document)(void *self, fa_id owner, fa_id document, fa_job_visit_fn visit, void *payload,
                             fa_error *err);
    /* Of all owners: takes the oldest queued job, or a running one not updated since `stale`: makes it RUNNING, counts the attempt,
     * sets updated = now, version + 1, all at once, and lends it. None: FA_ENOTFOUND. */
    fa_status (*claim)(void *self, fa_time now, fa_time stale, fa_job_visit_fn visit, void *payload,
                       fa_error *err);
    /* Replaces if the version is still job->version, and stores version + 1; else FA_ECONFLICT. The cancel flag, once
     * set, stays set. */
    fa_status (*replace)(void *self, const fa_job *job, fa_error *err);
    /* Sets the cancel flag without regard to the version (it does not change it). A finished job: FA_ECONFLICT. */
    fa_status (*cancel)(void *self, fa_id owner, fa_id id, fa_error *err);
    /* Removes all jobs of a document, in whatever state. None: FA_OK. */
    fa_status (*forget)(void *self, fa_id owner, fa_id document, fa_error *err);
    /* Removes all jobs of an owner. None: FA_OK. */
    fa_status (*forget_owner)(void *self, fa_id owner, fa_error *err);
    void (*close)(void *self);
} fa_job_repo_ops;

typedef struct fa_job_repo {
    const fa_job_repo_ops *ops;
    void *self;
} fa_job_repo;

FA_API fa_status fa_job_repo_add(const fa_job_repo *r, const fa_job *job, fa_error *err);
FA_API fa_status fa_job_repo_get(const fa_job_repo *r, fa_id owner, fa_id id, fa_job_visit_fn visit,
                                 void *payload, fa_error *err);
FA_API fa_status fa_job_repo_of_document(const fa_job_repo *r, fa_id owner, fa_id document,
                                         fa_job_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_job_repo_claim(const fa_job_repo *r, fa_time now, fa_time stale, fa_job_visit_fn visit,
                                   void *payload, fa_error *err);
FA_API fa_status fa_job_repo_replace(const fa_job_repo *r, const fa_job *job, fa_error *err);
FA_API fa_status fa_job_repo_cancel(const fa_job_repo *r, fa_id owner, fa_id id, fa_error *err);
FA_API fa_status fa_job_repo_forget(const fa_job_repo *r, fa_id owner, fa_id document, fa_error *err);
FA_API fa_status fa_job_repo_forget_owner(const fa_job_repo *r, fa_id owner, fa_error *err);
FA_API void fa_job_repo_close(fa_job_repo *r);

#ifdef __cplusplus
}
#endif
#endif
