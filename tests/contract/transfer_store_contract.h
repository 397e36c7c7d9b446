/* contract/transfer_store_contract.h: what every transfer store must do. */
#ifndef FA_TRANSFER_STORE_CONTRACT_H
#define FA_TRANSFER_STORE_CONTRACT_H

#include <finanalyst/port/transfer_store.h>

typedef fa_status (*open_transfer_store_fn)(fa_transfer_store *out, fa_error *err);

/* Runs the suite and returns the exit status for main. open: an empty store. reopen closes a store and opens it again with what
 * it holds; NULL: what it holds dies with it. */
int transfer_store_contract(const char *adapter, open_transfer_store_fn open, open_transfer_store_fn reopen);

#endif
