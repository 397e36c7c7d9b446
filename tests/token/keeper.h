/* token/keeper.h: a token signer on libsodium, and keys for tests. */
#ifndef FA_TEST_KEEPER_H
#define FA_TEST_KEEPER_H

#include <finanalyst/token.h>

/* Opens the signer; ends the program when that fails. */
fa_token_signer keeper_open(void);
/* A key that the signer holds, made of a number. kid is lent. */
fa_token_key keeper_key(const fa_token_signer *signer, const char *kid, unsigned number);

#endif
