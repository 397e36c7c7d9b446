/* contract/user_directory_contract.h: what every view of the users must show. */
#ifndef FA_USER_DIRECTORY_CONTRACT_H
#define FA_USER_DIRECTORY_CONTRACT_H

#include <finanalyst/port/user_directory.h>

/* Opens the directory under test on one of the same process, which it outlives; closes it and all that it brought. */
typedef fa_status (*open_directory_fn)(const fa_user_directory *behind, fa_user_directory *out,
                                       fa_error *err);
typedef void (*close_directory_fn)(fa_user_directory *directory);

/* Runs the suite and returns the exit status for main. */
int user_directory_contract(const char *adapter, open_directory_fn open, close_directory_fn close);

#endif
