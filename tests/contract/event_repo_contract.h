/* contract/event_repo_contract.h: what every event repository must do. */
#ifndef FA_EVENT_REPO_CONTRACT_H
#define FA_EVENT_REPO_CONTRACT_H

#include <finanalyst/port/event_repo.h>

/* Opens an empty repository. */
typedef fa_status (*open_event_repo_fn)(fa_event_repo *out, fa_error *err);

/* Runs the suite and returns the exit status for main. reopen closes a repository and opens it again with what it holds;
 * NULL: what it holds dies with it. */
int event_repo_contract(const char *adapter, open_event_repo_fn open, open_event_repo_fn reopen);

#endif
