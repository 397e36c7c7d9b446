/* contract/document_repo_contract.h: what every document repository must do. */
#ifndef FA_DOCUMENT_REPO_CONTRACT_H
#define FA_DOCUMENT_REPO_CONTRACT_H

#include <finanalyst/port/document_repo.h>

/* Opens an empty repository. */
typedef fa_status (*open_document_repo_fn)(fa_document_repo *out, fa_error *err);

/* Runs the suite and returns the exit status for main. reopen closes a repository and opens it again with what it
 * holds; NULL: what it holds dies with it. */
int document_repo_contract(const char *adapter, open_document_repo_fn open, open_document_repo_fn reopen);

#endif
