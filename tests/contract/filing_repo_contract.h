/* contract/filing_repo_contract.h: what every filing repository must do. */
#ifndef FA_FILING_REPO_CONTRACT_H
#define FA_FILING_REPO_CONTRACT_H

#include <finanalyst/port/filing_repo.h>

/* Opens an empty repository. */
typedef fa_status (*open_filing_repo_fn)(fa_filing_repo *out, fa_error *err);

/* Runs the suite and returns the exit status for main. reopen closes a repository and opens it again with what it
 * holds; NULL: what it holds dies with it. */
int filing_repo_contract(const char *adapter, open_filing_repo_fn open, open_filing_repo_fn reopen);

#endif
