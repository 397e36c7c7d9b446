/* contract/record_repo_contract.h: what every record repository must do. */
#ifndef FA_RECORD_REPO_CONTRACT_H
#define FA_RECORD_REPO_CONTRACT_H

#include <finanalyst/port/record_repo.h>

/* Opens an empty repository. */
typedef fa_status (*open_record_repo_fn)(fa_record_repo *out, fa_error *err);

/* Runs the suite and returns the exit status for main. reopen closes a repository and opens it again with what it
 * holds; NULL: what it holds dies with it. */
int record_repo_contract(const char *adapter, open_record_repo_fn open, open_record_repo_fn reopen);

#endif
