/* contract/hasher_contract.h: what every hasher must do. */
#ifndef FA_HASHER_CONTRACT_H
#define FA_HASHER_CONTRACT_H

#include <finanalyst/port/hasher.h>

typedef fa_status (*open_hasher_fn)(fa_hasher *out, fa_error *err);

/* Runs the suite and returns the exit status for main. */
int hasher_contract(const char *adapter, open_hasher_fn open);

#endif
