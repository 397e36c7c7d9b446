/* sealed/sealed_host.h: sealed stores for tests. */
#ifndef FA_TEST_SEALED_HOST_H
#define FA_TEST_SEALED_HOST_H

#include <finanalyst/adapter/sodium.h>

/* Registers "under:", a memory store that all who open it share, so that a test may reach what lies sealed in it. */
fa_status sealed_host_register(fa_registry *registry, fa_error *err);
/* What "under:" is. */
fa_blob_store *sealed_host_under(void);
/* Writes a key file with these lines and rights. */
void sealed_host_keys(const char *path, const char *lines, int mode);
/* Opens a URL with libsodium's adapters and "under:" registered. */
fa_status sealed_host_open(const char *url, fa_blob_store *out, fa_error *err);

/* Keys for key files. */
#define KEY_1 "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define KEY_2 "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeffe0e1e2e3e4e5e6e7e8e9eaebecedeeef"

#endif
