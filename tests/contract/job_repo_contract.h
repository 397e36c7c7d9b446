/* contract/job_repo_contract.h: what every job repository must do. */
#ifndef FA_JOB_REPO_CONTRACT_H
#define FA_JOB_REPO_CONTRACT_H

#include <finanalyst/port/job_repo.h>

/* Opens an empty repository. */
typedef fa_status (*open_job_repo_fn)(fa_job_repo *out, fa_error *err);

/* Runs the suite and returns the exit status for main. reopen closes a repository and opens it again with what it
 * holds; NULL: what it holds dies with it. */
int job_repo_contract(const char *adapter, open_job_repo_fn open, open_job_repo_fn reopen);

#endif
