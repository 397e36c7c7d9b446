/* contract/user_repo_contract.h: what every repository of the user service must do. */
#ifndef FA_USER_REPO_CONTRACT_H
#define FA_USER_REPO_CONTRACT_H

#include <finanalyst/port/user_repo.h>

/* Opens an empty repository. */
typedef fa_status (*open_user_repo_fn)(fa_user_repo *out, fa_error *err);

/* Runs the suite and returns the exit status for main. reopen closes a repository and opens it again with what it
 * holds; NULL: what it holds dies with it. */
int user_repo_contract(const char *adapter, open_user_repo_fn open, open_user_repo_fn reopen);

#endif
