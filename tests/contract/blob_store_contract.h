/* contract/blob_store_contract.h: what every blob store must do. */
#ifndef FA_BLOB_STORE_CONTRACT_H
#define FA_BLOB_STORE_CONTRACT_H

#include <finanalyst/port/blob_store.h>

/* Opens an empty store. */
typedef fa_status (*open_blob_store_fn)(fa_blob_store *out, fa_error *err);

/* Runs the suite and returns the exit status for main. */
int blob_store_contract(const char *adapter, open_blob_store_fn open);

#endif
