/* contract/ledger_contract.h: what every ledger must do. */
#ifndef FA_LEDGER_CONTRACT_H
#define FA_LEDGER_CONTRACT_H

#include <finanalyst/port/ledger.h>

/* Opens an empty ledger. */
typedef fa_status (*open_ledger_fn)(fa_ledger *out, fa_error *err);
/* Closes a ledger and opens it again; NULL for one that keeps nothing. */
typedef fa_status (*reopen_ledger_fn)(fa_ledger *ledger, fa_error *err);

/* Runs the suite and returns the exit status for main. */
int ledger_contract(const char *adapter, open_ledger_fn open, reopen_ledger_fn reopen);

#endif
